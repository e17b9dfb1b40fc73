"""Results in, text out: one function a format, one file a function.

Nothing here writes to a file or a stream. Imports the results of `engine`, what they are
made of, and `repo` for the path of a file as a CI knows it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:  # the command line asks for the formats alone
    from notelint.engine.results import Result

FORMATS = (
    "full",
    "concise",
    "json",
    "jsonl",
    "github",
    "gitlab",
    "sarif",
    "junit",
    "rdjson",
    "markdown",
)


class Look(NamedTuple):
    """How text is to look: in colours or not, so many columns wide, every finding or the
    first of many alike.
    """

    color: bool = False
    width: int = 100
    everything: bool = False


def reporter(name: str) -> Callable[[Iterable[Result], Look], str]:
    """The reporter of a format, imported when it is asked for."""
    report: Callable[[Iterable[Result], Look], str] = import_module(
        f"notelint.reporters.{name}"
    ).report
    return report
