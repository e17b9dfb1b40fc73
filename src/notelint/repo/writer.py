"""Files written whole or not at all."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Mapping
from contextlib import suppress
from typing import NamedTuple

from notelint.errors import NotelintError
from notelint.text.source import Source

# Of files that a run leaves behind when it is killed; none of them is a notebook
ENDING = ".notelint"
# Characters of a name, so that what stands around it stays within the 255 bytes of a file's
# name
_LONGEST = 40
_ACL = "system.posix_acl_access"
# Attributes that the system drops or renews with each write
_OF_THE_CONTENT = frozenset({"security.ima", "security.evm", "security.capability"})
# Errors for a file that is mounted by itself, as into a container
_NOT_MOVED = frozenset({errno.EBUSY, errno.EXDEV})
_FLAGS = (
    os.O_WRONLY
    | os.O_CREAT
    | os.O_EXCL
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)


class ChangedError(NotelintError):
    """The file is no longer the one that was read."""


class _NewFile(NamedTuple):
    """A new file next to an old one.

    `can_move` tells whether it has all that the old one has, its other names included, so
    that it can be moved into its place.
    """

    path: str
    can_move: bool


def encoded(source: Source) -> bytes:
    """The bytes of a file that holds the source: byte order mark and line ends as they were."""
    return source.whole.encode()


def write(path: str, before: bytes, after: bytes) -> None:
    """Put a file's new content in the place of the old one, which it must still have.

    The new content is written next to the file and moved into its place, so that at any
    moment the file is the old one or the new one, whole. Its mode, owner, access control
    list and extended attributes stay; a symbolic link stays, and the file that it leads to
    is written. A file that has several names (hard links), or something that the system
    does not let us keep, is written in place, since moving would part it from them: after
    a run that is killed at that moment the new content lies next to it.

    Raises NotelintError for a file that has changed since, or cannot be written.
    """
    real = os.path.realpath(path)
    try:
        state = os.stat(real)
        _refuse_read_only(path, real)
        new = _beside(real, after, state)
        _replace(path, real, new, before, after)
    except OSError as error:
        raise _failure(path, error) from None


def put(path: str, content: bytes) -> None:
    """Write a file whole, be it new or in the place of another, whatever that held; what
    `write` keeps of a file is kept.

    Raises NotelintError where it cannot be written; then it is as it was.
    """
    real = os.path.realpath(path)
    try:
        state = os.stat(real) if os.path.lexists(real) else None
        if state:
            _refuse_read_only(path, real)
        try:
            new = _beside(real, content, state)
        except PermissionError:
            if state is None:
                raise
            _write_in_place(path, real, None, content)
            return
        _replace(path, real, new, None, content)
    except OSError as error:
        raise _failure(path, error) from None


def _refuse_read_only(path: str, real: str) -> None:
    if not os.access(real, os.W_OK):
        raise PermissionError(errno.EACCES, "Permission denied", path)


def _replace(
    path: str, real: str, new: _NewFile, before: bytes | None, after: bytes
) -> None:
    """Move a new file into the place of the old one, or write its content there.

    The old one must still have the content `before`, if one is given. The new file is gone
    at the end.
    """
    try:
        if before is not None and _content(path, real, before, after) == after:
            return
        if not (new.can_move and _moved(new.path, real)):
            _write_in_place(path, real, before, after)
    finally:
        with suppress(FileNotFoundError):
            os.unlink(new.path)


def put_all(files: Mapping[str, bytes]) -> None:
    """Write files whole, with the folders that they need: all of them, or none.

    Each is written next to its place, and moved there when all are; where one cannot be
    moved, those that were are put back. Raises NotelintError where that cannot be done;
    then everything is as it was.
    """
    beside: dict[str, str] = {}
    folders: list[str] = []
    moved: list[tuple[str, str | None]] = []
    path = ""
    try:
        for path, content in files.items():
            folders += _make_folders(os.path.dirname(path))
            state = os.stat(path) if os.path.lexists(path) else None
            beside[path] = _beside(path, content, state).path
        for path, new in beside.items():
            moved.append((path, _kept_aside(path)))
            os.replace(new, path)
    except BaseException as error:
        for place, aside in reversed(moved):
            _put_back(place, aside)
        for new in beside.values():
            with suppress(FileNotFoundError):
                os.unlink(new)
        for folder in reversed(folders):
            with suppress(OSError):
                os.rmdir(folder)
        if isinstance(error, OSError):
            raise _failure(path, error) from None
        raise
    for _, aside in moved:
        if aside is not None:
            os.unlink(aside)


def _make_folders(folder: str) -> list[str]:
    """Make a folder and those above it; the ones that were not there, the topmost first."""
    missing = []
    while folder and not os.path.lexists(folder):
        missing.append(folder)
        folder = os.path.dirname(folder)
    missing.reverse()
    for path in missing:
        os.mkdir(path)
    return missing


def _kept_aside(path: str) -> str | None:
    """Another name of the file at a path, which is about to be written; None where there
    is none.
    """
    if not os.path.lexists(path):
        return None
    aside = _name_beside(path)
    try:
        os.link(path, aside, follow_symlinks=False)
    except OSError:  # a file system without hard links
        os.rename(path, aside)
    return aside


def _put_back(path: str, aside: str | None) -> None:
    with suppress(OSError):
        if aside is None:
            os.unlink(path)
        else:
            os.replace(aside, path)
            os.unlink(aside)  # still there where both were names of one file


def _failure(path: str, error: OSError) -> NotelintError:
    reason = (error.strerror or "cannot be written").lower()
    return NotelintError(f"{path}: {reason}")


def _name_beside(real: str) -> str:
    """A name that no file has, in the folder of another."""
    folder, name = os.path.split(real)
    return os.path.join(folder, f".{name[:_LONGEST]}.{os.urandom(6).hex()}{ENDING}")


def _beside(real: str, content: bytes, state: os.stat_result | None) -> _NewFile:
    """A new file in the folder of another, with a content; `state` is the other one's.

    Where there is no other file it is as the system makes new ones.
    """
    path = _name_beside(real)
    mode = 0o600 if state else 0o666  # nobody else reads it before it has its own mode
    try:
        number = os.open(path, _FLAGS, mode)
    except PermissionError as error:
        raise PermissionError(error.errno, "Its folder cannot be written to") from None
    try:
        with os.fdopen(number, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(number)
            if state is None:
                return _NewFile(path, can_move=True)
            is_alike = _is_made_alike(number, real, state)
            return _NewFile(path, can_move=is_alike and state.st_nlink == 1)
    except BaseException:
        with suppress(FileNotFoundError):
            os.unlink(path)
        raise


def _is_made_alike(number: int, real: str, state: os.stat_result) -> bool:
    """Give a new file another's owner, mode and attributes; whether the system let us.

    In this order: a new owner costs some modes, and a mode given later would change what
    the access control list grants.
    """
    if not hasattr(os, "fchown"):
        return True
    try:
        os.fchown(number, state.st_uid, state.st_gid)
        attributes = _attributes(real)
        has_acl = _ACL in _attributes(number)  # from the folder's default
        if has_acl and _ACL not in attributes:
            os.removexattr(number, _ACL)
        os.fchmod(number, stat.S_IMODE(state.st_mode))
        for name, value in attributes.items():
            if _attributes(number).get(name) != value:
                os.setxattr(number, name, value)
    except OSError:
        return False
    return True


def _attributes(file: str | int) -> dict[str, bytes]:
    """The extended attributes of a file, access control list and label included, where
    Python can ask for them: on Linux.
    """
    if not hasattr(os, "listxattr"):
        return {}
    try:
        names = os.listxattr(file)
    except OSError as error:
        if error.errno == errno.ENOTSUP:
            return {}
        raise
    return {
        name: os.getxattr(file, name) for name in names if name not in _OF_THE_CONTENT
    }


def _moved(beside: str, real: str) -> bool:
    """Move a new file into another's place; False where that one can only be written."""
    try:
        os.replace(beside, real)
    except OSError as error:
        if error.errno in _NOT_MOVED:
            return False
        raise
    return True


def _content(path: str, real: str, before: bytes, after: bytes) -> bytes:
    """What the file holds now: the old content, or the new one where another run was faster."""
    with open(real, "rb") as file:
        content = file.read()
    if content not in (before, after):
        raise ChangedError(
            f"{path}: changed while it was being mended: left as it is, run again"
        )
    return content


def _write_in_place(path: str, real: str, before: bytes | None, after: bytes) -> None:
    """Write into the file itself, as the only run that does; what does not fit on the disk
    is taken back.

    It must still have the content that is named, if one is.
    """
    with open(real, "r+b", buffering=0) as file:
        _lock(path, file.fileno())
        if before is None:
            before = file.read()
        else:
            _content(path, real, before, after)
        try:
            _overwrite(file.fileno(), after)
        except OSError:
            _overwrite(file.fileno(), before)
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
        raise ChangedError(
            f"{path}: another run is writing it: left as it is, run again"
        ) from None
    except OSError:
        return


def _overwrite(number: int, content: bytes) -> None:
    """Write an open file from its start, in as many pieces as the system takes."""
    position = 0
    while position < len(content):
        position += os.pwrite(number, content[position:], position)
    os.ftruncate(number, len(content))
    os.fsync(number)
