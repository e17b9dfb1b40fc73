"""The disk and git, asked once a run: which repository a folder lies in, which files and
names it holds, what a file says.
"""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Callable, Iterator
from functools import cached_property
from pathlib import Path

from notelint.errors import UnreadableError
from notelint.repo import git
from notelint.repo.image_types import HEAD, kind_of
from notelint.rules.context import Picture
from notelint.text import disk
from notelint.text.source import Source

MAX_BYTES = 10 * 1024 * 1024
_DEEPEST = 100  # folders that are looked at on the way to a file

_GITHUB = r"(?i)(?:[a-z+]+://(?:[^@/]*@)?(?:www\.|ssh\.)?github\.com(?::\d+)?/|(?:[^@/]*@)?github\.com:)/?([^/\s]+/[^/\s]+?)(?:\.git)?/?"


class Repository:
    """A repository, or a plain folder where there is none.

    Paths in it are relative to `root`, with `/`.
    """

    def __init__(
        self, root: Path, *, in_git: bool, tell: Callable[[str], object] = str
    ) -> None:
        self.root = root
        self.in_git = in_git
        self._tell = tell
        self._names: dict[str, frozenset[str]] = {}
        self._ways: dict[str, str | None] = {}
        self._pictures: dict[str, Picture | None] = {}

    @cached_property
    def files(self) -> git.Listed | None:
        """What git says of its files; None outside of git, and where git cannot tell,
        which is told once.
        """
        if not self.in_git:
            return None
        try:
            return git.files(self.root)
        except git.GitError as error:
            self._tell(
                f"{os.path.relpath(self.root)}: taken for a plain folder: {error}"
            )
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
        """The names in a folder, none where it is not there, each as git spells it where
        it knows the file.
        """
        if folder not in self._names:
            real = self.resolve(folder)
            try:
                found = frozenset(
                    os.listdir(self.root / real) if real is not None else ()
                )
            except (OSError, ValueError):
                found = frozenset()
            self._names[folder] = (
                frozenset() if real is None else self._as_git_has_them(folder, found)
            )
        return self._names[folder]

    @cached_property
    def _edge(self) -> Path:
        """The folder that nobody looks out of: the root.

        Outside of git there is nobody to tell where the notes end: so it is the folder
        above, where figures may be, but no one's home.
        """
        above = self.root.parent
        return (
            self.root
            if self.in_git or above in {above.parent, Path(os.path.expanduser("~"))}
            else above
        )

    def resolve(self, path: str) -> str | None:
        """Where a path really leads: symbolic links are followed.

        None where that is no place of the repository's, and nobody is to look.

        Such are what lies outside of it, be it by a link on the way, its `.git`, and what a
        submodule holds, which is another repository's.
        """
        if path not in self._ways:
            folder, name = posixpath.split(path)
            if folder not in self._ways:
                self._ways[folder] = self._real(folder)
            base = self._ways[folder]
            here = posixpath.join(base or "", name)
            is_plain = (
                base is not None
                and name not in {"", ".", ".."}
                and self._link_at(here) is None
            )
            self._ways[path] = (
                None
                if base is None
                else here
                if is_plain and not self._is_foreign(here)
                else self._real(path)
            )
        return self._ways[path]

    def is_in_submodule(self, path: str) -> bool:
        """Whether a path leads to something that a submodule holds."""
        if not self.in_git or self.files is None:
            return False
        try:
            real = self._follow_links(path)
        except OSError:
            return False
        return real is not None and any(map(self._is_submodule, _folders_above(real)))

    def _is_submodule(self, path: str) -> bool:
        """Whether a path that git tracks, without links on the way, is a submodule."""
        if self.files is None or path not in self.files.tracked:
            return False
        return os.path.isdir(self.root / path)

    def _real(self, path: str) -> str | None:
        try:
            real = self._follow_links(path)
        except OSError:
            return path  # links that lead round in a circle: there is no file
        return None if real is None or self._is_foreign(real) else real

    def _follow_links(self, path: str) -> str | None:
        """Where a path leads, whatever is there; None outside of the edge.

        Raises OSError for links that lead round in a circle.
        """
        start = os.path.relpath(self.root, self._edge)
        if start == ".":
            return disk.resolve(path, self._link_at, str(self._edge))

        def link_from_edge(inner: str) -> str | None:
            return self._link_at(posixpath.relpath(inner, start))

        path = posixpath.join(start, path)
        real = disk.resolve(path, link_from_edge, str(self._edge))
        if real is None:
            return None
        inner = posixpath.relpath(real or ".", start)
        return "" if inner == "." else inner

    def _link_at(self, path: str) -> str | None:
        return disk.read_link(os.path.join(self.root, path))

    def _is_foreign(self, path: str) -> bool:
        """Whether a path leads into git's own folder, or into a submodule."""
        if any(part.casefold() == ".git" for part in path.split("/", _DEEPEST)):
            return True
        if not self.in_git or self.files is None:
            return False
        tracked = self.files.tracked
        return any(folder in tracked for folder in _folders_above(path))

    def _as_git_has_them(self, folder: str, found: frozenset[str]) -> frozenset[str]:
        """The names in a folder as readers see them.

        On a disk that folds letter case they may be spelled otherwise; and what a sparse
        checkout leaves out is there.
        """
        if not self.in_git or self.files is None:
            return found
        known = self._tracked.get(folder, set())
        missing = known - found
        sparse = frozenset(
            name for name in missing if posixpath.join(folder, name) in self._sparse
        )
        others = {name.casefold() for name in found - known}
        folding = {
            name.casefold(): name
            for name in missing
            if name.casefold() in others and os.path.lexists(self.root / folder / name)
        }
        return (
            frozenset(
                name if name in known else folding.get(name.casefold(), name)
                for name in found
            )
            | sparse
        )

    @cached_property
    def _tracked(self) -> dict[str, set[str]]:
        """The names that git tracks, files and folders, by folder."""
        return _by_folder(self.files.tracked if self.files else ())

    @cached_property
    def _sparse(self) -> set[str]:
        paths = _by_folder(self.files.sparse if self.files else ())
        return {
            posixpath.join(folder, name)
            for folder, names in paths.items()
            for name in names
        }

    def picture(self, path: str) -> Picture | None:
        """What a figure's file holds; None where it is no file that can be read."""
        if path not in self._pictures:
            real = self.resolve(path)
            self._pictures[path] = (
                None if real is None else _picture(self.root / real, self._edge)
            )
        return self._pictures[path]


