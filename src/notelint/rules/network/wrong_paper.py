"""N604 wrong-paper."""

from __future__ import annotations

import re
from collections.abc import Iterator

from notelint.notebook.model import Entry, Link, Notebook, Title
from notelint.papers.badges import is_trimming, is_venue
from notelint.rules.base import Context, rule
from notelint.rules.context import RepoContext, Verdict
from notelint.text.diagnostics import Applicability, Edit, Finding, Fix, Severity
from notelint.text.display import shorten
from notelint.text.source import Span

# Characters between a title and its badge, where authors and venue stand
_LONGEST_GAP = 300
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
    reported: set[Span] = set()
    for entry in notebook.entries:
        if not entry.title:
            continue
        for link in _own_links(notebook, entry):
            verdict = context.verdict_on(link.url)
            if not verdict or not verdict.title or link.url_span in reported:
                continue
            if _is_another(notebook, entry, verdict):
                reported.add(link.url_span)
                fix = _fix(notebook, entry.title, verdict)
                yield Finding(link.span, _message(link, verdict), fix)


def _own_links(notebook: Notebook, entry: Entry) -> Iterator[Link]:
    """The links of an entry that lead to the paper of its title: the title itself, and
    the badges next to it.
    """
    title = entry.title
    if title is None or (title.link is None and not _looks_like_title(notebook, title)):
        return
    place = title.span.end
    if title.link:
        place = title.link.span.end
        yield title.link
    for number, link in enumerate(notebook.links_in(Span(place, entry.span.end))):
        gap = notebook.source.slice(Span(place, max(place, link.span.start)))
        gap = re.sub(r"(?i)<br\s*/?>", " ", gap)
        if not is_trimming(gap) and not is_venue(gap):
            if number or title.link:
                return
            if len(gap) > _LONGEST_GAP or "\n" in gap.strip():
                return
        if link.is_badge:
            yield link
        place = link.span.end


def _looks_like_title(notebook: Notebook, title: Title) -> bool:
    """Whether words that are no link look like a title, and not like a sentence that
    ends in one.
    """
    written = notebook.source.slice(title.span)
    if written.startswith(("**", "__", "<b>", "<strong>")):
        return True
    words = re.findall(r"[^\W\d_]{4,}", title.text)
    capitals: int = sum(word[0].isupper() for word in words)
    return capitals * 2 > len(words)


def _is_another(notebook: Notebook, entry: Entry, verdict: Verdict) -> bool:
    # Plain `check` has no use for it
    from notelint.papers.titles import Likeness, likeness

    written = entry.title.text if entry.title else ""
    text = notebook.source.slice(entry.span)
    same = likeness(written, verdict.title, verdict.authors, text)
    return same is Likeness.DIFFERENT


def _message(link: Link, verdict: Verdict) -> str:
    title = shorten(_one_line(verdict.title), _LONGEST_TITLE)
    names = [_one_line(name) for name in verdict.authors[:3]]
    by = ""
    if len(names) > 2:
        by = f" by {names[0]} et al."
    elif names:
        by = f" by {' and '.join(names)}"
    paper = f"{link.paper.host} {link.paper.key}" if link.paper else "this link"
    return f'check this link or its title: {paper} is "{title}"{by.removesuffix(".")}'


def _fix(notebook: Notebook, title: Title, verdict: Verdict) -> Fix | None:
    """The true title in the place of the written one, where that is plain words."""
    if title.link and title.link.form not in {"inline", "full"}:
        return None
    shown = notebook.source.slice(title.span)
    words = r"\s+".join(re.escape(word) for word in title.text.split())
    matches = list(re.finditer(words, shown)) if words else []
    if len(matches) != 1:
        return None
    start, end = matches[0].span()
    span = Span(title.span.start + start, title.span.start + end)
    edit = Edit(span, _escaped(_one_line(verdict.title)))
    return Fix.unsafe(edit, message="write the title of the paper")


def _one_line(text: str) -> str:
    return "".join(char for char in " ".join(text.split()) if char.isprintable())


def _escaped(title: str) -> str:
    """A title as Markdown that shows just it: TeX as it is written, and neither a
    heading nor a list begins with it.
    """
    return re.sub(
        r"^(\d{0,9})([#+=:>.)-])", r"\1\\\2", re.sub(_MARKUP, r"\\\g<0>", title)
    )
