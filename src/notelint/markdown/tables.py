"""Which lines make a table, and where its cells are."""

from __future__ import annotations

import re

from notelint.markdown.block_starts import interrupts
from notelint.markdown.html_grammar import is_lone_tag
from notelint.markdown.lines import Line

_DELIMITERS = re.compile(
    r"\|?[ \t]*+:?-+:?[ \t]*+(?:\|[ \t]*+:?-+:?[ \t]*+)*+\|?[ \t]*+$", re.MULTILINE
)
_CELL_EDGE = re.compile(r"\\.|\|")


def begins_table(head: Line, line: Line) -> bool:
    """Whether a line of a paragraph, by having as many columns of dashes, makes the one
    before it a table's head.
    """
    if (
        line.body[0] not in "|:-"
        or line.lazy
        or line.indent > 3
        or not _DELIMITERS.match(line.body)
    ):
        return False
    return len(cell_edges(head.body.rstrip("\n"))) == len(
        cell_edges(line.body.rstrip("\n"))
    )


def is_row(line: Line) -> bool:
    """Whether a line goes on a table: any does that begins no other block, with or
    without a pipe.
    """
    return not (
        line.blank
        or line.lazy
        or interrupts(line, in_paragraph=False)
        or is_lone_tag(line.body)
    )


def cell_edges(row: str) -> list[tuple[int, int]]:
    """The ranges between the pipes of a row (without its line end); a pipe at either end
    opens or closes it.
    """
    bars = [match.start() for match in _CELL_EDGE.finditer(row) if match[0] == "|"]
    cells = list(zip([0, *(bar + 1 for bar in bars)], [*bars, len(row)], strict=True))
    if bars and not row[: bars[0]].strip(" \t"):
        cells = cells[1:]
    if bars and cells and not row[cells[-1][0] :].strip(" \t"):
        cells = cells[:-1]
    return cells
