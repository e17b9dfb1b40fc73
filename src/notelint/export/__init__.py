"""The entries of a notebook as data, for other programs.

`rows.py` makes a row of an entry, `formats.py` writes rows as JSON, JSON Lines or CSV,
`export.schema.json` describes a row. Imports `text`, `papers` and `notebook`.
"""
