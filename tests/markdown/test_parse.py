"""Trees of plain texts: what is silent, what is found, and where."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from notelint.errors import UnreadableError
from notelint.markdown import parse, tree
from notelint.markdown.inline_scanner import Scanner
from notelint.markdown.tree import (
    Attribute,
    LineBreak,
    Link,
    Math,
    Paragraph,
    Styled,
    Tag,
    Text,
)
from notelint.text.source import Source, Span

SEED = Path(__file__).parents[3] / "shared/notebooks/seed/README.md"


def only(text: str):
    (block,) = parse(text).children
    return block


def inlines(text: str):
    return only(text).children


def at(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


# Whole texts


@pytest.mark.parametrize("text", ["", "\n", "  \n\t\n", "\r\n\r\n", "     \n"])
def test_nothing(text):
    assert parse(text).children == ()


def test_document_covers_the_text():
    assert parse("a\n\n").span == Span(0, 3)


def test_source_is_taken_as_it_is():
    assert parse(Source("a\n")) == parse("a\n")


def test_paragraph():
    assert only("  如图\n") == Paragraph(Span(2, 4), (Text(Span(2, 4), "如图"),), None)


# Front matter


def test_front_matter():
    front, paragraph = parse("---\ntitle: a\ntags:\n  - b\n# c\n\n---\nd\n").children
    assert front == tree.FrontMatter(Span(0, 33))
    assert paragraph.span == Span(34, 35)


def test_front_matter_that_dots_end():
    assert parse("---\na: b\n...\n").children == (tree.FrontMatter(Span(0, 12)),)


@pytest.mark.parametrize(
    "text",
    [
        "---\nwords\n---\n",
        "---\na: b\n",
        "a\n---\nb: c\n---\n",
        " ---\na: b\n---\n",
        "----\na: b\n----\n",
        "---\n",
    ],
    ids=["words", "never closed", "not first", "indented", "four dashes", "alone"],
)
def test_no_front_matter(text):
    assert not any(
        isinstance(block, tree.FrontMatter) for block in parse(text).children
    )


# Blocks


def test_headings():
    text = "# a b #\n\nc *d*\n===\n\n##\n"
    one, two, three = parse(text).children
    assert (one.level, one.span, one.text_span) == (1, Span(0, 7), at(text, "a b"))
    assert (two.level, two.span, two.text_span) == (
        1,
        at(text, "c *d*\n==="),
        at(text, "c *d*"),
    )
    assert (three.level, three.text_span, three.children) == (2, Span(22, 22), ())


def test_code():
    text = "```py x\na\n```\n\n    b\n\n\n"
    assert parse(text).children == (
        tree.CodeBlock(Span(0, 13), True, "py x"),
        tree.CodeBlock(at(text, "b"), False, ""),
    )


def test_alert():
    assert only("> [!Note]\n> a\n").alert == "note"


@pytest.mark.parametrize("text", ["> [!note] a\n", "> [!other]\n", "> a\n> [!note]\n"])
def test_no_alert(text):
    assert only(text).alert == ""


def test_task():
    text = "- [x] a\n- [ ]b\n"
    one, two = only(text).children
    assert one.children[0].task == at(text, "[x]")
    assert two.children[0].task is None


def test_items():
    text = "3. a\n10) b\n-\n"
    lists = parse(text).children
    assert [
        (item.marker, item.marker_span, item.column, item.number)
        for each in lists
        for item in each.children
    ] == [
        ("3.", Span(0, 2), 3, 3),
        ("10)", Span(5, 8), 4, 10),
        ("-", Span(11, 12), 2, None),
    ]
    assert [each.ordered for each in lists] == [True, True, False]


def test_column_counts_tabs_as_four():
    assert only("-\ta\n").children[0].column == 4
    assert only("> -\ta\n").children[0].children[0].column == 4


def test_item_without_text_ends_at_its_marker():
    assert only("- \n").children[0].span == Span(0, 1)


@pytest.mark.parametrize(
    "text",
    ["- a\n- b\n", "- a\n  - b\n\n", "- ```\n\n  ```\n- a\n", "- [a]: b\n\n  c\n"],
)
def test_tight_list(text):
    assert not only(text).loose


@pytest.mark.parametrize(
    "text", ["- a\n\n- b\n", "- a\n\n  b\n", "- a\n- b\n\n  [c]: d\n"]
)
def test_loose_list(text):
    assert only(text).loose


CUT = "1. [A](b)<br/>\n如图<br/>\n<img src='c' />\n\n2. [D](e)<br/>\n   f\n<br>\n"


def test_cuts_of_entries_like_the_seed_s():
    numbers = only(CUT)
    assert [item.list_interruptions for item in numbers.children] == [(3,), (7,)]
    assert [item.number for item in numbers.children] == [1, 2]


@pytest.mark.parametrize(
    "text",
    [
        "1. a\n   <img>\n",
        "1. a\n<img> b\n",
        "1. a\n<img><img>\n",
        "1. a\nb\n",
        "1. a\n    <img>\n",
        "1. ```\n   <img>\n   ```\n",
        "1. a\n\n   <img>\n",
    ],
    ids=[
        "indented",
        "tag and text",
        "two tags",
        "lazy text",
        "far in",
        "code",
        "own block",
    ],
)
def test_no_cuts(text):
    assert only(text).children[0].list_interruptions == ()


def test_cut_belongs_to_the_outer_item():
    (item,) = only("1. a\n   - b\n<br>\n").children
    assert item.list_interruptions == (3,)
    assert item.children[1].children[0].list_interruptions == ()


@pytest.mark.skipif(not SEED.exists(), reason="the seed notebook is not here")
def test_cuts_of_the_seed():
    source = Source.from_bytes(SEED.read_bytes())
    lists = [
        block for block in parse(source).children if isinstance(block, tree.ListBlock)
    ]
    cuts = [
        line
        for each in lists
        for item in each.children
        for line in item.list_interruptions
    ]
    assert cuts
    assert all(source.line(line).startswith("<") for line in cuts)


def test_table():
    text = "| a \\| b | `c\\|d` |\n|:--|--:|\n| 1 |\n"
    table = only(text)
    assert table.align == ("left", "right")
    one, two = table.head.children
    assert (one.span, one.children) == (
        at(text, "a \\| b"),
        (Text(at(text, "a \\| b"), "a | b"),),
    )
    assert (two.span, two.children[0].text) == (at(text, "`c\\|d`"), "c|d")
    (row,) = table.children
    assert [cell.span for cell in row.children] == [
        at(text, "1"),
        Span(len(text) - 1, len(text) - 1),
    ]


def test_missing_cells_are_made_up_within_reason():
    width, rows = 2000, 200
    table = only("|" + "a|" * width + "\n|" + "-|" * width + "\n" + "b\n" * rows)
    assert len(table.children) == rows
    assert len(table.children[0].children) == width
    assert len(table.children[-1].children) == 1


def test_definition():
    text = "[A  b]: <c> 'd&amp;'\nx [a B]\n"
    definition, paragraph = parse(text).children
    assert definition == tree.Definition(
        at(text, "[A  b]: <c> 'd&amp;'"),
        "a b",
        "c",
        at(text, "c"),
        "d&",
        at(text, "d&amp;"),
    )
    link = paragraph.children[1]
    assert (link.form, link.target, link.target_span, link.title) == (
        "shortcut",
        "c",
        at(text, "c"),
        "d&",
    )


def test_first_definition_wins():
    text = "[a]\n\n[a]: b\n[a]: c\n"
    assert parse(text).children[0].children[0].target == "b"


def test_footnotes():
    text = "a[^1] [^2]\n\n[^1]: b\n\n    c\n"
    paragraph, definition = parse(text).children
    assert paragraph.children[1] == tree.FootnoteReference(at(text, "[^1]"), "1")
    assert paragraph.children[2].text == " [^2]"
    assert (definition.label, [child.span for child in definition.children]) == (
        "1",
        [at(text, "b"), at(text, "c")],
    )


def test_html_block():
    text = "<div class=a>\n<!-- b --><img src='c&amp;d' alt = \"e\"\n hidden />\n</div> < 1 <!-- f\n"
    block = only(text)
    assert block.text == text[:-1].replace("\n hidden", "\nhidden")
    div, comment, img, end, last = block.parts
    assert div == Tag(
        at(text, "<div class=a>"),
        "div",
        "open",
        (Attribute(at(text, "class=a"), "class", "a", Span(11, 12), ""),),
    )
    assert comment == tree.RawHtml(at(text, "<!-- b -->"), "comment")
    assert (img.name, img.form, img.span) == (
        "img",
        "empty",
        at(text, "<img src='c&amp;d' alt = \"e\"\n hidden />"),
    )
    assert img.attributes == (
        Attribute(at(text, "src='c&amp;d'"), "src", "c&d", at(text, "c&amp;d"), "'"),
        Attribute(
            at(text, 'alt = "e"'),
            "alt",
            "e",
            at(text, '"e"')._replace(
                start=text.index('"e"') + 1, end=text.index('"e"') + 2
            ),
            '"',
        ),
        Attribute(at(text, "hidden"), "hidden", "", None, ""),
    )
    assert (end.name, end.form) == ("div", "close")
    assert last.span == at(text, "<!-- f")
    assert img.get("alt").value == "e"
    assert img.get("title") is None


# Inlines


def test_link():
    text = "见 [如*图*](<a b> (c))\n"
    link = inlines(text)[1]
    assert link == Link(
        at(text, "[如*图*](<a b> (c))"),
        "inline",
        "a b",
        at(text, "a b"),
        "c",
        at(text, "c"),
        at(text, "如*图*"),
        (
            Text(at(text, "如"), "如"),
            Styled(at(text, "*图*"), "em", (Text(at(text, "图"), "图"),)),
        ),
    )


def test_link_over_the_lines_of_a_quote():
    text = "> [a\n> b](c\n> 'd')\n"
    (link,) = only(text).children[0].children
    assert text[slice(*link.span)] == "[a\n> b](c\n> 'd')"
    assert text[slice(*link.text_span)] == "a\n> b"
    assert text[slice(*link.title_span)] == "d"
    assert link.children[1] == LineBreak(Span(4, 5), "soft")


def test_image_and_its_words():
    image = inlines("![a [b](c)](d)\n")[0]
    assert (type(image), image.target, image.children[1].target) == (
        tree.Image,
        "d",
        "c",
    )


def test_addresses():
    text = "<http://a> <b@c.d> www.e.f\n"
    links = [node for node in inlines(text) if isinstance(node, Link)]
    assert [(link.form, link.target) for link in links] == [
        ("autolink", "http://a"),
        ("autolink", "mailto:b@c.d"),
        ("bare", "http://www.e.f"),
    ]


def test_math():
    text = "$a_b*c*d$ $$e_f\n_g$$ $`h*i*`$\n"
    assert [node for node in inlines(text) if isinstance(node, Math)] == [
        Math(at(text, "$a_b*c*d$"), "a_b*c*d"),
        Math(at(text, "$$e_f\n_g$$"), "e_f\n_g"),
        Math(at(text, "$`h*i*`$"), "h*i*"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "$5 and $10\n",
        "$ a$\n",
        "a$b$\n",
        "\\$a$\n",
        "$a\n",
        "$$\n",
        "$a$1\n",
        "$a\nb$\n",
    ],
)
def test_no_math(text):
    assert not any(isinstance(node, Math) for node in inlines(text))


def test_breaks_take_their_marks_and_line_ends():
    breaks = [
        node for node in inlines("a  \r\nb\\\nc \nd\n") if isinstance(node, LineBreak)
    ]
    assert breaks == [
        LineBreak(Span(1, 5), "two-spaces"),
        LineBreak(Span(6, 8), "backslash"),
        LineBreak(Span(9, 11), "soft"),
    ]


def test_rows_of_math_break_softly():
    text = "a \\\\\nb\n"
    assert inlines(text)[1:3] == (
        Text(at(text, "\\\\"), "\\"),
        LineBreak(Span(4, 5), "soft"),
    )


def test_words_are_decoded():
    assert [node.text for node in inlines("a&amp;b \\* &nothing;\n")] == [
        "a&b ",
        "*",
        " &nothing;",
    ]


def test_code_span():
    assert [
        node.text
        for node in inlines("`` a`b `` `  ` ` c\nd `\n")
        if isinstance(node, tree.InlineCode)
    ] == ["a`b", "  ", "c d"]


def test_raw_html():
    text = "a <!-- b --> <?c?> <!D e> <![CDATA[f]]>\n"
    kinds = [node.kind for node in inlines(text) if isinstance(node, tree.RawHtml)]
    assert kinds == ["comment", "instruction", "declaration", "cdata"]


def test_children_of_a_table_begin_with_its_head():
    table = only("|a|\n|-|\n|b|\n")
    assert tree.children_of(table) == (table.head, *table.children)
    assert tree.children_of(tree.ThematicBreak(Span(0, 3))) == ()


# Depth, threads, time


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a\n\n" + "> " * 101 + "b\n", 3),
        ("- " * 101 + "b\n", 1),
        ("* " * 40_000 + "*x*", 1),
        ("".join("  " * depth + "- a\n" for depth in range(102)), 101),
        ("a\n\n" + "*a " * 201 + "b" + " c*" * 201, 3),
        ("x\n" + "![" * 201 + "a" + "](b)" * 201, 2),
    ],
    ids=[
        "quotes",
        "items on a line",
        "rule that is none",
        "items on lines",
        "emphasis",
        "images",
    ],
)
def test_nested_too_deep(text, line):
    with pytest.raises(UnreadableError, match="deep") as caught:
        parse(text)
    assert caught.value.line == line
    assert only("> a\n> ===\n").children[0].level == 1


@pytest.mark.parametrize(
    "text", ["> " * 100 + "a\n", "- " * 100 + "a\n", "*a " * 200 + "b" + " c*" * 200]
)
def test_nested_as_deep_as_may_be(text):
    parse(text)


def test_stack_that_is_short_already_is_told_as_depth():
    def deeper(levels: int):
        return deeper(levels - 1) if levels else parse("> " * 100 + "a\n")

    with pytest.raises(UnreadableError, match="deep"):
        deeper(700)


def test_threads_share_nothing():
    texts = [
        CUT,
        "> a\n> ===\n\n[b]\n\n[b]: c\n",
        "|a|\n|-|\n|b|\n",
        "```\n- a\n",
        "- a\n  > b\nc\n<br>\n",
    ] * 8
    expected = [parse(text) for text in texts]
    with ThreadPoolExecutor(8) as pool:
        for trees in pool.map(lambda _: [parse(text) for text in texts], range(8)):
            assert trees == expected


SLOW = {
    "brackets": "[",
    "links": "[a](b) ",
    "links never closed": "[a](",
    "links with titles never closed": '[a](b "',
    "brackets in Chinese": "如图[1]所示，",
    "references": "[a][b] ",
    "images around links": "![[a](b)",
    "footnotes": "[^",
    "emphasis": "*a **b ",
    "strong": "**x** ",
    "emphasis of two kinds": "*_",
    "tildes": "~~a ~",
    "code": "`` ` ",
    "comments": "<!-- ",
    "comments of six dashes": "<!------>",
    "instructions": "a <?",
    "declarations": "<!A ",
    "tags": "<a ",
    "tags with values": '<a b="',
    "names in HTML": "<div>\n<a",
    "math": "$$a $",
    "addresses": "www.a_",
    "entities": "&amp;&#",
    "backslashes": "\\",
    "pipes": "|a",
    "table": "|a|\n|-|\n",
    "quotes": "> a\nb\n",
    "items": "- a\n\n",
    "items in items": "- - - a\n",
    "items and lazy lines": "1. a\n<br>\n",
    "tabs": "-\ta\n\t",
    "definitions": "[a]: /b\n",
    "footnote definitions": "[^a]: b\n",
    "headings": "# a #\n",
    "underlines": "a\n=\n",
    "fences": "- ```\n",
    "blank lines": "a\n\n\n",
}
LONG = {
    "code of all lengths": "".join("`" * size + " " for size in range(1, 400)),
    "brackets nested": "[" * 40_000 + "]" * 40_000 + "\n\n[a]: /b\n",
    "one name": "<div>\n<" + "a" * 80_000,
    "blanks in a heading": "# a" + " " * 80_000 + "b",
    "blanks in a delimiter row": "|a|\n|-" + " " * 80_000 + "x",
    "wide table with short rows": "|"
    + "a|" * 15_000
    + "\n|"
    + "-|" * 15_000
    + "\n"
    + "a\n" * 15_000,
    "lazy lines far in": "> " * 90 + "a\n" + "b\n" * 5_000,
    "items far in": ("- " * 90 + "a\n\n\n") * 80,
}


@pytest.mark.parametrize(
    "text",
    [piece * (60_000 // len(piece)) for piece in SLOW.values()] + list(LONG.values()),
    ids=[*SLOW, *LONG],
)
def test_long_text_takes_no_long_time(text):
    """Each takes a fraction of a second; what is quadratic takes minutes and is noticed."""
    assert parse(text).span.end == len(text)


@pytest.mark.parametrize(
    "piece", ["[a](b) ", "如图[1]所示，", "[", "*a_ ", "www.a_ ", "<a "]
)
def test_scanner_stops_once_at_each_special_character(piece, monkeypatch):
    steps = []
    monkeypatch.setattr("notelint.markdown.inline_scanner._SPECIAL", Counting(steps))
    text = piece * 500
    Scanner(text, {}, set()).scan()
    assert len(steps) <= len(text) + 1
    assert steps == sorted(steps)


class Counting:
    """The scanner's pattern, writing down where it is asked to search."""

    def __init__(self, steps: list[int]) -> None:
        from notelint.markdown.inline_scanner import _SPECIAL

        self.pattern, self.steps = _SPECIAL, steps

    def search(self, text: str, place: int):
        self.steps.append(place)
        return self.pattern.search(text, place)
