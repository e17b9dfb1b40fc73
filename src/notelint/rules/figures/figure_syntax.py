"""F313 figure-syntax."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from notelint.markdown import tree
from notelint.notebook.facts import facts_of
from notelint.notebook.habits import (
    is_lone_tag,
    plurality,
    unread_lines,
    would_cut,
)
from notelint.notebook.model import Figure, Notebook
from notelint.notebook.passages import Passage
from notelint.rules.base import rule
from notelint.text.diagnostics import Edit, Finding, Fix
from notelint.text.source import Source, Span

_NAMES = {"src", "alt", "title"}
# What means the same in both: a path, and words without marks, addresses, mentions and emoji
_PATH = r"""[^\s<>()\[\]"'`\\|$*{}&]+"""
_BRACKETS = r"[()]"
_WORDS = r"""(?!\s)(?:[^<>\[\]"`\\|$*{}&~^@#_:\n\r]|(?<=[A-Za-z0-9])_(?=[A-Za-z0-9])|:(?=\s))*(?<!\s)"""
_ADDRESS = r"(?i)://|www\."
# What a figure would become a part of, or is one: an address that stands as it is, and the
# definition of a link
_GOES_ON = r"(?im)(?:://|www\.)[^\s<]*\Z|^[ \t>]*(?:(?:[-+*]|\d+[.)]|\[[ x]\])[ \t]+)*\[[^\]\n]*\]:[ \t]*\S*\Z"
_SHIELD = r"(?i)shields\.io|badge|latex\?"
_ENDINGS = (" />", "/>", ">")
_LONGEST = 60
_NEAR = 500


@rule("F313")
def figure_syntax(notebook: Notebook) -> Iterator[Finding]:
    """Write figures the one way, `![](path)` or `<img>`, as the config asks.

    Speaks where `notebook.figure` is `markdown` or `html`, and only where nothing is lost:
    a tag with a width, a path with blanks or brackets and a figure whose words hold marks
    stay as they are, and so do badges. The examples are of a notebook with `figure:
    markdown`.

    Bad:

        1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762)<br/>
           <img src="./figs/attention.png" alt="encoder and decoder" />

    Good:

        1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762)<br/>
           ![encoder and decoder](./figs/attention.png)
    """
    wanted = notebook.preferences.figure
    if wanted not in {"markdown", "html"}:
        return
    source = notebook.source
    nodes = {node.span: node for node in _in_text(notebook.tree.children)}
    blocks = set(_apart(notebook))
    end = _ending(notebook)
    unread = unread_lines(notebook)
    texts = facts_of(notebook).passages
    for figure in notebook.figures:
        node = nodes.get(figure.span)
        is_apart = (
            figure.span in blocks and notebook.entry_at(figure.span.start) is not None
        )
        if (
            figure.syntax == wanted
            or (node is None and not is_apart)
            or source.line_of(figure.span.start) in unread
        ):
            continue
        if re.search(
            _GOES_ON, source.text[max(0, figure.span.start - _NEAR) : figure.span.start]
        ):
            continue
        new = (
            _tag(notebook, figure, node, end)
            if isinstance(node, tree.Image)
            else _image(notebook, figure)
        )
        if new and (
            wanted == "markdown"
            or is_apart
            or _stays_text(notebook, texts, figure, new)
        ):
            shown = (
                new
                if len(new) <= _LONGEST
                else "![…](…)"
                if wanted == "markdown"
                else "<img …>"
            )
            yield Finding(
                figure.span,
                f"write {shown}: notebook.figure asks for it",
                Fix.layout(Edit(figure.span, new)),
            )


def _in_text(nodes: Sequence[tree.Node]) -> Iterator[tree.Tag | tree.Image]:
    """The tags and pictures in running text, headings and tables; none in quotes,
    footnotes, the words of pictures, and `<picture>`.
    """
    if any(isinstance(node, tree.Tag) and node.name == "picture" for node in nodes):
        return
    for node in nodes:
        if isinstance(node, tree.Tag) or (
            isinstance(node, tree.Image) and node.form == "inline"
        ):
            yield node
        elif not isinstance(node, tree.Image | tree.Quote | tree.FootnoteDefinition):
            yield from _in_text(tree.children_of(node))


def _apart(notebook: Notebook) -> Iterator[Span]:
    """The figures that are a block of their own, with the same gaps around it whether it
    is HTML or a paragraph.
    """
    source, listed = notebook.source, False
    before: tree.Block | None = None
    for block in notebook.tree.children:
        nodes = (
            block.parts
            if isinstance(block, tree.HtmlBlock)
            else block.children
            if isinstance(block, tree.Paragraph)
            else ()
        )
        first, last = source.line_of(block.span.start), source.line_of(block.span.end)
        opens = isinstance(before, tree.Heading | None) or not source.line(
            first - 1
        ).strip(" \t")
        closes = last == len(source.line_starts) or not source.line(last + 1).strip(
            " \t"
        )
        if (
            len(nodes) == 1
            and nodes[0].span == block.span
            and opens
            and closes
            and not listed
        ):
            yield block.span
        if not isinstance(block, tree.HtmlBlock):
            listed = isinstance(
                block, tree.ListBlock
            )  # a tag below it may be what cuts it
        before = block


def _ending(notebook: Notebook) -> str:
    """How its `<img>` tags end mostly."""
    tags = (
        notebook.source.slice(figure.span) for figure in notebook.figures if figure.tag
    )
    ends = (tag[len(tag.rstrip("/> \t\r\n")) :] for tag in tags)
    return (
        plurality((end for end in ends if end in _ENDINGS), _ENDINGS[0]) or _ENDINGS[0]
    )


def _image(notebook: Notebook, figure: Figure) -> str | None:
    """A tag as Markdown, None where something would be lost."""
    attributes = figure.tag.attributes if figure.tag else ()
    values = {each.name: each.value for each in attributes}
    if not all(_is_whole(notebook.source, each) for each in attributes):
        return None
    if (
        len(values) != len(attributes)
        or not values.keys() <= _NAMES
        or not _is_path(values["src"])
    ):
        return None
    alt, title = values.get("alt", ""), values.get("title")
    if not _is_plain(alt) or (title is not None and not (title and _is_plain(title))):
        return None
    return (
        f'![{alt}]({values["src"]} "{title}")'
        if title
        else f"![{alt}]({values['src']})"
    )


def _is_whole(source: Source, attribute: tree.Attribute) -> bool:
    """Whether a value is written as it is read; a browser takes the slash of
    `src=a.png/>` for a part of it.
    """
    if (
        attribute.value_span is None
        or source.slice(attribute.value_span) != attribute.value
    ):
        return False
    return bool(attribute.quote) or source.text[attribute.value_span.end] != "/"


def _tag(notebook: Notebook, figure: Figure, node: tree.Image, end: str) -> str | None:
    """A picture as HTML, None where something would be lost."""
    source = notebook.source
    if source.slice(node.target_span) != node.target or not _is_path(
        re.sub(_BRACKETS, "", node.target)
    ):
        return None
    if (
        source.slice(node.text_span) != figure.alt
        or not _is_plain(figure.alt)
        or source.text[figure.span.end :][:1] == "{"
    ):
        return None
    if node.title_span and (
        source.slice(node.title_span) != node.title
        or not node.title
        or not _is_plain(node.title)
    ):
        return None
    attributes = [("src", node.target), ("alt", figure.alt), ("title", node.title)]
    return (
        "<img "
        + " ".join(f'{name}="{value}"' for name, value in attributes if value)
        + end
    )


def _is_path(text: str) -> bool:
    return re.fullmatch(_PATH, text) is not None and not re.search(_SHIELD, text)


def _is_plain(text: str) -> bool:
    return not text or (
        re.fullmatch(_WORDS, text) is not None and not re.search(_ADDRESS, text)
    )


def _stays_text(
    notebook: Notebook, texts: Sequence[Passage], figure: Figure, tag: str
) -> bool:
    """Whether a line is still text with a tag in it: one tag alone on its line may begin
    a block of HTML.
    """
    source, start = notebook.source, figure.span.start
    number = source.line_of(start)
    line = source.line_span(number)
    if line.end - line.start > figure.span.end - start + _NEAR:
        return True  # there is more in it
    place = bisect_right(texts, start, key=lambda each: each.span.start) - 1
    passage = texts[place] if place >= 0 and start < texts[place].span.end else None
    first = max(line.start, passage.start if passage else 0)
    body = source.text[first:start] + tag + source.text[figure.span.end : line.end]
    if notebook.preferences.line_break == "two-spaces":
        body = re.sub(
            r"(?i)(?:\\|<br\s*/?>)[ \t]*$", "", body
        )  # B201 would take it away
    return not is_lone_tag(body) or (
        passage is not None and not would_cut(source, passage, number)
    )
