"""For a person at a terminal: where, the source lines with carets under what is off, and
how to fix it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from wcwidth import wcswidth, wcwidth

from notelint.engine.results import NotebookResult, Result, source_of
from notelint.reporters import Look
from notelint.reporters.text import paint, sanitize_terminal, style_of
from notelint.text.diagnostics import Applicability, Diagnostic, Fix
from notelint.text.source import Source

ALIKE = 10  # so many findings of one rule are shown for a file
LINES = 3  # so many source lines of one finding

_ELLIPSIS = "…"


def report(results: Iterable[Result], look: Look) -> str:
    """A block a finding; of many alike in one file the first ones, and how many more
    there are.
    """
    return "".join(piece for result in results for piece in _file(result, look))


def _file(result: Result, look: Look) -> Iterator[str]:
    shown = Counter[str]()
    for place, each in enumerate(result.diagnostics):
        shown[each.code] += 1
        if look.everything or shown[each.code] <= ALIKE:
            yield "\n".join(_block(each, source_of(result), look)) + "\n\n"
        elif shown[each.code] == ALIKE + 1:
            more = [
                other for other in result.diagnostics[place:] if other.code == each.code
            ]
            yield (
                paint(
                    f"… and {len(more)} more of {each.name}{_how(more, result)}",
                    "dim",
                    color=look.color,
                )
                + "\n\n"
            )


def _how(more: Sequence[Diagnostic], result: Result) -> str:
    """How to fix all of the findings that are not shown, or how to see them."""
    kinds = {
        each.fix.applicability if each.fix else Applicability.UNSAFE for each in more
    }
    was_fixed = isinstance(result, NotebookResult) and result.before
    if was_fixed or Applicability.UNSAFE in kinds:
        return " (--all shows every one)"
    return f"; notelint {'fmt' if kinds == {Applicability.LAYOUT} else 'check --fix'} mends them all"


def _block(each: Diagnostic, source: Source | None, look: Look) -> Iterator[str]:
    mark = (
        f"[{paint('*', 'cyan', color=look.color)}] "
        if each.fix and each.fix.applicability is not Applicability.UNSAFE
        else ""
    )
    yield f"{paint(each.code, style_of(each.severity), color=look.color)} {each.name} {mark}{sanitize_terminal(each.message)}"
    last = min(each.end.line, each.start.line + LINES - 1)
    margin = " " * len(str(last))
    arrow, bar = (
        paint("-->", "blue", color=look.color),
        paint("|", "blue", color=look.color),
    )
    yield f"{margin}{arrow} {sanitize_terminal(each.path)}:{each.start.line}:{each.start.column}"
    if source is not None and (each.span.end or source.text):
        yield f"{margin} {bar}"
        for number in range(each.start.line, last + 1):
            text, carets = _excerpt(each, source, number, look.width - len(margin) - 3)
            yield f"{paint(str(number).rjust(len(margin)), 'blue', color=look.color)} {bar} {text}".rstrip()
            yield f"{margin} {bar} {paint(carets, style_of(each.severity), color=look.color)}"
        if each.end.line > last:
            yield f"{margin} {bar} {_ELLIPSIS}"
        yield f"{margin} {bar}"
    yield from _help(each, source, margin, look)


def _excerpt(
    each: Diagnostic, source: Source, number: int, width: int
) -> tuple[str, str]:
    """A source line, clipped to the width around what is off, and the carets below it."""
    line = source.line_span(number)
    text = sanitize_terminal(source.slice(line))
    first = max(0, each.span.start - line.start)
    last = min(len(text), each.span.end - line.start)
    left, right = _window(text, first, max(last, first + 1), max(20, width))
    head = (_ELLIPSIS if left else "") + text[left:first]
    marked = text[first : min(last, right)]
    tail = text[max(first, min(last, right)) : right] + (
        _ELLIPSIS if right < len(text) else ""
    )
    return head + marked + tail, " " * _columns(head) + "^" * max(1, _columns(marked))


def _window(text: str, first: int, last: int, width: int) -> tuple[int, int]:
    """The part of a line to show: all of it if it fits, else what is off.

    About a third of the room is before it, or more where it is short.
    """
    most = 4 * width  # code points: what takes no column does not count as nothing
    if len(text) <= most and _columns(text) <= width:
        return 0, len(text)
    room = width - 2
    before = min(
        room - 4, max(room // 3, room - _columns(text[first : min(last, first + most)]))
    )
    left = first - _fitting(reversed(text[max(0, first - most) : first]), before)
    while (
        left < first and wcwidth(text[left]) == 0
    ):  # belongs to the character that is cut off
        left += 1
    return left, left + _fitting(text[left : left + most], room)


def _fitting(text: Iterable[str], room: int) -> int:
    """How many of the characters fit into so many columns."""
    count = 0
    for character in text:
        room -= max(0, wcwidth(character))
        if room < 0:
            break
        count += 1
    return count


def _columns(text: str) -> int:
    """The columns that a text takes on a terminal."""
    return len(text) if text.isascii() else max(0, wcswidth(text))


def _help(
    each: Diagnostic, source: Source | None, margin: str, look: Look
) -> Iterator[str]:
    message = each.help or (each.fix.message if each.fix else "")
    if message:
        yield f"{margin} {paint('help:', 'cyan', color=look.color)} {sanitize_terminal(message)}"
    if source is None or each.fix is None:
        return
    before, after, place = _changed_lines(each.fix, source)
    room = max(20, look.width - len(margin) - 4)
    if len(before) <= LINES:
        for lines, sign, style in ((before, "-", "red"), (after, "+", "green")):
            for index, text in enumerate(lines):
                yield f"{margin} {paint(f'{sign} {_clipped(text, 0 if index else place, room)}', style, color=look.color)}"


def _changed_lines(fix: Fix, source: Source) -> tuple[list[str], list[str], int]:
    """The lines of the first edit, before and after, and the place in the first of them
    where they part.

    Edits that begin in a line of the one before are told with it; the others are elsewhere.
    """
    edits = sorted(fix.edits)
    (begin, stop), text = edits[0]
    start, last = source.line_span(source.line_of(begin)).start, source.line_of(begin)
    pieces, place = [], start
    for edit in edits:
        if source.line_of(edit.span.start) > last:
            break
        pieces += [source.text[place : edit.span.start], edit.text]
        place, last = edit.span.end, source.line_of(edit.span.end)
    end = source.line_span(last).end
    after = "".join([*pieces, source.text[place:end]])
    parting = begin - start + _alike(source.text[begin:stop], text)
    return _lines(source.text[start:end]), _lines(after), parting


def _alike(one: str, two: str) -> int:
    """How many characters two texts begin with alike."""
    return next(
        (index for index, (a, b) in enumerate(zip(one, two, strict=False)) if a != b),
        min(len(one), len(two)),
    )


def _lines(text: str) -> list[str]:
    return [
        sanitize_terminal(line)
        for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    ]


def _clipped(text: str, place: int, width: int) -> str:
    """A changed line, clipped around the place where it parts from the other side."""
    place = min(place, len(text))
    left, right = _window(text, place, place + 1, width)
    return (
        (_ELLIPSIS if left else "")
        + text[left:right]
        + (_ELLIPSIS if right < len(text) else "")
    )
