"""What the tool reports about itself: one line each, on standard error."""

from __future__ import annotations

import sys

from notelint.reporters.text import sanitize_line_start


def report(kind: str, message: str) -> None:
    """`error: ...`, `warning: ...` or a file's name; names of files come from strangers,
    and do nothing to the terminal.
    """
    print(sanitize_line_start(f"{kind}: {message}"), file=sys.stderr)


def warn(message: str) -> None:
    """`warning: ...`."""
    report("warning", message)
