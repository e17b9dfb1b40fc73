"""N601 missing-paper: ids that the service which gives them out does not know."""

from __future__ import annotations

import pytest

from notelint.config import Config
from notelint.engine.linter import check_text
from notelint.rules.context import RepoContext, Verdict
from tests.notes import found, marked

URL = "https://arxiv.org/abs/1706.93762"
TEXT = f"1. [Attention Is All You Need]({URL})\n"


def around(*verdicts: tuple[str, Verdict]) -> RepoContext:
    return RepoContext("README.md", verdicts=dict(verdicts))


@pytest.mark.parametrize(
    "state", ["ok", "moved", "dead", "withdrawn", "unverified", "refused"]
)
def test_silent(state: str) -> None:
    assert (
        found(
            TEXT,
            "N601",
            around=around(
                (URL, Verdict(state, 404, reason="x", target="https://x.example/"))
            ),
        )
        == []
    )


def test_silent_where_links_were_not_asked() -> None:
    assert check_text(TEXT) == []
    assert found(TEXT, "N601", around=RepoContext("README.md")) == []
    assert (
        found(
            TEXT,
            "N601",
            around=around(("https://arxiv.org/abs/1706.03762", Verdict("missing"))),
        )
        == []
    )


def test_missing() -> None:
    world = around((URL, Verdict("missing", 200, host="export.arxiv.org")))
    assert found(TEXT, "N601", around=world) == [
        (1, 32, "correct this link: arxiv has no paper 1706.93762")
    ]
    assert marked(TEXT, "N601", around=world) == [URL]


def test_a_version_that_is_not_there() -> None:
    world = around((URL + "v9", Verdict("missing", 404)))
    text = TEXT.replace(URL, URL + "v9")
    assert found(text, "N601", around=world) == [
        (1, 32, "correct this link: arxiv has no paper 1706.93762 in a version 9")
    ]


def test_why_is_told_where_it_is_known() -> None:
    world = around(
        (URL + "v9", Verdict("missing", 404, reason="its last\nversion is 7"))
    )
    message = "correct this link: arxiv has no paper 1706.93762 in a version 9: its last version is 7"
    assert [
        each[2] for each in found(TEXT.replace(URL, URL + "v9"), "N601", around=world)
    ] == [message]


def test_of_a_page_that_is_no_paper_the_host_is_named() -> None:
    url = "https://openreview.net/pdf/0123.pdf"
    world = around((url, Verdict("missing", 404, host="openreview.net")))
    assert [
        each[2] for each in found(f"See [this]({url}).\n", "N601", around=world)
    ] == ["correct this link: openreview.net has no such paper"]


def test_an_address_that_two_links_share_is_told_once() -> None:
    text = f"1. [Attention][a] and [again][a]\n2. [Once More]({URL})\n\n[a]: {URL}\n"
    world = around((URL, Verdict("missing")))
    assert [each[:2] for each in found(text, "N601", around=world)] == [(2, 16), (4, 6)]


def test_impossible_ids_are_told_of_without_the_network() -> None:
    url = "https://arxiv.org/abs/1713.00001"
    world = around((url, Verdict("missing")))
    both = Config(select=("L405", "N601"))
    assert found(f"1. [A]({url})\n", "N601", config=both, around=world) == []
    assert len(found(f"1. [A]({url})\n", "L405", config=both, around=world)) == 1
