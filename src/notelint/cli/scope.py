"""What a run looks at: notebooks on the disk or in the index, whole or only what is new
in them.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from notelint.cli.inputs import files_of, warn_of_outside
from notelint.cli.messages import report, warn
from notelint.cli.settings import Configs
from notelint.engine.discovery import STDIN
from notelint.engine.results import Result
from notelint.errors import NotelintError
from notelint.repo import git
from notelint.repo.work_tree import WorkTree

if TYPE_CHECKING:
    from notelint.engine.comparison import CommitComparison
    from notelint.engine.discovery import IndexedNotebook


class Scope(NamedTuple):
    """The files that a run looks at, in the work tree that it finds them in.

    `whole` are linted, and fixed where that is asked; of `others` only what is `new` is
    reported. `mistakes` counts the arguments that are wrong, which has been reported.
    """

    work_tree: WorkTree
    whole: tuple[str, ...]
    others: tuple[str, ...] = ()
    mistakes: int = 0
    new: Callable[[Result], Result] | None = None
    is_staged: bool = False

    @property
    def files(self) -> tuple[str, ...]:
        """All of them."""
        return (*self.whole, *self.others)


def scope_of(
    paths: Sequence[str],
    configs: Configs,
    stdin_filename: str | None,
    *,
    staged: bool = False,
    since: str | None = None,
) -> Scope:
    """What the paths and the options mean; what is wrong with the others is reported.

    Raises NotelintError where there is no repository to ask, or no such revision.
    """
    if not staged and since is None:
        work_tree = WorkTree(warn)
        found = files_of(paths, configs, stdin_filename, work_tree)
        return Scope(work_tree, found.files, mistakes=len(found.mistakes))
    option = "--staged" if staged else "--since"
    if STDIN in paths:
        raise NotelintError(
            f"{option}: looks at files that git knows: name files, not -"
        )
    try:
        if staged:
            return _staged(paths, configs, since)
        return _since(paths, configs, str(since))
    except NotelintError as error:
        raise NotelintError(f"{option}: {error}") from None


def _staged(paths: Sequence[str], configs: Configs, since: str | None) -> Scope:
    """The notebooks that are staged, as the commit would have them, and those that
    another staged change may concern.
    """
    from notelint.engine.comparison import CommitComparison
    from notelint.engine.discovery import find_in_index
    from notelint.repo.snapshot import staged

    snapshot = staged()
    handed = _handed_over(paths)
    named = [path for path in paths if os.path.normpath(path) not in handed]
    found = find_in_index(named, snapshot)
    for mistake in found.mistakes:
        report("error", mistake)
    warn_of_outside(found.outside)
    mistakes = len(found.mistakes)
    past = CommitComparison(since or _pushed(), snapshot, configs.of, cached=True)
    if since is None and (whole := _asked_for(past, found.notebooks, handed)):
        files = _included(whole, configs)
        return Scope(snapshot, files, mistakes=mistakes, is_staged=True)
    touched, concerned = _split(past, found.notebooks)
    if not (touched or concerned or mistakes):
        _warn_of_nothing_staged(past, found.notebooks, since)
    if since is None:
        whole, others = touched, concerned
    else:
        whole, others = [], [*touched, *concerned]
    return Scope(
        snapshot,
        _included(whole, configs),
        _included(others, configs),
        mistakes,
        past.new_findings,
        is_staged=True,
    )


def _handed_over(paths: Sequence[str]) -> set[str]:
    """The files among the paths that pre-commit hands over, which nobody has named."""
    if not os.environ.get("PRE_COMMIT"):
        return set()
    return {os.path.normpath(path) for path in paths if not os.path.isdir(path)}


def _warn_of_nothing_staged(
    past: CommitComparison, notebooks: Sequence[IndexedNotebook], since: str | None
) -> None:
    # A commit may change no more than its message
    is_commit = bool(os.environ.get("GIT_INDEX_FILE"))
    if is_commit or _is_anything_staged(past, notebooks):
        return
    if since is None:
        warn("nothing is staged")
    else:
        warn(f"nothing has changed since {since}")


def _pushed() -> str | None:
    """The revision that pre-commit compares with where it is about more than what is staged."""
    return os.environ.get("PRE_COMMIT_FROM_REF") or None


def _asked_for(
    past: CommitComparison,
    notebooks: Sequence[IndexedNotebook],
    handed: Collection[str],
) -> Sequence[IndexedNotebook]:
    """The notebooks that somebody who runs pre-commit by hand asks for, whatever is staged;
    none where it is about a commit or a push.

    pre-commit does not say whether it runs over all files, or over some that are named. But
    it hands over the names of files: some are not staged then. Where it does not, and
    nothing is staged, it is about all of them.
    """
    if not os.environ.get("PRE_COMMIT"):
        return ()
    if os.environ.get("GIT_INDEX_FILE") or _pushed():
        return ()
    named = [notebook for notebook in notebooks if notebook.path in handed]
    for notebook in named:
        if notebook.name not in past.of(notebook.root).changed:
            return named
    return () if _is_anything_staged(past, notebooks) else notebooks


def _is_anything_staged(
    past: CommitComparison, notebooks: Sequence[IndexedNotebook]
) -> bool:
    roots = {notebook.root for notebook in notebooks}
    return any(past.of(root).changed or past.of(root).gone for root in roots)


def _split(
    past: CommitComparison, notebooks: Sequence[IndexedNotebook]
) -> tuple[list[IndexedNotebook], list[IndexedNotebook]]:
    """The notebooks that have changed, or are named by hand; and those that a change
    elsewhere may concern.
    """
    touched, concerned = [], []
    by_root: dict[Path, list[IndexedNotebook]] = {}
    for notebook in notebooks:
        by_root.setdefault(notebook.root, []).append(notebook)
    for root, here in by_root.items():
        changed = past.touched(root, (notebook.name for notebook in here))
        rest = []
        for notebook in here:
            if notebook.is_named or notebook.name in changed:
                touched.append(notebook)
            else:
                rest.append(notebook)
        affected = past.affected(root, [notebook.name for notebook in rest])
        concerned += [notebook for notebook in rest if notebook.name in affected]
    return touched, concerned


def _included(
    notebooks: Sequence[IndexedNotebook], configs: Configs
) -> tuple[str, ...]:
    return tuple(
        notebook.path
        for notebook in notebooks
        if not configs.of(Path(notebook.path)).is_excluded(Path(notebook.path))
    )


def _since(paths: Sequence[str], configs: Configs, since: str) -> Scope:
    """The notebooks on the disk that have changed, and those that another change may
    concern.
    """
    from notelint.engine.comparison import CommitComparison
    from notelint.engine.discovery import IndexedNotebook

    work_tree = WorkTree(warn)
    found = files_of(paths, configs, None, work_tree)
    mistakes = len(found.mistakes)
    past = CommitComparison(since, work_tree, configs.of, cached=False)
    if not found.files:
        # An unknown revision is a mistake even where there is nothing to compare
        past.of(git.root_of(Path()) or Path())
        return Scope(work_tree, (), mistakes=mistakes)
    named = {os.path.normpath(path) for path in paths if not os.path.isdir(path)}
    notebooks = [
        IndexedNotebook(*past.locate(path), path, path in named) for path in found.files
    ]
    touched, concerned = _split(past, notebooks)
    files = tuple(notebook.path for notebook in (*touched, *concerned))
    return Scope(work_tree, (), files, mistakes, past.new_findings)
