"""`notelint links`: are the links alive, and do they lead to the right papers?"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from notelint.cli.check import (
    INTERRUPTED,
    FixOptions,
    Output,
    exit_code,
    list_files,
    output_of,
    show,
    with_target,
)
from notelint.cli.inputs import Stdin, with_stdin
from notelint.cli.known import UNJUDGED, Judged, baselines, folders_of, without_known
from notelint.cli.messages import say
from notelint.cli.network import LinkCheckResult, asking_of
from notelint.cli.scope import Run, scope_of
from notelint.cli.settings import Choices, Configs
from notelint.config import enabled_rules
from notelint.engine.discovery import STDIN
from notelint.engine.runner import Result
from notelint.reporters.hosts import hosts
from notelint.reporters.text import plural
from notelint.rules.catalogue import RULES


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
    """Ask about the links of the notebooks that the paths name, and print what is found
    of them alone; the exit code.
    """
    choices, asking = (
        Choices(**{name: options[name] for name in Choices._fields}),
        asking_of(options),
    )
    configs = Configs(
        config_file,
        isolated=isolated,
        overrides={**choices.overrides(), **asking.overrides()},
    )
    paths, output, stdin = (
        with_stdin(paths, stdin_filename),
        output_of(options, show_files=show_files, is_apart=False),
        Stdin(),
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
    if names and not any(_are_judged(configs, name) for name in names):
        say(
            "warning",
            "no rule about links (N601 and so on) is in force: see select and ignore in the config",
        )
    asked = asking.ask(scope, configs, stdin, stdin_filename, quiet=output.quiet)
    results = [*Run(scope, configs, stdin, stdin_filename, asked.verdicts).results()]
    folders = () if scope.new else folders_of(paths)
    known = without_known(
        lists, Judged(results, configs, scope.work_tree, folders, has_asked=True)
    )
    known = known._replace(
        results=[_of_links(each) for each in known.results if each.is_notebook],
        hidden=0,
        gone=(),
    )
    for each in known.results if verbose else ():
        say(
            each.path,
            f"{plural(len(asked.urls.get(each.path, ())), 'link')}, {plural(len(each.diagnostics), 'finding')}",
        )
    show(known.results, output)
    _tell(asked, output)
    if scope.mistakes:
        return 2
    if asked.is_interrupted:
        return INTERRUPTED
    return 0 if exit_zero else exit_code(known.results, configs, FixOptions())


def _are_judged(configs: Configs, name: str) -> bool:
    """Whether a rule is in force for a file that says anything of what the network says."""
    path = Path(name if name != STDIN else os.curdir)
    return any(
        rule.needs_network for rule in enabled_rules(configs.of(path), RULES, path)
    )


def _of_links(result: Result) -> Result:
    """A result with what the network made of it, and with what stood in the way of
    reading it.
    """
    mine = tuple(
        each
        for each in result.diagnostics
        if each.code.startswith("N") or each.code in UNJUDGED
    )
    return result._replace(diagnostics=mine)


def _tell(asked: LinkCheckResult, output: Output) -> None:
    """Print what came of asking, by host, where people read the findings, too."""
    if output.for_people and not (output.quiet or output.target):
        survey = asked.survey
        output.stream.write(
            hosts(survey.by_host(), output.look, sent=survey.sent, stored=survey.stored)
        )
