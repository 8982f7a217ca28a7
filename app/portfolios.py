"""The portfolio as use-cases."""
