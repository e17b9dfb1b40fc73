"""A JSON array of all findings; `as_object` is the shape of one, shared with `jsonl`."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from typing import Any

from notelint.diagnostics import Diagnostic
from notelint.reporters import Look
from notelint.runner import Result


def report(results: Iterable[Result], look: Look) -> str:  # noqa: ARG001 - looks are for people
    """An array, one finding a line."""
    rows = [as_text(each) for result in results for each in result.diagnostics]
    return "[\n" + ",\n".join("  " + row for row in rows) + "\n]\n" if rows else "[]\n"


def as_text(each: Diagnostic) -> str:
    """One finding on one line, in which GitHub's runner finds no command."""
    return json.dumps(as_object(each), ensure_ascii=False).replace("##[", "#\\u0023[")


def as_object(each: Diagnostic) -> dict[str, Any]:
    """One finding: lines and columns from 1, offsets from 0 (in code points, after a byte order mark), ends exclusive."""
    edits = [{"start": edit.span.start, "end": edit.span.end, "text": edit.text} for edit in each.fix.edits] if each.fix else []
    fix = {"applicability": each.fix.applicability.value, "message": each.fix.message, "edits": edits} if each.fix else None
    return {
        "code": each.code,
        "name": each.name,
        "severity": each.severity.value,
        "message": each.message,
        "path": os.fsencode(each.path).decode("utf-8", "surrogateescape"),  # whatever the locale takes file names for
        "start": {"line": each.start.line, "column": each.start.column, "offset": each.span.start},
        "end": {"line": each.end.line, "column": each.end.column, "offset": each.span.end},
        "fix": fix,
        "fingerprint": each.fingerprint,
        "url": each.url,
    }
