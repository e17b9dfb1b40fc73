"""W802 blank-lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from notelint.markdown import tree
from notelint.notebook.habits import more_than_half
from notelint.notebook.model import Notebook
from notelint.notebook.verbatim import VERBATIM, begins_late, is_closed, last_line
from notelint.rules.base import rule
from notelint.text.diagnostics import Applicability, Edit, Finding, Fix, Severity
from notelint.text.source import Source, Span

MANY = 3


@rule(
    "W802",
    severity=Severity.INFO,
    selected_severity=Severity.WARNING,
    fixes=(Applicability.LAYOUT,),
    needs_entries=True,
)
def blank_lines(notebook: Notebook) -> Iterator[Finding]:
    """Leave one blank line between blocks and around headings.

    Three or more blank lines in a row look like one on the page, and become one; where most
    headings have two before them, two stay. Where most items of a list have a blank line
    between them, the others get one too. A list is never made tight or loose.

    Bad:

        # Transformers
        1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762)

    Good:

        # Transformers

        1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762)
    """
    source, blocks = notebook.source, notebook.tree.children
    pairs = list(pairwise(blocks))
    before_heading = (
        2
        if more_than_half(
            _gap(source, *pair) == 2
            for pair in pairs
            if isinstance(pair[1], tree.Heading)
        )
        else 1
    )
    found: list[Finding] = []
    for one, two in pairs:
        found += _crowd(
            source, one, two, before_heading if isinstance(two, tree.Heading) else 1
        )
        found += _around_heading(source, one, two)
    for block in blocks:
        if isinstance(block, tree.ListBlock):
            found += _in_list(source, block)
    templates = _templates(source)
    yield from (
        finding
        for finding in found
        if source.line_of(finding.span.start) not in templates
    )


def _templates(source: Source) -> set[int]:
    """The lines that begin inside of a template, and the one behind it."""
    found = (
        (match.span() for match in re.finditer(VERBATIM, source.text))
        if "{%" in source.text
        else ()
    )
    return {
        number
        for start, end in found
        for number in range(source.line_of(start) + 1, source.line_of(end) + 1)
    }


def _gap(source: Source, one: tree.Block, two: tree.Block) -> int:
    """How many lines stand between two blocks."""
    return source.line_of(two.span.start) - last_line(source, one) - 1


def _crowd(
    source: Source, one: tree.Block, two: tree.Block, kept: int
) -> Iterator[Finding]:
    """Blank lines that are too many, but for those that could go on code, HTML or an
    item that begins with a blank line.
    """
    count = _gap(source, one, two)
    if count < MANY or _is_open(source, one):
        return
    first = last_line(source, one) + 1
    if all(
        not source.line(number).strip(" \t") for number in range(first, first + count)
    ):
        span = Span(
            source.line_starts[first + kept - 1], source.line_starts[first + count - 1]
        )
        yield Finding(
            span,
            f"leave {_lines(kept)} here, not {count}",
            Fix.layout(Edit(span, ""), message=f"keep {_lines(kept)}"),
        )


def _lines(count: int) -> str:
    return "one blank line" if count == 1 else "two blank lines"


def _around_heading(
    source: Source, one: tree.Block, two: tree.Block
) -> Iterator[Finding]:
    """No blank line before or after a heading.

    A comment or an anchor in HTML may belong to the heading below it.
    """
    heading = two if isinstance(two, tree.Heading) else one
    if (
        not isinstance(heading, tree.Heading)
        or isinstance(one, tree.HtmlBlock)
        or _gap(source, one, two)
        or _is_open(source, one)
    ):
        return
    if (
        _is_cut(source, one)
        or isinstance(one, tree.Definition)
        or "disable-next-line" in source.line(last_line(source, one))
    ):
        return
    where = "before" if heading is two else "after"
    span = Span(heading.span.start, max(heading.text_span.end, heading.span.start + 1))
    yield Finding(
        span, f"leave a blank line {where} this heading", _inserted(source, two)
    )


def _in_list(source: Source, block: tree.ListBlock) -> Iterator[Finding]:
    pairs = list(pairwise(block.children))
    for one, two in pairs:
        yield from _crowd(source, one, two, 1)
    plain = [
        (one, two)
        for one, two in pairs
        if not _is_open(source, one)
        and not isinstance(one.children[-1], tree.ListBlock)
    ]
    if (
        not block.loose
        or _is_cut(source, block)
        or not more_than_half(_gap(source, one, two) > 0 for one, two in plain)
    ):
        return
    for one, two in plain:
        if _gap(source, one, two) == 0:
            yield Finding(
                two.marker_span,
                "leave a blank line before this item, as between the others of its list",
                _inserted(source, two),
            )


def _inserted(source: Source, block: tree.Block) -> Fix:
    """A blank line before a block, ended as the line above it is."""
    start = source.line_starts[source.line_of(block.span.start) - 1]
    end = "\r\n" if source.text.endswith("\r\n", 0, start) else source.text[start - 1]
    return Fix.layout(Edit(Span(start, start), end), message="add a blank line")


def _is_cut(source: Source, block: tree.Block) -> bool:
    """Whether GitHub ends a list at a lone tag, or behind a definition or blank lines in
    an item, and the tree does not.
    """
    items = block.children if isinstance(block, tree.ListBlock) else ()
    return any(
        item.list_interruptions
        or begins_late(source, item)
        or any(isinstance(child, tree.Definition) for child in item.children)
        for item in items
    )


def _is_open(source: Source, block: tree.Node) -> bool:
    """Whether a block ends with an item without text, or inside of a container with what
    may go on: HTML, fenced code, a footnote.
    """
    while isinstance(
        block, tree.ListBlock | tree.Item | tree.Quote | tree.FootnoteDefinition
    ):
        if (
            not block.children
            or isinstance(block, tree.FootnoteDefinition)
            or any(isinstance(each, tree.Definition) for each in block.children)
        ):
            return True
        block = block.children[-1]
        if isinstance(block, tree.HtmlBlock | tree.Definition):
            return True
        if isinstance(block, tree.CodeBlock):
            return not is_closed(source, block)
    return False
