"""P502 other-title."""

from __future__ import annotations

from collections.abc import Iterator

from notelint.notebook.model import Entry, Notebook
from notelint.papers import PaperId
from notelint.papers.badges import are_two_titles, is_full_title
from notelint.rules.base import rule
from notelint.text.diagnostics import Finding, Severity


@rule(
    "P502",
    severity=Severity.WARNING,
    precedence_over=("P501", "P504"),
    needs_entries=True,
    identified_by_text=False,
)
def other_title(notebook: Notebook) -> Iterator[Finding]:
    """Give each paper its own link.

    One paper stands under two titles that have nothing in common: one of the two links is
    wrong, most often copied from the entry above.

    Bad:

        1. [Attention Is All You Need, and What It Costs](https://arxiv.org/abs/1706.03762)
        2. [Deep Residual Learning for Image Recognition](https://arxiv.org/abs/1706.03762)

    Good:

        1. [Attention Is All You Need, and What It Costs](https://arxiv.org/abs/1706.03762)
        2. [Deep Residual Learning for Image Recognition](https://arxiv.org/abs/1512.03385)
    """
    first: dict[PaperId, Entry] = {}
    for entry in notebook.entries:
        if (
            entry.paper is None
            or entry.title is None
            or not is_full_title(entry.title.text)
        ):
            continue
        known = first.setdefault(entry.paper.paper, entry)
        if (
            known is not entry
            and known.title
            and are_two_titles(known.title.text, entry.title.text)
        ):
            line = notebook.source.line_of(known.span.start)
            yield Finding(
                notebook.lead(entry),
                f"check this link or line {line}'s: {entry.paper.host} {entry.paper.key} is {known.name} there",
            )
