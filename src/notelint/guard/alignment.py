"""Which tokens of two pages are the same, and which stretches between them are not."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from notelint.guard.page_builder import PageToken

PageTokens = Sequence[PageToken]

# What difflib may be given: it looks through all that is left, and weighs every pair of
# equal tokens in it, once a stretch.
_SIZE = 4_000_000
_PAIRS = 10_000


class Stretch(NamedTuple):
    """`old[start:end]` stands where `new[start_now:end_now]` stands now.

    `same` tells whether they are equal.
    """

    same: bool
    start: int
    end: int
    start_now: int
    end_now: int


class UnlikeError(Exception):
    """Two pages have too much that looks alike, and too little that is the same, to be
    laid side by side in a reasonable time.
    """


def stretches(old: PageTokens, new: PageTokens) -> Iterator[Stretch]:
    """The pages side by side from top to bottom. Raises UnlikeError."""
    if old == new:
        yield Stretch(True, 0, len(old), 0, len(new))
    elif _is_easy(old, new):
        yield from _compared(old, new)
    else:
        yield from _by_anchors(old, new)


def _is_easy(old: PageTokens, new: PageTokens) -> bool:
    if len(old) * len(new) > _SIZE:
        return False
    here, there = Counter(old), Counter(new)
    return sum(count * there[token] for token, count in here.items()) <= _PAIRS


def _compared(
    old: PageTokens, new: PageTokens, start: int = 0, start_now: int = 0
) -> Iterator[Stretch]:
    for name, a, b, c, d in SequenceMatcher(
        None, old, new, autojunk=False
    ).get_opcodes():
        yield Stretch(
            name == "equal", start + a, start + b, start_now + c, start_now + d
        )


def _by_anchors(
    old: PageTokens,
    new: PageTokens,
    start: int = 0,
    start_now: int = 0,
    *,
    once: bool = True,
) -> Iterator[Stretch]:
    """Large pages, piece by piece: what is on both just once, and in the same order, stays
    where it is.

    In a piece that is still large, what is on both as often as on the other stays: the
    first for the first, the second for the second.
    """
    place = place_now = 0
    for anchor, anchor_now in [*_anchors(old, new, once=once), (len(old), len(new))]:
        yield from _piece(
            old[place:anchor],
            new[place_now:anchor_now],
            start + place,
            start_now + place_now,
            once=once,
        )
        if anchor < len(old):
            yield Stretch(
                True,
                start + anchor,
                start + anchor + 1,
                start_now + anchor_now,
                start_now + anchor_now + 1,
            )
        place, place_now = anchor + 1, anchor_now + 1


def _piece(
    old: PageTokens, new: PageTokens, start: int, start_now: int, *, once: bool
) -> Iterator[Stretch]:
    head = _common(old, new)
    tail = _common(old[head:][::-1], new[head:][::-1])
    inner, inner_now = old[head : len(old) - tail], new[head : len(new) - tail]
    if head:
        yield Stretch(True, start, start + head, start_now, start_now + head)
    if _is_easy(inner, inner_now):
        yield from _compared(inner, inner_now, start + head, start_now + head)
    elif once:
        yield from _by_anchors(
            inner, inner_now, start + head, start_now + head, once=False
        )
    else:
        raise UnlikeError
    if tail:
        yield Stretch(
            True,
            start + len(old) - tail,
            start + len(old),
            start_now + len(new) - tail,
            start_now + len(new),
        )


def _common(old: PageTokens, new: PageTokens) -> int:
    """How many tokens both begin with."""
    return next(
        (n for n, (one, two) in enumerate(zip(old, new, strict=False)) if one != two),
        min(len(old), len(new)),
    )


def _anchors(old: PageTokens, new: PageTokens, *, once: bool) -> list[tuple[int, int]]:
    """The longest series of tokens that both pages have once (or as often) and in the
    same order, as pairs of places.
    """
    here, there = Counter(old), Counter(new)
    places: dict[PageToken, list[int]] = {}
    for n in range(len(new) - 1, -1, -1):
        places.setdefault(new[n], []).append(n)
    pairs = [
        (n, places[token].pop())
        for n, token in enumerate(old)
        if here[token] == there[token] and (here[token] == 1 or not once)
    ]
    ends: list[
        int
    ] = []  # of the best series of each length, the place in `new` where it ends
    best: list[int] = []  # and which pair that is
    before: list[int] = []
    for n, (_, now) in enumerate(pairs):
        length = bisect_left(ends, now)
        before.append(best[length - 1] if length else -1)
        ends[length : length + 1] = [now]
        best[length : length + 1] = [n]
    series, n = [], best[-1] if best else -1
    while n >= 0:
        series.append(pairs[n])
        n = before[n]
    return series[::-1]
