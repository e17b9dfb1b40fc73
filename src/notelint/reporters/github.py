"""Workflow commands, of which GitHub makes annotations: one line a finding, and nothing
else.
"""

from __future__ import annotations

from collections.abc import Iterable

from notelint.engine.results import Result
from notelint.reporters import Look
from notelint.reporters.ci import in_repository, plain
from notelint.text.diagnostics import Diagnostic, Severity

_COMMANDS = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "notice",
}


def report(results: Iterable[Result], look: Look) -> str:  # noqa: ARG001 - looks are for people
    """One command a finding.

    What follows the last `::` is what the log shows, where GitHub does not name the place
    itself.
    """
    return "".join(
        _command(each, plain(in_repository(result.path)))
        for result in results
        for each in result.diagnostics
    )


def _command(each: Diagnostic, path: str) -> str:
    (line, column), end = each.start, each.end
    place = {"file": path, "line": line, "endLine": end.line}
    if end.line == line:  # the runner drops the columns of more than one line
        place |= {"col": column, "endColumn": end.column}
    properties = {**place, "title": f"{each.code} {each.name}"}
    listed = ",".join(
        f"{name}={_property(str(value))}" for name, value in properties.items()
    )
    return f"::{_COMMANDS[each.severity]} {listed}::{_data(f'{path}:{line}:{column}: {each.code} {plain(each.message)}')}\n"


def _data(text: str) -> str:
    """As the runner reads it back (actions/runner, ActionCommand.cs); line ends are gone
    from harmless text.
    """
    return text.replace("%", "%25")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
