"""The blocks that hold no blocks: mistletoe's tokens, reading lines as GitHub does and
keeping in `lines` what they read.
"""

from __future__ import annotations

from typing import Any

from notelint.markdown.block_starts import (
    FENCE,
    HEADING,
    SETEXT,
    closes,
    interrupts,
    is_thematic,
)
from notelint.markdown.html_grammar import NEVER, block_end
from notelint.markdown.lines import Line
from notelint.markdown.link_targets import definitions_in
from notelint.markdown.mistletoe_blocks import Lines, block_token, taken
from notelint.markdown.tables import begins_table, is_row


class Leaf:
    """What the leaf tokens share: their lines, handed from `read` to the constructor."""

    def __init__(self, lines: list[Line]) -> None:
        self.lines = lines


class Blanks:
    """Blank lines between blocks.

    No token is made of them: mistletoe leaves out what comes out as None.
    """

    def __new__(cls, _lines: list[Line]) -> Any:
        """Nothing."""

    @staticmethod
    def start(line: Line) -> bool:
        return line.blank

    @staticmethod
    def read(lines: Lines) -> list[Line]:
        for line in lines:
            if not line.blank:
                lines.backstep()
                break
        return []


class Heading(Leaf, block_token.Heading):
    """`# Title`."""

    @classmethod
    def start(cls, line: Line) -> bool:
        return line.body[0] == "#" and HEADING.match(line) is not None

    @classmethod
    def read(cls, lines: Lines) -> list[Line]:
        return [next(lines)]


class ThematicBreak(Leaf, block_token.ThematicBreak):
    """`---`."""

    @classmethod
    def start(cls, line: Line) -> bool:
        return line.indent < 4 and is_thematic(line.body)

    @staticmethod
    def read(lines: Lines) -> list[Line]:
        return [next(lines)]


class BlockCode(Leaf, block_token.BlockCode):
    """Indented code.

    A line of spaces alone begins none, so blank lines must have been asked for before.
    """

    @staticmethod
    def start(line: Line) -> bool:
        return line.indent > 3

    @classmethod
    def read(cls, lines: Lines) -> list[Line]:
        first = end = lines.get_pos()
        for line in lines:
            if line.blank:
                continue
            if line.indent < 4:
                break
            end = lines.get_pos()
        lines.set_pos(end)
        return taken(lines, first)


class CodeFence(Leaf, block_token.CodeFence):
    """Fenced code."""

    @classmethod
    def start(cls, line: Line) -> bool:
        return line.body[0] in "`~" and FENCE.match(line) is not None

    @classmethod
    def read(cls, lines: Lines) -> list[Line]:
        first = lines.get_pos()
        match = FENCE.match(next(lines))
        fence = (match[1] or match[3]) if match else ""
        for line in lines:
            if closes(line, fence):
                break
        return taken(lines, first)


class HtmlBlock(Leaf, block_token.HtmlBlock):
    """Raw HTML."""

    @classmethod
    def start(cls, line: Line) -> bool:
        return line.indent < 4 and block_end(line.body, in_paragraph=False) is not None

    @classmethod
    def read(cls, lines: Lines) -> list[Line]:
        first = lines.get_pos()
        end = block_end(lines.peek().body, in_paragraph=False) or NEVER
        for line in lines:
            if end is NEVER and line.blank:
                lines.backstep()
                break
            if end.search(line):
                break
        return taken(lines, first)


class Paragraph(Leaf, block_token.Paragraph):
    """Running text; on the way it may prove to be a heading or a table, or to end before
    a table.
    """

    def __new__(cls, found: list[Line] | Leaf) -> Any:
        """A paragraph, or the heading or table that its lines turned out to be."""
        return object.__new__(cls) if isinstance(found, list) else found

    @classmethod
    def read(cls, lines: Lines) -> list[Line] | Leaf:
        first = lines.get_pos()
        next(lines)
        while (line := lines.peek()) is not None and not line.blank:
            if _is_underline(line):
                next(lines)
                if _has_text(taken(lines, first)[:-1]):
                    return SetextHeading(taken(lines, first))
                continue
            if interrupts(line, in_paragraph=True):
                break
            if begins_table(lines.lines[lines.get_pos()], line):
                if lines.get_pos() == first + 1:
                    return Table.read(lines)
                lines.backstep()
                break
            next(lines)
        return taken(lines, first)


class SetextHeading(Leaf, block_token.SetextHeading):
    """A title with a line of `=` or `-` under it."""

    @property
    def outline_level(self) -> int:
        """1 for `=`, 2 for `-`."""
        return 1 if self.lines[-1].body.startswith("=") else 2


def _has_text(lines: list[Line]) -> bool:
    """Whether something is left of a paragraph's lines once its link definitions are
    taken off.
    """
    if not lines[0].body.startswith("["):
        return True
    text = "".join(line.body for line in lines)
    found = definitions_in(text)
    return not found or found[-1].end < len(text)


def _is_underline(line: Line) -> bool:
    return line.body[0] in "=-" and not line.lazy and SETEXT.match(line) is not None


class Table(Leaf, block_token.Table):
    """A GFM table; begun by its paragraph, since only the second line tells."""

    @classmethod
    def read(cls, lines: Lines, check_only: bool = False) -> Table:  # noqa: ARG003
        first = lines.get_pos() - 1
        next(lines)
        for line in lines:
            if not is_row(line):
                lines.backstep()
                break
        return cls(taken(lines, first))
