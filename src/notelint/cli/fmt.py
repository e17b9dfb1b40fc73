"""`notelint fmt`: rewrite notebooks to canonical form."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from notelint.cli.arguments import FmtOptions
from notelint.cli.inputs import with_stdin
from notelint.cli.messages import report
from notelint.cli.rewriting import Rewriting, To, counted, is_unreadable
from notelint.cli.run import CommandRun
from notelint.cli.scope import scope_of
from notelint.cli.settings import Configs, rule_choices, wants_color
from notelint.engine.discovery import STDIN
from notelint.engine.findings import UNREADABLE
from notelint.engine.formatter import LAYOUT
from notelint.engine.results import NotebookResult
from notelint.reporters.text import plural, sanitize_terminal


def run(options: FmtOptions) -> int:
    """Make the layout fixes in the notebooks that the paths name, or report what they
    would be; the exit code.
    """
    configs = Configs(
        options.config_file,
        isolated=options.isolated,
        overrides=rule_choices(options).overrides(),
    )
    paths = with_stdin(options.paths, options.stdin_filename)
    scope = scope_of(paths, configs, options.stdin_filename, staged=options.staged)
    scope = scope._replace(others=())
    run = CommandRun(scope, configs, options.stdin_filename)
    to = _goal(options)
    color = wants_color(options.color, terminal=sys.stdout.isatty(), environ=os.environ)
    rewriting = Rewriting(to, run, color=color)
    if STDIN in paths and STDIN not in scope.files:
        rewriting.hand_on()
    count, has_failed = _rewrite(run, rewriting, verbose=options.verbose)
    is_apart = to is To.DIFF or STDIN in paths
    _summarize(rewriting.rewritten, count, to, options, is_apart=is_apart)
    if has_failed or rewriting.has_failed or scope.mistakes:
        return 2
    return 1 if options.check and rewriting.rewritten else 0


def _goal(options: FmtOptions) -> To:
    if options.diff:
        return To.DIFF
    return To.NOWHERE if options.check else To.PLACE


def _rewrite(
    run: CommandRun, rewriting: Rewriting, *, verbose: bool
) -> tuple[int, bool]:
    """Fix all notebooks; how many there are, and whether one could not be read."""
    count, has_failed = 0, False
    for result in run.results(LAYOUT):
        if not isinstance(result, NotebookResult):
            continue
        count += 1
        is_lost = _is_named_as_unreadable(result)
        has_failed |= is_lost
        rewriting.take(result)
        if verbose and not is_lost:
            report(result.path, counted(result) or "nothing to mend")
    return count, has_failed


def _is_named_as_unreadable(result: NotebookResult) -> bool:
    """Whether a file could not be read, which is reported."""
    if not is_unreadable(result):
        return False
    for diagnostic in result.diagnostics:
        if diagnostic.code == UNREADABLE:
            line = diagnostic.start.line
            where = f"{result.path}:{line}" if line > 1 else result.path
            report(where, diagnostic.message)
    return True


def _summarize(
    rewritten: Sequence[NotebookResult],
    count: int,
    to: To,
    options: FmtOptions,
    *,
    is_apart: bool,
) -> None:
    """Name the notebooks that were rewritten, or would be, and print how many.

    What is not the answer itself, a diff or a text, goes where it does not get into it.
    With --quiet only an answer is printed.
    """
    stream = sys.stderr if is_apart else sys.stdout
    if to is To.NOWHERE or (to is To.PLACE and not options.quiet):
        word = "Rewrote" if to is To.PLACE else "Would rewrite"
        for result in rewritten:
            if to is To.NOWHERE or not result.is_stdin:
                line = f"{word} {result.path}: {counted(result)}"
                print(sanitize_terminal(line), file=stream)
    if options.quiet or not (rewritten or options.verbose):
        return
    parts = _counts(len(rewritten), count - len(rewritten), to)
    if parts and not (is_apart and count == 1):
        print(f"{', '.join(parts)}.", file=stream)


def _counts(rewritten: int, left: int, to: To) -> list[str]:
    """`2 notebooks rewritten`, `3 left as they are`, as far as there are any."""
    parts = []
    if rewritten:
        verb = "rewritten" if to is To.PLACE else "would be rewritten"
        parts.append(f"{plural(rewritten, 'notebook')} {verb}")
    if left:
        what = str(left) if parts else plural(left, "notebook")
        parts.append(f"{what} left as {'it is' if left == 1 else 'they are'}")
    return parts
