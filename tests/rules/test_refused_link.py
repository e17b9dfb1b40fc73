"""N608 refused-link: addresses that a checker must not ask."""

from __future__ import annotations

import pytest

from notelint.config import Config
from notelint.rules.context import RepoContext, Verdict
from tests.notes import found, marked

URL = "http://192.168.0.7/slides.pdf"
TEXT = f"1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762), [slides]({URL})\n"


def around(verdict: Verdict, url: str = URL) -> RepoContext:
    return RepoContext("README.md", verdicts={url: verdict})


@pytest.mark.parametrize("state", ["ok", "dead", "unverified", "moved"])
def test_silent(state: str) -> None:
    assert found(TEXT, "N608", around=around(Verdict(state, 200, reason="x"))) == []


def test_refused() -> None:
    world = around(Verdict("refused", reason="192.168.0.7 is\nprivate"))
    assert found(TEXT, "N608", around=world) == [
        (1, 76, "link to a public address: 192.168.0.7 is private")
    ]
    assert marked(TEXT, "N608", around=world) == [URL]
    assert [
        each[2] for each in found(TEXT, "N608", around=around(Verdict("refused")))
    ] == ["link to a public address"]


def test_what_is_told_without_the_network_comes_first() -> None:
    url = "https://me:secret@example.org/a"
    config = Config(select=("L409", "N608"))
    world = around(Verdict("refused", reason="a password in it"), url)
    assert found(TEXT.replace(URL, url), "N608", config=config, around=world) == []
    assert len(found(TEXT.replace(URL, url), "L409", config=config, around=world)) == 1
