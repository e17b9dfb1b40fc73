"""Right numbers for the lists that a merge has changed; the others keep theirs.

What is right is the business of the rule E101, whose fixes are made. Where it only reports,
a list goes on as all versions of it do: down by one, up by one, or all alike.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from notelint.config import Config
from notelint.engine.linter import lint
from notelint.errors import UnreadableError
from notelint.merge.pieces import Piece
from notelint.notebook.model import Notebook
from notelint.text.diagnostics import Diagnostic, Edit
from notelint.text.edits import apply
from notelint.text.limits import Limit, seconds_for


class Numbers(NamedTuple):
    """A numbered list: the names of its pieces, the numbers as written, and what is
    wrong with them.
    """

    names: tuple[int, ...]
    numbers: tuple[int, ...]
    wrong: tuple[Diagnostic, ...] = ()


Lists = list[Numbers]
_Run = list[tuple[int, Piece]]


def numbers_of(notebook: Notebook, names: Mapping[int, int]) -> Lists:
    """The numbered lists of entries in a version.

    `names` are those of the pieces by their first lines.

    Raises UnreadableError where it takes too long to find wrong numbers.
    """
    source = notebook.source
    config, seconds = (
        Config(select=("E101",), notebook=notebook.preferences),
        seconds_for(source.text),
    )
    with Limit(seconds) as limit:
        found, skipped = lint(notebook, config, None, limit=limit, seconds=seconds)
    if skipped:
        raise UnreadableError("takes too long to number")
    lists = []
    for series in notebook.series:
        starts = {marker.start for _, marker in series.items}
        own = [
            names.get(source.line_of(marker.start), -1) for _, marker in series.items
        ]
        wrong = tuple(
            each for each in found if each.code == "E101" and each.span.start in starts
        )
        lists.append(
            Numbers(tuple(own), tuple(number for number, _ in series.items), wrong)
        )
    return lists


def renumbered(
    text: str, lists: Iterable[Numbers], sides: tuple[Lists, Lists, Lists]
) -> tuple[str, dict[int, int]]:
    """The merged text with right numbers. `sides`: base, ours, theirs.

    Also, by name, the numbers that are right in lists for which E101 has no fix because
    their section cites entries by number: a merge must number them all the same, and GitHub
    shows these numbers anyway.
    """
    wanted = [
        numbers
        for numbers in lists
        if numbers.wrong and _is_ours_to_fix(numbers, sides)
    ]
    edits: list[Edit] = []
    new_numbers: dict[int, int] = {}
    for numbers in wanted:
        fixes = [diagnostic.fix for diagnostic in numbers.wrong if diagnostic.fix]
        for fix in fixes:
            edits += fix.edits
        if not fixes and -1 not in numbers.names:
            new_numbers.update(_counted_up(numbers, sides))
    return apply(text, edits), new_numbers


def _counted_up(
    numbers: Numbers, sides: tuple[Lists, Lists, Lists]
) -> Iterator[tuple[int, int]]:
    """The pieces of a list and their numbers, from where the list starts in a version that
    has it right; none for a list that counts down.
    """
    similar = [version for version in _similar_lists(numbers, sides) if version]
    for version in similar:
        if len(version.numbers) > 1:
            if _counts_down(version.numbers):
                return
            break
    right = next((version for version in similar if not version.wrong), numbers)
    for number, name in enumerate(numbers.names, right.numbers[0]):
        yield name, number


def _counts_down(numbers: Sequence[int]) -> bool:
    return len(numbers) > 1 and all(one > two for one, two in pairwise(numbers))


def _is_ours_to_fix(merged: Numbers, sides: tuple[Lists, Lists, Lists]) -> bool:
    """Whether a list with wrong numbers had right ones in some version, and no side
    wrote the wrong ones for the same entries.
    """
    base, ours, theirs = _similar_lists(merged, sides)
    known = [version for version in (base, ours, theirs) if version]
    if known and all(version.wrong for version in known):
        return False
    if not base or base.names != merged.names:
        return True
    for side in (ours, theirs):
        is_as_merged = side and side[:2] == merged[:2]
        if side and is_as_merged and side.wrong and side.numbers != base.numbers:
            return False
    return True


def _similar_lists(
    numbers: Numbers, sides: tuple[Lists, Lists, Lists]
) -> list[Numbers | None]:
    """The list in the base, ours and theirs that a merged one is made of; the base's is
    known by what the other two have of it.
    """
    names = set(numbers.names) - {-1}
    ours, theirs = _most(names, sides[1]), _most(names, sides[2])
    base = _most(names, sides[0])
    if not base:
        more = {name for side in (ours, theirs) if side for name in side.names}
        base = _most(more - {-1}, sides[0])
    return [base, ours, theirs]


def _most(names: set[int], lists: Lists) -> Numbers | None:
    """The list with the most of these pieces."""
    best = max(lists, key=lambda numbers: len(names & set(numbers.names)), default=None)
    return best if best and names & set(best.names) else None


# lists that E101 leaves as they are


def counted(
    view: Sequence[tuple[int, Piece]], sides: Iterable[Sequence[tuple[int, Piece]]]
) -> list[tuple[int, Piece]]:
    """The pieces, numbered as their lists are in all versions where E101 does not fix
    them.

    `sides`: ours, theirs, base.

    So is a list of entries in which another one stands first now: with its number it may be
    no list at all.
    """
    habits = [list(_runs(side)) for side in sides]
    usual = Counter(
        step
        for runs in habits
        for run in runs
        if len(run) > 1 and (step := _step(run)) is not None
    )
    new: dict[int, Piece] = {}
    for run in _runs(view):
        names = {name for name, _ in run}
        similar = [_run_like(names, runs) for runs in habits]
        similar[-1] = similar[-1] or _run_like(
            {name for other in similar for name, _ in other}, habits[-1]
        )
        steps = (
            {_step(other) for other in similar if len(other) > 1}
            or {step for step, _ in usual.most_common(1)}
            or {1}
        )
        if len(steps) == 1 and (step := steps.pop()) is not None:
            numbers = _numbers(run, similar, step)
            is_for_e101 = (
                run[0][1].series is not None
                and step >= 0
                and run[0][1].number == numbers[0]
            )
            if is_for_e101 and not (step and _are_mostly_ones(run)):
                continue
            new.update(
                (name, piece.numbered(number))
                for (name, piece), number in zip(run, numbers, strict=True)
                if piece.number != number
            )
    return [(name, new.get(name, piece)) for name, piece in view]


def _run_like(names: set[int], runs: Sequence[_Run]) -> _Run:
    """The list with the most of these pieces, empty where none has any."""
    best = max(runs, key=lambda run: len(names & {name for name, _ in run}), default=[])
    return best if names & {name for name, _ in best} else []


def _runs(pieces: Sequence[tuple[int, Piece]]) -> Iterator[_Run]:
    """The numbered lists, nested ones too: pieces with one kind of marker and one
    indent, with deeper ones between them at most.
    """
    open_runs: dict[int, _Run] = {}
    for name, piece in pieces:
        indent = len(piece.head) - len(piece.head.lstrip())
        for deeper in [each for each in open_runs if not piece.head or each > indent]:
            yield open_runs.pop(deeper)
        run = open_runs.get(indent)
        if run and (piece.number is None or _mark(run[-1][1]) != _mark(piece)):
            yield open_runs.pop(indent)
        if piece.number is not None:
            open_runs.setdefault(indent, []).append((name, piece))
    yield from open_runs.values()


def _are_mostly_ones(run: Sequence[tuple[int, Piece]]) -> bool:
    """Whether E101 would take a list for one whose items are all `1.`: it may be made of
    several that began with one each.
    """
    return sum(piece.number == 1 for _, piece in run) * 2 > len(run)


def _mark(piece: Piece) -> str:
    return re.sub(r"\d", "", piece.head.strip())


def _step(run: Sequence[tuple[int, Piece]]) -> int | None:
    """How a list counts: up (1), down (-1), not at all (0), None in no such way."""
    steps = {(two[1].number or 0) - (one[1].number or 0) for one, two in pairwise(run)}
    return steps.pop() if len(steps) == 1 and steps <= {-1, 0, 1} else None


def _numbers(run: _Run, similar: Sequence[_Run], step: int) -> list[int]:
    """The numbers of a list that counts in steps, from where it starts, or down to where it
    ends.

    `like`: ours, theirs, base.
    """
    place = -1 if step < 0 else 0
    base = similar[-1][place] if similar[-1] else None
    starts = [each[place] for each in similar[:-1] if each]
    # A side where another entry stands first now has not said that the list begins
    # elsewhere
    if base:
        starts = [
            each
            for each in starts
            if each[0] == base[0] and each[1].number != base[1].number
        ] or [base]
    start = next((each[1].number for each in starts if each[1].number is not None), 1)
    if step < 0:
        return [start + len(run) - 1 - each for each in range(len(run))]
    return [start + step * each for each in range(len(run))]
