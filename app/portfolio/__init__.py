"""The portfolio: projects in one SQLite file.

`schema` says what the file holds, `file` opens it and turns what goes wrong into sentences, `store` reads and changes it.
"""
