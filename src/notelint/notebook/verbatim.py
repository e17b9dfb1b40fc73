"""Where a block ends on GitHub and where in the tree, and what Jekyll takes word for
word: what keeps white space from being touched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from notelint.markdown import tree
from notelint.text.source import Source, Span

# What Jekyll takes word for word
VERBATIM = r"(?s)\{%-?\s*(highlight|raw|comment)\b.*?(?:\{%-?\s*end\1\b|\Z)"
_TEMPLATE = r"\{\{|\{%"


def templates_in(text: str) -> Iterator[Span]:
    """The templates, `{{ }}` and `{% %}`, that close on the line on which they open; in
    order, none within another.
    """
    place, line_end = 0, -1
    closings = {
        "{{": -1,
        "{%": -1,
    }  # where the next one stands: looked for once, however many openings stand before it
    pattern = re.compile(_TEMPLATE)
    while opening := pattern.search(text, place):
        kind, inner = opening[0], opening.end()
        if line_end < inner:
            line_end = _found(text, "\n", inner)
        if closings[kind] < inner:
            closings[kind] = _found(text, "}}" if kind == "{{" else "%}", inner)
        place = opening.start() + 1
        if closings[kind] < line_end:
            place = closings[kind] + 2
            yield Span(opening.start(), place)


def without_comments(text: str) -> str:
    """The text without its HTML comments; one that is never closed stays."""
    pieces, place = [], 0
    while (start := text.find("<!--", place)) >= 0 and (
        end := text.find("-->", start + 4)
    ) >= 0:
        pieces.append(text[place:start])
        place = end + 3
    return "".join([*pieces, text[place:]])


def _found(text: str, words: str, place: int) -> int:
    """Where words stand next; the text's length where they do not."""
    found = text.find(words, place)
    return found if found >= 0 else len(text)


def last_line(source: Source, node: tree.Node) -> int:
    """The line (from 1) that a node ends in."""
    return source.line_of(max(node.span.start, node.span.end - 1))


def begins_late(source: Source, item: tree.Item) -> bool:
    """Whether blank lines stand between an item's marker and what it holds: GitHub ends
    it at some blank lines, the tree at others.
    """
    return any(
        source.line_of(child.span.start) > source.line_of(item.span.start) + 1
        for child in item.children[:1]
    )


def is_closed(source: Source, block: tree.CodeBlock) -> bool:
    """Whether indented code, which has no end to miss, or fenced code whose fence is
    closed, no deeper than it was opened.
    """
    if not block.fenced:
        return True
    opening, closing = source.slice(block.span), source.line(last_line(source, block))
    column = block.span.start - source.line_span(source.line_of(block.span.start)).start
    mark = opening[: len(opening) - len(opening.lstrip(opening[0]))]
    shut = closing.strip(" \t")
    return (
        "\n" in opening.replace("\r", "\n")
        and shut.startswith(mark)
        and not shut.strip(opening[0])
        and len(closing) - len(closing.lstrip()) <= column
    )
