"""What belongs to a container (a quote, a list item, a footnote): which lines, and how they
read inside of it.

The hard part is the lazy line, which goes on a paragraph from outside of the containers
around that paragraph. So a container must know whether the last of its lines left a
paragraph open, at whatever depth; it finds out only when there is a line to ask about.
"""

from __future__ import annotations

import re

from notelint.markdown.block_starts import (
    FENCE,
    FOOTNOTE,
    HEADING,
    MARKER,
    MAX_DEPTH,
    SETEXT,
    closes,
    interrupts,
    is_quoted,
    is_thematic,
)
from notelint.markdown.html_grammar import NEVER, block_end, is_lone_tag
from notelint.markdown.lines import Line
from notelint.markdown.tables import begins_table, is_row


class Inside:
    """The lines of one container as they read inside, as far as they are taken: `column`
    is how far they are indented, 0 in a quote.
    """

    def __init__(self, opening: Line, column: int = 0) -> None:
        self.lines = [opening]
        self._column = column
        self._seen = 0  # so many lines have gone into what follows
        self._paragraph = self._table = False
        self._before: Line | None = None
        self._fence = ""
        self._html: re.Pattern[str] | None = None
        self._nested: Inside | None = None

    def take(self, line: Line) -> bool:
        """Take the next line, unless the container ends before it. (One that is lazy
        further out is so here: it needs no asking.)
        """
        own = self._own(line)
        if own is None:
            return False
        self.lines.append(own)
        return True

    def _own(self, line: Line) -> Line | None:
        if self._column:
            if line.indent >= self._column:
                return line.after(self._column, deeper=1)
            if line.blank:
                return line if len(self.lines) > 1 or not self.lines[0].blank else None
        elif line.blank:
            return None
        elif is_quoted(line):
            return unquoted(line)
        elif is_lone_tag(line.body):
            return None
        return (
            line.lazily()
            if not interrupts(line, in_paragraph=False)
            and self._leaves_paragraph_open()
            else None
        )

    def _leaves_paragraph_open(self) -> bool:
        if self.lines[-1].lazy:
            return True  # so it was before that line, which changed nothing
        for line in self.lines[self._seen :]:
            if not line.lazy and (self._nested is None or not self._nested.take(line)):
                self._nested = None
                self._read(line)
        self._seen = len(self.lines)
        return (
            self._nested._leaves_paragraph_open() if self._nested else self._paragraph
        )

    def _read(self, line: Line) -> None:
        if self._fence:
            self._fence = "" if closes(line, self._fence) else self._fence
        elif self._html:
            ended = line.blank if self._html is NEVER else self._html.search(line)
            self._html = None if ended else self._html
        elif line.blank:
            self._paragraph = self._table = False
        elif self._table and is_row(line):
            return
        elif not self._paragraph or interrupts(line, in_paragraph=True):
            self._open(line)
        elif SETEXT.match(line):
            self._paragraph = False
        elif self._before and begins_table(self._before, line):
            self._paragraph, self._table = False, True
        self._before = line

    def _open(self, line: Line) -> None:
        self._paragraph = self._table = False
        if line.indent > 3 or line.depth > MAX_DEPTH:
            return
        if is_quoted(line):
            self._nested = Inside(unquoted(line))
        elif is_thematic(line.body) or HEADING.match(line):
            return
        elif marker := MARKER.match(line):
            self._nested = Inside(*behind_marker(line, marker))
        elif footnote := FOOTNOTE.match(line):
            self._nested = Inside(line.after(footnote.end(), deeper=1), 4)
        elif fence := FENCE.match(line):
            self._fence = fence[1] or fence[3]
        elif end := block_end(line.body, in_paragraph=False):
            self._html = None if end.search(line) else end
        else:
            self._paragraph = True


def unquoted(line: Line) -> Line:
    """A line of a quote without its mark and the blank after it."""
    rest = line.after(line.indent + 1, deeper=1)
    return rest.after(1) if rest.indent else rest


def behind_marker(line: Line, marker: re.Match[str]) -> tuple[Line, int]:
    """The text after a list item's marker, and how far lines below must be indented to
    stand under it.
    """
    rest = line.after(marker.end(), deeper=1)
    if rest.blank:
        return Line.make("\n", line.number, rest.column, rest.depth), marker.end() + 1
    blanks = rest.indent if rest.indent <= 4 else 1
    return rest.after(blanks), marker.end() + blanks
