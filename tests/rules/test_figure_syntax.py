"""F313 figure-syntax: figures written the one way that the config asks for."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from notelint.config import Config
from notelint.engine.formatter import fix_source
from notelint.guard.changes import changes
from notelint.notebook.model import Preferences
from notelint.text.source import Source
from tests.notes import fixes_of, found, marked, mended, note

MARKDOWN = Config(select=("F313",), notebook=Preferences(figure="markdown"))
HTML = Config(select=("F313",), notebook=Preferences(figure="html"))
BOTH = pytest.mark.parametrize("config", [MARKDOWN, HTML], ids=["markdown", "html"])


def entry(figure: str) -> str:
    """An entry with this on the line below its text."""
    return f"1. [Graphs](https://arxiv.org/abs/2101.00001)<br/>\n   What they say.<br/>\n   {figure}\n"


@pytest.mark.parametrize("figure", ["![](a.png)", '<img src="a.png" />'])
def test_without_a_wish_it_is_silent(figure: str) -> None:
    assert found(entry(figure), "F313") == []
    assert found(entry(figure), "F313", config=Config()) == []


def test_what_is_as_asked_stays() -> None:
    assert found(entry("![](a.png)"), "F313", config=MARKDOWN) == []
    assert found(entry('<img src="a.png" />'), "F313", config=HTML) == []


@pytest.mark.parametrize(
    "figure",
    [
        '<img src="a.png" width="500" />',
        '<img src="a.png" style="zoom: 50%" />',
        '<img src="a.png" align="center" />',
        '<img src="a.png" loading="lazy">',
        '<img src="a b.png" />',
        '<img src=" a.png" />',
        '<img src="a(1).png" />',
        '<img src="a&amp;b.png" />',
        '<img src="a.png" alt="[graph]" />',
        '<img src="a.png" alt="*graph*" />',
        '<img src="a.png" alt="a &lt; b" />',
        '<img src="a.png" alt="see https://example.org" />',
        '<img src="a.png" alt="_graph_" />',
        '<img src="a.png" alt="a :smile:" />',
        '<img src="a.png" alt />',
        '<img src="a.png" title="" />',
        '<img src="a.png" src="b.png" />',
        "<img src=a.png/>",
        "<img src='' />",
        "<img />",
        '<img src="https://img.shields.io/a.svg" />',
        '<picture><source srcset="b.png"><img src="a.png"></picture>',
        '<source srcset="b.png">',
        '<img src="a.png" srcset="b.png 2x" />',
        'https://example.org/a<img src="a.png" />',
        '`<img src="a.png" />`',
        '<!-- <img src="a.png" /> -->',
        '$<img src="a.png" />$',
        '{{ x }}<img src="{{ site.base }}/a.png" />',
    ],
)
def test_what_markdown_cannot_say_stays_html(figure: str) -> None:
    assert found(entry(figure), "F313", config=MARKDOWN) == []


@pytest.mark.parametrize(
    "figure",
    [
        "![*graph*](a.png)",
        '![a "b"](a.png)',
        "![a `b`](a.png)",
        "![a &lt; b](a.png)",
        "![a\\*b](a.png)",
        "![a $x$](a.png)",
        "![](a\\_b.png)",
        "![](a&amp;b.png)",
        "![](<a b.png>)",
        '![](a.png "a \\"b\\"")',
        "![](a.png){width=50%}",
        "![a]\n\n   [a]: a.png",
        "![PDF](https://img.shields.io/a.svg)",
        "![](https://latex.example.org/latex?x)",
        "`![](a.png)`",
        "<!-- ![](a.png) -->",
        "![]({{ site.base }}/a.png)",
    ],
)
def test_what_html_would_say_otherwise_stays_markdown(figure: str) -> None:
    assert found(entry(figure), "F313", config=HTML) == []


@BOTH
@pytest.mark.parametrize(
    "text",
    [
        '> <img src="a.png" /> and ![](b.png)\n',
        '```\n<img src="a.png" />\n![](b.png)\n```\n',
        '<div>\n<img src="a.png" />\n![](b.png)\n</div>\n',
        '<p align="center"><img src="a.png" /></p>\n',
        'A word[^1].\n\n[^1]: A footnote <img src="a.png" /> with ![](b.png).\n',
        '---\nfigure: <img src="a.png" /> ![](b.png)\n---\n',
    ],
)
def test_elsewhere_it_is_silent(text: str, config: Config) -> None:
    whole = (
        text + "\n" + entry("words")
        if text.startswith("---")
        else entry("words") + "\n" + text
    )
    assert found(whole, "F313", config=config) == []


@pytest.mark.parametrize(
    ("tag", "image"),
    [
        ('<img src="a.png" />', "![](a.png)"),
        ("<img src='./figs/a_b-1.png'>", "![](./figs/a_b-1.png)"),
        ("<img src=a.png>", "![](a.png)"),
        ('<IMG SRC="a.png"/>', "![](a.png)"),
        ('<img alt="" src="a.png" />', "![](a.png)"),
        (
            '<img alt="two graphs: a_1, b" src="a.png" />',
            "![two graphs: a_1, b](a.png)",
        ),
        (
            '<img src="图.png" alt="图 一" title="a title" />',
            '![图 一](图.png "a title")',
        ),
        ('<img src="a%20b.png" />', "![](a%20b.png)"),
        (
            '<img src="https://example.org/a.png?raw=true" />',
            "![](https://example.org/a.png?raw=true)",
        ),
    ],
)
def test_tags_become_markdown(tag: str, image: str) -> None:
    assert mended(entry(tag), "F313", config=MARKDOWN) == entry(image)
    assert changes(entry(tag), entry(image)) == ()


@pytest.mark.parametrize(
    ("image", "tag"),
    [
        ("![](a.png)", '<img src="a.png" />'),
        (
            "![two graphs: a_1, b](./figs/a.png)",
            '<img src="./figs/a.png" alt="two graphs: a_1, b" />',
        ),
        ("![](a(1).png)", '<img src="a(1).png" />'),
        ("![](<a.png>)", '<img src="a.png" />'),
        ("![图](图.png 'a title')", '<img src="图.png" alt="图" title="a title" />'),
    ],
)
def test_markdown_becomes_tags(image: str, tag: str) -> None:
    assert mended(entry(image), "F313", config=HTML) == entry(tag)
    assert changes(entry(image), entry(tag)) == ()


@pytest.mark.parametrize("end", [">", "/>", " />"])
def test_tags_end_as_the_others_do(end: str) -> None:
    text = entry(f'<img src="b.png" width="5"{end} ![](a.png)')
    assert mended(text, "F313", config=HTML) == entry(
        f'<img src="b.png" width="5"{end} <img src="a.png"{end}'
    )


def test_where_and_what_it_says() -> None:
    text = entry('<img src="a.png" alt="graphs" />')
    assert found(text, "F313", config=MARKDOWN) == [
        (3, 4, "write ![graphs](a.png): notebook.figure asks for it")
    ]
    assert marked(text, "F313", config=MARKDOWN) == ['<img src="a.png" alt="graphs" />']
    assert fixes_of(text, "F313", config=MARKDOWN) == ["layout"]
    long = entry(f"![](figs/{'a' * 60}.png)")
    assert found(long, "F313", config=HTML) == [
        (3, 4, "write <img …>: notebook.figure asks for it")
    ]


@pytest.mark.parametrize(
    "line",
    [
        "| {} | text |\n|---|---|\n| {} | b |",
        "## A heading {}",
        "**bold {}**",
        "[{}](https://example.org)",
        'words {} <a href="u">{}</a>',
    ],
)
def test_in_tables_headings_bold_text_links_and_prose(line: str) -> None:
    tags, images = (
        line.replace("{}", '<img src="a.png" />'),
        line.replace("{}", "![](a.png)"),
    )
    head = entry("words") + "\n"
    assert mended(head + tags + "\n", "F313", config=MARKDOWN) == head + images + "\n"
    assert mended(head + images + "\n", "F313", config=HTML) == head + tags + "\n"
    assert changes(head + tags + "\n", head + images + "\n") == ()


APART = note("""
    ## Graphs

    [Graphs](https://arxiv.org/abs/2101.00001)

    {}

    What they say.

    {}
    """)


def test_a_figure_that_is_a_block_of_an_entry() -> None:
    tags, images = (
        APART.replace("{}", '<img src="a.png" />'),
        APART.replace("{}", "![](a.png)"),
    )
    assert mended(tags, "F313", config=MARKDOWN) == images
    assert mended(images, "F313", config=HTML) == tags
    assert changes(tags, images) == ()


@BOTH
@pytest.mark.parametrize("figure", ['<img src="a.png" />', "![](a.png)"])
@pytest.mark.parametrize(
    "text",
    [
        "{}\n\nBefore all entries.\n\n1. [Graphs](https://arxiv.org/abs/2101.00001)\n",
        "1. [Graphs](https://arxiv.org/abs/2101.00001)\n\n{}\n\n2. [Trees](https://arxiv.org/abs/2101.00002)\n",
        "1. [Graphs](https://arxiv.org/abs/2101.00001)\n\n   {}\n\n   Text.\n",
        "## [Graphs](https://arxiv.org/abs/2101.00001)\n\n1. One.\n\n{}\n\n2. Two.\n",
        "## [Graphs](https://arxiv.org/abs/2101.00001)\n\n1. One.\n\n<!-- a -->\n\n{}\n\n2. Two.\n",
        "## [Graphs](https://arxiv.org/abs/2101.00001)\n\n{}\n### Next\n",
        "## [Graphs](https://arxiv.org/abs/2101.00001)\n\n{}\n```\ncode\n```\n",
        "## [Graphs](https://arxiv.org/abs/2101.00001)\n\n```\ncode\n```\n{}\n\nText.\n",
    ],
)
def test_a_block_that_would_have_other_gaps_stays(
    text: str, figure: str, config: Config
) -> None:
    assert found(text.replace("{}", figure), "F313", config=config) == []


@pytest.mark.parametrize(
    "text",
    [
        "1. [Graphs](https://arxiv.org/abs/2101.00001)<br/>\n![](a.png)\ntext\n",
        "[Graphs](https://arxiv.org/abs/2101.00001)\n\n![](a.png)\ntext\n",
        "[Graphs](https://arxiv.org/abs/2101.00001)\n\n![](a.png)  \ntext\n",
        "[Graphs](https://arxiv.org/abs/2101.00001)\n\n![](a.png)\n## Next\n",
        "[Graphs](https://arxiv.org/abs/2101.00001)\n\n![](a.png)\n===\n",
        "[Graphs](https://arxiv.org/abs/2101.00001)\n\n- ![](a.png)\n",
    ],
)
def test_no_tag_where_it_would_begin_a_block(text: str) -> None:
    assert found(text, "F313", config=HTML) == []


def test_a_tag_that_cuts_a_list_is_left_to_the_rule_that_indents_it() -> None:
    text = (
        entry("words")
        + '<img src="a.png" />\nshown raw ![](b.png)\n\n2. [Trees](https://arxiv.org/abs/2101.00002)\n   ![](c.png) c\n'
    )
    assert marked(text, "F313", config=MARKDOWN) == []
    assert marked(text, "F313", config=HTML) == ["![](c.png)"]


def test_a_tag_and_a_break_do_not_meet_in_a_block() -> None:
    text = "[Graphs](https://arxiv.org/abs/2101.00001)\n\n![](a.png)<br/>\ntext\n"
    config = Config(
        select=("F313", "B201"),
        notebook=Preferences(figure="html", line_break="two-spaces"),
    )
    done = fix_source(Source(text), config, lambda _: None)
    assert done.source.text == text.replace("<br/>", "  ")
    assert done.refused == ()


FIGURES = [
    "![](a.png)",
    "![a b](x(1).png 'T')",
    '<img src="f_1.png" alt="fig a_b: x">',
    "<img src=f.png/>",
    '<img src="a b.png" width=5/>',
    '<img src="图.png" title="t">',
    "[![](k.png)](u)",
    "<a href=x>![](z.png)</a>",
    "**![](c.png)**",
    "# ![](h.png)",
    "| ![](t.png) |",
    "[a]: b![](a.png)",
    "https://example.org/a![](a.png)",
    "\n![](alone.png)\n",
    '\n<img src="alone.png">\n',
    "> ![](q.png)",
]
WORDS = [
    "",
    "text",
    "|---|",
    "===",
    "- ",
    "2. [Trees](https://arxiv.org/abs/2101.00002)",
    "*",
    "[",
    "](u)",
    "!",
    "\\",
]
LINES = st.tuples(
    st.sampled_from(["", "   ", "  ", "    "]),
    st.sampled_from(WORDS),
    st.sampled_from(FIGURES),
    st.sampled_from(WORDS),
    st.sampled_from(["", "<br/>", "  ", "\\"]),
).map("".join)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(LINES, max_size=6),
    st.sampled_from(["markdown", "html"]),
    st.sampled_from(["auto", "two-spaces", "<br/>"]),
)
def test_the_page_stays_and_one_run_is_enough(
    lines: list[str], figure: str, line_break: str
) -> None:
    text = "\n".join(["1. [Graphs](https://arxiv.org/abs/2101.00001)", *lines, ""])
    whole = fix_source(
        Source(text), Config(select=("F307",)), lambda _: None
    ).source.text
    config = Config(
        select=("F313", "B201"),
        notebook=Preferences(figure=figure, line_break=line_break),
    )
    done = fix_source(Source(whole), config, lambda _: None)
    assert changes(whole, done.source.text) == ()
    assert (
        fix_source(done.source, config, lambda _: None).source.text == done.source.text
    )
    assert [each.code for each in done.refused if each.code == "F313"] == []
    assert len(re.findall(r"!\[|<img", done.source.text)) == len(
        re.findall(r"!\[|<img", whole)
    )
