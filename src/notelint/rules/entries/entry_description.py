"""E105 entry-description."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence

from notelint.notebook.habits import Words, loose_words
from notelint.notebook.model import Entry, Link, Notebook, Title
from notelint.papers.badges import is_full_title, is_trimming
from notelint.rules.base import Enabled, rule
from notelint.text.diagnostics import Finding, Severity
from notelint.text.source import Span

MANY = 5  # entries: in fewer, nothing is a habit
LIST = 3  # entries without a description in one section may be a list of links
LABEL = 40  # characters below an entry: fewer are a label, and no description

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
    if wanted == "optional":
        return
    words = loose_words(notebook)
    bare = [
        entry for entry in notebook.entries if _says_nothing(notebook, entry, words)
    ]
    if wanted == "auto":
        if len(notebook.entries) < MANY or len(bare) * 4 > len(notebook.entries):
            return
        bare = _outside_link_lists(notebook, bare)
    for entry in bare:
        span = entry.title.span if entry.title else notebook.lead(entry)
        message = f"say what {entry.name} is about: readers see a link and nothing else"
        yield Finding(span, message)


def _outside_link_lists(notebook: Notebook, bare: Sequence[Entry]) -> list[Entry]:
    """Those that do not stand in a section of bare links."""
    entry_counts = Counter(entry.section for entry in notebook.entries)
    bare_counts = Counter(entry.section for entry in bare)
    outside = []
    for entry in bare:
        count = bare_counts[entry.section]
        if count < LIST or count * 2 <= entry_counts[entry.section]:
            outside.append(entry)
    return outside


def _says_nothing(notebook: Notebook, entry: Entry, words: Sequence[Words]) -> bool:
    """Whether an entry is links, its title among them, and nothing else."""
    links = [
        link for link in notebook.links_in(entry.span) if link.form != "definition"
    ]
    title = entry.title
    title_link = title.link if title else None
    if not links or not (entry.paper or (title and is_full_title(title.text))):
        return False
    if title and _title_tells_more(title):
        return False
    below = _below(notebook, entry)
    if notebook.figures_in(Span(entry.span.start, below.end)):
        return False
    for link in links:
        if link is not title_link and (entry.shape == "table" or _tells(link)):
            return False
    text = " ".join("".join(_loose(words, entry.span, links)).split())
    if title and title_link is None:
        text = text.replace(title.text, "", 1)
    if not is_trimming(re.sub(f"^{_NUMBERING}", "", text)):
        return False
    return len("".join(_loose(words, below, ()))) < LABEL


def _title_tells_more(title: Title) -> bool:
    """Whether a title holds a tag, a year or, where it is no link, authors or a remark."""
    pattern = _TELLING if title.link else f"{_TELLING}|{_AUTHORS}"
    return re.search(pattern, title.text) is not None


def _below(notebook: Notebook, entry: Entry) -> Span:
    """The text between an entry and the next or the section's end: after an empty line,
    and seen as the entry's all the same.
    """
    if entry.shape == "table":
        return Span(entry.span.end, entry.span.end)
    end = notebook.sections[entry.section].span.end
    following = bisect_left(
        notebook.entries, entry.span.end, key=lambda other: other.span.start
    )
    if following < len(notebook.entries):
        end = min(notebook.entries[following].span.start, end)
    return Span(entry.span.end, max(entry.span.end, end))


def _tells(link: Link) -> bool:
    """Whether a link says more than what kind of page it leads to, or leads to a note
    next to the notebook.
    """
    if not link.url.startswith("http"):
        return True
    return not link.is_badge and link.form not in {"bare", "autolink"}


def _loose(words: Sequence[Words], span: Span, links: Sequence[Link]) -> Iterator[str]:
    """The words in a range that are in none of its links."""
    first = bisect_left(words, span.start, key=lambda word: word.span.start)
    last = bisect_left(words, span.end, key=lambda word: word.span.start)
    next_link = 0
    for word in words[first:last]:
        while next_link < len(links) and links[next_link].span.end <= word.span.start:
            next_link += 1
        if next_link == len(links) or not links[next_link].span.covers(word.span):
            yield word.text
