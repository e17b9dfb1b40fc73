"""W804 final-newline."""

from __future__ import annotations

from collections.abc import Iterator

from notelint.markdown import tree
from notelint.notebook.model import Notebook
from notelint.notebook.verbatim import is_closed
from notelint.rules.base import rule
from notelint.text.diagnostics import Applicability, Edit, Finding, Fix, Severity
from notelint.text.source import Source, Span


@rule(
    "W804",
    severity=Severity.INFO,
    selected_severity=Severity.WARNING,
    fixes=(Applicability.LAYOUT,),
    needs_entries=True,
    identified_by_entry=False,
)
def final_newline(notebook: Notebook) -> Iterator[Finding]:
    """End the file with one newline.

    Without one, the last line shows up in the next diff though nobody changed it; blank
    lines at the end are never seen.
    """
    source = notebook.source
    last = next(
        (
            number
            for number in range(len(source.line_starts), 0, -1)
            if source.line(number).strip(" \t")
        ),
        0,
    )
    if not last:
        return
    end, length = source.line_span(last).end, len(source.text)
    if end == length:
        place = Span(end, end)
        yield Finding(
            place,
            "end the file with a newline",
            Fix.layout(Edit(place, _line_end(source)), message="add a newline"),
        )
        return
    following = source.line_starts[last] if last < len(source.line_starts) else length
    if following < length and not _goes_on(notebook, end):
        tail = Span(following, length)
        yield Finding(
            tail,
            "end the file with one newline: remove the blank lines",
            Fix.layout(Edit(tail, "")),
        )


def _line_end(source: Source) -> str:
    """The line end before the last line, LF where there is none."""
    start = source.line_starts[-1]
    if source.text.endswith("\r\n", 0, start):
        return "\r\n"
    return source.text[start - 1] if start else "\n"


def _goes_on(notebook: Notebook, end: int) -> bool:
    """Whether the blank lines at the end may belong to code or HTML that nothing has closed."""
    block: tree.Node = notebook.tree.children[-1]
    if block.span.end > end:
        return True
    is_root = True
    while (
        children := ()
        if isinstance(block, tree.Paragraph | tree.Table)
        else tree.children_of(block)
    ):
        block, is_root = children[-1], False
    return not is_root and (
        isinstance(block, tree.HtmlBlock)
        or (isinstance(block, tree.CodeBlock) and not is_closed(notebook.source, block))
    )
