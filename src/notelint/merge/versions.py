"""Three versions of a notebook whose pieces have one name each: the same in every
version that has them.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from itertools import count, pairwise

from notelint.merge.content import contains_lines
from notelint.merge.matching import added_on_both_sides, match
from notelint.merge.order import longest_common_order
from notelint.merge.pieces import Piece, SplitText

TOP = -1  # stands for the heading of what comes before the first one
FIRST, LAST = -2, -3  # what stands before all pieces, and after them


class Version:
    """One version: its pieces by name, in order. Immutable by agreement."""

    def __init__(self, split_text: SplitText, names: list[int]) -> None:
        self.split_text = split_text
        self.names = names
        self.pieces = dict(zip(names, split_text.pieces, strict=True))
        assert len(self.pieces) == len(
            names
        )  # a name given twice would lose a piece, and nobody would see it
        headings = [
            TOP,
            *(name for name, piece in self.pieces.items() if piece.kind == "heading"),
        ]
        self.section_of = {
            name: headings[piece.section] for name, piece in self.pieces.items()
        }

    @cached_property
    def gaps(self) -> dict[tuple[int, int], tuple[str, ...]]:
        """The blank lines between two neighbours."""
        ends = [FIRST, *self.names, LAST]
        blank = [
            *(piece.before for piece in self.split_text.pieces),
            self.split_text.after,
        ]
        return dict(zip(pairwise(ends), blank, strict=True))

    def named(self, name: int) -> Piece | None:
        """A piece, None where this version does not have it."""
        return self.pieces.get(name)


class Versions:
    """The base, ours and theirs.

    `doubles` are entries that both sides added in their own words: (ours, theirs).
    """

    def __init__(self, base: SplitText, ours: SplitText, theirs: SplitText) -> None:
        fresh = count(len(base.pieces))
        names = []
        for side in (ours, theirs):
            matches = match(base.pieces, side.pieces)
            names.append(
                [
                    matches[place] if place in matches else next(fresh)
                    for place in range(len(side.pieces))
                ]
            )
        self.doubles: list[tuple[int, int]] = []
        self._join(len(base.pieces), ours, theirs, *names)
        self.base = Version(base, list(range(len(base.pieces))))
        self.ours, self.theirs = (
            Version(side, own) for side, own in zip((ours, theirs), names, strict=True)
        )

    def _join(
        self,
        known: int,
        ours: SplitText,
        theirs: SplitText,
        our_names: list[int],
        their_names: list[int],
    ) -> None:
        """Give what both sides added one name: headings first, for they say where the
        rest stands.
        """
        for is_heading in (True, False):
            ours_added = _added(known, ours, our_names, is_heading=is_heading)
            theirs_added = _added(known, theirs, their_names, is_heading=is_heading)
            pairs = added_on_both_sides(
                [(section, ours.pieces[place]) for place, section in ours_added],
                [(section, theirs.pieces[place]) for place, section in theirs_added],
            )
            for our_index, their_index in list(pairs):
                place, their_place = (
                    ours_added[our_index][0],
                    theirs_added[their_index][0],
                )
                if _are_one(ours.pieces[place], theirs.pieces[their_place]):
                    their_names[their_place] = our_names[place]
                else:
                    self.doubles.append((our_names[place], their_names[their_place]))

    def moved_by(self, side: Version) -> set[int]:
        """What a side moved against the order of the base."""
        return set(side.names) & set(self.base.names) - longest_common_order(
            self.base.names, side.names, self.heads
        )

    @cached_property
    def heads(self) -> set[int]:
        """What others stand under: headings, and items that group the items below them."""
        found = set()
        for side in (self.base, self.ours, self.theirs):
            found |= {
                name for name, piece in side.pieces.items() if piece.kind == "heading"
            }
            pairs = pairwise(side.pieces.items())
            found |= {
                name
                for (name, one), (_, two) in pairs
                if one.head and two.head and _indent(two) > _indent(one)
            }
        return found


def _added(
    known: int, side: SplitText, names: Sequence[int], *, is_heading: bool
) -> list[tuple[int, int]]:
    """The headings, or else the other pieces, that a side added: the index of each, and
    the name of the heading above it, TOP for headings themselves.

    Names below `known` are those of the base.
    """
    headings = [TOP]
    for name, piece in zip(names, side.pieces, strict=True):
        if piece.kind == "heading":
            headings.append(name)
    added = []
    for place, piece in enumerate(side.pieces):
        if names[place] >= known and (piece.kind == "heading") == is_heading:
            added.append((place, TOP if is_heading else headings[piece.section]))
    return added


def _indent(piece: Piece) -> int:
    return len(piece.head) - len(piece.head.lstrip())


def _are_one(ours: Piece, theirs: Piece) -> bool:
    """Whether of two pieces with one name one will do; what is not listed cannot stand
    there twice.
    """
    return (
        ours.says_the_same_as(theirs)
        or contains_lines(ours, theirs)
        or contains_lines(theirs, ours)
        or ours.kind in {"heading", "definition", "table"}
    )
