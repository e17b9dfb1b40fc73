"""Objects and the index: read through one `git cat-file --batch`, written without
touching a file of the user's.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from weakref import finalize

from notelint.repo.git.calls import PARTIAL, GitError, ask, outcome, pipes, run, start

if TYPE_CHECKING:
    from subprocess import Popen

LINK = "120000"
SUBMODULE = "160000"

_PIECE = 1 << 16
# The id of an object without content, by SHA-1 and by SHA-256
_EMPTY = {
    "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391",
    "473a0f4c3be8a93681a267e3b1e9a7dcda1185436fe141f7749120a303721813",
}
_STAGED = r"(\d+) ([0-9a-f]+) (\d)\t([^\0]+)\0"


class Blob(NamedTuple):
    """A file as git has it: `mode` 100644, 100755, 120000 (a symbolic link) or 160000 (a
    submodule), and the object's id.
    """

    mode: str
    oid: str


class Content(NamedTuple):
    """The first bytes of an object, as many as were asked for, and its size in bytes."""

    data: bytes
    size: int


def index(root: Path, *paths: str) -> tuple[dict[str, Blob], frozenset[str]]:
    """The files in the index by their paths, in git's order, and the paths that are in
    conflict.

    Without paths all of them. What was only announced (`git add --intent-to-add`) would not
    be committed, and is left out. Raises GitError.
    """
    listed = run(root, "--literal-pathspecs", "ls-files", "-z", "--stage", "--", *paths)
    rows = re.findall(_STAGED, os.fsdecode(listed))
    blobs = {path: Blob(mode, oid) for mode, oid, stage, path in rows if stage == "0"}
    conflicts = {path for _, _, stage, path in rows if stage != "0"}
    for path in _announced(root, blobs):
        del blobs[path]
    return blobs, frozenset(conflicts)


def _announced(root: Path, blobs: Mapping[str, Blob]) -> list[str]:
    """The paths that were added to the index without a content. git does not list them
    as a change of the index.
    """
    empty = [path for path, blob in blobs.items() if blob.oid in _EMPTY]
    if not empty:
        return []
    from notelint.repo.git.changes import changes, head

    commit = head(root)
    added = {change.path for change in changes(root, commit, cached=True)}
    committed = tree(root, commit) if commit else {}
    return [path for path in empty if path not in added and path not in committed]


def tree(root: Path, commit: str) -> dict[str, Blob]:
    """The files of a commit by their paths. Raises GitError."""
    listed = run(root, "ls-tree", "-r", "-z", "--full-tree", commit)
    blobs = {}
    for row in os.fsdecode(listed).split("\0")[:-1]:
        tags, _, path = row.partition("\t")
        mode, _, oid = tags.split(" ")
        blobs[path] = Blob(mode, oid)
    return blobs


class Objects:
    """The objects of a repository, read one by one through one process.

    It is started when the first is asked for, and ends when this is no longer needed.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._process: Popen[bytes] | None = None

    def read(self, oid: str, most: int | None = None) -> Content:
        """The content of an object: all of it, or its first bytes.

        Raises GitError where there is none.
        """
        if self._process is None:
            self._process = start(self._root, "cat-file", "--batch")
            finalize(self, _ended, self._process)
        requests, answers = pipes(self._process)
        try:
            requests.write(f"{oid}\n".encode())
            requests.flush()
            head = answers.readline().split()  # the id, the type and the size
            if len(head) != 3:
                # Nothing at all where git ended, since it may not fetch the object
                hint = "" if head else f" ({PARTIAL})"
                raise GitError(f"git has no object {oid}{hint}")
            size = int(head[2])
            data = answers.read(size if most is None else min(size, most))
            left = size - len(data) + 1  # with the line end after the content
            while left and (piece := answers.read(min(left, _PIECE))):
                left -= len(piece)
        except (OSError, ValueError):
            raise GitError(f"git cat-file failed at object {oid}") from None
        if left:
            raise GitError(f"git cat-file failed at object {oid}")
        return Content(data, size)


def _ended(process: Popen[bytes]) -> None:
    for pipe in pipes(process):
        with suppress(OSError):
            pipe.close()
    process.wait()


def store(root: Path, data: bytes) -> str:
    """The id of a new object with this content, which is kept as it is. Raises GitError."""
    return run(root, "hash-object", "-w", "--stdin", stdin=data).decode().strip()


def put_into_index(root: Path, files: Mapping[str, Blob]) -> None:
    """Put other objects in the places of files in the index, all or none.

    Raises GitError, also where another git holds the index.

    The repository's hooks are not run.
    """
    rows = "".join(
        f"{blob.mode} {blob.oid} 0\t{path}\0" for path, blob in files.items()
    )
    run(
        root,
        "-c",
        f"core.hooksPath={os.devnull}",
        "update-index",
        "-z",
        "--index-info",
        stdin=os.fsencode(rows),
    )


def attributes(root: Path, path: str, names: Iterable[str]) -> dict[str, str]:
    """The attributes of a file among these names, but for unspecified ones; `set` and
    `unset` as git has them.

    Empty where git fails.
    """
    listed = ask(root, "check-attr", "-z", *names, "--", path) or b""
    fields = os.fsdecode(listed).split("\0")[:-1]  # path, name, value; path, …
    rows = zip(fields[1::3], fields[2::3], strict=False)
    return {name: value for name, value in rows if value != "unspecified"}


def merge_file(
    ours: bytes,
    base: bytes,
    theirs: bytes,
    labels: tuple[str, str, str] = ("ours", "base", "theirs"),
    marker_size: int = 7,
) -> tuple[bytes, int]:
    """Three texts merged line by line as git does it, and how many conflicts are marked in
    it (127 at most).

    Raises GitError where git cannot do it, as with binary files.
    """
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        names = []
        for name, text in (("ours", ours), ("base", base), ("theirs", theirs)):
            path = Path(folder) / name
            path.write_bytes(text)
            names.append(str(path))
        marks = [argument for label in labels for argument in ("-L", label)]
        conflicts, merged = outcome(
            Path(folder),
            "merge-file",
            "-p",
            "-q",
            f"--marker-size={marker_size}",
            *marks,
            *names,
            fine=range(128),
        )
    return merged, conflicts
