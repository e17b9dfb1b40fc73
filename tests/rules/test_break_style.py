"""B201 break-style: HTML breaks spelled one way."""

import pytest

from notelint.config import Config
from notelint.notebook import Preferences
from tests.notes import found, mended, note

SPELLINGS = ["<br/>", "<br>", "<br />"]


def entries(*breaks: str) -> str:
    """A list whose entries have these breaks behind their titles."""
    return "".join(
        f"{place}. [Graphs, part {place}](https://arxiv.org/abs/2101.{place:05}){each}\n   What it says.\n"
        for place, each in enumerate(breaks, start=1)
    )


def preferring(line_break: str) -> Config:
    return Config(select=("B201",), notebook=Preferences(line_break=line_break))


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_one_spelling_is_in_order(spelling: str) -> None:
    assert found(entries(spelling, spelling, spelling), "B201") == []


@pytest.mark.parametrize(
    ("breaks", "right"),
    [
        ("<br/> <br/> <br>", "<br/>"),
        ("<br> <br/> <br>", "<br>"),
        ("<br|/> <br|/> <br>", "<br />"),
        ("<br> <br/>", "<br/>"),
        ("<br> <br/> <br> <br/>", "<br/>"),
        ("<br> <br> <br/> <br|/> <br|/>", "<br>"),
        ("<br> <br|/> <br/>", "<br/>"),
        ("<BR> <br>", "<br>"),
        ("<BR/> <br/>", "<br/>"),
        ("<br|||/> <br|/>", "<br />"),
    ],
)
def test_the_most_frequent_spelling_is_right(breaks: str, right: str) -> None:
    written = [each.replace("|", " ") for each in breaks.split()]
    text = entries(*written)
    assert len(found(text, "B201")) == sum(each != right for each in written)
    assert mended(text, "B201") == entries(*[right] * len(written))


def test_a_spelling_of_its_own_is_no_habit() -> None:
    assert found(entries("<BR>", "<BR>"), "B201") == []


def test_where_and_what_it_says() -> None:
    text = note("""
        1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762)<br/>
           Attention<br>alone<br/> is enough.
        """)
    assert found(text, "B201") == [(2, 13, "write <br/> as elsewhere in this notebook, not <br>")]


@pytest.mark.parametrize("right", SPELLINGS)
def test_the_config_names_the_spelling(right: str) -> None:
    text = entries("<br/>", "<br>", "<br />", "<br>")
    assert mended(text, "B201", config=preferring(right)) == entries(*[right] * 4)


@pytest.mark.parametrize("line_break", ["backslash", "two-spaces", "auto"])
def test_breaks_of_other_kinds_leave_the_habit_to_the_notebook(line_break: str) -> None:
    text = entries("<br>", "<br>", "<br/>")
    assert mended(text, "B201", config=preferring(line_break)) == entries("<br>", "<br>", "<br>")


def test_keep_is_silent() -> None:
    assert found(entries("<br>", "<br>", "<br/>"), "B201", config=preferring("keep")) == []


@pytest.mark.parametrize(
    "text",
    [
        "| a | b |\n|---|---|\n| one<br>two | [Graphs](https://arxiv.org/abs/2101.00009)<br> |\n",
        "<h2>Graphs<br>and trees</h2>\n",
        "<div>\n<br>\n<br>\n<img src='a.png'>\n</div>\n",
        "## Graphs<br>and trees\n",
        "```\n<br>\n```\n",
        "`<br>` is a break\n",
        "$x<br>y$ is math\n",
        "<!-- <br> -->\n",
        "> quoted<br>\n> text\n",
        "two blanks  \nand a backslash\\\nare breaks of other kinds\n",
        '<br clear="left">\n',
        "a `</br>` and a \\<br> that is text\n",
    ],
)
def test_elsewhere_it_is_silent(text: str) -> None:
    assert found(entries("<br/>", "<br/>") + "\n" + text, "B201") == []


def test_prose_is_mended_but_does_not_count() -> None:
    text = "A<br>B<br>C<br>\n\n" + entries("<br/>", "<br/>")
    assert mended(text, "B201") == text.replace("<br>", "<br/>")


def test_a_break_alone_on_its_line() -> None:
    text = entries("<br/>", "<br/>") + "\n<br>\n\nThe end.\n"
    assert found(text, "B201") == [(6, 1, "write <br/> as elsewhere in this notebook, not <br>")]


def test_prose_alone_is_no_habit() -> None:
    assert found("A<br>B<br/>C\n\n1. [Graphs](https://arxiv.org/abs/2101.00009)\n", "B201") == []


def test_a_malformed_break_is_left_to_its_own_rule() -> None:
    assert found(entries("<br/>", "</br>", "<br>/"), "B201") == []
    every = Config(select=("B",))
    assert found(entries("<br/>", "</br>", "<br>/"), "B201", config=every) == []
