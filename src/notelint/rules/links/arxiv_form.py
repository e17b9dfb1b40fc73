"""L404 arxiv-form."""

from __future__ import annotations

from collections.abc import Iterator

from notelint.notebook.model import Link, Notebook, readdressed
from notelint.papers import arxiv_form as form_of
from notelint.papers import as_form
from notelint.rules.base import Enabled, rule
from notelint.text.diagnostics import Applicability, Finding, Severity
from notelint.text.source import Span

PAGES = {"abs": "abstract", "pdf": "PDF"}

_EDGES = " []()【】（）:：*_"


@rule(
    "L404",
    severity=Severity.WARNING,
    enabled=Enabled.BY_HABIT,
    fixes=(Applicability.SAFE,),
)
def arxiv_form(notebook: Notebook) -> Iterator[Finding]:
    """Link to arXiv's abstracts, or to its PDFs, as the notebook does.

    Speaks where `notebook.arxiv-link` is `abs` or `pdf`. An entry that links both is left
    alone, and so are a page or section within a PDF (`#page=3`), `/html/` and the pages of
    other sites. The examples are of a notebook with `arxiv-link: abs`.

    Bad:

        1. [Attention Is All You Need](https://arxiv.org/pdf/1706.03762)

    Good:

        1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762)
    """
    wanted = notebook.preferences.arxiv_link
    if wanted not in PAGES:
        return
    both = _places_of_both(notebook)
    for link in notebook.addresses:
        now = form_of(link.url) if link.paper else None
        if not now or now == wanted or link.url_span in both:
            continue
        right = as_form(link.url, wanted)
        if not right:
            continue
        if _says(link, now):
            fix = None
            rename = f" and rename this link, which says {link.text.strip(_EDGES)}"
        else:
            fix, rename = readdressed(notebook, link, right), ""
        message = f"write {right}{rename}: arxiv-link asks for the {PAGES[wanted]}"
        yield Finding(link.url_span, message, fix)


def _places_of_both(notebook: Notebook) -> set[Span]:
    """Where the addresses stand of papers that are linked as abstract and as PDF in one
    entry, or in one line outside of entries.
    """
    groups: dict[tuple[object, ...], list[Link]] = {}
    for link in notebook.links:
        if link.paper:
            key = (*_home(notebook, link), link.paper.paper)
            groups.setdefault(key, []).append(link)
    spans: set[Span] = set()
    for links in groups.values():
        if PAGES.keys() <= {form_of(link.url) for link in links}:
            spans.update(link.url_span for link in links)
    return spans


def _home(notebook: Notebook, link: Link) -> tuple[object, ...]:
    entry = notebook.entry_at(link.span.start)
    return (
        ("entry", entry.span)
        if entry
        else ("line", notebook.source.line_of(link.span.start))
    )


def _says(link: Link, form: str | None) -> bool:
    """Whether the text says which form it is (`[pdf]`), and would be wrong with the other."""
    words = link.text.casefold().strip(_EDGES)
    return words in {
        "pdf": {"pdf", "paper pdf", "pdf link"},
        "abs": {"abs", "abstract", "arxiv abs"},
    }.get(form or "", set())
