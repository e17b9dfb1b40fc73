"""N604 wrong-paper."""

from __future__ import annotations

import re
from collections.abc import Iterator

from notelint.notebook.model import Entry, Link, Notebook, Title
from notelint.papers.badges import is_trimming, is_venue
from notelint.rules.base import Context, rule
from notelint.rules.context import RepoContext, Verdict
from notelint.text.diagnostics import Applicability, Edit, Finding, Fix, Severity
from notelint.text.source import Span

_LONGEST_GAP = (
    300  # characters between a title and its badge, where authors and venue stand
)
_LONGEST_TITLE = 120  # characters of a title in a message
_MARKUP = r"[\\`*_\[\]<$|~]|&(?=#?\w+;)"


@rule(
    "N604",
    severity=Severity.ERROR,
    fixes=(Applicability.UNSAFE,),
    precedence_over=("P502",),
    context=Context.REQUIRED,
    needs_network=True,
)
def wrong_paper(notebook: Notebook, context: RepoContext) -> Iterator[Finding]:
    """Link a title to its own paper.

    The link works, but the paper behind it has another title and other authors: the id was
    copied from the entry above, or mistyped. Short names, translations, venues, badges,
    TeX, subtitles left off and titles that were reworded since are not taken for other
    papers; where it cannot be told, nothing is said. `--unsafe-fixes` writes the true
    title, for the case that the link is right.

    Bad:

        1. [Off-diagonal Ramsey numbers](https://arxiv.org/abs/2110.14483)

    Good:

        1. [Off-diagonal book Ramsey numbers](https://arxiv.org/abs/2110.14483)
    """
    told: set[Span] = set()
    for entry in notebook.entries:
        for link in _own_links(notebook, entry):
            verdict = context.verdict_on(link.url)
            if (
                entry.title
                and verdict
                and verdict.title
                and link.url_span not in told
                and _is_another(notebook, entry, verdict)
            ):
                told.add(link.url_span)
                yield Finding(
                    link.span,
                    _message(link, verdict),
                    _fix(notebook, entry.title, verdict),
                )


def _own_links(notebook: Notebook, entry: Entry) -> Iterator[Link]:
    """The links of an entry that lead to the paper of its title: the title itself, and
    the badges beside it.
    """
    title = entry.title
    if title is None or (title.link is None and not _is_told_apart(notebook, title)):
        return
    place = title.span.end
    if title.link:
        place = title.link.span.end
        yield title.link
    for number, link in enumerate(notebook.links_in(Span(place, entry.span.end))):
        gap = re.sub(
            r"(?i)<br\s*/?>",
            " ",
            notebook.source.slice(Span(place, max(place, link.span.start))),
        )
        is_near = is_trimming(gap) or is_venue(gap)
        if not is_near and (
            number or title.link or len(gap) > _LONGEST_GAP or "\n" in gap.strip()
        ):
            return
        if link.is_badge:
            yield link
        place = link.span.end


def _is_told_apart(notebook: Notebook, title: Title) -> bool:
    """Whether words that are no link look like a title, and not like a sentence that
    ends in one.
    """
    words = re.findall(r"[^\W\d_]{4,}", title.text)
    capital = sum(word[0].isupper() for word in words)
    return notebook.source.slice(title.span).startswith(
        ("**", "__", "<b>", "<strong>")
    ) or capital * 2 > len(words)


def _is_another(notebook: Notebook, entry: Entry, verdict: Verdict) -> bool:
    from notelint.papers.titles import (
        Likeness,
        likeness,
    )  # plain `check` has no use for it

    written = entry.title.text if entry.title else ""
    return (
        likeness(
            written, verdict.title, verdict.authors, notebook.source.slice(entry.span)
        )
        is Likeness.DIFFERENT
    )


def _message(link: Link, verdict: Verdict) -> str:
    title = _one_line(verdict.title)
    title = (
        title
        if len(title) <= _LONGEST_TITLE
        else title[: _LONGEST_TITLE - 1].rstrip() + "…"
    )
    names = [_one_line(name) for name in verdict.authors[:3]]
    by = (
        f" by {names[0]} et al."
        if len(names) > 2
        else f" by {' and '.join(names)}"
        if names
        else ""
    )
    paper = f"{link.paper.host} {link.paper.key}" if link.paper else "this link"
    return f'check this link or its title: {paper} is "{title}"{by.removesuffix(".")}'


def _fix(notebook: Notebook, title: Title, verdict: Verdict) -> Fix | None:
    """The true title in the place of the written one, where that is plain words."""
    if title.link and title.link.form not in {"inline", "full"}:
        return None
    shown = notebook.source.slice(title.span)
    words = r"\s+".join(re.escape(word) for word in title.text.split())
    places = list(re.finditer(words, shown)) if words else []
    if len(places) != 1:
        return None
    start = title.span.start + places[0].start()
    return Fix.unsafe(
        Edit(
            Span(start, start + len(places[0][0])), _escaped(_one_line(verdict.title))
        ),
        message="write the title of the paper",
    )


def _one_line(text: str) -> str:
    return "".join(char for char in " ".join(text.split()) if char.isprintable())


def _escaped(title: str) -> str:
    """A title as Markdown that shows just it: TeX as it is written, and neither a
    heading nor a list begins with it.
    """
    return re.sub(
        r"^(\d{0,9})([#+=:>.)-])", r"\1\\\2", re.sub(_MARKUP, r"\\\g<0>", title)
    )
