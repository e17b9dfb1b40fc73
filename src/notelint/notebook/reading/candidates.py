"""The pieces of text around a paper's link that may be its title.

Generous on purpose: which of them it is, is decided by `title_score` and by what the
notebook does elsewhere (`title_slots`).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import PurePath
from typing import NamedTuple

from notelint.notebook.model import Link
from notelint.notebook.reading.text_lines import Lines, TextLine
from notelint.papers import is_paper_page
from notelint.papers.badges import is_badge, is_trimming
from notelint.papers.wording import is_appearance, title_range
from notelint.text.source import Span

SHORTEST, LONGEST = 3, 300  # letters of a title
_FAR = 5  # lines of a block above a link that are looked at
_ABOVE = 3  # lines above a block or list that are looked at
_FIELDS_BEFORE, _FIELDS_AFTER = 8, 5  # lines around a link that may be its fields
# A longer line, or one in more parts, is prose: only a link's own text is its title there
_LONGEST_LINE, _MOST_RUNS = 2000, 100
_HEADINGS = 4
_ITEMS = 3

_PAPER = re.compile(
    r"(?i)\W*(?:official |offical |original |the |link to |full )?"
    r"(?:paper|pdf|arxiv|论文|原文|preprint|paper link|论文链接|论文地址|论文原文|原论文)"
    r"(?:\s*(?:link|链接|地址|pdf|url))?\W*"
)
_QUOTED = re.compile(
    r'"([^"]{8,250}?)[.,]?"|“([^”]{8,250}?)[.,]?”|「([^」]{4,250})」'
    r"|《([^》]{4,250})》|''([^']{8,250})''"
)
_TITLE_FIELD = re.compile(
    r"\W*(?:title|paper title|paper name|full title|论文标题|论文题目|论文名称?|标题|题目"
    r"|英文标题|原标题|英文题目|原文标题)\W*[:：]\W*\s*(.+)",
    re.IGNORECASE | re.DOTALL,
)
_FIELD = re.compile(
    r"\W*(?:name|paper|article|论文|文章)\W*[:：]\W*\s*(.+)", re.IGNORECASE | re.DOTALL
)
_PARTS = re.compile(
    r"\s+[|–—-]+\s+|\s*[|]\s*|\s+//\s+|(?<=[.?!])\s+(?=[A-Z])|,\s+(?=[A-Z])"
)
_AFTER_NAME = re.compile(r"\s*[^:：]{1,30}[:：]\s+(.{8,})", re.DOTALL)
_BEFORE_TITLE = " []()【】（）*:：-–—|,.0123456789"


def says_paper(text: str) -> bool:
    """Whether a link's text says that the paper is behind it: `PDF`, `论文链接`."""
    return _PAPER.fullmatch(text) is not None


Slots = Mapping[str, frozenset[str]]  # kinds of pieces by relation


class Candidate(NamedTuple):
    """A piece of text that may be the title of the paper behind a link.

    `relation` says where its line stands, seen from the link: same (line), column 2,
    block (the first line of the link's), up 1, item 0 (the first line of the innermost list
    item), above 1, field, heading 1 (the nearest), summary 1, top (the file's title),
    first (the first of many headings alike) or file (its name).
    `kind` says what it is of its line: own (the link's text), paper (that of another
    paper's link), link, strong, em, quoted, title and field (the value of one), head (the
    words before the first link), segment 0, part 0, name (what follows `Name: `), rest
    (what follows bold words) or whole.
    `start` and `end` are offsets in the line's text; `raw_end` is where the piece ended
    before it was trimmed. `distance` counts lines, nearly.
    """

    text: str
    relation: str
    kind: str
    line: TextLine
    start: int
    end: int
    raw_end: int
    distance: int

    @property
    def slot(self) -> tuple[str, str]:
        """What it has in common with the candidates of other links."""
        return self.relation, self.kind

    @property
    def span(self) -> Span:
        """Where it is written."""
        return self.line.source_range(self.start, self.end)


