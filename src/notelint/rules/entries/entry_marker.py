"""E102 entry-marker."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from notelint.notebook.habits import IntendedItem, intended_items
from notelint.notebook.model import Notebook
from notelint.rules.base import rule
from notelint.text.diagnostics import Applicability, Edit, Finding, Fix, Severity
from notelint.text.source import Span

MANY = 5  # lines of one style: in fewer, it is no habit

_HARD_END = r"(?i:<br\s*/?>[ \t]*|  |\\)$"
_OTHER_BLOCK = r"[-+#>~=|]|\*[ \t]|<(?!a\b)|\d{1,9}[.)](?:\s|$)"


@rule(
    "E102",
    severity=Severity.ERROR,
    fixes=(Applicability.SAFE,),
    precedence_over=("E101", "E108", "W803"),
    needs_entries=True,
    fix_rank=4,
    fix_removes_text=True,
)
def entry_marker(notebook: Notebook) -> Iterator[Finding]:
    """Write an entry's number so that Markdown makes a list of it: `2. ` with a point and a blank.

    `2.Title`, `2、`, `2．` and `（2）` before a paper are text to Markdown. Readers see the
    entry run on from the line above, and the list counts on without it. So does `2. ` right
    under a line of text: only a 1 begins a list there. A notebook that writes most of its
    entries `1、` or `（1）`, five or more, each on a line that readers see as one, means it.

    Bad:

        1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762)
        2.[Deep Residual Learning for Image Recognition](https://arxiv.org/abs/1512.03385)

    Good:

        1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762)
        2. [Deep Residual Learning for Image Recognition](https://arxiv.org/abs/1512.03385)
    """
    fixed: IntendedItem | None = None
    for meant in _reported(notebook):
        above = fixed if fixed and fixed.passage is meant.passage else None
        if above and _is_well_written(notebook, meant):
            continue  # an item as soon as the line above it is one
        fix = _fix(notebook, meant, above)
        if fix:
            fixed = meant
        yield Finding(meant.span, _message(notebook, meant), fix)


def _reported(notebook: Notebook) -> list[IntendedItem]:
    """The lines meant as items, without the points of an entry's text, `（1）`, and
    without a style that the notebook keeps to.
    """
    headed = [
        notebook.sections[entry.section].span
        for entry in notebook.entries
        if entry.shape == "heading"
    ]
    meant = []
    others = []  # not in a style of the notebook
    for line in intended_items(notebook):
        if _is_bracketed(notebook, line) and _is_in_entry(line, headed):
            continue
        meant.append(line)
        if not _is_style(notebook, line):
            others.append(line)
    styled = len(meant) - len(others)
    listed = sum(len(series.items) for series in notebook.series)
    return others if styled >= MANY and styled > listed else meant


def _is_bracketed(notebook: Notebook, meant: IntendedItem) -> bool:
    return notebook.source.text[meant.span.start] in "（("


def _is_in_entry(meant: IntendedItem, headed: Sequence[Span]) -> bool:
    """Whether a line is part of an item's text, or stands under a heading that is an entry."""
    if not _is_outside(meant):
        return True
    start = meant.span.start
    above = bisect_right(headed, start, key=lambda section: section.start) - 1
    return above >= 0 and start < headed[above].end


def _is_outside(meant: IntendedItem) -> bool:
    """Whether a line stands in no item, or left of the item's text."""
    return meant.passage.item is None or meant.column < meant.passage.item.column


def _is_style(notebook: Notebook, meant: IntendedItem) -> bool:
    """Whether a line has its number in a Chinese or bracketed style, and readers see it
    as a line of its own.
    """
    source, start = notebook.source, meant.span.start
    if meant.passage.item is not None:
        return False
    if source.slice(meant.span)[-1] in ".)" and not _is_bracketed(notebook, meant):
        return False
    if start == meant.passage.span.start:
        return True
    return re.search(_HARD_END, source.line(source.line_of(start) - 1)) is not None


def _message(notebook: Notebook, meant: IntendedItem) -> str:
    written = notebook.source.slice(meant.span)
    if _is_well_written(notebook, meant):
        return f'put an empty line before this "{written}": readers see it run on from the line above'
    return f'write "{_marker(meant)} " before this entry: readers see "{written}" as text, and no item of a list'


def _is_well_written(notebook: Notebook, meant: IntendedItem) -> bool:
    if notebook.source.slice(meant.span) != _marker(meant):
        return False
    return meant.text > meant.span.end


def _marker(meant: IntendedItem) -> str:
    return f"{meant.number}{meant.passage.mark or '.'}"


def _fix(
    notebook: Notebook, meant: IntendedItem, above: IntendedItem | None
) -> Fix | None:
    """The marker as Markdown wants it, after an empty line where no list could begin
    without one; `above` is fixed in this paragraph.

    None where the line would still be no item.
    """
    if not _can_be_item(notebook, meant, above):
        return None
    text, item = notebook.source.text, meant.passage.item
    edit = Edit(Span(meant.span.start, meant.text), f"{_marker(meant)} ")
    begins_here = meant.number == 1 or meant.span.start == meant.passage.span.start
    if not above and not begins_here and not (item and _is_outside(meant)):
        if item:
            return None
        line = meant.span.start - meant.column
        empty = _empty_line(text, line)
        indent = text[line : meant.span.start]
        edit = Edit(
            Span(empty.span.start, edit.span.end), empty.text + indent + edit.text
        )
    return Fix.safe(edit, message="make it an item of the list")


def _can_be_item(
    notebook: Notebook, meant: IntendedItem, above: IntendedItem | None
) -> bool:
    """Whether a line is indented as an item of its list, and holds no other block."""
    text, item = notebook.source.text, meant.passage.item
    base = meant.passage.outer
    if item is not None and not _is_outside(meant):
        base = item.column
    line = meant.span.start - meant.column
    if text[line : meant.span.start].strip(" "):
        return False
    if not base <= meant.column <= base + 3:  # four spaces more make code
        return False
    if re.compile(_OTHER_BLOCK).match(text, meant.text):
        return False
    return not above or meant.column <= above.column + len(_marker(above))


def _empty_line(text: str, line: int) -> Edit:
    """An empty line before the line that begins at an offset; a backslash before it
    would no longer be a break.
    """
    end = "\r\n" if text.startswith("\r\n", line - 2) else text[line - 1]
    last_char = line - len(end) - 1
    if text[last_char] == "\\":
        return Edit(Span(last_char, line), end + end)
    return Edit(Span(line, line), end)
