"""B202 missing-break."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from notelint.notebook.habits import break_text, more_than_half
from notelint.notebook.model import Entry, Line, Notebook
from notelint.rules.base import Enabled, rule
from notelint.text.diagnostics import Applicability, Edit, Finding, Fix, Severity
from notelint.text.page_changes import Kind
from notelint.text.source import Span


class Case(NamedTuple):
    """A line after which a break may be missing.

    `kind`: title or figure (what comes next). `broken`: it has its break. `cut`: GitHub
    ends the list at the next line.
    """

    kind: str
    line: Line
    broken: bool
    cut: bool


@rule(
    "B202",
    severity=Severity.ERROR,
    enabled=Enabled.BY_HABIT,
    fixes=(Applicability.LAYOUT,),
    needs_entries=True,
    fix_changes=frozenset({Kind.BREAK}),
)
def missing_break(notebook: Notebook) -> Iterator[Finding]:
    """Break the line after a title, and before a figure.

    Markdown joins lines: without a break the note runs on right behind its title, and a
    figure stands in the middle of the last sentence. Spoken of only where more than half of
    the notebook's titles (or of its figures) have their break; one at the start of the next
    line counts.

    Bad:

        1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762)<br/>
           Attention alone is enough.
        2. [Deep Residual Learning for Image Recognition](https://arxiv.org/abs/1512.03385)<br/>
           Layers learn what to add.
        3. [Adam: A Method for Stochastic Optimization](https://arxiv.org/abs/1412.6980)
           Step sizes of one's own for each weight.

    Good:

        1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762)<br/>
           Attention alone is enough.
        2. [Deep Residual Learning for Image Recognition](https://arxiv.org/abs/1512.03385)<br/>
           Layers learn what to add.
        3. [Adam: A Method for Stochastic Optimization](https://arxiv.org/abs/1412.6980)<br/>
           Step sizes of one's own for each weight.
    """
    cases = [case for entry in notebook.entries for case in _cases(notebook, entry)]
    for kind, words in (
        ("title", "the note runs on behind the title"),
        ("figure", "the figure runs on behind the text"),
    ):
        of_kind = [case for case in cases if case.kind == kind]
        if not more_than_half(case.broken for case in of_kind):
            continue
        text = break_text(notebook)
        for case in of_kind:
            if not case.broken and not case.cut and case.line.end:
                yield _finding(notebook, case.line, case.line.end, words, text)


def _cases(notebook: Notebook, entry: Entry) -> Iterator[Case]:
    cut_lines = {line for line, _ in entry.list_interruptions}
    for place, (line, following) in enumerate(pairwise(entry.lines)):
        is_title = place == 0 and entry.title_alone
        if line.end is None or (not line.text and not is_title):
            continue
        if is_title:
            if following.is_venue or not (following.text or following.figures):
                continue
        elif line.figures or not following.is_figure:
            continue
        broken = line.breaks_after > 0 or following.breaks_before > 0
        yield Case(
            "title" if is_title else "figure",
            line,
            broken or _ends_malformed(notebook, line),
            notebook.source.line_of(following.span.start) in cut_lines,
        )


def _ends_malformed(notebook: Notebook, line: Line) -> bool:
    """Whether a line ends with what was meant as a break."""
    return any(
        line_break.style == "malformed" and line_break.span.end == line.span.end
        for line_break in notebook.breaks_in(line.span)
    )


def _finding(
    notebook: Notebook, line: Line, end: Span, words: str, text: str
) -> Finding:
    line_end = end.start + len(notebook.source.slice(end).rstrip("\r\n"))
    fix = Fix.layout(
        Edit(Span(line.span.end, line_end), text),
        message=f"end the line with {text.strip() or 'two blanks'}",
    )
    last_char = Span(max(line.span.start, line.span.end - 1), line.span.end)
    return Finding(last_char, f"break the line here: {words}", fix)