class Finder:
    """Finds the candidates for each link of one text."""

    def __init__(
        self, lines: Lines, links: Sequence[Link], papers: Sequence[Link], path: str
    ) -> None:
        self.lines = lines
        self._html_links = [link for link in links if link.form == "html"]
        self._path = path
        self._paper_starts = {link.span.start for link in papers}
        anchored = (lines.at(link.span.start) for link in papers)
        self._anchored = {line.number for line in anchored if line is not None}

    def candidates(
        self, link: Link, line: TextLine, wanted: Slots | None = None
    ) -> list[Candidate]:
        """All pieces that may be the title of the paper behind a link, in a fixed order.

        `wanted`: only those in these slots.
        """
        seen: set[tuple[str, str, str]] = set()
        found: list[Candidate] = []
        for candidate in self._all(link, line, wanted):
            key = (candidate.text, candidate.relation, candidate.kind)
            if key not in seen:
                seen.add(key)
                found.append(candidate)
        return found

    def _all(
        self, link: Link, line: TextLine, wanted: Slots | None
    ) -> Iterator[Candidate]:
        for near, relation, distance in self._lines_around(line):
            if wanted is not None and relation not in wanted:
                continue
            for kind, start, end in self._pieces(near, link):
                if wanted is not None and kind not in wanted[relation]:
                    continue
                candidate = _trimmed(near, relation, kind, start, end, distance)
                if candidate is not None:
                    yield candidate
        if wanted is None or "field" in wanted:
            yield from self._fields(line)
        if self._file_name is not None:
            yield self._file_name

    def _lines_around(self, line: TextLine) -> Iterator[tuple[TextLine, str, int]]:
        """The lines that may hold the title: (line, relation, distance)."""
        yield line, "same", 0
        if line.kind == "cell":
            for cell in self.lines.row_of(line):
                if cell is not line:
                    yield cell, f"column {cell.column}", 1
        else:
            yield from self._lines_above_in_block(line)
        for depth, item in enumerate(line.items[:_ITEMS]):
            first = self.lines.first_of_item[item.span.start]
            if first.block != line.block:
                yield first, f"item {depth}", 1 + depth
        yield from self._lines_above_block(line)
        yield from self._headings(line)

    def _lines_above_in_block(
        self, line: TextLine
    ) -> Iterator[tuple[TextLine, str, int]]:
        """The lines above in the same paragraph, up to one with another paper's link."""
        for distance in range(1, _FAR + 1):
            number = line.number - distance
            if number < 0 or number in self._anchored:
                return
            above = self.lines.all[number]
            if above.block != line.block:
                return
            relation = f"up {min(distance, 3)}" if above.index else "block"
            yield above, relation, distance

    def _lines_above_block(self, line: TextLine) -> Iterator[tuple[TextLine, str, int]]:
        """The lines above the paragraph, or above the whole list, that a link is in."""
        top = self.lines.first_of_block[line.block]
        if line.items:
            outermost = line.items[-1].span.start
            top = self._first_of_list(self.lines.first_of_item[outermost])
        for distance in range(1, _ABOVE + 1):
            number = top.number - distance
            if number < 0 or number in self._anchored:
                return
            above = self.lines.all[number]
            if above.kind in {"heading", "summary", "cell"} or above.items:
                return
            yield above, f"above {distance}", distance + 1

    def _first_of_list(self, line: TextLine) -> TextLine:
        """The first line of the run of list items that a line stands in."""
        starts = self._list_starts
        return self.lines.all[starts[bisect_right(starts, line.number) - 1]]

    @cached_property
    def _list_starts(self) -> list[int]:
        """The lines that begin a run of list items, and all that stand in none."""
        starts = []
        was_in_list = False
        for line in self.lines.all:
            in_list = bool(line.items) and line.kind != "heading"
            if not (in_list and was_in_list):
                starts.append(line.number)
            was_in_list = in_list
        return starts

    def _headings(self, line: TextLine) -> Iterator[tuple[TextLine, str, int]]:
        nearest_first = line.headings[::-1][:_HEADINGS]
        for depth, heading in enumerate(nearest_first, 1):
            if heading is line:
                continue
            if heading is self.lines.title_heading:
                yield heading, "top", 1 + depth
            elif heading.kind == "summary":
                yield heading, f"summary {depth}", 1 + depth
            else:
                yield heading, f"heading {depth}", 1 + depth
        first = self.lines.first_heading
        if first is not None and first is not line and first not in line.headings:
            yield first, "first", 6

    def _fields(self, line: TextLine) -> Iterator[Candidate]:
        """What the lines near a link call the paper's title: `Title: …`."""
        first = max(0, line.number - _FIELDS_BEFORE)
        for near in self.lines.all[first : line.number + _FIELDS_AFTER + 1]:
            if near is line or near.headings != line.headings:
                continue
            field = _field_of(near.text)
            if field:
                distance = abs(near.number - line.number)
                candidate = _trimmed(near, "field", *field, distance)
                if candidate is not None:
                    yield candidate

    @cached_property
    def _file_name(self) -> Candidate | None:
        """The name of a file, where it is words."""
        name = PurePath(self._path).stem
        if " " not in name:
            return None
        line = TextLine(-1, "file", (), Span(0, 0), name)
        return _trimmed(line, "file", "file", 0, len(name), 7)

    # pieces of a line

    def _pieces(self, line: TextLine, link: Link) -> Iterator[tuple[str, int, int]]:
        """The pieces of a line: (kind, start, end)."""
        if not line.text.strip():
            return
        if len(line.text) > _LONGEST_LINE or len(line.runs) > _MOST_RUNS:
            if not line.is_html:
                yield from _own_text(line, link)
            return
        yield from self._link_texts(line, link)
        for style in ("strong", "em"):
            yield from _styled(line, style)
        for match in _QUOTED.finditer(line.text):
            group = match.lastindex or 0
            yield "quoted", *match.span(group)
        if field := _field_of(line.text):
            yield field
        head = _head(line)
        if head is not None:
            yield "head", 0, head
            yield from _segments(line, head)
        base = len(line.text) if head is None else head
        yield "whole", 0, len(line.text)
        yield from _parts(line.text, base)
        rest = _after_strong(line)
        if rest is not None and rest < base:
            yield "rest", rest, base
        if name := _AFTER_NAME.fullmatch(line.text, 0, base):
            yield "name", *name.span(1)

    def _link_texts(self, line: TextLine, own: Link) -> Iterator[tuple[str, int, int]]:
        if line.is_html:
            found = _html_links_of(line, self._html_links)
        else:
            found = iter(line.link_ranges.values())
        for link, start, end in found:
            text = line.text[start:end]
            if not text.strip() or says_paper(text):
                continue
            if link.span == own.span:
                yield "own", start, end
            elif link.span.start in self._paper_starts or is_paper_page(link.url):
                yield "paper", start, end
            else:
                yield "link", start, end


