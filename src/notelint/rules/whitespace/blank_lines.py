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

MANY = 3  # empty lines in a row that are too many

_CONTAINERS = tree.ListBlock | tree.Item | tree.Quote | tree.FootnoteDefinition


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
    has_two = more_than_half(
        _gap(source, one, two) == 2
        for one, two in pairs
        if isinstance(two, tree.Heading)
    )
    findings: list[Finding] = []
    for one, two in pairs:
        kept = 2 if has_two and isinstance(two, tree.Heading) else 1
        findings += _crowd(source, one, two, kept)
        findings += _around_heading(source, one, two)
    for block in blocks:
        if isinstance(block, tree.ListBlock):
            findings += _in_list(source, block)
    templates = _templates(source)
    for finding in findings:
        if source.line_of(finding.span.start) not in templates:
            yield finding


def _templates(source: Source) -> set[int]:
    """The lines that begin inside of a template, and the one after it."""
    lines: set[int] = set()
    if "{%" in source.text:
        for match in re.finditer(VERBATIM, source.text):
            first = source.line_of(match.start())
            lines.update(range(first + 1, source.line_of(match.end()) + 1))
    return lines


def _gap(source: Source, one: tree.Block, two: tree.Block) -> int:
    """How many lines stand between two blocks."""
    return source.line_of(two.span.start) - last_line(source, one) - 1


def _crowd(
    source: Source, one: tree.Block, two: tree.Block, kept: int
) -> Iterator[Finding]:
    """Empty lines that are too many, but for those that could go on code, HTML or an
    item that begins with an empty line.
    """
    count = _gap(source, one, two)
    if count < MANY or _is_open(source, one):
        return
    first = last_line(source, one) + 1
    for number in range(first, first + count):
        if source.line(number).strip(" \t"):
            return
    starts = source.line_starts
    span = Span(starts[first + kept - 1], starts[first + count - 1])
    fix = Fix.layout(Edit(span, ""), message=f"keep {_lines(kept)}")
    yield Finding(span, f"leave {_lines(kept)} here, not {count}", fix)


def _lines(count: int) -> str:
    return "one blank line" if count == 1 else "two blank lines"


def _around_heading(
    source: Source, one: tree.Block, two: tree.Block
) -> Iterator[Finding]:
    """No empty line before or after a heading.

    A comment or an anchor in HTML may belong to the heading below it.
    """
    heading = two if isinstance(two, tree.Heading) else one
    if not isinstance(heading, tree.Heading) or isinstance(one, tree.HtmlBlock):
        return
    if _gap(source, one, two) or _is_open(source, one) or _is_cut(source, one):
        return
    if isinstance(one, tree.Definition):
        return
    if "disable-next-line" in source.line(last_line(source, one)):
        return
    where = "before" if heading is two else "after"
    span = Span(heading.span.start, max(heading.text_span.end, heading.span.start + 1))
    message = f"leave a blank line {where} this heading"
    yield Finding(span, message, _inserted(source, two))


def _in_list(source: Source, block: tree.ListBlock) -> Iterator[Finding]:
    plain = []
    for one, two in pairwise(block.children):
        yield from _crowd(source, one, two, 1)
        if _is_open(source, one) or isinstance(one.children[-1], tree.ListBlock):
            continue
        plain.append((one, two))
    if not block.loose or _is_cut(source, block):
        return
    if not more_than_half(_gap(source, one, two) > 0 for one, two in plain):
        return
    message = "leave a blank line before this item, as between the others of its list"
    for one, two in plain:
        if _gap(source, one, two) == 0:
            yield Finding(two.marker_span, message, _inserted(source, two))


def _inserted(source: Source, block: tree.Block) -> Fix:
    """An empty line before a block, ended as the line above it is."""
    start = source.line_starts[source.line_of(block.span.start) - 1]
    end = "\r\n" if source.text.endswith("\r\n", 0, start) else source.text[start - 1]
    return Fix.layout(Edit(Span(start, start), end), message="add a blank line")


def _is_cut(source: Source, block: tree.Block) -> bool:
    """Whether GitHub ends a list at a lone tag, or after a definition or empty lines in
    an item, and the tree does not.
    """
    for item in block.children if isinstance(block, tree.ListBlock) else ():
        if item.list_interruptions or begins_late(source, item):
            return True
        if any(isinstance(child, tree.Definition) for child in item.children):
            return True
    return False


def _is_open(source: Source, block: tree.Node) -> bool:
    """Whether a block ends with an item without text, or inside of a container with what
    may go on: HTML, fenced code, a footnote.
    """
    while isinstance(block, _CONTAINERS):
        if not block.children or isinstance(block, tree.FootnoteDefinition):
            return True
        if any(isinstance(child, tree.Definition) for child in block.children):
            return True
        block = block.children[-1]
        if isinstance(block, tree.HtmlBlock | tree.Definition):
            return True
        if isinstance(block, tree.CodeBlock):
            return not is_closed(source, block)
    return False
