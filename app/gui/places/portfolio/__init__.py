"""The place of the portfolio: its bar, charts, table and dialogs."""
