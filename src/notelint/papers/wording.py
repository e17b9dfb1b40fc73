"""Where a title begins and ends within a piece of text.

People write numbers, dates, venues, tags and the word "notes" around a title. Looks at
one piece of text at a time, never at structure.
"""

from __future__ import annotations

import re

from notelint.papers.badges import is_badge, is_venue, without_tail

_OPENS = frozenset("[(（【<")
_CLOSES = re.compile(r"[\])）】}]")
_DIGIT = re.compile(r"\d")
_HAN = frozenset("第一二三四五六七八九十")
_TAIL_MARKS = re.compile(r"[.,;(（]")
_HEAD, _TAIL = 36, 48  # letters at either end in which a date or a venue stands
_ROUNDS = 6  # each round takes one thing off each end: more stand around no title
_EDGE = " \t\n*_:：|,，;；–—-·•/~`<>→"
_OPENING = "[(（【{"
_CLOSING = "])）】}"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_DATE = (
    r"(?:(?:19|20)\d\d(?:[-./年]\d{1,2}(?:[-./月]\d{1,2}日?)?)?月?"
    rf"|{_MONTH}\s+(?:\d{{1,2}},?\s+)?(?:19|20)\d\d|\d{{1,2}}\s+{_MONTH}\s+(?:19|20)\d\d)"
)
_NUMBER = re.compile(
    r"[\[(（【]\s*\d{1,4}\s*[\])）】]\s*|\d{1,3}(?:\.\d{1,3})*\s*[.)、:：](?!\d)\s*"
    r"|\d{1,2}(?:\.\d{1,2})+\s+|#\d+\b\s*|第?[一二三四五六七八九十]+[、.．]\s*"
)
_MARKS = re.compile(r"[\[(（【][\W_]*[\])）】]\s*")
_EMOJI_BEFORE = re.compile(r"(?::[a-z0-9_+-]+:\s*)+")
_EMOJI_AFTER = re.compile(r"(?:\s*:[a-z0-9_+-]+:)+$")
_TAG_BEFORE = re.compile(
    r"[\[(（【<]([^\[\](（【】）)<>]{1,40})[\])）】>]\s*(?:[-–—:：|]\s*)?"
)
_TAG_AFTER = re.compile(
    r"\s*[\[(（【{]([^\[\](（【】）){}]{1,60})[\])）】}]\s*[.;,:]?$"
)
_DATE_BEFORE = re.compile(rf"{_DATE}\s*(?:[-–—:：|,，.]\s*)?")
_DATE_AFTER = re.compile(rf"\s*[,，.;:|–—-]\s*{_DATE}\s*\.?$|\s+{_DATE}\s*\.?$")
_VENUE_BEFORE = re.compile(
    r"([A-Za-z][\w&./ +-]{1,28}?\s?[’'‘]?\s?(?:19|20)?\d\d)\s*(?:[-–—:：|,，]|\s-)\s+"
)
_NOTES_AFTER = re.compile(
    r"(?i)\s*[-–—_:：|]*\s*(?:论文)?(?:阅读)?(?:笔记|解读|总结|翻译|精读)$"
    r"|\s*[-–—:|(]\s*(?:paper )?(?:reading )?(?:notes?|summary|review)\)?$"
)
_NOT_A_STOP = re.compile(r"\b[A-Z]\.$|\bet al\.$|\.\.$")
_QUOTES = (('"', '"'), ("“", "”"), ("「", "」"), ("《", "》"), ("‘", "’"), ("'", "'"))
_QUOTE_STARTS = frozenset(opening for opening, _ in _QUOTES)
_APPEARED = re.compile(
    rf"(?i)(?:[a-z][a-z&./-]*\s){{0,3}}[\s,'’-]*{_DATE}"
    r"|[a-z][\w&-]{1,14}[\s'’-]*\d{2,4}"
    r"(?:\s*(?:oral|spotlight|poster|highlight|best paper|workshop\w*))?"
)
# The fewest letters of a title that may be left when something is taken off
_REST_AFTER_NUMBER, _REST_AFTER_TAG, _REST_AFTER_DATE = 3, 6, 9
_REST_AFTER_NAME = 12
_REST_BEFORE_TAG, _REST_BEFORE_DATE = 4, 9
_LONGEST = 600  # what is longer is a paragraph, and stays as it is


def is_appearance(text: str) -> bool:
    """Whether a text says what kind of page it is, or where or when a paper appeared:
    `PDF`, `CVPR 2023`, `20 Sep 2019`.
    """
    words = text.strip(_EDGE + "[]()（）【】'’\".")
    if not words or len(words) > 80:
        return False
    return is_venue(words) or is_badge(words) or bool(_APPEARED.fullmatch(words))


