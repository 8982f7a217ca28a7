"""Members checked by GB 50017-2017, by the column: tables in, `CheckResults` out; one member with every
step shown.
"""
