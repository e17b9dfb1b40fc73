"""N607 published-paper: preprints that have appeared."""

from __future__ import annotations

import pytest

from notelint.engine.linter import check_text
from notelint.rules.context import RepoContext, Verdict
from tests.notes import found, marked

URL = "https://arxiv.org/abs/astro-ph/0601001"
TITLE = f"[Frequency of Hot Jupiters]({URL})"


def around(venue: str = "ActaAstron.56:1-50,2006", state: str = "ok") -> RepoContext:
    return RepoContext("README.md", verdicts={URL: Verdict(state, 200, venue=venue)})


@pytest.mark.parametrize(
    "entry",
    [
        f"1. {TITLE} (Acta Astronomica 2006)",
        f"1. {TITLE}, ApJ [ICLR 2006]",
        f"1. {TITLE}<br/>\n   AAAI 2007",
        f"1. {TITLE}, in ActaAstron, as they say",
        f"1. [Other Title](https://arxiv.org/abs/1706.03762), see {TITLE}",
        f"Some prose about {TITLE}.",
    ],
)
def test_silent(entry: str) -> None:
    assert found(f"{entry}\n", "N607", around=around()) == []


def test_silent_where_no_venue_is_known_and_unless_it_is_selected() -> None:
    assert found(f"1. {TITLE}\n", "N607", around=around("")) == []
    assert check_text(f"1. {TITLE}\n") == []


@pytest.mark.parametrize("tag", ["", " (arXiv 2006)", " [arXiv]", " (with figures)"])
def test_published(tag: str) -> None:
    text = f"1. {TITLE}{tag}\n"
    assert found(text, "N607", around=around()) == [
        (1, 32, "name the venue: it has appeared in ActaAstron.56:1-50,2006")
    ]
    assert marked(text, "N607", around=around()) == [URL]


def test_a_journal_that_only_its_doi_tells() -> None:
    world = around("doi:10.1086/506557")
    message = "name the venue: it has appeared as doi:10.1086/506557"
    assert [each[2] for each in found(f"1. {TITLE}\n", "N607", around=world)] == [
        message
    ]
    assert (
        found(
            f"1. {TITLE} [doi](https://doi.org/10.1086/506557)\n", "N607", around=world
        )
        == []
    )


def test_two_links_of_an_entry_are_one() -> None:
    pdf = URL.replace("abs", "pdf")
    world = RepoContext(
        "README.md",
        verdicts={url: Verdict("ok", 200, venue="Acta\n 2006") for url in (URL, pdf)},
    )
    text = f"1. {TITLE} [pdf]({pdf})\n"
    assert [each[2] for each in found(text, "N607", around=world)] == [
        "name the venue: it has appeared in Acta 2006"
    ]
