"""Audit packages in the window: making one, verifying one. For people who never open a terminal."""
