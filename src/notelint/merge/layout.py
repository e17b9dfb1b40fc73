"""The blank lines between the pieces of a merged text: those of the version that has two
neighbours, else those of pieces like them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain, pairwise

from notelint.merge.content import Slot
from notelint.merge.pieces import Piece, family
from notelint.merge.versions import FIRST, LAST, Version, Versions

Blank = tuple[str, ...]


class Layout:
    """What stands between two pieces of the merged text."""

    def __init__(self, versions: Versions) -> None:
        self._sides = (versions.ours, versions.theirs, versions.base)
        self._versions = versions
        self._usual = next(
            (usual for side in self._sides if (usual := _usual(side)) is not None), ()
        )

    def between(self, one: int, two: int) -> Blank:
        """The blank lines between two pieces, FIRST and LAST being what stands before
        and after all.
        """
        ours, theirs, base = (side.gaps.get((one, two)) for side in self._sides)
        if ours is not None and theirs is not None:
            return theirs if ours == base else ours
        known = ours if ours is not None else theirs
        if known is None and two == LAST:
            return self._versions.ours.split_text.after
        return self._likely(one, two) if known is None else known

    def _likely(self, one: int, two: int) -> Blank:
        """As before the second after a piece like the first, or as after the first
        before one like the second; else the widest of all.
        """
        before, behind = (
            list(self._near(one, two, is_before=True)),
            list(self._near(one, two, is_before=False)),
        )
        first, second = self._family(one), self._family(two)
        for like, near in ((first, before), (second, behind)):
            for other, blank in near:
                if self._family(other) == like:
                    return blank
        if first == second == "entry":
            return self._usual
        if "table" in {first, second} and first == second:
            return ()
        widest = max((blank for _, blank in chain(before, behind)), key=len, default=())
        return widest if widest or one == FIRST or two == LAST else ("",)

    def _near(
        self, one: int, two: int, *, is_before: bool
    ) -> Iterable[tuple[int, Blank]]:
        """What stands before the second, or after the first, on each side, and the
        blank lines between.
        """
        for side in self._sides:
            for (left, right), blank in side.gaps.items():
                if is_before and right == two:
                    yield left, blank
                if not is_before and left == one:
                    yield right, blank

    def _family(self, name: int) -> str:
        piece = next(
            (piece for side in self._sides if (piece := side.named(name))), None
        )
        kind = family(piece) if piece else str(name)
        return "table" if kind == "row" else kind


def _usual(side: Version) -> Blank | None:
    """The blank lines between most items of lists."""
    pairs = pairwise(side.split_text.pieces)
    found = Counter(
        two.before
        for one, two in pairs
        if family(one) == family(two) == "entry" and one.section == two.section
    )
    return found.most_common(1)[0][0] if found else None


def view_of(slots: Sequence[Slot], layout: Layout) -> list[tuple[int, Piece]]:
    """Our side of the slots: their pieces, each with the blank lines above it.

    One without a name of its own stands at the end.
    """
    shown = [(slot.name, slot.piece) for slot in slots if slot.piece]
    names = [FIRST, *(name for name, _ in shown)]
    return [
        (name, piece._replace(before=layout.between(above, name)))
        for above, (name, piece) in zip(names, shown, strict=False)
    ]
