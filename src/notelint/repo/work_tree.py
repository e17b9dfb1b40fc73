"""Repositories on the disk, read once a run: which repository a folder lies in, which
files and names it has, what a file holds.
"""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Set
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

# https://github.com/owner/name.git, ssh://git@ssh.github.com:443/owner/name,
# git@github.com:owner/name
_GITHUB = (
    r"(?i)(?:[a-z+]+://(?:[^@/]*@)?(?:www\.|ssh\.)?github\.com(?::\d+)?/"
    r"|(?:[^@/]*@)?github\.com:)/?([^/\s]+/[^/\s]+?)(?:\.git)?/?"
)


class Repository:
    """A repository, or a plain folder where there is none.

    Paths in it are relative to `root`, with `/`.
    """

    def __init__(
        self, root: Path, *, in_git: bool, warn: Callable[[str], object] = str
    ) -> None:
        self.root = root
        self.in_git = in_git
        self._warn = warn
        self._names: dict[str, frozenset[str]] = {}
        self._resolved: dict[str, str | None] = {}
        self._pictures: dict[str, Picture | None] = {}

    @cached_property
    def files(self) -> git.Listed | None:
        """Its files as git lists them; None outside of git, and where git cannot list
        them, of which the user is warned once.
        """
        if not self.in_git:
            return None
        try:
            return git.files(self.root)
        except git.GitError as error:
            shown = os.path.relpath(self.root)
            self._warn(f"{shown}: taken for a plain folder: {error}")
            return None

    @cached_property
    def name(self) -> str:
        """`owner/name` at GitHub; empty where it was not cloned from there."""
        address = git.remote_of(self.root) if self.in_git else None
        match = re.fullmatch(_GITHUB, address) if address else None
        return match[1] if match else ""

    def all_files(self) -> list[str]:
        """All files in it: those that git lists, or those on the disk outside of git."""
        if self.files is None:
            return [name.replace(os.sep, "/") for name in walk(str(self.root))]
        return sorted(self.files.tracked | self.files.others)

    def has(self, path: str) -> bool:
        """Whether a file, or a link that may lead nowhere, is there."""
        return os.path.lexists(self.root / path)

    def names(self, folder: str) -> frozenset[str]:
        """The names in a folder, each as git spells it where git tracks the file.

        None at all for a folder that does not exist.
        """
        if folder not in self._names:
            real = self.resolve(folder)
            if real is None:
                self._names[folder] = frozenset()
            else:
                on_disk = _listed(self.root / real)
                self._names[folder] = self._as_git_spells(folder, on_disk)
        return self._names[folder]

    @cached_property
    def _edge(self) -> Path:
        """The folder outside of which nothing is looked at: the root.

        Outside of git nothing tells where the notes end. So it is the folder above, where
        figures may be, but neither a home folder nor the top of the disk.
        """
        above = self.root.parent
        if self.in_git or above in {above.parent, Path(os.path.expanduser("~"))}:
            return self.root
        return above

    def resolve(self, path: str) -> str | None:
        """Where a path really leads: symbolic links are followed.

        None where that is no part of the repository, and must not be looked at: outside of
        it, also by a link on the way, in its `.git`, and in a submodule, which is another
        repository.
        """
        if path not in self._resolved:
            folder, _ = posixpath.split(path)
            if folder not in self._resolved:
                self._resolved[folder] = self._real(folder)
            self._resolved[path] = self._resolve_in(self._resolved[folder], path)
        return self._resolved[path]

    def _resolve_in(self, folder: str | None, path: str) -> str | None:
        """Where a path leads whose folder leads to `folder`.

        Most paths end in a plain name, for which the links above it are not read again.
        """
        if folder is None:
            return None
        name = posixpath.basename(path)
        here = posixpath.join(folder, name)
        is_plain = name not in {"", ".", ".."} and self._link_at(here) is None
        if is_plain and not self._is_foreign(here):
            return here
        return self._real(path)

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

    def _as_git_spells(self, folder: str, on_disk: frozenset[str]) -> frozenset[str]:
        """The names in a folder as readers of the repository see them.

        A disk that ignores letter case may have others than git; and what a sparse checkout
        leaves out is there.
        """
        if not self.in_git or self.files is None:
            return on_disk
        tracked = self._tracked.get(folder, set())
        missing = tracked - on_disk
        untracked = on_disk - tracked
        if not missing:
            return on_disk
        names = set(on_disk)
        if untracked:
            names -= untracked
            spelling = self._spelling(folder, missing, untracked)
            names |= {spelling.get(name.casefold(), name) for name in untracked}
        for name in missing:
            if posixpath.join(folder, name) in self._sparse:
                names.add(name)
        return frozenset(names)

    def _spelling(
        self, folder: str, missing: Set[str], untracked: Set[str]
    ) -> dict[str, str]:
        """git's spelling of files that the disk spells in another letter case, by the case
        folded name.
        """
        folded = {name.casefold() for name in untracked}
        spelling = {}
        for name in missing:
            is_there = os.path.lexists(self.root / folder / name)
            if name.casefold() in folded and is_there:
                spelling[name.casefold()] = name
        return spelling

    @cached_property
    def _tracked(self) -> dict[str, set[str]]:
        """The names that git tracks, files and folders, by folder."""
        return _by_folder(self.files.tracked if self.files else ())

    @cached_property
    def _sparse(self) -> set[str]:
        """The files that a sparse checkout leaves out, and the folders above them."""
        paths = set[str]()
        for folder, names in _by_folder(
            self.files.sparse if self.files else ()
        ).items():
            paths.update(posixpath.join(folder, name) for name in names)
        return paths

    def picture(self, path: str) -> Picture | None:
        """What a figure's file holds; None where it is no file that can be read."""
        if path not in self._pictures:
            real = self.resolve(path)
            if real is None:
                self._pictures[path] = None
            else:
                self._pictures[path] = _picture(self.root / real, self._edge)
        return self._pictures[path]


