"""`notelint fmt`: rewrite notebooks to canonical form."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import Any

from notelint.cli.inputs import Stdin, with_stdin
from notelint.cli.messages import say
from notelint.cli.rewriting import Rewriting, To, counted, is_unreadable
from notelint.cli.scope import Run, scope_of
from notelint.cli.settings import Choices, Configs, wants_color
from notelint.engine.discovery import STDIN
from notelint.engine.formatter import LAYOUT
from notelint.engine.linter import UNREADABLE
from notelint.engine.runner import Result
from notelint.reporters.text import plural, sanitize_terminal


def run(
    *,
    paths: Sequence[str],
    config_file: str | None,
    isolated: bool,
    check: bool,
    diff: bool,
    staged: bool,
    stdin_filename: str | None,
    color: str,
    quiet: bool,
    verbose: bool,
    **choices: Any,
) -> int:
    """Make the layout fixes in the notebooks that the paths name, or tell what they
    would be; the exit code.
    """
    configs = Configs(
        config_file, isolated=isolated, overrides=Choices(**choices).overrides()
    )
    paths = with_stdin(paths, stdin_filename)
    scope = scope_of(paths, configs, stdin_filename, staged=staged)
    run = Run(scope._replace(others=()), configs, Stdin(), stdin_filename)
    to = To.DIFF if diff else To.NOWHERE if check else To.PLACE
    rewriting = Rewriting(
        to,
        run,
        color=wants_color(color, terminal=sys.stdout.isatty(), environ=os.environ),
    )
    if STDIN in paths and STDIN not in scope.files:
        rewriting.hand_on()
    count, has_failed = 0, bool(scope.mistakes)
    for result in run.results(LAYOUT):
        if result.is_notebook:
            count += 1
            is_lost = _is_named_as_unreadable(result)
            has_failed |= is_lost
            rewriting.take(result)
            if verbose and not is_lost:
                say(result.path, counted(result) or "nothing to mend")
    _tell(
        rewriting.rewritten,
        count,
        to,
        quiet=quiet,
        verbose=verbose,
        is_apart=to is To.DIFF or STDIN in paths,
    )
    if has_failed or rewriting.has_failed:
        return 2
    return 1 if check and rewriting.rewritten else 0


def _is_named_as_unreadable(result: Result) -> bool:
    """Whether a file could not be read, which is said."""
    if not is_unreadable(result):
        return False
    for each in result.diagnostics:
        if each.code == UNREADABLE:
            say(
                f"{result.path}:{each.start.line}"
                if each.start.line > 1
                else result.path,
                each.message,
            )
    return True


def _tell(
    rewritten: Sequence[Result],
    count: int,
    to: To,
    *,
    quiet: bool,
    verbose: bool,
    is_apart: bool,
) -> None:
    """Name the notebooks that were rewritten, or would be, and say how many.

    What is not the answer itself, a diff or a text, goes where it does not get into it.
    With --quiet only an answer is printed.
    """
    stream = sys.stderr if is_apart else sys.stdout
    if to is To.NOWHERE or (to is To.PLACE and not quiet):
        word = "Rewrote" if to is To.PLACE else "Would rewrite"
        for result in rewritten:
            if to is To.NOWHERE or not result.is_stdin:
                print(
                    sanitize_terminal(f"{word} {result.path}: {counted(result)}"),
                    file=stream,
                )
    if quiet or not (rewritten or verbose):
        return
    left = count - len(rewritten)
    verb = "rewritten" if to is To.PLACE else "would be rewritten"
    parts = [f"{plural(len(rewritten), 'notebook')} {verb}"] if rewritten else []
    if left:
        parts.append(
            f"{left if parts else plural(left, 'notebook')} left as {'it is' if left == 1 else 'they are'}"
        )
    if parts and not (is_apart and count == 1):
        print(f"{', '.join(parts)}.", file=stream)
