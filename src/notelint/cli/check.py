"""`notelint check`: lint notebooks, and fix them where that is asked."""

from __future__ import annotations

import os
import sys
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from notelint.cli.arguments import CheckOptions
from notelint.cli.inputs import with_stdin
from notelint.cli.known import (
    BaselineFilter,
    Baselines,
    Linted,
    baselines,
    folders_of,
    without_known,
)
from notelint.cli.messages import report
from notelint.cli.output import Output, list_files, output_of, show, with_target
from notelint.cli.run import CommandRun
from notelint.cli.scope import scope_of
from notelint.cli.settings import Configs, rule_choices, wants_color
from notelint.engine.discovery import STDIN
from notelint.engine.results import NotebookResult, Result
from notelint.errors import NotelintError
from notelint.reporters.summary import accepted, summary
from notelint.reporters.text import plural, sanitize_terminal
from notelint.text.diagnostics import Applicability, Severity

if TYPE_CHECKING:
    from notelint.cli.network import LinkCheckOptions, LinkCheckResult
    from notelint.cli.rewriting import Rewriting

_FAILING = {
    "error": {Severity.ERROR},
    "warning": {Severity.ERROR, Severity.WARNING},
    "never": set(),
}
INTERRUPTED = 130


class FixOptions(NamedTuple):
    """Which fixes are to be made, whether only a diff of them is to be shown, and
    whether in colours.
    """

    kinds: Collection[Applicability] = ()
    as_diff: bool = False
    color: bool = False


def run(options: CheckOptions) -> int:
    """Lint the notebooks that the paths name, fix them where that is asked, and print what
    is found; the exit code.
    """
    link_options = _link_options(options)
    configs = configs_of(options, link_options)
    paths = with_stdin(options.paths, options.stdin_filename)
    options = options._replace(paths=paths)
    fixes = _fix_options(options)
    is_apart = fixes.as_diff or (bool(fixes.kinds) and STDIN in paths)
    output = output_of(options, is_apart=is_apart)
    run = run_of(options, configs)
    if options.show_files:
        list_files(run.scope.files, null=options.null)
        return 2 if run.scope.mistakes else 0
    lists, output = baselines_and_target(options, run, output)
    asked = link_options.ask(run, quiet=output.quiet) if link_options else None
    if asked:
        run.use_verdicts(asked.verdicts)
    rewriting = _rewriting(fixes, run) if fixes.kinds else None
    results = _results(run, fixes, rewriting, options)
    if rewriting and _names_rewritten(output, fixes):
        _name(rewriting.rewritten, output)
    known = _without_known(results, run, options, lists, fixes, has_asked=bool(asked))
    for line in known.gone if options.verbose else ():
        report("gone", line)
    show(known.results, output)
    older = sum(len(result.known) for result in results)
    _summarize(known, output, fixes, older)
    if _invites(options, output):
        _invite(known, configs)
    return _code(options, run, rewriting, asked, known, fixes)


def configs_of(options: CheckOptions, link_options: LinkCheckOptions | None) -> Configs:
    """The configs, under what the options say."""
    overrides = rule_choices(options).overrides()
    if link_options:
        overrides |= link_options.overrides()
    return Configs(options.config_file, isolated=options.isolated, overrides=overrides)


def run_of(options: CheckOptions, configs: Configs) -> CommandRun:
    """The run that the options ask for.

    Raises NotelintError where there is no repository to ask, or no such revision.
    """
    scope = scope_of(
        options.paths,
        configs,
        options.stdin_filename,
        staged=options.staged,
        since=options.since,
    )
    return CommandRun(scope, configs, options.stdin_filename)


def baselines_and_target(
    options: CheckOptions, run: CommandRun, output: Output
) -> tuple[Baselines, Output]:
    """The baselines of a run, and the output with what writes its file: both are found
    before the run, so that nobody waits for nothing.
    """
    lists = baselines(
        options.baseline,
        run.names,
        run.scope.work_tree,
        none=options.no_baseline,
        isolated=options.isolated,
    )
    read = (options.config_file, *lists.found)
    return lists, with_target(output, (*run.scope.files, *run.names), read)


def _results(
    run: CommandRun,
    fixes: FixOptions,
    rewriting: Rewriting | None,
    options: CheckOptions,
) -> list[Result]:
    """The results of all files, rewritten where that is asked."""
    if rewriting and STDIN in options.paths and STDIN not in run.scope.files:
        rewriting.hand_on()
    results: list[Result] = []
    for result in run.results(fixes.kinds):
        if rewriting and isinstance(result, NotebookResult):
            result = rewriting.take(result)
        results.append(result)
        if options.verbose:
            report(result.path, _counted(result))
    return results


def _without_known(
    results: list[Result],
    run: CommandRun,
    options: CheckOptions,
    lists: Baselines,
    fixes: FixOptions,
    *,
    has_asked: bool,
) -> BaselineFilter:
    linted = Linted(
        results,
        run.configs,
        run.scope.work_tree,
        () if run.scope.new else folders_of(options.paths),
        unwritten=fixes.as_diff,
        has_asked=has_asked,
    )
    return without_known(lists, linted)


