"""X901 unused-suppression."""

from __future__ import annotations

from collections.abc import Iterator

from notelint.notebook.model import Notebook
from notelint.rules.base import Context, rule
from notelint.rules.context import RepoContext, Suppressed
from notelint.text.diagnostics import Applicability, Edit, Finding, Fix, Severity
from notelint.text.source import Source, Span


@rule(
    "X901",
    severity=Severity.WARNING,
    fixes=(Applicability.SAFE,),
    context=Context.REQUIRED,
    fix_removes_text=True,
    identified_by_entry=False,
)
def unused_suppression(notebook: Notebook, context: RepoContext) -> Iterator[Finding]:
    """Remove a disable comment that silences nothing.

    The defect that it spoke of is gone, or the code is another one; left behind, it would
    hide the next defect of that kind.

    Bad:

        <!-- notelint-disable-next-line B201 -->
        1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762)

    Good:

        1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762)
    """
    for unused in context.unused:
        what = unused.selector or "this comment"
        edit = (
            Edit(_whole_line(notebook.source, unused.comment), "")
            if unused.only
            else _without_word(notebook.source, unused)
        )
        yield Finding(
            unused.span if not unused.only else unused.comment,
            f"remove {what}: it silences nothing here",
            Fix.safe(edit),
        )


def _whole_line(source: Source, comment: Span) -> Span:
    """The comment, with its line where it stands alone on one."""
    number = source.line_of(comment.start)
    line = source.line_span(number)
    if source.slice(line).strip() != source.slice(comment):
        return comment
    return Span(
        line.start,
        source.line_starts[number] if number < len(source.line_starts) else line.end,
    )


def _without_word(source: Source, unused: Suppressed) -> Edit:
    """One word of several, with the comma or spaces before or after it."""
    text, (start, end) = source.text, unused.span
    after = end + len(text[end:]) - len(text[end:].lstrip(" ,"))
    if text[after : after + 1] in {"-", ":"}:
        before = len(text[:start].rstrip(" ,"))
        return Edit(Span(before, end), "")
    return Edit(Span(start, after), "")
