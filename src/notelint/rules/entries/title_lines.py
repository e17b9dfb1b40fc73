"""E106 title-lines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from notelint.notebook.model import Notebook
from notelint.rules.base import rule
from notelint.text.diagnostics import Applicability, Edit, Finding, Fix, Severity
from notelint.text.source import LINE_END_PATTERN, Span

_LINE_END = re.compile(rf"[ \t]*(?:{LINE_END_PATTERN})[ \t>]*")
_HARD = re.compile(rf"<br|(?:  |\\)(?:{LINE_END_PATTERN})", re.IGNORECASE)


@rule(
    "E106",
    severity=Severity.WARNING,
    fixes=(Applicability.LAYOUT,),
    precedence_over=("W803",),
    needs_entries=True,
)
def title_lines(notebook: Notebook) -> Iterator[Finding]:
    """Keep a title on one line.

    A title that is broken over two lines cannot be searched for, and tools that read line
    by line lose its link.

    Bad:

        1. [Understanding the role of individual units in a deep
        neural network](https://doi.org/10.1073/pnas.1907375117)

    Good:

        1. [Understanding the role of individual units in a deep neural network](https://doi.org/10.1073/pnas.1907375117)
    """
    for entry in notebook.entries:
        title = entry.title
        if title is None:
            continue
        text = notebook.source.slice(title.span)
        if _HARD.search(text):
            continue
        edits = []
        for match in _LINE_END.finditer(text):
            start, end = match.span()
            place = title.span.start
            edits.append(Edit(Span(place + start, place + end), " "))
        if edits:
            fix = Fix.layout(*edits, message="join the lines")
            yield Finding(title.span, "write the title on one line", fix)
