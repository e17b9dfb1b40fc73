"""L408 missing-anchor."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from notelint.notebook.anchors import is_there, names_of
from notelint.notebook.contents import bare
from notelint.notebook.facts import facts_of
from notelint.notebook.model import Link, Notebook
from notelint.papers.addresses import decoded, shortened
from notelint.rules.base import Context, rule
from notelint.rules.context import RepoContext, anchored
from notelint.text.diagnostics import Applicability, Edit, Finding, Fix, Severity
from notelint.text.source import Span

EMOJI_MARK = "\ufe0f"  # stays in the anchor without its emoji; nobody sees it


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
        lookups = []
        for spelling in spellings:
            lookups += [(self.headings, spelling), (self.titles, spelling)]
        lookups += [(self.titles, _unnumbered(spelling)) for spelling in spellings]
        lookups += [(self.others, spelling) for spelling in spellings]
        for chart, spelling in lookups:
            if spelling in chart:
                return chart[spelling]
        return None


@rule(
    "L408",
    severity=Severity.ERROR,
    fixes=(Applicability.SAFE,),
    precedence_over=("S701",),
    context=Context.OPTIONAL,
)
def missing_anchor(
    notebook: Notebook, context: RepoContext | None
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
    context = context or RepoContext()
    pages: dict[str, _Page] = {}
    for link in notebook.addresses:
        place = anchored(link.url, context) if "#" in link.url else None
        if place is None:
            continue
        path, fragment = place
        is_own = path == context.path
        if not is_own and path not in context.anchors:
            continue
        if path not in pages:
            if is_own:
                pages[path] = _own_page(notebook)
            else:
                pages[path] = _other_page(context.anchors[path])
        page = pages[path]
        if is_there(fragment, page.names):
            continue
        if not link.url.startswith("#") and _is_line(fragment):
            continue
        right = page.meant(fragment, link.text)
        # Generators of sites make other anchors of headings
        if right is None or not notebook.has_front_matter:
            yield _finding(notebook, link, fragment, right, "" if is_own else path)


def _own_page(notebook: Notebook) -> _Page:
    anchors = facts_of(notebook).anchors
    headings, explicit = [], []
    for anchor in anchors:
        if anchor.explicit:
            explicit.append((bare(anchor.name), anchor.name))
            continue
        name = anchor.name if anchor.is_certain else ""
        headings.append((bare(anchor.words), name))
        headings.append((bare(anchor.name), name))
    titles = [(_unnumbered(words), name) for words, name in headings]
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
    if link.url.startswith("#"):
        happens = "readers stay where they are"
    else:
        happens = f"readers see {'its top' if path else 'the top of the page'}"
    why = f"{where} no #{shortened(fragment)}, and {happens}"
    if not right:
        which = "that" if path else "this"
        return Finding(link.url_span, f"link to a heading of {which} notebook: {why}")
    right = right.replace(EMOJI_MARK, "%EF%B8%8F")
    fix = _renamed(notebook, link, fragment, right)
    return Finding(link.url_span, f"write #{shortened(right)}: {why}", fix)


def _renamed(notebook: Notebook, link: Link, fragment: str, name: str) -> Fix | None:
    """The fix that writes another name; None where the old one is not written plainly."""
    written = notebook.source.slice(link.url_span)
    end = link.url_span.start + len(written.rstrip())
    if not written.rstrip().endswith(f"#{fragment}"):
        return None
    return Fix.safe(
        Edit(Span(end - len(fragment), end), name), message=f"write #{shortened(name)}"
    )
