"""P501 duplicate-paper."""

from __future__ import annotations

from collections.abc import Iterator

from notelint.notebook.model import Entry, Notebook
from notelint.papers import PaperId
from notelint.rules.base import Context, rule
from notelint.rules.context import RepoContext
from notelint.text.diagnostics import Finding, Severity


@rule(
    "P501",
    severity=Severity.WARNING,
    precedence_over=("P504",),
    context=Context.OPTIONAL,
    needs_entries=True,
    identified_by_text=False,
)
def duplicate_paper(
    notebook: Notebook, context: RepoContext | None
) -> Iterator[Finding]:
    """Keep the notes on a paper in one entry.

    Two entries of one section lead to one paper: abstract, PDF, versions and mirrors are
    one. Two topics of a section (items that group others) may both list it.
    `notebook.duplicates: file` looks at the whole file, `repository` at its other notebooks
    too.

    Bad:

        1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762)
        2. [Attention Is All You Need](https://arxiv.org/pdf/1706.03762v5)

    Good:

        1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762)
    """
    scope = notebook.preferences.duplicates
    known: dict[tuple[object, ...], list[Entry]] = {}
    for entry in notebook.entries:
        if entry.paper is None:
            continue
        key = (entry.paper.paper, *_place(entry, scope))
        others = known.setdefault(key, [])
        where = _elsewhere(notebook, entry.paper.paper, context)
        for other in others:
            if _are_neighbours(other, entry, scope):
                line = notebook.source.line_of(other.span.start)
                where = f"{other.name} in line {line}"
                break
        others.append(entry)
        if where:
            message = (
                f"merge with {where}: both lead to {entry.paper.host} {entry.paper.key}"
            )
            yield Finding(notebook.lead(entry), message)


def _place(entry: Entry, scope: str) -> tuple[object, ...]:
    """What two entries must share: the section, unless the whole file counts; rows of a
    table also what their cells say.
    """
    place: tuple[object, ...] = (entry.section,) if scope == "section" else ()
    if entry.shape == "table":
        place = (*place, "".join(line.text for line in entry.lines))
    return place


def _are_neighbours(one: Entry, two: Entry, scope: str) -> bool:
    """Whether neither is part of the other, and they are not listed under two topics of
    the section.
    """
    if one.span.covers(two.span):
        return False
    return scope != "section" or one.group == two.group or 0 in {one.group, two.group}


def _elsewhere(
    notebook: Notebook, paper: PaperId, context: RepoContext | None
) -> str | None:
    """The entry of another notebook, if the config asks for them; only of one sorted
    before this, so that of two files one has the finding.
    """
    if context is None or notebook.preferences.duplicates != "repository":
        return None
    other = context.earlier_mention(paper)
    return f"{other.name} in {other.path} line {other.line}" if other else None
