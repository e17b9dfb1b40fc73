"""Fixed texts into the index, and into the files on the disk where they can be merged with
what else was changed there.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from notelint.errors import NotelintError
from notelint.repo.git import GitError
from notelint.repo.git.blobs import attributes, index, merge_file, put_into_index, store
from notelint.repo.snapshot import GitSnapshot
from notelint.repo.writer import encoded, write
from notelint.text.source import Source

# Attributes by which a file holds other bytes than the index does
_TRANSLATED = ("filter", "working-tree-encoding")


def stage(
    snapshot: GitSnapshot,
    path: str,
    before: Source,
    after: Source,
    warn: Callable[[str], None],
) -> None:
    """Put a fixed text in the place of the one in the index, which must still be there,
    and make the same fixes in the file on the disk.

    Other changes of the file, which are not staged, stay: they do not get into the index,
    and they are not lost. Where they are in the same lines the file is left as it is, with
    a warning. Raises NotelintError where nothing was written, or the file could not be.
    """
    tree, name = snapshot.tree_at(path)
    real = tree.resolve(name)
    if real is None or real not in tree.blobs:
        raise NotelintError(f"{path}: not in the index any more: left as it is")
    if os.path.basename(os.environ.get("GIT_INDEX_FILE", "")).startswith("next-index-"):
        raise NotelintError(
            f"{path}: git commit with file names keeps an index of its own: git add the file, and commit without naming it"
        )
    blob = tree.blobs[real]
    if index(tree.root, real)[0].get(real) != blob:
        raise NotelintError(
            f"{path}: changed in the index while it was being mended: left as it is, run again"
        )
    fixed_blob = blob._replace(oid=store(tree.root, encoded(after)))
    put_into_index(tree.root, {real: fixed_blob})
    if problem := _write(tree.root, real, encoded(before), encoded(after)):
        warn(f"{path}: {problem.format(path=path)}")


def _write(root: Path, name: str, before: bytes, after: bytes) -> str:
    """Fix the file on the disk; why that was not done, where `{path}` is for its name.

    Empty where it was done, and where there is no file.
    """
    file = root / name
    if not file.is_file():
        return ""
    if not Path(os.path.realpath(file)).is_relative_to(os.path.realpath(root)):
        return "fixed in the index; the file is a symbolic link out of the repository now, and is as it was"
    if attributes(root, name, _TRANSLATED):
        return "mended in the index; git keeps the file in another form: git checkout -- {path} writes it anew"
    now = file.read_bytes()
    fixed = _merge(now, before, after)
    if fixed is None:
        return "mended in the index; the file has other changes in the same lines, and is as it was: notelint fmt mends it"
    if fixed != now:
        write(str(file), now, fixed)
    return ""


def _merge(now: bytes, before: bytes, after: bytes) -> bytes | None:
    """The file with what was fixed in the index, in its own line ends; None where it has
    other changes in the same lines.
    """
    has_crlf = b"\r\n" in now and b"\r\n" not in before
    plain = now.replace(b"\r\n", b"\n") if has_crlf else now
    if plain == before:
        merged = after
    else:
        try:
            merged, conflicts = merge_file(plain, before, after)
        except GitError:
            return None
        if conflicts:
            return None
    return merged.replace(b"\n", b"\r\n") if has_crlf else merged
