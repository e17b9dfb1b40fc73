"""S701 outline."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from notelint.notebook.anchors import Anchor, is_there, names_of
from notelint.notebook.contents import (
    ContentsLine,
    Head,
    bare,
    contents_of,
    heads_of,
    is_titled,
    keys_of,
)
from notelint.notebook.facts import facts_of
from notelint.notebook.model import Notebook
from notelint.papers.addresses import shortened
from notelint.rules.base import rule
from notelint.text.diagnostics import Edit, Finding, Fix
from notelint.text.source import Span

FEW = 3  # fewer headings named make no contents
SHARE = 0.6
# Where nothing but its links says that a list is the contents: it may be one of a class's
# methods
CERTAIN = 0.8
SHOWN = 3


@rule("S701")
def outline(notebook: Notebook) -> Iterator[Finding]:
    """Keep the notebook's own contents list whole.

    A list of links to the notebook's sections that names 60 % or more of the headings of
    one level is its outline: a section of that level that it lacks is one that readers do
    not find. What stands before the list, the headings of single papers, Contents, License,
    References and their like need not be in it, nor what stands below a section whose parts
    it does not name.

    Bad:

        - [Attention](#attention)
        - [Convolution](#convolution)
        - [Recurrence](#recurrence)

        ## Attention

        1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762)

        ## Convolution

        ## Recurrence

        ## Diffusion

    Good:

        - [Attention](#attention)
        - [Convolution](#convolution)
        - [Recurrence](#recurrence)
        - [Diffusion](#diffusion)

        ## Attention

        1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762)

        ## Convolution

        ## Recurrence

        ## Diffusion
    """
    lines = list(contents_of(notebook))
    if len(lines) < FEW:
        return
    anchors = facts_of(notebook).anchors
    heads = list(heads_of(notebook, anchors, lines))
    share = SHARE if is_titled(notebook, lines[0]) else CERTAIN
    kinds = {
        kind
        for kind, members in _grouped(heads, of_one_parent=False)
        if _names_most(members, share, FEW)
    }
    if not kinds:
        return
    yield from _gone(notebook, anchors, lines)
    for (level, is_entry, _), family in _grouped(heads, of_one_parent=True):
        if (level, is_entry, -1) in kinds and _names_most(family, SHARE, 1):
            for before, run, after in _runs(family):
                yield _finding(notebook, before, run, after, lines[0])


def _gone(
    notebook: Notebook, anchors: Sequence[Anchor], lines: Sequence[ContentsLine]
) -> Iterator[Finding]:
    """The lines that name no section, neither by where they lead nor by their words."""
    names = names_of(anchors)
    titles = {bare(anchor.words) for anchor in anchors}
    for line in lines:
        if (
            line.link
            and not is_there(line.link.url[1:], names)
            and titles.isdisjoint(keys_of(notebook, line))
        ):
            what = shortened(line.link.url[1:])
            yield Finding(
                line.link.url_span,
                f"drop or correct this line of the contents: there is no #{what}",
            )


_Kind = tuple[int, bool, int]


def _grouped(
    heads: Iterable[Head], *, of_one_parent: bool
) -> list[tuple[_Kind, list[Head]]]:
    """The headings of one level, those of single papers apart; and those of one section
    alone if so asked.
    """
    groups: dict[_Kind, list[Head]] = {}
    for head in heads:
        groups.setdefault(
            (head.level, head.is_entry, head.parent if of_one_parent else -1), []
        ).append(head)
    return list(groups.items())


def _names_most(heads: Sequence[Head], share: float, few: int) -> bool:
    wanted = [head.is_named for head in heads if not head.is_apart]
    return sum(wanted) >= max(few, share * len(wanted))


def _runs(
    family: Sequence[Head],
) -> Iterator[tuple[Head | None, list[Head], Head | None]]:
    """The headings that the contents lacks, as they follow on one another, with the
    named ones before and behind them.
    """
    before: Head | None = None
    run: list[Head] = []
    for head in family:
        if head.is_named:
            if run:
                yield before, run, head
            before, run = head, []
        elif not head.is_apart:
            run.append(head)
    if run:
        yield before, run, None


def _finding(
    notebook: Notebook,
    before: Head | None,
    run: Sequence[Head],
    after: Head | None,
    first: ContentsLine,
) -> Finding:
    titles = [f'"{shortened(head.anchor.words)}"' for head in run]
    what = ", ".join(
        titles
        if len(titles) <= SHOWN
        else [*titles[:SHOWN], f"{len(titles) - SHOWN} more"]
    )
    what = " and ".join(what.rsplit(", ", 1)) if len(titles) > 1 else what
    number = notebook.source.line_of(first.item.span.start)
    message = f"add {what} to the contents in line {number}: readers do not find {'them' if len(run) > 1 else 'it'} there"
    return Finding(run[0].anchor.span, message, _added(notebook, before, run, after))


def _added(
    notebook: Notebook, before: Head | None, run: Sequence[Head], after: Head | None
) -> Fix | None:
    """The fix that puts lines like their neighbour's into the list; None where that is
    not plain to do.
    """
    neighbour = before or after
    line = neighbour.line if neighbour else None
    if (
        line is None
        or line.link is None
        or line.item.list_interruptions
        or not all(_is_plain(head.anchor) for head in run)
    ):
        return None
    source, item, last = notebook.source, line.item, line.block.children[-1]
    start = source.line_span(source.line_of(item.span.start)).start
    indent = source.slice(Span(start, item.marker_span.start))
    gap = source.slice(Span(item.marker_span.end, line.link.span.start))
    if (
        indent.strip()
        or gap.strip()
        or not gap
        or line.link.form != "inline"
        or (line.block.ordered and (item is not last or not before))
    ):
        return None
    markers = [item.marker] * len(run)
    if line.block.ordered:
        step = 0 if [each.number for each in line.block.children[-2:]] == [1, 1] else 1
        markers = [
            f"{(item.number or 0) + step * place}{item.marker[-1]}"
            for place in range(1, len(run) + 1)
        ]
    end = "\r\n" if "\r\n" in source.text[start : item.span.end + 2] else "\n"
    end = end * 2 if line.block.loose else end
    lines = [
        f"{indent}{marker}{gap}[{head.anchor.words.rstrip(':： ')}](#{head.anchor.name})"
        for marker, head in zip(markers, run, strict=True)
    ]
    edit = (
        Edit(Span(item.span.end, item.span.end), end + end.join(lines))
        if before
        else Edit(Span(start, start), end.join(lines) + end)
    )
    return Fix.safe(edit, message="add to the contents")


def _is_plain(anchor: Anchor) -> bool:
    """Whether a heading's words can be written as a link's text as they are, and its
    name is beyond doubt.
    """
    return anchor.is_certain and not re.search(
        r"[\[\]<>*_`\\$|~&!{}]|:\w+:|//|@", anchor.words
    )
