"""Addresses next to square brackets that are the wrong way round, left open, or around
the address.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from notelint.rules.links.mistyped.address import typed
from notelint.rules.links.mistyped.brackets import HIDDEN, LONGEST, Broken, stop_of

_REVERSED = r"\(([^()\[\]\n\0\1]{1,300})\)\[((?:https?://|www\.)[^\s\[\]\0\1]+)\]"
_UNLINKED = r"\[([^\[\]()（）\n\0\1]{0,60}?)((?:https?://|www\.)(?=[^\s\]]{0,99}\w\.\w)[^\s\[\]()（）<>，。；、\"\0\1]+)\](?![(\[（:])"
_UNCLOSED = (
    r"\[([^\[\]()（）\n\0\1]{1,300}?)[ \t]*\(((?:https?://|www\.)[^\s\[\]()\0\1]+)\)"
)
_START = r"(?i)(?:https?://|www\.)\S+"


def unlinked(text: str, pairs: dict[int, int]) -> Iterator[Broken]:
    """The addresses that were meant to be linked, and are not, or not with the words
    that stand before them.
    """
    yield from _turned_round(text)
    yield from _in_brackets(text, pairs)
    for match in re.finditer(r"\]\(", text):
        if match.start() not in pairs:
            yield from _unopened(text, match)


def _turned_round(text: str) -> Iterator[Broken]:
    for match in re.finditer(_REVERSED, text):
        if (
            text[match.start() - 1 : match.start()] != "]"
            and text[match.end() : match.end() + 1] != "("
            and match[1].strip()
        ):
            yield Broken(
                *match.span(),
                "swap",
                match.span(2),
                ((*match.span(), f"[{match[1]}]({typed(match[2])})"),),
            )


def _in_brackets(text: str, pairs: dict[int, int]) -> Iterator[Broken]:
    """Addresses that GitHub makes no link of because they stand in square brackets, or
    after one that is left open.
    """
    for match in re.finditer(_UNLINKED, text):
        if text[match.start() - 1 : match.start()] not in {"]", ")"}:
            begin, end = match.span(2)
            bare = match[2].startswith("www.")
            edits = ((begin, begin, "<https://" if bare else "<"), (end, end, ">"))
            yield Broken(*match.span(), "angle", (begin, end), edits)
    closed = set(pairs.values())
    for match in re.finditer(_UNCLOSED, text):
        edit = (match.end(1), match.start(2), "](")
        if match.start() not in closed:
            yield Broken(*match.span(), "square", match.span(2), (edit,))
        elif (
            pairs.get(match.end()) == match.start()
            and match.end(1) == match.start(2) - 1
            and text[match.end() + 1 : match.end() + 2] != "("
        ):
            yield Broken(
                match.start(),
                match.end() + 1,
                "square",
                match.span(2),
                (edit, (match.end(), match.end() + 1, "")),
            )


def _unopened(text: str, match: re.Match[str]) -> Iterator[Broken]:
    """`title](address)`: nobody can tell where the title begins."""
    stop = stop_of(text, match.end(), "(")
    line = text[max(0, match.start() - LONGEST) : match.start()].rpartition("\n")[2]
    words = text[match.end() : stop]
    if (
        text[stop : stop + 1] == ")"
        and line.strip()
        and not {HIDDEN, "【"} & set(line)
        and re.fullmatch(_START, words)
    ):
        yield Broken(match.start(), stop + 1, "open", (match.end(), stop))
