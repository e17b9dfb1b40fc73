"""X902 unreadable."""

from __future__ import annotations

from collections.abc import Iterator

from notelint.errors import UnreadableError
from notelint.rules.base import Enabled, rule
from notelint.text.diagnostics import Finding, Severity
from notelint.text.source import Span


@rule(
    "X902",
    severity=Severity.ERROR,
    enabled=Enabled.ALWAYS,
    checks_notebooks=False,
)
def unreadable(error: UnreadableError) -> Iterator[Finding]:
    """Make the file readable: UTF-8 text, not nested without end.

    A notebook in another encoding, with NUL bytes, with lists nested over a hundred deep,
    with more than 250,000 lines and marks of Markdown, or one that takes too long to read
    is not checked. The place is said, and the run goes on with the other files. A rule that
    takes too long is skipped and named, and the other rules are checked; to ignore it, or
    to split the file, ends this finding. This rule cannot be switched off; a file that is
    no notebook belongs into `exclude`.
    """
    yield Finding(Span(0, 0), str(error))
