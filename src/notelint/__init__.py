"""notelint: the linter and formatter for paper notes kept in Markdown and Git."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from notelint.engine.formatter import format_text as format_text
    from notelint.engine.linter import check_text as check_text
    from notelint.text.diagnostics import Diagnostic as Diagnostic

__version__ = "0.1.0"
REPOSITORY_URL = "https://github.com/notelint/notelint"
__all__ = ["Diagnostic", "__version__", "check_text", "format_text"]

_HOMES = {
    "Diagnostic": "notelint.text.diagnostics",
    "check_text": "notelint.engine.linter",
    "format_text": "notelint.engine.formatter",
}


def __getattr__(name: str) -> object:
    """Import a public name when it is first asked for, so that `--version` costs nothing."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
