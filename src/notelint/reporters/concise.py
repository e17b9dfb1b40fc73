"""`path:line:col: CODE name message [*]`, one line a finding, all of them."""

from __future__ import annotations

from collections.abc import Iterable

from notelint.engine.results import Result
from notelint.reporters import Look
from notelint.reporters.text import (
    paint,
    sanitize_line_start,
    sanitize_terminal,
    style_of,
)
from notelint.text.diagnostics import Applicability, Diagnostic


def report(results: Iterable[Result], look: Look) -> str:
    """One line a finding."""
    return "".join(
        _line(each, look) for result in results for each in result.diagnostics
    )


def _line(each: Diagnostic, look: Look) -> str:
    mark = (
        f" {paint('[*]', 'cyan', color=look.color)}"
        if each.fix and each.fix.applicability is not Applicability.UNSAFE
        else ""
    )
    path = paint(sanitize_line_start(each.path), "bold", color=look.color)
    code = paint(each.code, style_of(each.severity), color=look.color)
    return f"{path}:{each.start.line}:{each.start.column}: {code} {each.name} {sanitize_terminal(each.message)}{mark}\n"
