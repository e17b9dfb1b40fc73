"""From mistletoe's tokens and the scanner's finds to the tree, every node with its range
in the source.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from notelint.markdown import container_blocks, leaf_blocks, tree
from notelint.markdown.html_grammar import parts_of
from notelint.markdown.inline_scanner import Scanner
from notelint.markdown.inline_tree import Nester
from notelint.markdown.lines import Content, Line, joined, line_body
from notelint.markdown.link_targets import Definition, definitions_in
from notelint.markdown.tables import cell_edges
from notelint.markdown.text import normalise_label, unescape_all
from notelint.text.source import Source, Span

_TASK = re.compile(r"[ \t]+(\[[ xX]\])[ \t]")
_ALERT = r"(?i)[ \t]*\[!(note|tip|important|warning|caution)\][ \t]*$"
_CLOSING = re.compile(r"(?:^|[ \t])#+[ \t]*$")
_ESCAPED_PIPE = re.compile(r"\\\|")

# Made up in a text; a wide header with many short rows would take all memory (cmark-gfm has
# a limit too)
MAX_MISSING_CELLS = 100_000


class Builder:
    """Builds one tree. Definitions are collected first: a link may use one that comes later."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.definitions: dict[str, tree.Definition] = {}
        self.footnotes: set[str] = set()
        self._missing_cells = 0
        self._contents: dict[int, tuple[list[tree.Definition], Content | None]] = {}

    def document(
        self, tokens: Sequence[container_blocks.Token]
    ) -> tuple[tree.Block, ...]:
        """The blocks of a whole text."""
        self._collect(tokens)
        return self._blocks(tokens)

    # definitions

    def _collect(self, tokens: Sequence[container_blocks.Token]) -> None:
        for token in tokens:
            match token:
                case leaf_blocks.Paragraph() | leaf_blocks.SetextHeading():
                    self._contents[id(token)] = self._defined(token)
                case container_blocks.List():
                    for item in token.items:
                        self._collect(item.blocks)
                case container_blocks.Quote():
                    self._collect(token.blocks)
                case container_blocks.FootnoteDefinition():
                    self.footnotes.add(normalise_label(token.label))
                    self._collect(token.blocks)

    def _defined(
        self, token: leaf_blocks.Leaf
    ) -> tuple[list[tree.Definition], Content | None]:
        """The definitions at the head of a paragraph, and what is left of it."""
        lines = (
            token.lines[:-1]
            if isinstance(token, leaf_blocks.SetextHeading)
            else token.lines
        )
        content = trimmed(joined(self.source, lines))
        nodes = []
        start = 0
        for found in definitions_in(content.text):
            node = self._definition(content, start, found)
            self.definitions.setdefault(node.label, node)
            nodes.append(node)
            start = found.end
        return nodes, content.rest(start) if start < len(content.text) else None

    @staticmethod
    def _definition(content: Content, start: int, found: Definition) -> tree.Definition:
        target = found.target
        title = content.text[slice(*target.title)] if target.title else ""
        return tree.Definition(
            content.span(start, target.end),
            normalise_label(found.label),
            unescape_all(content.text[slice(*target.destination)]),
            content.span(*target.destination),
            unescape_all(title),
            content.span(*target.title) if target.title else None,
        )

    # blocks

    def _blocks(
        self, tokens: Sequence[container_blocks.Token]
    ) -> tuple[tree.Block, ...]:
        built: list[tree.Block] = []
        for token in tokens:
            if isinstance(token, leaf_blocks.Paragraph | leaf_blocks.SetextHeading):
                built += self._text_blocks(token)
            else:
                built.append(self._block(token))
        return tuple(built)

    def _block(self, token: container_blocks.Token) -> tree.Block:
        if isinstance(token, container_blocks.List):
            items = tuple(map(self._item, token.items))
            span = Span(items[0].span.start, items[-1].span.end)
            return tree.ListBlock(
                span, len(items[0].marker) > 1, self._is_loose(items), items
            )
        span = self._span(token.lines)
        match token:
            case leaf_blocks.Heading():
                return self._heading(span)
            case container_blocks.Quote():
                return tree.Quote(
                    span, self._blocks(token.blocks), self._alert(token.lines[0])
                )
            case container_blocks.FootnoteDefinition():
                return tree.FootnoteDefinition(
                    span, normalise_label(token.label), self._blocks(token.blocks)
                )
            case leaf_blocks.Table():
                return self._table(token, span)
            case leaf_blocks.HtmlBlock():
                content = joined(self.source, token.lines)
                return tree.HtmlBlock(span, tuple(parts_of(content)), content.text)
            case leaf_blocks.CodeFence():
                return tree.CodeBlock(span, True, self._info(token.lines[0]))
            case leaf_blocks.BlockCode():
                return tree.CodeBlock(span, False, "")
            case _:
                return tree.ThematicBreak(span)

    def _span(self, lines: Sequence[Line]) -> Span:
        return Span(
            line_body(self.source, lines[0]).start,
            self.source.line_span(lines[-1].number).end,
        )

    def _info(self, line: Line) -> str:
        text = self.source.slice(line_body(self.source, line))
        return unescape_all(text.lstrip(text[0]).strip(" \t"))

    def _text_blocks(self, token: leaf_blocks.Leaf) -> list[tree.Block]:
        definitions, content = self._contents[id(token)]
        blocks: list[tree.Block] = [*definitions]
        if content is None:
            return blocks
        own = content.span(0, len(content.text))
        children = self.inlines(content)
        if isinstance(token, leaf_blocks.SetextHeading):
            span = Span(own.start, self._span(token.lines).end)
            return [*blocks, tree.Heading(span, token.outline_level, own, children)]
        return [
            *blocks,
            tree.Paragraph(
                Span(own.start, self.source.line_span(token.lines[-1].number).end),
                children,
            ),
        ]

    def _heading(self, span: Span) -> tree.Heading:
        text = self.source.slice(span)
        level = len(text) - len(text.lstrip("#"))
        inner = _CLOSING.sub("", text[level:]).strip(" \t")
        start = span.start + (text.index(inner, level) if inner else level)
        text_span = Span(start, start + len(inner))
        return tree.Heading(
            span, level, text_span, self.inlines(Content(inner, [0], [start]))
        )

    def _item(self, token: container_blocks.ListItem) -> tree.Item:
        start, first_end = line_body(self.source, token.lines[0])
        marker = Span(start, start + token.marker_width)
        children = self._blocks(token.blocks)
        if (
            children
            and isinstance(children[0], tree.Paragraph)
            and (task := self._task(marker, first_end))
        ):
            children = (children[0]._replace(task=task), *children[1:])
        end = (
            self.source.line_span(token.lines[-1].number).end
            if children
            else marker.end
        )
        return tree.Item(
            Span(start, end),
            self.source.slice(marker),
            marker,
            token.column,
            children,
            token.list_interruptions,
        )

    def _task(self, marker: Span, end: int) -> Span | None:
        """The box after a marker. cmark-gfm asks that nothing but spaces stand before
        the marker: `> - [ ] a` is no task.
        """
        text = self.source.text
        box = _TASK.match(text, marker.end, end)
        before = text[
            self.source.line_starts[
                self.source.line_of(marker.start) - 1
            ] : marker.start
        ]
        return Span(*box.span(1)) if box and not before.strip(" \t") else None

    def _is_loose(self, items: Sequence[tree.Item]) -> bool:
        """Whether a blank line parts two items, or two blocks of one item; not a
        definition from what follows.
        """
        groups: list[Sequence[tree.Block]] = [items, *(item.children for item in items)]
        return any(
            self.source.line_of(two.span.start)
            - self.source.line_of(max(one.span.start, one.span.end - 1))
            > 1
            for group in groups
            for one, two in pairwise(group)
            if not isinstance(one, tree.Definition)
        )

    def _alert(self, line: Line) -> str:
        text = self.source.line(line.number)
        match = re.match(_ALERT, text[text.index(">") + 1 :])
        return match[1].lower() if match else ""

    def _table(self, token: leaf_blocks.Table, span: Span) -> tree.Table:
        head = self._row(token.lines[0], None)
        delimiters = self.source.slice(line_body(self.source, token.lines[1]))
        align = tuple(
            _alignment(delimiters[start:end].strip(" \t"))
            for start, end in cell_edges(delimiters)
        )
        rows = tuple(self._row(line, len(align)) for line in token.lines[2:])
        return tree.Table(span, align, head, rows)

    def _row(self, line: Line, width: int | None) -> tree.Row:
        body = line_body(self.source, line)
        text = self.source.slice(body).rstrip(" \t")
        cells = [
            self._cell(text, body.start, *edges) for edges in cell_edges(text)[:width]
        ]
        end = body.start + len(text)
        missing = min(
            (width or 0) - len(cells), MAX_MISSING_CELLS - self._missing_cells
        )
        if missing > 0:
            self._missing_cells += missing
            cells += [tree.Cell(Span(end, end), ())] * missing
        return tree.Row(Span(body.start, end), tuple(cells))

    def _cell(self, row: str, offset: int, start: int, end: int) -> tree.Cell:
        text = row[start:end]
        start += len(text) - len(text.lstrip(" \t"))
        text = text.strip(" \t")
        pieces, starts, sources, place, length = [], [0], [offset + start], 0, 0
        for match in _ESCAPED_PIPE.finditer(text):
            pieces.append(text[place : match.start()])
            length += len(pieces[-1])
            place = match.start() + 1
            starts.append(length)
            sources.append(offset + start + place)
        content = Content("".join([*pieces, text[place:]]), starts, sources)
        return tree.Cell(
            Span(offset + start, offset + start + len(text)), self.inlines(content)
        )

    # inlines

    def inlines(self, content: Content) -> tuple[tree.Inline, ...]:
        """The inline nodes of one content."""
        found = Scanner(content.text, self.definitions, self.footnotes).scan()
        return Nester(content, found, self.source).nest(0, len(content.text), 0)


def trimmed(content: Content) -> Content:
    """A paragraph's content without spaces at its end."""
    return content._replace(text=content.text.rstrip(" \t"))


def _alignment(column: str) -> str:
    if column.startswith(":"):
        return "center" if column.endswith(":") and len(column) > 1 else "left"
    return "right" if column.endswith(":") else ""
