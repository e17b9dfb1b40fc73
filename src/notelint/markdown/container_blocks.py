"""The blocks that hold blocks, and the tokenizer: mistletoe's loop over token classes that
GitHub would agree with.

mistletoe's own readers lose positions and differ from cmark-gfm in small things: ghost code
blocks of spaces, headings in quotes, lazy lines that go on what is no paragraph, tables.
Each class keeps in `lines` what it consumed; none keeps state outside of the tokens, so
that any number of threads may parse.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple, TypeAlias

from notelint.errors import UnreadableError
from notelint.markdown.block_starts import (
    FOOTNOTE,
    MARKER,
    MAX_DEPTH,
    is_quoted,
    is_thematic,
)
from notelint.markdown.html_grammar import is_lone_tag
from notelint.markdown.lazy_continuation import Inside, behind_marker, unquoted
from notelint.markdown.leaf_blocks import (
    Blanks,
    BlockCode,
    CodeFence,
    Heading,
    HtmlBlock,
    Leaf,
    Paragraph,
    ThematicBreak,
)
from notelint.markdown.lines import Line
from notelint.markdown.mistletoe_blocks import (
    Lines,
    block_token,
    block_tokenizer,
    taken,
)


class Found(NamedTuple):
    """What `read` hands to a container's constructor: its lines, the same lines as they are
    inside, and of an item how wide its marker is and the column of its text.
    """

    lines: list[Line]
    inner: list[Line]
    column: int = 0
    marker_width: int = 0


def tokenize(lines: list[Line]) -> Sequence[Token]:
    """The blocks of these lines, as tokens of the classes below.

    Raises UnreadableError where containers are nested deeper than MAX_DEPTH.
    """
    if lines and lines[0].depth > MAX_DEPTH:
        raise UnreadableError(
            f"lists and quotes nested more than {MAX_DEPTH} deep", lines[0].number
        )
    tokens: Sequence[Token] = block_tokenizer.make_tokens(
        block_tokenizer.tokenize_block(lines, TOKEN_TYPES)
    )
    return tokens


class Quote(block_token.Quote):
    """A block quote."""

    def __init__(self, found: Found) -> None:
        self.lines = found.lines
        self.blocks = tokenize(found.inner)

    @staticmethod
    def start(line: Line) -> bool:
        return is_quoted(line)

    @classmethod
    def read(cls, lines: Lines) -> Found:
        first = lines.get_pos()
        inner = _read(lines, Inside(unquoted(next(lines))))
        return Found(taken(lines, first), inner)


class FootnoteDefinition(block_token.BlockToken):
    """`[^label]: text`, with what is indented by four under it."""

    def __init__(self, found: Found) -> None:
        self.lines = found.lines
        match = FOOTNOTE.match(self.lines[0])
        self.label = match[1] if match else ""
        self.blocks = tokenize(found.inner)

    @staticmethod
    def start(line: Line) -> bool:
        return line.body[0] == "[" and FOOTNOTE.match(line) is not None

    @classmethod
    def read(cls, lines: Lines) -> Found:
        first = lines.get_pos()
        line: Line = next(lines)
        match = FOOTNOTE.match(line)
        inner = _read_item(
            lines, Inside(line.after(match.end() if match else 0, deeper=1), 4)
        )
        return Found(taken(lines, first), inner)


def _read(lines: Lines, inside: Inside) -> list[Line]:
    for line in lines:
        if line.lazy:
            inside.lines.append(
                line
            )  # as `take` would, but sooner: there are as many of them at each level
        elif not inside.take(line):
            lines.backstep()
            break
    return inside.lines


def _read_item(lines: Lines, inside: Inside) -> list[Line]:
    """The lines of an item or a footnote; blank ones at the end stand after it."""
    inner = _read(lines, inside)
    while len(inner) > 1 and inner[-1].blank:
        inner.pop()
        lines.backstep()
    return inner


class ListItem(block_token.ListItem):
    """One item of a list.

    `cuts`: numbers of the lines at which GitHub ends the list though they go on a
    paragraph: lone tags.
    """

    def __init__(self, found: Found) -> None:
        self.lines = found.lines
        self.column, self.marker_width = found.column, found.marker_width
        newly_lazy = (
            line
            for line, own in zip(found.lines, found.inner, strict=True)
            if own.lazy and not line.lazy
        )
        self.list_interruptions = tuple(
            line.number
            for line in newly_lazy
            if line.indent < 4 and is_lone_tag(line.body)
        )
        self.blocks = tokenize(found.inner)

    @classmethod
    def read(cls, lines: Lines, marker: re.Match[str]) -> Found:
        first = lines.get_pos()
        line: Line = next(lines)
        opening, column = behind_marker(line, marker)
        inner = _read_item(lines, Inside(opening, column))
        return Found(taken(lines, first), inner, line.column + column, len(marker[2]))


class List(block_token.List):
    """Items with one kind of marker."""

    def __init__(self, items: Sequence[Found]) -> None:
        self.items = [ListItem(each) for each in items]

    @classmethod
    def start(cls, line: Line) -> bool:
        return _marker(line, "") is not None

    @classmethod
    def read(cls, lines: Lines) -> list[Found]:
        found, kind, end = [], "", lines.get_pos()
        while (line := lines.peek()) is not None:
            if line.blank:
                next(lines)
                continue
            marker = _marker(line, kind)
            if marker is None:
                break
            kind = marker[2][-1]
            found.append(ListItem.read(lines, marker))
            end = lines.get_pos()
        lines.set_pos(end)
        return found


def _marker(line: Line, kind: str) -> re.Match[str] | None:
    """The marker of an item that belongs to a list of this kind (its marker's last
    character, or nothing for any).
    """
    marker = None if line.lazy else MARKER.match(line)
    return (
        marker
        if marker and kind in {"", marker[2][-1]} and not is_thematic(line.body)
        else None
    )


Token: TypeAlias = Leaf | Quote | FootnoteDefinition | List
TOKEN_TYPES = (
    Blanks,
    BlockCode,
    Heading,
    Quote,
    CodeFence,
    HtmlBlock,
    ThematicBreak,
    FootnoteDefinition,
    List,
    Paragraph,
)
