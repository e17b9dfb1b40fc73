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
from notelint.rules.base import Enabled, rule
from notelint.text.diagnostics import Applicability, Edit, Finding, Fix, Severity
from notelint.text.source import Span

FEW = 3  # fewer headings named make no contents
SHARE = 0.6  # of the headings of one level that the contents must name
# Where nothing but its links says that a list is the contents: it may be one of a class's
# methods
CERTAIN = 0.8
SHOWN = 3  # titles in a message


@rule(
    "S701",
    severity=Severity.WARNING,
    enabled=Enabled.BY_HABIT,
    fixes=(Applicability.SAFE,),
    needs_entries=True,
)
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
    kinds = set()
    for kind, members in _grouped(heads, of_one_parent=False):
        if _names_most(members, share, FEW):
            kinds.add(kind)
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
        if not line.link or is_there(line.link.url[1:], names):
            continue
        if titles.isdisjoint(keys_of(notebook, line)):
            what = shortened(line.link.url[1:])
            message = f"drop or correct this line of the contents: there is no #{what}"
            yield Finding(line.link.url_span, message)


_Kind = tuple[int, bool, int]


def _grouped(
    heads: Iterable[Head], *, of_one_parent: bool
) -> list[tuple[_Kind, list[Head]]]:
    """The headings of one level, those of single papers apart; and those of one section
    alone if so asked.
    """
    groups: dict[_Kind, list[Head]] = {}
    for head in heads:
        parent = head.parent if of_one_parent else -1
        groups.setdefault((head.level, head.is_entry, parent), []).append(head)
    return list(groups.items())


def _names_most(heads: Sequence[Head], share: float, few: int) -> bool:
    wanted = [head.is_named for head in heads if not head.is_apart]
    return sum(wanted) >= max(few, share * len(wanted))


def _runs(
    family: Sequence[Head],
) -> Iterator[tuple[Head | None, list[Head], Head | None]]:
    """The headings that the contents lacks, as they follow on one another, with the
    named ones before and after them.
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
    number = notebook.source.line_of(first.item.span.start)
    them = "them" if len(run) > 1 else "it"
    message = f"add {_titles(run)} to the contents in line {number}: readers do not find {them} there"
    return Finding(run[0].anchor.span, message, _added(notebook, before, run, after))


def _titles(run: Sequence[Head]) -> str:
    """The titles of headings as a message shows them: `"A", "B" and "C"`."""
    titles = [f'"{shortened(head.anchor.words)}"' for head in run]
    if len(titles) > SHOWN:
        titles[SHOWN:] = [f"{len(titles) - SHOWN} more"]
    if len(titles) == 1:
        return titles[0]
    return " and ".join(", ".join(titles).rsplit(", ", 1))


def _added(
    notebook: Notebook, before: Head | None, run: Sequence[Head], after: Head | None
) -> Fix | None:
    """The fix that puts lines like their neighbour's into the list; None where that is
    not plain to do.
    """
    neighbour = before or after
    line = neighbour.line if neighbour else None
    if line is None or line.link is None or line.item.list_interruptions:
        return None
    if not all(_is_plain(head.anchor) for head in run):
        return None
    source, item = notebook.source, line.item
    start = source.line_span(source.line_of(item.span.start)).start
    indent = source.slice(Span(start, item.marker_span.start))
    gap = source.slice(Span(item.marker_span.end, line.link.span.start))
    if indent.strip() or gap.strip() or not gap or line.link.form != "inline":
        return None
    if line.block.ordered and (item is not line.block.children[-1] or not before):
        return None
    lines = []
    for marker, head in zip(_markers(line, len(run)), run, strict=True):
        words = head.anchor.words.rstrip(":： ")
        lines.append(f"{indent}{marker}{gap}[{words}](#{head.anchor.name})")
    end = "\r\n" if "\r\n" in source.text[start : item.span.end + 2] else "\n"
    if line.block.loose:
        end *= 2
    if before:
        place = item.span.end
        edit = Edit(Span(place, place), end + end.join(lines))
    else:
        edit = Edit(Span(start, start), end.join(lines) + end)
    return Fix.safe(edit, message="add to the contents")


def _markers(line: ContentsLine, count: int) -> list[str]:
    """The markers of so many items after a line of the contents."""
    item = line.item
    if not line.block.ordered:
        return [item.marker] * count
    last_numbers = [child.number for child in line.block.children[-2:]]
    step = 0 if last_numbers == [1, 1] else 1  # a list whose numbers are all 1
    number = item.number or 0
    return [
        f"{number + step * place}{item.marker[-1]}" for place in range(1, count + 1)
    ]


def _is_plain(anchor: Anchor) -> bool:
    """Whether a heading's words can be written as a link's text as they are, and its
    name is beyond doubt.
    """
    return anchor.is_certain and not re.search(
        r"[\[\]<>*_`\\$|~&!{}]|:\w+:|//|@", anchor.words
    )
