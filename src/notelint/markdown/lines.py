"""Lines that know where they come from, and contents made of them.

A container (quote, item) takes characters off the front of a line only, so that what is
left of it, from its first non-blank on, is a verbatim suffix of its source line. A `Line`
keeps the number of that source line: (number, distance from the end) is exact at any depth,
whatever tabs, lazy lines or wide characters stand before it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from notelint.text.source import Source, Span

# What str.strip and \s take for blank, and CommonMark does not: Chinese notes indent with
# U+3000. The parser sees a letter there.
_NOT_BLANK = re.compile(
    "[\x0b\x0c\x1c-\x1f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]"
)
_STAND_IN = "\ue000"


class Line(str):
    """A line as a container hands it to what is inside, ending in LF; leading spaces have
    no tabs.

    `number`: its source line, from 1. `column`: where it starts in that line, tabs counted
    as up to 4. `depth`: containers around it. `indent`: spaces before `body`, which is the
    rest; `blank`: there is nothing but spaces. `lazy`: the line goes on a paragraph from
    outside of that paragraph's container.
    """

    __slots__ = ("blank", "body", "column", "depth", "indent", "lazy", "number")
    number: int
    column: int
    depth: int
    indent: int
    body: str
    blank: bool
    lazy: bool

    @classmethod
    def make(cls, text: str, number: int, column: int = 0, depth: int = 0) -> Line:
        """A line whose text starts at that column of its source line."""
        body = text.lstrip(" \t")
        indent = len(text) - len(body)
        if indent and "\t" in text[:indent]:
            indent = _width(text[:indent], column)
            text = " " * indent + body
        line = cls(text)
        line.number, line.column, line.depth, line.lazy = number, column, depth, False
        line.indent, line.body, line.blank = indent, body, body == "\n"
        return line

    def after(self, columns: int, *, deeper: int = 0) -> Line:
        """The line as it goes on after its first characters, `deeper` containers
        further in.
        """
        return Line.make(
            self[columns:], self.number, self.column + columns, self.depth + deeper
        )

    def lazily(self) -> Line:
        """The same line, marked as one that goes on a paragraph from outside; so it does
        in all containers further in.
        """
        line = Line.make(self, self.number, self.column, self.depth)
        line.lazy = True
        return line


def _width(blanks: str, column: int) -> int:
    """How wide spaces and tabs are that begin at a column."""
    end = column
    for char in blanks:
        end += 4 - end % 4 if char == "\t" else 1
    return end - column


def split(source: Source, skip: int = 0) -> list[Line]:
    """The lines of a text, with LF for line ends; the first `skip` of them are handed on
    empty.
    """
    text = _NOT_BLANK.sub(_STAND_IN, source.text)
    if not text:
        return []
    spans = map(source.line_span, range(1, len(source.line_starts) + 1))
    return [
        Line.make((text[start:end] if number > skip else "") + "\n", number)
        for number, (start, end) in enumerate(spans, 1)
    ]


class Content(NamedTuple):
    """The text of one block as the inline parser reads it, and where each of its characters
    stands in the source.

    `starts[n]` is the offset in `text` at which piece n begins, `sources[n]` where that
    piece begins in the source.
    """

    text: str
    starts: Sequence[int]
    sources: Sequence[int]

    def offset(self, index: int) -> int:
        """Where a character stands in the source."""
        piece = bisect_right(self.starts, index) - 1
        return self.sources[piece] + index - self.starts[piece]

    def span(self, start: int, end: int) -> Span:
        """The source range of a range of characters; the end goes through the last
        character, never into the next line's mark.
        """
        if end <= start:
            return Span(self.offset(start), self.offset(start))
        piece = bisect_right(self.starts, start) - 1
        shift = self.sources[piece] - self.starts[piece]
        if piece + 1 == len(self.starts) or end <= self.starts[piece + 1]:
            return Span(start + shift, end + shift)
        return Span(start + shift, self.offset(end - 1) + 1)

    def rest(self, start: int) -> Content:
        """The same content from a character on."""
        if start == 0:
            return self
        piece = bisect_right(self.starts, start) - 1
        starts = [0, *(each - start for each in self.starts[piece + 1 :])]
        return Content(
            self.text[start:], starts, [self.offset(start), *self.sources[piece + 1 :]]
        )


def joined(source: Source, lines: Sequence[Line]) -> Content:
    """The content of a block: its lines from their first non-blank on, taken from the
    source itself.
    """
    pieces, starts, sources, length = [], [], [], 0
    for line in lines:
        start, end = line_body(source, line)
        pieces.append(source.text[start:end])
        starts.append(length)
        sources.append(start)
        length += end - start + 1
    return Content("\n".join(pieces), starts, sources)


def line_body(source: Source, line: Line) -> Span:
    """The source range of a line from its first non-blank to its end."""
    end = source.line_span(line.number).end
    return Span(end - (len(line.body) - 1), end)
