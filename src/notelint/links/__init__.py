"""Checks over the network what a notebook's links lead to, politely, and keeps the answers.

- addresses: `questions.py` derives from a link which checker has to answer what;
  `addresses.py` says which IP addresses may be contacted.
- `checkers/`: one module for each service (arXiv, DOI, OpenReview, GitHub, the web).
- client: `client.py` sends one request, `connections.py` connects to permitted addresses only,
  `tokens.py` adds credentials.
- scheduler: `scheduler.py` decides which request is next, within `rate_limits.py` (hosts),
  `servers.py` (IP addresses) and `spacing.py` (all processes of the user).
- cache: `cache.py` keeps verdicts, in `cache_database.py`, for `cache_lifetimes.py`.
- `survey.py` checks all links of a run.

Only `notelint links` and `check --links` import this room; it imports `text`, `papers` and the
context of `rules`.
"""
