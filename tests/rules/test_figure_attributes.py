"""F308 figure-attributes: name="value"."""

import pytest

from tests.notes import fixes_of, found, marked, mended

HEAD = "1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762)<br/>\n   "
WELL = '<img src="./figs/a.png" width="500" alt="a" />'


@pytest.mark.parametrize(
    "figure",
    [
        WELL,
        '<img src="a.png">',
        '<img alt="" src="a.png" ismap/>',
        '<IMG SRC="a.png" WIDTH="50%">',
        '<img\n   src="a.png"\n   width="500">',
        "![](a.png)",
        "<img>",
        "<a href='x'>x</a>",
        "<source srcset='a.png'>",
        "`<img src='a.png'>`",
        "<!-- <img src='a.png'> -->",
        "$<img src='a.png'>$",
    ],
)
def test_silent(figure: str) -> None:
    assert found(f"{HEAD}{WELL}\n   {figure}\n", "F308") == []


@pytest.mark.parametrize(
    ("figure", "right"),
    [
        ('<img src="a.png" width = "500" />', '<img src="a.png" width="500" />'),
        ('<img src="a.png" width= "500" />', '<img src="a.png" width="500" />'),
        ('<img src ="a.png" />', '<img src="a.png" />'),
        ("<img src='a.png' />", '<img src="a.png" />'),
        ('<img src="a.png" width=500 />', '<img src="a.png" width="500" />'),
        ('<img src="a.png" width=500>', '<img src="a.png" width="500">'),
        ('<img src="a.png" width=500/>', '<img src="a.png" width="500"/>'),
        ("<img width=50% src = a.png>", '<img width="50%" src="a.png">'),
        ("<IMG SRC='a.png'>", '<IMG SRC="a.png">'),
        ("<img src=\"a.png\" alt='' />", '<img src="a.png" alt="" />'),
        ('<img src="a.png" width\n   = "500" />', '<img src="a.png" width="500" />'),
        (
            '<img src="a.png" style = "zoom: 50%;" />',
            '<img src="a.png" style="zoom: 50%;" />',
        ),
        ("<img src=figs/a/ >", '<img src="figs/a/" >'),
    ],
)
def test_respelled(figure: str, right: str) -> None:
    text = f"{HEAD}{WELL}\n   {figure}\n"
    assert mended(text, "F308") == f"{HEAD}{WELL}\n   {right}\n"
    assert found(mended(text, "F308"), "F308") == []


def test_where_and_what_it_says() -> None:
    text = f'{HEAD}<img src="a.png" width = "500" height=3/>\n'
    assert found(text, "F308") == [
        (2, 21, 'write width="500"'),
        (2, 35, 'write height="3"'),
    ]
    assert marked(text, "F308") == ['width = "500"', "height=3"]
    assert fixes_of(text, "F308") == ["layout", "layout"]


def test_a_long_value_is_not_repeated() -> None:
    text = f'{HEAD}{WELL} <img src = "{"figs/" * 20}a.png">\n'
    assert [each[2] for each in found(text, "F308")] == ['write src="…"']


@pytest.mark.parametrize("stray", ["widht", "x500", "_blank"])
def test_a_stray_word_is_reported_and_left(stray: str) -> None:
    text = f'{HEAD}<img src="a.png" {stray} />\n'
    assert found(text, "F308") == [
        (2, 21, f"give {stray} a name (width?), or remove it: it is no attribute")
    ]
    assert fixes_of(text, "F308") == [""]


@pytest.mark.parametrize("stray", ['"500"', "500", "'50%'"])
def test_what_markdown_takes_for_text_is_no_figure(stray: str) -> None:
    assert found(f"{HEAD}<img src='a.png' {stray} />\n", "F308") == []


def test_a_value_with_double_quotes_in_it_is_reported_and_left() -> None:
    text = f"{HEAD}{WELL} <img src='a.png' alt='a \"b\" c' />\n"
    assert fixes_of(text, "F308") == ["layout", ""]
    assert mended(text, "F308") == text.replace("'a.png'", '"a.png"')


@pytest.mark.parametrize(
    "figures",
    [
        "<img src='a.png' width='500'>",
        "<img src='a.png'> <img src='b.png'> <img src=\"c.png\">",
        "<img src='a.png' width='500' alt=\"a\" height=3>",
        "<img src=a.png width=500>",
    ],
)
def test_a_notebook_of_another_habit_is_left_alone(figures: str) -> None:
    assert found(f"{HEAD}{figures}\n", "F308") == []


@pytest.mark.parametrize(
    "figures",
    [
        "<img src='a.png' width=\"500\">",
        "<img src='a.png'> <img src=b.png> <img src=\"c.png\">",
    ],
)
def test_a_tie_goes_to_double_quotes(figures: str) -> None:
    assert mended(f"{HEAD}{figures}\n", "F308") == f"{HEAD}{figures}\n".replace(
        "'", '"'
    ).replace("=b.png", '="b.png"')


def test_prose_does_not_count_and_is_left() -> None:
    text = (
        f"<img src='a.png'> <img src='b.png'>\n\n{HEAD}{WELL}\n\n## <img src='b.png'>\n"
    )
    assert found(text, "F308") == []


def test_a_figure_of_a_nested_entry_is_reported_once() -> None:
    text = (
        '- [Graphs and trees](https://arxiv.org/abs/2101.00001) <img src="a.png">\n'
        "  - [Trees and graphs](https://arxiv.org/abs/2101.00002) <img src='b.png'>\n"
        '  - [Woods and trees](https://arxiv.org/abs/2101.00003) <img src="c.png">\n'
    )
    assert found(text, "F308") == [(2, 63, 'write src="b.png"')]


def test_in_a_table_and_in_an_html_block_of_an_entry() -> None:
    table = (
        '| [Graphs](https://arxiv.org/abs/2101.00001) | <img src="a.png" width = 5> |\n'
    )
    text = f"| a | b |\n|---|---|\n{table}\n{HEAD}{WELL}\n\n   <p align='center'>\n   <img src='b.png'>\n   </p>\n"
    assert mended(text, "F308") == text.replace("width = 5", 'width="5"').replace(
        "'b.png'", '"b.png"'
    )
