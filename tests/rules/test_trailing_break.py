"""B204 trailing-break: an entry ends without a break."""

import pytest

from notelint.config import Config
from tests.notes import found, marked, mended, note


def entries(ends: str) -> str:
    """Entries with a break behind the title; `|` ends with a break, `.` without, `:`
    with two, `-` has no break at all.
    """
    ending = {"|": "<br/>", ".": "", ":": "<br/><br/>", "-": ""}
    return "".join(
        f"{place}. [Graphs, part {place}](https://arxiv.org/abs/2101.{place:05}){'' if each == '-' else '<br/>'}\n"
        f"   What it says.{ending[each]}\n"
        for place, each in enumerate(ends, start=1)
    )


@pytest.mark.parametrize(
    "ends", [".", "...", "-", ":", ":::.", "|", "||.", "|||..", "|-", "||--"]
)
def test_silent(ends: str) -> None:
    assert found(entries(ends), "B204") == []


@pytest.mark.parametrize(
    ("ends", "right"),
    [("|.", ".."), ("|.|.", "...."), ("|...", "...."), ("|:", ".:"), (".|", "..")],
)
def test_mended(ends: str, right: str) -> None:
    text = entries(ends)
    assert mended(text, "B204") == entries(right)
    assert found(entries(right), "B204") == []


def test_where_and_what_it_says() -> None:
    assert found(entries("..|"), "B204") == [
        (6, 17, "remove the break: nothing follows it in this entry")
    ]
    assert marked(entries("..|"), "B204") == ["<br/>"]


@pytest.mark.parametrize(
    ("end", "right"),
    [
        ("What it says. <br/>", "What it says."),
        ("What it says.\n   <br/>", "What it says."),
        ("What it says.<br/>\n", "What it says.\n"),
        ("What it says.<br/>  ", "What it says.  "),
        ("What it says.\n\n   <br/>", "What it says."),
        ("![](figs/a.png)<br/>", "![](figs/a.png)"),
    ],
)
def test_blanks_before_it_go_too(end: str, right: str) -> None:
    text = entries("..").replace("What it says.\n2", end + "\n2")
    assert mended(text, "B204") == entries("..").replace(
        "What it says.\n2", right + "\n2"
    )


@pytest.mark.parametrize(
    "end",
    [
        "What it says.<br/>\n   <br/>",
        "What it says.<br>\n\n   <br />",
        "What it says.<br/> <br/>",
        "What it says.<br/>\n   ![](figs/a.png)",
        "What it says.<br/> ![](figs/a.png)",
        "What it says.\\",
        "What it says.  ",
        "`<br/>`",
        "What it says. <!-- <br/> -->",
        "What it says.</br>",
    ],
)
def test_what_is_no_single_trailing_break(end: str) -> None:
    assert found(entries("..").replace("What it says.\n2", end + "\n2"), "B204") == []


def test_the_last_entry_of_a_section() -> None:
    text = (
        entries("..")
        + "3. [Adam](https://arxiv.org/abs/1412.6980)<br/>\n\n## Language\n\nMore.\n"
    )
    assert mended(text, "B204") == text.replace("6980)<br/>", "6980)")


def test_a_break_alone_that_ends_the_list_is_left_to_figure_list_break() -> None:
    text = entries(".") + note("""
        2. [Adam](https://arxiv.org/abs/1412.6980)<br/>
           What it says.
        <br/>
        """)
    assert found(text, "B204", config=Config(select=("B",))) == [
        (5, 1, "remove the break: nothing follows it in this entry")
    ]
    assert found(text, "B204", config=Config(select=("B", "F"))) == []


def test_a_comment_is_nothing_that_follows() -> None:
    text = entries("..").replace(
        "What it says.\n2", "What it says.<br/>\n   <!-- a remark -->\n2"
    )
    assert mended(text, "B204") == text.replace("says.<br/>", "says.")


def test_crlf() -> None:
    assert mended(entries("|.").replace("\n", "\r\n"), "B204") == entries("..").replace(
        "\n", "\r\n"
    )


def test_a_break_that_two_entries_end_with_is_reported_once() -> None:
    text = note("""
        - [One of graphs](https://arxiv.org/abs/2101.00001)<br/>
          What it says.
        - [Two of graphs](https://arxiv.org/abs/2101.00002)<br/>
          What it says.
          - [Three of graphs](https://arxiv.org/abs/2101.00003)<br/>
            What it says.
          - [Four of graphs](https://arxiv.org/abs/2101.00004)<br/>
            What it says.<br/>
        - [Five of graphs](https://arxiv.org/abs/2101.00005)<br/>
          What it says.
        """)
    assert [each[:2] for each in found(text, "B204")] == [(8, 18)]


@pytest.mark.parametrize(
    "end",
    [
        '\n   <img src="figs/a.png" /><br/>',  # alone, the tag would be HTML, and no text
        "What it says.\\\n   <br/>",
        "What it says.  \n   <br/>",
    ],
)
def test_one_that_is_more_than_a_break(end: str) -> None:
    title = "[One of graphs](https://arxiv.org/abs/2101.00001)"
    rest = "".join(f"{n}. {title}<br/>\n   What it says.\n" for n in (2, 3, 4))
    assert (
        found(
            f"1. {title}<br/>\n   {end.lstrip()}\n{rest}"
            if end[0] != "\n"
            else f"1. {title}\n{end}\n{rest}",
            "B204",
        )
        == []
    )
    assert (
        len(found(f"1. {title}<br/>\n   What it says.\n   <br/>\n{rest}", "B204")) == 1
    )
    assert (
        len(found(f'1. {title}<br/>\n   <img src="figs/a.png" /><br/>\n{rest}', "B204"))
        == 1
    )
