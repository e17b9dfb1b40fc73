"""`notelint links`: are the links alive, and do they lead to the right papers?"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from notelint.cli.arguments import CheckOptions
from notelint.cli.check import (
    INTERRUPTED,
    FixOptions,
    baselines_and_target,
    configs_of,
    exit_code,
    run_of,
)
from notelint.cli.inputs import with_stdin
from notelint.cli.known import UNLINTED, Linted, folders_of, without_known
from notelint.cli.messages import report, warn
from notelint.cli.network import LinkCheckResult, link_options_of
from notelint.cli.output import Output, list_files, output_of, show
from notelint.cli.run import CommandRun
from notelint.cli.settings import Configs
from notelint.config import enabled_rules
from notelint.engine.discovery import STDIN
from notelint.engine.results import NotebookResult, Result
from notelint.reporters.hosts import hosts
from notelint.reporters.text import plural
from notelint.rules.catalogue import RULES


def run(options: CheckOptions) -> int:
    """Ask about the links of the notebooks that the paths name, and print what is found
    of them alone; the exit code.
    """
    link_options = link_options_of(options)
    configs = configs_of(options, link_options)
    paths = with_stdin(options.paths, options.stdin_filename)
    options = options._replace(paths=paths)
    output = output_of(options, is_apart=False)
    run = run_of(options, configs)
    if options.show_files:
        list_files(run.scope.files, null=options.null)
        return 2 if run.scope.mistakes else 0
    lists, output = baselines_and_target(options, run, output)
    if run.names and not any(_checks_links(configs, name) for name in run.names):
        warn(
            "no rule about links (N601 and so on) is in force: see select and ignore in the config"
        )
    asked = link_options.ask(run, quiet=output.quiet)
    run.use_verdicts(asked.verdicts)
    folders = () if run.scope.new else folders_of(paths)
    linted = Linted(
        [*run.results()], configs, run.scope.work_tree, folders, has_asked=True
    )
    results = _of_links(without_known(lists, linted).results)
    for result in results if options.verbose else ():
        links = plural(len(asked.urls.get(result.path, ())), "link")
        report(result.path, f"{links}, {plural(len(result.diagnostics), 'finding')}")
    show(results, output)
    _show_hosts(asked, output)
    return _code(options, run, asked, results)


def _code(
    options: CheckOptions,
    run: CommandRun,
    asked: LinkCheckResult,
    results: Iterable[Result],
) -> int:
    if run.scope.mistakes:
        return 2
    if asked.is_interrupted:
        return INTERRUPTED
    return 0 if options.exit_zero else exit_code(results, run.configs, FixOptions())


def _checks_links(configs: Configs, name: str) -> bool:
    """Whether a rule about what the network says is enabled for a file."""
    path = Path(name if name != STDIN else os.curdir)
    enabled = enabled_rules(configs.of(path), RULES, path)
    return any(rule.needs_network for rule in enabled)


def _of_links(results: Iterable[Result]) -> list[NotebookResult]:
    """The results of notebooks with the findings about links, and with what stood in the
    way of reading the files.
    """
    of_links = []
    for result in results:
        if not isinstance(result, NotebookResult):
            continue
        diagnostics = tuple(
            diagnostic
            for diagnostic in result.diagnostics
            if diagnostic.code.startswith("N") or diagnostic.code in UNLINTED
        )
        of_links.append(result._replace(diagnostics=diagnostics))
    return of_links


def _show_hosts(asked: LinkCheckResult, output: Output) -> None:
    """Print how many links are how, by host, where people read the findings."""
    if not output.for_people or output.quiet or output.target:
        return
    survey = asked.survey
    text = hosts(survey.by_host(), output.look, sent=survey.sent, stored=survey.stored)
    output.stream.write(text)
