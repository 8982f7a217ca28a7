"""Audit packages: what was rated, from what and by which rules, hashed, signed, and read back by people who trust nobody.

A package is a folder or one zip:

    manifest.json         what went in, every ratio and point unrounded, a hash per element
    report.pdf            the calculation sheet (装配率计算书), signed too where there is a key
    elements.csv          the element table
    books/, answers.toml  the inputs, so that recomputing needs nothing else; model/ only on request
    SHA256SUMS            a line per file above, as `sha256sum -c` reads it
    SHA256SUMS.p7s        the detached CMS signature over SHA256SUMS
    reviews/<n>/          reviews signed later, which leave the first signature whole
"""
