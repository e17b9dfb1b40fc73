"""Lines that differ from a commit, and the findings that are new on them or elsewhere."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping

from notelint.repo.git.changes import Hunk
from notelint.text.diagnostics import Diagnostic
from notelint.text.source import Source


class ChangedLines:
    """Which lines of a file changed, and where the others were.

    Lines count from 1 and end with `\\n`, as git counts them.
    """

    def __init__(self, changed: Iterable[Hunk]) -> None:
        self._hunks = sorted(changed, key=lambda hunk: hunk.now + (hunk.gained == 0))
        self._starts = [hunk.now + (hunk.gained == 0) for hunk in self._hunks]

    def meet(self, first: int, last: int) -> bool:
        """Whether one of these lines changed."""
        count = bisect_right(self._starts, last)
        return any(
            hunk.gained and hunk.now + hunk.gained > first
            for hunk in self._hunks[:count]
        )

    def before(self, line: int) -> int:
        """Where a line was that has not changed."""
        hunks = self._hunks[: bisect_right(self._starts, line)]
        return line + sum(hunk.lost - hunk.gained for hunk in hunks)


def lines_of(source: Source, diagnostic: Diagnostic) -> tuple[int, int]:
    """The first and the last line that a finding is about, as git counts them."""
    text = source.text
    start = min(diagnostic.span.start, len(text))
    last = max(start, min(diagnostic.span.end, len(text)) - 1)
    first = text.count("\n", 0, start) + 1
    return first, first + text.count("\n", start, last)


def introduced(
    now: Mapping[int, Diagnostic],
    source: Source,
    lines: ChangedLines,
    before: Source,
    earlier: Iterable[Diagnostic],
) -> set[int]:
    """The keys of the findings that there were not before: neither at the same place nor,
    of the same thing, at another.

    Each finding of `earlier`, in the source `before`, answers for one of `now`.
    """
    by_place: dict[tuple[str, int, int], list[Diagnostic]] = {}
    left: Counter[str] = Counter()
    for diagnostic in earlier:
        position = _position(before, diagnostic)
        by_place.setdefault((diagnostic.code, *position), []).append(diagnostic)
        left[diagnostic.identity] += 1
    unmatched = {}
    for key, diagnostic in now.items():
        line, column = _position(source, diagnostic)
        same = by_place.get((diagnostic.code, lines.before(line), column))
        if same:
            left[same.pop().identity] -= 1
        else:
            unmatched[key] = diagnostic
    new = set()
    for key, diagnostic in unmatched.items():
        left[diagnostic.identity] -= 1
        if left[diagnostic.identity] < 0:
            new.add(key)
    return new


def _position(source: Source, diagnostic: Diagnostic) -> tuple[int, int]:
    """The line (from 1, as git counts it) and the column (from 0) of a finding."""
    start = diagnostic.span.start
    line_start = source.text.rfind("\n", 0, start) + 1
    return source.text.count("\n", 0, start) + 1, start - line_start
