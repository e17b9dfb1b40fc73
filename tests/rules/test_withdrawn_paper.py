"""N605 withdrawn-paper: papers that were taken back."""

from __future__ import annotations

import pytest

from notelint.rules.context import RepoContext, Verdict
from tests.notes import found, marked

URL = "https://arxiv.org/abs/1708.03486"
TEXT = f"1. [A Proof in Haste]({URL})"


def around(verdict: Verdict) -> RepoContext:
    return RepoContext("README.md", verdicts={URL: verdict})


WITHDRAWN = around(Verdict("withdrawn", 200))


@pytest.mark.parametrize("state", ["ok", "missing", "dead", "unverified"])
def test_silent(state: str) -> None:
    assert found(f"{TEXT}\n", "N605", around=around(Verdict(state, 200))) == []


@pytest.mark.parametrize(
    "note",
    [
        " (withdrawn)",
        "<br/>\n   The author withdrew it.",
        " **Retracted**",
        "，已撤稿",
        "<br/>\n   论文撤回了",
    ],
)
def test_silent_where_the_entry_says_so(note: str) -> None:
    assert found(f"{TEXT}{note}\n", "N605", around=WITHDRAWN) == []


def test_withdrawn() -> None:
    assert found(f"{TEXT}\n", "N605", around=WITHDRAWN) == [
        (1, 23, "say that this paper was withdrawn, or drop it")
    ]
    assert marked(f"{TEXT}\n", "N605", around=WITHDRAWN) == [URL]


def test_the_reason_is_told_where_one_is_known() -> None:
    world = around(Verdict("withdrawn", 200, reason="the proof of\n lemma 4 is wrong"))
    assert [each[2] for each in found(f"{TEXT}\n", "N605", around=world)] == [
        "say that this paper was withdrawn, or drop it: the proof of lemma 4 is wrong"
    ]


def test_what_another_entry_says_does_not_count() -> None:
    text = f"{TEXT}\n2. [Withdrawn Water](https://arxiv.org/abs/1706.03762), about a retraction\n"
    assert len(found(text, "N605", around=WITHDRAWN)) == 1


def test_outside_of_entries_the_line_counts() -> None:
    assert (
        found(
            f"Some prose about [this]({URL}), withdrawn in 2017.\n",
            "N605",
            around=WITHDRAWN,
        )
        == []
    )
    assert (
        len(
            found(
                f"Withdrawn:\n\nSome prose about [this]({URL}).\n",
                "N605",
                around=WITHDRAWN,
            )
        )
        == 1
    )
