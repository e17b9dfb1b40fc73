"""N607 published-paper."""

from __future__ import annotations

import re
from collections.abc import Iterator

from notelint.notebook.model import Entry, Notebook
from notelint.papers.badges import is_venue
from notelint.rules.base import Context, Enabled, rule
from notelint.rules.context import RepoContext
from notelint.text.diagnostics import Finding, Severity

_SMALL = frozenset(
    "and conf conference for in int international journal letters of on proc proceedings the trans transactions vol".split()
)
_IN_BRACKETS = r"[(（\[【]([^()（）\[\]【】]{2,60})[)）\]】]"


@rule(
    "N607",
    severity=Severity.INFO,
    enabled=Enabled.IF_SELECTED,
    context=Context.REQUIRED,
    needs_network=True,
)
def published_paper(notebook: Notebook, context: RepoContext) -> Iterator[Finding]:
    """Know which preprints have appeared since.

    arXiv names the journal or conference, as its authors told it. An entry that names a
    venue already is fine.

    Bad:

        1. [Frequency of Hot Jupiters](https://arxiv.org/abs/astro-ph/0601001)

    Good:

        1. [Frequency of Hot Jupiters](https://arxiv.org/abs/astro-ph/0601001) (Acta Astronomica 2006)
    """
    reported = set()
    for link in notebook.addresses:
        verdict = context.verdict_on(link.url)
        if not verdict or not verdict.venue:
            continue
        entry = notebook.entry_at(link.span.start)
        if not entry or not entry.paper or not link.paper:
            continue
        if link.paper.paper != entry.paper.paper or entry.span in reported:
            continue
        if not _names_venue(notebook, entry, verdict.venue):
            reported.add(entry.span)
            message = f"name the venue: it has appeared {_in(verdict.venue)}"
            yield Finding(link.url_span, message)


def _in(venue: str) -> str:
    return (
        f"as {venue}" if venue.startswith("doi:") else f"in {' '.join(venue.split())}"
    )


def _names_venue(notebook: Notebook, entry: Entry, venue: str) -> bool:
    """Whether an entry says where the paper appeared: in brackets or on a line of its
    own, or with a word of the venue's name.
    """
    text = notebook.source.slice(entry.span)
    tags = [*re.findall(_IN_BRACKETS, text), *(line.text for line in entry.lines)]
    if any(is_venue(tag) and "arxiv" not in tag.casefold() for tag in tags):
        return True
    if venue.startswith("doi:"):
        return venue.removeprefix("doi:").casefold() in text.casefold()
    names = {word.casefold() for word in re.findall(r"[^\W\d_]{3,}", venue)} - _SMALL
    return bool(names & {word.casefold() for word in re.findall(r"[^\W\d_]{3,}", text)})
