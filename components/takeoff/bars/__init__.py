"""Straight bars that the file only draws: sections measured back from outlines, axes found in faceted bodies."""
