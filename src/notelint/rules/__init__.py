"""The rules: a folder a family, a generator function a file, whose docstring is the user's
page and whose decorator holds all facts about it.

`base.py` is what a rule is, `catalogue.py` lists them all, `context.py` is what they may
know of the repository, `manual.py` makes pages of them. A rule sees the notebook and that
context, and no disk, git, network or config: it imports `text`, `papers`,
`notebook` and `markdown.tree`.
"""
