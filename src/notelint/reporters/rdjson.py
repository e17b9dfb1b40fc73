"""reviewdog's diagnostic format, one JSON object: columns count UTF-8 bytes from 1, ends
are exclusive (reviewdog.proto).
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import Any

from notelint import REPOSITORY_URL
from notelint.engine.results import NotebookResult, Result, source_of
from notelint.reporters import Look
from notelint.reporters.ci import as_json, plain
from notelint.text.diagnostics import Diagnostic, Fix
from notelint.text.source import Source

# Lines that a suggestion may take up: it is taken only where all of them are in the diff,
# and it repeats them
FAR = 50

_BOM = len("\ufeff".encode())


def report(results: Iterable[Result], look: Look) -> str:  # noqa: ARG001 - looks are for people
    """All findings.

    Paths are from the working folder: reviewdog, which runs in the same one, puts the way
    to it before them itself.
    """
    rows = [_row(each, result) for result in results for each in result.diagnostics]
    return as_json(
        {"source": {"name": "notelint", "url": REPOSITORY_URL}, "diagnostics": rows}
    )


def _row(each: Diagnostic, result: Result) -> dict[str, Any]:
    location: dict[str, Any] = {
        "path": plain(
            os.fsencode(result.path.replace(os.sep, "/")).decode(
                "utf-8", "surrogateescape"
            )
        )
    }
    source = source_of(result)
    if source is not None and source.position(each.span.start) == each.start:
        location["range"] = _range(source, each.span.start, each.span.end)
    elif isinstance(result, NotebookResult):
        location["range"] = {
            "start": {"line": each.start.line}
        }  # of a file that cannot be read only the line is known
    row = {
        "message": plain(each.message),
        "location": location,
        "severity": each.severity.value.upper(),
        "code": {"value": each.code, "url": each.url},
    }
    suggestion = (
        _suggestion(each.fix, source) if each.fix and source is not None else None
    )
    return {**row, "suggestions": [suggestion]} if suggestion else row


def _suggestion(fix: Fix, source: Source) -> dict[str, Any] | None:
    """The fix as one suggestion, since people take each for itself: from the first edit to
    the last, with what stands between.

    None where that is far. Where it begins or ends after the last line end of the file,
    which no column can name, whole lines are replaced: their text without the last line
    end, or nothing where they go.
    """
    edits = sorted(fix.edits)
    start, end = edits[0].span.start, edits[-1].span.end
    first, last = source.line_of(start), source.line_of(end)
    if last - first >= FAR:
        return None
    if max(start - source.line_span(first).end, end - source.line_span(last).end) <= 0:
        return {
            "range": _range(source, start, end),
            "text": _with_edits(fix, source, start, end),
        }
    text = _with_edits(
        fix,
        source,
        source.line_starts[first - 1],
        [*source.line_starts, len(source.text)][last],
    )
    mark = "\ufeff" if source.bom and first == 1 else ""
    return {
        "range": {"start": {"line": first}, "end": {"line": last}},
        "text": mark + _without_line_end(text),
    }


def _with_edits(fix: Fix, source: Source, start: int, end: int) -> str:
    pieces, place = [], start
    for span, text in sorted(fix.edits):
        pieces += [source.text[place : span.start], text]
        place = span.end
    return "".join([*pieces, source.text[place:end]])


def _without_line_end(text: str) -> str:
    return text.removesuffix("\n").removesuffix("\r")


def _range(source: Source, start: int, end: int) -> dict[str, dict[str, int]]:
    return {"start": _place(source, start), "end": _place(source, end)}


def _place(source: Source, offset: int) -> dict[str, int]:
    """A line and a column in it or right after it; a byte order mark counts."""
    line = source.line_of(offset)
    begin, stop = source.line_span(line)
    before = source.text[begin : min(offset, stop)].encode("utf-8", "surrogatepass")
    return {
        "line": line,
        "column": len(before) + (_BOM if source.bom and line == 1 else 0) + 1,
    }
