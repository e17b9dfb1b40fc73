"""Edits: which of them can be made together, the text with them made, and what they
change as a diff.
"""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from typing import TypeVar

from notelint.text.diagnostics import Edit, Fix
from notelint.text.source import Span

_Holder = TypeVar("_Holder")


def choose(holders: Iterable[_Holder], key: Callable[[_Holder], Fix]) -> list[_Holder]:
    """Those whose fixes can be made together, each whole or not at all: of two that meet
    the first one stays.
    """
    taken: list[Span] = []
    chosen = []
    for holder in holders:
        spans = sorted(edit.span for edit in key(holder).edits)
        inner = any(_meet(one, two) for one, two in pairwise(spans))
        if inner or any(_hits(taken, span) for span in spans):
            continue
        chosen.append(holder)
        for span in spans:
            insort(taken, span)
    return chosen


def _hits(taken: list[Span], span: Span) -> bool:
    """Whether a range meets one of those taken, which are in order and apart."""
    place = bisect_left(taken, span)
    return any(_meet(other, span) for other in taken[max(0, place - 1) : place + 1])


def _meet(one: Span, two: Span) -> bool:
    """Whether two ranges overlap; an insertion also meets what begins or ends at its place."""
    if one.start == one.end or two.start == two.end:
        return one.start <= two.end and two.start <= one.end
    return one.start < two.end and two.start < one.end


def apply(text: str, edits: Iterable[Edit]) -> str:
    """The text with edits made that lie in it, apart from one another.

    Raises ValueError for edits that do not: nothing is ever written at a wrong place.
    """
    pieces, place = [], 0
    for (start, end), new in sorted(edits):
        if not place <= start <= end <= len(text):
            raise ValueError(
                f"an edit at {start}-{end} of a text of {len(text)}, behind one up to {place}"
            )
        pieces += [text[place:start], new]
        place = end
    return "".join([*pieces, text[place:]])


def diff(before: str, after: str, path: str) -> Iterator[str]:
    """The lines of a unified diff that `git apply` takes, each with its line end; none
    where nothing changed.

    `path` is relative to the top of the repository: with git's own first line the diff can
    be applied from any folder of it.
    """
    from difflib import unified_diff

    old, new = _quoted(f"a/{path}"), _quoted(f"b/{path}")
    head = [f"diff --git {old} {new}\n--- {_ended(old)}\n", f"+++ {_ended(new)}\n"]
    for place, line in enumerate(unified_diff(_lines(before), _lines(after), n=3)):
        if place < len(head):
            yield head[place]
        else:
            yield (
                line
                if line.endswith("\n")
                else f"{line}\n\\ No newline at end of file\n"
            )


def _lines(text: str) -> list[str]:
    """The lines as git counts them: a lone CR ends none."""
    return re.findall(r"[^\n]*\n|[^\n]+", text)


def _quoted(path: str) -> str:
    """A path as git writes it in a diff: in C's quotes where it has characters that are
    not plain.
    """
    if all(char.isprintable() and char not in '"\\' for char in path):
        return path
    return in_quotes(path)


def in_quotes(path: str) -> str:
    """A path in C's quotes, in plain ASCII, as git and a shell's `$'…'` read it."""
    escapes = {'"': '\\"', "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"}
    data = path.encode("utf-8", "surrogateescape")
    return (
        '"'
        + "".join(
            escapes.get(chr(byte), chr(byte) if 32 <= byte < 127 else f"\\{byte:03o}")
            for byte in data
        )
        + '"'
    )


def _ended(path: str) -> str:
    """A path at the end of a line, with the tab that tells where one with blanks ends."""
    return f"{path}\t" if " " in path and not path.startswith('"') else path
