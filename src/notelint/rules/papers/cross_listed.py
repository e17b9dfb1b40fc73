"""P504 cross-listed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from notelint.notebook.model import Entry, Notebook
from notelint.papers import PaperId
from notelint.rules.base import Context, Enabled, rule
from notelint.rules.context import RepoContext
from notelint.text.diagnostics import Finding, Severity

_REFERENCES = r"(?i)\breferences?\b|bibliograph|参考"


@rule(
    "P504",
    severity=Severity.INFO,
    enabled=Enabled.IF_SELECTED,
    context=Context.OPTIONAL,
    needs_entries=True,
    identified_by_text=False,
)
def cross_listed(notebook: Notebook, context: RepoContext | None) -> Iterator[Finding]:
    """Know which papers stand in two sections.

    Many notebooks list a paper under each of its topics on purpose; this is for those that
    do not want to. A list of references is no section of notes. With `notebook.duplicates:
    repository` the repository's other notebooks count too.

    Bad:

        ## Language

        1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762)

        ## Vision

        1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762)

    Good:

        ## Language

        1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762)

        ## Vision

        1. [Deep Residual Learning for Image Recognition](https://arxiv.org/abs/1512.03385)
    """
    first: dict[PaperId, Entry] = {}
    seen: set[tuple[PaperId, int]] = set()
    for entry in notebook.entries:
        if entry.paper is None:
            continue
        paper = entry.paper.paper
        if (paper, entry.section) in seen:
            continue
        if re.search(_REFERENCES, notebook.sections[entry.section].title):
            continue
        seen.add((paper, entry.section))
        known = first.setdefault(paper, entry)
        where: str | None
        if known is entry:
            where = _elsewhere(notebook, paper, context)
        else:
            where = _here(notebook, known)
        if where:
            message = f"list {entry.name} once: it stands {where} too"
            yield Finding(notebook.lead(entry), message)


def _here(notebook: Notebook, known: Entry) -> str:
    """Where in this file the paper was met first; a heading that is the entry itself
    names no section.
    """
    section = notebook.sections[known.section]
    line = f"in line {notebook.source.line_of(known.span.start)}"
    is_own = section.heading is not None and section.heading.start >= known.span.start
    return line if is_own or not section.title else f'under "{section.title}" {line}'


def _elsewhere(
    notebook: Notebook, paper: PaperId, context: RepoContext | None
) -> str | None:
    """Where in another file it stands, if that one is sorted before this and the config
    asks.
    """
    if context is None or notebook.preferences.duplicates != "repository":
        return None
    other = context.earlier_mention(paper)
    if other is None:
        return None
    under = f'under "{other.section}" ' if other.section else ""
    return f"{under}in {other.path} line {other.line}"
