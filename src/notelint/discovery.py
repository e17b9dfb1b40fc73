"""Arguments, config and git to the files to look at, in order; and what is to be known of the world around each."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from notelint import git
from notelint.config import Config
from notelint.errors import UnreadableError
from notelint.notebook import Notebook
from notelint.source import Source
from notelint.surroundings import Surroundings, paths_in

STDIN = "-"
ENDINGS = (".md", ".markdown")
MAX_BYTES = 10 * 1024 * 1024

_NEVER = frozenset({".git", ".hg", ".svn", ".venv", "venv", "node_modules", "__pycache__", ".tox", ".nox", ".mypy_cache", ".ruff_cache"})


class Found(NamedTuple):
    """The files to look at, as given or relative to the working folder, each once; and what is wrong with the other arguments."""

    files: tuple[str, ...]
    mistakes: tuple[str, ...] = ()


def find(arguments: Iterable[str], config_of: Callable[[Path], Config], stdin_name: str | None = None) -> Found:
    """The files that the arguments mean; without any, the notebooks of the repository, or of the working folder outside of one.

    A file or folder named by hand is taken whether or not git ignores it, a file whatever its ending, unless the config excludes it.
    Standard input goes by `stdin_name`, and is excluded as that file would be.
    """
    files: dict[str, str] = {}
    mistakes = []
    given = list(arguments)
    for argument in given or [os.path.relpath(git.root_of(Path()) or os.curdir)]:
        if not _is_there(argument):
            mistakes.append(f"no such file or folder: {argument}")
        elif os.path.isdir(argument) and not os.access(argument, os.R_OK | os.X_OK):
            mistakes.append(f"{argument}: permission denied")
        for path in _meant(argument) if given else map(os.path.relpath, _meant(argument)):
            name = stdin_name if path == STDIN else path
            if name is None or not config_of(Path(name)).is_excluded(Path(name)):
                files.setdefault(path if path == STDIN else os.path.abspath(path), path)
    return Found(tuple(files.values()), tuple(mistakes))


def _is_there(argument: str) -> bool:
    return argument == STDIN or os.path.lexists(argument)


def _meant(argument: str) -> Iterable[str]:
    if os.path.isdir(argument):
        return _below(argument)
    if not _is_there(argument):
        return ()
    path = os.path.normpath(argument)
    return (os.path.join(os.curdir, path) if path == STDIN != argument else path,)


def _below(folder: str) -> Iterator[str]:
    """The notebooks below a folder: those that git lists, or all of them outside of a repository and in an ignored folder."""
    listed = git.files_below(Path(folder)) if git.root_of(Path(folder)) else None
    if listed == [] and git.is_ignored(Path(folder)):
        listed = None
    for name in _walk(folder) if listed is None else listed:
        path = os.path.normpath(os.path.join(folder, name))
        if name.lower().endswith(ENDINGS) and os.path.lexists(path) and not os.path.isdir(path):
            yield path


def _walk(folder: str) -> list[str]:
    found = []
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(each for each in folders if each not in _NEVER and not each.startswith("."))
        relative = os.path.relpath(place, folder)
        found += [os.path.join(relative, name) for name in sorted(names)]
    return found


def load(path: str) -> Source:
    """The source in a file.

    Raises UnreadableError for what cannot be opened, is no regular file, is too large, or is no UTF-8 text.
    """
    try:
        if os.path.exists(path) and not os.path.isfile(path):
            raise UnreadableError("not a regular file")
        with open(path, "rb") as file:
            return decode(file.read(MAX_BYTES + 1), path)
    except FileNotFoundError:
        raise UnreadableError("a symbolic link that leads nowhere" if os.path.islink(path) else "the file is gone") from None
    except OSError as error:
        raise UnreadableError((error.strerror or "cannot be read").lower()) from None


def decode(data: bytes, path: str) -> Source:
    """The source in what was read.

    Raises UnreadableError for what is too large or no UTF-8 text.
    """
    if len(data) > MAX_BYTES:
        raise UnreadableError("more than 10 MiB: too large for a notebook")
    return Source.from_bytes(data, path)


def surroundings_of(notebook: Notebook, path: str) -> Surroundings:
    """What is to be known of the world around the notebook at a path: the names in each folder that its figures' paths go through."""
    place = Path(os.path.abspath(path))
    root = git.root_of(place.parent) or _plain_root(place)
    own = place.relative_to(root).as_posix()
    folders: dict[str, frozenset[str]] = {}
    surroundings = Surroundings(own, folders)
    for figure in notebook.figures:
        for path in paths_in(figure.target):
            _list_way(surroundings.resolve(path), root, folders)
    return surroundings


def _plain_root(place: Path) -> Path:
    """Outside of a repository: the working folder where the notebook lies below it, else the notebook's own."""
    working = Path(os.path.abspath(os.curdir))
    return working if working in place.parents else place.parent


def _list_way(path: str, root: Path, folders: dict[str, frozenset[str]]) -> None:
    """List each folder on the way to a path, in whatever letter case it is there."""
    folder = ""
    for name in path.split("/"):
        if folder not in folders:
            folders[folder] = _names(root / folder)
        if name == "..":
            real = name
        else:
            names = folders[folder]
            real = name if name in names else next((each for each in sorted(names) if each.casefold() == name.casefold()), "")
        if not real:
            return
        folder = posixpath.normpath(posixpath.join(folder, real)) if folder else real


def _names(folder: Path) -> frozenset[str]:
    try:
        return frozenset(os.listdir(folder))
    except OSError:
        return frozenset()
