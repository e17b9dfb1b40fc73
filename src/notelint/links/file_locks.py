"""Locks over all processes of the user: on open files, so that they end with whoever
holds them, killed or not.
"""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

if sys.platform == "win32":  # pragma: no cover
    import msvcrt

    _FAR = (
        1 << 30
    )  # a byte after all content: what is locked there cannot be read by others

    def _is_locked(number: int, *, shared: bool) -> bool:
        if shared:
            # It keeps others from removing what is in use, which Windows does not let them
            # anyway
            return True
        os.lseek(number, _FAR, os.SEEK_SET)
        try:
            msvcrt.locking(number, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _is_locked(number: int, *, shared: bool) -> bool:
        try:
            fcntl.flock(
                number, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB
            )
        except BlockingIOError:
            return False
        return True


def locked(path: Path, *, shared: bool = False) -> int | None:
    """The number of the file, open and locked until it is closed; None where somebody else,
    here or in another process, holds it.

    Where it is not there it is made, for the user alone. Many may hold it `shared` at a
    time. Raises OSError where there can be no lock, and for what is no file of its own: a
    link, a folder, a pipe.
    """
    while True:
        number = _opened(path)
        try:
            is_mine = _is_locked(number, shared=shared)
            if is_mine and _is_there(number, path):
                return number
        except BaseException:
            os.close(number)
            raise
        os.close(number)
        if not is_mine:
            return None


def _opened(path: Path) -> int:
    flags = (
        os.O_RDWR
        | os.O_CREAT
        | getattr(os, "O_NOFOLLOW", 0)
        | getattr(os, "O_NONBLOCK", 0)
    )
    number = os.open(path, flags, 0o600)
    if not stat.S_ISREG(os.fstat(number).st_mode):
        os.close(number)
        raise OSError(22, "not a file", str(path))
    return number


def _is_there(number: int, path: Path) -> bool:
    """Whether an open file still has its name: `notelint clean` may have removed it
    before it was locked.
    """
    try:
        there, open_file = os.stat(path), os.fstat(number)
    except FileNotFoundError:
        return False
    return (there.st_dev, there.st_ino) == (open_file.st_dev, open_file.st_ino)
