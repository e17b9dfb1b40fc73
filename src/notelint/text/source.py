"""A text, and the lines and columns of it.

Offsets count code points from 0, in the text after a byte order mark. Lines and columns
count from 1, in code points. Ends are exclusive. A line ends at CRLF, LF or CR, as in
CommonMark, and nowhere else (U+2028, form feeds and the like are text).
"""

import codecs
import re
from bisect import bisect_right
from functools import cached_property
from typing import NamedTuple

from notelint.errors import UnreadableError

LINE_END_PATTERN = r"\r\n|\n|\r"
LINE_END = re.compile(LINE_END_PATTERN)
_BOMS = {codecs.BOM_UTF16_LE: "UTF-16", codecs.BOM_UTF16_BE: "UTF-16"}


class Span(NamedTuple):
    """A range of a text: code points `start` to `end`, `end` exclusive."""

    start: int
    end: int

    def covers(self, other: "Span") -> bool:
        """Whether `other` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end


class Position(NamedTuple):
    """A position as people count: line and column from 1, in code points."""

    line: int
    column: int


class Source:
    """One text under one name: a file, standard input, a blob or a buffer.

    Immutable by agreement. `text` has no byte order mark (`bom` tells whether there was
    one) and keeps its line ends as they are. `path` is what readers are shown.
    """

    def __init__(self, text: str, path: str = "-", *, bom: bool = False) -> None:
        self.text = text
        self.path = path
        self.bom = bom

    @classmethod
    def from_bytes(cls, data: bytes, path: str = "-") -> "Source":
        """Decode UTF-8, with or without a byte order mark.

        Raises UnreadableError, with the line, for other encodings and for NUL bytes.
        """
        if encoding := _BOMS.get(data[:2]):
            raise UnreadableError(f"not UTF-8 but {encoding}: save the file as UTF-8")
        bom = data.startswith(codecs.BOM_UTF8)
        data = data.removeprefix(codecs.BOM_UTF8)
        nul = data.find(b"\0")
        if nul >= 0:
            raise UnreadableError(
                "a NUL byte: this is not a text file", _line_of(data, nul)
            )
        try:
            return cls(data.decode("utf-8"), path, bom=bom)
        except UnicodeDecodeError as error:
            byte = data[error.start]
            raise UnreadableError(
                f"not UTF-8 (byte 0x{byte:02x}): save the file as UTF-8",
                _line_of(data, error.start),
            ) from None

    @classmethod
    def from_text(cls, text: str, path: str = "-") -> "Source":
        """A text that is decoded already; a leading U+FEFF counts as a byte order mark."""
        return cls(text.removeprefix("\ufeff"), path, bom=text.startswith("\ufeff"))

    @property
    def whole(self) -> str:
        """The text with its byte order mark, if there was one."""
        return ("\ufeff" if self.bom else "") + self.text

    @cached_property
    def line_starts(self) -> list[int]:
        """The offset at which each line starts; a text that ends with a line end has no
        line after it.
        """
        starts = [0]
        starts += [match.end() for match in LINE_END.finditer(self.text)]
        if len(starts) > 1 and starts[-1] == len(self.text):
            starts.pop()
        return starts

    @cached_property
    def _line_ends(self) -> list[int]:
        """The offset at which the text of each line ends, before its line end.

        Cached, since `line_span` is called for most lines, and more than once.
        """
        ends = [match.start() for match in LINE_END.finditer(self.text)]
        return ends if len(ends) == len(self.line_starts) else [*ends, len(self.text)]

    def line_of(self, offset: int) -> int:
        """The line (from 1) in which the offset lies."""
        return bisect_right(self.line_starts, offset)

    def position(self, offset: int) -> Position:
        """The line and column of an offset; the end of the text belongs to its last line."""
        line = self.line_of(offset)
        return Position(line, offset - self.line_starts[line - 1] + 1)

    def line_span(self, line: int) -> Span:
        """The range of a line (from 1) without its line end."""
        start = self.line_starts[line - 1]
        return Span(start, self._line_ends[line - 1])

    def line(self, number: int) -> str:
        """The text of a line (from 1) without its line end."""
        span = self.line_span(number)
        return self.text[span.start : span.end]

    def slice(self, span: Span) -> str:
        """The text in a range."""
        return self.text[span.start : span.end]


def _line_of(data: bytes, offset: int) -> int:
    return len(LINE_END.findall(data[:offset].decode("utf-8", "replace"))) + 1
