"""Facts to a Model: what every part is, what it measures, and where each figure comes from.

`build` makes the Model, `study` gathers all that is known of the elements, `notes` tells what is worth telling. The
rooms, each importing only from those after it: features | plates | bars, naming, solids, outlines. `building` reads
what the rates ask for and stands beside them; only `naming` is below it.
"""
