"""`path:line:col: CODE name message [*]`, one line a finding, all of them."""

from __future__ import annotations

from collections.abc import Iterable

from notelint.diagnostics import Applicability, Diagnostic
from notelint.reporters import Look
from notelint.reporters.text import begins_harmless, harmless, paint, style_of
from notelint.runner import Result


def report(results: Iterable[Result], look: Look) -> str:
    """One line a finding."""
    return "".join(_line(each, look) for result in results for each in result.diagnostics)


def _line(each: Diagnostic, look: Look) -> str:
    mark = f" {paint('[*]', 'cyan', color=look.color)}" if each.fix and each.fix.applicability is not Applicability.UNSAFE else ""
    path = paint(begins_harmless(each.path), "bold", color=look.color)
    code = paint(each.code, style_of(each.severity), color=look.color)
    return f"{path}:{each.start.line}:{each.start.column}: {code} {each.name} {harmless(each.message)}{mark}\n"
