"""Which line begins a block, on its own and in the middle of a paragraph."""

from __future__ import annotations

import re

from notelint.markdown.html_grammar import block_end
from notelint.markdown.lines import Line

MAX_DEPTH = 100

HEADING = re.compile(r" {0,3}#{1,6}(?=[ \t\n])")
FENCE = re.compile(r" {0,3}(?:(`{3,})([^`\n]*)|(~{3,})([^\n]*))$", re.MULTILINE)
SETEXT = re.compile(r" {0,3}(=+|-+)[ \t]*$", re.MULTILINE)
MARKER = re.compile(r"( {0,3})([-+*]|[0-9]{1,9}[.)])(?=[ \t\n])")
FOOTNOTE = re.compile(r" {0,3}\[\^([^\]\s]+)\]:[ \t]*")


def interrupts(line: Line, *, in_paragraph: bool) -> bool:
    """Whether a line begins another block: in the middle of a paragraph, or (lazy) outside
    of the container whose paragraph is open.

    There cmark-gfm lets any list item, and even a lone tag, begin a block.
    """
    first = line.body[0]
    if line.lazy or line.indent > 3 or first.isalpha():
        return False
    if first == "#":
        return HEADING.match(line) is not None
    if first == ">":
        return True
    if first in "`~":
        return FENCE.match(line) is not None
    if first == "<":
        return block_end(line.body, in_paragraph=True) is not None
    if first == "[":
        return FOOTNOTE.match(line) is not None
    if first in "-*_+" or first.isdigit():
        return is_thematic(line.body) or _begins_item(line, in_paragraph=in_paragraph)
    return False


def _begins_item(line: Line, *, in_paragraph: bool) -> bool:
    match = MARKER.match(line)
    if match is None:
        return False
    return not in_paragraph or (
        match[2] in {"-", "+", "*", "1.", "1)"}
        and line[match.end() :].strip(" \t\n") != ""
    )


def is_thematic(body: str) -> bool:
    """Whether a line, less the spaces before it, is a thematic break."""
    mark = body[0]
    return mark in "-*_" and not body.rstrip(mark + " \t\n") and body.count(mark) > 2


def is_quoted(line: Line) -> bool:
    """Whether a line begins with `>`."""
    return line.indent < 4 and line.body[0] == ">"


def closes(line: Line, fence: str) -> bool:
    """Whether a line closes a fenced code block that `fence` opened."""
    mark = line.body.rstrip(" \t\n")
    return line.indent < 4 and len(mark) >= len(fence) and not mark.strip(fence[0])
