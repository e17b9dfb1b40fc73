"""What is to be asked of whom, for each address: most of it follows from the address alone."""

from __future__ import annotations

import re
from typing import NamedTuple

from notelint.papers import Page, PaperId, impossible_id, is_dead_host, read_url
from notelint.papers.addresses import Address, read_address
from notelint.papers.hosts.arxiv import LIVE, versioned

_FILES = frozenset(
    {"html", "asset"}
)  # of arXiv's, which need not be there for a paper that is
_NOTES = {
    "forum",
    "pdf",
    "attachment",
    "revisions",
}  # of OpenReview's, at addresses whose `id` is a note's own
_REPOSITORY = r"/([A-Za-z0-9-]+)/([A-Za-z0-9._-]+?)(?:\.git)?/?"


class Question(NamedTuple):
    """One thing to ask.

    `key` is what the answer is stored by; all addresses with the same key have the same
    answer.

    `checker`: arxiv, openreview, doi, github or web. `url` is the page that it is about,
    without its fragment; `paper` is the paper that the checker's service knows, and `name` a
    repository at GitHub, where there is one.
    """

    key: str
    checker: str
    url: str
    paper: PaperId | None = None
    name: str = ""

    @property
    def host(self) -> str:
        """Who is asked, for readers."""
        return (
            _SERVICES.get(self.checker)
            or self.url.partition("://")[2].partition("/")[0].rpartition("@")[2].lower()
        )


_SERVICES = {"arxiv": "arxiv.org", "openreview": "openreview.net"}


def question_of(url: str, *, asks_github: bool = False) -> Question | None:
    """What to ask about an address; None where nothing is: no web address, an id that
    cannot exist, a host that is known to be gone.

    `asks_github`: whether GitHub's API may be asked about repositories.
    """
    text = url.strip().partition("#")[0]
    scheme, mark, _ = text.partition("://")
    if not mark or scheme.lower() not in {"http", "https"} or impossible_id(text):
        return None
    page, address = read_url(text), read_address(text)
    if page and (question := _of_paper(page, text)):
        return question
    if is_dead_host(text):
        return None
    if address and address.site in LIVE:
        return Question(f"web:{text}", "arxiv", text)
    if address and address.site == "openreview.net":
        return Question(f"web:{text}", "openreview", text)
    if asks_github and address and (match := _repository(address)):
        return Question(
            f"github:{match[1]}/{match[2]}".lower(),
            "github",
            text,
            name=f"{match[1]}/{match[2]}",
        )
    return Question(f"web:{text}", "web", text)


def _of_paper(page: Page, url: str) -> Question | None:
    paper = page.paper
    if paper.host == "arxiv":
        if page.form in _FILES and page.url:
            place = page.url.partition("#")[0]
            return Question(
                f"arxiv-page:{place.partition('.org')[2]}", "arxiv", place, paper
            )
        return Question(
            f"arxiv:{versioned(paper)}",
            "arxiv",
            f"https://arxiv.org/abs/{versioned(paper)}",
            paper,
        )
    if paper.host == "openreview":
        address = read_address(url)
        is_note = (
            page.form in _NOTES
            and bool(address)
            and "/".join(address.segments if address else ()) in _NOTES
        )
        return (
            Question(f"openreview:{paper.key}", "openreview", url, paper)
            if is_note
            else None
        )
    if paper.host == "doi":
        key = f"doi:{paper.key}" if page.form == "doi" else f"web:{url}"
        return Question(
            key,
            "doi",
            f"https://doi.org/{paper.key}" if page.form == "doi" else url,
            paper,
        )
    return None


def _repository(address: Address) -> re.Match[str] | None:
    """The front page of a repository, by its owner and its name."""
    match = re.fullmatch(_REPOSITORY, address.path)
    if not match or not match[2].strip("."):  # `..` is the way to another page
        return None
    return (
        match
        if address.site == "github.com" and match[1].lower() not in _NO_OWNERS
        else None
    )


_NO_OWNERS = frozenset(
    "about apps collections explore features marketplace orgs search settings sponsors topics trending users".split()
)
