"""From three texts to one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from notelint.merge import proof
from notelint.merge.content import MergeLines, Slot, merge_piece, written
from notelint.merge.ends import ended
from notelint.merge.layout import Layout, view_of
from notelint.merge.numbers import counted, numbers_of, renumbered
from notelint.merge.pieces import Piece, lines_of, split_into_pieces
from notelint.merge.placement import CannotError, Placement
from notelint.merge.versions import FIRST, LAST, Version, Versions
from notelint.notebook.model import Notebook, Preferences
from notelint.notebook.reading import read
from notelint.text.display import shorten
from notelint.text.source import Source

_TITLE = 60  # characters of a title in a message


class Merged(NamedTuple):
    """Three texts made one.

    `conflicts` counts the places that are marked in it; `notes` are (line, what the user
    should know of it).
    """

    text: str
    conflicts: int
    notes: tuple[tuple[int, str], ...]


def merged(
    base: Source,
    ours: Source,
    theirs: Source,
    merge_lines: MergeLines,
    preferences: Preferences = Preferences(),  # noqa: B008 - frozen
) -> Merged | None:
    """One text of three, with our line ends; None where they are no notebooks, or cannot be
    merged by entries.

    `merge_lines` merges three texts line by line, and marks what it cannot; it is asked for
    pieces that both sides changed. Raises UnreadableError for texts that cannot be read.
    """
    if base.whole in {ours.whole, theirs.whole} or ours.whole == theirs.whole:
        return Merged(theirs.whole if ours.whole == base.whole else ours.whole, 0, ())
    notebooks = [read(each, preferences) for each in (base, ours, theirs)]
    if not any(each.entries for each in notebooks) or preferences.entry == "off":
        return None
    work = _Merge(notebooks, merge_lines)
    try:
        return work.result()
    except CannotError:
        return None


class _Merge:
    """The way from three notebooks to one text."""

    def __init__(self, notebooks: Sequence[Notebook], merge_lines: MergeLines) -> None:
        self._notebooks = notebooks
        self._merge_lines = merge_lines
        self._versions = Versions(*(split_into_pieces(each) for each in notebooks))
        self._layout = Layout(self._versions)
        self._cited: list[
            int
        ] = []  # entries with new numbers in sections that cite entries by number
        self._sides: tuple[Version, Version, Version] = (
            self._versions.base,
            self._versions.ours,
            self._versions.theirs,
        )

    def result(self) -> Merged:
        """The merged text. Raises CannotError where it would not have what it must have."""
        base, ours, theirs = self._sides
        slots = {
            name: merge_piece(
                name,
                base.named(name),
                ours.named(name),
                theirs.named(name),
                self._merge_lines,
            )
            for name in dict.fromkeys((*base.names, *ours.names, *theirs.names))
        }
        placement = Placement(self._versions, slots)
        order = placement.in_order()
        view = self._numbered(view_of(order, self._layout))
        is_clean = not any(slot.versions for slot in order)
        if is_clean and not proof.keeps_words(
            self._versions, [piece for _, piece in view]
        ):
            raise CannotError
        lines, starts, conflicts = self._lines(order, dict(view))
        notes = [
            *self._double_entries(),
            *self._moved_twice(placement),
            *self._renumbered(),
        ]
        _, our_text, their_text = (each.source for each in self._notebooks)
        text = ended(lines, our_text, their_text, is_ended=self._is_ended())
        placed = tuple(
            sorted((starts[name], said) for name, said in notes if name in starts)
        )
        return Merged(("\ufeff" if self._has_mark() else "") + text, conflicts, placed)

    def _numbered(self, view: list[tuple[int, Piece]]) -> list[tuple[int, Piece]]:
        """Our side of the merged text with right numbers, as it will be read.

        Raises CannotError where that is something else.
        """
        pieces = [list(side.pieces.items()) for side in self._sides]
        view = counted(view, [pieces[1], pieces[2], pieces[0]])
        notebook, names = self._read(view)
        lists = numbers_of(notebook, names)
        if not any(each.wrong for each in lists):
            return view
        base, ours, theirs = (
            numbers_of(each, {piece.line: name for name, piece in side.pieces.items()})
            for each, side in zip(self._notebooks, self._sides, strict=True)
        )
        text, cited = renumbered(notebook.source.text, lists, (base, ours, theirs))
        again = split_into_pieces(read(Source(text), notebook.preferences)).pieces
        if not proof.is_read_as_written([piece for _, piece in view], again):
            raise CannotError
        view = [(name, piece) for (name, _), piece in zip(view, again, strict=True)]
        if cited:
            view = [
                (name, piece.numbered(cited[name]) if name in cited else piece)
                for name, piece in view
            ]
            self._read(view)
            self._cited = [
                name for name, number in cited.items() if self._was_other(name, number)
            ][:1]
        return view

    def _was_other(self, name: int, number: int) -> bool:
        """Whether a piece had another number in the base."""
        before = self._versions.base.named(name)
        return before is not None and before.number != number

    def _read(self, view: list[tuple[int, Piece]]) -> tuple[Notebook, dict[int, int]]:
        """Our side as a notebook, and the names of its pieces by their first lines.

        Raises CannotError where they are read as others.
        """
        text = "".join(
            f"{line}\n" for _, piece in view for line in (*piece.before, *piece.lines)
        )
        notebook = read(Source(text), self._notebooks[1].preferences)
        found = split_into_pieces(notebook).pieces
        if not proof.is_read_as_written([piece for _, piece in view], found):
            raise CannotError
        return notebook, {
            piece.line: name for (name, _), piece in zip(view, found, strict=True)
        }

    def _lines(
        self, slots: Sequence[Slot], view: dict[int, Piece]
    ) -> tuple[list[str], dict[int, int], int]:
        """All lines, where each piece starts in them, and how many places are in conflict."""
        lines: list[str] = []
        starts: dict[int, int] = {}
        conflicts, above = 0, FIRST
        for slot in slots:
            lines += self._layout.between(above, slot.name)
            starts[slot.name] = len(lines) + 1
            if slot.versions:
                lines += self._marked(slot, view.get(slot.name))
                conflicts += 1
            else:
                lines += view[slot.name].lines
            above = slot.name
        return [*lines, *self._layout.between(above, LAST)], starts, conflicts

    def _marked(self, slot: Slot, shown: Piece | None) -> list[str]:
        """The lines of a slot in conflict, its entries under the number that ours got."""
        assert slot.versions
        versions = [
            tuple(piece.under(shown.head) if shown else piece for piece in each)
            for each in slot.versions
        ]
        text, is_clean = self._merge_lines(*map(written, versions))
        if is_clean:
            raise CannotError
        return lines_of(text)

    def _is_ended(self) -> bool:
        base, ours, theirs = (each.split_text.is_ended for each in self._sides)
        return theirs if ours == base else ours

    def _has_mark(self) -> bool:
        base, ours, theirs = (each.source.bom for each in self._notebooks)
        return theirs if ours == base else ours

    # what the user should know

    def _double_entries(self) -> Iterator[tuple[int, str]]:
        for name, double in self._versions.doubles:
            if self._versions.ours.pieces[name].kind in {"entry", "paragraph", "row"}:
                yield (
                    double,
                    f"{self._title(double)} was added on both sides: one of the two entries can go",
                )

    def _moved_twice(self, placement: Placement) -> Iterator[tuple[int, str]]:
        for name in placement.twice_moved:
            yield (
                name,
                f"{self._title(name)} was moved to another section on both sides: it stands where ours has it",
            )

    def _renumbered(self) -> Iterator[tuple[int, str]]:
        for name in self._cited:
            yield (
                name,
                "this list is numbered anew, and its section cites entries by number: see whether it still cites the right ones",
            )

    def _title(self, name: int) -> str:
        piece = next(
            piece for each in reversed(self._sides) if (piece := each.named(name))
        )
        words = piece.title or " ".join(piece.body[0].split())
        return f'"{shorten(words, _TITLE)}"'
