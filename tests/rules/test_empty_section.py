"""S703 empty-section: headings with nothing under them."""

import pytest

from tests.notes import fixes_of, found, marked

ENTRY = "1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762)\n"


@pytest.mark.parametrize(
    "text",
    [
        "## A\n\nText",
        "## A\n\n### B\n\nText",
        "# Notes\n\n# A\n\nText",
        "##\n\n## A\n\nText",
        "## A\n\n##\n\nText",
        "## A\n\n```\n```",
        "## A\n\n| a |\n|---|",
        "## A\n\n> b",
        '## A\n\n<img src="a.png">',
        "## A\n\n[^1]: b",
        "## [A](#b)\n\n## B\n\nText",
        "## https://github.com/a/b\n\n## B\n\nText",
        "<h2>A</h2>\n\nText",
        "<h2>A</h2>\n<p>Text</p>\n\n## B\n\nText",
        "```\n## A\n## B\n```",
        "> ## A\n\nText",
    ],
)
def test_silent(text: str) -> None:
    assert found(f"{text}\n\n## Last\n\n{ENTRY}", "S703") == []


@pytest.mark.parametrize(
    "below",
    ["", "<!-- later -->", "---", "<br/>", "[a]: b", "<!-- a -->\n\n***"],
)
@pytest.mark.parametrize("heading", ["## A", "### A", "<h2>A</h2>", "A\n---"])
def test_found(heading: str, below: str) -> None:
    text = f"Text\n\n{heading}\n\n{below}\n\n## B\n\n{ENTRY}"
    assert [each[:2] for each in found(text, "S703")] == [(3, 1)]
    assert fixes_of(text, "S703") == [""]


def test_what_it_says_and_where() -> None:
    text = f"# Notes\n\n## A\n\n### B\n\n## C\n\n{ENTRY}\n## D"
    assert found(text, "S703") == [
        (
            5,
            1,
            'write something under "B", or remove the heading: nothing stands below it',
        ),
        (
            11,
            1,
            'write something under "D", or remove the heading: nothing stands below it',
        ),
    ]
    assert marked(text, "S703") == ["### B", "## D"]


def test_crlf() -> None:
    assert [
        each[:2]
        for each in found(
            f"Text\n\n## A\n\n## B\n\n{ENTRY}".replace("\n", "\r\n"), "S703"
        )
    ] == [(3, 1)]
