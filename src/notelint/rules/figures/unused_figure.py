"""F306 unused-figure."""

from __future__ import annotations

from collections.abc import Iterator

from notelint.rules.base import Enabled, rule
from notelint.rules.context import RepoContext, folded
from notelint.text.diagnostics import Finding, Severity
from notelint.text.source import Span


@rule(
    "F306",
    severity=Severity.WARNING,
    enabled=Enabled.IF_SELECTED,
    checks_notebooks=False,
)
def unused_figure(context: RepoContext) -> Iterator[Finding]:
    """Keep the figures that a notebook shows.

    A picture that no notebook of the repository shows or links to was replaced, or its
    entry is gone. It is reported at its own path, whichever notebook you check: `notelint
    check --select F306`. Notebooks in `exclude` count too. Pictures that other files need
    (a web site, slides) belong into `exclude` or `per-file-ignores`. Nothing is said of a
    sparse checkout without all notebooks.
    """
    if folded(context.path) not in context.shown:
        yield Finding(
            Span(0, 0),
            "remove this figure, or show it: no notebook of the repository does",
        )
