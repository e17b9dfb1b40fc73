"""E101 entry-number."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, partial
from itertools import pairwise

from notelint.markdown import tree
from notelint.notebook.habits import intended_items, outermost
from notelint.notebook.model import Notebook, Series
from notelint.papers.badges import cited_numbers
from notelint.rules.base import rule
from notelint.text.diagnostics import Applicability, Edit, Finding, Fix, Severity
from notelint.text.page_changes import Kind
from notelint.text.source import Source, Span


@rule(
    "E101",
    severity=Severity.ERROR,
    fixes=(Applicability.LAYOUT, Applicability.SAFE),
    needs_entries=True,
    fix_rank=5,
    fix_changes=frozenset({Kind.NUMBER}),
)
def entry_number(notebook: Notebook) -> Iterator[Finding]:
    """Number the entries of a list 1, 2, 3.

    GitHub counts on from a list's first number, whatever is written behind it: a reader
    sees other numbers than you do, and "see 4" leads to the wrong paper. A list whose items
    are all `1.` is in order, and so are a second list that starts at 1 and one that goes on
    counting from the list or section before. Descending lists, and sections whose text
    cites entries by number, are reported and left for you to mend.

    Bad:

        1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762)
        2. [Deep Residual Learning for Image Recognition](https://arxiv.org/abs/1512.03385)
        4. [Adam: A Method for Stochastic Optimization](https://arxiv.org/abs/1412.6980)

    Good:

        1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762)
        2. [Deep Residual Learning for Image Recognition](https://arxiv.org/abs/1512.03385)
        3. [Adam: A Method for Stochastic Optimization](https://arxiv.org/abs/1412.6980)
    """
    others = _others(notebook)
    items = dict(_items(notebook.tree.children))
    cited = cache(partial(_first_cited, notebook))
    last_number, last_end = 0, 0  # of the series before
    for series in notebook.series:
        numbers = [number for number, _ in series.items]
        start = series.items[0][1].start
        section_start = notebook.sections[series.section].span.start
        between = _count_between(others, last_end, start)
        inside = _count_between(others, max(last_end, section_start), start)
        starts = [1, last_number + 1, last_number + between + 1, inside + 1]
        wanted = _wanted(numbers, starts)
        if numbers != wanted:
            yield from _findings(notebook, series, wanted, items, cited)
        last_number = wanted[0] + len(numbers) - 1
        last_end = series.items[-1][1].end


def _count_between(offsets: Sequence[int], start: int, end: int) -> int:
    """How many of the sorted offsets lie from `start` on and before `end`."""
    return bisect_left(offsets, end) - bisect_left(offsets, min(start, end))


def _others(notebook: Notebook) -> list[int]:
    """Where entries stand that a list may count though they are not its items: of
    another shape, or with a number glued to the title.
    """
    starts = {
        entry.span.start
        for entry in outermost(notebook.entries)
        if entry.series is None
    }
    for meant in intended_items(notebook):
        if meant.passage.item is None:
            starts.add(meant.span.start)
    return sorted(starts)


def _wanted(numbers: Sequence[int], starts: Sequence[int]) -> list[int]:
    """The numbers as they should be written: counted on from the start that most of them
    agree with, or all 1 after the first.
    """
    start = _start(numbers, starts)
    if len(numbers) > 1 and numbers.count(1) * 2 > len(numbers):
        return [start, *[1] * (len(numbers) - 1)]
    return [start + place for place in range(len(numbers))]


def _start(numbers: Sequence[int], starts: Sequence[int]) -> int:
    """0 or 1 where the list says so; else the start that fits more of its numbers, then
    the nearer: 1, or what follows on before.
    """
    if numbers[0] in {0, 1}:
        return numbers[0]

    def fit(start: int) -> tuple[int, int]:
        right = sum(number == start + place for place, number in enumerate(numbers))
        return right, -abs(numbers[0] - start)

    return max(starts, key=fit)


def _items(blocks: Sequence[tree.Node]) -> Iterator[tuple[Span, tree.Item]]:
    """All items outside of quotes by their markers."""
    for block in blocks:
        if isinstance(block, tree.Item):
            yield block.marker_span, block
        if isinstance(block, tree.ListBlock | tree.Item):
            yield from _items(block.children)


def _findings(
    notebook: Notebook,
    series: Series,
    wanted: Sequence[int],
    items: Mapping[Span, tree.Item],
    cited: Callable[[int], int | None],
) -> Iterator[Finding]:
    numbers = [number for number, _ in series.items]
    fixable = _may_renumber(numbers, cited(series.section))
    # What of a cut list is raw, and what a list, changes with its numbers
    is_cut = any(
        items[marker].list_interruptions
        for _, marker in series.items
        if marker in items
    )
    for run in _wrong_runs(numbers, wanted):
        place = run[0]
        edits: list[Edit] = []
        for wrong in run:
            marker = series.items[wrong][1]
            if fixable and marker in items:
                edits += _edits(notebook.source, items[marker], wanted[wrong])
        goes_on = not place and wanted[0] != 1  # it shows other numbers then
        make = Fix.safe if goes_on or is_cut else Fix.layout
        fix = make(*edits, message=f"renumber from {wanted[place]}") if edits else None
        after = f" after {numbers[place - 1]}" if place else " at the head of this list"
        message = f"number this entry {wanted[place]}: {numbers[place]} stands{after}"
        yield Finding(series.items[place][1], message, fix)


def _wrong_runs(numbers: Sequence[int], wanted: Sequence[int]) -> Iterator[list[int]]:
    """The places with wrong numbers, in runs that count on: each run is one slip."""
    run: list[int] = []
    for place, number in enumerate(numbers):
        wrong = number != wanted[place]
        if run and not (wrong and number == numbers[place - 1] + 1):
            yield run
            run = []
        if wrong:
            run.append(place)
    if run:
        yield run


def _first_cited(notebook: Notebook, section: int) -> int | None:
    """The smallest number by which the text of a section cites an entry; None where it
    cites none.
    """
    text = notebook.source.slice(notebook.sections[section].span)
    return min(cited_numbers(text), default=None)


def _may_renumber(numbers: Sequence[int], cited: int | None) -> bool:
    """Not a list that counts down, and not one whose entries its section cites by
    number, the smallest of them `cited`.
    """
    if len(numbers) > 1 and all(one > two for one, two in pairwise(numbers)):
        return False
    return cited is None or cited > max(numbers)


def _edits(source: Source, item: tree.Item, number: int) -> Iterator[Edit]:
    """Another number before the point or bracket of a marker; lines below it move with
    the text.
    """
    marker = item.marker_span
    written, wanted = Span(marker.start, marker.end - 1), str(number)
    yield Edit(written, wanted)
    wider = len(wanted) - (written.end - written.start)
    if not wider:
        return
    first = source.line_of(item.span.start)
    last = source.line_of(item.span.end - 1)
    for line in range(first + 1, last + 1):
        start, text = source.line_starts[line - 1], source.line(line)
        indent = len(text) - len(text.lstrip(" "))
        if indent < item.column or not text.strip(" \t"):
            continue
        if wider > 0:
            yield Edit(Span(start, start), " " * wider)
        else:
            yield Edit(Span(start, start - wider), "")
