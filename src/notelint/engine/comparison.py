"""What is new since a commit: findings on the lines that changed, and those that a
change elsewhere has brought about.
"""

from __future__ import annotations

import os
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from notelint.config import Config
from notelint.engine.context_builder import ContextBuilder
from notelint.engine.discovery import ENDINGS, is_notebook
from notelint.engine.linter import UNREADABLE, check_figure
from notelint.engine.runner import Result, result_of
from notelint.errors import UnreadableError
from notelint.repo.git import GitError, Listed
from notelint.repo.git.blobs import Objects, tree
from notelint.repo.git.changes import (
    Change,
    Hunk,
    changes,
    commit_of,
    head,
    hunks,
    naming,
)
from notelint.repo.snapshot import GitSnapshot, SnapshotRepository
from notelint.repo.work_tree import WorkTree, decode, resolve_folder
from notelint.text.diagnostics import Diagnostic
from notelint.text.source import Source

# Lines that may give a page a place to link to
_ANCHORED = r"(?mi)^.*(?:#|\b(?:id|name)\s*=).*$|^.*\n[ >]*(?:=+|-+)[ \t]*$"


class Differing(NamedTuple):
    """A repository and the commit that it is compared with (None: an empty one): what
    differs, by the path now, and what is gone.
    """

    root: Path
    commit: str | None
    changed: dict[str, Change]
    gone: tuple[Change, ...]
    others: frozenset[str]


