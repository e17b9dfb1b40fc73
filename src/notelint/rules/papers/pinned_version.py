"""P503 pinned-version."""

from __future__ import annotations

import re
from collections.abc import Iterator

from notelint.notebook.model import Link, Notebook, readdressed
from notelint.papers import PaperId, paper_of, read_url
from notelint.rules.base import Enabled, rule
from notelint.text.diagnostics import Applicability, Finding, Severity

_FORMS = frozenset({"abs", "pdf", "html", "format", "ps", "src", "tb", "bib"})


@rule(
    "P503",
    severity=Severity.WARNING,
    enabled=Enabled.IF_SELECTED,
    fixes=(Applicability.SAFE,),
    needs_entries=True,
)
def pinned_version(notebook: Notebook) -> Iterator[Finding]:
    """Link to a paper, not to one version of it.

    Without a version arXiv shows the newest. Two versions that one entry links, a version
    that the text names (`[v1](…)`) and a place within one (`#page=3`) are meant, and stay.

    Bad:

        1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762v5)

    Good:

        1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762)
    """
    compared = _compared(notebook)
    for link in notebook.addresses:
        paper = link.paper
        if not paper or not paper.version:
            continue
        if (_home(notebook, link), paper.paper) in compared:
            continue
        if plain := _without_version(link):
            message = (
                f"write {plain}: v{paper.version} stays as it is when the paper changes"
            )
            yield Finding(link.url_span, message, readdressed(notebook, link, plain))


def _compared(notebook: Notebook) -> set[tuple[int, PaperId]]:
    """The papers of which an entry, or a line outside of entries, links two versions."""
    versions: dict[tuple[int, PaperId], set[int]] = {}
    for link in notebook.links:
        if link.paper and link.paper.version:
            key = (_home(notebook, link), link.paper.paper)
            versions.setdefault(key, set()).add(link.paper.version)
    return {key for key, numbers in versions.items() if len(numbers) > 1}


def _home(notebook: Notebook, link: Link) -> int:
    """Where the entry begins that a link stands in, or its line."""
    entry = notebook.entry_at(link.span.start)
    if entry:
        return entry.span.start
    return notebook.source.line_span(notebook.source.line_of(link.span.start)).start


def _without_version(link: Link) -> str | None:
    """The address without the version; None where it is meant, or is not arXiv's own
    page of the paper.
    """
    page, url = read_url(link.url), link.url
    if not page or page.dead or page.form not in _FORMS or "#" in url:
        return None
    version = page.paper.version
    if re.search(rf"(?i)\b(?:v|version ){version}\b", link.text):
        return None
    plain = re.sub(rf"(?<=\d)v{version}(?!\d)", "", url, count=1)
    return plain if paper_of(plain) == page.paper.paper else None
