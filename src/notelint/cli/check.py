"""`notelint check`: judge notebooks."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from notelint.cli.messages import say
from notelint.cli.settings import Choices, Configs, wants_color
from notelint.diagnostics import Severity
from notelint.discovery import MAX_BYTES, STDIN, Found, find
from notelint.errors import NotelintError
from notelint.reporters import Look, reporter
from notelint.reporters.summary import statistics, summary
from notelint.reporters.text import harmless, plural
from notelint.runner import Result
from notelint.runner import run as judge
from notelint.world import World

_FAILING = {"error": {Severity.ERROR}, "warning": {Severity.ERROR, Severity.WARNING}, "never": set()}
_FOR_PEOPLE = {"full", "concise", "statistics"}


class Output(NamedTuple):
    """Where and how findings are printed. `form` is a format's name, or `statistics`."""

    form: str
    file: str | None
    look: Look
    quiet: bool

    @property
    def for_people(self) -> bool:
        """Whether a summary may stand below the findings."""
        return self.form in _FOR_PEOPLE


def run(
    *,
    paths: Sequence[str],
    config_file: str | None,
    isolated: bool,
    exit_zero: bool,
    show_files: bool,
    stdin_filename: str | None,
    verbose: bool,
    **options: Any,
) -> int:
    """Judge the notebooks that the paths name and print what is found; the exit code."""
    choices = Choices(**{name: options[name] for name in Choices._fields})
    configs = Configs(config_file, isolated=isolated, overrides=choices.overrides())
    output = _output(options)
    paths = _with_stdin(paths, stdin_filename)
    world = World()
    found = find(paths, configs.of, stdin_filename, world)
    for mistake in found.mistakes:
        say("error", mistake)
    if not found.files:
        configs.of(Path())  # a mistake in the options is one even where there is nothing to judge
    if not found.files and not found.mistakes:
        say("warning", f"no notebooks found in {', '.join(paths) or 'this folder'}")
    if show_files:
        _list(found.files)
        return 2 if found.mistakes else 0
    results = _results(found, configs, stdin_filename, world, verbose=verbose)
    _print(results, output)
    if output.for_people and not output.quiet and sys.stdout.isatty() and not (output.file or isolated or config_file):
        _invite(results, configs)
    if found.mistakes:
        return 2
    return 0 if exit_zero else _exit_code(results, configs)


def _with_stdin(paths: Sequence[str], stdin_filename: str | None) -> Sequence[str]:
    """A name for standard input means standard input."""
    if stdin_filename is None or STDIN in paths:
        return paths
    if paths:
        raise NotelintError("--stdin-filename: names standard input: give - in place of files")
    return (STDIN,)


def _output(options: dict[str, Any]) -> Output:
    file, form = options["output_file"], options["output_format"]
    terminal = sys.stdout.isatty() and not file
    if options["statistics"]:
        if form and form not in _FOR_PEOPLE:
            raise NotelintError(f"--statistics: not together with --output-format {form}")
        form = "statistics"
    form = form or ("full" if terminal else "concise")
    color = wants_color(options["color"], terminal=terminal, environ={} if file else os.environ)
    return Output(form, file, Look(color, _width() if form == "full" else Look().width, options["everything"]), options["quiet"])


def _width() -> int:
    from shutil import get_terminal_size  # takes bz2, lzma and zlib along

    return get_terminal_size((Look().width, 24)).columns


def _list(files: Iterable[str]) -> None:
    """The files' names as they are for a program; at a terminal without what a name could do to it."""
    if sys.stdout.isatty():
        sys.stdout.writelines(f"{harmless(path)}\n" for path in files)
    else:
        sys.stdout.buffer.write(b"".join(os.fsencode(path) + b"\n" for path in files))


def _results(found: Found, configs: Configs, stdin_filename: str | None, world: World, *, verbose: bool) -> list[Result]:
    results = []
    for result in judge(found.files, configs.of, lambda: sys.stdin.buffer.read(MAX_BYTES + 1), stdin_filename, world):
        if verbose:
            say(result.path, plural(len(result.diagnostics), "finding"))
        results.append(result)
    return results


def _print(results: Sequence[Result], output: Output) -> None:
    text = statistics(results, output.look) if output.form == "statistics" else reporter(output.form)(results, output.look)
    if output.file:
        try:
            Path(output.file).write_text(text, encoding="utf-8", errors="backslashreplace")
        except OSError as error:
            raise NotelintError(f"--output-file: {output.file}: {(error.strerror or 'cannot be written').lower()}") from None
    elif output.for_people:
        sys.stdout.write(text)
    else:
        sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace"))
    if results and output.for_people and not output.quiet:
        sys.stdout.write(summary(results, output.look))


def _invite(results: Iterable[Result], configs: Configs) -> None:
    """Name `notelint init` where something is found and no config is in force."""
    found = [Path(result.path) for result in results if result.diagnostics and result.path != STDIN]
    if found and all(configs.of(path).path is None for path in found):
        sys.stdout.write("No config yet: notelint init learns your notebook's conventions and writes one.\n")


def _exit_code(results: Iterable[Result], configs: Configs) -> int:
    """1 where a finding remains that fails the run in the config of its file."""
    for result in results:
        failing = _FAILING[configs.of(Path(result.path if result.path != STDIN else os.curdir)).fail_on]
        if any(each.severity in failing for each in result.diagnostics):
            return 1
    return 0
