"""Bill: marks, assemblies, lists and bases, and the files of an issue."""