def _own_text(line: TextLine, link: Link) -> Iterator[tuple[str, int, int]]:
    """The text of a link in its line."""
    found = line.range_of(link)
    if found and not says_paper(line.text[found[0] : found[1]]):
        yield "own", *found


def _field_of(text: str) -> tuple[str, int, int] | None:
    """The value of a field that names the paper: (title or field, start, end)."""
    if match := _TITLE_FIELD.fullmatch(text):
        return "title", *match.span(1)
    if match := _FIELD.fullmatch(text):
        return "field", *match.span(1)
    return None


def _html_links_of(
    line: TextLine, links: Sequence[Link]
) -> Iterator[tuple[Link, int, int]]:
    """The links of a line of raw HTML."""
    first = bisect_left(links, line.span.start, key=_start_of)
    last = bisect_left(links, line.span.end, key=_start_of)
    for link in links[first:last]:
        words = " ".join(link.text.split())
        start = line.text.find(words) if words else -1
        if start >= 0:
            yield link, start, start + len(words)


def _start_of(link: Link) -> int:
    return link.span.start


def _styled(line: TextLine, style: str) -> Iterator[tuple[str, int, int]]:
    start = -1
    for run in line.runs:
        if style in run.styles:
            start = run.start if start < 0 else start
        elif start >= 0:
            yield style, start, run.start
            start = -1
    if start >= 0:
        yield style, start, len(line.text)


def _head(line: TextLine) -> int | None:
    """Where the words before the first link or picture end; badges that nothing stands
    before are passed. None where the line has no link.
    """
    has_links = False
    for run in line.runs:
        if run.link is None and "image" not in run.styles:
            continue
        has_links = True
        has_words = line.text[: run.start].strip(_BEFORE_TITLE)
        is_title = run.link is not None and run.text.strip() and not is_badge(run.text)
        if has_words or is_title:
            return run.start
    return len(line.text) if has_links else None


def _after_strong(line: TextLine) -> int | None:
    """Where the words after a bold run begin, which nothing but marks stands before."""
    end = None
    for run in line.runs:
        if "strong" in run.styles:
            end = run.end
        elif end is not None:
            return end
        elif not is_trimming(run.text) and not is_appearance(run.text):
            return None
    return None


def _segments(line: TextLine, head: int) -> Iterator[tuple[str, int, int]]:
    """The words between links, each stretch of them."""
    start = 0
    count = 0
    for run in line.runs:
        if run.link is None and "image" not in run.styles:
            continue
        if run.start - start > 7 and (start, run.start) != (0, head):
            yield f"segment {min(count, 2)}", start, run.start
            count += 1
        start = run.end
    if len(line.text) - start > 7:
        yield f"segment {min(count, 2)}", start, len(line.text)


def _parts(text: str, end: int) -> Iterator[tuple[str, int, int]]:
    """The parts of a text between bars, dashes, sentences and commas."""
    start = 0
    count = 0
    for match in _PARTS.finditer(text, 0, end):
        if match.start() - start > 5:
            yield f"part {min(count, 3)}", start, match.start()
        start = match.end()
        count += 1
    if count and end - start > 5:
        yield f"part {min(count, 3)}", start, end


def _trimmed(
    line: TextLine, relation: str, kind: str, start: int, end: int, distance: int
) -> Candidate | None:
    key = (start, end)
    known = line.trimmed.get(key)
    if known is None:
        known = line.trimmed[key] = title_range(line.text, start, end)
    first, last = known
    if not SHORTEST <= last - first <= LONGEST:
        return None
    text = " ".join(line.text[first:last].split())
    return Candidate(text, relation, kind, line, first, last, end, distance)
