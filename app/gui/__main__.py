"""`python -m app.gui [--lang zh|en] [MODEL]` opens the window."""

import sys

from app.gui.application import main

if __name__ == "__main__":
    sys.exit(main())
