"""N605 withdrawn-paper."""

from __future__ import annotations

import re
from collections.abc import Iterator

from notelint.notebook.model import Link, Notebook
from notelint.rules.base import Context, rule
from notelint.rules.context import RepoContext
from notelint.text.diagnostics import Finding, Severity
from notelint.text.source import Span

_SAID = r"(?i)withdr[ae]w|retract|撤稿|撤回"


@rule(
    "N605",
    severity=Severity.WARNING,
    context=Context.REQUIRED,
    needs_network=True,
)
def withdrawn_paper(notebook: Notebook, context: RepoContext) -> Iterator[Finding]:
    """Know which papers were withdrawn.

    The authors, or the journal, have taken the paper back since. An entry that says so
    itself is fine.

    Bad:

        1. [A Proof in Haste](https://arxiv.org/abs/1708.03486)

    Good:

        1. [A Proof in Haste](https://arxiv.org/abs/1708.03486) (withdrawn)
    """
    for link in notebook.addresses:
        verdict = context.verdict_on(link.url)
        if (
            verdict
            and verdict.state == "withdrawn"
            and not re.search(_SAID, notebook.source.slice(_around(notebook, link)))
        ):
            why = f": {' '.join(verdict.reason.split())}" if verdict.reason else ""
            yield Finding(
                link.url_span, f"say that this paper was withdrawn, or drop it{why}"
            )


def _around(notebook: Notebook, link: Link) -> Span:
    """The entry that a link stands in, or its line."""
    entry = notebook.entry_at(link.span.start)
    return (
        entry.span
        if entry
        else notebook.source.line_span(notebook.source.line_of(link.span.start))
    )
