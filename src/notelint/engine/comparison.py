"""What is new since a commit: findings on the lines that changed, and those that a
change elsewhere has caused.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cache
from pathlib import Path

from notelint.config import Config
from notelint.engine.affected import AffectedNotebooks, Differing
from notelint.engine.changed_lines import ChangedLines, introduced, lines_of
from notelint.engine.context_builder import ContextBuilder
from notelint.engine.discovery import ENDINGS, is_notebook
from notelint.engine.findings import UNREADABLE, check_figure
from notelint.engine.results import FigureResult, NotebookResult, Result
from notelint.engine.runner import check_file
from notelint.repo.git import GitError, Listed
from notelint.repo.git.blobs import tree
from notelint.repo.git.changes import (
    Change,
    Hunk,
    changes,
    commit_of,
    head,
    hunks,
    hunks_by_paths,
    naming,
)
from notelint.repo.snapshot import GitSnapshot, SnapshotRepository
from notelint.repo.work_tree import WorkTree, resolve_folder
from notelint.text.diagnostics import Diagnostic
from notelint.text.source import Source


class CommitComparison:
    """Notebooks as they were at a revision (None: at HEAD, if there is one), to find what
    is new in the work tree.

    `cached` tells that this work tree is the index.
    """

    def __init__(
        self,
        revision: str | None,
        work_tree: WorkTree,
        config_of: Callable[[Path], Config],
        *,
        cached: bool,
    ) -> None:
        self._revision = revision
        self._now = work_tree
        self._config_of = config_of
        self._cached = cached
        self._before = GitSnapshot(self._tree)
        self._builder = ContextBuilder(self._before, config_of)
        self._affected = AffectedNotebooks(work_tree)
        self.of = cache(self._of)
        self._hunks = cache(self._hunks_of)
        self._unused = cache(self._unused_figures)

    def _tree(self, root: Path) -> SnapshotRepository:
        commit = self.of(root).commit
        return SnapshotRepository(root, tree(root, commit) if commit else {})

    def _of(self, root: Path) -> Differing:
        """What differs in a repository. Raises GitError where there is no such revision."""
        commit, all_changes = self._changes(root)
        listed = None if self._cached else self._listed(root)
        return Differing(
            root,
            commit,
            {change.path: change for change in all_changes if change.path is not None},
            tuple(change for change in all_changes if change.path is None),
            listed.others if listed else frozenset(),
        )

    def _changes(self, root: Path) -> tuple[str | None, list[Change]]:
        """The commit to compare with, and what differs from it."""
        if self._revision is not None:
            commit = commit_of(root, self._revision)
            return commit, changes(root, commit, cached=self._cached)
        # Whether there is a HEAD is asked only where git does not know it: one process less
        try:
            return "HEAD", changes(root, "HEAD", cached=self._cached)
        except GitError:
            none = head(root)
            return none, changes(root, none, cached=self._cached)

    def _listed(self, root: Path) -> Listed | None:
        repository = self._now.repository_of(root)
        return repository.files if repository else None

    def locate(self, path: str) -> tuple[Path, str]:
        """The top of the repository that a file lies in, and its path in it.

        Raises GitError outside of a repository.
        """
        real = resolve_folder(path if self._cached else os.path.realpath(path))
        home = self._now.repository_or_folder_of(real)
        return self.of(home.root).root, real.relative_to(home.root).as_posix()

    def touched(self, root: Path, names: Iterable[str]) -> set[str]:
        """The files that have changed, or are new."""
        differing = self.of(root)
        return {
            name
            for name in names
            if name in differing.changed or name in differing.others
        }

    def affected(self, root: Path, names: Collection[str]) -> set[str]:
        """The notebooks, among those that have not changed, that a change elsewhere may
        concern: they name a file that has changed.

        All of them where the config asks for the papers of the whole repository.
        """
        if not names:
            return set()
        differing = self.of(root)
        is_wide = self._config_of(root).notebook.duplicates == "repository"
        if is_wide and any(map(is_notebook, (*differing.changed, *differing.others))):
            return set(names)
        words = set(self._affected.words(differing))
        if not words:
            return set()
        naming_files = naming(root, words, ENDINGS, cached=self._cached)
        return set(names) if naming_files is None else naming_files.intersection(names)

    def new_findings(self, result: Result) -> Result:
        """A result with what is new in it; the findings that were there before are its
        `known`.
        """
        if isinstance(result, FigureResult):
            return self._new_figure_findings(result)
        return self.new_notebook_findings(result)

    def _new_figure_findings(self, result: FigureResult) -> FigureResult:
        if not result.diagnostics:
            return result
        root, name = self.locate(result.path)
        differing = self.of(root)
        if name in differing.changed or name in differing.others:
            return result
        if name not in self._unused(root):
            return result
        return result._replace(diagnostics=(), known=result.diagnostics)

    def new_notebook_findings(self, result: NotebookResult) -> NotebookResult:
        """As `new_findings`, of a notebook."""
        if result.is_stdin or not result.diagnostics:
            return result
        root, name = self.locate(result.path)
        differing = self.of(root)
        change = differing.changed.get(name)
        if name in differing.others or (change and change.before is None):
            return result
        before = change.before if change and change.before else name
        path_before = os.path.relpath(differing.root / before)
        if result.source is None:
            if change or self._earlier(path_before, result.path).source is not None:
                return result
            return result._replace(diagnostics=(), known=result.diagnostics)
        lines = self._changed_lines(differing, change, before, name)
        new = self._new(result, result.source, lines, path_before)
        # Whether a rule that takes too long would find something new on the lines that
        # changed is not known
        if change:
            new |= {
                index
                for index, diagnostic in enumerate(result.diagnostics)
                if diagnostic.code == UNREADABLE
            }
        diagnostics, known = list[Diagnostic](), list[Diagnostic]()
        for index, diagnostic in enumerate(result.diagnostics):
            (diagnostics if index in new else known).append(diagnostic)
        return result._replace(diagnostics=tuple(diagnostics), known=tuple(known))

    def _changed_lines(
        self, differing: Differing, change: Change | None, before: str, now: str
    ) -> ChangedLines:
        if not change or not differing.commit:
            return ChangedLines(())
        changed = self._hunks(differing.root).get((before, now))
        if changed is None:
            root, commit = differing.root, differing.commit
            changed = hunks(root, commit, before, now, cached=self._cached)
        return ChangedLines(changed)

    def _hunks_of(self, root: Path) -> Mapping[tuple[str, str], list[Hunk]]:
        """The lines that changed in all notebooks of a repository: one process for each of
        them would take most of the time of a large change.
        """
        commit = self.of(root).commit
        if not commit:
            return {}
        return hunks_by_paths(root, commit, ENDINGS, cached=self._cached)

    def _unused_figures(self, root: Path) -> frozenset[str]:
        """The figures that no notebook showed then."""
        # Any file of the repository names it to the builder
        some_file = self._before.tree_of(root).all_files()[:1]
        figures = self._builder.unused_figures(
            [os.path.relpath(root / name) for name in some_file]
        )
        return frozenset(
            context.path
            for path, context in figures
            if check_figure(path, self._config_of(Path(path)), context)
        )

    def _earlier(self, path: str, path_now: str) -> NotebookResult:
        """The result of a notebook then, by the config of now."""
        config = self._config_of(Path(path_now))
        return check_file(path, self._before, config, self._builder)

    def _new(
        self,
        result: NotebookResult,
        source: Source,
        lines: ChangedLines,
        path_before: str,
    ) -> set[int]:
        """Which of the findings are new, by their index."""
        new, others = set(), {}
        for index, diagnostic in enumerate(result.diagnostics):
            if lines.meet(*lines_of(source, diagnostic)):
                new.add(index)
            elif not _is_of_network(diagnostic):
                others[index] = diagnostic
        if not others:
            return new
        earlier = self._earlier(path_before, result.path)
        if earlier.source is None:
            return new | set(others)
        return new | introduced(
            others, source, lines, earlier.source, earlier.diagnostics
        )


def _is_of_network(diagnostic: Diagnostic) -> bool:
    """Whether a finding is about what others did to their pages: on lines that did not
    change it is not new in this notebook.
    """
    return diagnostic.code.startswith("N")
