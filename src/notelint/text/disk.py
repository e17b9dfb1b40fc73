"""Files that a stranger may have made: each is opened only where it is a plain file of
bounded size, in the place where it is to be.
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
    """The number of a plain file, open for reading; see `read`."""
    wanted = _resolved(path, within) if within is not None else os.fspath(path)
    if not _is_fit(
        os.stat(wanted, follow_symlinks=within is None).st_mode, allow_pipe=allow_pipe
    ):
        raise UnreadableError(
            "not a regular file"
        )  # before it is opened: to open a device may do something
    number = os.open(wanted, _FLAGS | (_NO_LINK if within is not None else 0))
    try:
        if not _is_fit(
            os.fstat(number).st_mode, allow_pipe=allow_pipe
        ):  # it may be another one by now
            raise UnreadableError("not a regular file")
        if within is not None and not _lies_in(number, wanted, within):
            raise OutsideError
        if allow_pipe and hasattr(os, "set_blocking"):
            os.set_blocking(number, True)
    except BaseException:
        os.close(number)
        raise
    return number


def _is_fit(mode: int, *, allow_pipe: bool) -> bool:
    return stat.S_ISREG(mode) or (allow_pipe and stat.S_ISFIFO(mode))


def _resolved(path: str | os.PathLike[str], within: str | os.PathLike[str]) -> str:
    """The path with the links below a folder followed.

    Raises OutsideError where they lead out of it, and OSError for a circle.
    """
    root = os.path.abspath(within)
    relative = os.path.relpath(os.path.abspath(path), root).replace(os.sep, "/")
    real = resolve(relative, lambda each: link_at(os.path.join(root, each)), root)
    if real is None:
        raise OutsideError
    return os.path.join(root, real)


def _lies_in(number: int, path: str, within: str | os.PathLike[str]) -> bool:
    """Whether an open file lies in a folder, as the system has it for the file itself;
    elsewhere as its path has it by now.
    """
    try:
        real = os.readlink(f"/proc/self/fd/{number}")
    except OSError:
        real = os.path.realpath(path)
    return any(
        real.startswith(os.path.join(root, ""))
        for root in (os.fspath(within), os.path.realpath(within))
    )


def link_at(path: str) -> str | None:
    """What a symbolic link says; None for what is none."""
    try:
        return os.readlink(path)
    except (OSError, ValueError):
        return None


def resolve(path: str, link_of: Callable[[str], str | None], root: str) -> str | None:
    """Where a path in a repository leads when its symbolic links are followed; None where
    that is out of it.

    The path is relative to the root, with `/`; `link_of` has what the link at such a path
    says. Nothing outside is looked at. Raises OSError where links lead round in a circle.
    """
    if len(path) > LONGEST_PATH:
        return path
    ahead, done, links = path.split("/")[::-1], list[str](), 0
    while ahead:
        name = ahead.pop()
        if name == "..":
            if not done:
                return None
            done.pop()
        elif name not in {"", "."}:
            done.append(name)
            if (target := link_of("/".join(done))) is None:
                continue
            links += 1
            if links > MOST_LINKS:
                raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), path)
            inner = (
                target.replace(os.sep, "/")
                if not os.path.isabs(target)
                else _inside(target, root)
            )
            if inner is None:
                return None
            done = [] if os.path.isabs(target) else done[:-1]
            ahead += inner.split("/")[::-1]
    return "/".join(done)


def _inside(target: str, root: str) -> str | None:
    """A whole path as it is from the root; None where it lies elsewhere."""
    path = os.path.normpath(target)
    for top in (root, os.path.realpath(root)):
        if path == top or path.startswith(os.path.join(top, "")):
            return os.path.relpath(path, top).replace(os.sep, "/")
    return None
