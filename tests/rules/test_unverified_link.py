"""N606 unverified-link: one remark for each host."""

from __future__ import annotations

from notelint.rules.context import RepoContext, Verdict
from notelint.text.diagnostics import Severity
from tests.notes import diagnostics_of, found, marked, note

WALL = "https://walled.example"
SLOW = "https://slow.example"
TEXT = note(f"""
    1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762), [talk]({WALL}/talk)
    2. [Deep Residual Learning](https://arxiv.org/abs/1512.03385), [demo]({SLOW}/demo), [slides]({WALL}/slides)

    More [there]({WALL}/more).
    """)


def around(**states: str) -> RepoContext:
    verdicts = {
        f"{WALL}/talk": Verdict(
            states.get("talk", "unverified"),
            403,
            reason="shuts programs out (403)",
            host="walled.example",
        ),
        f"{WALL}/slides": Verdict(
            "unverified",
            403,
            reason="shuts programs\n out (403)",
            host="walled.example",
        ),
        f"{WALL}/more": Verdict(
            "unverified", 429, reason="too many requests (429)", host="walled.example"
        ),
        f"{SLOW}/demo": Verdict("unverified", None, host="slow.example"),
    }
    return RepoContext("README.md", verdicts=verdicts)


def test_silent() -> None:
    others = {
        f"{WALL}/talk": Verdict("ok", 200),
        f"{WALL}/slides": Verdict("dead", 404),
        f"{SLOW}/demo": Verdict("refused", reason="x"),
    }
    assert found(TEXT, "N606", around=RepoContext("README.md", verdicts=others)) == []
    assert found(TEXT, "N606", around=RepoContext("README.md")) == []


def test_one_a_host_at_its_first_link() -> None:
    assert found(TEXT, "N606", around=around()) == [
        (1, 74, "could not verify 3 links to walled.example: shuts programs out (403)"),
        (2, 71, "could not verify this link to slow.example"),
    ]
    assert marked(TEXT, "N606", around=around()) == [f"{WALL}/talk", f"{SLOW}/demo"]


def test_the_first_that_is_unverified() -> None:
    assert marked(TEXT, "N606", around=around(talk="ok")) == [
        f"{SLOW}/demo",
        f"{WALL}/slides",
    ]


def test_a_remark_that_fails_no_run() -> None:
    assert {
        each.severity for each in diagnostics_of(TEXT, "N606", around=around())
    } == {Severity.INFO}


def test_a_host_that_is_not_named() -> None:
    world = RepoContext(
        "README.md",
        verdicts={f"{WALL}/talk": Verdict("unverified", reason="no time left")},
    )
    assert [each[2] for each in found(TEXT, "N606", around=world)] == [
        "could not verify this link: no time left"
    ]