def _code(
    options: CheckOptions,
    run: CommandRun,
    rewriting: Rewriting | None,
    asked: LinkCheckResult | None,
    known: BaselineFilter,
    fixes: FixOptions,
) -> int:
    """The exit code: what went wrong counts more than what was found."""
    if run.scope.mistakes or (rewriting and rewriting.has_failed):
        return 2
    if asked and asked.is_interrupted:
        return INTERRUPTED
    return 0 if options.exit_zero else exit_code(known.results, run.configs, fixes)


def _link_options(options: CheckOptions) -> LinkCheckOptions | None:
    """How the network is to be asked, if it is."""
    if not options.links:
        for name in ("offline", "strict", "max_time", "connect_to"):
            if getattr(options, name):
                option = name.replace("_", "-")
                raise NotelintError(f"--{option}: works together with --links")
        return None
    if STDIN in options.paths and options.stdin_filename is None:
        raise NotelintError("--links: name standard input with --stdin-filename")
    # Imports requests, sqlite3 and what they take along
    from notelint.cli.network import link_options_of

    return link_options_of(options)


def _fix_options(options: CheckOptions) -> FixOptions:
    has_fixes = options.fix or options.diff
    if options.since is not None and has_fixes:
        raise NotelintError(
            "--since: not together with --fix or --diff, which mend whole notebooks"
        )
    if not has_fixes:
        if options.unsafe_fixes:
            raise NotelintError("--unsafe-fixes: works together with --fix or --diff")
        return FixOptions()
    kinds = {Applicability.LAYOUT, Applicability.SAFE}
    if options.unsafe_fixes:
        kinds.add(Applicability.UNSAFE)
    color = wants_color(options.color, terminal=sys.stdout.isatty(), environ=os.environ)
    return FixOptions(kinds, options.diff, color)


def _rewriting(fixes: FixOptions, run: CommandRun) -> Rewriting:
    # Imports what writes files, which a run that only checks has no need of
    from notelint.cli.rewriting import Rewriting, To

    to = To.DIFF if fixes.as_diff else To.PLACE
    return Rewriting(to, run, color=fixes.color, checks_again=True)


def _counted(result: Result) -> str:
    findings = plural(len(result.diagnostics), "finding")
    if isinstance(result, NotebookResult) and result.before:
        return f"{findings} left, {len(result.fixed)} mended"
    return findings


def _names_rewritten(output: Output, fixes: FixOptions) -> bool:
    if output.quiet or output.target or fixes.as_diff:
        return False
    return output.for_people


def _name(rewritten: Iterable[NotebookResult], output: Output) -> None:
    """Name the notebooks that were rewritten, and what was fixed in each."""
    from notelint.cli.rewriting import counted

    for result in rewritten:
        if not result.is_stdin:
            line = f"Rewrote {result.path}: {counted(result)}"
            output.stream.write(sanitize_terminal(line) + "\n")


def _summarize(
    known: BaselineFilter, output: Output, fixes: FixOptions, older: int
) -> None:
    """Print for people how much is found; `older` findings are not shown."""
    if not known.results or not output.for_people or output.quiet:
        return
    line = summary(
        known.results,
        output.look,
        is_written=not fixes.as_diff,
        known=known.hidden + older,
    )
    output.stream.write(line)
    if older:
        verb = "is" if older == 1 else "are"
        output.stream.write(f"{plural(older, 'older finding')} {verb} not shown.\n")
    if line := accepted(known.hidden, len(known.gone), known.files):
        output.stream.write(f"{sanitize_terminal(line)}\n")


def _invites(options: CheckOptions, output: Output) -> bool:
    """Whether there is somebody at a terminal who may not know of config files."""
    if options.isolated or options.config_file or output.target or output.quiet:
        return False
    return output.for_people and sys.stdout.isatty()


def _invite(known: BaselineFilter, configs: Configs) -> None:
    """Name `notelint init` where something is found and there is no config, and
    `notelint baseline` where there is none.
    """
    paths = [
        Path(result.path)
        for result in known.results
        if result.diagnostics and result.path != STDIN
    ]
    if not paths or any(configs.of(path).path is not None for path in paths):
        return
    more = (
        " and writes one"
        if known.files
        else "; notelint baseline accepts today's findings"
    )
    sys.stdout.write(
        f"No config yet: notelint init learns your notebook's conventions{more}.\n"
    )


def exit_code(results: Iterable[Result], configs: Configs, fixes: FixOptions) -> int:
    """1 where a finding remains that fails the run in the config of its file.

    A diff fixes nothing, and so all of them remain.
    """
    for result in results:
        path = Path(result.path if result.path != STDIN else os.curdir)
        failing = _FAILING[configs.of(path).fail_on]
        remaining = result.diagnostics
        if fixes.as_diff and isinstance(result, NotebookResult):
            remaining = (*result.fixed, *remaining)
        known = {diagnostic.identity for diagnostic in result.known}
        for diagnostic in remaining:
            if diagnostic.severity in failing and diagnostic.identity not in known:
                return 1
    return 0
