"""E110 title-glue."""

from __future__ import annotations

import re
from collections.abc import Iterator

from notelint.notebook.habits import title_links
from notelint.notebook.model import Link, Notebook
from notelint.rules.base import Enabled, rule
from notelint.text.diagnostics import Applicability, Edit, Finding, Fix, Severity
from notelint.text.page_changes import Kind
from notelint.text.source import Span

MANY = 5  # titles: in fewer, nothing is a habit
_ADDRESSES = ("(http://", "(https://")  # of a second link, whose words are missing


@rule(
    "E110",
    severity=Severity.WARNING,
    enabled=Enabled.BY_HABIT,
    fixes=(Applicability.LAYOUT, Applicability.SAFE),
    needs_entries=True,
    fix_changes=frozenset({Kind.BLANK}),
)
def title_glue(notebook: Notebook) -> Iterator[Finding]:
    """Leave a blank between a title and what follows it.

    `](url)(ICLR 2022)` runs the venue into the title. A notebook in which half or more of
    five or more titles are written so means it.

    Bad:

        1. [StyleAlign: Analysis and Applications of Aligned StyleGAN Models](https://openreview.net/forum?id=Qg2vi4ZbHM9)(ICLR 2022)

    Good:

        1. [StyleAlign: Analysis and Applications of Aligned StyleGAN Models](https://openreview.net/forum?id=Qg2vi4ZbHM9) (ICLR 2022)
    """
    text = notebook.source.text
    followed = 0
    glued = []
    for _, link in title_links(notebook):
        end = _end(text, link)
        if link.form == "html" or not _is_followed(text, end):
            continue
        followed += 1
        if _is_glued(text, end) and not text.startswith(_ADDRESSES, end):
            glued.append((link, end))
    if followed >= MANY and len(glued) * 2 >= followed:
        return
    for link, end in glued:
        # Stars after a link are Markdown only with the space
        shows_stars = end > link.span.end and text[end].isalnum()
        make = Fix.safe if shows_stars else Fix.layout
        fix = make(Edit(Span(end, end), " "), message="put a blank between")
        message = "leave a blank between the title and what follows"
        yield Finding(Span(end, end + 1), message, fix)


def _end(text: str, link: Link) -> int:
    """Where a title link ends, with the stars or underscores that it stands between."""
    start, end = link.span
    while start and text[start - 1] in "*_" and text[start - 1] == text[end : end + 1]:
        start, end = start - 1, end + 1
    return end


def _is_followed(text: str, end: int) -> bool:
    if text[end : end + 1].strip():
        return True
    return text[end : end + 2].strip(" \t")[:1] not in {"", "\n", "\r"}


def _is_glued(text: str, end: int) -> bool:
    """Whether another word begins right after a title.

    A small letter or a digit, save a year, goes on with the last one: `[GAN](…)s`.
    """
    return re.compile(r"\(|[A-Z]|[0-9]{4}\b").match(text, end) is not None
