"""F309 figure-alt: what a figure shows, in words."""

import pytest

from notelint.config import Config
from notelint.engine.linter import check
from notelint.text.source import Source
from tests.notes import fixes_of, found, marked

ENTRY = "1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762)<br/>\n   {}\n"
MARKDOWN = "say between the brackets what this figure shows: it has no alternative text"
HTML = 'say in alt="…" what this figure shows: it has no alternative text'


@pytest.mark.parametrize(
    "figure",
    [
        "![the encoder](figs/a.png)",
        "![编码器](figs/a.png)",
        "![`code`](figs/a.png)",
        "![a **bold** word](figs/a.png)",
        "![words][a]",
        '<img src="figs/a.png" alt="the encoder">',
        "<img alt=encoder src=figs/a.png>",
        "<IMG SRC='figs/a.png' ALT='the encoder' />",
        "<picture><source srcset='figs/a.png'><img src='figs/a.png' alt='a'></picture>",
        "<img>",
        "`![](figs/a.png)`",
        "$![](figs/a.png)$",
        "<!-- ![](figs/a.png) <img src='a.png'> -->",
        "![]({{ base }}/a.png)",
        "{% raw %} \\![](figs/a.png)",
        "[](figs/a.png)",
    ],
)
def test_silent(figure: str) -> None:
    assert found(ENTRY.format(figure) + "\n[a]: figs/a.png\n", "F309") == []


@pytest.mark.parametrize(
    "text",
    [
        "---\na: ![](a.png)\n---\n\n",
        "```\n![](a.png)\n```\n\n",
        "    ![](a.png)\n\n",
        "<!--\n![](a.png)\n-->\n\n",
    ],
)
def test_code_comments_and_front_matter_are_silent(text: str) -> None:
    assert found(text + ENTRY.format(""), "F309") == []


@pytest.mark.parametrize(
    ("figure", "message"),
    [
        ("![](figs/a.png)", MARKDOWN),
        ("![ ](figs/a.png)", MARKDOWN),
        ("![](https://example.org/a.png)", MARKDOWN),
        ("![][a]", MARKDOWN),
        ('<img src="figs/a.png" />', HTML),
        ('<img src="figs/a.png" alt="">', HTML),
        ("<img src='figs/a.png' alt=' '>", HTML),
        ("<img src='figs/a.png' alt>", HTML),
    ],
)
def test_without_words(figure: str, message: str) -> None:
    text = ENTRY.format(figure) + "\n[a]: figs/a.png\n"
    assert found(text, "F309") == [(2, 4, message)]
    assert marked(text, "F309") == [figure]
    assert fixes_of(text, "F309") == [""]


def test_each_use_of_a_definition_counts_for_itself() -> None:
    text = ENTRY.format("![][a] ![words][a]\r\n   ![ ][a]") + "\n[a]: figs/a.png\n"
    assert marked(text, "F309") == ["![][a]", "![ ][a]"]


def test_it_must_be_selected() -> None:
    text = ENTRY.format("![](https://example.org/a.png)")
    assert [each.code for each in check(Source(text, "a.md"), Config())] == []
    assert [
        each.code
        for each in check(Source(text, "a.md"), Config(extend_select=("figure-alt",)))
    ] == ["F309"]
