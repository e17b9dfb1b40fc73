"""Files to results: each one read, and linted or fixed within its time, in the order given.

A file that cannot be read has a result too.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from notelint.config import Config
from notelint.engine.context_builder import ContextBuilder
from notelint.engine.discovery import STDIN
from notelint.engine.findings import check_figure, checks_figures, unreadable
from notelint.engine.linter import Collect, check
from notelint.engine.results import FigureResult, NotebookResult, Result
from notelint.errors import UnreadableError
from notelint.notebook.model import Notebook
from notelint.notebook.reading import read
from notelint.repo.work_tree import WorkTree, decode
from notelint.rules.context import RepoContext, Verdict
from notelint.text.diagnostics import Applicability
from notelint.text.limits import seconds_for, within
from notelint.text.source import Source

ConfigOf = Callable[[Path], Config]
Verdicts = Callable[[str], Mapping[str, Verdict]]
"""What the network says of the links in a file, by its path; by the links' addresses."""


class Run:
    """What the files of a run share: the configs, the work tree, standard input and what
    the network says of the links.

    `stdin` is called where `-` is among the files. It goes by `stdin_name`, and its figures
    are looked for next to a file of that name. `verdicts` is None where the network was not
    asked.
    """

    def __init__(
        self,
        config_of: ConfigOf,
        stdin: Callable[[], bytes] = bytes,
        *,
        stdin_name: str | None = None,
        work_tree: WorkTree | None = None,
        verdicts: Verdicts | None = None,
    ) -> None:
        self.work_tree = work_tree or WorkTree()
        self.verdicts = verdicts
        self._config_of = config_of
        self._stdin = stdin
        self._stdin_name = stdin_name
        self._builder = ContextBuilder(self.work_tree, config_of)

    def results(
        self, files: Sequence[str], kinds: Collection[Applicability] = ()
    ) -> Iterator[Result]:
        """The results of the notebooks, one after the other, then those of the figures that
        no notebook shows, where the config asks for these.

        Fixes of these kinds are made, in the texts of the results: nothing is written.
        """
        for path in files:
            yield self._notebook_result(path, kinds, self._builder)
        yield from self._unused_figures(files)

    def check_again(self, result: NotebookResult) -> NotebookResult:
        """The result of a notebook as it is now; other notebooks may have been rewritten
        since this run has read them, and are read again.
        """
        path = STDIN if result.is_stdin else result.path
        builder = ContextBuilder(self.work_tree, self._config_of)
        return self._notebook_result(path, (), builder)

    def notebooks(self, files: Sequence[str]) -> Iterator[tuple[str, Notebook]]:
        """The files' notebooks by their paths, read and not linted; without those that
        cannot be read, which `results` reports.
        """
        for path in files:
            name = self.name_of(path)
            try:
                source = self._source(path)
                config = self._config_of(Path(name if name != STDIN else os.curdir))
                notebook = within(
                    seconds_for(source.text),
                    partial(read, source, config.notebook),
                    "read",
                )
            except UnreadableError:
                continue
            yield name, notebook

    def name_of(self, path: str) -> str:
        """The path that a file is reported under: standard input may have another name."""
        return (self._stdin_name or STDIN) if path == STDIN else path

    def _source(self, path: str) -> Source:
        if path == STDIN:
            return decode(self._stdin(), self.name_of(path))
        return self.work_tree.load(path)

    def _notebook_result(
        self, path: str, kinds: Collection[Applicability], builder: ContextBuilder
    ) -> NotebookResult:
        """The result for one file, linted or fixed."""
        name = self.name_of(path)
        is_stdin = path == STDIN
        is_placed = not is_stdin or self._stdin_name is not None

        def collect(notebook: Notebook) -> RepoContext | None:
            context = builder.around(notebook, name) if is_placed else None
            if self.verdicts is None:
                return context
            return (context or RepoContext())._replace(verdicts=self.verdicts(name))

        source = None
        try:
            source = self._source(path)
            config = self._config_of(Path(name if is_placed else os.curdir))
            if kinds:
                result = _fixed(source, config, collect, kinds)
            else:
                result = _linted(source, config, collect)
        except UnreadableError as error:
            result = NotebookResult(name, source, (unreadable(name, error),))
        return result._replace(is_stdin=is_stdin) if is_stdin else result

    def _unused_figures(self, files: Sequence[str]) -> Iterator[FigureResult]:
        names = [self._stdin_name if path == STDIN else path for path in files]
        enabled = [
            name
            for name in names
            if name and checks_figures(self._config_of(Path(name)), name)
        ]
        for path, context in self._builder.unused_figures(enabled):
            diagnostics = check_figure(path, self._config_of(Path(path)), context)
            if diagnostics:
                yield FigureResult(path, tuple(diagnostics))


def check_file(
    path: str, work_tree: WorkTree, config: Config, builder: ContextBuilder
) -> NotebookResult:
    """The result for one file by this config, whatever config is at its path."""
    try:
        source = work_tree.load(path)
        return _linted(source, config, lambda notebook: builder.around(notebook, path))
    except UnreadableError as error:
        return NotebookResult(path, None, (unreadable(path, error),))


def _linted(source: Source, config: Config, collect: Collect) -> NotebookResult:
    diagnostics = check(source, config, collect)
    return NotebookResult(source.path, source, tuple(diagnostics))


def _fixed(
    source: Source, config: Config, collect: Collect, kinds: Collection[Applicability]
) -> NotebookResult:
    """The source with its fixes made; as it was, and why, where they could not be."""
    # The formatter imports the guard and a renderer, which a run that only checks has no
    # use for.
    from notelint.engine.formatter import fix_source

    outcome = fix_source(source, config, collect, kinds)
    return NotebookResult(
        source.path,
        outcome.source,
        outcome.left,
        before=source,
        fixed=outcome.fixed,
        refused=outcome.refused,
        untried=outcome.untried,
        failure=outcome.failure,
        failed_at=outcome.failed_at,
    )
