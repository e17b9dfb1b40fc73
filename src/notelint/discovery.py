"""Arguments, config and git to the files to look at, in order."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from notelint import git
from notelint.config import Config
from notelint.errors import UnreadableError
from notelint.source import Source
from notelint.world import World, walk

STDIN = "-"
ENDINGS = (".md", ".markdown")
MAX_BYTES = 10 * 1024 * 1024


class Found(NamedTuple):
    """The files to look at, as given or relative to the working folder, each once; and what is wrong with the other arguments."""

    files: tuple[str, ...]
    mistakes: tuple[str, ...] = ()


def find(arguments: Iterable[str], config_of: Callable[[Path], Config], stdin_name: str | None = None, world: World | None = None) -> Found:
    """The files that the arguments mean; without any, the notebooks of the repository, or of the working folder outside of one.

    A file or folder named by hand is taken whether or not git ignores it, a file whatever its ending, unless the config excludes it.
    Standard input goes by `stdin_name`, and is excluded as that file would be.
    """
    world = world or World()
    files: dict[str, str] = {}
    mistakes = []
    given = list(arguments)
    for argument in given or [os.path.relpath(git.root_of(Path()) or os.curdir)]:
        if not _is_there(argument):
            mistakes.append(f"no such file or folder: {argument}")
        elif os.path.isdir(argument) and not os.access(argument, os.R_OK | os.X_OK):
            mistakes.append(f"{argument}: permission denied")
        for path in _meant(argument, world) if given else map(os.path.relpath, _meant(argument, world)):
            name = stdin_name if path == STDIN else path
            if name is None or not config_of(Path(name)).is_excluded(Path(name)):
                files.setdefault(path if path == STDIN else os.path.abspath(path), path)
    return Found(tuple(files.values()), tuple(mistakes))


def _is_there(argument: str) -> bool:
    return argument == STDIN or os.path.lexists(argument)


def _meant(argument: str, world: World) -> Iterable[str]:
    if os.path.isdir(argument):
        return _below(argument, world)
    if not _is_there(argument):
        return ()
    path = os.path.normpath(argument)
    return (os.path.join(os.curdir, path) if path == STDIN != argument else path,)


def _below(folder: str, world: World) -> Iterator[str]:
    """The notebooks below a folder: those that git lists, or all of them outside of a repository and in an ignored folder."""
    listed = _listed(Path(os.path.realpath(folder)), world)
    if listed == [] and git.is_ignored(Path(folder)):
        listed = None
    for name in walk(folder) if listed is None else listed:
        path = os.path.normpath(os.path.join(folder, name))
        if is_notebook(name) and os.path.lexists(path) and not os.path.isdir(path):
            yield path


def _listed(folder: Path, world: World) -> list[str] | None:
    """The files below a folder that git lists, relative to it; None where git cannot tell."""
    repository = world.repository_of(folder)
    if repository is None or repository.files is None:
        return None
    below = folder.relative_to(repository.root).as_posix()
    start = "" if below == "." else f"{below}/"
    return sorted(name[len(start) :] for name in repository.files.tracked | repository.files.others if name.startswith(start))


def is_notebook(name: str) -> bool:
    """Whether a file has a notebook's ending."""
    return name.lower().endswith(ENDINGS)


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
