"""X903 merge-marker."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from notelint.markdown import tree
from notelint.notebook.model import Notebook
from notelint.rules.base import Enabled, rule
from notelint.text.diagnostics import Finding, Severity
from notelint.text.source import Span

# As git writes them: at the start of a line, seven characters or more
# (`conflict-marker-size`), then a label or the line's end.
_MARKER = r"(?:\A|(?<=[\n\r]))(?:(?P<start><{7,}+)(?=[ \t\r\n]|\Z)|(?P<middle>={7,}+)(?=[\r\n]|\Z)|(?P<end>>{7,}+)(?=[ \t\r\n]|\Z))"


class _Open(NamedTuple):
    """A conflict whose end is not met: where it starts, how long its markers are, and
    whether its middle was met.
    """

    start: int
    size: int
    is_half: bool


@rule(
    "X903",
    severity=Severity.ERROR,
    enabled=Enabled.ALWAYS,
    identified_by_entry=False,
)
def merge_marker(notebook: Notebook) -> Iterator[Finding]:
    """Resolve the conflict that a merge has left, and remove its markers.

    Until then the text is two notebooks in one: nothing else is reported of the file, and
    `notelint fmt` and `--fix` leave it alone. A conflict is a line `<<<<<<<`, a later line
    `=======` and a later line `>>>>>>>`, all with the same number of characters, seven or
    more; one that is shown in a fenced code block is an example. This rule cannot be
    switched off, and no baseline accepts it; a page that shows markers outside of code
    needs a comment that names the rule: `<!-- notelint-disable X903 -->`.

    Bad:

        <<<<<<< HEAD
        1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762)
        =======
        1. [Adam](https://arxiv.org/abs/1412.6980)
        >>>>>>> other

    Good:

        1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762)
        2. [Adam](https://arxiv.org/abs/1412.6980)
    """
    text = notebook.source.text
    found = list(_conflicts(text)) if "<<<<<<<" in text else []
    fences = [node.span for node in _fences(notebook.tree.children)] if found else []
    for conflict in found:
        if not any(fence.covers(conflict) for fence in fences):
            line = notebook.source.line_of(conflict.start)
            last = notebook.source.line_of(conflict.end - 1)
            yield Finding(
                Span(conflict.start, notebook.source.line_span(line).end),
                f"unresolved merge conflict, down to line {last}: keep one side or both, and remove the markers",
            )


def _conflicts(text: str) -> Iterator[Span]:
    """The conflicts from the start of their first markers to the end of their last,
    without those within others.
    """
    open_ones: list[_Open] = []
    places: dict[int, list[int]] = {}  # in that list, by the length of their markers
    found: list[Span] = []
    for match in re.finditer(_MARKER, text):
        size = match.end() - match.start()
        alike = places.setdefault(size, [])
        if match["start"]:
            alike.append(len(open_ones))
            open_ones.append(_Open(match.start(), size, False))
        elif alike and match["middle"]:
            open_ones[alike[-1]] = open_ones[alike[-1]]._replace(is_half=True)
        elif alike and open_ones[alike[-1]].is_half:
            start = open_ones[alike[-1]].start
            while (
                open_ones and open_ones[-1].start >= start
            ):  # those within it, which have no end, are a part of it
                places[open_ones.pop().size].pop()
            while found and found[-1].start > start:
                found.pop()
            found.append(Span(start, match.end()))
    yield from found


def _fences(nodes: Sequence[tree.Node]) -> Iterator[tree.CodeBlock]:
    for node in nodes:
        if isinstance(node, tree.CodeBlock) and node.fenced:
            yield node
        yield from _fences(tree.children_of(node))
