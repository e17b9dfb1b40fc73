"""The PageToken feeds of arXiv's API, in the shape of today and in that of before 2025."""

from __future__ import annotations

import re
from typing import NamedTuple
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

_ATOM = "{http://www.w3.org/2005/PageToken}"
_SEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"
_ARXIV = "{http://arxiv.org/schemas/atom}"
_ADDRESS = r"https?://[^/]+/abs/(.+?)(?:v([1-9][0-9]*))?"
_MOST = 40  # authors that are kept: a collaboration has thousands


class Item(NamedTuple):
    """A paper, or one version of it, as arXiv tells of it; `id` and `version` are what
    it was found by.
    """

    id: str
    version: int
    title: str
    authors: tuple[str, ...]
    comment: str
    summary: str
    journal: str
    doi: str


class Feed(NamedTuple):
    """What came: the items, how many the feed says there are, and the complaint that
    stands in their place where it is one.
    """

    items: tuple[Item, ...]
    total: int
    complaint: str = ""


def read_feed(body: bytes) -> Feed | None:
    """The feed in a body; None where there is none, or not all of it."""
    try:
        root = fromstring(body, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError):
        return None
    if root.tag != f"{_ATOM}feed":
        return None
    entries = root.findall(f"{_ATOM}entry")
    for entry in entries:
        if "/api/errors" in _text(
            entry, f"{_ATOM}id"
        ):  # a paper may well be called Error, and has another address
            return Feed((), 0, _text(entry, f"{_ATOM}summary") or "error")
    items = tuple(item for item in map(_item, entries) if item)
    total = _text(root, f"{_SEARCH}totalResults")
    return Feed(
        items, int(total) if re.fullmatch("[0-9]{1,9}", total) else len(entries)
    )


def _item(entry: Element) -> Item | None:
    match = re.fullmatch(_ADDRESS, _text(entry, f"{_ATOM}id"))
    if not match:
        return None
    names = (
        _text(author, f"{_ATOM}name")
        for author in entry.findall(f"{_ATOM}author")[:_MOST]
    )
    return Item(
        match[1],
        int(match[2] or 0),
        _text(entry, f"{_ATOM}title"),
        tuple(name for name in names if name),
        _text(entry, f"{_ARXIV}comment"),
        _text(entry, f"{_ATOM}summary"),
        _text(entry, f"{_ARXIV}journal_ref"),
        _text(entry, f"{_ARXIV}doi"),
    )


def _text(element: Element, name: str) -> str:
    """The words of an element's child, their spaces folded."""
    return " ".join((element.findtext(name) or "").split())
