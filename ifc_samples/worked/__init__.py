"""The figures of the samples, from closed formulas with the sizes typed by hand; no IFC file is read here.

`python -m ifc_samples.worked` writes `ifc_samples/expected`. The only thing shared with the scripts that draw
the models is the key of each part, because its GlobalId is the hash of that key.
"""
