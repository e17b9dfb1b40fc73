"""N608 refused-link."""

from __future__ import annotations

from collections.abc import Iterator

from notelint.notebook.model import Notebook
from notelint.rules.base import Context, rule
from notelint.rules.context import RepoContext
from notelint.text.diagnostics import Finding, Severity


@rule(
    "N608",
    severity=Severity.WARNING,
    context=Context.REQUIRED,
    needs_network=True,
)
def refused_link(notebook: Notebook, context: RepoContext) -> Iterator[Finding]:
    """Link to addresses that everybody can reach.

    The address leads into a private network, to the reader's own machine or to an odd port,
    there or by way of a redirect. A checker must not ask such addresses for whoever writes
    them into a notebook, and readers elsewhere cannot reach them.

    Bad:

        1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762), [slides](http://192.168.0.7/slides.pdf)

    Good:

        1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762), [slides](https://attention.example/slides.pdf)
    """
    for link in notebook.addresses:
        verdict = context.verdict_on(link.url)
        if verdict and verdict.state == "refused":
            why = f": {' '.join(verdict.reason.split())}" if verdict.reason else ""
            yield Finding(link.url_span, f"link to a public address{why}")
