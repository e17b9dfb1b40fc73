"""S702 heading-space: marks without a blank behind them make no heading."""

import pytest

from tests.notes import fixes_of, found, marked, mended

ENTRY = "1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762)\n"


@pytest.mark.parametrize(
    "text",
    [
        "# Title",
        "##",
        "## ",
        "####### Title",
        "#######Title",
        "#tag",
        "#tag and more words",
        "#论文笔记",
        "#Deep",
        "#Deep Learning #Vision",
        "#1",
        "#1 is the first",
        "#!/bin/sh -e",
        "#Deep Learning\nand a second line",
        "A line\n#Deep Learning",
        "##----##",
        "##!",
        "\\##Title",
        "a ##Title",
        "    ##Title",
        "a\n    ##Title",
        "- ##Title",
        "> ##Title",
        "```\n##Title\n```",
        "`a\n##Title`",
        "$$\n##Title\n$$",
        "<!--\n##Title\n-->",
        "<div>\n##Title\n</div>",
        "[a\n##b](c)",
        "##{{ page.title }}",
        "| a |\n|---|\n##Title",
    ],
)
def test_silent(text: str) -> None:
    assert found(f"{text}\n\n{ENTRY}", "S702") == []


def test_front_matter_is_silent() -> None:
    assert found(f"---\n##title: a\n---\n\n{ENTRY}", "S702") == []


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("##Title", "## Title"),
        ("######Title", "###### Title"),
        ("  ##Title", "  ## Title"),
        ("##1.简介", "## 1.简介"),
        ("##2020", "## 2020"),
        ("##Title##", "## Title##"),
        ("##**Title**", "## **Title**"),
        ("##[Title](a)", "## [Title](a)"),
        ("##　标题", "## 标题"),
        ("##\xa0Title", "## Title"),
        ("##\u200bTitle", "## Title"),
        ("## 　 Title", "## 　 Title"),
        ("#　标题", "# 标题"),
        ("#Deep Learning", "# Deep Learning"),
        ("#深度学习 笔记", "# 深度学习 笔记"),
        ("a\n##Title\nb", "a\n## Title\nb"),
        ("##A\n##B", "## A\n## B"),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_blank_makes_the_heading(text: str, right: str, end: str) -> None:
    before, after = (f"{each}\n\n{ENTRY}".replace("\n", end) for each in (text, right))
    assert mended(before, "S702") == after
    assert set(fixes_of(before, "S702")) == ({"safe"} if text != right else set())
    assert found(after, "S702") == []


def test_what_it_says_and_where() -> None:
    text = f" ##Title\n\n###　标题\n\n{ENTRY}"
    assert found(text, "S702") == [
        (
            1,
            2,
            "write a blank behind ##: without one, readers see the marks and no heading",
        ),
        (
            3,
            1,
            "write a blank behind ###: with the wide one that is there, readers see the marks and no heading",
        ),
    ]
    assert marked(text, "S702") == ["##", "###　"]
