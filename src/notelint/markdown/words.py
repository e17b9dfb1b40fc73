"""The words in a tree, as readers see them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from notelint.markdown import tree


def plain(nodes: Sequence[tree.Node], line_end: str = " ") -> str:
    """The words that readers see, without pictures and tags; a line's end is a space, or
    what `line_end` says.
    """
    return "".join(_words(nodes, line_end))


def _words(nodes: Sequence[tree.Node], line_end: str) -> Iterator[str]:
    for node in nodes:
        match node:
            case tree.Text() | tree.InlineCode() | tree.Math():
                yield node.text
            case tree.LineBreak():
                yield line_end
            case tree.Styled() | tree.Link():
                yield from _words(node.children, line_end)
