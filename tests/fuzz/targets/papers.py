"""Any string may be an address: no question about it fails, and its canonical form is
canonical and leads to the same paper.
"""

from __future__ import annotations

from notelint import papers
from tests.fuzz import notebooks
from tests.fuzz.choices import Choices
from tests.fuzz.corpus import choices as seeds
from tests.fuzz.mutations import mutated

__all__ = ["run", "seeds", "shown"]


def shown(data: bytes) -> str:
    """The address that the bytes make: one of a known host, changed here and there, or
    any string.
    """
    choices = Choices(data)
    if choices.one_in(4):
        return choices.rest().decode("utf-8", "replace")
    text = notebooks.address(choices)
    for _ in range(choices.below(4)):
        text = mutated(text, choices)
    return (
        text + choices.rest()[:40].decode("utf-8", "replace")
        if choices.one_in(4)
        else text
    )


def run(data: bytes) -> None:
    """Ask everything that is ever asked of an address."""
    url = shown(data)
    for question in (
        papers.paper_of,
        papers.moved_url,
        papers.is_dead_host,
        papers.is_paper_page,
        papers.secure_url,
    ):
        question(url)
    fault = papers.impossible_id(url)
    assert not fault or fault.isprintable()
    form = papers.arxiv_form(url)
    for other in ("abs", "pdf"):
        _check_same(url, papers.as_form(url, other), f"as {other} of {form}")
    clean = papers.without_tracking(url)
    assert papers.without_tracking(clean) == clean
    _check_same(url, clean if clean != url else None, "without tracking")
    canonical = papers.canonical_url(url)
    if canonical is not None:
        assert papers.canonical_url(canonical) == canonical
        before, after = papers.read_url(url), papers.read_url(canonical)
        assert before
        assert after
        assert (before.paper, before.form) == (after.paper, after.form)
        assert papers.page_key(canonical) == papers.page_key(
            papers.canonical_url(canonical) or ""
        )


def _check_same(url: str, other: str | None, what: str) -> None:
    """Another spelling leads to the same paper."""
    if other is not None:
        assert papers.paper_of(url) == papers.paper_of(other), what
