"""The portfolio: projects in one SQLite file."""
