"""Which addresses are spellings of one page, so that a rewrite of one as the other
changes nothing for the reader.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from notelint.papers.addresses import Address, is_tracking, read_address
from notelint.papers.hosts import arxiv, openreview
from notelint.papers.hosts.arxiv_id import spelled


@lru_cache(maxsize=4096)
def page_key(url: str) -> str:
    """One key for all addresses of one page: where keys are equal, so are the pages.

    Most keys are no addresses.

    arXiv's forms stay apart (abs, pdf, html), the spellings of an id do not, nor do http,
    https, `www.` and `export.`. arXiv, doi.org and the ACL Anthology throw queries away,
    OpenReview what tells who sent the reader; elsewhere it is tracking that does not count.
    Every other address is its own key.
    """
    address = read_address(url)
    if address is None:
        return url.strip()
    key = _KEYS.get(address.host)
    return key(address) + address.anchor if key else _untracked(address)


def _arxiv(address: Address) -> str:
    if address.path == "/abs" and (given := address.parameter("id")):
        return f"arxiv:abs:{spelled(given)}"
    form, _, written = address.path[1:].partition("/")
    name = written if len(written) < 2 else written.removesuffix("/")
    if form in arxiv.QUERYLESS and name:
        return f"arxiv:{form}:{spelled(name)}"
    return f"arxiv:{address.path}?{address.query}"


def _openreview(address: Address) -> str:
    return f"openreview:{address.path}?{_query(sorted(pair for pair in _pairs(address) if pair[0] not in openreview.FOREIGN))}"


def _doi(address: Address) -> str:
    return f"doi:{address.path.lower()}"


def _acl(address: Address) -> str:
    return f"acl:{address.path.rstrip('/')}"


_KEYS: dict[str, Callable[[Address], str]] = {
    **dict.fromkeys(("arxiv.org", "www.arxiv.org", "export.arxiv.org"), _arxiv),
    **dict.fromkeys(("openreview.net", "www.openreview.net"), _openreview),
    **dict.fromkeys(("doi.org", "www.doi.org", "dx.doi.org"), _doi),
    **dict.fromkeys(("aclanthology.org", "www.aclanthology.org"), _acl),
}


def _untracked(address: Address) -> str:
    """The address without tracking.

    Only then is its query spelled in one way, for it is compared with others as it is written.
    """
    if not address.query:
        return address.text
    pairs = _pairs(address)
    kept = [pair for pair in pairs if not is_tracking(pair[0])]
    if len(kept) == len(pairs):
        return address.text
    return f"{address.scheme}://{address.host}{address.path}{'?' if kept else ''}{_query(kept)}{address.anchor}"


def _pairs(address: Address) -> list[tuple[str, str]]:
    from urllib.parse import parse_qsl

    return parse_qsl(address.query, keep_blank_values=True)


def _query(pairs: list[tuple[str, str]]) -> str:
    from urllib.parse import urlencode

    return urlencode(pairs)
