"""The entries of a notebook, in the seven shapes in which people write them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import takewhile

from notelint.markdown import tree
from notelint.notebook.model import Entry, Link, Section, Series, Title
from notelint.notebook.reading.items import (
    cuts_of,
    lists_in,
    own_span,
    shown_numbers,
    words_of,
)
from notelint.notebook.reading.lines import lines_of, logical_lines, plain
from notelint.notebook.reading.titles import SHORT_TITLE, find_title, stands_alone
from notelint.papers import is_paper_page
from notelint.papers.badges import bare_words, is_badge, is_label, is_trimming
from notelint.text.source import Source, Span

_FEW_LINES = 5  # title, authors, venue, badges: further down a link is a mention
_SHORT, _LONG = 40, 250

_PAPER_BADGES = frozenset(
    {
        "paper",
        "pdf",
        "arxiv",
        "paper link",
        "link to paper",
        "论文",
        "论文链接",
        "论文地址",
    }
)

_MEANT = re.compile(r"[ \t]*(\d{1,3})[.、．)）](?=[^\s\d])")


def find_entries(
    source: Source,
    document: tree.Document,
    sections: Sequence[Section],
    links: Sequence[Link],
) -> tuple[tuple[Entry, ...], tuple[Series, ...]]:
    """All entries in the order of their places, and the numbered series that they stand in."""
    finder = _Finder(source, sections, links)
    finder.walk(document.children)
    return finder.entries(), tuple(finder.series)


class _Finder:
    """One walk over the blocks of a text."""

    def __init__(
        self, source: Source, sections: Sequence[Section], links: Sequence[Link]
    ) -> None:
        self.source = source
        self.links = [link for link in links if link.form != "definition"]
        self.papers = [
            link for link in self.links if is_paper_page(link.url) or _says_paper(link)
        ]
        self._link_starts = [link.span.start for link in self.links]
        self._paper_starts = [link.span.start for link in self.papers]
        self.series: list[Series] = []
        self._sections = sections
        self._section_starts = [section.span.start for section in sections]
        self._found: list[Entry] = []

    def entries(self) -> tuple[Entry, ...]:
        """What was found."""
        return tuple(
            sorted(self._found, key=lambda entry: (entry.span.start, -entry.span.end))
        )

    def walk(self, blocks: Sequence[tree.Block]) -> None:
        """Find the entries among the blocks at the root of a text."""
        for index, (block, reach) in enumerate(
            zip(blocks, self._reaches(blocks), strict=True)
        ):
            match block:
                case tree.ListBlock() if not self._in_titled(block):
                    self._list(block, reach, nested=False)
                case tree.Table():
                    self._table(block)
                case tree.Heading() if self._papers_in(block.span):
                    self._found.append(
                        self._text_entry(
                            "heading",
                            block.children,
                            Span(block.span.start, self._section_end(block.span.start)),
                        )
                    )
                case tree.Heading() if title := self._titled(
                    block, self._below(blocks, index)
                ):
                    self._found.append(
                        self._entry(
                            "titled",
                            Span(block.span.start, self._section_end(block.span.start)),
                            title,
                        )
                    )
                case tree.Paragraph() if self._is_entry(block) and not self._in_titled(
                    block
                ):
                    self._found.append(
                        self._text_entry(
                            "paragraph", block.children, Span(block.span.start, reach)
                        )
                    )
                case _:
                    pass

    # lists

    def _list(
        self, block: tree.ListBlock, reach: int, *, nested: bool, group: int = 0
    ) -> None:
        kinds = [self._kind(item) for item in block.children]
        papers, groups = kinds.count("paper"), kinds.count("group")
        most = papers * 2 > len(kinds) - groups
        if papers == 1 or not most:
            kinds = [
                kind if kind != "paper" or self._opens_with_paper(item) else "other"
                for kind, item in zip(kinds, block.children, strict=True)
            ]
            papers = kinds.count("paper")
            most = papers * 2 > len(kinds) - groups
        number = None
        if block.ordered and papers and most:
            number = len(self.series)
            self.series.append(self._series(block))
        shape = "nested" if nested else "ordered" if block.ordered else "bullet"
        for item, kind, shown in zip(
            block.children, kinds, shown_numbers(self.source, block), strict=True
        ):
            if kind == "paper" or (most and kind == "other"):
                end = reach if item is block.children[-1] else item.span.end
                entry = self._item(shape, item, Span(item.span.start, end))
                self._found.append(
                    entry._replace(shown=shown, series=number, group=group)
                )
            if kind == "group" or self._lists_papers(item):
                for inner in lists_in(item):
                    self._list(
                        inner, inner.span.end, nested=True, group=item.marker_span.end
                    )

    def _kind(self, item: tree.Item) -> str:
        """paper: it holds one itself. group: its own items do. other: neither."""
        own = [
            block for block in item.children if not isinstance(block, tree.ListBlock)
        ]
        if any(self._papers_in(block.span) for block in own):
            return "paper"
        inner = self._papers_in(item.span)
        if not inner:
            return "other"
        return (
            "paper"
            if own
            and all(is_badge(link.text) for link in inner)
            and self._holders(item) == 1
            else "group"
        )

    def _opens_with_paper(self, item: tree.Item) -> bool:
        """Whether an item that stands alone among others reads as an entry, and not as a
        remark that mentions a paper.
        """
        first = item.children[0]
        return (
            not isinstance(first, tree.Paragraph)
            or self._is_entry(first)
            or self._holders(item) > 0
        )

    def _holders(self, item: tree.Item) -> int:
        """How many of an item's own items hold a paper."""
        return sum(
            bool(self._papers_in(each.span))
            for inner in lists_in(item)
            for each in inner.children
        )

    def _lists_papers(self, item: tree.Item) -> bool:
        """Whether most of an item's own items are titles that lead to papers: entries of
        their own, not sub-points.
        """
        inner = [each for found in lists_in(item) for each in found.children]
        titles = sum(
            any(not link.is_badge for link in self._papers_in(own_span(each)))
            for each in inner
        )
        return titles > 1 and titles * 2 > len(inner)

    def _series(self, block: tree.ListBlock) -> Series:
        items: list[tuple[int, Span]] = []
        for item in block.children:
            items.append((item.number or 0, item.marker_span))
            items += self._meant(item)
        return Series(self._section_of(block.span.start), tuple(items))

    def _meant(self, item: tree.Item) -> Iterator[tuple[int, Span]]:
        """Lines inside of an item that were meant as items of their own: a number glued
        to a title that leads to a paper.
        """
        first = self.source.line_of(item.span.start)
        for number in range(first + 1, self.source.line_of(item.span.end) + 1):
            span = self.source.line_span(number)
            match = _MEANT.match(self.source.slice(span))
            papers = self._papers_in(span)
            if match and papers and span.start < item.span.end:
                before = Span(span.start + match.end(), papers[0].span.start)
                if papers[0].is_badge or is_trimming(self.source.slice(before)):
                    yield (
                        int(match[1]),
                        Span(span.start + match.start(1), span.start + match.start(1)),
                    )

    def _item(self, shape: str, item: tree.Item, span: Span) -> Entry:
        texts = [
            words_of(block)
            for block in item.children
            if isinstance(block, tree.Paragraph | tree.Heading)
        ]
        opens_with_text = bool(texts) and isinstance(
            item.children[0], tree.Paragraph | tree.Heading
        )
        entry = self._text_entry(shape, texts[0] if opens_with_text else (), span)
        lines = tuple(line for nodes in texts for line in lines_of(nodes))
        return entry._replace(
            lines=lines,
            number=item.number,
            marker_span=item.marker_span,
            list_interruptions=tuple(cuts_of(self.source, item)),
        )

    # other shapes

    def _table(self, table: tree.Table) -> None:
        for row in table.children:
            links = self._papers_in(row.span)
            if links:
                cell, title = _titled_cell(row, links)
                self._found.append(
                    self._entry("table", row.span, title)._replace(
                        lines=lines_of(cell.children)
                    )
                )

    def _text_entry(
        self, shape: str, nodes: Sequence[tree.Inline], span: Span
    ) -> Entry:
        """An entry that opens with a text."""
        first = next(logical_lines(nodes), ([], None))[0]
        links = (
            self._links_in(Span(first[0].span.start, first[-1].span.end))
            if first
            else ()
        )
        title = find_title(first, links)
        entry = self._entry(shape, span, title)
        return entry._replace(
            lines=lines_of(nodes),
            title_alone=title is not None and stands_alone(first, title, links),
        )

    def _titled(
        self, heading: tree.Heading, below: Sequence[tree.Block]
    ) -> Title | None:
        """The heading as a title, where the paragraph below it has the paper's link and
        nothing else in the section is an entry.
        """
        end = self._section_end(heading.span.start)
        papers = self._papers_in(Span(heading.span.end, end))
        words = plain(heading.children).strip()
        if (
            not papers
            or not words
            or any(
                isinstance(block, tree.ListBlock | tree.Table)
                and self._holds_entries(block)
                for block in below
            )
        ):
            return None
        first = next(
            (
                block
                for block in below
                if not isinstance(block, tree.HtmlBlock | tree.ThematicBreak)
            ),
            None,
        )
        if not isinstance(
            first, tree.Paragraph | tree.Quote | tree.ListBlock
        ) or not first.span.covers(papers[0].span):
            return None
        if isinstance(first, tree.ListBlock) and (
            first.ordered
            or not papers[0].is_badge
            or self._holds_text(first)
            or self._titles(first) > 1
        ):
            return None
        others = sum(
            isinstance(block, tree.Paragraph) and self._is_entry(block)
            for block in below
        )
        if isinstance(first, tree.Paragraph) and self._has_own_title(first, words):
            return None
        short = papers[0].is_badge or _same_words(papers[0].text, words)
        return Title(heading.text_span, words, None) if short and others <= 1 else None

    def _has_own_title(self, block: tree.Paragraph, heading: str) -> bool:
        """Whether a paragraph is an entry under a title of its own, other than the
        heading above it.
        """
        nodes, end = next(logical_lines(block.children))
        title = find_title(nodes, self._links_in(block.span))
        alone = (
            title is not None
            and title.link is None
            and end is not None
            and not self._links_in(title.span)
        )
        return (
            title is not None
            and self._is_entry(block)
            and (alone or title.link is not None)
            and not _same_words(title.text, heading)
        )

    def _holds_text(self, block: tree.ListBlock) -> bool:
        """Whether the item with the paper's link says more than what kind of link it is."""
        item = next(each for each in block.children if self._papers_in(each.span))
        return any(
            len(line.text) > _SHORT
            for each in item.children
            if isinstance(each, tree.Paragraph)
            for line in lines_of(each.children)
        )

    def _titles(self, block: tree.ListBlock) -> int:
        """How many items of a list name a paper in words of their own, before its badges."""
        found = 0
        for item in block.children:
            first = item.children[0] if item.children else None
            if isinstance(first, tree.Paragraph) and self._papers_in(item.span):
                title = find_title(
                    next(logical_lines(words_of(first)))[0], self._links_in(first.span)
                )
                found += (
                    title is not None
                    and not is_badge(title.text)
                    and not is_label(title.text)
                )
        return found

    def _holds_entries(self, block: tree.ListBlock | tree.Table) -> bool:
        """Whether more than one item or row holds a paper's title."""
        return (
            sum(
                any(not link.is_badge for link in self._papers_in(each.span))
                for each in block.children
            )
            > 1
        )

    def _in_titled(self, block: tree.Block) -> bool:
        last = self._found[-1] if self._found else None
        return (
            last is not None and last.shape == "titled" and last.span.covers(block.span)
        )

    def _is_entry(self, block: tree.Paragraph) -> bool:
        """A paragraph that opens with a paper's title or names one before its badge;
        prose that mentions papers is none.
        """
        nodes = words_of(block)
        lines = lines_of(nodes)[:_FEW_LINES]
        place = next(
            (index for index, line in enumerate(lines) if self._papers_in(line.span)),
            None,
        )
        if place is None or (
            place
            and self._links_in(Span(lines[0].span.start, lines[place - 1].span.end))
        ):
            return False
        first = self._papers_in(lines[place].span)[0]
        title = find_title(next(logical_lines(nodes))[0], self._links_in(lines[0].span))
        if title is None:
            return first.is_badge and len(lines[0].text) <= _SHORT
        if title.link is not None:
            return is_paper_page(title.link.url)
        return first.is_badge and SHORT_TITLE <= len(title.text) <= _LONG

    # shared

    def _entry(self, shape: str, span: Span, title: Title | None) -> Entry:
        own = title.link if title and title.link and title.link.paper else None
        link = own or next((each for each in self._papers_in(span) if each.paper), None)
        return Entry(
            shape,
            span,
            self._section_of(span.start),
            title,
            link.paper if link else None,
        )

    def _papers_in(self, span: Span) -> Sequence[Link]:
        return _inside(self.papers, self._paper_starts, span)

    def _links_in(self, span: Span) -> Sequence[Link]:
        return _inside(self.links, self._link_starts, span)

    def _section_of(self, offset: int) -> int:
        return max(0, bisect_left(self._section_starts, offset + 1) - 1)

    def _section_end(self, offset: int) -> int:
        return self._sections[self._section_of(offset)].span.end

    def _below(self, blocks: Sequence[tree.Block], index: int) -> list[tree.Block]:
        """The blocks under a heading, up to the next."""
        end = self._section_end(blocks[index].span.start)
        following = (blocks[place] for place in range(index + 1, len(blocks)))
        return list(takewhile(lambda block: block.span.start < end, following))

    def _reaches(self, blocks: Sequence[tree.Block]) -> list[int]:
        """Where an entry that ends with each block ends: after the blocks that follow
        it without a blank line.
        """
        reaches = [block.span.end for block in blocks]
        for index in range(len(blocks) - 2, -1, -1):
            following = blocks[index + 1]
            apart = (
                self.source.line_of(following.span.start)
                - self.source.line_of(max(0, blocks[index].span.end - 1))
                > 1
            )
            if not apart and not isinstance(
                following,
                tree.Heading | tree.ListBlock | tree.Table | tree.ThematicBreak,
            ):
                reaches[index] = reaches[index + 1]
        return reaches


