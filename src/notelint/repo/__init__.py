"""The repository around the notebooks: its files on the disk or in git, read once a run,
and written whole or not at all.

`work_tree.py` has the files on the disk, `snapshot.py` those of the index or of a commit,
`git/` is every call of git, `staging.py` and `writer.py` write. Imports `text`, and from
`rules` the context that it fills.
"""
