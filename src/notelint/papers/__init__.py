"""Papers on the web: which paper an address leads to, and how its host spells that address. Nothing here asks the network."""

from __future__ import annotations

from notelint.papers.identity import Page, PaperId
from notelint.papers.pages import (
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
from notelint.papers.publishers import is_paper_page, secure_url
from notelint.papers.sameness import page_key

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