class CommitComparison:
    """Notebooks as they were at a revision (None: at HEAD, if there is one), to tell what
    is new in the work tree of now.

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
        self._reading = ContextBuilder(self._before, config_of)
        self._objects = cache(self._objects_of)
        self.of = cache(self._of)
        self._unused = cache(self._unused_figures)

    def _tree(self, root: Path) -> SnapshotRepository:
        commit = self.of(root).commit
        return SnapshotRepository(root, tree(root, commit) if commit else {})

    def _of(self, root: Path) -> Differing:
        """What differs in a repository. Raises GitError where the revision is none."""
        commit, found = self._changes(root)
        listed = None if self._cached else self._listed(root)
        changed = {each.path: each for each in found if each.path is not None}
        return Differing(
            root,
            commit,
            changed,
            tuple(each for each in found if each.path is None),
            listed.others if listed else frozenset(),
        )

    def _changes(self, root: Path) -> tuple[str | None, list[Change]]:
        """The commit to compare with, and what differs from it.

        Whether there is a HEAD is asked only where git does not know it.
        """
        if self._revision is not None:
            commit = commit_of(root, self._revision)
            return commit, changes(root, commit, cached=self._cached)
        try:
            return "HEAD", changes(root, "HEAD", cached=self._cached)
        except GitError:
            none = head(root)
            return none, changes(root, none, cached=self._cached)

    def _listed(self, root: Path) -> Listed | None:
        repository = self._now.repository_of(root)
        return repository.files if repository else None

    def place(self, path: str) -> tuple[Path, str]:
        """The top of the repository that a file lies in, and its path in it.

        Raises GitError outside of a repository.
        """
        real = resolve_folder(path if self._cached else os.path.realpath(path))
        home = self._now.repository_or_folder_of(real)
        return self.of(home.root).root, real.relative_to(home.root).as_posix()

    def touched(self, root: Path, names: Iterable[str]) -> set[str]:
        """The files that are others than they were, or new."""
        differing = self.of(root)
        return {
            name
            for name in names
            if name in differing.changed or name in differing.others
        }

    def affected(self, root: Path, names: Collection[str]) -> set[str]:
        """The notebooks, among those that are as they were, that a change elsewhere may
        concern: they name a file that is another now.

        All of them where the config asks for the papers of the whole repository.
        """
        differing = self.of(root)
        is_wide = self._config_of(root).notebook.duplicates == "repository"
        if is_wide and any(map(is_notebook, (*differing.changed, *differing.others))):
            return set(names)
        words = set(self._words(differing))
        named = (
            naming(root, words, ENDINGS, cached=self._cached)
            if words and names
            else set()
        )
        return set(names) if named is None else named.intersection(names)

    def _words(self, differing: Differing) -> Iterator[str]:
        """What a notebook that depends on a change would say: the names of the files,
        plain and as in addresses.
        """
        for change in (*differing.changed.values(), *differing.gone):
            if (
                change.status not in "MT"
                or not is_notebook(change.path or "")
                or self._loses_a_place(differing, change)
            ):
                files = {
                    os.path.basename(path)
                    for path in (change.path, change.before)
                    if path
                }
                for name in files | self._folders_gone(differing.root, change):
                    data = os.fsencode(name)
                    yield from {
                        name,
                        quote(data),
                        quote(data, safe="!*'();:@&=+$,[]"),
                        name.replace("&", "&amp;"),
                    }
        for path in differing.others:
            yield os.path.basename(path)

    def _folders_gone(self, root: Path, change: Change) -> set[str]:
        """The names of the folders that went with a file."""
        now = self._now.repository_of(root)
        folder = (
            os.path.dirname(change.before)
            if change.before and change.before != change.path
            else ""
        )
        names = set()
        while folder and now and not now.names(folder):
            names.add(os.path.basename(folder))
            folder = os.path.dirname(folder)
        return names

    def _objects_of(self, root: Path) -> Objects:
        """The objects of a repository, through the process that reads the index where
        that is the work tree of now.
        """
        return (
            self._now.tree_of(root).objects
            if isinstance(self._now, GitSnapshot)
            else Objects(root)
        )

    def _loses_a_place(self, differing: Differing, change: Change) -> bool:
        """Whether a notebook may have lost a heading, or another place that links lead to.

        What it was is read by its id alone: to list a whole commit for one file takes
        longer than all else here.
        """
        assert change.path
        path = os.path.relpath(differing.root / change.path)
        try:
            before = decode(self._objects(differing.root).read(change.blob).data, path)
            now = self._now.load(path)
        except (GitError, UnreadableError):
            return True
        if (
            change.status == "T" or "\n" not in before.text
        ):  # maybe a symbolic link: what it led to is not known
            return True
        places, left = (
            Counter(re.findall(_ANCHORED, source.text)) for source in (before, now)
        )
        return bool(places - left)

    def new_findings(self, result: Result) -> Result:
        """A result with what is new in it; what was there before is `known`."""
        if result.is_stdin or not result.diagnostics:
            return result
        root, name = self.place(result.path)
        differing = self.of(root)
        change = differing.changed.get(name)
        if name in differing.others or (change and change.before is None):
            return result
        before = change.before if change and change.before else name
        if result.source is None:
            is_new = bool(change) or not self._was_said(differing, before, result)
            return (
                result
                if is_new
                else result._replace(diagnostics=(), known=result.diagnostics)
            )
        if change and differing.commit:
            lines = Lines(
                hunks(
                    differing.root, differing.commit, before, name, cached=self._cached
                )
            )
        else:
            lines = Lines(())
        new = self._new(
            result, result.source, lines, os.path.relpath(differing.root / before)
        )
        if (
            change
        ):  # what a rule that takes too long would say of the change is not known
            new |= {
                place
                for place, each in enumerate(result.diagnostics)
                if each.code == UNREADABLE
            }
        known = tuple(
            each for place, each in enumerate(result.diagnostics) if place not in new
        )
        return result._replace(
            diagnostics=tuple(result.diagnostics[place] for place in sorted(new)),
            known=known,
        )

    def _was_said(self, differing: Differing, before: str, result: Result) -> bool:
        """Whether what is said of a whole file was said of it then."""
        path = os.path.relpath(differing.root / before)
        if not result.is_notebook:
            return before in self._unused(differing.root)
        return self._judged(path, result.path).source is None

    def _unused_figures(self, root: Path) -> frozenset[str]:
        """The figures that nobody showed then."""
        found = self._reading.unused_figures(
            [
                os.path.relpath(root / name)
                for name in self._before.tree_of(root).all_files()[:1]
            ]
        )
        return frozenset(
            around.path
            for path, around in found
            if check_figure(path, self._config_of(Path(path)), around)
        )

    def _judged(self, path: str, now: str) -> Result:
        """What was to be said of a notebook then, by the settings of now."""
        return result_of(path, self._before, self._config_of(Path(now)), self._reading)

    def _new(
        self, result: Result, source: Source, lines: Lines, before: str
    ) -> set[int]:
        """Which of the findings are new, by their places in the result."""
        found = dict(enumerate(result.diagnostics))
        new = {
            place for place, each in found.items() if lines.meet(*_rows(source, each))
        }
        others = {
            place: each
            for place, each in found.items()
            if place not in new and not _is_of_network(each)
        }
        if not others:
            return new
        then = self._judged(before, result.path)
        return new | (
            _introduced(others, source, lines, then.source, then.diagnostics)
            if then.source
            else set(others)
        )


class Lines:
    """Which lines of a file changed, and where the others were.

    Lines count from 1 and end with `\\n`, as git counts them.
    """

    def __init__(self, changed: Iterable[Hunk]) -> None:
        self._hunks = sorted(changed, key=lambda hunk: hunk.now + (hunk.gained == 0))
        self._starts = [hunk.now + (hunk.gained == 0) for hunk in self._hunks]

    def meet(self, first: int, last: int) -> bool:
        """Whether one of these lines changed."""
        place = bisect_right(self._starts, last)
        return any(
            hunk.gained and hunk.now + hunk.gained > first
            for hunk in self._hunks[:place]
        )

    def before(self, line: int) -> int:
        """Where a line was that has not changed."""
        return line + sum(
            hunk.lost - hunk.gained
            for hunk in self._hunks[: bisect_right(self._starts, line)]
        )


def _is_of_network(each: Diagnostic) -> bool:
    """Whether a finding is about what others did to their pages: on lines that did not
    change it is no news of this notebook.
    """
    return each.code.startswith("N")


def _rows(source: Source, each: Diagnostic) -> tuple[int, int]:
    """The lines that a finding is about, as git counts them."""
    text = source.text
    start = min(each.span.start, len(text))
    last = max(start, min(each.span.end, len(text)) - 1)
    first = text.count("\n", 0, start) + 1
    return first, first + text.count("\n", start, last)


def _introduced(
    found: Mapping[int, Diagnostic],
    source: Source,
    lines: Lines,
    then: Source,
    heard: Iterable[Diagnostic],
) -> set[int]:
    """The findings that nobody had then: neither at the same place nor, of the same thing,
    at another.

    Each then answers for one now.
    """
    places: dict[tuple[str, int, int], list[Diagnostic]] = {}
    left: Counter[str] = Counter()
    for each in heard:
        places.setdefault((each.code, *_place(then, each)), []).append(each)
        left[each.identity] += 1
    unheard = {}
    for place, each in found.items():
        line, column = _place(source, each)
        same = places.get((each.code, lines.before(line), column))
        if same:
            left[same.pop().identity] -= 1
        else:
            unheard[place] = each
    new = set()
    for place, each in unheard.items():
        left[each.identity] -= 1
        if left[each.identity] < 0:
            new.add(place)
    return new


def _place(source: Source, each: Diagnostic) -> tuple[int, int]:
    """The line and column of a finding, the line as git counts it."""
    start = each.span.start
    return source.text.count("\n", 0, start) + 1, start - (
        source.text.rfind("\n", 0, start) + 1
    )