def _says_paper(link: Link) -> bool:
    """Whether a badge calls itself the paper, wherever it leads."""
    return (
        link.url.startswith(("http://", "https://"))
        and bare_words(link.text).casefold() in _PAPER_BADGES
    )


def _inside(links: Sequence[Link], starts: Sequence[int], span: Span) -> Sequence[Link]:
    return links[bisect_left(starts, span.start) : bisect_left(starts, span.end)]


def _titled_cell(
    row: tree.Row, links: Sequence[Link]
) -> tuple[tree.Cell, Title | None]:
    """The cell of a row that holds the title: a paper's link that is no badge, else the
    longest words outside of the badges.
    """
    named = next((link for link in links if not link.is_badge), None)
    if named:
        return next(
            cell for cell in row.children if cell.span.covers(named.span)
        ), Title(named.text_span, named.text, named)
    others = [
        cell
        for cell in row.children
        if not any(cell.span.covers(link.span) for link in links)
    ]
    cell = max(
        others, key=lambda each: len(plain(each.children)), default=row.children[0]
    )
    words = plain(cell.children).strip()
    return cell, Title(cell.span, words, None) if words else None


def _same_words(one: str, two: str) -> bool:
    return bool(
        {word.casefold() for word in re.findall(r"\w{4,}", one)}
        & {word.casefold() for word in re.findall(r"\w{4,}", two)}
    )
