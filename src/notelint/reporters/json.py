"""A JSON array of all findings; `as_object` is the shape of one, shared with `jsonl`."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable
from typing import Any

from notelint.engine.results import Result
from notelint.reporters import Look
from notelint.reporters.text import COMMAND
from notelint.text.diagnostics import Diagnostic

# Controls, line ends and marks of direction; what has no width, but for the joiners of
# scripts and pictographs; halves of characters.
_UNSEEN = "[\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff\ud800-\udfff\U000e0000-\U000e0fff]"


def report(results: Iterable[Result], look: Look) -> str:  # noqa: ARG001 - looks are for people
    """An array, one finding a line."""
    rows = [as_text(each) for result in results for each in result.diagnostics]
    return "[\n" + ",\n".join("  " + row for row in rows) + "\n]\n" if rows else "[]\n"


def as_text(each: Diagnostic) -> str:
    """One finding on one line, in which no CI finds a command.

    What is not seen, ends a line or turns it stands there as an escape.
    """
    text = re.sub(
        _UNSEEN,
        lambda match: json.dumps(match[0])[1:-1],
        json.dumps(as_object(each), ensure_ascii=False),
    )
    return re.sub(COMMAND, r"#\\u0023", text)


def as_object(each: Diagnostic) -> dict[str, Any]:
    """One finding: lines and columns from 1, offsets from 0 (in code points, after a
    byte order mark), ends exclusive.
    """
    edits = (
        [
            {"start": edit.span.start, "end": edit.span.end, "text": edit.text}
            for edit in each.fix.edits
        ]
        if each.fix
        else []
    )
    fix = (
        {
            "applicability": each.fix.applicability.value,
            "message": each.fix.message,
            "edits": edits,
        }
        if each.fix
        else None
    )
    return {
        "code": each.code,
        "name": each.name,
        "severity": each.severity.value,
        "message": each.message,
        "path": os.fsencode(each.path).decode(
            "utf-8", "surrogateescape"
        ),  # whatever the locale takes file names for
        "start": {
            "line": each.start.line,
            "column": each.start.column,
            "offset": each.span.start,
        },
        "end": {
            "line": each.end.line,
            "column": each.end.column,
            "offset": each.span.end,
        },
        "fix": fix,
        "fingerprint": each.fingerprint,
        "url": each.url,
    }
