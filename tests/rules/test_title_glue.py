"""E110 title-glue: a blank between a title and what follows it."""

import pytest

from tests.notes import fixes_of, found, marked, mended

TITLE = "[StyleAlign: Analysis and Applications](https://openreview.net/forum?id=Qg2vi4ZbHM9)"


def entries(glued: int, apart: int, bare: int = 0) -> str:
    """A list in which so many titles run into their venue, so many do not, and so many
    have nothing behind them.
    """
    tails = ["(ICLR 2022)"] * glued + [" (ICLR 2022)"] * apart + [""] * bare
    return "".join(
        f"{place}. [Graphs, part {place}](https://arxiv.org/abs/2101.{place:05}){tail}\n"
        for place, tail in enumerate(tails, start=1)
    )


@pytest.mark.parametrize(
    "tail",
    [
        "",
        " ",
        " (ICLR 2022)",
        "<br/>",
        "，很好",
        "该论文",
        "（ICLR 2022）",
        "[code](https://github.com/a/b)",
        ")",
        ":",
        "!",
        ".",
        ",",
        "**bold**",
        "\\",
        "\u00a0x",
        "é",
    ],
)
def test_silent(tail: str) -> None:
    assert found(f"1. {TITLE}{tail}\n   More.\n", "E110") == []


@pytest.mark.parametrize("tail", ["(ICLR 2022)", "And so on", "2022", "Oral"])
def test_glued(tail: str) -> None:
    text = f"1. {TITLE}{tail}\n"
    assert found(text, "E110") == [
        (1, 4 + len(TITLE), "leave a blank between the title and what follows")
    ]
    assert marked(text, "E110") == [tail[0]]
    assert mended(text, "E110") == f"1. {TITLE} {tail}\n"


def test_only_titles_count() -> None:
    assert (
        found(f"1. {TITLE} and [code](https://github.com/a/b)(official)\n", "E110")
        == []
    )


def test_a_title_in_html_is_left() -> None:
    assert (
        found(
            '1. <a href="https://arxiv.org/abs/1706.03762">Attention Is All You Need</a>(NeurIPS)\n',
            "E110",
        )
        == []
    )


@pytest.mark.parametrize(
    ("glued", "apart", "bare"), [(5, 0, 0), (3, 3, 0), (3, 2, 5), (4, 4, 9)]
)
def test_half_or_more_of_five_mean_it(glued: int, apart: int, bare: int) -> None:
    assert found(entries(glued, apart, bare), "E110") == []


@pytest.mark.parametrize(
    ("glued", "apart", "bare"), [(4, 0, 0), (2, 2, 0), (2, 3, 0), (1, 9, 3), (3, 1, 7)]
)
def test_fewer_do_not(glued: int, apart: int, bare: int) -> None:
    text = entries(glued, apart, bare)
    assert len(found(text, "E110")) == glued
    assert mended(text, "E110") == entries(0, glued + apart, bare)


def test_a_reference_is_a_title_too() -> None:
    text = "1. [Attention Is All You Need][a](NeurIPS)\n\n[a]: https://arxiv.org/abs/1706.03762\n"
    assert found(text, "E110") == [
        (1, 34, "leave a blank between the title and what follows")
    ]


def test_glued_to_a_bold_title() -> None:
    text = "1. **[Attention Is All You Need](https://arxiv.org/abs/1706.03762)**(NIPS 2017)\n"
    assert found(text, "E110") == [
        (1, 69, "leave a blank between the title and what follows")
    ]
    assert mended(text, "E110") == text.replace("**(", "** (")


@pytest.mark.parametrize("marks", ["*", "**", "_", "__", "***"])
def test_marks_that_only_the_blank_makes_bold_are_mended_for_who_asks(
    marks: str,
) -> None:
    text = f"1. {marks}[Attention Is All You Need](https://arxiv.org/abs/1706.03762){marks}Oral\n"
    assert fixes_of(text, "E110") == ["safe"]
    assert mended(text, "E110") == text.replace(f"{marks}Oral", f"{marks} Oral")
    assert fixes_of(text.replace("Oral", "(Oral)"), "E110") == ["layout"]
    assert fixes_of(text.replace(marks, ""), "E110") == ["layout"]
