"""What a run reports of one file: of a notebook, or of a figure that no notebook shows."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

from notelint.text.diagnostics import Diagnostic
from notelint.text.source import Source


class NotebookResult(NamedTuple):
    """The diagnostics of one notebook; `source` is None where it could not be read.

    Where it was to be fixed, `source` is the fixed text, the diagnostics are those that are
    left, and `before` is the text that was read. `fixed` are the findings whose fixes were
    made, `refused` those whose fixes would have harmed the page, `untried` those for which
    the guard had no time; `failure` says why nothing was fixed at all, and `failed_at` in
    which line (from 1). `known` are findings that are not reported where only new ones are
    asked for: older than a commit, or accepted in a baseline.
    """

    path: str
    source: Source | None
    diagnostics: tuple[Diagnostic, ...]
    is_stdin: bool = False
    before: Source | None = None
    fixed: tuple[Diagnostic, ...] = ()
    refused: tuple[Diagnostic, ...] = ()
    untried: tuple[Diagnostic, ...] = ()
    failure: str = ""
    known: tuple[Diagnostic, ...] = ()
    failed_at: int = 1

    @property
    def is_rewritten(self) -> bool:
        """Whether the text is no longer what was read."""
        if self.before is None or self.source is None:
            return False
        return self.source.text != self.before.text


class FigureResult(NamedTuple):
    """The diagnostics of one figure (F306, and what the config makes of it).

    It has no text, and nothing in it can be fixed. `known` is as for a notebook.
    """

    path: str
    diagnostics: tuple[Diagnostic, ...]
    known: tuple[Diagnostic, ...] = ()


Result: TypeAlias = NotebookResult | FigureResult


def source_of(result: Result) -> Source | None:
    """The text of a result's file; None where there is none, or it could not be read."""
    return result.source if isinstance(result, NotebookResult) else None
