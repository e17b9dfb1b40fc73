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
    """Those whose fixes can be made together, each whole or not at all: of two fixes that
    overlap the first one stays.
    """
    taken: list[Span] = []
    chosen = []
    for holder in holders:
        spans = sorted(edit.span for edit in key(holder).edits)
        overlaps_itself = any(_overlap(one, two) for one, two in pairwise(spans))
        if overlaps_itself or any(_is_taken(taken, span) for span in spans):
            continue
        chosen.append(holder)
        for span in spans:
            insort(taken, span)
    return chosen


def _is_taken(taken: list[Span], span: Span) -> bool:
    """Whether a range overlaps one of those taken, which are in order and apart."""
    index = bisect_left(taken, span)
    neighbours = taken[max(0, index - 1) : index + 1]
    return any(_overlap(neighbour, span) for neighbour in neighbours)


def _overlap(one: Span, two: Span) -> bool:
    """Whether two ranges overlap; an insertion also overlaps a range that begins or ends
    where it is.
    """
    if one.start == one.end or two.start == two.end:
        return one.start <= two.end and two.start <= one.end
    return one.start < two.end and two.start < one.end


def apply(text: str, edits: Iterable[Edit]) -> str:
    """The text with edits made that lie in it, apart from one another.

    Raises ValueError for others: nothing is ever written at a wrong offset.
    """
    pieces = []
    done = 0  # the offset up to which the text is copied
    for (start, end), new in sorted(edits):
        if not done <= start <= end <= len(text):
            raise ValueError(
                f"an edit at {start}-{end} of a text of {len(text)}, behind one up to {done}"
            )
        pieces += [text[done:start], new]
        done = end
    pieces.append(text[done:])
    return "".join(pieces)


def diff(before: str, after: str, path: str) -> Iterator[str]:
    """The lines of a unified diff that `git apply` takes, each with its line end; none
    where nothing changed.

    `path` is relative to the top of the repository: with git's own first line the diff can
    be applied from any folder of it.
    """
    from difflib import unified_diff

    old, new = _quoted(f"a/{path}"), _quoted(f"b/{path}")
    head = [f"diff --git {old} {new}\n--- {_ended(old)}\n", f"+++ {_ended(new)}\n"]
    for index, line in enumerate(unified_diff(_lines(before), _lines(after), n=3)):
        if index < len(head):  # in the place of difflib's own first lines
            yield head[index]
        elif line.endswith("\n"):
            yield line
        else:
            yield f"{line}\n\\ No newline at end of file\n"


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
    quoted = ""
    for byte in path.encode("utf-8", "surrogateescape"):
        char = chr(byte)
        if char in escapes:
            quoted += escapes[char]
        elif 32 <= byte < 127:
            quoted += char
        else:
            quoted += f"\\{byte:03o}"
    return f'"{quoted}"'


def _ended(path: str) -> str:
    """A path at the end of a line, with the tab that tells where one with spaces ends."""
    return f"{path}\t" if " " in path and not path.startswith('"') else path
