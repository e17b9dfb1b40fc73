"""F307 figure-list-break."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from notelint.markdown import tree
from notelint.notebook.model import Entry, Notebook
from notelint.papers import page_key
from notelint.rules.base import rule
from notelint.text.diagnostics import Applicability, Edit, Finding, Fix, Severity
from notelint.text.page_changes import Kind
from notelint.text.source import Source, Span

_BREAK = r"<(?i:br)\s*/?>$"
_BREAKS = r"<(?i:br)\s*/?>\s*<(?i:br)\s*/?>$"
_VISIBLE = re.compile(r"\S")


@rule(
    "F307",
    severity=Severity.ERROR,
    fixes=(Applicability.LAYOUT, Applicability.SAFE),
    precedence_over=("B202", "B204", "W803"),
    fix_rank=1,
    fix_runs_alone=True,
    fix_changes=frozenset({Kind.BREAK, Kind.BLANK, Kind.NUMBER, Kind.WHOLE, Kind.READ}),
    fix_removes_text=True,
)
def figure_list_break(notebook: Notebook) -> Iterator[Finding]:
    """Indent a figure or break that stands alone on a line of an entry.

    A line that is one tag and stands left of the entry's text ends the list on GitHub. The
    figure is shown outside of its entry, what follows up to the next blank line is shown
    raw, and the next entry starts a new list. Indented to the entry's text, all of it is
    whole again.

    Where that shows readers more than they see now (a raw picture, code, a list that takes
    up another number), `check --fix` does it, and `fmt` leaves it to you.

    Bad:

        1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762)<br/>
           Attention alone is enough.<br/>
        <img src="./figs/attention.png" />
        2. [Deep Residual Learning for Image Recognition](https://arxiv.org/abs/1512.03385)

    Good:

        1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762)<br/>
           Attention alone is enough.<br/>
           <img src="./figs/attention.png" />
        2. [Deep Residual Learning for Image Recognition](https://arxiv.org/abs/1512.03385)
    """
    if not any(entry.list_interruptions for entry in notebook.entries):
        return
    source, raw_texts = notebook.source, _RawTexts(notebook)
    for entry in notebook.entries:
        for place, (number, column) in enumerate(entry.list_interruptions):
            line = source.line_span(number)
            text = source.slice(line)
            start = line.start + len(text) - len(text.lstrip())
            what = "figure" if "<img" in text.lower() else "break"
            make = (
                Fix.layout
                if _stays_whole(notebook, entry, number, raw_texts)
                else Fix.safe
            )
            fix = make(
                Edit(Span(line.start, start), " " * column),
                message=f"indent the line by {column}",
            )
            shown = "shows it outside of its entry" if place else "ends the list here"
            span = Span(start, line.start + len(text.rstrip()))
            yield Finding(
                span, f"indent this {what} by {column} blanks: GitHub {shown}", fix
            )


def _stays_whole(
    notebook: Notebook, entry: Entry, number: int, raw_texts: _RawTexts
) -> bool:
    """Whether the list is whole after the line when it is indented, and readers see
    nothing that they do not see now, raw or not.
    """
    source = notebook.source
    if _is_seen(
        source.line(number - 1), is_figure="<img" in source.line(number).lower()
    ):
        return False  # seen there, and not at the end of a list
    raw = raw_texts.below(number)
    return _counts_on(notebook, entry, raw.end) and raw_texts.is_plain(
        raw, source.line_span(number).end
    )


def _is_seen(line: str, *, is_figure: bool) -> bool:
    """Whether the break that a line ends with is seen: before a figure one that is more
    than one or none, before a break any.
    """
    words = line.rstrip()
    spaces = line[len(words) :]
    breaks = re.search(_BREAK, words) is not None
    if line.endswith("\\") or (
        breaks and (line.endswith("  ") or re.search(_BREAKS, words))
    ):
        return True
    return not is_figure and (breaks or "  " in spaces)


class _Raw(NamedTuple):
    """A text between empty lines that GitHub shows raw from some tag on.

    `nodes` begin in it, in order; `last` is the last of them with which no text before it
    is plain, or -1.
    """

    end: int
    nodes: list[tree.Node]
    last: int


class _RawTexts:
    """What GitHub shows raw below lone tags: each text is read once, however many tags
    stand in it.
    """

    def __init__(self, notebook: Notebook) -> None:
        source = notebook.source
        self._source, self._blocks = source, notebook.tree.children
        lines = range(1, len(source.line_starts) + 1)
        self._blank_lines = [
            0,
            *(line for line in lines if not source.line(line).strip(" \t")),
            lines.stop,
        ]
        self._read: dict[int, _Raw] = {}

    def below(self, number: int) -> _Raw:
        """The text that a line stands in."""
        place = bisect_right(self._blank_lines, number)
        if place not in self._read:
            first, last = self._blank_lines[place - 1] + 1, self._blank_lines[place] - 1
            span = Span(
                self._source.line_span(first).start, self._source.line_span(last).end
            )
            nodes = list(_inside(self._blocks, span))
            self._read[place] = _Raw(
                span.end, nodes, _last_bad(self._source, nodes, span.end)
            )
        return self._read[place]

    def is_plain(self, raw: _Raw, start: int) -> bool:
        """Whether raw text is words, links and breaks from a place on, all of it spelled as
        it is read, and a number only at its start or after a figure.
        """
        first = bisect_left(raw.nodes, start, key=lambda node: node.span.start)
        return first > raw.last and all(
            _is_spelled(self._source, node) and not _holds_words(node)
            for node in _enclosing(self._blocks, start)
        )


def _inside(nodes: Sequence[tree.Node], raw: Span) -> Iterator[tree.Node]:
    """All nodes that begin in a range, those around others first."""
    first = bisect_right(nodes, raw.start, key=lambda node: node.span.end)
    last = bisect_left(nodes, raw.end, key=lambda node: node.span.start)
    for node in nodes[first:last]:
        if node.span.start >= raw.start:
            yield node
        yield from _inside(tree.children_of(node), raw)


def _enclosing(nodes: Sequence[tree.Node], place: int) -> Iterator[tree.Node]:
    """The nodes that begin before a place and end after it, the outermost first."""
    first = bisect_right(nodes, place, key=lambda node: node.span.end)
    if first < len(nodes) and nodes[first].span.start < place:
        yield nodes[first]
        yield from _enclosing(tree.children_of(nodes[first]), place)


def _holds_words(node: tree.Node) -> bool:
    return isinstance(node, tree.Styled | tree.Link)


def _last_bad(source: Source, nodes: Sequence[tree.Node], end: int) -> int:
    """The last of these nodes that is not plain, or after which a number stands that is
    not at the start or after a figure.
    """
    last = words = -1  # `words`: the last ones, if no figure has come since
    for place, node in enumerate(nodes):
        if isinstance(node, tree.Item) and node.number is not None:
            last = max(last, words)
        if not _is_spelled(source, node) or (
            isinstance(node, tree.Paragraph) and node.task
        ):
            last = place
        if node.span.end > end and _VISIBLE.search(source.text, end, node.span.end):
            last = place
        if isinstance(node, tree.Link) or (
            isinstance(node, tree.Text) and node.text.strip()
        ):
            words = place
        elif isinstance(node, tree.Tag) and node.name == "img":
            words = -1
    return last


def _is_spelled(source: Source, node: tree.Node) -> bool:
    """Whether a node is of a kind that may stand in a plain text, and is spelled as it
    is read.
    """
    match node:
        case tree.Text():
            return not {"&", "<"} & {*source.slice(node.span)}
        case tree.Link():
            return (
                node.form == "inline"
                and node.title_span is None
                and _letters(node.target) == _letters(page_key(node.target))
            )
        case tree.Tag():
            return node.name in {"img", "br"}
        case _:
            return isinstance(
                node,
                tree.Item
                | tree.Paragraph
                | tree.ListBlock
                | tree.Styled
                | tree.LineBreak,
            )


def _letters(address: str) -> list[str]:
    """What of an address tells pages apart: a tracking query is read as nothing, and so
    would be lost.
    """
    return sorted(re.sub(r"https?|www|arxiv|abs|pdf|html|doi|org|\W|_", "", address))


def _counts_on(notebook: Notebook, entry: Entry, end: int) -> bool:
    """Whether what follows the empty line is no item of the list, or its next entry under
    the number that it would have.
    """
    blocks, start, text = notebook.tree.children, entry.span.start, notebook.source.text
    block = blocks[bisect_right(blocks, start, key=lambda other: other.span.start) - 1]
    if (
        not isinstance(block, tree.ListBlock)
        or block.children[_at(block, start) - 1].span.start != start
    ):
        return False  # a list within another
    place = _at(block, end)
    if place == len(block.children):
        return not _VISIBLE.search(text, end, block.span.end)
    before, following = block.children[0].number, block.children[place]
    if before is None or _VISIBLE.search(text, end, following.span.start):
        return False
    return following.number in {
        1,
        before + place if entry.shown is None else entry.shown + 1,
    }


def _at(block: tree.ListBlock, offset: int) -> int:
    """How many items of a list begin up to an offset."""
    return bisect_right(block.children, offset, key=lambda item: item.span.start)