def title_range(text: str, start: int, end: int) -> tuple[int, int]:
    """The part of `text[start:end]` that is the title: (start, end), offsets in `text`.

    Empty (start equal to end) where nothing is left.
    """
    if end - start > _LONGEST:
        return start, end
    for _ in range(_ROUNDS):
        before = start, end
        start, end = _without_emoji(text, start, end)
        start, end = _without_edges(text, start, end)
        start = _after_prefix(text, start, end)
        end = _before_suffix(text, start, end)
        start, end = _without_edges(text, start, end)
        start, end = _without_quotes(text, start, end)
        start, end = _without_lone_brackets(text, start, end)
        if (start, end) == before:
            break
    return start, end


def _without_emoji(text: str, start: int, end: int) -> tuple[int, int]:
    """Without GitHub's names of emoji: `:star:`."""
    while start < end and text[start].isspace():
        start += 1
    if text.startswith(":", start, end):
        start = _behind(_EMOJI_BEFORE, text, start, end, 1)
    if text.endswith(":", start, end):
        end = _before(_EMOJI_AFTER, text, start, end, 1)
    return start, end


def _without_edges(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in _EDGE:
        start += 1
    while start < end and text[end - 1] in _EDGE:
        end -= 1
    return start, end


def _after_prefix(text: str, start: int, end: int) -> int:
    """The start after emoji, numbers, tags, dates and venues."""
    if start < end and text[start] in _OPENS:
        start = _behind(_MARKS, text, start, end, 1)
        start = _behind(_NUMBER, text, start, end, _REST_AFTER_NUMBER)
        match = _TAG_BEFORE.match(text, start, end)
        if match and _is_tag(match[1], end - match.end()):
            start = match.end()
    elif (start < end and not text[start].isalpha()) or text[start : start + 1] in _HAN:
        start = _behind(_NUMBER, text, start, end, _REST_AFTER_NUMBER)
    if _DIGIT.search(text, start, min(end, start + _HEAD)):
        start = _behind(_DATE_BEFORE, text, start, end, _REST_AFTER_DATE)
        match = _VENUE_BEFORE.match(text, start, end)
        if match and end - match.end() >= _REST_AFTER_DATE and is_appearance(match[1]):
            start = match.end()
    return start


def _behind(
    pattern: re.Pattern[str], text: str, start: int, end: int, rest: int
) -> int:
    """The end of what a pattern matches at a start, where `rest` letters are left."""
    match = pattern.match(text, start, end)
    return match.end() if match and end - match.end() >= rest else start


def _is_tag(words: str, rest: int) -> bool:
    """Whether words in brackets before `rest` letters are no part of the title: a mark, a
    venue, or the method's name.
    """
    if rest < _REST_AFTER_TAG:
        return False
    is_name = " " not in words.strip() and rest >= _REST_AFTER_NAME
    return len(words) <= 3 or is_name or is_appearance(words)


def _before_suffix(text: str, start: int, end: int) -> int:
    """The end before emoji, tags, dates, venues, authors and a full stop."""
    tail = text[max(start, end - _TAIL) : end]
    if _CLOSES.search(tail[-3:]):
        match = _TAG_AFTER.search(text, max(start, end - 64), end)
        if (
            match
            and match.start() - start >= _REST_BEFORE_TAG
            and is_appearance(match[1])
        ):
            end = match.start()
    if _DIGIT.search(tail):
        end = _before(_DATE_AFTER, text, start, end, _REST_BEFORE_DATE)
    end = _before(_NOTES_AFTER, text, start, end, _REST_BEFORE_TAG)
    if _TAIL_MARKS.search(text, start, end):
        shorter = len(without_tail(text[start:end]))
        if shorter >= _REST_BEFORE_TAG:
            end = start + shorter
    if text.endswith(".", start, end) and not _NOT_A_STOP.search(text, start, end):
        end -= 1
    return end


def _before(
    pattern: re.Pattern[str], text: str, start: int, end: int, rest: int
) -> int:
    """The start of what a pattern matches at an end, where `rest` letters are left."""
    match = pattern.search(text, max(start, end - _TAIL), end)
    return match.start() if match and match.start() - start >= rest else end


def _without_quotes(text: str, start: int, end: int) -> tuple[int, int]:
    if text[start : start + 1] not in _QUOTE_STARTS:
        return start, end
    for opening, closing in _QUOTES:
        if not text.startswith(opening, start, end) or end - start < 3:
            continue
        words = text[start:end]
        if words.count(opening) > 2:
            continue
        if words.endswith(closing):
            return start + 1, end - 1
        if words.endswith((f"{closing}.", f"{closing},")):
            return start + 1, end - 2
    return start, end


def _without_lone_brackets(text: str, start: int, end: int) -> tuple[int, int]:
    """Without a bracket at either end that has no partner, or a pair around it all."""
    if start >= end or not (
        text[start] in _OPENING or text[end - 1] in _OPENING + _CLOSING
    ):
        return start, end
    words = text[start:end]
    for opening, closing in zip(_OPENING, _CLOSING, strict=True):
        opened, closed = words.count(opening), words.count(closing)
        starts, ends = words.startswith(opening), words.endswith(closing)
        if starts and ends and opened == 1:
            return start + 1, end - 1
        if starts and opened > closed:
            return start + 1, end
        if (ends and closed > opened) or words.endswith(opening):
            return start, end - 1
    return start, end
