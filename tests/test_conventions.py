"""What a notebook does most of the time."""

import pytest

from notelint.notebook.habits import (
    attribute_style,
    break_text,
    breaks_of_entries,
    html_break,
    intended_items,
    is_settled,
    loose_words,
    more_than_half,
    outermost,
    plurality,
    shape_of,
    title_links,
)
from notelint.notebook.passages import passages_in
from tests.notes import note, notebook_of


@pytest.mark.parametrize(
    ("cases", "most"),
    [
        ("", None),
        ("a", "a"),
        ("aab", "a"),
        ("abb", "b"),
        ("xab", "x"),
        ("aabbxx", "x"),
        ("aabbx", "a"),
        ("ba", "b"),
    ],
)
def test_plurality(cases: str, most: str | None) -> None:
    assert plurality(cases, "x") == most


@pytest.mark.parametrize(
    ("cases", "held"),
    [
        ("", False),
        ("1", True),
        ("0", False),
        ("10", False),
        ("110", True),
        ("1100", False),
        ("11100", True),
    ],
)
def test_more_than_half(cases: str, held: bool) -> None:
    assert more_than_half(each == "1" for each in cases) is held


def entries(*lines: str) -> str:
    return "".join(
        f"- [Graphs, part {place}](https://arxiv.org/abs/2101.{place:05}){line}\n  text\n"
        for place, line in enumerate(lines, start=1)
    )


@pytest.mark.parametrize(
    ("text", "spelling"),
    [
        (entries(""), None),
        (entries("<br>"), "<br>"),
        (entries("<br>", "<br>", "<br/>"), "<br>"),
        (entries("<br>", "<br/>"), "<br/>"),
        (entries("<br />", "<br>"), "<br />"),
        (entries("<BR>", "<br>", "<BR>"), "<br>"),
        (entries("</br>", "\\", "  "), None),
        ("a<br>b<br>\n\n" + entries("<br/>"), "<br/>"),
        ("a<br>b<br>\n\n" + entries(""), None),
        ("a<br>b\n", None),
    ],
)
def test_html_break(text: str, spelling: str | None) -> None:
    assert html_break(notebook_of(text)) == spelling


@pytest.mark.parametrize(
    ("wanted", "spelling"),
    [
        ("auto", "<br>"),
        ("keep", None),
        ("<br/>", "<br/>"),
        ("<br />", "<br />"),
        ("backslash", "<br>"),
        ("two-spaces", "<br>"),
    ],
)
def test_html_break_as_configured(wanted: str, spelling: str | None) -> None:
    assert html_break(notebook_of(entries("<br>"), line_break=wanted)) == spelling


@pytest.mark.parametrize(
    ("text", "written"),
    [
        (entries(""), "<br/>"),
        (entries("<br>"), "<br>"),
        (entries("\\", "<br>"), "<br>"),
        (entries("\\", "\\", "<br>"), "\\"),
        (entries("  ", "  ", "<br />"), "  "),
        (entries("  ", "\\", "<br />"), "<br />"),
        (entries("</br>", "</br>", "\\"), "\\"),
        (entries("</br>"), "<br/>"),
    ],
)
def test_break_text(text: str, written: str) -> None:
    assert break_text(notebook_of(text)) == written


@pytest.mark.parametrize(
    ("wanted", "written"),
    [
        ("auto", "\\"),
        ("keep", "\\"),
        ("<br/>", "<br/>"),
        ("<br />", "<br />"),
        ("backslash", "\\"),
        ("two-spaces", "  "),
    ],
)
def test_break_text_as_configured(wanted: str, written: str) -> None:
    assert (
        break_text(notebook_of(entries("\\", "\\", "<br>"), line_break=wanted))
        == written
    )


def test_breaks_of_nested_entries_count_once() -> None:
    text = note("""
        A break<br>in prose.

        - [One of graphs](https://arxiv.org/abs/2101.00001)<br>
          - [Two of graphs](https://arxiv.org/abs/2101.00002)<br/>
          - [Three of graphs](https://arxiv.org/abs/2101.00003)<br/>
        """)
    notebook = notebook_of(text)
    assert len(notebook.entries) == 3
    assert [each.text for each in breaks_of_entries(notebook)] == [
        "<br>",
        "<br/>",
        "<br/>",
    ]


@pytest.mark.parametrize(
    ("figures", "style"),
    [
        ("", None),
        ("![](a.png)", None),
        ("<img ismap>", None),
        ('<img src="a.png">', "double"),
        ("<img src='a.png'>", "single"),
        ("<img src=a.png>", "bare"),
        ("<img src='a.png' alt=\"x\">", "double"),
        ("<img src='a.png' width='5' alt=\"x\">", "single"),
        ("<img src=a.png> <img src=b.png> <img src='c.png'>", "bare"),
    ],
)
def test_attribute_style(figures: str, style: str | None) -> None:
    assert attribute_style(notebook_of(entries(f" {figures}"))) == style


