"""Panels that stand in docks."""
