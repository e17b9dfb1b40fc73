"""What comments silence: which lines, which rules; and which comments silence nothing."""

import pytest

from notelint.config import Config
from notelint.engine.suppressions import Suppressions
from tests.notes import found, note, notebook_of

RULE = ("L402", "tracking-query")
TRACKED = "- [Attention](https://arxiv.org/abs/1706.03762?utm_source=x)\n"


def covered(text: str, selectors: tuple[str, str] = RULE) -> list[int]:
    """The lines on which a rule is silenced."""
    notebook = notebook_of(text)
    suppressions = Suppressions(notebook)
    return [
        line
        for line in range(1, len(notebook.source.line_starts) + 1)
        if suppressions.covers(line, selectors)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "one\ntwo\n",
        "<!-- notelint -->\ntwo\n",
        "<!-- disable -->\ntwo\n",
        "<!-- notelint-disabled L402 -->\ntwo\n",
        "<!-- notelint-disable-lines L402 -->\ntwo\n",
        "<!-- Notelint-disable L402 -->\ntwo\n",
        "<!-- notelint-enable L402 -->\ntwo\n",
        "<!-- please notelint-disable L402 -->\ntwo\n",
        "`<!-- notelint-disable L402 -->`\ntwo\n",
        "```\n<!-- notelint-disable L402 -->\n```\ntwo\n",
        "<!-- notelint-disable L403 -->\ntwo\n",
        "<!-- notelint-disable L40 -->\ntwo\n",
        "<!-- notelint-disable tracking -->\ntwo\n",
        "---\na: <!-- notelint-disable L402 -->\n---\n",
    ],
)
def test_what_silences_nothing(text: str) -> None:
    assert covered(text) == []


@pytest.mark.parametrize(
    "words",
    [
        "",
        "L402",
        "l402",
        "tracking-query",
        "Tracking-Query",
        "L403, L402",
        "L403 L402",
        "L402: a reason",
        "L402:a reason, L403",
        ": a reason for all",
        "L402,L403\n",
    ],
)
def test_words(words: str) -> None:
    text = f"one\n\n<!-- notelint-disable {words} -->\nfour\n"
    first = 3 + words.count("\n")
    assert covered(text) == list(range(first, 5 + words.count("\n")))


def test_next_line() -> None:
    assert covered("one\n\n<!-- notelint-disable-next-line L402 -->\nfour\nfive\n") == [
        4
    ]


def test_next_line_of_a_comment_over_two_lines() -> None:
    assert covered(
        "<!-- notelint-disable-next-line L402:\nwhich we mean -->\nthree\nfour\n"
    ) == [3]


def test_from_here_to_the_end() -> None:
    assert covered("one\n\n<!-- notelint-disable L402 -->\n\nfive\n\nseven\n") == [
        3,
        4,
        5,
        6,
        7,
    ]


def test_file() -> None:
    assert covered("one\n\nthree\n\n<!-- notelint-disable-file L402 -->\n") == [
        1,
        2,
        3,
        4,
        5,
    ]


@pytest.mark.parametrize(
    "enable", ["", "L402", "l402", "L403, L402", "L402: now it counts"]
)
def test_until_enabled(enable: str) -> None:
    text = f"one\n\n<!-- notelint-disable L402 -->\n\nfive\n\n<!-- notelint-enable {enable} -->\n\nnine\n"
    assert covered(text) == [3, 4, 5, 6, 7]


@pytest.mark.parametrize("enable", ["L403", "tracking", "L402x"])
def test_enabling_another_rule_does_not_end_it(enable: str) -> None:
    assert covered(
        f"<!-- notelint-disable L402 -->\n\n<!-- notelint-enable {enable} -->\n\nfive\n"
    ) == [1, 2, 3, 4, 5]


def test_disabled_again() -> None:
    text = note("""
        <!-- notelint-disable L402 -->

        <!-- notelint-enable L402 -->

        five

        <!-- notelint-disable L402 -->
        """)
    assert covered(text) == [1, 2, 3, 7]


def test_within_a_line_and_within_an_item() -> None:
    assert covered("a <!-- notelint-disable-next-line L402 -->\nb\nc\n") == [2]
    assert covered("- a\n  <!-- notelint-disable-next-line L402 -->\n- b\n- c\n") == [3]
    assert covered("> <!-- notelint-disable-next-line L402 -->\n> b\n") == [2]
    assert covered("| <!-- notelint-disable L402 --> |\n|---|\n") == [1, 2]


def test_two_comments_on_one_line() -> None:
    assert covered(
        "<!-- notelint-disable-next-line L402 --> <!-- notelint-disable-next-line L403 -->\nb\n",
        ("L403", "paper-url"),
    ) == [2]


@pytest.mark.parametrize(
    "comment",
    [
        "<!-- notelint-disable-next-line L402 -->",
        "<!-- notelint-disable-file tracking-query -->",
        "<!-- notelint-disable -->",
    ],
)
def test_findings_are_silenced(comment: str) -> None:
    assert found(f"{comment}\n{TRACKED}", "L402") == []
    assert len(found(TRACKED, "L402")) == 1


def test_a_finding_is_silenced_by_the_line_it_starts_on() -> None:
    text = "<!-- notelint-disable-next-line E106 -->\n- [Attention Is All\n  You Need](https://arxiv.org/abs/1706.03762)\n"
    assert found(text, "E106") == []
    assert (
        len(
            found(
                text.replace("next-line E106 -->\n", "next-line E106 -->\n\n"), "E106"
            )
        )
        == 1
    )


def test_another_rule_of_the_line_still_speaks() -> None:
    text = "<!-- notelint-disable-next-line L402 -->\n- [Attention](http://arxiv.org/abs/1706.03762?utm_source=x)\n"
    assert [len(found(text, code, config=Config())) for code in ("L402", "L403")] == [
        0,
        1,
    ]


def test_unused() -> None:
    notebook = notebook_of(
        "<!-- notelint-disable-next-line L402, B201 -->\n\n<!-- notelint-disable -->\n\n<!-- notelint-enable -->\n"
    )
    suppressions = Suppressions(notebook)
    assert suppressions.covers(2, RULE)
    assert not suppressions.covers(6, RULE)
    slice_ = notebook.source.slice
    assert [
        (each.selector, slice_(each.span), slice_(each.comment), each.only)
        for each in suppressions.unused()
    ] == [
        ("B201", "B201", "<!-- notelint-disable-next-line L402, B201 -->", False),
        ("", "<!-- notelint-disable -->", "<!-- notelint-disable -->", True),
    ]


def test_all_that_cover_a_place_are_used() -> None:
    suppressions = Suppressions(
        notebook_of(
            "<!-- notelint-disable-file L402 -->\n<!-- notelint-disable-next-line L402 -->\nthree\n"
        )
    )
    assert suppressions.covers(3, RULE)
    assert suppressions.unused() == []


def test_a_comment_without_codes_does_not_silence_what_is_said_about_itself() -> None:
    notebook = notebook_of("<!-- notelint-disable -->\n")
    (only,) = Suppressions(notebook).unused()
    assert Suppressions(notebook).covers(1, RULE)
    assert not Suppressions(notebook).covers(1, RULE, only.comment)
