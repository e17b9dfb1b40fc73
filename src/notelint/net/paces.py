"""How fast each host is asked, as its owner says or as is polite."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import urlsplit


class Pace(NamedTuple):
    """The pace of the hosts that share a name: seconds between two requests, and how many may be under way at once.

    A pace that is `shared` is kept by all processes of the user together, from the end of one request to the start of the next.
    `penalty`: seconds to wait after a 429 that does not say how long.
    """

    name: str
    gap: float = 1.0
    at_once: int = 2
    shared: bool = False
    penalty: float = 5.0


# arXiv's terms of use of its API: one request in three seconds, one connection, over all machines of a user; its pages' robots rules ask
# no less. OpenReview lets guests ask 20 times a minute. GitHub asks for one request after the other.
_ARXIV = Pace("arxiv-api", 3.0, 1, shared=True, penalty=30.0)
_OPENREVIEW = Pace("openreview-api", 3.0, 1, shared=True, penalty=60.0)
_PACES = {
    "openreview.net": _OPENREVIEW,
    "api.openreview.net": _OPENREVIEW,
    "api2.openreview.net": _OPENREVIEW,
    "doi.org": Pace("doi.org", 1.0, 1),
    "api.github.com": Pace("api.github.com", 1.0, 1),
}


def pace_of(url: str) -> Pace:
    """The pace for an address; what is none shares one."""
    try:
        host = (urlsplit(url).hostname or "").lower().rstrip(".")
    except ValueError:
        host = ""
    if host == "arxiv.org" or host.endswith(".arxiv.org"):
        return _ARXIV
    return _PACES.get(host) or Pace(host)
