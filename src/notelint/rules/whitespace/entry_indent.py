"""W803 entry-indent."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set

from notelint.markdown import tree
from notelint.notebook.model import Notebook
from notelint.notebook.verbatim import begins_late
from notelint.rules.base import rule
from notelint.text.diagnostics import Applicability, Edit, Finding, Fix, Severity
from notelint.text.source import Source, Span

# What would be something else under the entry's text: underlines, rules of tables; behind
# four blanks, where it is text, any mark
_UNDERLINE = r"=+[ \t]*$|[|:-][|: \t-]*$"
_MARK = r"[-+*#>=|<`~\[:_0-9]"
_LONE = r"(?i)<(?:img|/?br)\b[^<]*>[ \t]*$"


@rule(
    "W803",
    severity=Severity.INFO,
    selected_severity=Severity.WARNING,
    fixes=(Applicability.LAYOUT,),
    needs_entries=True,
)
def entry_indent(notebook: Notebook) -> Iterator[Finding]:
    """Indent the lines of an entry to its text.

    Markdown takes a line at the margin for the entry's as long as nothing stands between.
    Under the text (three blanks below `1. `, four below `10. `) it stays there whatever
    comes before it. Lines that would mean something else there are left alone.

    Bad:

        1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762)<br/>
        Attention alone is enough.

    Good:

        1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762)<br/>
           Attention alone is enough.
    """
    source = notebook.source
    markers = {entry.marker_span for entry in notebook.entries if entry.marker_span}
    for block in notebook.tree.children:
        cuts = (
            {line for item in block.children for line in item.list_interruptions}
            if isinstance(block, tree.ListBlock)
            else set()
        )
        for item in _items(source, block, markers, inside=False):
            for paragraph in item.children:
                if isinstance(paragraph, tree.Paragraph):
                    yield from _findings(source, item, paragraph, cuts)


def _items(
    source: Source, block: tree.Block, markers: set[Span], *, inside: bool
) -> Iterator[tree.Item]:
    """The items of a list, and of those in it, that are entries or stand in one."""
    items = block.children if isinstance(block, tree.ListBlock) else ()
    if any(_is_doubtful(source, item) for item in items):
        return
    for item in items:
        within = inside or item.marker_span in markers
        if within:
            yield item
        for child in item.children:
            yield from _items(source, child, markers, inside=within)


def _is_doubtful(source: Source, item: tree.Item) -> bool:
    """Whether an item holds definitions or begins with blank lines: GitHub ends it at
    some blank lines, and the tree at others.
    """
    return begins_late(source, item) or any(
        isinstance(child, tree.Definition | tree.FootnoteDefinition)
        for child in item.children
    )


def _findings(
    source: Source, item: tree.Item, paragraph: tree.Paragraph, cuts: Set[int]
) -> Iterator[Finding]:
    if (
        "\t"
        in source.text[
            source.line_starts[
                source.line_of(item.span.start) - 1
            ] : item.marker_span.end + 1
        ]
    ):
        return
    last = source.line_of(paragraph.span.end - 1)
    heads = (
        number - 1
        for number in range(source.line_of(paragraph.span.start) + 2, last + 1)
        if _is_rule(source.line(number).lstrip())
    )
    kept = {*_closed(source, paragraph.children), *heads}
    for number in range(source.line_of(paragraph.span.start) + 1, last + 1):
        line, text = source.line_span(number), source.line(number)
        body = text.lstrip(" ")
        indent = len(text) - len(body)
        if number in cuts and not re.match(_LONE, body):
            return  # on GitHub, what follows is no longer the entry's
        if indent < item.column and number not in kept and _may_move(body, indent):
            fix = Fix.layout(
                Edit(Span(line.start, line.start + indent), " " * item.column),
                message=f"indent the line by {item.column}",
            )
            place = Span(line.start + indent, line.start + len(text.rstrip(" \t")))
            yield Finding(
                place,
                f"indent this line by {item.column} blanks, to the text of its entry",
                fix,
            )


def _may_move(body: str, indent: int) -> bool:
    if body.startswith(("\t", "{{", "{%")) or _is_rule(body):
        return False
    return indent < 4 or not re.match(_MARK, body)


def _is_rule(body: str) -> bool:
    """Whether a line may underline a heading, or stand between a table's header and its
    rows.
    """
    return re.match(_UNDERLINE, body) is not None


def _closed(source: Source, nodes: Sequence[tree.Node]) -> Iterator[int]:
    """The lines of code, math, tags and comments that run over more than one: they stay
    as they are.
    """
    for node in nodes:
        if isinstance(node, tree.InlineCode | tree.Math | tree.Tag | tree.RawHtml):
            first, last = (
                source.line_of(node.span.start),
                source.line_of(node.span.end - 1),
            )
            begins = not source.text[
                source.line_starts[first - 1] : node.span.start
            ].strip(" ")
            yield from range(first if begins and last > first else first + 1, last + 1)
        yield from _closed(source, tree.children_of(node))
