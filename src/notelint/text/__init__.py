"""One text, and what is said and changed in it.

`source.py` knows where things are in it, `diagnostics.py` what a finding is, `edits.py`
which edits go together. `disk.py` opens files that a stranger may have made, `limits.py`
bounds the processor time of work on a text. Imports only `errors`.
"""
