"""L405 paper-id."""

from __future__ import annotations

from collections.abc import Iterator

from notelint.notebook.model import Notebook
from notelint.papers import impossible_id
from notelint.rules.base import rule
from notelint.text.diagnostics import Finding, Severity


@rule(
    "L405",
    severity=Severity.ERROR,
    precedence_over=("L403", "L402", "N601", "N602", "N603", "N606", "N608"),
)
def paper_id(notebook: Notebook) -> Iterator[Finding]:
    """Link to an id that can exist.

    A month 13, six digits behind the point, five digits before 2015: no such paper can be
    there, and the link leads nowhere.

    Bad:

        1. [Attention Is All You Need](https://arxiv.org/abs/1713.03762)

    Good:

        1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762)
    """
    for link in notebook.addresses:
        if reason := impossible_id(link.url):
            yield Finding(link.url_span, f"correct the id: {reason}")
