"""N602 dead-link."""

from __future__ import annotations

from collections.abc import Iterator

from notelint.notebook.model import Notebook
from notelint.rules.base import Context, rule
from notelint.rules.context import RepoContext
from notelint.text.diagnostics import Finding, Severity

_SAYS = {
    404: "has no such page (404)",
    410: "has taken the page down for good (410)",
    None: "has no public address",
}


@rule(
    "N602",
    severity=Severity.ERROR,
    context=Context.REQUIRED,
    needs_network=True,
)
def dead_link(notebook: Notebook, context: RepoContext) -> Iterator[Finding]:
    """Link to pages that are there.

    The host was asked twice and said twice that it has no such page, or that the page was
    taken down for good, or its name leads to no public address. What shuts programs out, is
    too slow or in disorder is not called dead: see N606.

    Bad:

        1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762), [project](https://attention.example/gone)

    Good:

        1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762), [project](https://attention.example/)
    """
    for link in notebook.addresses:
        verdict = context.verdict_on(link.url)
        if verdict and verdict.state == "dead":
            says = _SAYS.get(verdict.code, f"says {verdict.code}")
            yield Finding(
                link.url_span,
                f"correct this link or drop it: {verdict.host or 'its host'} {says}",
            )
