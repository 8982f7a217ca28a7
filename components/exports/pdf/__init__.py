"""PDF documents: A4 or A3 landscape, title block, embedded font; the same document makes the same bytes."""

from components.exports.pdf.book import render, write

__all__ = ["render", "write"]
