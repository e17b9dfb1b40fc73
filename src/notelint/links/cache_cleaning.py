"""Removing what notelint keeps in the cache folder, and nothing else that is there."""

from __future__ import annotations

import os
import re
import stat
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from notelint.links.cache_database import LOCK
from notelint.links.cache_folder import PREFIX, TAGS, CacheError, complaint
from notelint.links.file_locks import locked
from notelint.links.spacing import ENDING, is_due

_STORED = re.compile(
    rf"{PREFIX}links-[0-9]+\.sqlite(\.new|\.damaged-[0-9]+)?(-wal|-shm|-journal)?"
)
_TURN = re.compile(rf"{PREFIX}[a-z0-9.-]+{re.escape(ENDING)}")


class Removed(NamedTuple):
    """How many files were removed, and how large they were, in bytes."""

    files: int
    size: int


def emptied(folder: Path) -> Removed | None:
    """Remove our files from a folder, and the folder where we made it and nothing else is
    left in it.

    None, and nothing removed, where another run has the answers open. Raises CacheError for
    what the system does not let us remove.
    """
    try:
        return _emptied(folder)
    except FileNotFoundError:
        return Removed(0, 0)
    except OSError as error:
        raise CacheError(f"{error.filename or folder}: {complaint(error)}") from None


def _emptied(folder: Path) -> Removed | None:
    names = [
        name
        for name in sorted(os.listdir(folder))
        if _STORED.fullmatch(name) or _TURN.fullmatch(name)
    ]
    if not names and not os.path.lexists(folder / LOCK):
        return Removed(0, 0)
    alone = locked(folder / LOCK)
    if alone is None:
        return None
    try:
        sizes = [*_remove(folder, names)]
        with suppress(PermissionError):  # Windows keeps what is open
            os.unlink(folder / LOCK)
    finally:
        os.close(alone)
    _remove_folder(folder)
    return Removed(len(sizes), sum(sizes))


def _remove(folder: Path, names: list[str]) -> Iterator[int]:
    """Remove files, and tell their sizes; but folders, which are not ours, and what
    tells other runs to wait a moment longer.
    """
    for name in names:
        path = folder / name
        with suppress(FileNotFoundError):
            state = path.lstat()
            if not stat.S_ISDIR(state.st_mode) and (
                not name.endswith(ENDING) or _is_due(path, state)
            ):
                path.unlink()
                yield state.st_size


def _is_due(path: Path, state: os.stat_result) -> bool:
    if not stat.S_ISREG(state.st_mode):
        return True
    number = locked(path)
    if number is None:
        return False
    try:
        return is_due(number, time.time())
    finally:
        os.close(number)


def _remove_folder(folder: Path) -> None:
    """Remove a folder that holds nothing but the notes that we put into it when we made it."""
    with suppress(OSError, UnicodeError):
        if set(os.listdir(folder)) == set(TAGS) and all(
            (folder / name).read_text(encoding="utf-8") == text
            for name, text in TAGS.items()
        ):
            for name in TAGS:
                (folder / name).unlink()
            folder.rmdir()
