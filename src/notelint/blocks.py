"""Where a block ends on GitHub and where in the tree, and what Jekyll takes word for word: what keeps white space from being touched."""

from __future__ import annotations

from notelint.markdown import tree
from notelint.source import Source

VERBATIM = r"(?s)\{%-?\s*(highlight|raw|comment)\b.*?(?:\{%-?\s*end\1\b|\Z)"  # what Jekyll takes word for word


def last_line(source: Source, node: tree.Node) -> int:
    """The line (from 1) that a node ends in."""
    return source.line_of(max(node.span.start, node.span.end - 1))


def begins_late(source: Source, item: tree.Item) -> bool:
    """Whether blank lines stand between an item's marker and what it holds: GitHub ends it at some blank lines, the tree at others."""
    return any(source.line_of(child.span.start) > source.line_of(item.span.start) + 1 for child in item.children[:1])


def is_closed(source: Source, block: tree.CodeBlock) -> bool:
    """Whether indented code, which has no end to miss, or fenced code whose fence is closed, no deeper than it was opened."""
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
