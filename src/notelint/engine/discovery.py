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
    files: dict[str, str] = {}
    mistakes, outside = [], []
    given = list(arguments)
    for argument in given or [os.path.relpath(git.root_of(Path()) or os.curdir)]:
        if not _is_there(argument):
            mistakes.append(f"no such file or folder: {argument}")
        elif os.path.isdir(argument) and not os.access(argument, os.R_OK | os.X_OK):
            mistakes.append(f"{argument}: permission denied")
        for path in (
            _meant(argument, work_tree)
            if given
            else map(os.path.relpath, _meant(argument, work_tree))
        ):
            name = stdin_name if path == STDIN else path
            if name is not None and config_of(Path(name)).is_excluded(Path(name)):
                continue
            is_found = path != STDIN and (
                os.path.isdir(argument) or bool(os.environ.get("PRE_COMMIT"))
            )
            if (
                is_found
                and os.path.islink(path)
                and not _is_inside(path, argument, work_tree)
            ):
                outside.append(path)
            else:
                _add(files, path, is_found=is_found)
    return Found(tuple(files.values()), tuple(mistakes), tuple(outside))


def _add(files: dict[str, str], path: str, *, is_found: bool) -> None:
    """Add a file, unless it is there under another name; in the place of a link to it
    that was found, too.
    """
    is_link = os.path.islink(path)
    if path == STDIN:
        key = path
    elif is_link:
        key = os.path.realpath(path)
    else:
        key = os.path.join(
            _real(os.path.abspath(os.path.dirname(path))), os.path.basename(path)
        )
    if is_found and not is_link and key in files and os.path.islink(files[key]):
        del files[key]
    files.setdefault(key, path)


@lru_cache(maxsize=1024)
def _real(folder: str) -> str:
    return os.path.realpath(folder)


def _is_inside(path: str, argument: str, work_tree: WorkTree) -> bool:
    """Whether a link that was found leads to a file of its repository, or outside of one
    to a file of the folder that is named.
    """
    place = resolve_folder(path)
    if home := work_tree.repository_of(place.parent):
        return home.resolve(place.relative_to(home.root).as_posix()) is not None
    try:
        return resolve_within(place, os.path.realpath(argument)) is not None
    except OSError:
        return True  # a circle: what is wrong with it is told where it is read


def _is_there(argument: str) -> bool:
    return argument == STDIN or os.path.lexists(argument)


def _meant(argument: str, work_tree: WorkTree) -> Iterable[str]:
    if os.path.isdir(argument):
        return _below(argument, work_tree)
    if not _is_there(argument):
        return ()
    path = os.path.normpath(argument)
    return (os.path.join(os.curdir, path) if path == STDIN != argument else path,)


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


class Placed(NamedTuple):
    """A notebook in a repository: the top of that, its path in it, its path as given or
    from the working folder, and whether it was named by hand.
    """

    root: Path
    name: str
    path: str
    is_named: bool


def find_in_index(
    arguments: Iterable[str], work_tree: GitSnapshot
) -> tuple[list[Placed], list[str], list[str]]:
    """The notebooks in the index that the arguments mean, what is wrong with the others,
    and which lead out of the repository.

    Without arguments, those of the repository.

    The disk is not asked, nor the config. A file named by hand is taken whatever its
    ending. Raises GitError outside of a repository.
    """
    found: dict[Path, dict[str, Placed]] = {}
    mistakes, outside = list[str](), list[str]()
    for argument in list(arguments) or [
        os.path.relpath(git.root_of(Path()) or os.curdir)
    ]:
        is_folder = os.path.isdir(argument)
        tree, name = (
            _folder_in(work_tree, argument)
            if is_folder
            else work_tree.tree_at(argument)
        )
        here = found.setdefault(tree.root, {})
        if tree.has(name) and not is_folder:
            here[name] = Placed(tree.root, name, os.path.normpath(argument), True)
            continue
        start, above = f"{name}/" if name else "", os.path.relpath(tree.root)
        below = [
            each
            for each in tree.all_files()
            if is_notebook(each) and each.startswith(start)
        ]
        names = set(below)
        for each in below:
            real = tree.resolve(each)
            if real is None:
                outside.append(os.path.relpath(tree.root / each))
            elif each not in here and (real == each or real not in names):
                here[each] = Placed(
                    tree.root,
                    each,
                    each if above == os.curdir else os.path.relpath(tree.root / each),
                    False,
                )
        conflicts = [
            each
            for each in sorted(tree.conflicts)
            if each == name or (is_notebook(each) and each.startswith(start))
        ]
        mistakes += [
            f"{os.path.relpath(tree.root / each)}: in conflict: settle it, then git add it"
            for each in conflicts
        ]
        if not (below or conflicts or is_folder):
            where = (
                "not in the index: git add it first"
                if os.path.lexists(argument)
                else "no such file or folder in the index"
            )
            mistakes.append(f"{argument}: {where}")
    return (
        [each for here in found.values() for each in here.values()],
        mistakes,
        outside,
    )


def _folder_in(work_tree: GitSnapshot, folder: str) -> tuple[SnapshotRepository, str]:
    """The repository that a folder lies in, and the folder's path in it, empty for its top."""
    real = Path(os.path.realpath(folder))
    tree = work_tree.tree_of(real)
    return tree, "" if real == tree.root else real.relative_to(tree.root).as_posix()


def is_notebook(name: str) -> bool:
    """Whether a file has a notebook's ending."""
    return name.lower().endswith(ENDINGS)
