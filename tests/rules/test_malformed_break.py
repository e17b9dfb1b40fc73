"""B203 malformed-break: a break that is none."""

import pytest

from notelint.config import Config
from notelint.notebook.model import Preferences
from tests.notes import fixes_of, found, marked, mended, note

TEXT = note("""
    1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762)|
       Attention alone is enough.
    """)


@pytest.mark.parametrize(
    "good",
    [
        "<br/>",
        "<br>",
        "<br />",
        "<BR>",
        "  ",
        "\\",
        "",
        "`</br>`",
        "$</br>$",
        "<!-- </br> -->",
        "<b>/</b>",
        "<br>/path",
    ],
)
def test_silent(good: str) -> None:
    assert found(TEXT.replace("|", good), "B203") == []


@pytest.mark.parametrize(
    ("bad", "shown", "fix"),
    [
        ("</br>", "a stray closing tag", "layout"),
        ("</BR>", "a stray closing tag", "layout"),
        ("<\\br>", "shown as text", "safe"),
        ("<\\br/>", "shown as text", "safe"),
        ("<br>/", "shown as text", "safe"),
    ],
)
def test_mended(bad: str, shown: str, fix: str) -> None:
    text = TEXT.replace("|", bad)
    assert found(text, "B203") == [(1, 65, f"write <br/>: {bad} is {shown}")]
    assert marked(text, "B203") == [bad]
    assert fixes_of(text, "B203") == [fix]
    assert mended(text, "B203") == TEXT.replace("|", "<br/>")


def test_in_the_notebooks_own_spelling() -> None:
    text = TEXT.replace("|", "<br>") + TEXT.replace("1.", "2.").replace("|", "</br>")
    assert mended(text, "B203") == text.replace("</br>", "<br>")


def test_in_the_spelling_of_the_config() -> None:
    config = Config(select=("B203",), notebook=Preferences(line_break="<br />"))
    assert mended(TEXT.replace("|", "</br>"), "B203", config=config) == TEXT.replace(
        "|", "<br />"
    )


def test_keep_writes_the_plain_one() -> None:
    config = Config(select=("B203",), notebook=Preferences(line_break="keep"))
    assert mended(TEXT.replace("|", "</br>"), "B203", config=config) == TEXT.replace(
        "|", "<br/>"
    )


@pytest.mark.parametrize(
    "text",
    [
        "| a | b |\n|---|---|\n| one</br>two | 3 |\n",
        "<div>\n</br>\n<p>\n</div>\n",
        "## A</br>\n",
        "> a</br>b\n",
        "```\n</br>\n```\n",
        "{{ x </br> }}\n",
    ],
)
def test_elsewhere_it_is_silent(text: str) -> None:
    assert found(f"{TEXT}\n{text}", "B203") == []


def test_inside_of_bold_text() -> None:
    assert (
        mended(TEXT + "   **so</br>**\n   *and<\\br>*\n", "B203")
        == TEXT + "   **so<br/>**\n   *and<br/>*\n"
    )


def test_alone_on_its_line() -> None:
    text = TEXT.replace("|", "") + "\n</br>\n\nThe end.\n"
    assert mended(text, "B203") == text.replace("</br>", "<br/>")
