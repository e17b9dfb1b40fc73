"""What the fixes of the W rules must never do: change the page.

Random notebooks and all CommonMark examples, by cmark-gfm.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from textwrap import indent

import cmarkgfm
import pytest
from cmarkgfm.cmark import Options
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from notelint.config import Config
from notelint.engine.linter import check
from notelint.markdown import parse, tree
from notelint.text.diagnostics import Diagnostic
from notelint.text.source import Source
from tests.markdown.cases import CASES, FOOTNOTES
from tests.notes import applied

SPEC = Path(__file__).parents[3] / "shared/commonmark/spec-0.31.2.json"
EXAMPLES = (
    {
        str(each["example"]): each["markdown"]
        for each in json.loads(SPEC.read_text("utf-8"))
    }
    if SPEC.exists()
    else {}
)
TEXTS = {**EXAMPLES, **CASES, **FOOTNOTES}
TITLE = "[Attention Is All You Need](https://arxiv.org/abs/1706.03762)"
PASSES = 5


def whitespace(text: str) -> list[Diagnostic]:
    return check(Source(text, "README.md"), Config(select=("W",)))


def in_order(text: str) -> str:
    """The text with all fixes made, as often as it takes."""
    for _ in range(PASSES):
        found = whitespace(text)
        if not found:
            return text
        text = applied(text, found)
    assert whitespace(text) == []
    return text


def page(text: str) -> str:
    """What readers see: the HTML, its blanks folded where a browser folds them."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    html = cmarkgfm.github_flavored_markdown_to_html(
        text, options=Options.CMARK_OPT_UNSAFE | Options.CMARK_OPT_FOOTNOTES
    )
    pieces = re.split(r"(<pre.*?</pre>)", html, flags=re.DOTALL)
    return "".join(
        piece if place % 2 else re.sub(r"\s+", " ", piece)
        for place, piece in enumerate(pieces)
    )


def walk(
    nodes: tuple[tree.Node, ...], depth: int = 0
) -> Iterator[tuple[tree.Node, int]]:
    for node in nodes:
        yield node, depth
        yield from walk(tree.children_of(node), depth + 1)


def is_read_as_on_github(text: str) -> bool:
    """Whether the tree is to be trusted: at some places GitHub ends a container, and the
    tree does not.

    At a lone tag left of an item's text (which F307 mends), behind a definition in an item,
    behind a footnote's empty line or lone tag, behind a box without text, in HTML of an
    item that is never closed, behind a deep tag below a quote.
    """
    if re.search(r"\[[ xX]\][ \t]*(?:[\r\n]|$)", text) or (
        ">" in text and re.search(r"(?m)^ {4,}</?\w", text)
    ):
        return False
    for node, depth in walk(parse(text).children):
        match node:
            case tree.Item():
                doubtful = bool(node.list_interruptions) or any(
                    isinstance(child, tree.Definition) for child in node.children
                )
            case tree.FootnoteDefinition():
                doubtful = (
                    not node.children
                    or re.search(
                        r"(?m)^[ \t]*</?\w[^\r\n]*>[ \t]*$", text[slice(*node.span)]
                    )
                    is not None
                )
            case tree.HtmlBlock():
                doubtful = (
                    depth > 0
                    and re.match(r"(?i)<(?:!|\?|pre|script|style|textarea)", node.text)
                    is not None
                )
            case _:
                doubtful = False
        if doubtful:
            return False
    return True


def assert_the_page_stays(text: str) -> None:
    mended = in_order(text)
    assert page(mended) == page(text)
    assert in_order(mended) == mended


# Pieces

PIECES = [
    *(
        "What it says.",
        "two blanks  ",
        "one blank ",
        "a tab\t",
        "more<br/>",
        "　　文字",
        "文字　",
        "&emsp;a",
        "`code",
        "x` y",
        "$a$ b",
        "$$",
        "x = y",
    ),
    *(
        "**bold",
        "end** c",
        "[deep",
        "net](u)",
        "<!-- c --> d",
        "<img src='a.png'> b",
        "===",
        "---",
        "= ",
        "- - -",
        "\\- x",
        "end\\",
        "end\\ ",
    ),
    *(
        "| a | b |",
        "| --- | --- |",
        "a | b",
        "--- | ---",
        "# H",
        "##x",
        "#tag",
        "> q",
        "> q  ",
        "```",
        "~~~",
        "<div>",
        "</div>",
        "2. x",
        "1.x",
    ),
    *(
        "1. one",
        "[x]: /u",
        "[^1]: n",
        "see[^1] [x]",
        "{{ y }} ",
        "- x",
        "+ ",
        "*[N](u)* ",
        "[ ] t",
        "-",
        "1.",
        "<pre>",
        "</pre>",
        "-->",
    ),
    *("{% raw %}", "{% endraw %}"),
]
LEADS = [
    TITLE,
    TITLE,
    f"{TITLE}<br/>",
    f"{TITLE}  ",
    f"{TITLE} ",
    "text",
    "text  ",
    "",
    "```",
    "# h ",
    "> q",
    "    code ",
    "<b>x</b>",
    "- n",
]
BLOCKS = [
    *(
        "# H\n",
        "## H ##  \n",
        "Setext\n---\n",
        "Two \nlines\n===\n",
        "```\ncode  \n\n\n\n  \n```\n",
        "```\nopen \n\n\n",
    ),
    *(
        "    code \n\n\n\n    more \n",
        "<div>\nx \n</div>\n",
        "<!-- c \n\n\n\n-->\n",
        "<!-- notelint-disable-next-line E101 -->\n",
        "---\n",
    ),
    *(
        "<details>\n<summary>s</summary>\n\nx \n\n</details>\n",
        "> q \n> r  \n> s\n",
        "> - a\nlazy\n",
        "> ```\n> c \n",
        "$$ \nx \n$$\n",
    ),
    *(
        "| a | b | \n|---|---|\n| c | d |  \n",
        "[x]: /u \n",
        "[^1]: n\n",
        "{% raw %}\na \n \n\n\n\nb\n{% endraw %}\n",
    ),
]
words = st.builds(
    "{}{}".format,
    st.sampled_from(PIECES),
    st.sampled_from(["", "", "", " ", "  ", "\t"]),
)
gaps = st.sampled_from(
    ["", "", "", "\n", "\n", "\n\n", "\n\n\n", "\n\n\n\n", " \n", "\n  \n \n    \n"]
)


