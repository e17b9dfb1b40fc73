"""N602 dead-link: pages that are gone, told by whoever had them."""

from __future__ import annotations

import pytest

from notelint.config import Config
from notelint.engine.linter import check
from notelint.rules.context import RepoContext, Verdict
from notelint.text.source import Source
from tests.notes import found, marked

URL = "https://project.example/page"
TEXT = f"1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762), [project]({URL})\n"


def around(verdict: Verdict, url: str = URL) -> RepoContext:
    return RepoContext("README.md", verdicts={url: verdict})


def codes(text: str, surroundings: RepoContext | None) -> list[str]:
    return [
        each.code
        for each in check(Source(text, "README.md"), Config(), lambda _: surroundings)
    ]


@pytest.mark.parametrize(
    "verdict",
    [
        Verdict("ok", 200),
        Verdict("missing", 404),
        Verdict("unverified", 404),
        Verdict("moved", 301),
    ],
)
def test_silent(verdict: Verdict) -> None:
    assert found(TEXT, "N602", around=around(verdict)) == []


@pytest.mark.parametrize(
    ("code", "message"),
    [
        (404, "correct this link or drop it: project.example has no such page (404)"),
        (
            410,
            "correct this link or drop it: project.example has taken the page down for good (410)",
        ),
        (None, "correct this link or drop it: project.example has no public address"),
        (451, "correct this link or drop it: project.example says 451"),
    ],
)
def test_dead(code: int | None, message: str) -> None:
    world = around(Verdict("dead", code, host="project.example"))
    assert found(TEXT, "N602", around=world) == [(1, 77, message)]
    assert marked(TEXT, "N602", around=world) == [URL]


def test_in_a_text_without_entries() -> None:
    text = f"# Reading group\n\nWe meet [here]({URL}) and <{URL}>.\n"
    assert codes(text, around(Verdict("dead", 404))) == ["N602", "N602"]


def test_what_other_rules_say_of_an_address_comes_first() -> None:
    url = "https://paperswithcode.com/paper/attention-is-all-you-need"
    assert codes(TEXT.replace(URL, url), around(Verdict("dead", 404), url)) == ["L406"]


@pytest.mark.parametrize("word", ["N602", "dead-link"])
def test_a_comment_silences_it_and_is_never_called_unused(word: str) -> None:
    text = f"<!-- notelint-disable-next-line {word} -->\n{TEXT}"
    for surroundings in (
        None,
        RepoContext("README.md"),
        around(Verdict("ok", 200)),
        around(Verdict("dead", 404)),
    ):
        assert codes(text, surroundings) == []


def test_a_comment_for_a_rule_that_is_asked_every_day_is_called_unused() -> None:
    assert codes(f"<!-- notelint-disable-next-line N602, E103 -->\n{TEXT}", None) == [
        "X901"
    ]


@pytest.mark.parametrize(
    ("select", "expected"),
    [(("ALL",), []), (("N",), ["N602"]), (("ALL", "dead-link"), ["N602"])],
)
def test_all_alone_asks_nothing_of_the_network(
    select: tuple[str, ...], expected: list[str]
) -> None:
    config = Config(select=select, ignore=("F306",))
    said = check(
        Source(TEXT, "README.md"), config, lambda _: around(Verdict("dead", 404))
    )
    assert [each.code for each in said if each.code.startswith("N")] == expected
