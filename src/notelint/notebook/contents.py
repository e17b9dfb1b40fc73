"""The notebook's own contents list, and the sections that it could name."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from notelint.markdown import tree
from notelint.notebook.anchors import Anchor, key_of, names_of
from notelint.notebook.model import Link, Notebook, Section
from notelint.papers.addresses import decoded
from notelint.text.source import Span

ALIKE = 2  # a title that more sections have is a form's, as "Method" in notes on papers
NEAR = 200  # code points between a heading and a tag that names it

_CONTENTS = frozenset(
    "content toc outline index overview catalog catalogue navigation 大纲 索引 导航 概览".split()
)
_APART = frozenset(
    """
    license licence licensing contributing contribution contributions contribute contributors contributor howtocontribute getinvolved
    acknowledgement acknowledgements acknowledgment acknowledgments references reference bibliography citation citations citing cite
    citeus citingus bibtex howtocite starhistory stargazers contact contacts contactus contactme author authors maintainers changelog
    updates news todo todolist disclaimer support sponsors feedback feedbacks
    许可证 许可 协议 贡献 参与贡献 致谢 参考 参考文献 参考资料 引用 联系 联系方式 联系我 更新日志 更新 待办
    """.split()
)


class ContentsLine(NamedTuple):
    """An item of the contents: what it says without the lists in it, the link it begins
    with, and the list that it stands in.
    """

    item: tree.Item
    block: tree.ListBlock
    own: Span
    link: Link | None


class Head(NamedTuple):
    """A section that the contents could name: `parent` tells which section it is a part of,
    `line` is the item that names it.

    `is_entry`: it is the heading of one paper. `is_apart`: no contents needs it.
    """

    anchor: Anchor
    level: int
    parent: int
    is_entry: bool
    is_apart: bool
    is_named: bool
    line: ContentsLine | None


def contents_of(notebook: Notebook) -> Iterator[ContentsLine]:
    """The items of the first list that mostly links to anchors of this notebook, and of
    those like it in its section.
    """
    home = None
    for block in notebook.tree.children:
        if isinstance(block, tree.ListBlock):
            section = bisect_right(
                notebook.sections, block.span.start, key=lambda each: each.span.start
            )
            if home not in {None, section}:
                return
            lines = list(_lines(notebook, block))
            if sum(line.link is not None for line in lines) * 2 > len(lines):
                home = section
                yield from lines


def _lines(notebook: Notebook, block: tree.ListBlock) -> Iterator[ContentsLine]:
    for item in block.children:
        inner = [each for each in item.children if isinstance(each, tree.ListBlock)]
        own = Span(
            item.marker_span.end, inner[0].span.start if inner else item.span.end
        )
        links = [
            link
            for link in notebook.links_in(own)
            if link.url.startswith("#") and len(link.url) > 1
        ]
        yield ContentsLine(item, block, own, links[0] if links else None)
        for each in inner:
            yield from _lines(notebook, each)


def heads_of(
    notebook: Notebook, anchors: Sequence[Anchor], lines: Sequence[ContentsLine]
) -> Iterator[Head]:
    """The sections after the contents, in order."""
    made = {anchor.span.start: anchor for anchor in anchors if not anchor.explicit}
    given = _given_names(notebook, anchors)
    by_key = {key: line for line in reversed(lines) for key in keys_of(notebook, line)}
    beside = {
        key_of(decoded(link.url[1:]))
        for link in notebook.links_in(_home(notebook, lines[0]).span)
        if link.url.startswith("#")
    }
    entries = {
        entry.span.start
        for entry in notebook.entries
        if entry.shape in {"heading", "titled"}
    }
    counts = Counter(
        (section.level, bare(section.title)) for section in notebook.sections
    )
    top_levels = sum(section.level == 1 for section in notebook.sections)
    above: list[tuple[int, int]] = []
    for place, section in enumerate(notebook.sections):
        while above and above[-1][0] >= section.level:
            above.pop()
        parent = above[-1][1] if above else -1
        above.append((section.level, place))
        anchor = made.get(section.heading.start) if section.heading else None
        if anchor is None or anchor.span.start < lines[-1].item.span.end:
            continue
        title = bare(section.title)
        keys = names_of([anchor]) | given.get(anchor.span.start, set())
        line = next(
            (by_key[key] for key in [*sorted(keys), title] if key in by_key), None
        )
        is_form = counts[section.level, title] > ALIKE or (
            section.level == 1 == top_levels
        )
        is_apart = not title or is_form or _is_apart(section.title)
        is_named = line is not None or not keys.isdisjoint(beside)
        yield Head(
            anchor,
            section.level,
            parent,
            anchor.span.start in entries,
            is_apart,
            is_named,
            line,
        )


def keys_of(notebook: Notebook, line: ContentsLine) -> list[str]:
    """What a heading may be called where an item names it, by a right link, a wrong one,
    or none.
    """
    if line.link is None:
        return [bare(notebook.source.slice(line.own))]
    fragment = decoded(line.link.url[1:])
    return [key_of(fragment), bare(fragment), bare(line.link.text)]


def _home(notebook: Notebook, line: ContentsLine) -> Section:
    """The section that holds the contents."""
    return [
        section
        for section in notebook.sections
        if section.span.start <= line.item.span.start
    ][-1]


def is_titled(notebook: Notebook, line: ContentsLine) -> bool:
    """Whether the contents stands where a contents does: below a heading that says so,
    or at the head of the notebook.
    """
    home = _home(notebook, line)
    return home.level <= 1 or _says_contents(_title(home.title))


def _says_contents(title: str) -> bool:
    return title in _CONTENTS or any(
        word in title for word in ("contents", "目录", "目錄")
    )


def _is_apart(words: str) -> bool:
    """Whether a heading is none that a contents must name: `License`, `Citation &
    Contact`, `目录 | Contents`.
    """
    parts = [_title(part) for part in re.split(r"\b(?i:and|or)\b|[&/|与和及]", words)]
    return _says_contents(_title(words)) or (
        any(parts) and all(part in _APART for part in parts if part)
    )


def _title(words: str) -> str:
    """A heading's bare words, without emoji and the number before them."""
    title = bare(re.sub(r":[\w+-]+:", "", words))
    return title.lstrip("0123456789") or title


def _given_names(notebook: Notebook, anchors: Sequence[Anchor]) -> dict[int, set[str]]:
    """The names that tags in, right before or right after a heading give it, by where
    the heading starts.
    """
    headings = [anchor.span for anchor in anchors if not anchor.explicit]
    found: dict[int, set[str]] = {}
    for anchor in anchors:
        if anchor.tag is None:
            continue
        place = bisect_right(
            headings, anchor.tag.span.start, key=lambda span: span.start
        )
        before, after = headings[max(place - 1, 0) : place], headings[place : place + 1]
        near = [span for span in before if anchor.tag.span.start < span.end]
        near = near or [
            span
            for span in after
            if _is_blank(notebook, Span(anchor.tag.span.end, span.start))
        ]
        near = near or [
            span
            for span in before
            if _is_blank(notebook, Span(span.end, anchor.tag.span.start))
        ]
        for span in near:
            found.setdefault(span.start, set()).add(key_of(anchor.name))
    return found


def _is_blank(notebook: Notebook, span: Span) -> bool:
    return (
        span.end - span.start < NEAR
        and re.fullmatch(r"(?:\s|<[^<>]*>)*", notebook.source.slice(span)) is not None
    )


def bare(words: str) -> str:
    """The letters and digits alone."""
    return "".join(char for char in words.casefold() if char.isalnum())
