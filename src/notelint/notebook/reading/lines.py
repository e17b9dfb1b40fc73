"""The lines of a paragraph as its writer sees them, and the words in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from notelint.markdown import tree
from notelint.markdown.words import plain as plain  # for those who read lines
from notelint.notebook.model import Line
from notelint.text.source import Span


def is_break(node: tree.Inline) -> bool:
    """Whether a node is an HTML break, in any spelling that a browser takes for one
    (`</br>` too).
    """
    return isinstance(node, tree.Tag) and node.name == "br"


def is_picture(node: tree.Inline) -> bool:
    """Whether a node is a figure; a shield that says "PDF" or counts stars is a badge."""
    if isinstance(node, tree.Image):
        return not _is_shield(node.target)
    if isinstance(node, tree.Tag) and node.name == "img":
        source = node.get("src")
        return source is not None and not _is_shield(source.value)
    return False


def _is_shield(target: str) -> bool:
    return (
        "shields.io" in target
        or "badge" in target.lower()
        or "camo.githubusercontent.com" in target
    )


def count_figures(nodes: Sequence[tree.Inline]) -> int:
    """The figures in a line, those inside of links too."""
    return sum(
        is_picture(node)
        or count_figures(
            node.children if isinstance(node, tree.Link | tree.Styled) else ()
        )
        for node in nodes
    )


def logical_lines(
    nodes: Sequence[tree.Inline],
) -> Iterator[tuple[list[tree.Inline], tree.LineBreak | None]]:
    """A paragraph's lines, each with what ended it.

    What runs over a line's end inside of a link or of bold text stays one line.
    """
    held: list[tree.Inline] = []
    for node in nodes:
        if isinstance(node, tree.LineBreak):
            yield held, node
            held = []
        else:
            held.append(node)
    if held:
        yield held, None


def lines_of(nodes: Sequence[tree.Inline]) -> tuple[Line, ...]:
    """The lines of a paragraph, as rules see them."""
    return tuple(_line(held, end) for held, end in logical_lines(nodes))


def _line(nodes: Sequence[tree.Inline], end: tree.LineBreak | None) -> Line:
    seen = [node for node in nodes if not is_blank(node)]
    place = end.span.start if end else nodes[-1].span.end
    span = Span(seen[0].span.start, _text_end(seen[-1])) if seen else Span(place, place)
    before = _leading_breaks(seen)
    hard = end is not None and end.style != "soft"
    after = _leading_breaks(seen[::-1]) + hard
    return Line(
        span,
        plain(nodes).strip(),
        count_figures(nodes),
        before,
        after,
        end.span if end else None,
    )


def _text_end(node: tree.Inline) -> int:
    """Where a node ends, without the spaces that a text ends with."""
    if isinstance(node, tree.Text):
        return node.span.end - (len(node.text) - len(node.text.rstrip(" \t")))
    return node.span.end


def _leading_breaks(nodes: Sequence[tree.Inline]) -> int:
    count = 0
    for node in nodes:
        if not is_break(node):
            break
        count += 1
    return count


def is_blank(node: tree.Inline) -> bool:
    """Whether a node is nothing but spaces."""
    return isinstance(node, tree.Text) and not node.text.strip(" \t")
