"""L408 missing-anchor."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from notelint.notebook.anchors import is_there, names_of
from notelint.notebook.contents import bare
from notelint.notebook.facts import facts_of
from notelint.notebook.model import Link, Notebook
from notelint.papers.addresses import decoded, shortened
from notelint.rules.base import rule
from notelint.rules.context import RepoContext, anchored
from notelint.text.diagnostics import Edit, Finding, Fix
from notelint.text.source import Span

EMOJI_MARK = "\ufe0f"  # stays in the anchor behind the emoji that goes; nobody sees it


class _Page(NamedTuple):
    """What links can lead to in a page, and the name that each spelling of it means: ""
    where that is not certain.

    `headings` knows them by words and name, `titles` without the numbers before them,
    `others` the names that are set by hand.
    """

    names: frozenset[str]
    headings: dict[str, str]
    titles: dict[str, str]
    others: dict[str, str]

    def meant(self, fragment: str, text: str) -> str | None:
        """The name that a link means by its fragment or else by its text; "" where it is
        not certain, None where nothing fits.
        """
        spellings = [bare(decoded(fragment)), bare(text)]
        found = [
            chart.get(spelling)
            for spelling in spellings
            for chart in (self.headings, self.titles)
        ]
        found += [self.titles.get(_unnumbered(spelling)) for spelling in spellings] + [
            self.others.get(spelling) for spelling in spellings
        ]
        return next((name for name in found if name is not None), None)


@rule("L408")
def missing_anchor(
    notebook: Notebook, surroundings: RepoContext | None
) -> Iterator[Finding]:
    """Link to anchors that are there.

    GitHub makes an anchor of each heading: in lower case, blanks as hyphens, without
    punctuation and emoji, numbered from the second of one name on (`#results`,
    `#results-1`). An `id` of a tag and the `name` of an `<a>` are anchors too. A link to
    any other name stays where it is, or opens the other notebook at its top. Letter case is
    no matter. Other notebooks are looked into where they are in the repository, also under
    its address at GitHub.

    Bad:

        - [Q&A](#q&a)

        ## Q&A

        1. [BERT](https://arxiv.org/abs/1810.04805)

    Good:

        - [Q&A](#qa)

        ## Q&A

        1. [BERT](https://arxiv.org/abs/1810.04805)
    """
    around = surroundings or RepoContext()
    pages: dict[str, _Page] = {}
    for link in notebook.addresses:
        place = anchored(link.url, around) if "#" in link.url else None
        if place is None or (
            place[0] != around.path and place[0] not in around.anchors
        ):
            continue
        path, fragment = place
        if path not in pages:
            pages[path] = (
                _own_page(notebook)
                if path == around.path
                else _other_page(around.anchors[path])
            )
        page = pages[path]
        if is_there(fragment, page.names) or (
            not link.url.startswith("#") and _is_line(fragment)
        ):
            continue
        right = page.meant(fragment, link.text)
        if (
            right is None or not notebook.has_front_matter
        ):  # generators of sites make other anchors of headings
            yield _finding(
                notebook, link, fragment, right, "" if path == around.path else path
            )


def _own_page(notebook: Notebook) -> _Page:
    anchors = facts_of(notebook).anchors
    headings = [
        (bare(words), each.name * each.is_certain)
        for each in anchors
        if not each.explicit
        for words in (each.words, each.name)
    ]
    titles = [(_unnumbered(words), name) for words, name in headings]
    explicit = [(bare(each.name), each.name) for each in anchors if each.explicit]
    return _Page(names_of(anchors), _chart(headings), _chart(titles), _chart(explicit))


def _other_page(names: frozenset[str]) -> _Page:
    return _Page(names, {}, {}, _chart((bare(name), name) for name in names))


def _chart(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    chart: dict[str, str] = {}
    for spelling, name in pairs:
        if spelling:
            chart[spelling] = name if chart.get(spelling, name) == name else ""
    return chart


def _unnumbered(words: str) -> str:
    return words.lstrip("0123456789")


def _is_line(fragment: str) -> bool:
    """Whether it names lines of a file's source: `L10`, `L3-L5`."""
    return re.fullmatch(r"L\d+(?:C\d+)?(?:-L?\d+(?:C\d+)?)?", fragment) is not None


def _finding(
    notebook: Notebook, link: Link, fragment: str, right: str | None, path: str
) -> Finding:
    where = f"{shortened(path)} has" if path else "there is"
    happens = (
        "readers stay where they are"
        if link.url.startswith("#")
        else f"readers see {'its top' if path else 'the top of the page'}"
    )
    name = shortened(fragment)
    right = right and right.replace(EMOJI_MARK, "%EF%B8%8F")
    if not right:
        what = "a heading of that notebook" if path else "a heading of this notebook"
        return Finding(
            link.url_span, f"link to {what}: {where} no #{name}, and {happens}"
        )
    return Finding(
        link.url_span,
        f"write #{shortened(right)}: {where} no #{name}, and {happens}",
        _renamed(notebook, link, fragment, right),
    )


def _renamed(notebook: Notebook, link: Link, fragment: str, name: str) -> Fix | None:
    """The fix that writes another name; None where the old one is not written plainly."""
    written = notebook.source.slice(link.url_span)
    end = link.url_span.start + len(written.rstrip())
    if not written.rstrip().endswith(f"#{fragment}"):
        return None
    return Fix.safe(
        Edit(Span(end - len(fragment), end), name), message=f"write #{shortened(name)}"
    )
