"""B205 break-space: no blanks between a text and its break."""

import pytest

from tests.notes import found, marked, mended

HEAD = "1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762)"


@pytest.mark.parametrize(
    "text",
    [
        f"{HEAD}<br/>\n   Attention.\n",
        f"{HEAD}<br>\n   <br>\n   Attention.\n",
        f"{HEAD}\n      <br/> Attention.\n",
        f"{HEAD}\n\t<br/> Attention.\n",
        f"{HEAD}  \n   Attention \\\n   alone.\n",
        f"{HEAD} </br>\n   Attention.\n",
        f"{HEAD}<br/> <br/>\n   Attention.\n",
        f"{HEAD}<br> <br />\n   Attention.\n",
        f"- <br/>\n  {HEAD[3:]}\n",
        f"1. <br/>{HEAD[3:]}\n",
        f"> <br/> {HEAD}\n",
        f"> {HEAD} <br/>\n",
        f"{HEAD}\n\n| a <br/> | b |\n|---|---|\n",
        f"{HEAD}\n\n```\na <br/>\n```\n",
        f"{HEAD}\n\n`a <br/>` <!-- <br/> -->\n",
        f"{HEAD}\n\n## Graphs <br/>\n",
    ],
)
def test_silent(text: str) -> None:
    assert found(text, "B205") == []


@pytest.mark.parametrize("blanks", [" ", "  ", "\t", " \t "])
@pytest.mark.parametrize("spelling", ["<br/>", "<br>", "<br />", "<BR>"])
def test_mended(blanks: str, spelling: str) -> None:
    text = f"{HEAD}{blanks}{spelling}\n   Attention.\n"
    assert found(text, "B205") == [
        (1, len(HEAD) + 1, f"put {spelling} right behind the text")
    ]
    assert marked(text, "B205") == [blanks]
    assert mended(text, "B205") == f"{HEAD}{spelling}\n   Attention.\n"


def breaks(spaced: int, close: int) -> str:
    """An entry with so many breaks behind a blank, and so many right behind their text."""
    return (
        f"{HEAD}\n" + "   Attention. <br/>\n" * spaced + "   Attention.<br/>\n" * close
    )


@pytest.mark.parametrize(("spaced", "close"), [(5, 0), (3, 2), (3, 3), (4, 4)])
def test_half_or_more_of_five_mean_it(spaced: int, close: int) -> None:
    assert found(breaks(spaced, close), "B205") == []


@pytest.mark.parametrize(("spaced", "close"), [(4, 0), (2, 2), (2, 3), (3, 4)])
def test_fewer_do_not(spaced: int, close: int) -> None:
    assert len(found(breaks(spaced, close), "B205")) == spaced
    assert mended(breaks(spaced, close), "B205") == breaks(0, spaced + close)


def test_in_the_middle_of_a_line() -> None:
    assert (
        mended(f"{HEAD}\n   one <br/>two <br/> three\n", "B205")
        == f"{HEAD}\n   one<br/>two<br/> three\n"
    )


def test_in_prose_of_a_notebook() -> None:
    assert (
        mended(f"Hello <br/>\nworld\n\n{HEAD}\n", "B205")
        == f"Hello<br/>\nworld\n\n{HEAD}\n"
    )


def test_before_two_breaks() -> None:
    assert (
        mended(f"{HEAD} <br/><br/>\n   Attention.\n", "B205")
        == f"{HEAD}<br/><br/>\n   Attention.\n"
    )


def test_behind_a_figure() -> None:
    assert (
        mended(f"{HEAD}<br/>\n   ![](figs/a.png) <br/>\n   Attention.\n", "B205")
        == f"{HEAD}<br/>\n   ![](figs/a.png)<br/>\n   Attention.\n"
    )


@pytest.mark.parametrize("line", ["words \\ <br/>", "\\ <br/>", "1. <br/>", "- <br/>"])
def test_blanks_that_hold_more_than_a_break_apart(line: str) -> None:
    assert found(f"{HEAD}<br/>\n   words\n   {line}\n   Attention.\n", "B205") == []


def test_message_is_one_line_where_the_break_is_on_two() -> None:
    ((_, _, message),) = found(
        "1. [A](https://arxiv.org/abs/1706.03762) <br\n   />\n   What it says.\n",
        "B205",
    )
    assert message == "put <br /> right behind the text"
