"""E106 title-lines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from notelint.notebook.model import Notebook
from notelint.rules.base import rule
from notelint.text.diagnostics import Edit, Finding, Fix
from notelint.text.source import LINE_END_PATTERN, Span

_LINE_END = re.compile(rf"[ \t]*(?:{LINE_END_PATTERN})[ \t>]*")
_HARD = re.compile(rf"<br|(?:  |\\)(?:{LINE_END_PATTERN})", re.IGNORECASE)


@rule("E106")
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
        ends = list(_LINE_END.finditer(text))
        if ends and not _HARD.search(text):
            edits = (
                Edit(
                    Span(
                        title.span.start + each.start(), title.span.start + each.end()
                    ),
                    " ",
                )
                for each in ends
            )
            yield Finding(
                title.span,
                "write the title on one line",
                Fix.layout(*edits, message="join the lines"),
            )