def _listed(folder: Path) -> frozenset[str]:
    """The names in a folder on the disk; none where it cannot be read."""
    try:
        return frozenset(os.listdir(folder))
    except (OSError, ValueError):
        return frozenset()


def _folders_above(path: str) -> Iterator[str]:
    """The folders on the way to a path, the root left out."""
    parts = path.split("/", _DEEPEST)
    for count in range(1, len(parts)):
        yield "/".join(parts[:count])


def _by_folder(paths: Iterable[str]) -> dict[str, set[str]]:
    """The names of files, and of the folders above them, by the folder that they lie in."""
    names_in: dict[str, set[str]] = {}
    for path in paths:
        while path:
            folder, name = posixpath.split(path)
            names = names_in.setdefault(folder, set())
            if name in names:
                break  # and so are the folders above
            names.add(name)
            path = folder
    return names_in


def _picture(path: Path, edge: Path) -> Picture | None:
    """What a file holds; None where it is no plain file below the edge.

    A file of size 0 is not read: it may be one of the system's own, as in /proc.
    """
    try:
        with os.fdopen(disk.opened(path, within=edge), "rb") as file:
            size = os.fstat(file.fileno()).st_size
            if not size:
                return Picture("empty", 0)
            return Picture(kind_of(file.read(HEAD)), size)
    except (UnreadableError, OSError, ValueError):
        return None


class WorkTree:
    """All repositories that a run looks into, as they are on the disk.

    `warn` gets a message where something is odd about one.
    """

    def __init__(self, warn: Callable[[str], object] = str) -> None:
        self._warn = warn
        self._repositories: dict[Path, Repository] = {}
        self._roots: dict[Path, Path | None] = {}

    def repository_of(self, folder: Path) -> Repository | None:
        """The repository that a folder lies in; None outside of one."""
        folder = Path(os.path.abspath(folder))
        if folder not in self._roots:
            self._roots[folder] = git.root_of(folder)
        root = self._roots[folder]
        return self._at(root, in_git=True) if root else None

    def repository_or_folder_of(self, file: Path) -> Repository:
        """The repository that a file is a part of.

        Outside of one it is the working folder where the file lies below that, else the
        file's own folder.
        """
        if repository := self.repository_of(file.parent):
            return repository
        working = Path(os.path.abspath(os.curdir))
        root = working if working in file.parents else file.parent
        return self._at(root, in_git=False)

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
            self._repositories[root] = self._make(root, in_git=in_git)
        return self._repositories[root]

    def _make(self, root: Path, *, in_git: bool) -> Repository:
        return Repository(root, in_git=in_git, warn=self._warn)


def resolve_folder(path: str) -> Path:
    """An absolute path in which the links to folders are followed.

    What lies next to the file is then found where it is. A link to a file is not followed.
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
        is_link = os.path.islink(path)
        raise UnreadableError(
            "a symbolic link that leads nowhere" if is_link else "the file is gone"
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


# Folders of other programs, in which nobody keeps notes
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
    """The files below a folder, relative to it, but for those in hidden folders and in
    other programs' folders.
    """
    files: list[str] = []
    for parent, folders, names in os.walk(folder):
        # In place: os.walk goes into what is left, in this order
        folders[:] = sorted(
            name for name in folders if name not in _NEVER and not name.startswith(".")
        )
        relative = os.path.relpath(parent, folder)
        paths = [os.path.join(relative, name) for name in sorted(names)]
        files += map(os.path.normpath, paths)
    return files
