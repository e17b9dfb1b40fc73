"""The lines of an entry as rules see them."""

import pytest

from notelint.notebook.model import Line
from tests.notes import note, notebook_of

HEAD = "1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762)"


def lines(text: str) -> list[tuple[str, str, int, int, int]]:
    """Source, words, figures, and breaks before and after, of each line of the first entry."""
    notebook = notebook_of(text)
    return [
        (notebook.source.slice(each.span), *each[1:5])
        for each in notebook.entries[0].lines
    ]


def second(line: str) -> Line:
    return notebook_of(f"{HEAD}\n   {line}\n   more\n").entries[0].lines[1]


def test_each_line_with_what_begins_and_ends_it() -> None:
    text = note("""
        1. [Attention Is All
           You Need](https://arxiv.org/abs/1706.03762) (2017)<br/>
           <br/>What it says: $x$, `y`, **z
           and more**.\\
           ![](a.png) <img src="b.png"> <br> <br/>
              [![](c.png)](https://example.org)

           Another paragraph.
        """)
    assert lines(text) == [
        (
            "[Attention Is All\n   You Need](https://arxiv.org/abs/1706.03762) (2017)<br/>",
            "Attention Is All You Need (2017)",
            0,
            0,
            1,
        ),
        (
            "<br/>What it says: $x$, `y`, **z\n   and more**.",
            "What it says: x, y, z and more.",
            0,
            1,
            1,
        ),
        ('![](a.png) <img src="b.png"> <br> <br/>', "", 2, 0, 2),
        ("[![](c.png)](https://example.org)", "", 1, 0, 0),
        ("Another paragraph.", "Another paragraph.", 0, 0, 0),
    ]


@pytest.mark.parametrize(
    ("line", "before", "after"),
    [
        ("a", 0, 0),
        ("a<br>", 0, 1),
        ("<br>a", 1, 0),
        ("<br><br/>a</br>", 2, 1),
        ("a<br><br>", 0, 2),
        ("a <br> b", 0, 0),
        ("a\\", 0, 1),
        ("a  ", 0, 1),
        ("a<br>  ", 0, 2),
        ("<br>", 1, 1),
        ("a `<br>`", 0, 0),
    ],
)
def test_breaks_of_a_line(line: str, before: int, after: int) -> None:
    found = second(line)
    assert (found.breaks_before, found.breaks_after) == (before, after)


@pytest.mark.parametrize(
    ("line", "figures", "is_figure"),
    [
        ("![](a.png)", 1, True),
        ("<img src='a.png'> <br/>", 1, True),
        ("**![](a.png)**", 1, True),
        ("[![](a.png)](https://example.org) ![](b.png)", 2, True),
        ("![](a.png) (a)", 1, False),
        ("![](https://img.shields.io/x)", 0, False),
        ("![](https://example.org/Badge.svg)", 0, False),
        ("<img src='https://camo.githubusercontent.com/x'>", 0, False),
        ("<img>", 0, False),
        ("text", 0, False),
    ],
)
def test_figures_of_a_line(line: str, figures: int, is_figure: bool) -> None:
    found = second(line)
    assert (found.figures, found.is_figure) == (figures, is_figure)


@pytest.mark.parametrize(
    ("line", "is_venue"),
    [
        ("(ICCV 2021)", True),
        ("*CVPR'20 oral*", True),
        ("2021", True),
        ("It is good", False),
        ("<br/>", False),
    ],
)
def test_venue_of_a_line(line: str, is_venue: bool) -> None:
    assert second(line).is_venue is is_venue


def test_the_end_of_a_line() -> None:
    text = f"{HEAD} \n   two\\\n   three  \n   four\n\n   five\n"
    notebook = notebook_of(text)
    assert [
        each.end and notebook.source.slice(each.end)
        for each in notebook.entries[0].lines
    ] == [" \n", "\\\n", "  \n", None, None]


def test_blanks_and_boxes_are_no_part_of_a_line() -> None:
    text = "- [x]   [Attention Is All You Need](https://arxiv.org/abs/1706.03762) \n   \t text \n"
    assert lines(text) == [
        (
            "[Attention Is All You Need](https://arxiv.org/abs/1706.03762)",
            "Attention Is All You Need",
            0,
            0,
            0,
        ),
        ("text", "text", 0, 0, 0),
    ]


def test_an_item_that_opens_with_no_text() -> None:
    text = "- ```\n  code\n  ```\n  [Attention](https://arxiv.org/abs/1706.03762)\n"
    entry = notebook_of(text + "- [Adam](https://arxiv.org/abs/1412.6980)\n").entries[0]
    assert (entry.title, [each.text for each in entry.lines]) == (None, ["Attention"])


def test_rows_of_tables_have_their_titles_cell() -> None:
    text = "| a | b |\n|---|---|\n| 2021 | [Attention](https://arxiv.org/abs/1706.03762) ![](a.png) |\n"
    assert lines(text) == [
        (
            "[Attention](https://arxiv.org/abs/1706.03762) ![](a.png)",
            "Attention",
            1,
            0,
            0,
        )
    ]
