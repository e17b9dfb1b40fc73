"""What becomes of one piece that three versions have, or not: taken from the side that
changed it, merged by lines, or in conflict.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from notelint.merge.pieces import Piece, lines_of

MergeLines = Callable[
    [str, str, str], tuple[str, bool]
]  # ours, base, theirs -> the text, with marks where they cannot be merged; whether all could
Three = tuple[tuple[Piece, ...], tuple[Piece, ...], tuple[Piece, ...]]


class Slot(NamedTuple):
    """A place in the merged text.

    `piece` is what stands there, None where it is gone, or in conflict and not on our side.

    `versions` are ours, the base's and theirs where these are in conflict.
    """

    name: int
    piece: Piece | None
    versions: Three | None = None

    @property
    def is_gone(self) -> bool:
        """Whether nothing stands there."""
        return self.piece is None and self.versions is None


def merge_piece(
    name: int,
    base: Piece | None,
    ours: Piece | None,
    theirs: Piece | None,
    merge_lines: MergeLines,
) -> Slot:
    """One piece of three versions, None in those that do not have it."""
    if ours and theirs:
        return _both(name, base, ours, theirs, merge_lines)
    there = ours or theirs
    if base is None:
        return Slot(name, there)
    if there is None or there.says_the_same_as(base):
        return Slot(name, None)
    return Slot(name, ours, _three(base, ours, theirs))


def _both(
    name: int, base: Piece | None, ours: Piece, theirs: Piece, merge_lines: MergeLines
) -> Slot:
    if base is None:
        if ours.says_the_same_as(theirs) or contains_lines(ours, theirs):
            return Slot(name, ours)
        if contains_lines(theirs, ours):
            return Slot(name, theirs)
        return _by_lines(name, None, ours, theirs.under(ours.head), merge_lines)
    if ours.lines == base.lines:
        return Slot(name, theirs)
    if theirs.lines == base.lines:
        return Slot(name, ours)
    head = ours.head if ours.head != base.head else theirs.head
    if ours.says_the_same_as(theirs) or theirs.says_the_same_as(base):
        return Slot(name, ours.under(head))
    if ours.says_the_same_as(base):
        return Slot(name, theirs.under(head))
    return _by_lines(
        name, base.under(head), ours.under(head), theirs.under(head), merge_lines
    )


def _by_lines(
    name: int, base: Piece | None, ours: Piece, theirs: Piece, merge_lines: MergeLines
) -> Slot:
    text, is_clean = merge_lines(
        *(written(each) for each in _three(base, ours, theirs))
    )
    lines = tuple(lines_of(text))
    if is_clean and lines and lines[0].startswith(ours.head):
        return Slot(name, ours._replace(lines=lines))
    return Slot(name, ours, _three(base, ours, theirs))


def _three(base: Piece | None, ours: Piece | None, theirs: Piece | None) -> Three:
    return tuple((each,) if each else () for each in (ours, base, theirs))  # type: ignore[return-value]


def written(pieces: tuple[Piece, ...]) -> str:
    """Pieces as text, each line ended; without the blank lines above the first."""
    lines = [
        line
        for place, piece in enumerate(pieces)
        for line in (*(piece.before if place else ()), *piece.lines)
    ]
    return "".join(f"{line}\n" for line in lines)


def contains_lines(one: Piece, two: Piece) -> bool:
    """Whether the lines of one are all of the other's, in order, and maybe more."""
    rest = iter([line.strip() for line in one.body])
    return all(line.strip() in rest for line in two.body)
