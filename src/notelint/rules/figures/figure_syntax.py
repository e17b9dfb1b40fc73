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
from notelint.rules.base import Enabled, rule
from notelint.text.diagnostics import Applicability, Edit, Finding, Fix, Severity
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
_LONGEST = 60  # characters of a figure that a message repeats
_NEAR = 500  # characters before a figure that are looked at


@rule(
    "F313",
    severity=Severity.WARNING,
    enabled=Enabled.BY_HABIT,
    fixes=(Applicability.LAYOUT,),
)
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
        start = figure.span.start
        node = nodes.get(figure.span)
        is_apart = figure.span in blocks and notebook.entry_at(start) is not None
        if figure.syntax in {wanted, "source"} or (node is None and not is_apart):
            continue
        if source.line_of(start) in unread:
            continue
        if re.search(_GOES_ON, source.text[max(0, start - _NEAR) : start]):
            continue
        if isinstance(node, tree.Image):
            new = _tag(notebook, figure, node, end)
        else:
            new = _image(notebook, figure)
        if not new:
            continue
        is_safe = wanted == "markdown" or is_apart
        if is_safe or _stays_text(notebook, texts, figure, new):
            message = f"write {_shown(new, wanted)}: notebook.figure asks for it"
            yield Finding(figure.span, message, Fix.layout(Edit(figure.span, new)))


def _shown(new: str, syntax: str) -> str:
    """A figure as a message shows it."""
    if len(new) <= _LONGEST:
        return new
    return "![…](…)" if syntax == "markdown" else "<img …>"


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
    source = notebook.source
    before: tree.Block | None = None
    after_list = False  # a tag below a list may be what cuts it
    for block in notebook.tree.children:
        first, last = source.line_of(block.span.start), source.line_of(block.span.end)
        opens = before is None or isinstance(before, tree.Heading)
        opens = opens or not source.line(first - 1).strip(" \t")
        is_last = last == len(source.line_starts)
        closes = is_last or not source.line(last + 1).strip(" \t")
        nodes = _nodes_of(block)
        is_alone = len(nodes) == 1 and nodes[0].span == block.span
        if is_alone and opens and closes and not after_list:
            yield block.span
        if not isinstance(block, tree.HtmlBlock):
            after_list = isinstance(block, tree.ListBlock)
        before = block


def _nodes_of(block: tree.Block) -> Sequence[tree.Node]:
    """The parts of raw HTML, or of a paragraph."""
    if isinstance(block, tree.HtmlBlock):
        return block.parts
    return block.children if isinstance(block, tree.Paragraph) else ()


def _ending(notebook: Notebook) -> str:
    """How its `<img>` tags end mostly."""
    endings = []
    for figure in notebook.figures:
        if figure.tag:
            tag = notebook.source.slice(figure.span)
            ending = tag[len(tag.rstrip("/> \t\r\n")) :]
            if ending in _ENDINGS:
                endings.append(ending)
    return plurality(endings, _ENDINGS[0]) or _ENDINGS[0]


def _image(notebook: Notebook, figure: Figure) -> str | None:
    """A tag as Markdown, None where something would be lost."""
    attributes = figure.tag.attributes if figure.tag else ()
    if not all(_is_whole(notebook.source, attribute) for attribute in attributes):
        return None
    values = {attribute.name: attribute.value for attribute in attributes}
    if len(values) != len(attributes) or not values.keys() <= _NAMES:
        return None
    alt, path, title = values.get("alt", ""), values["src"], values.get("title")
    if not _is_path(path) or not _is_plain(alt):
        return None
    if title is None:
        return f"![{alt}]({path})"
    return f'![{alt}]({path} "{title}")' if title and _is_plain(title) else None


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
    if source.slice(node.target_span) != node.target:
        return None
    if not _is_path(re.sub(_BRACKETS, "", node.target)):
        return None
    if source.slice(node.text_span) != figure.alt or not _is_plain(figure.alt):
        return None
    if source.text.startswith("{", figure.span.end):
        return None
    if node.title_span:
        if source.slice(node.title_span) != node.title:
            return None
        if not node.title or not _is_plain(node.title):
            return None
    tag = "<img"
    for name, value in (
        ("src", node.target),
        ("alt", figure.alt),
        ("title", node.title),
    ):
        if value:
            tag += f' {name}="{value}"'
    return tag + end


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
    place = bisect_right(texts, start, key=lambda text: text.span.start) - 1
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