def test_attributes_in_prose_do_not_count() -> None:
    assert (
        attribute_style(
            notebook_of("<img src='a.png'>\n\n" + entries(' <img src="b.png">'))
        )
        == "double"
    )


def test_title_links() -> None:
    text = note("""
        - [One of graphs](https://arxiv.org/abs/2101.00001)
        - Two of graphs [[paper](https://arxiv.org/abs/2101.00002)]
        - **[Three of graphs](https://arxiv.org/abs/2101.00003)**
        - https://arxiv.org/abs/2101.00004
        """)
    notebook = notebook_of(text)
    assert [
        (entry.title is not None, link.text) for entry, link in title_links(notebook)
    ] == [
        (True, "One of graphs"),
        (True, "Three of graphs"),
    ]


@pytest.mark.parametrize(
    ("held", "of", "settled"),
    [
        (0, 0, False),
        (9, 9, False),
        (10, 10, True),
        (9, 10, False),
        (18, 19, False),
        (19, 20, True),
        (37, 39, False),
        (38, 40, True),
    ],
)
def test_is_settled(held: int, of: int, settled: bool) -> None:
    assert is_settled(place < held for place in range(of)) is settled


def test_shapes_and_what_lies_in_what() -> None:
    text = note("""
        - Group
          1. [One of graphs](https://arxiv.org/abs/2101.00001)
        - Other
          - [Two of graphs](https://arxiv.org/abs/2101.00002)

        ## Three of graphs

        [paper](https://arxiv.org/abs/2101.00003)

        ## Four

        - [Four of graphs](https://arxiv.org/abs/2101.00004)
          - [Five of graphs](https://arxiv.org/abs/2101.00005)
          - [Six of graphs](https://arxiv.org/abs/2101.00006)
        """)
    notebook = notebook_of(text)
    assert [each.shape for each in notebook.entries] == [
        "nested",
        "nested",
        "titled",
        "bullet",
        "nested",
        "nested",
    ]
    assert [shape_of(each) for each in notebook.entries] == [
        "ordered",
        "bullet",
        "heading",
        "bullet",
        "bullet",
        "bullet",
    ]
    assert outermost(notebook.entries) == list(notebook.entries[:4])


def test_passages() -> None:
    text = note("""
        One
        two **three
        four** `five`
        `six` seven

        > quoted

        - item
        lazy

          1) inner

          second
        """)
    found = passages_in(notebook_of(text).tree)
    lines = [
        [text[start:].split()[0].strip("*") for start in passage.starts]
        for passage in found
    ]
    assert lines == [["One", "two", "four"], ["item", "lazy"], ["inner"], ["second"]]
    assert [
        (passage.item.marker if passage.item else "", passage.outer, passage.mark)
        for passage in found
    ] == [
        ("", 0, ""),
        ("-", 0, ")"),
        ("1)", 2, ")"),
        ("-", 0, ")"),
    ]


@pytest.mark.parametrize(
    ("before", "after", "mark"),
    [
        ("1) a\n\n", "", ")"),
        ("", "\n\n## b\n", ""),
        ("1. a\n\n", "\n\n- b\n", "."),
        ("- a\n\n", "", ""),
    ],
)
def test_the_mark_of_the_list_beside_a_passage(
    before: str, after: str, mark: str
) -> None:
    assert (
        next(
            each.mark
            for each in passages_in(notebook_of(f"{before}words{after}").tree)
            if each.item is None
        )
        == mark
    )


def test_meant_items() -> None:
    text = "Words\n 2、 [Graphs, part 2](https://arxiv.org/abs/2101.00002)\n3.Graphs [[pdf](https://arxiv.org/abs/2101.00003)]\n4.words\n"
    found = intended_items(notebook_of(text))
    assert [
        (
            text[each.span.start : each.span.end],
            each.number,
            each.column,
            text[each.text],
        )
        for each in found
    ] == [
        ("2、", 2, 1, "["),
        ("3.", 3, 0, "G"),
    ]


def test_loose_words() -> None:
    text = note("""
        - [Graphs](https://arxiv.org/abs/2101.00001) **one** `two` ![three](a.png)
          $four$

        | five |
        |---|

        <!-- six --> <b>seven</b>

            eight

        <!-- nine -->
        """)
    notebook = notebook_of(text)
    assert " ".join(each.text for each in loose_words(notebook)).split() == [
        "one",
        "two",
        "four",
        "five",
        "seven",
        "code",
    ]
    assert [
        text[each.span.start : each.span.end]
        for each in loose_words(notebook)
        if each.text == "two"
    ] == ["`two`"]
