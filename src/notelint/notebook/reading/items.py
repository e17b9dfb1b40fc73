"""The items of a list: what each says, which lists it holds, where GitHub cuts it, and
the numbers that GitHub shows.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from notelint.markdown import tree
from notelint.text.source import Source, Span

_LONE = re.compile(r"[ \t]*<(?:img|/?br)\b[^<]*>[ \t]*", re.IGNORECASE)


def lists_in(item: tree.Item) -> list[tree.ListBlock]:
    """The lists right under an item."""
    return [block for block in item.children if isinstance(block, tree.ListBlock)]


def words_of(block: tree.Paragraph | tree.Heading) -> Sequence[tree.Inline]:
    """What a block says, without the box of a task item."""
    if isinstance(block, tree.Heading) or block.task is None:
        return block.children
    box, first = block.task, block.children[0]
    rest = (
        tree.Text(Span(box.end, first.span.end), first.text[box.end - box.start :])
        if isinstance(first, tree.Text)
        else first
    )
    return (rest, *block.children[1:])


def own_span(item: tree.Item) -> Span:
    """An item without the lists in it."""
    inner = lists_in(item)
    return Span(item.span.start, inner[0].span.start) if inner else item.span


def innermost(item: tree.Item, offset: int) -> tree.Item:
    """The deepest item that a place lies in."""
    for inner in lists_in(item):
        place = (
            bisect_right(inner.children, offset, key=lambda each: each.span.start) - 1
        )
        if place >= 0 and offset < inner.children[place].span.end:
            return innermost(inner.children[place], offset)
    return item


def shown_numbers(source: Source, block: tree.ListBlock) -> Iterator[int | None]:
    """The numbers as GitHub shows them, None where it shows raw text.

    After a cut all is raw up to the next blank line, and then a list begins again at the
    number written; only a 1 begins one right under a line of text.
    """
    number, cut, raw_end = block.children[0].number, 0, 0
    for item in block.children:
        if cut:
            start = source.line_of(item.span.start)
            while raw_end < start and not _is_blank(source, raw_end):
                raw_end += 1
            if raw_end < start and (item.number == 1 or _is_blank(source, start - 1)):
                number, cut = item.number, 0
        yield None if cut else number
        cut, raw_end = (
            (item.list_interruptions[-1], item.list_interruptions[-1])
            if item.list_interruptions
            else (cut, raw_end)
        )
        number = None if number is None else number + 1


def _is_blank(source: Source, line: int) -> bool:
    return not source.line(line).strip()


def cuts_of(source: Source, item: tree.Item) -> Iterator[tuple[int, int]]:
    """The lines that hold a lone picture or break left of the text, and the column of
    the text that they go on.
    """
    for line in item.list_interruptions:
        place = source.line_span(line)
        if _LONE.fullmatch(source.slice(place)):
            yield line, innermost(item, place.end - 1).column
