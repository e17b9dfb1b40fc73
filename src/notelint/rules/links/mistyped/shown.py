"""The text of a notebook that GitHub shows as it is written, all else masked: where
broken links are looked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from re import Pattern

from notelint.markdown import tree
from notelint.notebook.model import Notebook
from notelint.rules.links.mistyped.brackets import HIDDEN, LINKED
from notelint.text.source import Source


def shown_as_written(
    notebook: Notebook, where: Pattern[str]
) -> Iterator[tuple[int, str]]:
    """The text of paragraphs, headings, cells and emphasis that holds `where`, each with
    its offset, and every character at its place.

    HIDDEN stands for each character that is no plain text (code, math, tags, figures,
    emphasis, escapes), LINKED for each of a link; bare addresses stay. What a quote or list
    puts before a line is blank.
    """
    nodes: list[tree.Node] = list(reversed(notebook.tree.children))
    while nodes:
        node = nodes.pop()
        if isinstance(node, tree.Link | tree.Image | tree.HtmlBlock | tree.CodeBlock):
            continue
        children = tree.children_of(node)
        nodes += reversed(children)
        if isinstance(
            node, tree.Paragraph | tree.Heading | tree.Cell | tree.Styled
        ) and where.search(notebook.source.slice(node.span)):
            place, pieces = node.span.start, []
            for child in node.children:
                pieces += [
                    " " * (child.span.start - place),
                    _as_written(notebook.source, child),
                ]
                place = child.span.end
            text, task = (
                "".join(pieces),
                node.task if isinstance(node, tree.Paragraph) else None,
            )
            if task:
                start, end = task.start - node.span.start, task.end - node.span.start
                text = text[:start] + HIDDEN * (end - start) + text[end:]
            yield node.span.start, text


def _as_written(source: Source, node: tree.Inline) -> str:
    """A node as `shown_as_written` has it."""
    written = source.slice(node.span)
    match node:
        case tree.Text():
            return (
                re.sub(r"\\[!-/:-@\[-`{-~]", HIDDEN * 2, written)
                if "\\" in written
                else written
            )
        case tree.LineBreak():
            return "\n" + (" " if node.style == "soft" else HIDDEN) * (len(written) - 1)
        case tree.Link():
            return written if node.form == "bare" else LINKED * len(written)
        case _:
            return (LINKED if _holds_link(node) else HIDDEN) * len(written)


def _holds_link(node: tree.Node) -> bool:
    return any(
        isinstance(child, tree.Link) or _holds_link(child)
        for child in tree.children_of(node)
    )
