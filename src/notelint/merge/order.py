"""Merges two orders of the same names, both derived from a third: what a side moved or
added stands where that side has it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Sequence
from typing import NamedTuple

# So many pieces are taken to have moved rather than one heading
_HEADING_WEIGHT = 1000


class _Run(NamedTuple):
    """The heaviest increasing run that ends at a position: its weight and its last name."""

    position: int
    weight: int
    last: int


def longest_common_order(
    before: Sequence[int], after: Sequence[int], heads: Collection[int] = ()
) -> set[int]:
    """The largest set of names that stand in the same order before and after; the others
    of both were moved.

    Each of the `heads` counts for many.
    """
    positions = {name: position for position, name in enumerate(before)}
    # Patience sorting, with weights: the runs are ordered by position and by weight.
    runs: list[_Run] = []
    previous: dict[int, int | None] = {}
    for name in after:
        if name not in positions:
            continue
        start = bisect_left(runs, (positions[name],))
        weight = _HEADING_WEIGHT if name in heads else 1
        previous[name] = None
        if start:
            weight += runs[start - 1].weight
            previous[name] = runs[start - 1].last
        end = start
        while end < len(runs) and runs[end].weight <= weight:
            end += 1
        runs[start:end] = [_Run(positions[name], weight, name)]
    common = set()
    last = runs[-1].last if runs else None
    while last is not None:
        common.add(last)
        last = previous[last]
    return common


def interleave(
    base: Sequence[int],
    ours: Sequence[int],
    theirs: Sequence[int],
    heads: Collection[int] = (),
) -> list[int]:
    """All names that are in ours or theirs, in one order.

    What neither side moved keeps its order, and the rest follows what it follows on its own
    side: at one place ours stands first, then theirs. What both sides moved or added stands
    where ours has it.
    """
    both = set(ours) & set(theirs)
    in_base = set(base)
    base = _with_common(base, ours, both)
    unmoved_by_us = longest_common_order(base, ours, heads)
    unmoved_by_them = longest_common_order(base, theirs, heads)
    stable = both & unmoved_by_us & unmoved_by_them & set(base)
    placed_by_us = set(ours) - (both & in_base & unmoved_by_us)
    followers: dict[int | None, list[int]] = {}
    for side, is_ours in ((ours, True), (theirs, False)):
        anchor = None
        for name in side:
            if name in stable:
                anchor = name
            elif (name in placed_by_us) == is_ours:
                followers.setdefault(anchor, []).append(name)
    result = list(followers.get(None, []))
    for name in base:
        if name in stable:
            result += [name, *followers.get(name, [])]
    return result


def _with_common(
    base: Sequence[int], ours: Sequence[int], both: Collection[int]
) -> list[int]:
    """The base with what both sides added, which is as good as if it had been there:
    each name after the one that it follows in ours.
    """
    in_base = set(base)
    added_after: dict[int | None, list[int]] = {}
    anchor = None
    for name in ours:
        if name in in_base:
            anchor = name
        elif name in both:
            added_after.setdefault(anchor, []).append(name)
    result = list(added_after.get(None, []))
    for name in base:
        result += [name, *added_after.get(name, [])]
    return result
