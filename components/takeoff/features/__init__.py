"""Holes, slots, copes, notches, cuts and end cuts: what was taken from straight prisms, one row each."""
