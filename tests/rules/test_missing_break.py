"""B202 missing-break: a break behind a title, and before a figure."""

import pytest

from notelint.config import Config
from notelint.notebook.model import Preferences
from tests.notes import fixes_of, found, marked, mended, note


def titles(
    breaks: str, tail: str = "", after: str = "What it says.", broken: str = "<br/>"
) -> str:
    """Entries with (`|`) or without (`.`) a break behind their title."""
    return "".join(
        f"{place}. [Graphs, part {place}](https://arxiv.org/abs/2101.{place:05}){tail}{broken if each == '|' else ''}\n   {after}\n"
        for place, each in enumerate(breaks, start=1)
    )


def figures(
    breaks: str, broken: str = "<br/>", figure: str = '<img src="./figs/a.png" />'
) -> str:
    """Entries with (`|`) or without (`.`) a break before their figure."""
    return "".join(
        f"{place}. [Graphs, part {place}](https://arxiv.org/abs/2101.{place:05})<br/>\n"
        f"   What it says.{broken if each == '|' else ''}\n   {figure}\n"
        for place, each in enumerate(breaks, start=1)
    )


@pytest.mark.parametrize("breaks", ["|", "||", "...", "|.", "||..", "||...", "."])
def test_half_is_no_habit(breaks: str) -> None:
    assert found(titles(breaks), "B202") == []
    assert found(figures(breaks), "B202") == []


@pytest.mark.parametrize("breaks", ["||.", "|.|", ".||", "|||..", "|||."])
def test_more_than_half_is_one(breaks: str) -> None:
    for make in (titles, figures):
        assert len(found(make(breaks), "B202")) == breaks.count(".")
        assert mended(make(breaks), "B202") == make("|" * len(breaks))


def test_where_and_what_it_says() -> None:
    assert found(titles("||."), "B202") == [
        (5, 53, "break the line here: the note runs on behind the title")
    ]
    assert marked(titles("||."), "B202") == [")"]
    assert found(figures("||."), "B202") == [
        (8, 16, "break the line here: the figure runs on behind the text")
    ]
    assert marked(figures("||."), "B202") == ["."]


@pytest.mark.parametrize(
    "tail",
    [
        " (ICLR 2022)",
        " [[code](https://github.com/a/b)]",
        " [pdf](https://arxiv.org/pdf/2101.00009) [code](https://github.com/a/b)",
        "⭐",
        " CVPR'20 oral",
        ".",
    ],
)
def test_a_title_line_may_have_badges_and_venue(tail: str) -> None:
    assert mended(titles("||.", tail), "B202") == titles("|||", tail)


@pytest.mark.parametrize(
    "tail",
    [
        " which we read",
        "，很好的论文",
        " and [its sequel on trees](https://example.org/trees)",
    ],
)
def test_a_line_that_goes_on_is_no_title_line(tail: str) -> None:
    assert found(titles("||.", tail), "B202") == []


@pytest.mark.parametrize(
    "after", ["(ICCV 2021)", "CVPR'20 oral", "[ICLR 2022]", "2021"]
)
def test_never_before_a_bare_venue(after: str) -> None:
    text = titles("||") + titles(".", after=after).replace("1. [", "3. [")
    assert found(text, "B202") == []


def test_nor_are_titles_before_a_venue_a_habit() -> None:
    text = titles("||", after="(ICCV 2021)") + titles(".").replace("1. [", "3. [")
    assert found(text, "B202") == []


@pytest.mark.parametrize(
    "broken", ["<br/>", "<br>", "</br>", "  ", "\\", "<br/><br/>", "<br/>  "]
)
def test_any_break_counts(broken: str) -> None:
    assert found(titles("|||", broken=broken), "B202") == []
    assert len(found(titles("||.", broken=broken), "B202")) == 1


def test_a_break_at_the_start_of_the_next_line_counts() -> None:
    text = titles("..", after="<br/>What it says.")
    assert found(text, "B202") == []
    assert len(found(text + titles(".").replace("1. [", "3. ["), "B202")) == 1


