"""The parts of an entry that a reader tells apart, other than its title and its links.

Each is what the entry says, or nothing: none is guessed.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from notelint.markdown import tree
from notelint.notebook.model import Link
from notelint.notebook.reading.candidates import says_paper
from notelint.notebook.reading.records import Record
from notelint.notebook.reading.text_lines import TextLine
from notelint.notebook.reading.title_score import count_words, is_names
from notelint.papers.badges import bare_words, is_badge, is_trimming, is_venue
from notelint.papers.wording import is_appearance, title_range
from notelint.text.source import Source

_HEAD = 6  # lines of an entry in which its authors and venue stand
_LONGEST_NICKNAME = 4  # words
_LONGEST_LINE = 2000  # characters; nothing is read of a longer line
_NUMBER = re.compile(r"\W{0,3}(\d{1,3}(?:\.\d{1,3}){0,3})(?:[.)、:：\]】]|\s)")
_AUTHORS = re.compile(
    r"(?i)\W*(?:authors?|by|作者)\W*[:：]\W*(.+)|\W*by\s+([A-Z].+)", re.DOTALL
)
_VENUE = re.compile(
    r"(?i)\W*(?:venue|conference|journal|published(?: in| at)?|publication|会议|期刊|发表"
    r"|发表于|发表会议|会议/期刊)\W*[:：]\W*(.+)",
    re.DOTALL,
)
_YEAR = re.compile(r"\b((?:19|20)\d\d)\b|['’‘](\d\d)\b|(?<=[A-Za-z])((?:20)?[12]\d)\b")
_WHOLE_YEAR = re.compile(r"[(（,]\s*((?:19|20)\d\d)\s*(?:[)）,.;]|$)")
_LABEL = re.compile(r"([^\W\d][^:：|,，;；()\[\]]{0,40}?)\s*[:：]?\s*[\[(（<]*\s*$")
_SPLIT = re.compile(r"[\[\](){}（）【】|,，;；]|\s[-–—]\s|\.\s")
_NEW_ARXIV = re.compile(r"(\d\d)(\d\d)\.\d{4,5}")


class Labelled(NamedTuple):
    """A link of an entry, and what the entry calls it (empty where it says nothing)."""

    link: Link
    label: str


class Parts(NamedTuple):
    """What an entry says; None or empty where it does not.

    `number` and `venue` are as written; `year` has four digits; `done` tells whether a task
    is ticked. `links` are those other than the paper's own. `note` has a line for each line of
    the entry that is neither its title nor one of the other parts.
    """

    number: str | None
    nickname: str | None
    authors: str | None
    venue: str | None
    year: int | None
    done: bool | None
    tags: tuple[str, ...]
    links: tuple[Labelled, ...]
    note: str


def parts_of(source: Source, record: Record, links: Sequence[Link]) -> Parts:
    """The parts of a record; `links` are those that lie in it."""
    head = [line for line in record.lines[:_HEAD] if len(line.text) <= _LONGEST_LINE]
    authors = _authors(record, head)
    venue = _venue(record, head)
    return Parts(
        _number(record),
        _nickname(record),
        authors,
        venue,
        _year(record, venue),
        _done(source, record),
        tuple(_tags(record)),
        tuple(_labelled(record, links)),
        _note(record, authors, venue),
    )


def _title_line(record: Record) -> TextLine | None:
    line = record.title.line
    is_inside = record.lines[0].number <= line.number <= record.lines[-1].number
    return line if is_inside else None


def _number(record: Record) -> str | None:
    line = record.lines[0]
    if line.items and line.items[0].number is not None:
        return str(line.items[0].number)
    title = _title_line(record)
    if title is None:
        return None
    match = _NUMBER.match(title.text, 0, record.title.start)
    return match[1] if match else None


def _nickname(record: Record) -> str | None:
    """A name before the title in its line, or the heading above a title."""
    line = _title_line(record)
    if line is None:
        return None
    start, end = title_range(line.text, 0, record.title.start)
    if start == end and line is not record.lines[0]:
        heading = record.lines[0]
        if heading.kind in {"heading", "summary"}:
            line = heading
            start, end = title_range(line.text, 0, len(line.text))
    words = bare_words(line.text[start:end])
    return words if _is_name(words) else None


def _is_name(words: str) -> bool:
    if not words or count_words(words) > _LONGEST_NICKNAME or "," in words:
        return False
    is_mark = len(words) < 2 or not any(char.isalpha() for char in words)
    return not (is_mark or is_badge(words) or is_appearance(words))


def _authors(record: Record, head: Sequence[TextLine]) -> str | None:
    for line in head:
        if match := _AUTHORS.fullmatch(line.text.strip()):
            return bare_words(match[1] or match[2])
    for line in head:
        for words in _around_title(record, line):
            if is_names(words) and (
                "," in words or " and " in words or "et al" in words
            ):
                return words
    return None


def _around_title(record: Record, line: TextLine) -> Iterator[str]:
    """The words of a line outside of the title and the links, in stretches."""
    cuts = [(run.start, run.end) for run in line.runs if run.link is not None]
    if line is record.title.line:
        cuts.append((record.title.start, record.title.end))
    start = 0
    for first, last in sorted(cuts):
        if words := line.text[start:first].strip(" \t\n.,;:*_-–—|()[]"):
            yield words
        start = max(start, last)
    if words := line.text[start:].strip(" \t\n.,;:*_-–—|()[]"):
        yield words


def _venue(record: Record, head: Sequence[TextLine]) -> str | None:
    for line in head:
        if match := _VENUE.fullmatch(line.text.strip()):
            return bare_words(match[1])
    for line in head:
        for words in _around_title(record, line):
            for piece in _SPLIT.split(words):
                name = bare_words(piece)
                if is_venue(name) and not _is_no_venue(name):
                    return name
        for run in line.runs:
            name = bare_words(run.text)
            if run.link is not None and is_venue(name) and not _is_no_venue(name):
                return name
    return None


def _is_no_venue(words: str) -> bool:
    """Whether words name a kind of page or a date, and no venue: `arXiv`, `PDF`, `2016`."""
    if not any(char.isalpha() for char in words):
        return True
    return not any(char.isdigit() for char in words) and (
        says_paper(words) or words.casefold() in {"openreview", "acl", "ieee", "acm"}
    )


def _year(record: Record, venue: str | None) -> int | None:
    match = _YEAR.search(venue or "")
    if match:
        digits = match[1] or match[2] or match[3]
        return int(digits) if len(digits) == 4 else _century_of(int(digits))
    line = _title_line(record)
    written = _WHOLE_YEAR.search(line.text, record.title.end) if line else None
    if written:
        return int(written[1])
    paper = record.link.paper
    if paper and paper.host == "arxiv":
        identifier = _NEW_ARXIV.match(paper.key)
        if identifier:
            return 2000 + int(identifier[1])
    return None


def _century_of(digits: int) -> int:
    """The year that two digits stand for: papers are of 1950 to 2049."""
    return digits + (1900 if digits >= 50 else 2000)


def _done(source: Source, record: Record) -> bool | None:
    """Whether the box of a task is ticked."""
    items = record.lines[0].items
    first = items[0].children[0] if items and items[0].children else None
    if not isinstance(first, tree.Paragraph) or first.task is None:
        return None
    return "x" in source.slice(first.task).casefold()


def _tags(record: Record) -> Iterator[str]:
    """GitHub's names of the emoji in the title's line."""
    line = _title_line(record)
    if line is None:
        return
    for match in re.finditer(r":([a-z0-9_+-]+):", line.text):
        yield match[1]


def _labelled(record: Record, links: Sequence[Link]) -> Iterator[Labelled]:
    own = record.link.span
    for link in links:
        if link.span != own and link.form != "definition":
            yield Labelled(link, _label(record, link))


def _label(record: Record, link: Link) -> str:
    """What an entry calls a link: its text, or the words before an address."""
    words = bare_words(" ".join(link.text.split()))
    if words and words != link.url and not words.startswith(("http://", "https://")):
        return words
    number = bisect_right(record.lines, link.span.start, key=_start_of) - 1
    found = record.lines[number].range_of(link) if number >= 0 else None
    match = _LABEL.search(record.lines[number].text, 0, found[0]) if found else None
    return bare_words(match[1]) if match else ""


def _start_of(line: TextLine) -> int:
    return line.span.start


def _note(record: Record, authors: str | None, venue: str | None) -> str:
    known = {part for part in (authors, venue) if part}
    lines = []
    for line in record.lines:
        if line.kind in {"heading", "summary"} and line is record.lines[0]:
            continue
        if len(line.text) > _LONGEST_LINE:
            continue
        words = " ".join(line.text.split())
        if line is record.title.line:
            rest = line.text[record.title.end :]
            words = " ".join(_without_links(line, record.title.end, rest).split())
        elif all(_is_label(piece) for piece in _around_title(record, line)):
            continue
        is_short = count_words(words) <= _LONGEST_NICKNAME
        if not words or is_trimming(words) or bare_words(words) in known:
            continue
        if line is record.title.line and is_short:
            continue
        lines.append(words.lstrip(" .,;:-–—|"))
    return "\n".join(lines)


def _is_label(words: str) -> bool:
    return is_badge(words) or is_venue(words) or count_words(words) <= 1


def _without_links(line: TextLine, start: int, text: str) -> str:
    """The words of a line from an offset on, without its badges."""
    if not line.runs:
        return text
    kept = []
    for run in line.runs:
        if run.end <= start or (run.link is not None and is_badge(run.text)):
            continue
        kept.append(run.text[max(0, start - run.start) :])
    return re.sub(r"[\[(（]\s*[\])）]", " ", "".join(kept))
