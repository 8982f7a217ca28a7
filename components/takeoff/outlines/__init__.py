"""Figures in a plane: the profiles of the file as loops of lines and arcs, clipped, compared and boxed, exactly.

Everything here is two-dimensional and knows no body; loops are (k, 3) rows of x, y and the bulge of the arc that leaves.
"""
