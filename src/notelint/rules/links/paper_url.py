"""L403 paper-url."""

from __future__ import annotations

from collections.abc import Iterator

from notelint.notebook.model import Notebook, readdressed
from notelint.papers import canonical_url, impossible_id, secure_url, without_tracking
from notelint.rules.base import rule
from notelint.text.diagnostics import Applicability, Finding, Severity


@rule(
    "L403",
    severity=Severity.WARNING,
    fixes=(Applicability.LAYOUT, Applicability.SAFE),
    precedence_over=("L402", "N603"),
)
def paper_url(notebook: Notebook) -> Iterator[Finding]:
    """Spell a paper's address the way its host does.

    `http:`, `www.`, `export.`, `abs/….pdf`, badly padded ids and `dx.doi.org` are detours:
    the host sends readers on, or may stop doing so. Abstract or PDF, a `.pdf` at the end
    and a version stay as you wrote them.

    Bad:

        1. [Attention Is All You Need](http://www.arxiv.org/abs/1706.03762)

    Good:

        1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762)
    """
    for link in notebook.addresses:
        plain = without_tracking(link.url)
        canonical = canonical_url(plain)
        if (
            canonical
            and canonical.casefold() != plain.casefold()
            and not impossible_id(link.url)
        ):
            yield Finding(
                link.url_span,
                f"write {canonical}",
                readdressed(notebook, link, canonical),
            )
        elif secure := secure_url(plain):
            yield Finding(
                link.url_span, f"write {secure}", readdressed(notebook, link, secure)
            )
