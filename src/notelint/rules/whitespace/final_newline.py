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
    last = _last_text_line(source)
    if not last:
        return
    end, length = source.line_span(last).end, len(source.text)
    if end == length:
        place = Span(end, end)
        fix = Fix.layout(Edit(place, _line_end(source)), message="add a newline")
        yield Finding(place, "end the file with a newline", fix)
        return
    following = source.line_starts[last] if last < len(source.line_starts) else length
    if following < length and not _goes_on(notebook, end):
        tail = Span(following, length)
        message = "end the file with one newline: remove the blank lines"
        yield Finding(tail, message, Fix.layout(Edit(tail, "")))


def _last_text_line(source: Source) -> int:
    """The last line that is not empty, from 1; 0 where all are."""
    for number in range(len(source.line_starts), 0, -1):
        if source.line(number).strip(" \t"):
            return number
    return 0


def _line_end(source: Source) -> str:
    """The line end before the last line, LF where there is none."""
    start = source.line_starts[-1]
    if source.text.endswith("\r\n", 0, start):
        return "\r\n"
    return source.text[start - 1] if start else "\n"


def _goes_on(notebook: Notebook, end: int) -> bool:
    """Whether the empty lines at the end may belong to code or HTML that nothing has closed."""
    block: tree.Node = notebook.tree.children[-1]
    if block.span.end > end:
        return True
    is_root = True
    while not isinstance(block, tree.Paragraph | tree.Table):
        children = tree.children_of(block)
        if not children:
            break
        block, is_root = children[-1], False
    if is_root:
        return False
    if isinstance(block, tree.CodeBlock):
        return not is_closed(notebook.source, block)
    return isinstance(block, tree.HtmlBlock)