def test_the_next_line_may_be_flush_left() -> None:
    text = titles("||.").replace("\n   What", "\nWhat")
    assert mended(text, "B202") == titles("|||").replace("\n   What", "\nWhat")


def test_never_between_two_figures() -> None:
    two = '<img src="./figs/a.png" />\n   <img src="./figs/b.png" />'
    assert found(figures("|||", figure=two), "B202") == []


def test_never_between_a_text_with_a_figure_and_the_next_figure() -> None:
    text = figures("||") + figures(".", figure="![](a.png) and\n   ![](b.png)").replace(
        "1. [", "3. ["
    )
    assert found(text, "B202") == []


def test_a_figure_right_behind_its_title() -> None:
    text = titles("||") + titles(".", after="![](figs/a.png)").replace("1. [", "3. [")
    assert found(text, "B202") == [
        (5, 53, "break the line here: the note runs on behind the title")
    ]


def test_a_figure_in_another_paragraph_needs_none() -> None:
    assert (
        found(figures("||.").replace("says.\n   <img", "says.\n\n   <img"), "B202")
        == []
    )


def test_titles_and_figures_are_counted_apart() -> None:
    assert found(titles("...") + figures("||"), "B202") == []
    text = figures("||.").replace(")<br/>", ")")
    assert [each[2] for each in found(text, "B202")] == [
        "break the line here: the figure runs on behind the text"
    ]


def test_a_badge_is_no_figure() -> None:
    badge = "![stars](https://img.shields.io/github/stars/a/b)"
    assert (
        found(
            figures("||") + figures(".", figure=badge).replace("1. [", "3. ["), "B202"
        )
        == []
    )


def test_blanks_at_the_end_are_replaced() -> None:
    text = titles("||.").replace("00003)\n", "00003) \n")
    assert mended(text, "B202") == titles("|||")


def test_the_notebooks_own_break() -> None:
    assert mended(titles("||.", broken="  "), "B202") == titles("|||", broken="  ")
    assert mended(titles("||.", broken="\\"), "B202") == titles("|||", broken="\\")
    assert mended(titles("||.", broken="<br>"), "B202") == titles("|||", broken="<br>")


@pytest.mark.parametrize(
    ("line_break", "text"),
    [
        ("backslash", "\\"),
        ("two-spaces", "  "),
        ("<br>", "<br>"),
        ("<br />", "<br />"),
        ("keep", "<br/>"),
    ],
)
def test_the_configs_break(line_break: str, text: str) -> None:
    config = Config(select=("B202",), notebook=Preferences(line_break=line_break))
    assert mended(titles("||."), "B202", config=config) == titles("||") + titles(
        "|", broken=text
    ).replace("1. [", "3. [").replace("part 1", "part 3").replace("00001", "00003")


def test_the_fix_is_layout() -> None:
    assert fixes_of(titles("||."), "B202") == ["layout"]


def test_a_plain_title_before_its_badge() -> None:
    text = note("""
        - Attention Is All You Need [[paper]](https://arxiv.org/abs/1706.03762)<br/>
          Attention alone is enough.
        - Deep Residual Learning [[paper]](https://arxiv.org/abs/1512.03385)<br/>
          Layers learn what to add.
        - Adam, a Method for Optimization [[paper]](https://arxiv.org/abs/1412.6980)
          Step sizes of one's own.
        """)
    assert mended(text, "B202") == text.replace("6980)\n", "6980)<br/>\n")


def test_a_figure_that_ends_the_list_is_left_to_its_own_rule() -> None:
    text = figures("||.").replace("\n   <img", "\n<img")
    assert found(text, "B202", config=Config(select=("B",))) == []


def test_crlf() -> None:
    assert mended(titles("||.").replace("\n", "\r\n"), "B202") == titles("|||").replace(
        "\n", "\r\n"
    )


def test_code_and_tables_are_silent() -> None:
    table = "\n| a | b |\n|---|---|\n| [Trees](https://arxiv.org/abs/2101.00008) | More. |\n"
    assert found(titles("||") + "\n```\n" + titles(".") + "```\n" + table, "B202") == []
