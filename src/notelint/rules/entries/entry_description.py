"""E105 entry-description."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence

from notelint.notebook.habits import Words, loose_words
from notelint.notebook.model import Entry, Link, Notebook
from notelint.papers.badges import is_full_title, is_trimming
from notelint.rules.base import Enabled, rule
from notelint.text.diagnostics import Finding, Severity
from notelint.text.source import Span

MANY = 5
LIST = 3
LABEL = 40

_NUMBERING = r"\s*[（(]?\d{1,3}[.)、．）]\s*"
_TELLING = r"""(?x)
    ^\s*[\[【(（]\s*[^\])】）]                   # [PNN] Title
    | (?<!\d)(?:19|20)\d\d(?!\d)              # CVPR2018
    | \]\(                                     # a broken link
    """
_AUTHORS = r"\b[A-Z]\.\s?[A-Z]\w|\bet\.?\s+al\b|\.\s+\w"


@rule(
    "E105",
    severity=Severity.WARNING,
    enabled=Enabled.BY_HABIT,
    needs_entries=True,
)
def entry_description(notebook: Notebook) -> Iterator[Finding]:
    """Say what a paper is about, or where it appeared.

    A link and nothing else tells a reader no more than its title. Said where three in four
    of five or more entries say something: a text, a figure, a tag, a venue or a year, a
    local note, another cell of the row; sections that are lists of bare links mean it.
    `notebook.description: required` asks it of every entry, `optional` of none.

    Bad:

        1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762)
           Attention alone is enough for translation.
        2. [Deep Residual Learning for Image Recognition](https://arxiv.org/abs/1512.03385) (CVPR 2016)
        3. [Adam: A Method for Stochastic Optimization](https://arxiv.org/abs/1412.6980)
           A step for each weight.
        4. [Generative Adversarial Networks](https://arxiv.org/abs/1406.2661) (NIPS 2014)
        5. [Layer Normalization](https://arxiv.org/abs/1607.06450)

    Good:

        1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762)
           Attention alone is enough for translation.
        2. [Layer Normalization](https://arxiv.org/abs/1607.06450)
           The same at test time as in training.
    """
    wanted = notebook.preferences.description
    words = loose_words(notebook)
    bare = [
        entry
        for entry in notebook.entries
        if wanted != "optional" and _says_nothing(notebook, entry, words)
    ]
    if wanted == "auto":
        many = len(notebook.entries) >= MANY and len(bare) * 4 <= len(notebook.entries)
        bare = _apart(notebook, bare) if many else []
    for entry in bare:
        span = entry.title.span if entry.title else notebook.lead(entry)
        yield Finding(
            span, f"say what {entry.name} is about: readers see a link and nothing else"
        )


def _apart(notebook: Notebook, bare: Sequence[Entry]) -> list[Entry]:
    """Those that do not stand in a section of bare links."""
    all_of, bare_of = (
        Counter(each.section for each in notebook.entries),
        Counter(each.section for each in bare),
    )
    return [
        each
        for each in bare
        if bare_of[each.section] < LIST
        or bare_of[each.section] * 2 <= all_of[each.section]
    ]


def _says_nothing(notebook: Notebook, entry: Entry, words: Sequence[Words]) -> bool:
    """Whether an entry is links, its title among them, and nothing else."""
    links = [
        link for link in notebook.links_in(entry.span) if link.form != "definition"
    ]
    title = entry.title
    own = title.link if title else None
    if not links or not (entry.paper or (title and is_full_title(title.text))):
        return False
    if title and re.search(_TELLING if own else f"{_TELLING}|{_AUTHORS}", title.text):
        return False
    below = _below(notebook, entry)
    if notebook.figures_in(Span(entry.span.start, below.end)):
        return False
    if any(
        link is not own and (entry.shape == "table" or _tells(link)) for link in links
    ):
        return False
    text = " ".join("".join(_loose(words, entry.span, links)).split())
    if title and own is None:
        text = text.replace(title.text, "", 1)
    return (
        is_trimming(re.sub(f"^{_NUMBERING}", "", text))
        and len("".join(_loose(words, below, ()))) < LABEL
    )


def _below(notebook: Notebook, entry: Entry) -> Span:
    """What stands between an entry and the next or the section's end: behind a blank
    line, and seen as the entry's all the same.
    """
    following = bisect_left(
        notebook.entries, entry.span.end, key=lambda each: each.span.start
    )
    ends = [each.span.start for each in notebook.entries[following : following + 1]]
    end = min([*ends, notebook.sections[entry.section].span.end])
    return Span(
        entry.span.end,
        max(entry.span.end, end) if entry.shape != "table" else entry.span.end,
    )


def _tells(link: Link) -> bool:
    """Whether a link says more than what kind of page it leads to, or leads to a note
    beside the notebook.
    """
    return not link.url.startswith("http") or not (
        link.is_badge or link.form in {"bare", "autolink"}
    )


def _loose(words: Sequence[Words], span: Span, links: Sequence[Link]) -> Iterator[str]:
    """The words in a range that are in none of its links."""
    first, last = (
        bisect_left(words, offset, key=lambda word: word.span.start) for offset in span
    )
    place = 0
    for each in words[first:last]:
        while place < len(links) and links[place].span.end <= each.span.start:
            place += 1
        if place == len(links) or not links[place].span.covers(each.span):
            yield each.text
