"""A notebook split into pieces, as they are merged: each entry whole, each heading, and
each block between them.
"""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from notelint.markdown import tree
from notelint.notebook.model import Entry, Notebook
from notelint.text.source import LINE_END_PATTERN, Source, Span

_GLUED = ""  # the kind of a block right under another one, with which it goes
_HEAD = re.compile(r"[ \t]*(?:[-+*]|\d{1,9}[.)])(?:[ \t]+|$)")
_HEADING_NUMBER = re.compile(
    r"(#{1,6}[ \t]+)(?:\d+|\d+(?=\.\s))(?:[.)、]|\s*[-:：])?[ \t]+(?=\S)"
)
_LINES = re.compile(rf"[^\r\n]*(?:{LINE_END_PATTERN})|[^\r\n]+")


class Piece(NamedTuple):
    """Lines that go together.

    `kind`: entry or item (of a list), row, table (its head), heading, definition, paragraph
    (an entry outside of lists) or text. `lines` are without line ends; `before` are the
    blank ones above. `head` is the marker of a list item with the spaces around it, which
    are as many columns as the text stands to the right. `keys` name it from one version of
    the notebook to the next: its paper, its title, which `title` has as it is shown.
    `section` tells which heading it stands under (its place among the headings, from 1; 0
    before the first), `series` which numbered list of entries it is in (its index in the
    notebook). `line` counts from 1.
    """

    kind: str
    lines: tuple[str, ...]
    before: tuple[str, ...]
    head: str
    keys: tuple[str, ...]
    title: str
    section: int
    line: int
    series: int | None

    @property
    def body(self) -> tuple[str, ...]:
        """What it says, whatever its number: without marker, and without the indent that
        the marker makes.
        """
        if self.kind in {"row", "table"}:
            return tuple(
                "|".join(cell.strip() for cell in line.strip().strip("|").split("|"))
                for line in self.lines
            )
        if self.kind == "heading":
            return (_HEADING_NUMBER.sub(r"\1", self.lines[0]), *self.lines[1:])
        width = len(self.head)
        return (
            self.lines[0][width:],
            *(
                line[width:] if _is_below(line, width) else line
                for line in self.lines[1:]
            ),
        )

    @property
    def rest(self) -> tuple[str, ...]:
        """What it says with its lines as they are, but for the marker."""
        return (self.lines[0][len(self.head) :], *self.lines[1:])

    @property
    def words(self) -> list[str]:
        """Its words, without the marker."""
        return "\n".join(self.body).split()

    def says_the_same_as(self, other: "Piece") -> bool:
        """Whether two pieces differ in their numbers alone."""
        return (
            self.lines == other.lines
            or self.body == other.body
            or (self.head != "" != other.head and self.rest == other.rest)
        )

    def under(self, head: str) -> "Piece":
        """The piece under another marker, the lines below it moved along."""
        if head == self.head or not self.head:
            return self
        width, blanks = len(self.head), " " * len(head)
        below = (
            blanks + line[width:] if _is_below(line, width) else line
            for line in self.lines[1:]
        )
        return self._replace(lines=(head + self.lines[0][width:], *below), head=head)

    @property
    def number(self) -> int | None:
        """The number in its marker."""
        digits = re.search(r"\d+", self.head)
        return int(digits[0]) if digits else None

    def numbered(self, number: int) -> "Piece":
        """The piece with another number."""
        return self.under(re.sub(r"\d+", str(number), self.head, count=1))


def family(piece: Piece) -> str:
    """What kinds a piece may turn into from one version to the next: an item is an entry
    once it has its link, if most of its list are.
    """
    return {"item": "entry", "paragraph": "text"}.get(piece.kind, piece.kind)


class SplitText(NamedTuple):
    """A text in pieces; `after` are the blank lines at its end.

    `is_ended` tells whether its last line has an end.
    """

    pieces: tuple[Piece, ...]
    after: tuple[str, ...]
    is_ended: bool


class _PieceStart(NamedTuple):
    kind: str
    last: int  # line
    keys: tuple[str, ...] = ()
    title: str = ""
    is_item: bool = False
    series: int | None = None


def split_into_pieces(notebook: Notebook) -> SplitText:
    """The pieces of a notebook; joined, with their blank lines, they are its text."""
    starts = dict(_piece_starts(notebook))
    pieces: list[Piece] = []
    blank: list[str] = []
    section, last = 0, 0
    for number, line in enumerate(lines_of(notebook.source.text), 1):
        start = starts.get(number)
        if start is None and number > last and not line.strip():
            blank.append(line)
            continue
        if (
            start
            and pieces
            and pieces[-1].kind not in {"heading", "table", "row"}
            and not blank
            and start.kind == _GLUED
        ):
            last, start = start.last, None
        if start is None and pieces and (number <= last or not blank):
            pieces[-1] = pieces[-1]._replace(lines=(*pieces[-1].lines, line))
            continue
        kind, end, keys, title, is_item, series = start or _PieceStart("text", number)
        section += kind == "heading"
        match = _HEAD.match(line) if is_item else None
        pieces.append(
            Piece(
                kind or "text",
                (line,),
                tuple(blank),
                match[0] if match else "",
                keys,
                title,
                section,
                number,
                series,
            )
        )
        blank, last = [], end
    return SplitText(
        tuple(pieces), tuple(blank), notebook.source.text.endswith(("\n", "\r"))
    )


def lines_of(text: str) -> list[str]:
    """The lines of a text, without their ends."""
    return [line.rstrip("\r\n") for line in _LINES.findall(text)]


