"""`steelyard` on the command line. Exit 0: done; 1: done, with findings at the level asked for; 2: refused."""

from app.cli.main import main

__all__ = ["main"]
