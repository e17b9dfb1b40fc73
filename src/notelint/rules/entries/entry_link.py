"""E104 entry-link."""

from __future__ import annotations

import re
from collections.abc import Iterator

from notelint.notebook.habits import is_settled
from notelint.notebook.model import Entry, Notebook
from notelint.papers.badges import FULL_TITLE, is_full_title
from notelint.rules.base import Enabled, rule
from notelint.text.diagnostics import Finding, Severity

_REMARK = r"(?i)(?:todo|tbd|note|see|more|for|to be|coming|work in progress|updat|this|these|we|if|please|thanks)\b"
_ID = r"(?i)\barxiv[:\s]\s*(?:\d{4}\.\d{4,5}|[a-z-]+/\d{7})|\b10\.\d{4,}/\S"
_REFERENCE = r"[(（](?>[^()（）]*?(?:19|20)\d\d)[^()（）]*+[)）]|\bet\.?\s+al\b|,\s[A-Z]\.\s?[A-Z]\w"
_BROKEN = r"\]\s?\(|(?i:https?\b|www\.|<a\b)"


@rule(
    "E104",
    severity=Severity.ERROR,
    enabled=Enabled.BY_HABIT,
    precedence_over=("E105",),
    needs_entries=True,
)
def entry_link(notebook: Notebook) -> Iterator[Finding]:
    """Link the paper.

    An entry without any link leaves readers to search for its paper. Said where at least 95
    % of at least ten entries have one, of items that name a paper: a full title with its
    year, venue or authors, in bold, or spelled as titles are. Remarks, headings within a
    list and entries that tell the paper's id are none.

    Bad:

        ## Vision

        - [A paper on graphs 01](https://arxiv.org/abs/2101.00001)
        - [A paper on graphs 02](https://arxiv.org/abs/2101.00002)
        - [A paper on graphs 03](https://arxiv.org/abs/2101.00003)
        - [A paper on graphs 04](https://arxiv.org/abs/2101.00004)
        - [A paper on graphs 05](https://arxiv.org/abs/2101.00005)
        - [A paper on graphs 06](https://arxiv.org/abs/2101.00006)
        - [A paper on graphs 07](https://arxiv.org/abs/2101.00007)
        - [A paper on graphs 08](https://arxiv.org/abs/2101.00008)
        - [A paper on graphs 09](https://arxiv.org/abs/2101.00009)
        - [A paper on graphs 10](https://arxiv.org/abs/2101.00010)
        - [A paper on graphs 11](https://arxiv.org/abs/2101.00011)
        - [A paper on graphs 12](https://arxiv.org/abs/2101.00012)
        - [A paper on graphs 13](https://arxiv.org/abs/2101.00013)
        - [A paper on graphs 14](https://arxiv.org/abs/2101.00014)
        - [A paper on graphs 15](https://arxiv.org/abs/2101.00015)
        - [A paper on graphs 16](https://arxiv.org/abs/2101.00016)
        - [A paper on graphs 17](https://arxiv.org/abs/2101.00017)
        - [A paper on graphs 18](https://arxiv.org/abs/2101.00018)
        - [A paper on graphs 19](https://arxiv.org/abs/2101.00019)
        - Deep Residual Learning for Image Recognition (CVPR 2016)

    Good:

        - [Attention Is All You Need](https://arxiv.org/abs/1706.03762)
        - [Deep Residual Learning for Image Recognition](https://arxiv.org/abs/1512.03385) (CVPR 2016)
    """
    linked = 0
    missing = []
    for entry in notebook.entries:
        if notebook.links_in(entry.span):
            linked += 1
        elif _names_paper(notebook, entry):
            missing.append(entry)
    if not is_settled([True] * linked + [False] * len(missing)):
        return
    for entry in missing:
        span = entry.title.span if entry.title else entry.span
        message = (
            f"link the paper of {entry.name}: readers see its title and no way to it"
        )
        yield Finding(span, message)


def _names_paper(notebook: Notebook, entry: Entry) -> bool:
    """Whether an entry without a link is about a paper that readers would look for."""
    title = entry.title
    if title is None or len(title.text) < FULL_TITLE or re.match(_REMARK, title.text):
        return False
    written = notebook.source.slice(entry.span)
    if re.search(_ID, written) or re.search(_BROKEN, written):
        return False
    if entry.lines and re.search(_REFERENCE, entry.lines[0].text):
        return True
    is_bold = notebook.source.text.startswith(("**", "__"), title.span.start)
    return is_full_title(title.text) and (is_bold or _is_capitalised(title.text))


def _is_capitalised(title: str) -> bool:
    """Whether most of the longer words begin with a capital, as those of titles do."""
    words = re.findall(r"[A-Za-z]{4,}", title)
    capitals = sum(word[0].isupper() for word in words)
    return len(words) > 2 and capitals >= 0.7 * len(words)
