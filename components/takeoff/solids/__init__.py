"""Bodies of elements: closed forms of sweeps, plane cuts and straight holes, faceted bodies, openings.

`bodies` puts them together per element, with the source of each figure or the reason why there is none. `recipes` says
which bodies are left to the geometry kernel and how to build them there. No name and no category is read here.
"""
