"""The disk and git, asked once a run: which repository a folder lies in, which files and names it holds, what a file says."""

from __future__ import annotations

import os
import posixpath
import re
import stat
from collections.abc import Callable
from functools import cached_property
from pathlib import Path

from notelint import git
from notelint.errors import UnreadableError
from notelint.pictures import HEAD, kind_of
from notelint.source import Source
from notelint.surroundings import Picture

MAX_BYTES = 10 * 1024 * 1024

_GITHUB = r"(?i)(?:[a-z+]+://(?:[^@/]*@)?(?:www\.|ssh\.)?github\.com(?::\d+)?/|(?:[^@/]*@)?github\.com:)/?([^/\s]+/[^/\s]+?)(?:\.git)?/?"


class Repository:
    """A repository, or a plain folder where there is none. Paths in it are relative to `root`, with `/`."""

    def __init__(self, root: Path, *, in_git: bool, tell: Callable[[str], object] = str) -> None:
        self.root = root
        self.in_git = in_git
        self._tell = tell
        self._names: dict[str, frozenset[str]] = {}
        self._pictures: dict[str, Picture | None] = {}

    @cached_property
    def files(self) -> git.Listed | None:
        """What git says of its files; None outside of git, and where git cannot tell, which is told once."""
        if not self.in_git:
            return None
        try:
            return git.files(self.root)
        except git.GitError as error:
            self._tell(f"{os.path.relpath(self.root)}: taken for a plain folder: {error}")
            return None

    @cached_property
    def name(self) -> str:
        """`owner/name` at GitHub; empty where it was not cloned from there."""
        address = git.remote_of(self.root) if self.in_git else None
        match = re.fullmatch(_GITHUB, address) if address else None
        return match[1] if match else ""

    def all_files(self) -> list[str]:
        """All files in it: those that git lists, else those on the disk."""
        if self.files is None:
            return [name.replace(os.sep, "/") for name in walk(str(self.root))]
        return sorted(self.files.tracked | self.files.others)

    def has(self, path: str) -> bool:
        """Whether a file, or a link that may lead nowhere, is there."""
        return os.path.lexists(self.root / path)

    def names(self, folder: str) -> frozenset[str]:
        """The names in a folder, none where it is not there, each as git spells it where it knows the file."""
        if folder not in self._names:
            try:
                found = frozenset(os.listdir(self.root / folder) if self._is_on_disk(folder) else ())
            except (OSError, ValueError):
                found = frozenset()
            self._names[folder] = self._as_git_has_them(folder, found)
        return self._names[folder]

    def _is_on_disk(self, folder: str) -> bool:
        """Whether a folder is not above the top of the disk, where the system would stay at the top."""
        return not f"{folder}/".startswith("../" * len(self.root.parts))

    def _as_git_has_them(self, folder: str, found: frozenset[str]) -> frozenset[str]:
        """The names in a folder as readers see them.

        On a disk that folds letter case they may be spelled otherwise; and what a sparse checkout leaves out is there.
        """
        if not self.in_git or self.files is None:
            return found
        known = self._tracked.get(folder, set())
        missing = known - found
        sparse = frozenset(name for name in missing if posixpath.join(folder, name) in self._sparse)
        others = {name.casefold() for name in found - known}
        folding = {name.casefold(): name for name in missing if name.casefold() in others and os.path.lexists(self.root / folder / name)}
        return frozenset(name if name in known else folding.get(name.casefold(), name) for name in found) | sparse

    @cached_property
    def _tracked(self) -> dict[str, set[str]]:
        """The names that git tracks, files and folders, by folder."""
        return _by_folder(self.files.tracked if self.files else ())

    @cached_property
    def _sparse(self) -> set[str]:
        paths = _by_folder(self.files.sparse if self.files else ())
        return {posixpath.join(folder, name) for folder, names in paths.items() for name in names}

    def picture(self, path: str) -> Picture | None:
        """What a figure's file holds; None where it is no file that can be read."""
        if path not in self._pictures:
            self._pictures[path] = _picture(self.root / path)
        return self._pictures[path]


def _by_folder(paths: frozenset[str] | tuple[str, ...]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for path in paths:
        while path:
            folder, name = posixpath.split(path)
            names = found.setdefault(folder, set())
            if name in names:
                break
            names.add(name)
            path = folder
    return found


def _picture(path: Path) -> Picture | None:
    """What a file holds.

    Only regular files are opened, and none of the system's own, which have no size: to read them may take for ever.
    """
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            return None
        if not status.st_size:
            return Picture("empty", 0)
        with path.open("rb") as file:
            return Picture(kind_of(file.read(HEAD)), status.st_size)
    except (OSError, ValueError):
        return None


class World:
    """All repositories that a run looks into, as they are on the disk. `tell` is told what is odd about one."""

    def __init__(self, tell: Callable[[str], object] = str) -> None:
        self._tell = tell
        self._repositories: dict[Path, Repository] = {}
        self._roots: dict[Path, Path | None] = {}

    def repository_of(self, folder: Path) -> Repository | None:
        """The repository that a folder lies in; None outside of one."""
        folder = Path(os.path.abspath(folder))
        if folder not in self._roots:
            self._roots[folder] = git.root_of(folder)
        root = self._roots[folder]
        return self._at(root, in_git=True) if root else None

    def home_of(self, place: Path) -> Repository:
        """What a file is looked at as a part of.

        That is its repository; outside of one the working folder where the file lies below it, else the file's own folder.
        """
        if repository := self.repository_of(place.parent):
            return repository
        working = Path(os.path.abspath(os.curdir))
        return self._at(working if working in place.parents else place.parent, in_git=False)

    def holds(self, path: str) -> bool:
        """Whether there is a file at a path."""
        return os.path.isfile(path)

    def load(self, path: str) -> Source:
        """The source in the file at a path.

        Raises UnreadableError for what cannot be opened, is no regular file, is too large, or is no UTF-8 text.
        """
        return load(path)

    def _at(self, root: Path, *, in_git: bool) -> Repository:
        if root not in self._repositories:
            self._repositories[root] = self._made(root, in_git=in_git)
        return self._repositories[root]

    def _made(self, root: Path, *, in_git: bool) -> Repository:
        return Repository(root, in_git=in_git, tell=self._tell)


def place_of(path: str) -> Path:
    """Where a file lies: a link to a folder is followed, so that what stands beside it is looked for where it is; one to a file is not."""
    folder, name = os.path.split(os.path.abspath(path))
    return Path(os.path.realpath(folder), name)


def load(path: str) -> Source:
    """The source in a file on the disk. Raises UnreadableError as `World.load` does."""
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


_NEVER = frozenset({".git", ".hg", ".svn", ".venv", "venv", "node_modules", "__pycache__", ".tox", ".nox", ".mypy_cache", ".ruff_cache"})


def walk(folder: str) -> list[str]:
    """The files below a folder, relative to it, but for hidden folders and those that hold no one's notes."""
    found = []
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(each for each in folders if each not in _NEVER and not each.startswith("."))
        relative = os.path.relpath(place, folder)
        found += [os.path.normpath(os.path.join(relative, name)) for name in sorted(names)]
    return found
