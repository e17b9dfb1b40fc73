"""W801 trailing-space."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from notelint.markdown import tree
from notelint.notebook.model import Notebook
from notelint.notebook.verbatim import VERBATIM, begins_late, last_line
from notelint.rules.base import rule
from notelint.text.diagnostics import Applicability, Edit, Finding, Fix, Severity
from notelint.text.source import Source, Span

MANY = 3  # so many empty lines are W802's

_KEPT = ("\\", "[ ]", "[x]", "[X]")  # what the spaces belong to
# And templates that run over a line's end
_TEMPLATE = VERBATIM + r"|\{\{[^{}]{0,500}\}\}|\{%[^{}]{0,500}%\}"


@rule(
    "W801",
    severity=Severity.INFO,
    selected_severity=Severity.WARNING,
    fixes=(Applicability.LAYOUT,),
    needs_entries=True,
)
def trailing_space(notebook: Notebook) -> Iterator[Finding]:
    """End lines without blanks.

    Blanks at a line's end are never seen, and show up in every diff. Two of them that break
    a line mean something and stay, and so do those in code, raw HTML, math and comments.

    Bad:

        1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762)<br/>\x20
           Attention alone is enough.

    Good:

        1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762)<br/>
           Attention alone is enough.
    """
    source = notebook.source
    lines = _Lines(source)
    lines.walk(notebook.tree.children)
    templates = _templates(source)
    empty = _empty(source, lines, notebook.tree.children)
    for number in sorted({*lines.text, *empty}):
        span = _spaces(source, number)
        if span and number not in templates:
            count = span.end - span.start
            what, them = ("blank", "it") if count == 1 else (f"{count} blanks", "them")
            message = f"remove the {what} at the line's end: nobody sees {them}"
            yield Finding(span, message, Fix.layout(Edit(span, "")))


class _Lines:
    """Which lines hold text whose last spaces mean nothing, which must not be touched,
    and after which empty lines may mean something.
    """

    def __init__(self, source: Source) -> None:
        self.source = source
        self.text: set[int] = set()
        self.raw: set[int] = set()
        self.stops: set[int] = set()

    def walk(
        self, nodes: Sequence[tree.Node], *, inside: bool = False, quoted: bool = False
    ) -> None:
        """Sort the lines of these nodes; `inside` of an item or a quote code may go on
        over the empty lines after it.
        """
        for place, node in enumerate(nodes):
            first = self.source.line_of(node.span.start)
            last = last_line(self.source, node)
            if _is_unsure(self.source, node) or self._touches_table(nodes, place):
                self.raw.update(range(first, last + 1))
                self.stops.update(range(first, last + 1))
            elif isinstance(node, tree.CodeBlock | tree.HtmlBlock | tree.FrontMatter):
                self.raw.update(range(first, last + 1))
                if inside:
                    self.stops.add(last)
            elif isinstance(node, tree.Definition) and inside:
                self.stops.add(last)
            else:
                self.text.update(self._text_lines(node, first, last, quoted=quoted))
                self._walk_below(node, inside=inside, quoted=quoted)

    def _walk_below(self, node: tree.Node, *, inside: bool, quoted: bool) -> None:
        if isinstance(node, tree.Table):
            return
        in_quote = quoted or isinstance(node, tree.Quote)
        in_container = inside or in_quote or isinstance(node, tree.Item)
        self.walk(tree.children_of(node), inside=in_container, quoted=in_quote)

    def _text_lines(
        self, node: tree.Node, first: int, last: int, *, quoted: bool
    ) -> Iterable[int]:
        match node:
            case tree.LineBreak() if node.style == "soft":
                return (first,)
            case tree.Paragraph() if not quoted or self._ends_quote(last):
                return (last,)
            case tree.Heading():
                return (self.source.line_of(node.text_span.end), last)
            case tree.Table():
                numbers = range(first, last + 1)
                return (number for number in numbers if "|" in self.source.line(number))
            case tree.Definition() | tree.ThematicBreak():
                return (last,)
            case _:
                return ()

    def _ends_quote(self, last: int) -> bool:
        """Whether no line goes on a paragraph of a quote without its mark."""
        if last >= len(self.source.line_starts):
            return True
        following = self.source.line(last + 1).lstrip(" ")
        return not following.strip(" \t") or following.startswith(">")

    def _touches_table(self, nodes: Sequence[tree.Node], place: int) -> bool:
        """Whether a node is a table right below a paragraph, or that paragraph: GitHub
        sees fewer tables than the tree.
        """
        node = nodes[place]
        if isinstance(node, tree.Table):
            return place > 0 and self._are_adjacent(nodes[place - 1], node)
        if isinstance(node, tree.Paragraph) and place + 1 < len(nodes):
            return self._are_adjacent(node, nodes[place + 1])
        return False

    def _are_adjacent(self, one: tree.Node, two: tree.Node) -> bool:
        if not isinstance(one, tree.Paragraph) or not isinstance(two, tree.Table):
            return False
        line_of = self.source.line_of
        return line_of(one.span.end - 1) + 1 == line_of(two.span.start)


def _is_unsure(source: Source, node: tree.Node) -> bool:
    """Footnotes, and items that hold definitions or begin with empty lines (and so their
    lists), end at some empty lines, not at others.
    """
    if isinstance(node, tree.ListBlock):
        return any(item.children and _is_unsure(source, item) for item in node.children)
    if not isinstance(node, tree.Item):
        return isinstance(node, tree.FootnoteDefinition)
    if not node.children or begins_late(source, node):
        return True
    return any(
        isinstance(child, tree.Definition | tree.FootnoteDefinition)
        for child in node.children
    )


def _empty(
    source: Source, lines: _Lines, blocks: Sequence[tree.Block]
) -> Iterator[int]:
    """The empty lines between blocks; of many only the first, and none at the text's
    end: other rules report those.
    """
    roots = set()
    for block in blocks:
        for node in (block, *_items(block)):
            roots.add(source.line_of(node.span.start))
    empty: list[int] = []  # since the last line with text, which is `before`
    before = 0
    for number in range(1, len(source.line_starts) + 1):
        if not source.line(number).strip(" \t"):
            empty.append(number)
            continue
        if before not in lines.stops:
            if len(empty) >= MANY and number in roots:
                empty = empty[:1]
            yield from (line for line in empty if line not in lines.raw)
        empty, before = [], number


def _templates(source: Source) -> set[int]:
    """The lines that end inside of a template."""
    lines: set[int] = set()
    if "{%" in source.text or "{{" in source.text:
        for match in re.finditer(_TEMPLATE, source.text):
            start, end = match.span()
            lines.update(range(source.line_of(start), source.line_of(end)))
    return lines


def _items(block: tree.Block) -> tuple[tree.Item, ...]:
    return block.children if isinstance(block, tree.ListBlock) else ()


def _spaces(source: Source, number: int) -> Span | None:
    """The spaces at a line's end, if they can go: not after a backslash, which would
    break the line, or a box, nor between CR and LF.
    """
    line = source.line_span(number)
    body = source.slice(line).rstrip(" \t")
    start = line.start + len(body)
    if start == line.end or body.endswith(_KEPT):
        return None
    if not body:
        before = source.text[line.start - 1 : line.start]
        after = source.text[line.end : line.end + 1]
        if before == "\r" and after == "\n":
            return None
    return Span(start, line.end)
