"""One JSON object a line and finding."""

from __future__ import annotations

from collections.abc import Iterable

from notelint.engine.results import Result
from notelint.reporters import Look
from notelint.reporters.json import as_text


def report(results: Iterable[Result], look: Look) -> str:  # noqa: ARG001 - looks are for people
    """One object a line."""
    return "".join(
        as_text(each) + "\n" for result in results for each in result.diagnostics
    )
