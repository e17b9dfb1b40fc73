"""Our reading beside GitHub's: what the tree shows is what cmark-gfm shows."""

from __future__ import annotations

import json
import re
from pathlib import Path

import mistletoe
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mistletoe import block_token
from mistletoe.html_renderer import HtmlRenderer

from notelint.markdown import parse, tree
from tests.markdown.cases import CASES, FOOTNOTES, MENDS, Mend
from tests.markdown.render import codeless, github, loosened, ours

SPEC = Path(__file__).parents[3] / "shared/commonmark/spec-0.31.2.json"
EXAMPLES = (
    {each["example"]: each["markdown"] for each in json.loads(SPEC.read_text("utf-8"))}
    if SPEC.exists()
    else {}
)
needs_spec = pytest.mark.skipif(
    not EXAMPLES, reason="the CommonMark examples are not here"
)

# What cmark-gfm shows otherwise, and why we leave it so
EXCEPTIONS = {
    28: "a number beyond Unicode: cmark-gfm shows U+FFFD, the tree keeps what is written",
    98: "two rules at the head of a file are front matter on GitHub",
    606: "bare mail addresses are no links to papers, and are left alone",
    612: "bare mail addresses are no links to papers, and are left alone",
}


@needs_spec
@pytest.mark.parametrize("number", sorted(EXAMPLES.keys() - EXCEPTIONS.keys()))
def test_spec_example_reads_as_on_github(number):
    text = EXAMPLES[number]
    assert codeless(ours(text)) == codeless(github(text))


@needs_spec
@pytest.mark.parametrize("number", sorted(EXCEPTIONS))
def test_exception_is_still_one(number):
    text = EXAMPLES[number]
    assert codeless(ours(text)) != codeless(github(text))


@pytest.mark.parametrize("text", CASES.values(), ids=CASES)
def test_case_reads_as_on_github(text):
    assert codeless(ours(text)) == codeless(github(text))


@pytest.mark.parametrize("mend", MENDS.values(), ids=MENDS)
def test_mend_reads_as_on_github_and_not_as_mistletoe_does(mend: Mend):
    stock, page = mistletoe.markdown(mend.text, HtmlRenderer), github(mend.text)
    assert mend.stock in stock
    assert mend.stock not in page
    assert mend.github in page
    assert codeless(ours(mend.text)) == codeless(page)


@pytest.mark.parametrize("text", FOOTNOTES.values(), ids=FOOTNOTES)
def test_footnote_is_one_on_github(text):
    page = github(text, footnotes=True)
    nodes = list(walk(parse(text).children))
    assert ("data-footnote-ref" in page) == any(
        isinstance(node, tree.FootnoteReference) for node in nodes
    )
    notes = re.findall(r'<section class="footnotes".*', page, re.DOTALL)
    definitions = [node for node in nodes if isinstance(node, tree.FootnoteDefinition)]
    assert len(notes) == len(definitions)
    for definition in definitions:
        assert notes[0].count("<p>") == len(definition.children)


def walk(nodes):
    for node in nodes:
        yield node
        yield from walk(tree.children_of(node))


def test_lone_tag_left_of_an_item_ends_the_list_on_github_only():
    text = "1. a\n<img>\n2. b\n"
    assert github(text) == "<ol>\n<li>a</li>\n</ol>\n<img>\n2. b"
    (block,) = parse(text).children
    assert [item.list_interruptions for item in block.children] == [(2,), ()]


def test_byte_order_mark_is_left_to_the_source():
    assert github("\ufeff# T\n") == "<h1>T</h1>"
    assert mistletoe.markdown("\ufeff# T\n") == "<p>\ufeff# T</p>\n"


# Block structure beside stock mistletoe's

KINDS = {
    "Paragraph": "paragraph",
    "Heading": "heading",
    "SetextHeading": "heading",
    "CodeFence": "code",
    "BlockCode": "code",
    "HtmlBlock": "html",
    "Quote": "quote",
    "List": "list",
    "ListItem": "item",
    "Table": "table",
    "ThematicBreak": "rule",
}
OUR_KINDS = {
    tree.Paragraph: "paragraph",
    tree.Heading: "heading",
    tree.CodeBlock: "code",
    tree.HtmlBlock: "html",
    tree.Quote: "quote",
    tree.ListBlock: "list",
    tree.Item: "item",
    tree.Table: "table",
    tree.ThematicBreak: "rule",
}
OTHER_BLOCKS = {
    98: "two rules at the head of a file are front matter",
}


def our_blocks(nodes):
    return [
        (OUR_KINDS[type(node)], our_blocks(inner(node)))
        for node in nodes
        if type(node) in OUR_KINDS
    ]


def inner(node):
    return (
        node.children
        if isinstance(node, tree.Quote | tree.ListBlock | tree.Item)
        else ()
    )


def stock_blocks(text):
    def of(tokens):
        return [
            (
                KINDS[type(token).__name__],
                of(
                    token.children
                    if type(token).__name__ in {"Quote", "List", "ListItem"}
                    else ()
                ),
            )
            for token in tokens
            if type(token).__name__ in KINDS
        ]

    with HtmlRenderer():
        return of(block_token.Document(text).children)


@needs_spec
def test_blocks_are_mistletoe_s_but_where_listed():
    differ = {
        number
        for number, text in EXAMPLES.items()
        if our_blocks(parse(text).children) != stock_blocks(text)
    }
    assert differ == set(OTHER_BLOCKS)


# Documents of fragments

WORDS = [
    "a",
    "b ",
    "x",
    "论文",
    "！",
    "　",
    "(",
    ")",
    "\\",
    "&amp;",
    "http://x.y/z",
    "www.a.b",
    "<http://u.v>",
    "[a](b)",
    "[a]",
    "[",
    "]",
    "![",
    "-",
    "|",
]
MARKS = [
    "# h",
    "#",
    "- ",
    "* ",
    "+ ",
    "1. ",
    "2. ",
    "10. ",
    "> ",
    ">",
    " ",
    "  ",
    "   ",
    "    ",
    "\t",
    "---",
    "===",
    "|a|b|",
    "|-|-|",
]
DELIMITERS = [
    "*",
    "**",
    "_",
    "~~",
    "`",
    "``",
    "\\|",
    '"t"',
    "<b>x",
    "x<br>",
    "<b",
    "<!-- c -->x",
]
BLOCKS = ["```", "~~~", "<div>", "</div>", "<p>", "<!--"]
ENDS = ["\n", "\n", "\n", "\n\n", "  \n"]
FRAGMENTS = st.lists(
    st.sampled_from([*WORDS, *MARKS, *DELIMITERS, *BLOCKS, *ENDS, *ENDS]),
    min_size=2,
    max_size=16,
).map("".join)
# Left out by construction: lone tags (an item is kept whole), definitions elsewhere than at
# the end (cmark-gfm keeps the title of a definition that it refuses for its title, and
# drops paragraphs that were only definitions), front matter, task boxes in headings
DOCUMENTS = FRAGMENTS.map(lambda text: f"{text}\n\n[a]: /u\n").filter(
    lambda text: not text.startswith("---") and "\\&" not in text
)


@settings(
    max_examples=1500,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.filter_too_much],
)
@given(DOCUMENTS)
def test_any_document_reads_as_on_github(text):
    one, other = codeless(ours(text)), codeless(github(text))
    if re.search(
        "```|~~~|<!--", text
    ):  # a blank line at the end of an open fence does not loosen a list there
        one, other = loosened(one), loosened(other)
    assert one == other
