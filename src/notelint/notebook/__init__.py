"""The model of a notebook, and how it is read: sections, entries, figures, links, and what
it does most of the time.

`model.py` is the frozen model, `reading/` makes it of a tree. `habits.py` counts
conventions, `anchors.py` has the places that links lead to, `contents.py` the contents
list, `verbatim.py` the blocks in which white space stays. Imports `text`, `papers` and
`markdown`; asks no disk and no network.
"""
