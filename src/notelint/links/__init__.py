"""Asking the network what a notebook's links lead to, politely, and keeping the answers.

`questions.py` tells what is to be asked of whom, a lane a service asks it, `queue.py`
decides who is next, `connections.py` dials only what may be dialled, `store.py` keeps the
answers. Only `notelint links` and `check --links` import this room; it imports `text`,
`papers` and the context of `rules`.
"""
