"""E103 empty-entry."""

from __future__ import annotations

from collections.abc import Iterator

from notelint.notebook.model import Notebook
from notelint.rules.base import rule
from notelint.text.diagnostics import Finding, Severity


@rule(
    "E103",
    severity=Severity.ERROR,
    precedence_over=("E104", "E105"),
    needs_entries=True,
)
def empty_entry(notebook: Notebook) -> Iterator[Finding]:
    """Write the entry, or take its number away.

    A number or bullet with nothing behind it is shown as an empty item. Right under a line
    of text Markdown does not even take it for one, and readers see the bare number at the
    end of the sentence.

    Bad:

        ## Segmentation

        Are seeds enough?
        1.

        ## Transformers

        1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762)

    Good:

        ## Segmentation

        Are seeds enough?

        ## Transformers

        1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762)
    """
    for empty in notebook.empties:
        written = notebook.source.slice(empty.span)
        if empty.is_item:
            shown = "an empty item"
        else:
            shown = f'a bare "{written}" at the end of the text'
        message = f'write this entry or remove its "{written}": readers see {shown}'
        yield Finding(empty.span, message)
