"""FixResult texts into the index, and into the files where that is the same or goes
together with what else was changed there.
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

_TRANSLATED = (
    "filter",
    "working-tree-encoding",
)  # attributes by which a file holds other bytes than the index does


def stage(
    snapshot: GitSnapshot,
    path: str,
    before: Source,
    after: Source,
    tell: Callable[[str], None],
) -> None:
    """Put a mended text in the place of the one in the index, which must still be there,
    and mend the file on the disk likewise.

    Where the file has other changes, which are not staged, they stay: they get neither into
    the index nor lost. Where they are in the same lines the file is left as it is, which is
    told. Raises NotelintError where nothing was written, or the file alone could not be.
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
    put_into_index(
        tree.root, {real: blob._replace(oid=store(tree.root, encoded(after)))}
    )
    _write(tree.root, real, path, encoded(before), encoded(after), tell)


def _write(
    root: Path,
    name: str,
    path: str,
    before: bytes,
    after: bytes,
    tell: Callable[[str], None],
) -> None:
    place = str(root / name)
    if not os.path.isfile(place):
        return
    if not Path(os.path.realpath(place)).is_relative_to(os.path.realpath(root)):
        tell(
            f"{path}: fixed in the index; the file is a symbolic link out of the repository now, and is as it was"
        )
        return
    if attributes(root, name, _TRANSLATED):
        tell(
            f"{path}: mended in the index; git keeps the file in another form: git checkout -- {path} writes it anew"
        )
        return
    with open(place, "rb") as file:
        now = file.read()
    mended = _together(now, before, after)
    if mended is None:
        tell(
            f"{path}: mended in the index; the file has other changes in the same lines, and is as it was: notelint fmt mends it"
        )
    elif mended != now:
        write(place, now, mended)


def _together(now: bytes, before: bytes, after: bytes) -> bytes | None:
    """The file with what was mended in the index, in its own line ends; None where it
    has other changes in the same lines.
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
