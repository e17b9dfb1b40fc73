"""F310 figure-size: how much a reader loads."""

import pytest

from notelint.config import Config
from notelint.rules.context import Picture, RepoContext
from tests.notes import around_of, fixes_of, found, marked

ENTRY = "1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762)<br/>\n   {}\n"
MOST = 5 * 1024 * 1024


def around(size: int, kind: str = "png") -> RepoContext:
    return around_of(
        "README.md",
        "figs/Huge.png",
        "figs/small.png",
        pictures={
            "figs/Huge.png": Picture(kind, size),
            "figs/small.png": Picture("png", 1),
        },
    )


@pytest.mark.parametrize(
    "figure",
    [
        "![](figs/small.png)",
        "![](figs/missing.png)",
        "![](https://example.org/figs/Huge.png)",
        "[huge](figs/Huge.png)",
        "`![](figs/Huge.png)`",
        "$![](figs/Huge.png)$",
        "<!-- ![](figs/Huge.png) -->",
        "![]({{ base }}/figs/Huge.png)",
        "\\![](figs/Huge.png)",
        "![](figs)",
        "![]()",
    ],
)
def test_silent(figure: str) -> None:
    assert found(ENTRY.format(figure), "F310", around=around(10 * MOST)) == []


@pytest.mark.parametrize(
    "text", ["---\na: ![](figs/Huge.png)\n---\n\n", "```\n![](figs/Huge.png)\n```\n\n"]
)
def test_code_and_front_matter_are_silent(text: str) -> None:
    assert found(text, "F310", around=around(10 * MOST)) == []


def test_silent_where_nothing_is_known() -> None:
    assert found(ENTRY.format("![](figs/Huge.png)"), "F310") == []
    assert (
        found(
            ENTRY.format("![](figs/Huge.png)"),
            "F310",
            {"": {"figs"}, "figs": {"Huge.png"}},
        )
        == []
    )


def test_exactly_as_much_as_is_allowed() -> None:
    text = ENTRY.format("![](figs/Huge.png)")
    assert found(text, "F310", around=around(MOST)) == []
    assert found(text, "F310", around=around(MOST + 1)) == [
        (2, 8, "make this figure smaller: 5.1 MiB, and 5 MiB is the most")
    ]


@pytest.mark.parametrize(
    "target",
    [
        "figs/Huge.png",
        "./figs/Huge.png",
        "/figs/Huge.png",
        "figs/Huge.png?raw=true",
        "figs/huge.png",
    ],
)
def test_where_it_stands(target: str) -> None:
    text = f"1. [图](https://arxiv.org/abs/1706.03762)<br/>\r\n   <img width='5' src='{target}' />\r\n"
    assert found(text, "F310", around=around(9_000_000)) == [
        (2, 24, "make this figure smaller: 8.6 MiB, and 5 MiB is the most")
    ]
    assert marked(text, "F310", around=around(9_000_000)) == [target]
    assert fixes_of(text, "F310", around=around(9_000_000)) == [""]


@pytest.mark.parametrize(
    ("most", "size", "said"),
    [
        (1, 1025, "2 KiB, and 1 KiB"),
        (100, 100 * 1024 + 1, "101 KiB, and 100 KiB"),
        (1024, 1024 * 1024 + 1, "1.1 MiB, and 1 MiB"),
        (1500, 1500 * 1024 + 1, "1.5 MiB, and 1500 KiB"),
        (2048, 3 * 1024 * 1024, "3.0 MiB, and 2 MiB"),
        (0, 1, "1 KiB, and 0 KiB"),
    ],
)
def test_the_option_says_how_much(most: int, size: int, said: str) -> None:
    config = Config(select=("F310",), rules={"figure-size": {"max-kib": most}})
    text = ENTRY.format("![](figs/Huge.png)")
    assert [
        each[2] for each in found(text, "F310", config=config, around=around(size))
    ] == [f"make this figure smaller: {said} is the most"]
    assert found(text, "F310", config=config, around=around(most * 1024)) == []


def test_whatever_it_holds() -> None:
    assert (
        len(
            found(
                ENTRY.format("![](figs/Huge.png)"),
                "F310",
                around=around(MOST * 2, "unknown"),
            )
        )
        == 1
    )
