"""Which stars, underscores and tildes pair up: the delimiter algorithm of CommonMark, in
linear time.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator
from typing import TypeAlias

from notelint.markdown.text import is_blank, is_punctuation

Pair: TypeAlias = tuple[str, int, int, int, int]

_RUN = re.compile(r"\*+|_+|~+")


class Delimiter:
    """A run of one delimiter character, `start` to `end`; what is matched is taken off
    its inner side.
    """

    __slots__ = (
        "above",
        "below",
        "char",
        "closes",
        "end",
        "opens",
        "order",
        "size",
        "start",
    )

    def __init__(
        self, char: str, start: int, end: int, *, opens: bool, closes: bool
    ) -> None:
        self.char, self.start, self.end, self.size = char, start, end, end - start
        self.opens, self.closes = opens, closes
        self.below: Delimiter | None = None
        self.above: Delimiter | None = None
        self.order = 0

    def pairs_with(self, closer: Delimiter) -> bool:
        """Whether this run can open what `closer` closes (the rule of three)."""
        if self.char != closer.char or not self.opens:
            return False
        either = closer.opens or self.closes
        return not either or closer.size % 3 == 0 or (self.size + closer.size) % 3 != 0


def run_at(text: str, start: int) -> tuple[int, Delimiter | None]:
    """Where the run of delimiter characters ends, and its delimiter where it can open or
    close anything.
    """
    match = _RUN.match(text, start)
    end = match.end() if match else start + 1
    char = text[start]
    before, after = _neighbours(text, start, end)
    left = not is_blank(after) and (
        not is_punctuation(after) or is_blank(before) or is_punctuation(before)
    )
    right = not is_blank(before) and (
        not is_punctuation(before) or is_blank(after) or is_punctuation(after)
    )
    if char == "_":
        left, right = (
            left and (not right or is_punctuation(before)),
            right and (not left or is_punctuation(after)),
        )
    if not (left or right) or (char == "~" and end - start > 2):
        return end, None
    return end, Delimiter(char, start, end, opens=left, closes=right)


def _neighbours(text: str, start: int, end: int) -> tuple[str, str]:
    """The characters around a run, empty at the text's ends.

    As in cmark-gfm, tildes do not count for what stands next to them.
    """
    while start and text[start - 1] == "~":
        start -= 1
    while text.startswith("~", end):
        end += 1
    return text[start - 1 : start] if start else "", text[end : end + 1]


class Delimiters:
    """The delimiters seen so far, as a linked stack."""

    def __init__(self) -> None:
        self.top: Delimiter | None = None
        self._count = 0

    def push(self, delimiter: Delimiter) -> None:
        """Put a delimiter on top."""
        self._count += 1
        delimiter.order = self._count
        delimiter.below = self.top
        if self.top:
            self.top.above = delimiter
        self.top = delimiter

    def _remove(self, delimiter: Delimiter) -> None:
        if delimiter.above:
            delimiter.above.below = delimiter.below
        else:
            self.top = delimiter.below
        if delimiter.below:
            delimiter.below.above = delimiter.above

    def _above(self, bottom: int) -> Delimiter | None:
        delimiter = self.top
        while delimiter and delimiter.below and delimiter.below.order > bottom:
            delimiter = delimiter.below
        return delimiter if delimiter and delimiter.order > bottom else None

    def pair(self, bottom: int) -> Iterator[Pair]:
        """Pair the delimiters pushed after `bottom` (an `order`) and drop them.

        Yields kind (em, strong or del), start, end, and the start and end of what is between.
        """
        searched: dict[tuple[str, int], int] = {}
        closer = self._above(bottom)
        while closer:
            if not closer.closes:
                closer = closer.above
                continue
            key = (
                closer.char,
                closer.size % 3,
            )  # cmark-gfm does not tell openers from others here, as later CommonMark does
            opener = self._opener(closer, max(bottom, searched.get(key, 0)))
            if opener is None:
                searched[key] = closer.below.order if closer.below else 0
                after = closer.above
                if not closer.opens:
                    self._remove(closer)
                closer = after
                continue
            closer = yield from self._match(opener, closer)
        while self.top and self.top.order > bottom:
            self._remove(self.top)

    @staticmethod
    def _opener(closer: Delimiter, bottom: int) -> Delimiter | None:
        opener = closer.below
        while opener and opener.order > bottom:
            if opener.pairs_with(closer):
                return opener
            opener = opener.below
        return None

    def _match(
        self, opener: Delimiter, closer: Delimiter
    ) -> Generator[Pair, None, Delimiter | None]:
        while closer.below is not opener and closer.below:
            self._remove(closer.below)
        if closer.char == "~":
            if opener.end - opener.start == closer.end - closer.start:
                yield "del", opener.start, closer.end, opener.end, closer.start
            self._remove(opener)
            after = closer.above
            self._remove(closer)
            return after
        width = (
            2 if min(opener.end - opener.start, closer.end - closer.start) >= 2 else 1
        )
        yield (
            "strong" if width == 2 else "em",
            opener.end - width,
            closer.start + width,
            opener.end,
            closer.start,
        )
        opener.end -= width
        closer.start += width
        if opener.start == opener.end:
            self._remove(opener)
        if closer.start < closer.end:
            return closer
        after = closer.above
        self._remove(closer)
        return after
