"""Two addresses in one: pasted twice, or one after the other."""

from __future__ import annotations

import re

from notelint.papers.hosts.table import paper_of, read_url
from notelint.rules.links.mistyped.mistake import Mistake, host_of

START = r"(?i)https?://"
_JUNK = r"(?i)(?:%5Cn|\\n|%0[AD]|%20|%2C|[,;|，；、。\])>\"']){1,9}$"
_NO_WORDS = r"[A-Za-z0-9._~%+:@/-]*"
_ALONE = {
    "arxiv.org",
    "github.com",
    "doi.org",
    "openreview.net",
}  # hosts that wrap nobody else's address


def two_in_one(url: str) -> Mistake | None:
    """Two addresses in one, but for services that show the page whose address they are
    given.
    """
    match = re.compile(START).search(url, 1)
    if match is None:
        return None
    first, second = url[: match.start()], url[match.start() :]
    if re.fullmatch(r"https?[:/]+", first, re.IGNORECASE):
        return Mistake(second, "the scheme stands there twice")
    if "?" in first or "#" in first:
        return None
    whole = re.sub(_JUNK, "", first)
    if whole == first and first[-1] in "/=:":
        host = host_of(first)
        if host != host_of(second) and host not in _ALONE:
            return None
        if _place(second).startswith(_place(first)):
            return Mistake(second, "the address stands there twice")
        return Mistake("", "two addresses stand in one")
    if whole == first and not first[-1].isalnum():
        return None
    if _place(second).startswith(_place(whole)):
        return Mistake(second, "the address stands there twice")
    rest = re.sub(_JUNK, "", second.partition("%5Cn")[0])
    paper, other = paper_of(whole), paper_of(rest)
    same = (
        paper is not None
        and other is not None
        and paper.paper == other.paper
        and _is_whole(rest)
    )
    return Mistake(whole if same else "", "two addresses stand in one")


def _is_whole(url: str) -> bool:
    """Whether an address is a paper's page and nothing else, so that no word goes with it."""
    page = read_url(url)
    return (
        page is not None
        and page.form != "asset"
        and re.fullmatch(_NO_WORDS, url) is not None
    )


def _place(url: str) -> str:
    return url.partition("://")[2].removeprefix("www.").rstrip("/")
