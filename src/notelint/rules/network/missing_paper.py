"""N601 missing-paper."""

from __future__ import annotations

from collections.abc import Iterator

from notelint.notebook.model import Notebook
from notelint.rules.base import Context, rule
from notelint.rules.context import RepoContext
from notelint.text.diagnostics import Finding, Severity


@rule(
    "N601",
    severity=Severity.ERROR,
    precedence_over=("N604",),
    context=Context.REQUIRED,
    needs_network=True,
)
def missing_paper(notebook: Notebook, context: RepoContext) -> Iterator[Finding]:
    """Link to papers that exist.

    The service that gives out these ids says that it has no such paper: arXiv, OpenReview
    or doi.org, none of which ever lets an id go. So the id was mistyped, or made up.

    Bad:

        1. [Attention Is All You Need](https://arxiv.org/abs/1706.93762)

    Good:

        1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762)
    """
    for link in notebook.addresses:
        verdict = context.verdict_on(link.url)
        if not verdict or verdict.state != "missing":
            continue
        what, version = f"{verdict.host} has no such paper", ""
        if link.paper:
            what = f"{link.paper.host} has no paper {link.paper.key}"
            if link.paper.version:
                version = f" in a version {link.paper.version}"
        why = f": {' '.join(verdict.reason.split())}" if verdict.reason else ""
        yield Finding(link.url_span, f"correct this link: {what}{version}{why}")
