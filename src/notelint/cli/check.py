"""`notelint check`: judge notebooks."""

from __future__ import annotations

import os
import sys
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TextIO

from notelint.cli.inputs import Stdin, with_stdin
from notelint.cli.known import (
    BaselineFilter,
    Judged,
    baselines,
    folders_of,
    without_known,
)
from notelint.cli.messages import say
from notelint.cli.scope import Run, scope_of
from notelint.cli.settings import Choices, Configs, wants_color
from notelint.engine.discovery import STDIN
from notelint.engine.runner import Result
from notelint.errors import NotelintError
from notelint.reporters import Look, reporter
from notelint.reporters.summary import accepted, statistics, summary
from notelint.reporters.text import plural, sanitize_line_start, sanitize_terminal
from notelint.text.diagnostics import Applicability, Severity

if TYPE_CHECKING:
    from notelint.cli.network import LinkCheckOptions
    from notelint.cli.rewriting import Rewriting
    from notelint.cli.writing import Target

_FAILING = {
    "error": {Severity.ERROR},
    "warning": {Severity.ERROR, Severity.WARNING},
    "never": set(),
}
INTERRUPTED = 130
_FOR_PEOPLE = {"full", "concise", "statistics"}


class Output(NamedTuple):
    """Where and how findings are printed. `form` is a format's name, or `statistics`.

    `is_apart` tells that standard output is for a mended text or a diff: what is not in
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


class FixOptions(NamedTuple):
    """Which fixes are to be made, whether only a diff of them is to be shown, and
    whether in colours.
    """

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
    """Judge the notebooks that the paths name, mend them where that is asked, and print
    what is found; the exit code.
    """
    choices = Choices(**{name: options[name] for name in Choices._fields})
    asking = _asking(options, paths, stdin_filename)
    configs = Configs(
        config_file,
        isolated=isolated,
        overrides={**choices.overrides(), **(asking.overrides() if asking else {})},
    )
    paths, mending = with_stdin(paths, stdin_filename), _mending(options)
    output = output_of(
        options,
        show_files=show_files,
        is_apart=mending.as_diff or (bool(mending.kinds) and STDIN in paths),
    )
    scope = scope_of(
        paths, configs, stdin_filename, staged=options["staged"], since=options["since"]
    )
    if show_files:
        list_files(scope.files, null=options["null"])
        return 2 if scope.mistakes else 0
    names = [stdin_filename or STDIN if path == STDIN else path for path in scope.files]
    lists = baselines(
        options["baseline"],
        names,
        scope.work_tree,
        none=options["no_baseline"],
        isolated=isolated,
    )
    output = with_target(output, (*scope.files, *names), (config_file, *lists.found))
    stdin = Stdin()
    asked = (
        asking.ask(scope, configs, stdin, stdin_filename, quiet=output.quiet)
        if asking
        else None
    )
    run = Run(scope, configs, stdin, stdin_filename, asked.verdicts if asked else None)
    rewriting = _rewriting(mending, run) if mending.kinds else None
    if rewriting and STDIN in paths and STDIN not in scope.files:
        rewriting.hand_on()
    results = []
    for each in run.results(mending.kinds):
        results.append(rewriting.take(each) if rewriting else each)
        if verbose:
            say(each.path, _counted(results[-1]))
    if (
        rewriting
        and output.for_people
        and not (output.quiet or output.target or mending.as_diff)
    ):
        _name(rewriting.rewritten, output)
    folders = () if scope.new else folders_of(paths)
    known = without_known(
        lists,
        Judged(
            results,
            configs,
            scope.work_tree,
            folders,
            unwritten=mending.as_diff,
            has_asked=bool(asked),
        ),
    )
    for line in known.gone if verbose else ():
        say("gone", line)
    show(known.results, output)
    _summarize(known, output, mending, older=sum(len(each.known) for each in results))
    if (
        output.for_people
        and not output.quiet
        and sys.stdout.isatty()
        and not (output.target or isolated or config_file)
    ):
        _invite(known, configs)
    if scope.mistakes or (rewriting and rewriting.has_failed):
        return 2
    if asked and asked.is_interrupted:
        return INTERRUPTED
    return 0 if exit_zero else exit_code(known.results, configs, mending)


def _asking(
    options: dict[str, Any], paths: Sequence[str], stdin_filename: str | None
) -> LinkCheckOptions | None:
    """How the network is to be asked, if it is."""
    if not options["links"]:
        if named := next(
            (
                name
                for name in ("offline", "strict", "max_time", "connect_to")
                if options[name]
            ),
            "",
        ):
            raise NotelintError(
                f"--{named.replace('_', '-')}: works together with --links"
            )
        return None
    if STDIN in paths and stdin_filename is None:
        raise NotelintError("--links: name standard input with --stdin-filename")
    from notelint.cli.network import (
        asking_of,
    )  # and requests, sqlite3 and what they take along

    return asking_of(options)


def _mending(options: dict[str, Any]) -> FixOptions:
    if options["since"] is not None and (options["fix"] or options["diff"]):
        raise NotelintError(
            "--since: not together with --fix or --diff, which mend whole notebooks"
        )
    if not (options["fix"] or options["diff"]):
        if options["unsafe_fixes"]:
            raise NotelintError("--unsafe-fixes: works together with --fix or --diff")
        return FixOptions()
    unsafe = {Applicability.UNSAFE} if options["unsafe_fixes"] else set()
    color = wants_color(
        options["color"], terminal=sys.stdout.isatty(), environ=os.environ
    )
    return FixOptions(
        {Applicability.LAYOUT, Applicability.SAFE, *unsafe}, options["diff"], color
    )


def _rewriting(mending: FixOptions, run: Run) -> Rewriting:
    from notelint.cli.rewriting import (
        Rewriting,
        To,
    )  # and what writes files, which those who only judge have no need of

    return Rewriting(
        To.DIFF if mending.as_diff else To.PLACE,
        run,
        color=mending.color,
        is_told_what_is_left=True,
    )


def output_of(options: dict[str, Any], *, show_files: bool, is_apart: bool) -> Output:
    """Where and how findings are printed, by the options, the environment and where
    standard output leads.
    """
    if options["null"] and not show_files:
        raise NotelintError("-z: works together with --show-files")
    file, form = options["output_file"], options["output_format"]
    file = None if file == STDIN else file
    terminal = (sys.stderr if is_apart else sys.stdout).isatty() and file is None
    if options["statistics"]:
        if form and form not in _FOR_PEOPLE:
            raise NotelintError(
                f"--statistics: not together with --output-format {form}"
            )
        form = "statistics"
    form = form or ("full" if terminal else "concise")
    color = wants_color(
        options["color"],
        terminal=terminal,
        environ={} if file is not None else os.environ,
    )
    return Output(
        form,
        file,
        Look(
            color, _width() if form == "full" else Look().width, options["everything"]
        ),
        options["quiet"],
        is_apart,
    )


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

    return output._replace(
        target=target(
            "--output-file",
            output.file,
            notebooks,
            [str(each) for each in others if each],
        )
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
    if sys.stdout.isatty() and not null:
        sys.stdout.writelines(f"{sanitize_terminal(path)}\n" for path in files)
    else:
        sys.stdout.buffer.write(
            b"".join(
                os.fsencode(path) + b"\0"
                if null
                else os.fsencode(_in_a_line(path)) + b"\n"
                for path in files
            )
        )


def _in_a_line(path: str) -> str:
    from notelint.text.edits import in_quotes

    plain = sanitize_line_start(path)
    if sanitize_terminal(path) == path:
        return plain
    return in_quotes(path).replace("##", "#\\043")


def _counted(result: Result) -> str:
    found = plural(len(result.diagnostics), "finding")
    return f"{found} left, {len(result.fixed)} mended" if result.before else found


def _name(rewritten: Iterable[Result], output: Output) -> None:
    """Name the notebooks that were rewritten, and what was mended in each."""
    from notelint.cli.rewriting import counted

    for result in rewritten:
        if not result.is_stdin:
            output.stream.write(
                sanitize_terminal(f"Rewrote {result.path}: {counted(result)}") + "\n"
            )


def show(results: Sequence[Result], output: Output) -> None:
    """Print what is found.

    What cannot be written to its file is printed all the same: it may have taken ten
    minutes to find.
    """
    text = (
        statistics(results, output.look)
        if output.form == "statistics"
        else reporter(output.form)(results, output.look)
    )
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


def _summarize(
    known: BaselineFilter, output: Output, mending: FixOptions, older: int
) -> None:
    """Print for people how much is found; `older` findings are not shown."""
    if known.results and output.for_people and not output.quiet:
        output.stream.write(
            summary(
                known.results,
                output.look,
                is_written=not mending.as_diff,
                known=known.hidden + older,
            )
        )
        if older:
            output.stream.write(
                f"{plural(older, 'older finding')} {'is' if older == 1 else 'are'} not shown.\n"
            )
        if line := accepted(known.hidden, len(known.gone), known.files):
            output.stream.write(f"{sanitize_terminal(line)}\n")


def _invite(known: BaselineFilter, configs: Configs) -> None:
    """Name `notelint init` where something is found and no config is in force, and
    `notelint baseline` where there is none.
    """
    found = [
        Path(result.path)
        for result in known.results
        if result.diagnostics and result.path != STDIN
    ]
    if found and all(configs.of(path).path is None for path in found):
        more = (
            " and writes one"
            if known.files
            else "; notelint baseline accepts today's findings"
        )
        sys.stdout.write(
            f"No config yet: notelint init learns your notebook's conventions{more}.\n"
        )


def exit_code(results: Iterable[Result], configs: Configs, mending: FixOptions) -> int:
    """1 where a finding remains that fails the run in the config of its file.

    A diff mends nothing, and so all of them remain.
    """
    for result in results:
        failing = _FAILING[
            configs.of(Path(result.path if result.path != STDIN else os.curdir)).fail_on
        ]
        remaining = (
            (*result.fixed, *result.diagnostics)
            if mending.as_diff
            else result.diagnostics
        )
        known = {each.identity for each in result.known}
        if any(
            each.severity in failing and each.identity not in known
            for each in remaining
        ):
            return 1
    return 0
