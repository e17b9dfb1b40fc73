"""Files that a stranger may have made.

Each is opened only where it is a plain file of bounded size, in the folder where it must be.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable

from notelint.errors import UnreadableError

OUTSIDE = "outside of the repository"
MOST_LINKS = 40  # symbolic links on one path, as the system has it
LONGEST_PATH = 4096  # characters: the system has no longer ones
_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_NOCTTY", 0)
    | getattr(os, "O_BINARY", 0)
)
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)


class OutsideError(UnreadableError):
    """A file that lies outside of the repository, or is reached through a symbolic link
    that leads out of it.
    """

    def __init__(self) -> None:
        super().__init__(OUTSIDE)


class OversizeError(UnreadableError):
    """A file that is too large."""


def read(
    path: str | os.PathLike[str],
    most: int,
    *,
    within: str | os.PathLike[str] | None = None,
    allow_pipe: bool = False,
) -> bytes:
    """The bytes of a plain file, at most so many.

    With `within`, the file must lie in that folder after all links are followed; nothing
    outside of it is looked at. With `allow_pipe`, a pipe that somebody names on purpose, as
    in `<(…)`, is read until its end.

    Raises OutsideError, OversizeError, UnreadableError for what is no plain file, and OSError.
    """
    number = opened(path, within=within, allow_pipe=allow_pipe)
    with os.fdopen(number, "rb") as file:
        data = file.read(most + 1) or b""
    if len(data) > most:
        raise OversizeError(f"more than {most >> 20} MiB")
    return data


def opened(
    path: str | os.PathLike[str],
    *,
    within: str | os.PathLike[str] | None = None,
    allow_pipe: bool = False,
) -> int:
    """The descriptor of a plain file, open for reading; see `read`."""
    if within is None:
        real, flags = os.fspath(path), _FLAGS
    else:
        real, flags = _resolved_within(path, within), _FLAGS | _NO_LINK
    # Before it is opened: to open a device may do something
    mode = os.stat(real, follow_symlinks=within is None).st_mode
    _refuse_odd(mode, allow_pipe=allow_pipe)
    number = os.open(real, flags)
    try:
        # Again, since by now it may be another file
        _refuse_odd(os.fstat(number).st_mode, allow_pipe=allow_pipe)
        if within is not None and not _lies_in(number, real, within):
            raise OutsideError
        if allow_pipe and hasattr(os, "set_blocking"):
            os.set_blocking(number, True)
    except BaseException:
        os.close(number)
        raise
    return number


def _refuse_odd(mode: int, *, allow_pipe: bool) -> None:
    is_pipe = allow_pipe and stat.S_ISFIFO(mode)
    if not (stat.S_ISREG(mode) or is_pipe):
        raise UnreadableError("not a regular file")


def _resolved_within(
    path: str | os.PathLike[str], folder: str | os.PathLike[str]
) -> str:
    inner = resolve_within(path, folder)
    if inner is None:
        raise OutsideError
    return os.path.join(os.path.abspath(folder), inner)


def resolve_within(
    path: str | os.PathLike[str], folder: str | os.PathLike[str]
) -> str | None:
    """Where a path leads when the links below a folder are followed, from that folder and
    with `/`; None where they lead out of it.

    Raises OSError where they lead round in a circle.
    """
    root = os.path.abspath(folder)
    inner = os.path.relpath(os.path.abspath(path), root).replace(os.sep, "/")

    def link_of(inner: str) -> str | None:
        return read_link(os.path.join(root, inner))

    return resolve(inner, link_of, root)


def _lies_in(number: int, path: str, within: str | os.PathLike[str]) -> bool:
    """Whether an open file lies in a folder, as the system has it for the file itself;
    elsewhere as its path has it by now.
    """
    try:
        real = os.readlink(f"/proc/self/fd/{number}")
    except OSError:
        real = os.path.realpath(path)
    roots = (os.fspath(within), os.path.realpath(within))
    return any(real.startswith(os.path.join(root, "")) for root in roots)


def read_link(path: str) -> str | None:
    """The target of a symbolic link; None for anything else."""
    try:
        return os.readlink(path)
    except (OSError, ValueError):
        return None


def resolve(path: str, link_of: Callable[[str], str | None], root: str) -> str | None:
    """Where a path in a repository leads when its symbolic links are followed; None where
    that is out of it.

    The path is relative to the root, with `/`; `link_of` gives the target of the link at
    such a path, None where there is no link. Nothing outside is looked at. Raises OSError
    where links lead round in a circle.
    """
    if len(path) > LONGEST_PATH:
        return path
    ahead = path.split("/")[::-1]  # the next name last
    done = list[str]()
    links = 0
    while ahead:
        name = ahead.pop()
        if name in {"", "."}:
            continue
        if name == "..":
            if not done:
                return None
            done.pop()
            continue
        done.append(name)
        target = link_of("/".join(done))
        if target is None:
            continue
        links += 1
        if links > MOST_LINKS:
            raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), path)
        if os.path.isabs(target):
            inner = _path_from(root, target)
            done.clear()
        else:
            inner = target.replace(os.sep, "/")
            done.pop()
        if inner is None:
            return None
        ahead += inner.split("/")[::-1]
    return "/".join(done)


def _path_from(root: str, target: str) -> str | None:
    """An absolute path as it is from the root; None where it lies elsewhere."""
    path = os.path.normpath(target)
    for top in (root, os.path.realpath(root)):
        if path == top or path.startswith(os.path.join(top, "")):
            return os.path.relpath(path, top).replace(os.sep, "/")
    return None
