"""Files written whole or not at all."""

from __future__ import annotations

import os
import stat
from contextlib import suppress

from notelint.errors import NotelintError
from notelint.source import Source

ENDING = ".notelint"  # of files that a run leaves behind when it is killed; none of them is a notebook
_LONGEST = 40  # characters of a name, so that what stands around it stays within the 255 bytes of a file's name


class ChangedError(NotelintError):
    """The file is no longer the one that was read."""


def encoded(source: Source) -> bytes:
    """The bytes of a file that holds the source: byte order mark and line ends as they were."""
    return source.whole.encode()


def write(path: str, before: bytes, after: bytes) -> None:
    """Put a file's new content in the place of the old one, which it must still have.

    The new content is written beside the file and moved into its place, so that at any moment the file is the old one or the new one,
    whole. Its mode and its owner stay; a symbolic link stays, and the file that it leads to is written. A file that has several names
    (hard links), or an owner whom the system does not let us keep, is written in place, since moving would part it from them: whoever
    kills us right then finds the new content beside it.

    Raises NotelintError for a file that has changed since, or cannot be written.
    """
    real = os.path.realpath(path)
    try:
        state = os.stat(real)
        if not os.access(real, os.W_OK):
            raise PermissionError(13, "Permission denied", path)
        number, beside = _beside(real)
        try:
            is_owned = _fill(number, after, state)
            if _content(path, real, before, after) == after:
                return
            if is_owned and state.st_nlink == 1:
                os.replace(beside, real)
            else:
                _write_in_place(path, real, before, after)
        finally:
            with suppress(FileNotFoundError):
                os.unlink(beside)
    except OSError as error:
        raise NotelintError(f"{path}: {(error.strerror or 'cannot be written').lower()}") from None


def _beside(real: str) -> tuple[int, str]:
    """A new file in the folder of another, open, and its path."""
    folder, name = os.path.split(real)
    path = os.path.join(folder, f".{name[:_LONGEST]}.{os.urandom(6).hex()}{ENDING}")
    try:
        return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0), 0o600), path
    except PermissionError as error:
        raise PermissionError(error.errno, "Its folder cannot be written to") from None


def _fill(number: int, content: bytes, state: os.stat_result) -> bool:
    """Write a new file, and give it another's mode and owner; whether the system let us."""
    with os.fdopen(number, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(number)
        if not hasattr(os, "fchown"):
            return True
        try:
            os.fchown(number, state.st_uid, state.st_gid)
            os.fchmod(number, stat.S_IMODE(state.st_mode))
        except OSError:
            return False
    return True


def _content(path: str, real: str, before: bytes, after: bytes) -> bytes:
    """What the file holds now: the old content, or the new one where another run was faster."""
    with open(real, "rb") as file:
        content = file.read()
    if content not in (before, after):
        raise ChangedError(f"{path}: changed while it was being mended: left as it is, run again")
    return content


def _write_in_place(path: str, real: str, before: bytes, after: bytes) -> None:
    """Write into the file itself, as the only run that does; what does not fit on the disk is taken back."""
    with open(real, "r+b", buffering=0) as file:
        _lock(path, file.fileno())
        _content(path, real, before, after)
        try:
            _put(file.fileno(), after)
        except OSError:
            _put(file.fileno(), before)
            raise


def _lock(path: str, number: int) -> None:
    """Keep other runs off an open file until it is closed, where the system knows how."""
    try:
        import fcntl
    except ImportError:
        return
    try:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise ChangedError(f"{path}: another run is writing it: left as it is, run again") from None
    except OSError:
        return


def _put(number: int, content: bytes) -> None:
    place = 0
    while place < len(content):
        place += os.pwrite(number, content[place:], place)
    os.ftruncate(number, len(content))
    os.fsync(number)