@st.composite
def listed(draw: st.DrawFn) -> str:
    """A list of any shape, tight or loose, with lines, code and lists in its items."""
    kind, text = draw(st.sampled_from(["1.", "1.", "1)", "-", "*", "10."])), ""
    loose = draw(st.booleans())
    for number in range(1, draw(st.integers(2, 6))):
        marker = f"{number}{kind[-1]}" if len(kind) == 2 else kind
        column = len(marker) + 1
        text += f"{marker} {draw(st.sampled_from(LEADS))}\n"
        for _ in range(draw(st.integers(0, 3))):
            blanks = " " * draw(
                st.sampled_from([0, 0, 0, column, column, 1, 2, column + 2, column + 4])
            )
            nested = draw(st.sampled_from(["", "", "", "", "- ", "1. ", "> "]))
            text += (
                (draw(gaps) if blanks and draw(st.booleans()) else "")
                + blanks
                + (nested if blanks else "")
                + draw(words)
                + "\n"
            )
        text += draw(gaps) if loose else ""
    return text


prose = st.lists(words, min_size=1, max_size=3).map("\n".join).map("{}\n".format)
blocks = st.one_of(
    listed(),
    listed(),
    listed(),
    prose,
    st.sampled_from(BLOCKS),
    st.sampled_from(BLOCKS),
)
bodies = st.lists(st.builds("{}{}".format, blocks, gaps), min_size=1, max_size=6).map(
    "".join
)
texts = st.builds(
    lambda front, body, final: f"{front}1. {TITLE}\n\n{body}".rstrip("\n") + final,
    st.sampled_from(["", "", "", "---\ntitle: x \n---\n", "# Notes\n"]),
    bodies,
    st.sampled_from(["\n", "\n", "", "\n\n\n", " \n \n", "\n   "]),
)
ends = st.lists(st.sampled_from(["\n", "\r\n", "\r"]), min_size=1, max_size=3)


def with_ends(text: str, cycle: list[str]) -> str:
    """The text with its line ends taken from these, in turn."""
    lines = text.split("\n")
    return (
        "".join(
            line + cycle[place % len(cycle)] for place, line in enumerate(lines[:-1])
        )
        + lines[-1]
    )


@settings(
    max_examples=70,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
@given(st.builds(with_ends, texts, st.one_of(st.just(["\n"]), ends)))
def test_the_page_of_a_random_notebook_stays(text: str) -> None:
    assume(is_read_as_on_github(text))
    assert_the_page_stays(text)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(texts)
def test_any_notebook_settles(text: str) -> None:
    mended = in_order(text)
    assert in_order(mended) == mended


def plain(text: str) -> str:
    return f"1. {TITLE}\n\nText\n\n{text}"


def within(text: str) -> str:
    return f"1. {TITLE}<br/>\n{indent(text, '   ')}2. {TITLE}\n"


def under(text: str) -> str:
    return f"1. {TITLE}<br/>\n{text}\n\n2. {TITLE}\n"


@pytest.mark.parametrize("shape", [plain, within, under])
@pytest.mark.parametrize("name", TEXTS)
def test_the_page_of_an_example_stays(name: str, shape) -> None:
    text = shape(TEXTS[name])
    if not is_read_as_on_github(text):
        in_order(text)
        pytest.skip("the tree reads it otherwise than GitHub")
    assert_the_page_stays(text)


def test_a_notebook_in_order_comes_back() -> None:
    text = f"# Notes\r\n\r\n1. {TITLE}<br/>\r\n   two blanks  \n   文字　\r\n\r\n## B\r\n\r\n- a\r\n- b\r\n"
    assert in_order(text) == text
