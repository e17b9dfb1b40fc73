"""What a notebook does most of the time, counted over its entries alone.

Unsettled means None: then nobody is accused.

And what its writer means by a line of plain text: words outside of links, a number that was
to begin an item.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from notelint.markdown import html_grammar, tree
from notelint.notebook.facts import facts_of
from notelint.notebook.model import HTML_BREAKS, Break, Entry, Link, Notebook
from notelint.notebook.passages import Passage
from notelint.papers import is_paper_page
from notelint.papers.badges import is_trimming
from notelint.text.source import Source, Span

BREAK_TEXTS = {"backslash": "\\", "two-spaces": "  "}

_MANY = 10
_SETTLED = 0.95

_MEANT = r"((\d{1,3})[.)、．。）]|[（(](\d{1,3})[)）])(?!\d)[ \t]*"
_OPENS_TITLE = ("*", "_", '"', "“", "《", "<b>", "<strong>")
_CLAUSE = r"[，。；！？]"
_LONGEST_TITLE = 250
_COMMENT, _TAG = r"<!--.*?-->", r"<[^<>]*>"


def plurality(cases: Iterable[str], tie: str) -> str | None:
    """The most frequent of the cases; `tie` where it is one of several that are, else
    the first met; None where there are no cases.
    """
    counts = Counter(cases)
    if not counts:
        return None
    return tie if counts[tie] == max(counts.values()) else counts.most_common(1)[0][0]


def more_than_half(cases: Iterable[bool]) -> bool:
    """Whether more than half of the cases hold; no case is no habit."""
    held = list(cases)
    return sum(held) * 2 > len(held)


def breaks_of_entries(notebook: Notebook) -> Iterator[Break]:
    """The breaks in the notebook's entries, each once."""
    seen = set()
    for entry in notebook.entries:
        for each in notebook.breaks_in(entry.span):
            if each.span not in seen:
                seen.add(each.span)
                yield each


def html_break(notebook: Notebook) -> str | None:
    """The spelling of its HTML breaks: the one configured, else the most frequent in its
    entries, `<br/>` at a tie.

    None where it has none, or where breaks are to be kept as they are.
    """
    wanted = notebook.preferences.line_break
    if wanted in HTML_BREAKS:
        return wanted
    if wanted == "keep":
        return None
    return plurality(
        (each.text for each in breaks_of_entries(notebook) if each.text in HTML_BREAKS),
        "<br/>",
    )


def break_text(notebook: Notebook) -> str:
    """What to write where a break is missing: the notebook's own way, `<br/>` where it
    has none.
    """
    wanted = notebook.preferences.line_break
    if wanted in BREAK_TEXTS:
        return BREAK_TEXTS[wanted]
    style = plurality(
        (
            each.style
            for each in breaks_of_entries(notebook)
            if each.style != "malformed"
        ),
        "html",
    )
    if wanted in {"auto", "keep"} and style in BREAK_TEXTS:
        return BREAK_TEXTS[style]
    return html_break(notebook) or "<br/>"


def attribute_style(notebook: Notebook) -> str | None:
    """How the `<img>` attributes of its entries are spelled mostly: `double`
    (name="value"), `single`, `bare`, or None without any.
    """
    names = {'"': "double", "'": "single", "": "bare"}
    tags = (
        figure.tag
        for entry in notebook.entries
        for figure in notebook.figures_in(entry.span)
        if figure.tag
    )
    return plurality(
        (
            names[each.quote]
            for tag in tags
            for each in tag.attributes
            if each.value_span
        ),
        "double",
    )


def title_links(notebook: Notebook) -> Iterator[tuple[Entry, Link]]:
    """The entries whose title is a link, with that link."""
    for entry in notebook.entries:
        if entry.title and entry.title.link:
            yield entry, entry.title.link


def is_settled(cases: Iterable[bool]) -> bool:
    """Whether at least 95 % of at least ten cases hold: then those that do not are slips."""
    held = list(cases)
    return len(held) >= _MANY and sum(held) >= _SETTLED * len(held)


def shape_of(entry: Entry) -> str:
    """An entry's shape as the config names it: nested items are bullets or ordered, a
    heading above its link is a heading.
    """
    if entry.shape == "nested":
        return "bullet" if entry.number is None else "ordered"
    return "heading" if entry.shape == "titled" else entry.shape


def outermost(entries: Sequence[Entry]) -> list[Entry]:
    """The entries that lie in no other."""
    found: list[Entry] = []
    reach = 0
    for entry in entries:
        if entry.span.start >= reach:
            found.append(entry)
            reach = entry.span.end
    return found


def is_lone_tag(text: str) -> bool:
    """Whether a line's text is one HTML tag, which Markdown takes for a block of HTML
    where a block may begin.
    """
    return html_grammar.is_lone_tag(text.strip(" \t"))


