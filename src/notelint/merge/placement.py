"""Where each piece stands in the merged text: under which heading, and after what."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from functools import cached_property

from notelint.merge.content import Slot
from notelint.merge.order import interleave
from notelint.merge.pieces import Piece
from notelint.merge.versions import TOP, Version, Versions


class CannotError(Exception):
    """Three versions that cannot be merged by pieces."""


class Placement:
    """The order of the slots that something stands in.

    Raises CannotError where a piece has no place any more.
    """

    def __init__(self, versions: Versions, slots: Mapping[int, Slot]) -> None:
        self.versions = versions
        self._slots = dict(slots)
        self.twice_moved: set[int] = set()
        self._deleted_but_edited = self._deleted_but_edited_sections()
        self._homes = dict(self._find_homes())
        for name in self._deleted_but_edited:
            self._slots[name] = self._conflict_slot(name)
        self._join_prose()

    # headings

    def _deleted_but_edited_sections(self) -> dict[int, Version]:
        """The sections whose heading one side took away and the other reworded, with the
        version that has them.
        """
        return {
            name: self._side_with(name)
            for name, slot in self._slots.items()
            if slot.versions
            and self._is_heading(name)
            and self._is_deleted_by_one_side(name)
        }

    def _is_deleted_by_one_side(self, name: int) -> bool:
        """Whether one side took a piece away."""
        return (name in self.versions.ours.pieces) != (
            name in self.versions.theirs.pieces
        ) and name in self.versions.base.pieces

    def _side_with(self, name: int) -> Version:
        return (
            self.versions.ours
            if name in self.versions.ours.pieces
            else self.versions.theirs
        )

    def _is_heading(self, name: int) -> bool:
        pieces = (version.named(name) for version in self._all)
        return any(piece and piece.kind == "heading" for piece in pieces)

    @cached_property
    def _all(self) -> tuple[Version, Version, Version]:
        return (self.versions.base, self.versions.ours, self.versions.theirs)

    def _is_kept(self, heading: int) -> bool:
        return heading == TOP or (
            heading not in self._deleted_but_edited and not self._slots[heading].is_gone
        )

    # which heading a piece stands under

    def _find_homes(self) -> Iterator[tuple[int, int]]:
        base, ours, theirs = self._all
        homes: dict[int, int] = {}
        for side, other in ((ours, theirs), (theirs, ours)):
            for place, name in enumerate(side.names):
                if name in homes or self._slots[name].is_gone or self._is_heading(name):
                    continue
                known = base.section_of.get(name)
                home = (
                    self._section_of_known(name)
                    if known is not None
                    else self._section_of_added(place, side, other, homes)
                )
                if home is None or not self._is_kept(home):
                    self._put_in_conflict(side.section_of[name])
                else:
                    homes[name] = home
        yield from ((name, home) for name, home in homes.items() if self._is_kept(home))

    def _section_of_known(self, name: int) -> int:
        """The section of a piece that the base has: where a side moved it, else where it
        was.
        """
        base, ours, theirs = (version.section_of.get(name) for version in self._all)
        assert base is not None
        moved_to = [
            section for section in (ours, theirs) if section not in {None, base}
        ]
        if len(set(moved_to)) > 1:
            self.twice_moved.add(name)
        for section in moved_to:
            if section is not None and self._is_kept(section):
                return section
        return base

    def _section_of_added(
        self, place: int, side: Version, other: Version, homes: Mapping[int, int]
    ) -> int | None:
        """The section of a piece that a side added: that of what it stands after, else
        before, if that is there still.
        """
        for name in reversed(side.names[:place]):
            if self._is_heading(name):
                if self._is_kept(name):
                    return name
                break
            if self._is_anchor(name, other):
                return homes.get(
                    name,
                    self._section_of_known(name)
                    if name in self.versions.base.pieces
                    else None,
                )
        else:
            return TOP
        for name in side.names[place + 1 :]:
            if self._is_heading(name):
                break
            if name in self.versions.base.pieces and self._is_anchor(name, other):
                return self._section_of_known(name)
        return None

    def _is_anchor(self, name: int, other: Version) -> bool:
        """Whether a piece says where its neighbour belongs: not one that the other side
        took away, or moved off to another section.
        """
        if self._slots[name].is_gone:
            return False
        base = self.versions.base.section_of.get(name)
        if base is None or name not in other.pieces:
            return base is None
        return (
            other.section_of[name] == base
            or name not in self._moved[other is self.versions.ours]
        )

    @cached_property
    def _moved(self) -> tuple[set[int], set[int]]:
        """What theirs moved, and what ours did."""
        return (
            self.versions.moved_by(self.versions.theirs),
            self.versions.moved_by(self.versions.ours),
        )

    # sections in conflict

    def _put_in_conflict(self, heading: int) -> None:
        """Leave it to the user what becomes of a section that one side took away while
        the other went on writing in it.
        """
        if heading == TOP or not self._is_deleted_by_one_side(heading):
            raise CannotError
        self._deleted_but_edited[heading] = self._side_with(heading)

    def _conflict_slot(self, heading: int) -> Slot:
        """All of such a section that stands nowhere else."""
        side = self._deleted_but_edited[heading]
        now = tuple(self._remaining_pieces(side, heading))
        base = tuple(self._remaining_pieces(self.versions.base, heading))
        return Slot(
            heading,
            None,
            (now, base, ()) if side is self.versions.ours else ((), base, now),
        )

    def _remaining_pieces(self, side: Version, heading: int) -> Iterator[Piece]:
        return (
            piece
            for name, piece in side.pieces.items()
            if side.section_of[name] == heading and name not in self._homes
        )

    # the order

    def in_order(self) -> list[Slot]:
        """The slots, from top to bottom."""
        headings = [
            name
            for name in self._slots
            if self._is_heading(name)
            and (name in self._deleted_but_edited or not self._slots[name].is_gone)
        ]
        result = [self._slots[name] for name in self._members(TOP)]
        for heading in self._interleaved(headings):
            result += [
                self._slots[heading],
                *(self._slots[name] for name in self._members(heading)),
            ]
        return result

    def _interleaved(self, names: Iterable[int]) -> list[int]:
        wanted = set(names)
        base, ours, theirs = (_selected(side.names, wanted) for side in self._all)
        return interleave(base, ours, theirs)

    def _members(self, heading: int) -> list[int]:
        """The pieces under a heading; what a side moved there from elsewhere stands
        where that side has it.
        """
        base, ours, theirs = self._all
        members = {
            name
            for name, home in self._homes.items()
            if home == heading and not self._slots[name].is_gone
        }
        moved_by_us = self._moved_here(ours, members)
        moved_by_them = self._moved_here(theirs, members) - moved_by_us
        order = interleave(
            _selected(base.names, members - moved_by_us - moved_by_them),
            _selected(ours.names, members - moved_by_them),
            _selected(theirs.names, members - moved_by_us),
            self.versions.heads,
        )
        for name, double in self.versions.doubles:
            if name in members and double in members:
                order.remove(double)
                order.insert(order.index(name) + 1, double)
        return order

    def _moved_here(self, side: Version, members: Iterable[int]) -> set[int]:
        """The members that a side moved here from another section."""
        base, moved = self.versions.base, self._moved[side is self.versions.ours]
        return {
            name
            for name in members
            if name in moved and side.section_of[name] != base.section_of[name]
        }

    def _join_prose(self) -> None:
        """Put in conflict what both sides wrote in one place outside of entries: nobody
        knows how the two go together.
        """
        for heading in [TOP, *filter(self._is_heading, self._slots)]:
            names = self._members(heading)
            for start, middle, end in self._meetings(names):
                ours, theirs = names[start:middle], names[middle:end]
                versions = (self._pieces_of(ours), (), self._pieces_of(theirs))
                for name in (*ours, *theirs):
                    self._slots[name] = Slot(name, None)
                self._slots[ours[0]] = Slot(ours[0], None, versions)

    def _pieces_of(self, names: Iterable[int]) -> tuple[Piece, ...]:
        pieces = (self._slots[name].piece for name in names)
        return tuple(piece for piece in pieces if piece)

    def _meetings(self, names: list[int]) -> Iterator[tuple[int, int, int]]:
        """Where prose that only we added is followed by prose that only they added, and
        nothing else was added: start, middle and end.
        """
        added_by = [self._added_by(name) for name in names]
        for middle in range(1, len(names)):
            if added_by[middle - 1] != "ours" or added_by[middle] != "theirs":
                continue
            start, end = middle - 1, middle + 1
            while start > 0 and added_by[start - 1] == "ours":
                start -= 1
            while end < len(names) and added_by[end] == "theirs":
                end += 1
            if all(self._is_prose(name) for name in names[start:end]):
                yield start, middle, end

    def _added_by(self, name: int) -> str:
        base, ours, theirs = (name in version.pieces for version in self._all)
        if base or ours == theirs:
            return ""
        return "ours" if ours else "theirs"

    def _is_prose(self, name: int) -> bool:
        piece = self._slots[name].piece
        return piece is not None and piece.kind == "text"


def _selected(names: Iterable[int], wanted: Container[int]) -> list[int]:
    return [name for name in names if name in wanted]
