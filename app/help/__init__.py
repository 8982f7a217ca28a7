"""The manual: one page per topic and language, as Markdown beside this module."""
