"""S704 duplicate-section."""

from __future__ import annotations

from collections.abc import Iterator

from notelint.notebook.model import Notebook, Section
from notelint.papers.addresses import shortened
from notelint.rules.base import rule
from notelint.text.diagnostics import Finding, Severity
from notelint.text.source import Span


@rule(
    "S704",
    severity=Severity.WARNING,
    needs_entries=True,
    identified_by_text=False,
)
def duplicate_section(notebook: Notebook) -> Iterator[Finding]:
    """Keep one section for one subject.

    Two sections of one name under one heading: papers of one subject stand in two places,
    and links lead to the first. Under different headings (a year under each venue) a name
    may come again, and so may one without entries, or one that only leads to the other.

    Bad:

        ## Transformers

        1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762)

        ## Optimisation

        1. [Adam: A Method for Stochastic Optimization](https://arxiv.org/abs/1412.6980)

        ## Transformers

        1. [BERT: Pre-training of Deep Bidirectional Transformers](https://arxiv.org/abs/1810.04805)

    Good:

        ## Transformers

        1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762)
        2. [BERT: Pre-training of Deep Bidirectional Transformers](https://arxiv.org/abs/1810.04805)

        ## Optimisation

        1. [Adam: A Method for Stochastic Optimization](https://arxiv.org/abs/1412.6980)
    """
    source = notebook.source
    for first, second in _twins(notebook):
        if not first.heading or not second.heading:
            continue
        line = source.line_span(source.line_of(second.heading.start))
        span = Span(second.heading.start, min(second.heading.end, line.end))
        title = shortened(" ".join(first.title.split()))
        number = source.line_of(first.heading.start)
        message = f'merge this section with the first "{title}" in line {number}, or give it another name'
        yield Finding(span, message)


def _twins(notebook: Notebook) -> Iterator[tuple[Section, Section]]:
    """The first two sections of each name under one parent, the nearest heading before
    them of a higher rank, that hold entries.
    """
    with_entries = {entry.section for entry in notebook.entries}
    filled: set[Section] = set()  # with entries in them or in a section below
    groups: dict[tuple[Section | None, int, str], list[Section]] = {}
    above: list[Section] = []
    for place, section in enumerate(notebook.sections):
        if section.heading and section.title:
            while above and above[-1].level >= section.level:
                above.pop()
            if not _leads_elsewhere(notebook, section.heading):
                parent = above[-1] if above else None
                name = " ".join(section.title.split()).casefold()
                group = groups.setdefault((parent, section.level, name), [])
                group.append(section)
            above.append(section)
        if place in with_entries:
            filled.update(above)
    for first, *others in groups.values():
        if others and (first in filled or others[0] in filled):
            yield first, others[0]


def _leads_elsewhere(notebook: Notebook, heading: Span) -> bool:
    """Whether a heading links to another place of the notebook."""
    return any(link.url.startswith("#") for link in notebook.links_in(heading))
