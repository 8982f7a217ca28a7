"""What the worker process does: use cases whose results travel as folders of mapped arrays. No Qt here.

A module a place; each ends in its own TASKS.
"""

from __future__ import annotations

from app.gui.tasks import audit, bills, checks, models, portfolio, rates, views
from app.gui.tasks.kinds import Task

TASKS: dict[str, Task] = {
    **models.TASKS,
    **bills.TASKS,
    **checks.TASKS,
    **rates.TASKS,
    **portfolio.TASKS,
    **views.TASKS,
    **audit.TASKS,
}
"""By name, so that the window never pickles a function."""