def _folders_above(path: str) -> Iterator[str]:
    """The folders on the way to a path, the root left out."""
    parts = path.split("/", _DEEPEST)
    for count in range(1, len(parts)):
        yield "/".join(parts[:count])


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


def _picture(path: Path, edge: Path) -> Picture | None:
    """What a file holds; None where it is no plain file below the edge.

    One of no size is not read: the system's own are such.
    """
    try:
        with os.fdopen(disk.opened(path, within=edge), "rb") as file:
            size = os.fstat(file.fileno()).st_size
            return (
                Picture(kind_of(file.read(HEAD)), size) if size else Picture("empty", 0)
            )
    except (UnreadableError, OSError, ValueError):
        return None


class WorkTree:
    """All repositories that a run looks into, as they are on the disk.

    `tell` is told what is odd about one.
    """

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

    def repository_or_folder_of(self, place: Path) -> Repository:
        """What a file is looked at as a part of.

        That is its repository; outside of one the working folder where the file lies below
        it, else the file's own folder.
        """
        if repository := self.repository_of(place.parent):
            return repository
        working = Path(os.path.abspath(os.curdir))
        return self._at(
            working if working in place.parents else place.parent, in_git=False
        )

    def holds(self, path: str) -> bool:
        """Whether there is a file at a path."""
        return os.path.isfile(path)

    def load(self, path: str) -> Source:
        """The source in the file at a path.

        Raises UnreadableError for what cannot be opened, is no regular file, is too large,
        or is no UTF-8 text.
        """
        return load(path)

    def _at(self, root: Path, *, in_git: bool) -> Repository:
        if root not in self._repositories:
            self._repositories[root] = self._made(root, in_git=in_git)
        return self._repositories[root]

    def _made(self, root: Path, *, in_git: bool) -> Repository:
        return Repository(root, in_git=in_git, tell=self._tell)


def resolve_folder(path: str) -> Path:
    """Where a file lies: a link to a folder is followed, so that what stands beside it
    is looked for where it is; one to a file is not.
    """
    folder, name = os.path.split(os.path.abspath(path))
    return Path(os.path.realpath(folder), name)


def load(path: str) -> Source:
    """The source in a file on the disk. Raises UnreadableError as `WorkTree.load` does."""
    try:
        return decode(disk.read(path, MAX_BYTES), path)
    except disk.OversizeError as error:
        raise UnreadableError(f"{error}: too large for a notebook") from None
    except FileNotFoundError:
        raise UnreadableError(
            "a symbolic link that leads nowhere"
            if os.path.islink(path)
            else "the file is gone"
        ) from None
    except OSError as error:
        raise UnreadableError((error.strerror or "cannot be read").lower()) from None


def decode(data: bytes, path: str) -> Source:
    """The source in what was read.

    Raises UnreadableError for what is too large or no UTF-8 text.
    """
    if len(data) > MAX_BYTES:
        raise UnreadableError("more than 10 MiB: too large for a notebook")
    return Source.from_bytes(data, path)


_NEVER = frozenset(
    {
        ".git",
        ".hg",
        ".svn",
        ".venv",
        "venv",
        "node_modules",
        "__pycache__",
        ".tox",
        ".nox",
        ".mypy_cache",
        ".ruff_cache",
    }
)


def walk(folder: str) -> list[str]:
    """The files below a folder, relative to it, but for hidden folders and those that
    hold no one's notes.
    """
    found = []
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(
            each for each in folders if each not in _NEVER and not each.startswith(".")
        )
        relative = os.path.relpath(place, folder)
        found += [
            os.path.normpath(os.path.join(relative, name)) for name in sorted(names)
        ]
    return found
