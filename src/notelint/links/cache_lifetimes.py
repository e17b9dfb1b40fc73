"""How long an answer holds before it is asked for again."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from notelint.rules.context import Verdict

DAY = 86_400.0
_PAPERS = frozenset(
    {"arxiv", "openreview", "doi"}
)  # which do not vanish: arXiv asks to cache what changes once a day at most
_DAYS_OF_PAPER = 30
_DAYS = {
    "ok": 7,
    "moved": 30,
    "withdrawn": 30,  # the paper is there, and stays withdrawn
    "missing": 1,  # new papers appear in the services' indexes a day late
    "dead": 1,
}
_JITTER = 0.2


def seconds_for(checker: str, verdict: Verdict, key: str = "") -> float:
    """How many seconds a verdict holds that a checker (`arxiv`, `openreview`, `doi`, `github`,
    `web`) came to: none where it could not tell.

    What was asked in one run shall not all be asked again in one run: by its key, each
    lasts up to a fifth longer or shorter.
    """
    days = (
        _DAYS_OF_PAPER
        if verdict.state == "ok" and checker in _PAPERS
        else _DAYS.get(verdict.state, 0)
    )
    return days * DAY * (1.0 + _JITTER * _shift(key))


def _shift(key: str) -> float:
    """From -1 to 1, by the key; 0 where there is none."""
    return (
        zlib.crc32(key.encode("utf-8", "surrogatepass")) / 0x7FFFFFFF - 1.0
        if key
        else 0.0
    )
