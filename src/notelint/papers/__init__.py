"""Papers on the web: which paper an address leads to, and how its host spells that address.

Nothing here asks the network.

`addresses.py` takes an address apart, `hosts/` knows each host's pages, `ids.py` is what
names a paper, `titles.py` tells whether two titles are one paper's, `badges.py` what people
write around a title. Pure, and imports no other room.
"""

from __future__ import annotations

from notelint.papers.hosts.publishers import is_paper_page, secure_url
from notelint.papers.hosts.table import (
    arxiv_form,
    as_form,
    canonical_url,
    impossible_id,
    is_dead_host,
    moved_url,
    paper_of,
    read_url,
    without_tracking,
)
from notelint.papers.ids import Page, PaperId
from notelint.papers.same_page import page_key

__all__ = [
    "Page",
    "PaperId",
    "arxiv_form",
    "as_form",
    "canonical_url",
    "impossible_id",
    "is_dead_host",
    "is_paper_page",
    "moved_url",
    "page_key",
    "paper_of",
    "read_url",
    "secure_url",
    "without_tracking",
]
