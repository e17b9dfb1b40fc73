"""Files to results: each read, judged or mended within its time, in the order given.

One that cannot be read is a result too.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from notelint.config import Config
from notelint.engine.context_builder import ContextBuilder
from notelint.engine.discovery import STDIN
from notelint.engine.linter import (
    Collect,
    check,
    check_figure,
    checks_figures,
    unreadable,
)
from notelint.errors import UnreadableError
from notelint.notebook.model import Notebook
from notelint.notebook.reading import read
from notelint.repo.work_tree import WorkTree, decode
from notelint.rules.context import RepoContext, Verdict
from notelint.text.diagnostics import Applicability, Diagnostic
from notelint.text.limits import seconds_for, within
from notelint.text.source import Source

Verdicts = Callable[[str], Mapping[str, Verdict]]
"""What the network says of the links in a file, by its path; by the links' addresses."""


class Result(NamedTuple):
    """What was found in one file; `source` is None where it could not be read, and where it
    is a figure.

    Where it was to be mended, `source` is the mended text, the diagnostics are those that
    are left, and `before` is what was read. `fixed` are the findings whose fixes were made,
    `refused` those whose fixes would have harmed the page, `untried` those for which there
    was no time to tell; `failure` says why nothing was mended at all, and `failed_at` in
    which line. `known` are findings that are no news where only news is asked for: older
    than a commit, or accepted in a baseline.
    """

    path: str
    source: Source | None
    diagnostics: tuple[Diagnostic, ...]
    is_notebook: bool = True
    is_stdin: bool = False
    before: Source | None = None
    fixed: tuple[Diagnostic, ...] = ()
    refused: tuple[Diagnostic, ...] = ()
    untried: tuple[Diagnostic, ...] = ()
    failure: str = ""
    known: tuple[Diagnostic, ...] = ()
    failed_at: int = 1

    @property
    def is_rewritten(self) -> bool:
        """Whether the text is no longer what was read."""
        return (
            self.before is not None
            and self.source is not None
            and self.source.text != self.before.text
        )


def run(
    files: Sequence[str],
    config_of: Callable[[Path], Config],
    stdin: Callable[[], bytes],
    stdin_name: str | None = None,
    work_tree: WorkTree | None = None,
    kinds: Collection[Applicability] = (),
    verdicts: Verdicts | None = None,
    builder: ContextBuilder | None = None,
) -> Iterator[Result]:
    """The results, one after the other; behind those of the notebooks those of the figures
    that no notebook shows, where that is asked.

    Standard input is read where `-` is among the files; it goes by `stdin_name`, beside
    which its figures are looked for. Fixes of these kinds are made, in the texts that are
    handed on: nothing is written here. `verdicts` are what the network says of each file's
    links. `builder` is one of an earlier run on this work tree, which has read what this run
    need not read again.
    """
    work_tree = work_tree or WorkTree()
    builder = builder or ContextBuilder(work_tree, config_of)
    name = stdin_name or STDIN
    known = [stdin_name if path == STDIN else path for path in files]
    for path in files:
        if path == STDIN:
            result = _result(
                name,
                lambda: decode(stdin(), name),
                config_of,
                builder if stdin_name else None,
                kinds,
                verdicts,
            )
            yield result._replace(is_stdin=True)
        else:
            yield _result(
                path, partial(work_tree.load, path), config_of, builder, kinds, verdicts
            )
    asking = [
        path for path in known if path and checks_figures(config_of(Path(path)), path)
    ]
    for path, around in builder.unused_figures(asking):
        if found := check_figure(path, config_of(Path(path)), around):
            yield Result(path, None, tuple(found), is_notebook=False)


def result_of(
    path: str, work_tree: WorkTree, config: Config, builder: ContextBuilder
) -> Result:
    """The result for one file, judged by this config."""
    return _result(
        path, partial(work_tree.load, path), lambda _: config, builder, (), None
    )


def _result(
    path: str,
    get: Callable[[], Source],
    config_of: Callable[[Path], Config],
    builder: ContextBuilder | None,
    kinds: Collection[Applicability],
    verdicts: Verdicts | None,
) -> Result:
    """The result for one source, judged or mended."""
    source = None

    def collect(notebook: Notebook) -> RepoContext | None:
        around = builder.around(notebook, path) if builder else None
        return (
            (around or RepoContext())._replace(verdicts=verdicts(path))
            if verdicts
            else around
        )

    try:
        source = get()
        config = config_of(Path(path if builder else os.curdir))
        return (
            _fixed(source, config, collect, kinds)
            if kinds
            else _linted(source, config, collect)
        )
    except UnreadableError as error:
        return Result(path, source, (unreadable(path, error),))


def notebooks(
    files: Sequence[str],
    config_of: Callable[[Path], Config],
    stdin: Callable[[], bytes],
    stdin_name: str | None,
    work_tree: WorkTree,
) -> Iterator[tuple[str, Notebook]]:
    """The files' notebooks by their paths, read and not judged; without those that
    cannot be read, of which `run` tells.
    """
    for path in files:
        name = stdin_name or STDIN if path == STDIN else path
        try:
            source = decode(stdin(), name) if path == STDIN else work_tree.load(path)
            preferences = config_of(Path(name if name != STDIN else os.curdir)).notebook
            notebook = within(
                seconds_for(source.text), partial(read, source, preferences), "read"
            )
        except UnreadableError:
            continue
        yield name, notebook


def _linted(source: Source, config: Config, collect: Collect) -> Result:
    return Result(source.path, source, tuple(check(source, config, collect)))


def _fixed(
    source: Source, config: Config, collect: Collect, kinds: Collection[Applicability]
) -> Result:
    """The source mended; as it was, and why, where that came to no end."""
    from notelint.engine.formatter import (
        fix_source,
    )  # and what it needs, all of which is nothing to those who only judge

    mended = fix_source(source, config, collect, kinds)
    result = Result(
        source.path, mended.source, mended.left, before=source, failure=mended.failure
    )
    return result._replace(
        fixed=mended.fixed,
        refused=mended.refused,
        untried=mended.untried,
        failed_at=mended.failed_at,
    )
