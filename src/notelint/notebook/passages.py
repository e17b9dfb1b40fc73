"""The running text of a notebook: its paragraphs, and where each stands."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from notelint.markdown import tree
from notelint.text.source import Span


class Passage(NamedTuple):
    """A paragraph outside of quotes, and where it stands.

    `starts` are the places at which its lines begin, those that begin with plain words.
    `item` is the list item that it is in, `outer` the column of the text around that item's
    list. `mark` is `.` or `)` where an ordered list is around it or next to it.
    """

    paragraph: tree.Paragraph
    starts: tuple[int, ...]
    item: tree.Item | None
    outer: int
    mark: str

    @property
    def span(self) -> Span:
        """Where it stands."""
        return self.paragraph.span

    @property
    def start(self) -> int:
        """Where its text begins, after the box of a task."""
        return (
            self.paragraph.task.end
            if self.paragraph.task
            else self.paragraph.span.start
        )


def passages_in(document: tree.Document) -> tuple[Passage, ...]:
    """The paragraphs of a text that are outside of quotes, in order."""
    passages: list[Passage] = []
    _gather(document.children, None, 0, "", passages)
    return tuple(passages)


def _gather(
    blocks: Sequence[tree.Block],
    item: tree.Item | None,
    outer: int,
    mark: str,
    passages: list[Passage],
) -> None:
    for index, block in enumerate(blocks):
        if isinstance(block, tree.Paragraph):
            passages.append(
                Passage(
                    block,
                    tuple(_starts(block.children)),
                    item,
                    outer,
                    mark or _mark_beside(blocks, index),
                )
            )
        elif isinstance(block, tree.ListBlock):
            for inner in block.children:
                _gather(
                    inner.children,
                    inner,
                    item.column if item else 0,
                    _mark(block),
                    passages,
                )


def _starts(nodes: Sequence[tree.Inline], begins: bool = True) -> Iterator[int]:
    for node in nodes:
        if isinstance(node, tree.Text) and begins:
            yield node.span.start
        elif isinstance(node, tree.Styled):
            yield from _starts(node.children, begins=False)
        begins = isinstance(node, tree.LineBreak)


def _mark(block: tree.Block) -> str:
    return (
        block.children[0].marker[-1]
        if isinstance(block, tree.ListBlock) and block.ordered
        else ""
    )


def _mark_beside(blocks: Sequence[tree.Block], index: int) -> str:
    return (_mark(blocks[index - 1]) if index else "") or (
        _mark(blocks[index + 1]) if index + 1 < len(blocks) else ""
    )
