"""The lines of text of a notebook, in reading order, each with where it stands.

A line is what readers see as one: a paragraph is cut at its line ends and breaks, a table
row at its cells. What a line says is worked out when it is asked for.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from notelint.markdown import tree
from notelint.markdown.words import plain
from notelint.notebook.model import Link
from notelint.notebook.reading.lines import is_break
from notelint.notebook.reading.outline import heading_level, shown_words
from notelint.text.source import Source, Span

SUMMARY_LEVEL = 7  # a `<summary>` stands below every heading
_SUMMARY = re.compile(r"(?is)<summary[^>]*>(.*?)(?:</summary\s*>|\Z)")


class Run(NamedTuple):
    """A part of a line in one style: `text` from `start` on, written in `span`.

    `styles` has em, strong, del, code and image. `link` is what it links to.
    """

    start: int
    text: str
    span: Span
    styles: frozenset[str]
    link: Link | None

    @property
    def end(self) -> int:
        """The offset in the line after its last character."""
        return self.start + len(self.text)


class TextLine:
    """One line.

    `kind`: text, heading, summary, cell or html. `block` and `index` tell which block it
    is in and which of its lines it is (from 0). `items` are the list items around it, the
    innermost first. `row`, `column` and `header` are a cell's. `headings` are those that
    it stands under, the outermost first.
    """

    def __init__(
        self,
        number: int,
        kind: str,
        nodes: Sequence[tree.Inline],
        span: Span,
        shown: str | None = None,
    ) -> None:
        self.number = number
        self.kind = kind
        self.span = span
        self.level = 0
        self.block = 0
        self.index = 0
        self.items: tuple[tree.Item, ...] = ()
        self.row = -1
        self.column = 0
        self.header = ""
        self.headings: tuple[TextLine, ...] = ()
        self.links: dict[int, Link] = {}
        self.trimmed: dict[tuple[int, int], tuple[int, int]] = {}
        self._nodes = nodes
        self._shown = shown

    @property
    def is_html(self) -> bool:
        """Whether it is raw HTML (or the file's name), of which only the words are known."""
        return self._shown is not None

    @cached_property
    def runs(self) -> tuple[Run, ...]:
        """The line in parts of one style each."""
        if self._shown is not None:
            return (Run(0, self._shown, self.span, frozenset(), None),)
        return tuple(_Runs(self.links).of(self._nodes))

    @cached_property
    def text(self) -> str:
        """What readers see of it."""
        if self._shown is not None:
            return self._shown
        return "".join(run.text for run in self.runs)

    @cached_property
    def link_ranges(self) -> dict[int, tuple[Link, int, int]]:
        """The links with their texts' ranges, by where each link starts in the source."""
        ranges: dict[int, tuple[Link, int, int]] = {}
        for run in self.runs:
            link = run.link
            if link is not None:
                known = ranges.get(link.span.start)
                start = known[1] if known else run.start
                ranges[link.span.start] = (link, start, run.end)
        return ranges

    def range_of(self, link: Link) -> tuple[int, int] | None:
        """Where a link's text begins and ends in the line."""
        known = self.link_ranges.get(link.span.start)
        return (known[1], known[2]) if known else None

    def source_range(self, start: int, end: int) -> Span:
        """Where `text[start:end]` is written. What is written otherwise than it is shown
        (an entity, an escape) is taken whole.
        """
        first = last = None
        for run in self.runs:
            if run.end > start and run.start < end:
                first = run if first is None else first
                last = run
        if first is None or last is None:
            return Span(self.span.start, self.span.start)
        return Span(_written_at(first, start, 0), _written_at(last, end, 1))


def _written_at(run: Run, offset: int, side: int) -> int:
    """Where an offset of a line lies in the source; `side` 0 for a start, 1 for an end."""
    if run.span.end - run.span.start == len(run.text):
        inside = min(max(offset - run.start, 0), len(run.text))
        return run.span.start + inside
    return run.span.end if side else run.span.start


class _Runs:
    """Makes the runs of one line."""

    def __init__(self, links: dict[int, Link]) -> None:
        self._links = links
        self._tags: list[str] = []  # bold and italic tags that are open
        self._anchor: Link | None = None  # the `<a>` that is open
        self._length = 0

    def of(self, nodes: Sequence[tree.Inline]) -> Iterator[Run]:
        yield from self._walk(nodes, frozenset(), None)

    def _walk(
        self,
        nodes: Sequence[tree.Inline],
        styles: frozenset[str],
        link: Link | None,
    ) -> Iterator[Run]:
        for node in nodes:
            match node:
                case tree.Text() | tree.Math():
                    yield self._run(node.text, node.span, styles, link)
                case tree.InlineCode():
                    yield self._run(node.text, node.span, styles | {"code"}, link)
                case tree.LineBreak():
                    yield self._run(" ", node.span, styles, link)
                case tree.Styled():
                    inner = styles | {node.kind}
                    yield from self._walk(node.children, inner, link)
                case tree.Link():
                    inner_link = self._links.get(node.span.start, link)
                    if not node.children:
                        yield self._run("", node.span, styles, inner_link)
                    yield from self._walk(node.children, styles, inner_link)
                case tree.Image():
                    yield self._run("", node.span, styles | {"image"}, link)
                case tree.Tag():
                    self._tag(node)
                    if node.name == "img":
                        yield self._run("", node.span, styles | {"image"}, link)
                case _:
                    pass

    def _run(
        self, text: str, span: Span, styles: frozenset[str], link: Link | None
    ) -> Run:
        if self._tags:
            styles = styles.union(self._tags)
        run = Run(self._length, text, span, styles, link or self._anchor)
        self._length += len(text)
        return run

    def _tag(self, tag: tree.Tag) -> None:
        kind = {"b": "strong", "strong": "strong", "i": "em", "em": "em"}.get(tag.name)
        if kind and tag.form == "open":
            self._tags.append(kind)
        elif kind in self._tags:
            self._tags.remove(kind or "")
        elif tag.name == "a":
            is_open = tag.form == "open"
            self._anchor = self._links.get(tag.span.start) if is_open else None


class Lines:
    """All lines of a text."""

    def __init__(
        self, source: Source, document: tree.Document, links: Sequence[Link]
    ) -> None:
        self._source = source
        self._links = {link.span.start: link for link in reversed(links)}
        self._headings: tuple[TextLine, ...] = ()
        self._block = 0
        self._row = 0
        self.all: list[TextLine] = []
        self._blocks(document.children, ())
        self._starts = [line.span.start for line in self.all]

    def at(self, offset: int) -> TextLine | None:
        """The line in which an offset of the source lies."""
        number = bisect_right(self._starts, offset) - 1
        if number < 0:
            return None
        line = self.all[number]
        return line if offset < max(line.span.end, line.span.start + 1) else None

    @cached_property
    def first_of_block(self) -> dict[int, TextLine]:
        """The first line of each block, by the block's number."""
        first: dict[int, TextLine] = {}
        for line in self.all:
            first.setdefault(line.block, line)
        return first

    @cached_property
    def first_of_item(self) -> dict[int, TextLine]:
        """The first line of each list item, by where the item starts."""
        first: dict[int, TextLine] = {}
        for line in self.all:
            for item in line.items:
                first.setdefault(item.span.start, line)
        return first

    @cached_property
    def first_heading(self) -> TextLine | None:
        """The first heading of the text."""
        return next((line for line in self.all if line.kind == "heading"), None)

    @cached_property
    def title_heading(self) -> TextLine | None:
        """The first heading where all others are below its level: the file's title."""
        first = self.first_heading
        if first is None:
            return None
        others = [line for line in self.all if line.kind == "heading"][1:]
        is_alone = all(line.level > first.level for line in others)
        return first if is_alone else None

    def row_of(self, cell: TextLine) -> list[TextLine]:
        """The cells of a cell's row, in order."""
        first = last = cell.number
        while first > 0 and self.all[first - 1].row == cell.row:
            first -= 1
        while last + 1 < len(self.all) and self.all[last + 1].row == cell.row:
            last += 1
        return self.all[first : last + 1]

    def section_end(self, heading: TextLine) -> int:
        """The number of the line after the last that stands under a heading."""
        number = heading.number + 1
        while number < len(self.all):
            line = self.all[number]
            if (
                line.kind in {"heading", "summary"}
                and not line.items
                and line.level <= heading.level
            ):
                break
            number += 1
        return number

    # reading

    def _blocks(
        self, blocks: Sequence[tree.Block], items: tuple[tree.Item, ...]
    ) -> None:
        for block in blocks:
            match block:
                case tree.Heading():
                    line = self._block_line(
                        "heading", block.children, block.span, items
                    )
                    self._open(line, block.level)
                case tree.Paragraph():
                    self._paragraph(block.children, items)
                case tree.ListBlock():
                    for item in block.children:
                        self._blocks(item.children, (item, *items))
                case tree.Quote():
                    self._blocks(block.children, items)
                case tree.Table():
                    self._table(block, items)
                case tree.HtmlBlock():
                    self._html(block, items)
                case _:
                    pass

    def _block_line(
        self,
        kind: str,
        nodes: Sequence[tree.Inline],
        span: Span,
        items: tuple[tree.Item, ...],
        shown: str | None = None,
    ) -> TextLine:
        """A line that begins a block."""
        self._block += 1
        return self._add(kind, nodes, span, items, shown)

    def _add(
        self,
        kind: str,
        nodes: Sequence[tree.Inline],
        span: Span,
        items: tuple[tree.Item, ...],
        shown: str | None = None,
    ) -> TextLine:
        line = TextLine(len(self.all), kind, nodes, span, shown)
        line.block = self._block
        line.items = items
        line.headings = self._headings
        line.links = self._links
        self.all.append(line)
        return line

    def _open(self, line: TextLine, level: int) -> None:
        """Let what follows stand under a heading."""
        line.level = level
        if not line.items:
            above = [heading for heading in self._headings if heading.level < level]
            self._headings = (*above, line)

    def _paragraph(
        self, nodes: Sequence[tree.Inline], items: tuple[tree.Item, ...]
    ) -> None:
        self._block += 1
        for index, held in enumerate(_cut_at_breaks(nodes)):
            span = Span(held[0].span.start, held[-1].span.end)
            line = self._add("text", held, span, items)
            line.index = index

    def _table(self, table: tree.Table, items: tuple[tree.Item, ...]) -> None:
        self._block += 1
        headers = [plain(cell.children).strip() for cell in table.head.children]
        for row in (table.head, *table.children):
            self._row += 1
            for column, cell in enumerate(row.children):
                line = self._add("cell", cell.children, cell.span, items)
                line.row = self._row
                line.column = column
                line.header = headers[column] if column < len(headers) else ""

    def _html(self, block: tree.HtmlBlock, items: tuple[tree.Item, ...]) -> None:
        text = self._source.slice(block.span)
        level = heading_level(block)
        if level is not None:
            words = shown_words(text)
            self._open(self._block_line("heading", (), block.span, items, words), level)
            return
        start = 0
        if summary := _SUMMARY.search(text):
            span = Span(block.span.start, block.span.start + summary.end())
            words = shown_words(summary[1])
            self._open(
                self._block_line("summary", (), span, items, words), SUMMARY_LEVEL
            )
            start = summary.end()
        self._block += 1
        for index, match in enumerate(re.finditer(r"[^\r\n]+", text[start:])):
            span = Span(
                block.span.start + start + match.start(),
                block.span.start + start + match.end(),
            )
            line = self._add("html", (), span, items, shown_words(match[0]))
            line.index = index


def _cut_at_breaks(nodes: Sequence[tree.Inline]) -> Iterator[list[tree.Inline]]:
    """The inlines of each line that holds anything."""
    held: list[tree.Inline] = []
    for node in nodes:
        if isinstance(node, tree.LineBreak) or is_break(node):
            if _holds_anything(held):
                yield held
            held = []
        else:
            held.append(node)
    if _holds_anything(held):
        yield held


def _holds_anything(nodes: Sequence[tree.Inline]) -> bool:
    return any(
        not isinstance(node, tree.Text) or bool(node.text.strip()) for node in nodes
    )
