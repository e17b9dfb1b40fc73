"""Which links of a text are entries: records of a title and the links that belong to it.

A link whose title stands elsewhere (a heading, the line above, another cell) is gathered
with the others of that title. A link in prose, in a list of references, or within a note
on another paper is a mention, and begins no record.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from notelint.markdown import tree
from notelint.notebook.model import Link
from notelint.notebook.reading.candidates import Candidate, Finder, says_paper
from notelint.notebook.reading.text_lines import Lines, TextLine
from notelint.notebook.reading.title_score import (
    begins_as_field,
    count_words,
    is_names,
    is_sentence,
    text_score,
)
from notelint.notebook.reading.title_slots import Anchor, TitleSlots
from notelint.papers import is_paper_page
from notelint.papers.badges import is_badge
from notelint.papers.wording import is_appearance
from notelint.text.source import Source, Span

_REFERENCES = re.compile(
    r"(?i)\W*(?:\d[\d.]*\s*)?(?:(?:papers? )?references?|bibliography|cited|citations?|related works?"
    r"|参考文献|参考资料|参考|引用|相关工作)\W*"
)
_SENTENCE_BEFORE = re.compile(
    r"(?:^|\s)[a-z]{2,}\s*$"
)  # a word that a link goes on from
_REMARK = 3  # words around a link that is no label, from which it is part of a remark
_AROUND = 400  # characters on either side of a link that are looked at
_LEAD = 8  # words before a link in its line from which it stands in prose
_PROSE = 14  # words of a line outside of its links, where they are a sentence
_LONG_PROSE = 25
_LONGEST_TITLE = 30  # words
_SECTION = ("heading", "top", "first", "summary", "file")
_NEAR = 6  # lines under a heading in which the link of its own paper stands
_LIST = 3  # titles under a heading from which it is the name of a list
_CLEAR = 2.0  # the text score from which a heading is a title, whatever stands below


class Record(NamedTuple):
    """One entry: its title, the links that lead to its paper, and the lines it lies in."""

    title: Candidate
    links: tuple[Link, ...]
    span: Span
    lines: tuple[TextLine, ...]

    @property
    def link(self) -> Link:
        """The paper's own link: the first that leads to a page of a paper."""
        return next(
            (link for link in self.links if is_paper_page(link.url)), self.links[0]
        )


class _Named(NamedTuple):
    """A link with the title that was found for it."""

    link: Link
    line: TextLine
    title: Candidate


def find_records(
    source: Source, document: tree.Document, links: Sequence[Link]
) -> list[Record]:
    """The records of a text, in the order of their places."""
    followed = [link for link in links if link.form != "definition"]
    papers = [link for link in followed if is_paper_link(link)]
    if not papers:
        return []
    lines = Lines(source, document, followed)
    anchors = [
        (link, line)
        for link in papers
        if (line := lines.at(link.span.start)) is not None
    ]
    finder = Finder(lines, followed, papers, source.path)
    return _Reader(lines, TitleSlots(finder, anchors)).records(anchors)


def is_paper_link(link: Link) -> bool:
    """Whether a link leads to a paper, or says that it does."""
    if is_paper_page(link.url):
        return True
    return link.url.startswith(("http://", "https://")) and says_paper(link.text)


