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

# What would be something else under the entry's text: underlines, rules of tables; after
# four spaces, where it is text, any mark
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
        cuts: set[int] = set()
        if isinstance(block, tree.ListBlock):
            for item in block.children:
                cuts.update(item.list_interruptions)
        for item in _items(source, block, markers, inside=False):
            for child in item.children:
                if isinstance(child, tree.Paragraph):
                    yield from _findings(source, item, child, cuts)


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
    """Whether an item holds definitions or begins with empty lines: GitHub ends it at
    some empty lines, and the tree at others.
    """
    return begins_late(source, item) or any(
        isinstance(child, tree.Definition | tree.FootnoteDefinition)
        for child in item.children
    )


def _findings(
    source: Source, item: tree.Item, paragraph: tree.Paragraph, cuts: Set[int]
) -> Iterator[Finding]:
    item_line = source.line_starts[source.line_of(item.span.start) - 1]
    if "\t" in source.text[item_line : item.marker_span.end + 1]:
        return
    first = source.line_of(paragraph.span.start)
    last = source.line_of(paragraph.span.end - 1)
    kept = set(_closed(source, paragraph.children))
    for number in range(first + 2, last + 1):
        if _is_rule(source.line(number).lstrip()):
            kept.add(number - 1)  # it may be a heading's text, or a table's header
    for number in range(first + 1, last + 1):
        text = source.line(number)
        body = text.lstrip(" ")
        indent = len(text) - len(body)
        if number in cuts and not re.match(_LONE, body):
            return  # on GitHub, what follows is no longer the entry's
        if indent < item.column and number not in kept and _may_move(body, indent):
            start = source.line_span(number).start
            yield Finding(
                Span(start + indent, start + len(text.rstrip(" \t"))),
                f"indent this line by {item.column} blanks, to the text of its entry",
                Fix.layout(
                    Edit(Span(start, start + indent), " " * item.column),
                    message=f"indent the line by {item.column}",
                ),
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
            first = source.line_of(node.span.start)
            last = source.line_of(node.span.end - 1)
            before = source.text[source.line_starts[first - 1] : node.span.start]
            begins_line = not before.strip(" ")
            yield from range(
                first if begins_line and last > first else first + 1, last + 1
            )
        yield from _closed(source, tree.children_of(node))
