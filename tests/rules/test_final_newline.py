"""W804 final-newline: exactly one."""

import pytest

from tests.notes import fixes_of, found, marked, mended

ENTRY = "1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762)\n"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Text\n",
        "Text  \n",
        "```\na\n\n\n",
        "- ```\n  a\n\n\n",
        "<!-- a\n\n\n",
        "- <pre>\n\n\n",
        "    code\n",
    ],
)
def test_silent(text: str) -> None:
    assert found(f"{ENTRY}\n{text}" if text else ENTRY, "W804") == []


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    "text",
    ["Text", "Text  ", "Text\\", "# A", "```\na", "<div>", "| a |\n|---|", "- a"],
)
def test_added_as_the_other_lines_end(text: str, end: str) -> None:
    before = f"{ENTRY}\n{text}".replace("\n", end)
    assert mended(before, "W804") == before + end
    assert fixes_of(before, "W804") == ["layout"]


def test_added_to_a_text_of_one_line() -> None:
    assert mended(ENTRY.rstrip(), "W804") == ENTRY


@pytest.mark.parametrize("tail", ["\n", "\n\n\n", "  \n", "\t", "\n   ", "\r\n"])
@pytest.mark.parametrize(
    "text",
    [
        "Text\n",
        "```\na\n```\n",
        "- ```\n  a\n  ```\n",
        "<!-- a -->\n",
        "    code\n",
        "- a\n\n      code\n",
        "-\n",
    ],
)
def test_blank_lines_removed(text: str, tail: str) -> None:
    before = f"{ENTRY}\n{text}"
    assert mended(before + tail, "W804") == before


def test_what_it_says_and_where() -> None:
    assert found(ENTRY.rstrip(), "W804") == [(1, 65, "end the file with a newline")]
    assert found(f"{ENTRY}\n \n", "W804") == [
        (2, 1, "end the file with one newline: remove the blank lines")
    ]
    assert marked(f"{ENTRY}\n \n", "W804") == ["\n \n"]


def test_mixed_line_ends_take_the_last() -> None:
    assert mended(f"{ENTRY}a\r\nb", "W804") == f"{ENTRY}a\r\nb\r\n"
