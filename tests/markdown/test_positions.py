"""Every range is the source's: over the CommonMark examples in all sorts of wrappings,
real notebooks, and documents of fragments.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from notelint.markdown import tree
from notelint.text.source import Source
from tests.markdown.cases import CASES, FOOTNOTES, MENDS
from tests.markdown.positions import check, nodes_of
from tests.markdown.test_github import (
    BLOCKS,
    DELIMITERS,
    ENDS,
    EXAMPLES,
    MARKS,
    WORDS,
    needs_spec,
)

NOTEBOOKS = Path(__file__).parents[3] / "shared/notebooks"
FILES = sorted(NOTEBOOKS.rglob("*.md"))
OWN = [*CASES.values(), *FOOTNOTES.values(), *(mend.text for mend in MENDS.values())]


def indented(text: str, first: str, others: str) -> str:
    return "".join(
        (others if number and line.strip() else "" if number else first) + line
        for number, line in enumerate(text.splitlines(True))
    )


def quoted(text: str) -> str:
    return "".join("> " + line for line in text.splitlines(True))


def one_line(text: str) -> str:
    return text.strip("\n").replace("\n", " ")


WRAPPINGS = {
    "plain": lambda text: text,
    "CRLF": lambda text: text.replace("\n", "\r\n"),
    "CR": lambda text: text.replace("\n", "\r"),
    "no last line end": lambda text: text.rstrip("\n"),
    "quote": quoted,
    "item": lambda text: indented(text, "- ", "  "),
    "ordered item": lambda text: indented(text, "10. ", "    "),
    "nested item in a quote": lambda text: quoted(indented(text, "1. - ", "     ")),
    "item that begins blank": lambda text: "-\n" + indented(text, "  ", "  "),
    "under an item with a tab": lambda text: "- a\n\n" + indented(text, "\t", "\t"),
    "quote in an item, CRLF": lambda text: indented(quoted(text), "1. ", "   ").replace(
        "\n", "\r\n"
    ),
    "table cell": lambda text: (
        "|a|b|\n|-|-|\n|c|" + one_line(text).replace("|", "\\|") + "|\n"
    ),
    "heading": lambda text: "## " + one_line(text) + " ##\n",
    "underlined heading": lambda text: text.rstrip("\n") + "\n---\n",
    "behind wide characters": lambda text: "如图😀é\u0301 " + text,
    "footnote": lambda text: "[^1]: " + indented(text, "", "    ") + "\n\na[^1]\n",
    "front matter": lambda text: "---\na: b\n---\n" + text,
    "lazy": lambda text: "> 1. a\n" + text,
}


@needs_spec
@pytest.mark.parametrize("wrap", WRAPPINGS.values(), ids=WRAPPINGS)
def test_spec_examples(wrap):
    for text in EXAMPLES.values():
        check(wrap(text))


@pytest.mark.parametrize("wrap", WRAPPINGS.values(), ids=WRAPPINGS)
def test_own_cases(wrap):
    for text in OWN:
        check(wrap(text))


@pytest.mark.skipif(not FILES, reason="the notebooks are not here")
@pytest.mark.parametrize(
    "path", FILES, ids=[str(path.relative_to(NOTEBOOKS)) for path in FILES]
)
def test_notebook(path):
    check(Source.from_bytes(path.read_bytes()).text)


PIECES = [*WORDS, *MARKS, *DELIMITERS, *BLOCKS, *ENDS, *ENDS]
OTHERS = [
    "\r\n",
    "\r",
    "[a]: /u 't'\n",
    "[^1]",
    "\n[^1]: ",
    "$a$",
    "$$b$$",
    "<img src='x' a=b>",
    "![c](<d> (e))",
    "😀",
    "\u2028",
    "[x][a]",
    "> > ",
    "- - ",
]


@settings(max_examples=1000, deadline=None)
@given(st.lists(st.sampled_from([*PIECES, *OTHERS]), max_size=24).map("".join))
def test_any_document(text):
    check(text)


@settings(max_examples=300, deadline=None)
@given(
    st.text(
        alphabet=st.sampled_from("ab \t\n\r>-+*_~`#=|[]()<>!\\$&;:'\"1.　论😀/w"),
        max_size=60,
    )
)
def test_any_text(text):
    check(text)


def test_wrapped_inlines_are_found_where_they_stand():
    text = "[如图](a 'b') *c* `d` <e f='g'> ![h](i) <http://j> www.k.l ~~m~~ $n$\n"
    kinds = {tree.Link, tree.Image, tree.Styled, tree.InlineCode, tree.Tag, tree.Math}
    expected = re.findall(
        r"\[如图\]\(a 'b'\)|\*c\*|`d`|<e f='g'>|!\[h\]\(i\)|<http://j>|www\.k\.l|~~m~~|\$n\$",
        text,
    )
    for wrap in WRAPPINGS.values():
        wrapped = wrap(text)
        found = [
            wrapped[slice(*node.span)]
            for node, _ in nodes_of(check(wrapped), ())
            if type(node) in kinds
        ]
        assert found == expected, wrapped


@pytest.mark.parametrize(
    "label", ["^*1*", "^\n1", "^1\n", "^b*c", "^*c", "^`c`", "^_a_ b", "^a~~b"]
)
@pytest.mark.parametrize(
    "around", ["a[{}] z", "*a [{}]* d", "[{}] a* b_", "**a[{}]** ~~b~~"]
)
def test_what_a_label_of_a_footnote_holds_is_no_markup(label: str, around: str) -> None:
    check(f"{around.format(label)}\n\n[{label}]: x\n")
