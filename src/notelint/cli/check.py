"""`notelint check`: judge notebooks."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Collection, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TextIO

from notelint.cli.inputs import Stdin, files_of, with_stdin
from notelint.cli.messages import say
from notelint.cli.settings import Choices, Configs, wants_color
from notelint.diagnostics import Applicability, Severity
from notelint.discovery import STDIN
from notelint.errors import NotelintError
from notelint.reporters import Look, reporter
from notelint.reporters.summary import statistics, summary
from notelint.reporters.text import harmless, plural
from notelint.runner import Result
from notelint.runner import run as judge
from notelint.world import World

if TYPE_CHECKING:
    from notelint.cli.rewriting import Rewriting

_FAILING = {"error": {Severity.ERROR}, "warning": {Severity.ERROR, Severity.WARNING}, "never": set()}
_FOR_PEOPLE = {"full", "concise", "statistics"}


class Output(NamedTuple):
    """Where and how findings are printed. `form` is a format's name, or `statistics`.

    `is_apart` tells that standard output is for a mended text or a diff: what is not in `file` goes to standard error.
    """

    form: str
    file: str | None
    look: Look
    quiet: bool
    is_apart: bool = False

    @property
    def for_people(self) -> bool:
        """Whether a summary may stand below the findings."""
        return self.form in _FOR_PEOPLE

    @property
    def stream(self) -> TextIO:
        """Where to print what does not go to a file."""
        return sys.stderr if self.is_apart else sys.stdout


class Mending(NamedTuple):
    """Which fixes are to be made, whether only a diff of them is to be shown, and whether in colours."""

    kinds: Collection[Applicability] = ()
    as_diff: bool = False
    color: bool = False


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
    """Judge the notebooks that the paths name, mend them where that is asked, and print what is found; the exit code."""
    choices = Choices(**{name: options[name] for name in Choices._fields})
    configs = Configs(config_file, isolated=isolated, overrides=choices.overrides())
    paths, mending = with_stdin(paths, stdin_filename), _mending(options)
    output = _output(options, is_apart=mending.as_diff or (bool(mending.kinds) and STDIN in paths))
    world, stdin = World(), Stdin()
    found = files_of(paths, configs, stdin_filename, world)
    if show_files:
        _list(found.files)
        return 2 if found.mistakes else 0

    def judged(result: Result) -> Result:
        path = STDIN if result.is_stdin else result.path
        return next(judge((path,), configs.of, stdin.read, stdin_filename, world))

    rewriting = _rewriting(mending, stdin, judged) if mending.kinds else None
    if rewriting and STDIN in paths and STDIN not in found.files:
        rewriting.hand_on()
    results = []
    for each in judge(found.files, configs.of, stdin.read, stdin_filename, world, mending.kinds):
        results.append(rewriting.take(each) if rewriting else each)
        if verbose:
            say(each.path, _counted(results[-1]))
    if rewriting and output.for_people and not (output.quiet or output.file or mending.as_diff):
        _name(rewriting.rewritten, output)
    _print(results, output, mending)
    if output.for_people and not output.quiet and sys.stdout.isatty() and not (output.file or isolated or config_file):
        _invite(results, configs)
    if found.mistakes or (rewriting and rewriting.has_failed):
        return 2
    return 0 if exit_zero else _exit_code(results, configs, mending)


def _mending(options: dict[str, Any]) -> Mending:
    if not (options["fix"] or options["diff"]):
        if options["unsafe_fixes"]:
            raise NotelintError("--unsafe-fixes: works together with --fix or --diff")
        return Mending()
    unsafe = {Applicability.UNSAFE} if options["unsafe_fixes"] else set()
    color = wants_color(options["color"], terminal=sys.stdout.isatty(), environ=os.environ)
    return Mending({Applicability.LAYOUT, Applicability.SAFE, *unsafe}, options["diff"], color)


def _rewriting(mending: Mending, stdin: Stdin, judged: Callable[[Result], Result]) -> Rewriting:
    from notelint.cli.rewriting import Rewriting, To  # and what writes files, which those who only judge have no need of

    return Rewriting(To.DIFF if mending.as_diff else To.PLACE, stdin, judged, color=mending.color)


def _output(options: dict[str, Any], *, is_apart: bool) -> Output:
    file, form = options["output_file"], options["output_format"]
    terminal = (sys.stderr if is_apart else sys.stdout).isatty() and not file
    if options["statistics"]:
        if form and form not in _FOR_PEOPLE:
            raise NotelintError(f"--statistics: not together with --output-format {form}")
        form = "statistics"
    form = form or ("full" if terminal else "concise")
    color = wants_color(options["color"], terminal=terminal, environ={} if file else os.environ)
    return Output(form, file, Look(color, _width() if form == "full" else Look().width, options["everything"]), options["quiet"], is_apart)


def _width() -> int:
    from shutil import get_terminal_size  # takes bz2, lzma and zlib along

    return get_terminal_size((Look().width, 24)).columns


def _list(files: Iterable[str]) -> None:
    """The files' names as they are for a program; at a terminal without what a name could do to it."""
    if sys.stdout.isatty():
        sys.stdout.writelines(f"{harmless(path)}\n" for path in files)
    else:
        sys.stdout.buffer.write(b"".join(os.fsencode(path) + b"\n" for path in files))


def _counted(result: Result) -> str:
    found = plural(len(result.diagnostics), "finding")
    return f"{found} left, {len(result.fixed)} mended" if result.before else found


def _name(rewritten: Iterable[Result], output: Output) -> None:
    """Name the notebooks that were rewritten, and what was mended in each."""
    from notelint.cli.rewriting import counted

    for result in rewritten:
        if not result.is_stdin:
            output.stream.write(harmless(f"Rewrote {result.path}: {counted(result)}") + "\n")


def _print(results: Sequence[Result], output: Output, mending: Mending) -> None:
    text = statistics(results, output.look) if output.form == "statistics" else reporter(output.form)(results, output.look)
    if output.file:
        try:
            Path(output.file).write_text(text, encoding="utf-8", errors="backslashreplace")
        except OSError as error:
            raise NotelintError(f"--output-file: {output.file}: {(error.strerror or 'cannot be written').lower()}") from None
    elif output.for_people:
        output.stream.write(text)
    else:
        output.stream.buffer.write(text.encode("utf-8", "backslashreplace"))
    if results and output.for_people and not output.quiet:
        output.stream.write(summary(results, output.look, is_written=not mending.as_diff))


def _invite(results: Iterable[Result], configs: Configs) -> None:
    """Name `notelint init` where something is found and no config is in force."""
    found = [Path(result.path) for result in results if result.diagnostics and result.path != STDIN]
    if found and all(configs.of(path).path is None for path in found):
        sys.stdout.write("No config yet: notelint init learns your notebook's conventions and writes one.\n")


def _exit_code(results: Iterable[Result], configs: Configs, mending: Mending) -> int:
    """1 where a finding remains that fails the run in the config of its file. A diff mends nothing, and so all of them remain."""
    for result in results:
        failing = _FAILING[configs.of(Path(result.path if result.path != STDIN else os.curdir)).fail_on]
        remaining = (*result.fixed, *result.diagnostics) if mending.as_diff else result.diagnostics
        if any(each.severity in failing for each in remaining):
            return 1
    return 0
