"""The baseline: findings that were accepted, in a file that people review.

Here is its name, which is all that most runs need.

`model.py` is what it holds, `file.py` reads and writes it, `document.py` reads what a person
has edited, `comparison.py` lays findings next to it. Imports `text` and `config`.
"""

# At the top of the repository; outside of one, in the working folder
NAME = ".notelint-baseline.yaml"
