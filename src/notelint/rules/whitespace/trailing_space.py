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

_KEPT = ("\\", "[ ]", "[x]", "[X]")  # what the blanks belong to
MANY = 3  # so many blank lines are W802's

_TEMPLATE = (
    VERBATIM + r"|\{\{[^{}]{0,500}\}\}|\{%[^{}]{0,500}%\}"
)  # and templates that run over a line's end


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
    for number in sorted({*lines.text, *_blank(source, lines, notebook.tree.children)}):
        span = _blanks(source, number)
        if span and number not in templates:
            count = span.end - span.start
            what = "blank" if count == 1 else f"{count} blanks"
            yield Finding(
                span,
                f"remove the {what} at the line's end: nobody sees {'it' if count == 1 else 'them'}",
                Fix.layout(Edit(span, "")),
            )


class _Lines:
    """Which lines hold text whose last blanks mean nothing, which must not be touched,
    and behind which blank lines may mean something.
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
        over the blank lines behind it.
        """
        for before, node, following in zip(
            (None, *nodes), nodes, (*nodes[1:], None), strict=False
        ):
            first, last = (
                self.source.line_of(node.span.start),
                last_line(self.source, node),
            )
            if (
                _is_unsure(self.source, node)
                or self._touches(before, node)
                or self._touches(node, following)
            ):
                self.raw.update(range(first, last + 1))
                self.stops.update(range(first, last + 1))
            elif isinstance(node, tree.CodeBlock | tree.HtmlBlock | tree.FrontMatter):
                self.raw.update(range(first, last + 1))
                self.stops.update({last} if inside else ())
            elif isinstance(node, tree.Definition) and inside:
                self.stops.add(last)
            else:
                self.text.update(self._text_lines(node, first, last, quoted=quoted))
                in_quote = quoted or isinstance(node, tree.Quote)
                children = (
                    () if isinstance(node, tree.Table) else tree.children_of(node)
                )
                self.walk(
                    children,
                    inside=inside or in_quote or isinstance(node, tree.Item),
                    quoted=in_quote,
                )

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
                return (
                    number
                    for number in range(first, last + 1)
                    if "|" in self.source.line(number)
                )
            case tree.Definition() | tree.ThematicBreak():
                return (last,)
            case _:
                return ()

    def _ends_quote(self, last: int) -> bool:
        """Whether no line goes on a paragraph of a quote without its mark."""
        following = (
            self.source.line(last + 1).lstrip(" ")
            if last < len(self.source.line_starts)
            else ""
        )
        return not following.strip(" \t") or following.startswith(">")

    def _touches(self, one: tree.Node | None, two: tree.Node | None) -> bool:
        """Whether a table stands right below a paragraph: GitHub sees fewer of them than
        the tree.
        """
        if not isinstance(one, tree.Paragraph) or not isinstance(two, tree.Table):
            return False
        return self.source.line_of(one.span.end - 1) + 1 == self.source.line_of(
            two.span.start
        )


def _is_unsure(source: Source, node: tree.Node) -> bool:
    """Footnotes, and items that hold definitions or begin with blank lines (and so their
    lists), end at some blank lines, not at others.
    """
    if isinstance(node, tree.ListBlock):
        return any(item.children and _is_unsure(source, item) for item in node.children)
    if not isinstance(node, tree.Item):
        return isinstance(node, tree.FootnoteDefinition)
    if not node.children or any(
        isinstance(child, tree.Definition | tree.FootnoteDefinition)
        for child in node.children
    ):
        return True
    return begins_late(source, node)


def _blank(
    source: Source, lines: _Lines, blocks: Sequence[tree.Block]
) -> Iterator[int]:
    """The blank lines between blocks; of many only the first, and none at the text's
    end: other rules have their say on those.
    """
    roots = {
        source.line_of(each.span.start)
        for block in blocks
        for each in (block, *_items(block))
    }
    held: list[int] = []
    before = 0
    for number in range(1, len(source.line_starts) + 1):
        if not source.line(number).strip(" \t"):
            held.append(number)
            continue
        if before not in lines.stops:
            yield from (
                each
                for each in held[: 1 if len(held) >= MANY and number in roots else None]
                if each not in lines.raw
            )
        held, before = [], number


def _templates(source: Source) -> set[int]:
    """The lines that end inside of a template."""
    if "{%" not in source.text and "{{" not in source.text:
        return set()
    found = (match.span() for match in re.finditer(_TEMPLATE, source.text))
    return {
        number
        for start, end in found
        for number in range(source.line_of(start), source.line_of(end))
    }


def _items(block: tree.Block) -> tuple[tree.Item, ...]:
    return block.children if isinstance(block, tree.ListBlock) else ()


def _blanks(source: Source, number: int) -> Span | None:
    """The blanks at a line's end, if they can go: not behind a backslash, which would
    break the line, or a box, nor between CR and LF.
    """
    line = source.line_span(number)
    body = source.slice(line).rstrip(" \t")
    start = line.start + len(body)
    joins = (
        not body
        and source.text[line.start - 1 : line.start] == "\r"
        and source.text[line.end : line.end + 1] == "\n"
    )
    return (
        Span(start, line.end)
        if start < line.end and not body.endswith(_KEPT) and not joins
        else None
    )
