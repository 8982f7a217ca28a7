"""Workbooks: one sheet a list, totals as formulas that a spreadsheet recalculates to our figures."""

from components.exports.xlsx.book import render, write

__all__ = ["render", "write"]