def would_cut(source: Source, passage: Passage, number: int) -> bool:
    """Whether a line of a passage (from 1) would begin a block of HTML if it were one tag
    alone.

    So does the first one, and on GitHub one that stands left of its item's text. The others
    stay text.
    """
    line = source.line(number)
    indent = len(line) - len(line.lstrip(" "))
    return number <= source.line_of(passage.span.start) or (
        passage.item is not None and indent < passage.item.column
    )


def unread_lines(notebook: Notebook) -> set[int]:
    """The lines (from 1) that GitHub does not read as the tree does: in an item that a lone
    tag cuts, from the cut on.

    Up to the next blank line they are shown raw, be it in the next item; after it they are
    no longer the item's.
    """
    found: set[int] = set()
    source = notebook.source
    for block in notebook.tree.children:
        for item in block.children if isinstance(block, tree.ListBlock) else ():
            if number := min(_cuts(item), default=0):
                last = source.line_of(item.span.end)
                while number <= last or (
                    number not in found
                    and number <= len(source.line_starts)
                    and source.line(number).strip(" \t")
                ):
                    found.add(number)
                    number += 1
    return found


def _cuts(item: tree.Item) -> Iterator[int]:
    yield from item.list_interruptions
    for block in item.children:
        for inner in block.children if isinstance(block, tree.ListBlock) else ():
            yield from _cuts(inner)


class IntendedItem(NamedTuple):
    """A line that was meant as a numbered item and is none.

    `span` is its marker as written, `number` what it says, `column` (from 0) where it
    stands, `text` where the words after it begin.
    """

    span: Span
    number: int
    column: int
    text: int
    passage: Passage


def intended_items(notebook: Notebook) -> list[IntendedItem]:
    """The lines of running text that begin with a number, in any style, and name a paper
    after it; in order.

    None is in them that opens an item, which has a marker already.
    """
    source, marker = notebook.source, re.compile(_MEANT)
    found = []
    for passage in facts_of(notebook).passages:
        for start in passage.starts:
            match = marker.match(source.text, start)
            opens_item = (
                passage.item is not None
                and start == passage.item.children[0].span.start
            )
            if match and not opens_item and _names_paper(notebook, match.end()):
                column = source.position(start).column - 1
                found.append(
                    IntendedItem(
                        Span(start, match.end(1)),
                        int(match[2] or match[3]),
                        column,
                        match.end(),
                        passage,
                    )
                )
    return found


def _names_paper(notebook: Notebook, start: int) -> bool:
    """Whether the rest of a line opens with a paper's title: a link, or words before a
    badge.
    """
    source = notebook.source
    line = Span(start, source.line_span(source.line_of(start)).end)
    links = [link for link in notebook.links_in(line) if link.form != "definition"]
    if not any(is_paper_page(link.url) for link in links):
        return False
    before = source.slice(Span(start, links[0].span.start))
    return is_trimming(before) or (
        links[0].is_badge and _is_title(before.strip(" \t[(（【"))
    )


def _is_title(text: str) -> bool:
    """Whether words before a badge are a title, and no sentence that runs on into it."""
    if len(text) > _LONGEST_TITLE or re.search(_CLAUSE, text):
        return False
    words = re.findall(r"[A-Za-z]{4,}", text)
    return text.startswith(_OPENS_TITLE) or sum(
        word[0].isupper() for word in words
    ) * 2 >= len(words)


class Words(NamedTuple):
    """A piece of text that is in no link, as it is read."""

    span: Span
    text: str


def loose_words(notebook: Notebook) -> list[Words]:
    """All text outside of Markdown links and pictures, code too, piece by piece in order."""
    found: list[Words] = []
    _collect(notebook.tree.children, found)
    return found


def _collect(nodes: Sequence[tree.Node], found: list[Words]) -> None:
    for node in nodes:
        if isinstance(node, tree.Text | tree.InlineCode | tree.Math):
            found.append(Words(node.span, node.text))
        elif isinstance(node, tree.LineBreak):
            found.append(Words(node.span, " "))
        elif isinstance(node, tree.CodeBlock):
            found.append(Words(node.span, "code"))
        elif isinstance(node, tree.HtmlBlock):
            found.append(Words(node.span, _without_html(node.text)))
        elif not isinstance(node, tree.Link | tree.Image):
            _collect(tree.children_of(node), found)


def _without_html(text: str) -> str:
    """The text without tags and comments."""
    head, end, tail = text.rpartition(
        "-->"
    )  # after the last one no comment is closed, however many begin there
    return re.sub(f"(?s){_COMMENT}|{_TAG}", "", head + end) + re.sub(_TAG, "", tail)
