"""Arguments, config and git to the files to look at, in order."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from notelint.config import Config
from notelint.repo import git
from notelint.repo.work_tree import WorkTree, resolve_folder, walk
from notelint.text.disk import resolve_within

if TYPE_CHECKING:
    from notelint.repo.snapshot import GitSnapshot, SnapshotRepository

STDIN = "-"
ENDINGS = (".md", ".markdown")


class Found(NamedTuple):
    """The files to look at, as given or relative to the working folder, each once; and what
    is wrong with the other arguments.

    `outside` are files that nobody named, and that lead out of the repository: they are
    left alone.
    """

    files: tuple[str, ...]
    mistakes: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()


def find(
    arguments: Iterable[str],
    config_of: Callable[[Path], Config],
    stdin_name: str | None = None,
    work_tree: WorkTree | None = None,
) -> Found:
    """The files that the arguments mean; without any, the notebooks of the repository, or
    of the working folder outside of one.

    A file or folder named by hand is taken whether or not git ignores it, a file whatever
    its ending, unless the config excludes it. What is found must lie in the repository, or
    in the folder outside of one; pre-commit names each file, which is as good as found. A
    file is taken once, whatever links lead to it: of those that are found by its own name,
    of those that are named by the first. Standard input goes by `stdin_name`, and is
    excluded as that file would be.
    """
    work_tree = work_tree or WorkTree()
    rule = _Listing()
    given = list(arguments)
    for argument in given or [_default_folder()]:
        if mistake := _mistake(argument):
            rule.mistakes.append(mistake)
        is_listed = _lists_files(argument)
        for path in _paths_of(argument, work_tree):
            if not given:
                path = os.path.relpath(path)
            name = stdin_name if path == STDIN else path
            if name is not None and config_of(Path(name)).is_excluded(Path(name)):
                continue
            is_found = is_listed and path != STDIN
            if is_found and not _is_inside(path, argument, work_tree):
                rule.outside.append(path)
            else:
                rule.add(path, is_found=is_found)
    return Found(tuple(rule.files.values()), tuple(rule.mistakes), tuple(rule.outside))


def _default_folder() -> str:
    """The repository, or the working folder outside of one."""
    return os.path.relpath(git.root_of(Path()) or os.curdir)


def _lists_files(argument: str) -> bool:
    """Whether nobody chose the files of an argument one by one: pre-commit names each file
    that it found.
    """
    return os.path.isdir(argument) or bool(os.environ.get("PRE_COMMIT"))


def _mistake(argument: str) -> str:
    """What is wrong with an argument; empty where nothing is."""
    if not _is_there(argument):
        return f"no such file or folder: {argument}"
    if os.path.isdir(argument) and not os.access(argument, os.R_OK | os.X_OK):
        return f"{argument}: permission denied"
    return ""


class _Listing:
    """The files, mistakes and files outside of the repository, as they are met."""

    def __init__(self) -> None:
        self.files: dict[str, str] = {}  # by what tells one file from another
        self.mistakes: list[str] = []
        self.outside: list[str] = []

    def add(self, path: str, *, is_found: bool) -> None:
        """Add a file, unless it is there under another name; a file that was found by its
        own name also takes the place of a link to it that was found.
        """
        is_link = os.path.islink(path)
        key = _key(path, is_link=is_link)
        earlier = self.files.get(key)
        if is_found and not is_link and earlier and os.path.islink(earlier):
            del self.files[key]
        self.files.setdefault(key, path)


def _key(path: str, *, is_link: bool) -> str:
    """The real path of a file."""
    if path == STDIN:
        return path
    if is_link:
        return os.path.realpath(path)
    folder, name = os.path.split(path)
    return os.path.join(_real(os.path.abspath(folder)), name)


@lru_cache(maxsize=1024)
def _real(folder: str) -> str:
    return os.path.realpath(folder)


def _is_inside(path: str, argument: str, work_tree: WorkTree) -> bool:
    """Whether a file that was found lies in its repository, or outside of one in the folder
    that is named: a link may lead out.
    """
    if not os.path.islink(path):
        return True
    real = resolve_folder(path)
    if home := work_tree.repository_of(real.parent):
        return home.resolve(real.relative_to(home.root).as_posix()) is not None
    try:
        target = resolve_within(real, os.path.realpath(argument))
    except OSError:
        return True  # a circle, which is reported where the file is read
    return target is not None


def _is_there(argument: str) -> bool:
    return argument == STDIN or os.path.lexists(argument)


def _paths_of(argument: str, work_tree: WorkTree) -> Iterable[str]:
    if os.path.isdir(argument):
        return _below(argument, work_tree)
    if not _is_there(argument):
        return ()
    path = os.path.normpath(argument)
    if path == STDIN != argument:  # a file of that name, `./-`
        return (os.path.join(os.curdir, path),)
    return (path,)


def _below(folder: str, work_tree: WorkTree) -> Iterator[str]:
    """The notebooks below a folder: those that git lists, or all of them outside of a
    repository and in an ignored folder.
    """
    listed = _listed(Path(os.path.realpath(folder)), work_tree)
    if listed == [] and git.is_ignored(Path(folder)):
        listed = None
    for name in walk(folder) if listed is None else listed:
        path = os.path.normpath(os.path.join(folder, name))
        if is_notebook(name) and os.path.lexists(path) and not os.path.isdir(path):
            yield path


def _listed(folder: Path, work_tree: WorkTree) -> list[str] | None:
    """The files below a folder that git lists, relative to it; None where git cannot tell."""
    repository = work_tree.repository_of(folder)
    if repository is None or repository.files is None:
        return None
    below = folder.relative_to(repository.root).as_posix()
    start = "" if below == "." else f"{below}/"
    return sorted(
        name[len(start) :]
        for name in repository.files.tracked | repository.files.others
        if name.startswith(start)
    )


class IndexedNotebook(NamedTuple):
    """A notebook in a repository: the top of that, its path in it, its path as given or
    from the working folder, and whether it was named by hand.
    """

    root: Path
    name: str
    path: str
    is_named: bool


class FoundInIndex(NamedTuple):
    """The notebooks in the index that the arguments mean, what is wrong with the other
    arguments, and which files lead out of the repository.
    """

    notebooks: list[IndexedNotebook]
    mistakes: list[str]
    outside: list[str]


def find_in_index(arguments: Iterable[str], snapshot: GitSnapshot) -> FoundInIndex:
    """The notebooks in the index that the arguments mean; without arguments, those of the
    repository.

    The disk is not asked, nor the config. A file named by hand is taken whatever its
    ending. Raises GitError outside of a repository.
    """
    search = _IndexSearch(snapshot)
    for argument in list(arguments) or [_default_folder()]:
        search.add(argument)
    return search.result()


class _IndexSearch:
    """The notebooks of one argument after the other, each once."""

    def __init__(self, snapshot: GitSnapshot) -> None:
        self._snapshot = snapshot
        self._notebooks: dict[Path, dict[str, IndexedNotebook]] = {}
        self._mistakes: list[str] = []
        self._outside: list[str] = []

    def result(self) -> FoundInIndex:
        """All that was met, repository by repository."""
        notebooks = [
            notebook
            for by_name in self._notebooks.values()
            for notebook in by_name.values()
        ]
        return FoundInIndex(notebooks, self._mistakes, self._outside)

    def add(self, argument: str) -> None:
        """Take the notebooks that an argument means."""
        is_folder = os.path.isdir(argument)
        if is_folder:
            tree, name = _folder_in(self._snapshot, argument)
        else:
            tree, name = self._snapshot.tree_at(argument)
        by_name = self._notebooks.setdefault(tree.root, {})
        if tree.has(name) and not is_folder:
            path = os.path.normpath(argument)
            by_name[name] = IndexedNotebook(tree.root, name, path, True)
            return
        start = f"{name}/" if name else ""
        has_notebooks = self._add_below(tree, start)
        has_conflicts = self._add_conflicts(tree, name, start)
        if not (has_notebooks or has_conflicts or is_folder):
            self._mistakes.append(_not_in_index(argument))

    def _add_below(self, tree: SnapshotRepository, start: str) -> bool:
        """Take the notebooks whose paths begin so; whether there are any."""
        by_name = self._notebooks[tree.root]
        names = [
            name
            for name in tree.all_files()
            if name.startswith(start) and is_notebook(name)
        ]
        known = set(names)
        above = os.path.relpath(tree.root)
        for name in names:
            real = tree.resolve(name)
            path = name if above == os.curdir else os.path.relpath(tree.root / name)
            if real is None:
                self._outside.append(path)
            elif name not in by_name and (real == name or real not in known):
                by_name[name] = IndexedNotebook(tree.root, name, path, False)
        return bool(names)

    def _add_conflicts(self, tree: SnapshotRepository, path: str, start: str) -> bool:
        """Report the files in conflict that a path means; whether there are any."""
        conflicts = [
            name
            for name in sorted(tree.conflicts)
            if name == path or (is_notebook(name) and name.startswith(start))
        ]
        for name in conflicts:
            shown = os.path.relpath(tree.root / name)
            self._mistakes.append(f"{shown}: in conflict: settle it, then git add it")
        return bool(conflicts)


def _not_in_index(argument: str) -> str:
    if os.path.lexists(argument):
        return f"{argument}: not in the index: git add it first"
    return f"{argument}: no such file or folder in the index"


def _folder_in(snapshot: GitSnapshot, folder: str) -> tuple[SnapshotRepository, str]:
    """The repository that a folder lies in, and the folder's path in it, empty for its top."""
    real = Path(os.path.realpath(folder))
    tree = snapshot.tree_of(real)
    return tree, "" if real == tree.root else real.relative_to(tree.root).as_posix()


def is_notebook(name: str) -> bool:
    """Whether a file has a notebook's ending."""
    return name.lower().endswith(ENDINGS)
