"""Marks, groups and lists of a bill; the files a user starts his own from lie in `FOLDER`."""

from pathlib import Path

FOLDER = Path(__file__).parent
