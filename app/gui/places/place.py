"""What the window asks of a place. Each answer has a default, so that a place says only what it can do."""

from __future__ import annotations

from app.gui.display import Display
from app.gui.theme import Colours


class Place:
    """Mixed into the widget of a place."""

    def dress(self, colours: Colours) -> None:
        """The look of the moment."""

    def set_display(self, display: Display) -> None:
        """Figures in other units."""

    def find_text(self) -> bool:
        """Go into the place's search box. False where it has none."""
        return False

    def ask_export(self) -> bool:
        """Ask where the place's files go. False where it writes none now."""
        return False
