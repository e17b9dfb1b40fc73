"""Line ends: a merged text has ours."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from notelint.text.source import LINE_END, Source


def ended(lines: Sequence[str], ours: Source, theirs: Source, *, is_ended: bool) -> str:
    """Lines as a text with our line ends, each where we have it; theirs where we have none.

    `is_ended`: whether the last line has one.
    """
    kinds = (
        Counter(LINE_END.findall(ours.text))
        or Counter(LINE_END.findall(theirs.text))
        or Counter(["\n"])
    )
    usual = kinds.most_common(1)[0][0]
    ends = [usual] * len(lines) if len(kinds) == 1 else _carried(lines, ours, usual)
    if ends and not is_ended:
        ends[-1] = ""
    return "".join(line + end for line, end in zip(lines, ends, strict=True))


def _carried(lines: Sequence[str], ours: Source, usual: str) -> list[str]:
    """The ends of our own lines, which are not all of one kind; the usual one for the
    others.
    """
    from difflib import SequenceMatcher

    own = [ours.line(number) for number in range(1, len(ours.line_starts) + 1)]
    there = [
        ours.text[start + len(line) :]
        for start, line in zip(ours.line_starts, own, strict=True)
    ]
    ends = [usual] * len(lines)
    for start, other, length in SequenceMatcher(
        None, own, lines, autojunk=False
    ).get_matching_blocks():
        for step in range(length):
            if match := LINE_END.match(there[start + step]):
                ends[other + step] = match[0]
    return ends
