"""Of two rules with a finding on the same text, the first alone reports it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import accumulate

from notelint.engine.findings import RawFinding
from notelint.rules.catalogue import PRECEDENCE
from notelint.text.source import Span


def apply_precedence(findings: Sequence[RawFinding]) -> list[RawFinding]:
    """The findings without those on whose text a rule that goes first has a finding too."""
    spans: dict[str, list[Span]] = {}
    for raw in findings:
        start, end = raw.finding.span
        spans.setdefault(raw.rule.code, []).append(Span(start, max(end, start + 1)))
    # Most notebooks have findings of few rules: nothing is built for the others
    taken: dict[str, list[Span]] = {}
    for first, second in PRECEDENCE:
        if first in spans and second in spans:
            taken.setdefault(second, []).extend(spans[first])
    if not taken:
        return list(findings)
    covered = {code: _Spans(taken_spans) for code, taken_spans in taken.items()}
    return [
        raw
        for raw in findings
        if raw.rule.code not in covered
        or not covered[raw.rule.code].meet(raw.finding.span)
    ]


class _Spans:
    """Ranges in which another range is looked up many times."""

    def __init__(self, spans: Iterable[Span]) -> None:
        ordered = sorted(spans)
        self._starts = [span.start for span in ordered]
        # The furthest end so far, so that one look-up answers for all ranges before it
        self._ends = list(accumulate((span.end for span in ordered), max))

    def meet(self, span: Span) -> bool:
        """Whether one of them has a character of the range, or the offset of an empty one."""
        before = bisect_left(self._starts, max(span.end, span.start + 1))
        return before > 0 and self._ends[before - 1] > span.start
