"""Where and how findings are printed: to a file or a stream, in a format, for people or for
programs.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TextIO

from notelint.cli.arguments import CheckOptions
from notelint.cli.settings import wants_color
from notelint.engine.discovery import STDIN
from notelint.engine.results import Result
from notelint.errors import NotelintError
from notelint.reporters import Look, reporter
from notelint.reporters.summary import statistics
from notelint.reporters.text import sanitize_line_start, sanitize_terminal

if TYPE_CHECKING:
    from notelint.cli.writing import Target

_FOR_PEOPLE = {"full", "concise", "statistics"}


class Output(NamedTuple):
    """Where and how findings are printed. `form` is a format's name, or `statistics`.

    `is_apart` tells that standard output is for a fixed text or a diff: what is not in
    `file` goes to standard error. `target` is what writes the file, once it is known that
    it may be written.
    """

    form: str
    file: str | None
    look: Look
    quiet: bool
    is_apart: bool = False
    target: Target | None = None

    @property
    def for_people(self) -> bool:
        """Whether a summary may stand below the findings."""
        return self.form in _FOR_PEOPLE

    @property
    def stream(self) -> TextIO:
        """Where to print what does not go to a file."""
        return sys.stderr if self.is_apart else sys.stdout


def output_of(options: CheckOptions, *, is_apart: bool) -> Output:
    """Where and how findings are printed, by the options, the environment and where
    standard output leads.
    """
    if options.null and not options.show_files:
        raise NotelintError("-z: works together with --show-files")
    file = None if options.output_file == STDIN else options.output_file
    terminal = (sys.stderr if is_apart else sys.stdout).isatty() and file is None
    form = options.output_format
    if options.statistics:
        if form and form not in _FOR_PEOPLE:
            raise NotelintError(
                f"--statistics: not together with --output-format {form}"
            )
        form = "statistics"
    form = form or ("full" if terminal else "concise")
    # A file holds no colours, whatever the environment says of the terminal
    environ = os.environ if file is None else {}
    color = wants_color(options.color, terminal=terminal, environ=environ)
    width = _width() if form == "full" else Look().width
    look = Look(color, width, options.everything)
    return Output(form, file, look, options.quiet, is_apart)


def with_target(
    output: Output, notebooks: Sequence[str], others: Iterable[str | Path | None]
) -> Output:
    """The output with what writes its file, if it has one.

    Raises NotelintError where that may not or cannot be written: the run's notebooks, the
    `others` that it reads, and see `writing.target`.
    """
    if output.file is None:
        return output
    from notelint.cli.writing import target

    names = [str(other) for other in others if other]
    return output._replace(
        target=target("--output-file", output.file, notebooks, names)
    )


def _width() -> int:
    from shutil import get_terminal_size  # takes bz2, lzma and zlib along

    return get_terminal_size((Look().width, 24)).columns


def list_files(files: Iterable[str], *, null: bool) -> None:
    """The files' names for a program: as they are, each ended by a NUL where that is asked
    for; else a line each.

    In a line a name that would steer a CI's log or end the line is in quotes, as git has
    it; at a terminal it does nothing to that.
    """
    if null:
        data = b"".join(os.fsencode(path) + b"\0" for path in files)
    elif sys.stdout.isatty():
        sys.stdout.writelines(f"{sanitize_terminal(path)}\n" for path in files)
        return
    else:
        data = b"".join(os.fsencode(_in_a_line(path)) + b"\n" for path in files)
    sys.stdout.buffer.write(data)


def _in_a_line(path: str) -> str:
    from notelint.text.edits import in_quotes

    plain = sanitize_line_start(path)
    if sanitize_terminal(path) == path:
        return plain
    return in_quotes(path).replace("##", "#\\043")


def show(results: Sequence[Result], output: Output) -> None:
    """Print the findings.

    What cannot be written to its file is printed all the same: it may have taken ten
    minutes to find.
    """
    if output.form == "statistics":
        text = statistics(results, output.look)
    else:
        text = reporter(output.form)(results, output.look)
    if output.target is None:
        _print(text, output)
        return
    try:
        output.target.write(text.encode("utf-8", "backslashreplace"))
    except NotelintError:
        _print(text, output)
        raise


def _print(text: str, output: Output) -> None:
    if output.for_people:
        output.stream.write(text)
    else:
        output.stream.buffer.write(text.encode("utf-8", "backslashreplace"))