def _is_below(line: str, width: int) -> bool:
    """Whether a line stands under the text of an item, and moves with it."""
    return len(line) - len(line.lstrip(" ")) >= width and bool(line.strip())


def _piece_starts(notebook: Notebook) -> Iterator[tuple[int, _PieceStart]]:
    """The lines at which pieces start."""
    entries = {entry.span.start: entry for entry in notebook.entries}
    markers = {
        entry.marker_span.start: entry
        for entry in notebook.entries
        if entry.marker_span
    }
    headings = {
        section.heading.start: section.title
        for section in notebook.sections
        if section.heading
    }
    source, reach = notebook.source, 0
    for block in notebook.tree.children:
        first, last = _line_range(source, block.span)
        is_apart = first > reach + 1 or isinstance(block, tree.ThematicBreak)
        match block:
            case tree.ListBlock():
                yield from _list(source, block, markers)
            case tree.Table():
                yield from _table(source, block, entries)
            case _ if block.span.start in headings:
                yield (
                    first,
                    _PieceStart(
                        "heading",
                        last,
                        (
                            _words(_HEADING_NUMBER.sub("", source.line(first))),
                            _words(headings[block.span.start]),
                        ),
                    ),
                )
            case tree.Definition() | tree.FootnoteDefinition():
                yield first, _PieceStart("definition", last, (_words(block.label),))
            case tree.Paragraph() if block.span.start in entries:
                yield (
                    first,
                    _PieceStart("paragraph", last, *_named(entries[block.span.start])),
                )
            case _:
                yield first, _PieceStart("text" if is_apart else _GLUED, last)
        reach = last


def _line_range(source: Source, span: Span) -> tuple[int, int]:
    """The first and the last line of a range."""
    return source.line_of(span.start), source.line_of(max(span.start, span.end - 1))


def _list(
    source: Source, block: tree.ListBlock, markers: Mapping[int, Entry]
) -> Iterator[tuple[int, _PieceStart]]:
    """The items of a list; one that also holds entries is split at each of these."""
    for item in block.children:
        first, last = _line_range(source, item.span)
        entry = markers.get(item.marker_span.start)
        keys, title = _named(entry) if entry else ((_words(source.line(first)),), "")
        kind, series = ("entry", entry.series) if entry else ("item", None)
        inner = [
            each
            for each in item.children
            if isinstance(each, tree.ListBlock) and _holds_entries(each, markers)
        ]
        inner = [each for each in inner if source.line_of(each.span.start) > first]
        yield (
            first,
            _PieceStart(
                kind,
                min([last, *(source.line_of(each.span.start) - 1 for each in inner)]),
                keys,
                title,
                True,
                series,
            ),
        )
        for each in inner:
            yield from _list(source, each, markers)
            behind = min(
                (other for other in item.children if other.span.start >= each.span.end),
                default=None,
                key=lambda other: other.span,
            )
            if behind and not isinstance(behind, tree.ListBlock):
                start, _ = _line_range(source, behind.span)
                later = [
                    source.line_of(other.span.start) - 1
                    for other in inner
                    if other.span.start > behind.span.start
                ]
                yield start, _PieceStart("text", min([last, *later]))


def _holds_entries(block: tree.ListBlock, markers: Mapping[int, Entry]) -> bool:
    return any(
        item.marker_span.start in markers
        or any(
            isinstance(each, tree.ListBlock) and _holds_entries(each, markers)
            for each in item.children
        )
        for item in block.children
    )


def _table(
    source: Source, table: tree.Table, entries: Mapping[int, Entry]
) -> Iterator[tuple[int, _PieceStart]]:
    first, last = _line_range(source, table.span)
    rows = [source.line_of(row.span.start) for row in table.children]
    yield (
        first,
        _PieceStart(
            "table", rows[0] - 1 if rows else last, (_words(source.line(first)),)
        ),
    )
    for row, number in zip(table.children, rows, strict=True):
        entry = entries.get(row.span.start)
        yield (
            number,
            _PieceStart(
                "row",
                number,
                *(_named(entry) if entry else ((_words(source.line(number)),), "")),
            ),
        )


def _named(entry: Entry) -> tuple[tuple[str, ...], str]:
    """What names an entry, its paper and its title; and the title as it is shown."""
    paper = f"{entry.paper.host}:{entry.paper.key}" if entry.paper else ""
    title = " ".join(entry.title.text.split()) if entry.title else ""
    return tuple(key for key in (paper, _words(title)) if key), title


def _words(text: str) -> str:
    """The words of a text and nothing else, for comparison; the text itself where it has
    none.
    """
    return " ".join(re.findall(r"\w+", text.casefold())) or text.strip()


def unnumbered(notebook: Notebook) -> str:
    """The text with `#` for the numbers at the heads of list items, and with indents as
    under that: renumbered texts are the same.
    """
    found = split_into_pieces(notebook)
    pieces = [
        piece
        if piece.number is None
        else piece.under(re.sub(r"\d+", "#", piece.head, count=1))
        for piece in found.pieces
    ]
    lines = [line for piece in pieces for line in (*piece.before, *piece.lines)] + [
        *found.after
    ]
    ends = [
        line[len(line.rstrip("\r\n")) :]
        for line in _LINES.findall(notebook.source.text)
    ]
    return ("\ufeff" if notebook.source.bom else "") + "".join(
        line + end for line, end in zip(lines, ends, strict=True)
    )
