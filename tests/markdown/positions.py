"""What must hold of every position in every tree, whatever was parsed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from notelint.markdown import leaf_blocks, parse, tree
from notelint.markdown.container_blocks import List, tokenize
from notelint.markdown.lines import joined, split
from notelint.markdown.text import unescape_all, unescape_entities
from notelint.text.source import Source, Span

BLOCKS = (
    tree.Paragraph,
    tree.Heading,
    tree.CodeBlock,
    tree.HtmlBlock,
    tree.ThematicBreak,
    tree.Quote,
    tree.ListBlock,
    tree.Table,
    tree.FootnoteDefinition,
    tree.FrontMatter,
)
REFERENCES = {"full", "collapsed", "shortcut"}


def check(text: str) -> tree.Document:
    """Parse a text and hold its tree to all that is said here."""
    source = Source(text)
    document = parse(source)
    assert document.span == Span(0, len(text))
    for node, parents in nodes_of(document, ()):
        check_place(source, node, parents)
        check_words(source, node, parents)
        check_block_words(source, node)
        check_alone(source, node, parents)
    check_contents(source, document)
    return document


def nodes_of(
    node: Any, parents: tuple[Any, ...]
) -> Iterator[tuple[Any, tuple[Any, ...]]]:
    for child in tree.children_of(node):
        yield child, (*parents, node)
        yield from nodes_of(child, (*parents, node))


def check_place(source: Source, node: Any, parents: tuple[Any, ...]) -> None:
    """Nodes lie in their parents, in order, apart from each other; between inlines there
    is only what containers take.
    """
    start, end = node.span
    assert 0 <= start <= end <= len(source.text)
    assert parents[-1].span.covers(node.span), (parents[-1], node)
    children = tree.children_of(node)
    for one, two in pairwise(children):
        assert one.span.end <= two.span.start, (one, two)
    if isinstance(node, BLOCKS):
        assert (
            source.text[
                end : source.line_span(source.line_of(max(start, end - 1))).end
            ].strip(" \t")
            == ""
        )  # an item may be empty
        assert source.text[start] not in " \t\r\n"
    if isinstance(
        node,
        tree.Paragraph
        | tree.Heading
        | tree.Styled
        | tree.Cell
        | tree.Link
        | tree.Image,
    ):
        in_cell = isinstance(node, tree.Cell) or any(
            isinstance(each, tree.Cell) for each in parents
        )
        for one, two in pairwise(children):
            gap = source.text[one.span.end : two.span.start]
            if isinstance(one, tree.LineBreak):
                assert not gap.strip(" \t>"), gap
            else:
                assert gap == "" or (in_cell and gap == "\\"), gap


def check_words(source: Source, node: Any, parents: tuple[Any, ...]) -> None:
    """What a range holds is what the node says."""
    raw = source.slice(node.span)
    in_cell = any(isinstance(each, tree.Cell) for each in parents)
    match node:
        case tree.Text(_, text):
            shown = raw.replace("\\|", "|") if in_cell else raw
            escaped = re.fullmatch(r"\\[!-/:-@\[-`{-~]", shown)
            bare = isinstance(parents[-1], tree.Link) and parents[-1].form == "bare"
            assert text == (
                shown[1] if escaped else shown if bare else unescape_entities(shown)
            )
        case tree.LineBreak(_, style):
            assert raw.rstrip("\r\n") != raw
            assert raw.rstrip("\r\n").strip(" \t") == (
                "\\" if style == "backslash" else ""
            )
        case tree.Link() | tree.Image():
            check_link(source, node, in_cell=in_cell)
        case tree.Tag(_, name, form, attributes):
            assert raw.lower().startswith(
                "</" + name if form == "close" else "<" + name
            )
            assert raw.endswith("/>" if form == "empty" else ">")
            for attribute in attributes:
                check_attribute(source, attribute, in_cell=in_cell)
        case tree.InlineCode(_, text):
            assert raw[0] == raw[-1] == "`"
            assert in_cell or "\n" in raw or "\r" in raw or text in raw
        case tree.Math(_, text):
            assert raw[0] == raw[-1] == "$"
            assert in_cell or "\n" in raw or "\r" in raw or text in raw


def check_block_words(source: Source, node: Any) -> None:
    raw = source.slice(node.span)
    match node:
        case tree.Definition(_, _, target, target_span, title, title_span):
            assert unescape_all(source.slice(target_span)) == target
            check_title(source, title, title_span)
        case tree.Item(_, marker, marker_span, column, _, cuts):
            assert source.slice(marker_span) == marker
            assert marker_span.start == node.span.start
            assert column > 0
            for line in cuts:
                assert re.fullmatch(r"[ \t>]*<[^\n]*>[ \t]*", source.line(line))
        case tree.Heading(_, _, text_span, children):
            words = source.slice(text_span)
            assert words == words.strip(" \t")
            assert (
                not children
                or Span(children[0].span.start, children[-1].span.end) == text_span
            )
        case tree.Paragraph(_, _, task) if task:
            assert source.slice(task) in {"[ ]", "[x]", "[X]"}
        case tree.Cell() if raw:
            assert raw == raw.strip(" \t")
        case tree.FrontMatter():
            assert raw.startswith("---")


def check_link(source: Source, node: tree.Link | tree.Image, *, in_cell: bool) -> None:
    raw, target = source.slice(node.span), source.slice(node.target_span)
    if in_cell:
        target = target.replace("\\|", "|")
    if node.form == "bare":
        assert node.span == node.target_span == node.text_span
        assert node.target in {target, "http://" + target}
    elif node.form == "autolink":
        assert raw[0] == "<"
        assert raw[-1] == ">"
        assert node.target in {
            unescape_entities(target),
            "mailto:" + unescape_entities(target),
        }
    else:
        assert raw.startswith("![" if isinstance(node, tree.Image) else "[")
        assert node.text_span.start == node.span.start + (
            2 if isinstance(node, tree.Image) else 1
        )
        assert source.text[node.text_span.end] == "]"
        assert node.target == unescape_all(target)
        assert (node.form == "inline") == node.span.covers(node.target_span)
        check_title(source, node.title, node.title_span)


def check_title(source: Source, title: str, span: Span | None) -> None:
    if span is None:
        assert title == ""
        return
    raw = source.slice(span)
    assert source.text[span.start - 1] in "\"'("
    if not re.search(r"[\r\n]", raw):  # behind a line end a container's mark may follow
        assert source.text[span.start - 1] + source.text[span.end] in {'""', "''", "()"}
        assert title == unescape_all(raw) or "|" in raw


def check_attribute(
    source: Source, attribute: tree.Attribute, *, in_cell: bool
) -> None:
    assert source.slice(attribute.span).lower().startswith(attribute.name)
    if attribute.value_span is None:
        assert attribute.value == ""
        return
    assert attribute.span.covers(attribute.value_span)
    raw = source.slice(attribute.value_span)
    assert (
        attribute.quote == ""
        or source.text[attribute.value_span.start - 1]
        == source.text[attribute.value_span.end]
        == attribute.quote
    )
    if not re.search(r"[\r\n]", raw) and not in_cell:
        assert attribute.value == unescape_entities(raw)


def check_alone(source: Source, node: Any, parents: tuple[Any, ...]) -> None:
    """The source of an inline, read alone between two words, gives the same node."""
    raw = source.slice(node.span)
    if isinstance(parents[-1], tree.HtmlBlock) or not isinstance(
        node,
        tree.Styled
        | tree.Link
        | tree.Image
        | tree.InlineCode
        | tree.Math
        | tree.Tag
        | tree.RawHtml,
    ):
        return
    if (
        re.search(r"[\r\n]", raw)
        or "\\|" in raw
        or raw == "www"
        or depends_on_others(source, node)
    ):
        return
    (paragraph,) = parse(f"x {raw} y").children
    assert len(paragraph.children) == 3, raw
    before, found, after = paragraph.children
    assert (before.text, after.text) == ("x ", " y"), raw
    assert moved(found, node.span.start - 2) == node, raw


def _is_of_a_longer_run(source: Source, node: tree.Styled) -> bool:
    """Whether its first or last delimiter is a part of a run of them: how the run pairs
    is not seen in a part of it.
    """
    text, (start, end) = source.text, node.span
    return (
        text[start] in text[max(start - 1, 0) : start]
        or text[end - 1] in text[end : end + 1]
    )


def depends_on_others(source: Source, node: Any) -> bool:
    """Whether a node needs a definition, has delimiters left over, or lies where no
    address is made a link: in what might be brackets.
    """
    if isinstance(node, tree.FootnoteReference) or (
        isinstance(node, tree.Link | tree.Image) and node.form in REFERENCES
    ):
        return True
    if isinstance(node, tree.Text) and re.search(
        r"[*_~]", node.text
    ):  # it may pair with what stands around `raw` here, or not there
        return True
    if isinstance(node, tree.Styled) and (
        _is_of_a_longer_run(source, node)
        or re.search(r"://|www\.", source.slice(node.span))
    ):
        return True
    return any(depends_on_others(source, child) for child in tree.children_of(node))


def moved(value: Any, by: int) -> Any:
    """A node with all its ranges shifted."""
    if isinstance(value, Span):
        return Span(value.start + by, value.end + by)
    if isinstance(value, tuple):
        parts = [moved(each, by) for each in value]
        return type(value)(*parts) if hasattr(value, "_fields") else tuple(parts)
    return value


def check_contents(source: Source, document: tree.Document) -> None:
    """Every character that the inline parser saw is the source's at the mapped place,
    and a line end is a line's end.
    """
    front = sum(
        source.line_of(max(0, each.span.end - 1))
        for each in document.children
        if isinstance(each, tree.FrontMatter)
    )
    for leaf in leaves_of(tokenize(split(source, front))):
        content = joined(source, leaf.lines)
        for index, char in enumerate(content.text):
            place = content.offset(index)
            if char == "\n":
                assert place == source.line_span(source.line_of(place)).end
            else:
                assert source.text[place] == char
        middle = len(content.text) // 2
        rest = content.rest(middle)
        assert rest.text == content.text[middle:]
        assert [rest.offset(index) for index in range(len(rest.text))] == [
            content.offset(index) for index in range(middle, len(content.text))
        ]


def leaves_of(tokens: Any) -> Iterator[leaf_blocks.Leaf]:
    for token in tokens:
        if isinstance(token, leaf_blocks.Leaf):
            yield token
        elif isinstance(token, List):
            for item in token.items:
                yield from leaves_of(item.blocks)
        else:
            yield from leaves_of(token.blocks)
