"""One address made of another, part by part: scheme, host, path, each parameter of the
query, fragment.

An edit replaces a part that differs, or removes a parameter, and touches no other letter.
Where what would be removed may be words that ran into the address, there is no edit at all.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from notelint.papers.addresses import decoded

# Patterns stay text: `re` compiles them where an address is rewritten.
_PARTS = r"(?s)((?:[^:/?#]*://)?)([^/?#]*)([^?#]*)((?:\?[^#]*)?)((?:#.*)?)"
_ALWAYS = (1, 2, 3, 5)  # scheme, host, path and fragment, which are replaced whole
# Everything else may belong to words that ran into the address
_ODD = r"~~|[^A-Za-z0-9._~%+:@/=&-]"
# An address in running text ends where GitHub ends it, not where its writer did. What is
# removed from one is a word, a host or an address.
_OPEN = r"[A-Za-z0-9._~%+:@/=&?#-]+"
_VALUE = r"(?!.*--)(?:[A-Za-z0-9_%+-]*(?:\.[a-z0-9_%+-]+)*|https?(?::|%3[Aa])[A-Za-z0-9_%/+.-]*)"
_TRIMMED = tuple(
    "?!.,:*_~'\")"
)  # what GitHub leaves out of an address in running text that ends in it


class PartEdit(NamedTuple):
    """Put `text` in the place of what stands from `start` to `end` of an address."""

    start: int
    end: int
    text: str


def part_edits(old: str, new: str, ampersand: str = "&") -> list[PartEdit] | None:
    """The edits that make `new` of `old`; between their parameters both have `ampersand`.

    None where words may be lost: a character that is neither a letter, a digit nor a common
    mark of an address is in `old` only.
    """
    if _odd(old.replace(ampersand, "&")) - Counter(
        re.findall(_ODD, decoded(new.replace(ampersand, "&")))
    ):
        return None
    was, now = re.fullmatch(_PARTS, old), re.fullmatch(_PARTS, new)
    if not was or not now:
        return None
    edits = [
        PartEdit(*was.span(part), now[part])
        for part in _ALWAYS
        if was[part] != now[part]
    ]
    edits += _query_edits(was, now, ampersand)
    return sorted(edits) if _applied(old, edits) == new else None


def is_closed(old: str, new: str, following: str) -> bool:
    """Whether an address in running text, with `following` after it, ends where its
    writer meant it to, so that `new` can replace it.
    """
    if not re.fullmatch(_OPEN, old) or new.endswith(_TRIMMED):
        return False
    kept = _pieces(new, "&")
    values = [
        piece.partition("=")[2] for piece in _pieces(old, "&") if piece not in kept
    ]
    if not all(re.fullmatch(_VALUE, value) for value in values):
        return False
    return following[:1] != "_" or not any("_" in value for value in values)


def _odd(url: str) -> Counter[str]:
    """The characters of an address that may belong to words, without the marks that
    begin its query and its fragment.
    """
    before, _, fragment = url.partition("#")
    path, _, query = before.partition("?")
    return Counter(re.findall(_ODD, f"{path}&{query}&{fragment}"))


def _pieces(url: str, ampersand: str) -> list[str]:
    """The parameters of an address."""
    query = url.partition("#")[0].partition("?")[2]
    return query.split(ampersand) if query else []


def _query_edits(
    was: re.Match[str], now: re.Match[str], ampersand: str
) -> Iterator[PartEdit]:
    """What makes one query of another: parameters removed, or all of it replaced."""
    start, end = was.span(4)
    if was[4] == now[4]:
        return
    kept = _pieces(now[4], ampersand)
    place, pieces = start + 1, []
    for piece in _pieces(was[4], ampersand):
        stays = bool(kept) and kept[0] == piece
        kept = kept[stays:]
        pieces.append((stays, place, place + len(piece)))
        place += len(piece) + len(ampersand)
    if kept or not now[4]:
        yield PartEdit(start, end, now[4])
        return
    is_first = True
    for stays, first, last in pieces:
        if not stays:
            yield (
                PartEdit(first, last + len(ampersand), "")
                if is_first
                else PartEdit(first - len(ampersand), last, "")
            )
        is_first = is_first and not stays


def _applied(text: str, edits: list[PartEdit]) -> str:
    for start, end, new in sorted(edits, reverse=True):
        text = text[:start] + new + text[end:]
    return text
