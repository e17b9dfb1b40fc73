"""One text, and what is found and changed in it.

`source.py` knows lines and columns, `diagnostics.py` what a finding is, `edits.py` which
edits go together, `display.py` shortens what a message quotes. `disk.py` opens files that a
stranger may have made, `pictures.py` has the endings of pictures, `limits.py` bounds the
processor time of work on a text. Imports only `errors`.
"""
