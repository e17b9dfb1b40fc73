"""Repositories as git has them, in the index or in a commit: what will be committed, or
was. They answer the same questions as those on the disk.
"""

from __future__ import annotations

import os
from bisect import bisect_left
from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path

from notelint.errors import UnreadableError
from notelint.repo.git import GitError, Listed
from notelint.repo.git.blobs import LINK, SUBMODULE, Blob, Objects, index
from notelint.repo.image_types import HEAD, kind_of
from notelint.repo.work_tree import Repository, WorkTree, decode, resolve_folder
from notelint.rules.context import Picture
from notelint.text.source import Source


class SnapshotRepository(Repository):
    """The files of a repository as they are in the index or in a commit.

    Nothing else is there: what is only on the disk is not.
    """

    def __init__(
        self,
        root: Path,
        blobs: Mapping[str, Blob],
        conflicts: frozenset[str] = frozenset(),
    ) -> None:
        super().__init__(root, in_git=True)
        self.blobs = blobs
        self.conflicts = conflicts
        self.objects = Objects(root)
        self._sorted = sorted(blobs)

    @cached_property
    def files(self) -> Listed:
        """All of its files, which are tracked."""
        return Listed(frozenset(self.blobs), frozenset(), frozenset())

    def all_files(self) -> list[str]:
        """All of its files."""
        return self._sorted

    def has(self, path: str) -> bool:
        """Whether a file, or a link that may lead nowhere, is there."""
        return path in self.blobs

    def names(self, folder: str) -> frozenset[str]:
        """The names in a folder, none where it is not there."""
        if folder not in self._names:
            real = self.resolve(folder)
            if real is None:
                self._names[folder] = frozenset()
            else:
                self._names[folder] = self._names_below(f"{real}/" if real else "")
        return self._names[folder]

    def _names_below(self, start: str) -> frozenset[str]:
        """The names that come next in the paths that begin with `start`."""
        names = set()
        index = bisect_left(self._sorted, start)
        while index < len(self._sorted) and self._sorted[index].startswith(start):
            name, _, rest = self._sorted[index][len(start) :].partition("/")
            names.add(name)
            if rest:
                # Past all that lies in this folder: "0" is the character after "/"
                index = bisect_left(self._sorted, f"{start}{name}0", index)
            else:
                index += 1
        return frozenset(names)

    def _link_at(self, path: str) -> str | None:
        blob = self.blobs.get(path)
        if blob is None or blob.mode != LINK:
            return None
        return os.fsdecode(self.objects.read(blob.oid, HEAD).data)

    def _is_submodule(self, path: str) -> bool:
        blob = self.blobs.get(path)
        return blob is not None and blob.mode == SUBMODULE

    def blob(self, path: str) -> Blob | None:
        """The file that a path leads to; None where there is none."""
        real = self.resolve(path)
        if real is None or self._is_submodule(real):
            return None
        return self.blobs.get(real)

    def picture(self, path: str) -> Picture | None:
        """What a figure's file holds; None where it is no file, and where Git LFS keeps
        what it holds elsewhere.
        """
        if path not in self._pictures:
            blob = self.blob(path)
            self._pictures[path] = self._picture(blob) if blob else None
        return self._pictures[path]

    def _picture(self, blob: Blob) -> Picture | None:
        content = self.objects.read(blob.oid, HEAD)
        kind = kind_of(content.data) if content.size else "empty"
        return None if kind == "lfs" else Picture(kind, content.size)


class GitSnapshot(WorkTree):
    """All repositories that a run looks into, as `read` reads each of them, by its root,
    from git.

    Outside of repositories there is nothing.
    """

    def __init__(self, read: Callable[[Path], SnapshotRepository]) -> None:
        super().__init__()
        self._read = read

    def _make(self, root: Path, *, in_git: bool) -> SnapshotRepository:
        if not in_git:
            raise GitError(f"{os.path.relpath(root)}: not in a Git repository")
        return self._read(root)

    def tree_of(self, folder: Path) -> SnapshotRepository:
        """The repository that a folder lies in. Raises GitError outside of one."""
        repository = self.repository_of(folder) or self._make(folder, in_git=False)
        assert isinstance(repository, SnapshotRepository)
        return repository

    def tree_at(self, path: str) -> tuple[SnapshotRepository, str]:
        """The repository that a path lies in, and the path in it.

        Raises GitError outside of one.
        """
        file = resolve_folder(path)
        repository = self.tree_of(file.parent)
        return repository, file.relative_to(repository.root).as_posix()

    def holds(self, path: str) -> bool:
        """Whether there is a file at a path."""
        repository, name = self.tree_at(path)
        return repository.blob(name) is not None

    def load(self, path: str) -> Source:
        """The source in the file at a path. Raises UnreadableError as `WorkTree.load` does."""
        repository, name = self.tree_at(path)
        blob = repository.blob(name)
        if blob is None:
            is_link = repository.has(name)
            raise UnreadableError(
                "a symbolic link that leads nowhere in the repository"
                if is_link
                else "the file is gone"
            )
        return decode(repository.objects.read(blob.oid).data, path)


def staged() -> GitSnapshot:
    """Repositories as they are in the index: as the next commit would have them."""
    return GitSnapshot(lambda root: SnapshotRepository(root, *index(root)))