class _Reader:
    def __init__(self, lines: Lines, slots: TitleSlots) -> None:
        self._lines = lines
        self._slots = slots

    def records(self, anchors: Sequence[Anchor]) -> list[Record]:
        """All records."""
        named = list(self._named(anchors))
        named = list(self._outside_of_notes(named))
        groups: dict[tuple[int, int], list[_Named]] = {}
        for each in named:
            title = each.title
            groups.setdefault((title.line.number, title.start), []).append(each)
        ordered = sorted(groups.values(), key=_first_line)
        records = []
        for index, group in enumerate(ordered):
            following = ordered[index + 1] if index + 1 < len(ordered) else None
            limit = _first_line(following) if following else len(self._lines.all)
            records.append(self._record(group, limit))
        return records

    def _named(self, anchors: Sequence[Anchor]) -> Iterator[_Named]:
        """The links that are no mentions, each with its title."""
        for link, line in anchors:
            title = self._slots.title_of(link, line)
            if title is not None and not _is_mention(link, line, title):
                yield _Named(link, line, title)

    def _outside_of_notes(self, named: Sequence[_Named]) -> Iterator[_Named]:
        """Without the links within a note on another paper; where a heading is the name
        of a list and no title, its links get titles of their own.
        """
        by_heading: dict[int, list[_Named]] = {}
        for each in named:
            if _is_section(each.title):
                by_heading.setdefault(each.title.line.number, []).append(each)
        dropped: set[int] = set()
        renamed: dict[int, _Named] = {}
        for number, group in sorted(by_heading.items()):
            inner = self._within(named, number)
            if _is_list(group, inner):
                for each in group:
                    other = self._renamed(each)
                    if other is None:
                        dropped.add(each.link.span.start)
                    else:
                        renamed[each.link.span.start] = other
            else:
                dropped.update(each.link.span.start for each in inner)
        for each in named:
            if each.link.span.start not in dropped:
                yield renamed.get(each.link.span.start, each)

    def _within(self, named: Sequence[_Named], number: int) -> list[_Named]:
        """The links under a heading (or in a file) that have another title."""
        first, last = number, len(self._lines.all)
        if number >= 0:
            last = self._lines.section_end(self._lines.all[number])
        start = bisect_right(named, first, key=_line_number)
        end = bisect_left(named, last, key=_line_number)
        inner = named[start:end]
        return [each for each in inner if each.title.line.number != number]

    def _renamed(self, each: _Named) -> _Named | None:
        title = self._slots.title_of(each.link, each.line, without=_SECTION)
        if title is None or text_score(title) < 0:
            return None
        if _is_mention(each.link, each.line, title):
            return None
        return each._replace(title=title)

    def _record(self, group: Sequence[_Named], limit: int) -> Record:
        title = group[0].title
        first = _first_line(group)
        last = max(each.line.number for each in group)
        last = max(last, title.line.number)
        if _is_section(title):
            end = len(self._lines.all)
            if title.line.number >= 0:
                end = self._lines.section_end(title.line)
            last = max(last, end - 1)
        else:
            last = self._last_line(first, last, limit)
        links = sorted({each.link for each in group})
        start = self._start(first, title)
        span = Span(start, self._end(first, last))
        return Record(
            title, tuple(links), span, tuple(self._lines.all[first : last + 1])
        )

    def _start(self, first: int, title: Candidate) -> int:
        if title.line.number < 0:
            return 0
        line = self._lines.all[first]
        if line.items and line is self._lines.first_of_item[line.items[0].span.start]:
            return line.items[0].span.start
        return line.span.start

    def _end(self, first: int, last: int) -> int:
        line = self._lines.all[first]
        end = self._lines.all[last].span.end
        if line.items and line.items[0].span.end <= end:
            return max(end, line.items[0].span.end)
        return end

    def _last_line(self, first: int, last: int, limit: int) -> int:
        """The last line of a record that begins with a line: of its item, its row, or up
        to the next record or heading.
        """
        lines = self._lines.all
        opening = lines[first]
        while last + 1 < len(lines):
            line = lines[last + 1]
            if opening.items:
                goes_on = opening.items[0] in line.items
            elif opening.row >= 0:
                goes_on = line.row == opening.row
            else:
                is_heading = line.kind in {"heading", "summary"}
                goes_on = last + 1 < limit and not is_heading
            if not goes_on:
                break
            last += 1
        return last


def _line_number(named: _Named) -> int:
    return named.line.number


def _first_line(group: Sequence[_Named]) -> int:
    """The number of the line with which a record begins."""
    number = group[0].line.number
    title = group[0].title.line.number
    return min(number, title) if title >= 0 else 0


def _is_section(title: Candidate) -> bool:
    """Whether a title is that of a section or a file, and not of a line."""
    return title.line.kind in {"heading", "summary", "file"}


def _is_list(group: Sequence[_Named], inner: Sequence[_Named]) -> bool:
    """Whether a heading names a list of papers, and is no title of one."""
    if len({each.title.text for each in inner}) < _LIST:
        return False
    first = group[0]
    heading = first.title.line.number
    is_near = first.line.number - max(heading, 0) <= _NEAR
    is_note = is_near and says_paper(first.link.text) and heading <= _LIST
    return not (is_note and text_score(first.title) > _CLEAR)


def _is_mention(link: Link, line: TextLine, title: Candidate) -> bool:
    """Whether a link stands in prose or in a list of references."""
    if line.headings and _REFERENCES.fullmatch(line.headings[-1].text):
        return True
    if line.kind in {"heading", "cell"}:
        return False
    if count_words(title.text) > _LONGEST_TITLE:
        return True
    start, end = line.range_of(link) or (0, 0)
    before = line.text[max(0, start - _AROUND) : start]
    after = line.text[end : end + _AROUND]
    if title.relation == "same":
        if title.start < start and end < title.end and not is_badge(link.text):
            return True  # the title goes on around the link: it is a sentence
        if title.kind != "own":
            first = min(start, title.start)
            before = line.text[max(0, first - _AROUND) : first]
        return _runs_into(before, after, title)
    if begins_as_field(line.text):
        return False
    words = count_words(before) + count_words(after)
    if words > _PROSE and is_sentence(f"{before} {after}"):
        return True
    if _is_section(title) and not is_badge(link.text) and words >= _REMARK:
        return True
    return words > _LONG_PROSE


def _runs_into(lead: str, after: str, title: Candidate) -> bool:
    """Whether a title stands in a sentence that begins before it."""
    if lead.rstrip().endswith((":", "：")) and text_score(title) > _CLEAR:
        return False
    if is_sentence(lead) or (title.kind != "own" and is_sentence(title.text)):
        return True
    if title.kind != "own":
        return False
    goes_on = count_words(after) > _PROSE and is_sentence(after)
    if goes_on and text_score(title) <= _CLEAR:
        return True
    words = count_words(lead)
    if words and _SENTENCE_BEFORE.search(lead) and not is_badge(lead):
        return True
    is_label = is_appearance(lead) or begins_as_field(lead) or is_names(lead.strip())
    return not is_label and words > _LEAD
