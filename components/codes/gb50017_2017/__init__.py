"""GB 50017-2017, Standard for design of steel structures: clause functions, one module per chapter.

N, mm, MPa, rad. x is the strong axis, y the weak axis; compression and the moment that compresses flange 1
are positive.
Functions are plain, on floats or arrays; they do not validate, round or remember. `status.toml` says how
sure each is.
"""
