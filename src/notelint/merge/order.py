"""Two orders of one set of things, both made from a third, brought into one: what a side
moved or added stands where that side has it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Sequence

_HEAVY = 1000  # so many things are taken to have moved rather than a heading


def longest_common_order(
    before: Sequence[int], after: Sequence[int], heads: Collection[int] = ()
) -> set[int]:
    """The most things that stand in the same order before and after; the others of both
    were moved.

    Each of the `heads` counts for many.
    """
    places = {each: place for place, each in enumerate(before)}
    best: list[
        tuple[int, int, int]
    ] = []  # where an increasing run ends, how much is in it, and what it ends with; each outdoes those before
    previous: dict[int, int | None] = {}
    for each in after:
        if each not in places:
            continue
        start = bisect_left(best, (places[each],))
        total = (best[start - 1][1] if start else 0) + (_HEAVY if each in heads else 1)
        previous[each] = best[start - 1][2] if start else None
        end = start
        while end < len(best) and best[end][1] <= total:
            end += 1
        best[start:end] = [(places[each], total, each)]
    found = set()
    last = best[-1][2] if best else None
    while last is not None:
        found.add(last)
        last = previous[last]
    return found


def interleave(
    base: Sequence[int],
    ours: Sequence[int],
    theirs: Sequence[int],
    heads: Collection[int] = (),
) -> list[int]:
    """All that is in ours or theirs, in one order.

    What neither side moved keeps its order, and the rest follows what it follows on its own
    side: at one place ours stands first, then theirs. What both sides moved or added stands
    where ours has it.
    """
    both = set(ours) & set(theirs)
    known = set(base)
    base = _with_common(base, ours, both)
    our_kept, their_kept = (
        longest_common_order(base, ours, heads),
        longest_common_order(base, theirs, heads),
    )
    stable = {
        each
        for each in base
        if each in both and each in our_kept and each in their_kept
    }
    by_us = {
        each
        for each in ours
        if each not in both or each not in known or each not in our_kept
    }
    runs: dict[int | None, list[int]] = {}
    for side, is_ours in ((ours, True), (theirs, False)):
        anchor = None
        for each in side:
            if each in stable:
                anchor = each
            elif (each in by_us) == is_ours:
                runs.setdefault(anchor, []).append(each)
    result = list(runs.get(None, []))
    for each in base:
        if each in stable:
            result += [each, *runs.get(each, [])]
    return result


def _with_common(
    base: Sequence[int], ours: Sequence[int], both: Collection[int]
) -> list[int]:
    """The base with what both sides added, which is as good as if it had been there:
    each behind what it follows in ours.
    """
    known = set(base)
    behind: dict[int | None, list[int]] = {}
    anchor = None
    for each in ours:
        if each in known:
            anchor = each
        elif each in both:
            behind.setdefault(anchor, []).append(each)
    result = list(behind.get(None, []))
    for each in base:
        result += [each, *behind.get(each, [])]
    return result
