"""One JSON object a line and finding."""

from __future__ import annotations

import json
from collections.abc import Iterable

from notelint.reporters import Look
from notelint.reporters.json import as_object
from notelint.runner import Result


def report(results: Iterable[Result], look: Look) -> str:  # noqa: ARG001 - looks are for people
    """One object a line."""
    return "".join(json.dumps(as_object(each), ensure_ascii=False) + "\n" for result in results for each in result.diagnostics)
