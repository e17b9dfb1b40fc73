"""Markdown, read as GitHub reads it, with exact positions.

The only room that imports mistletoe.

`parse` is a pure function: no state is kept between calls or shared between threads.
Imports `text`.
"""

from __future__ import annotations

import re

from notelint.errors import UnreadableError
from notelint.markdown import tree
from notelint.markdown.container_blocks import tokenize
from notelint.markdown.lines import split
from notelint.markdown.tree_builder import Builder
from notelint.text.source import Source, Span

__all__ = ["parse", "tree"]

_KEY = r"[^\s:#\-][^:]*:(?:[ \t]|$)|[ \t]*#|[ \t]|-[ \t]|$"
_FENCE = r"---[ \t]*$"
_FENCE_END = r"(?:---|\.\.\.)[ \t]*$"


def parse(text: str | Source) -> tree.Document:
    """The tree of a text, front matter included.

    Raises UnreadableError, with the line, for a text whose blocks or inlines are nested too
    deep to be read.
    """
    source = text if isinstance(text, Source) else Source(text)
    front = _front_matter_lines(source)
    try:
        children = Builder(source).document(tokenize(split(source, front)))
    except RecursionError:
        raise UnreadableError("nested too deep") from None
    if front:
        children = (tree.FrontMatter(Span(0, source.line_span(front).end)), *children)
    return tree.Document(Span(0, len(source.text)), children)


def _front_matter_lines(source: Source) -> int:
    """How many lines of front matter a text begins with: YAML keys between fences; words
    between rules are text.
    """
    if not source.text.startswith("---") or not re.match(_FENCE, source.line(1)):
        return 0
    for number in range(2, len(source.line_starts) + 1):
        if re.match(_FENCE_END, source.line(number)):
            return number
        if not re.match(_KEY, source.line(number)):
            break
    return 0
