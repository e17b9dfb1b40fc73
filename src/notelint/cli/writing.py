"""Files that a command writes next to notebooks: which it may, and how; all of them, or
none where one cannot be written.
"""

from __future__ import annotations

import errno
import os
import re
import stat
import sys
from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from notelint.baseline import NAME as BASELINE
from notelint.config.documents import shown
from notelint.engine.discovery import STDIN, is_notebook
from notelint.errors import NotelintError
from notelint.repo import git

_CONFIGS = frozenset(
    {
        ".notelint.yaml",
        ".notelint.yml",
        "notelint.yaml",
        "notelint.yml",
        "pyproject.toml",
    }
)
_STREAM = r"/dev/(stdout|stderr)|/(?:dev|proc/self)/fd/(\d+)"
_NUMBERS = {"stdout": 1, "stderr": 2}


class Target:
    """Where a report goes: a file, which is written whole, or an open pipe, device or
    stream of that `number`.
    """

    def __init__(self, option: str, name: str, number: int | None = None) -> None:
        self._option = option
        self._name = name
        self._number = number

    def write(self, data: bytes) -> None:
        """Write the report, once.

        Raises NotelintError where that cannot be done; a file is then as it was.
        """
        if self._number is None:
            from notelint.repo.writer import (
                put,
            )  # few runs write a file, and start-up counts

            try:
                put(self._name, data)
            except NotelintError as error:
                raise NotelintError(f"{self._option}: {error}") from None
            return
        try:
            sys.stdout.flush()
            with os.fdopen(self._number, "wb") as stream:
                stream.write(data)
        except OSError as error:
            raise _complaint(self._option, self._name, error) from None


def target(
    option: str, name: str, notebooks: Iterable[str], others: Iterable[str] = ()
) -> Target:
    """Where a report goes that an option names a place for, asked before the run, so that
    nobody waits for nothing.

    `notebooks` are the files that the run checks, `others` the config and baseline files
    that it reads. Raises NotelintError for a file that may not be written (see `refuse`),
    and for a place that cannot be: a folder, a pipe that nobody reads, a missing folder.
    """
    try:
        if found := re.fullmatch(_STREAM, name):
            return Target(
                option, name, os.dup(_NUMBERS[found[1]] if found[1] else int(found[2]))
            )
        refuse(option, name, notebooks, others, kept={*_CONFIGS, BASELINE})
        mode = _mode(name)
        if stat.S_ISREG(mode):
            return Target(option, name)
        if stat.S_ISBLK(mode) or stat.S_ISSOCK(mode):
            raise NotelintError(
                f"{option}: {name}: no plain file, pipe or terminal: name another file"
            )
        return Target(option, name, _opened(name))
    except OSError as error:
        raise _complaint(option, name, error) from None


def refuse(
    option: str,
    name: str,
    notebooks: Iterable[str],
    others: Iterable[str] = (),
    kept: Collection[str] = _CONFIGS,
) -> None:
    """Raise NotelintError for a file that an option names and that is not there to be written.

    These are the files that the run reads, under whatever name; notebooks that git tracks;
    figures, and files with names that are `kept`; all that is git's own; and what a
    symbolic link in a repository leads to outside of it.
    """
    try:
        problem = _problem(name, notebooks, others, kept)
    except OSError as error:
        raise _complaint(option, name, error) from None
    if problem:
        raise NotelintError(f"{option}: {f'{name}: ' if name else ''}{problem}")


def _problem(
    name: str, notebooks: Iterable[str], others: Iterable[str], kept: Collection[str]
) -> str:
    """Why a file may not be written; empty where it may."""
    if not name or "\0" in name:
        return "names no file"
    if os.path.isdir(name) or os.path.basename(name) in {"", os.curdir, os.pardir}:
        return "a folder: name a file"
    real = _followed(name)
    if real is None:
        return "a symbolic link leads out of the repository: name a file in it"
    if any(part.casefold() == ".git" for part in Path(real).parts):
        return "git's own: name a file outside of .git"
    if os.path.islink(name) and not os.path.exists(name):
        return "a symbolic link that leads nowhere: remove it, or name another file"
    if os.path.basename(real).casefold() in kept:
        return "a config file or a baseline: name another file"
    if not os.path.isfile(real):
        return ""
    if _is_among(real, notebooks):
        return "a notebook that is checked: name another file"
    if _is_among(real, others):
        return "a config file or a baseline: name another file"
    return _worth(real)


def _worth(real: str) -> str:
    """What a file is that no report may replace; empty for others, tracked ones
    included: a repository may well keep its last report.
    """
    from notelint.repo.image_types import HEAD, SHOWN, kind_of

    if is_notebook(real) and _is_tracked(real):
        return "a notebook that git tracks: name another file"
    with suppress(PermissionError), open(real, "rb") as file:
        if kind_of(file.read(HEAD)) in {*SHOWN, "lfs", "pdf", "video"}:
            return "a figure: name another file"
    return ""


def _is_tracked(real: str) -> bool:
    """Whether git tracks a file, or cannot tell."""
    from notelint.repo.git.blobs import index

    root = git.root_of(Path(real).parent)
    if root is None:
        return False
    try:
        blobs, conflicts = index(root, os.path.relpath(real, root))
    except git.GitError:
        return True
    return bool(blobs or conflicts)


def _is_among(real: str, names: Iterable[str]) -> bool:
    """Whether a file is one of these, be it by a link, a hard link or in another letter
    case.
    """
    state = os.stat(real)
    for name in names:
        with suppress(OSError, ValueError):
            if name != STDIN and os.path.samestat(os.stat(name), state):
                return True
    return False


def _followed(name: str) -> str | None:
    """The real path of a name, as the system goes it, link by link; None where a link in a
    repository leads out of that.

    Raises OSError for a link that leads in a circle.
    """
    drive, path = os.path.splitdrive(name)
    place = (
        os.path.join(drive, os.sep)
        if os.path.isabs(name)
        else os.path.realpath(drive or os.curdir)
    )
    for part in Path(path).parts:
        step = (
            os.path.dirname(place) if part == os.pardir else os.path.join(place, part)
        )
        if os.path.islink(step):
            if os.path.islink(real := os.path.realpath(step)):
                raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
            if not _is_together(place, real):
                return None
            step = real
        place = step
    return place


def _is_together(folder: str, real: str) -> bool:
    """Whether a file lies in the repository that a folder lies in, or below the working
    folder that it lies below; True for no such one.
    """
    working = os.path.realpath(os.curdir)
    top = git.root_of(Path(folder)) or (
        working if Path(folder).is_relative_to(working) else None
    )
    return top is None or Path(real).is_relative_to(top)


def _mode(name: str) -> int:
    """What is at a place, or can be put there: a regular file.

    Raises OSError where none can be written.
    """
    try:
        state = os.stat(name)
    except FileNotFoundError:
        folder = os.path.dirname(name) or os.curdir
        os.stat(folder)
        if not os.access(folder, os.W_OK | os.X_OK):
            raise PermissionError(
                errno.EACCES, "Its folder cannot be written to"
            ) from None
        return stat.S_IFREG
    if not os.access(name, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    return state.st_mode


def _opened(name: str) -> int:
    """A pipe or a device, open for writing.

    Raises OSError (ENXIO) for a pipe that nobody reads, and waits for none.
    """
    number = os.open(
        name,
        os.O_WRONLY
        | getattr(os, "O_NONBLOCK", 0)
        | getattr(os, "O_NOCTTY", 0)
        | getattr(os, "O_CLOEXEC", 0),
    )
    os.set_blocking(number, True)
    return number


def _complaint(option: str, name: str, error: OSError) -> NotelintError:
    if error.errno == errno.ENXIO:
        return NotelintError(
            f"{option}: {name}: a pipe that nobody reads: start what reads it first, or name a file"
        )
    return NotelintError(
        f"{option}: {name}: {(error.strerror or 'cannot be written').lower()}"
    )


def refuse_odd_places(path: Path, root: Path) -> None:
    """Raise NotelintError where a file below `root` is no plain one, or the way to it
    leads elsewhere.
    """
    for each in (path, *path.parents[: len(path.relative_to(root).parts) - 1]):
        if each.is_symlink():
            raise NotelintError(
                f"{shown(each)}: a symbolic link: put a plain {'file' if each == path else 'folder'} in its place"
            )
        if each == path and each.is_dir():
            raise NotelintError(
                f"{shown(each)}: a folder, where a file is to be written"
            )
        if each.exists() and not (each.is_file() if each == path else each.is_dir()):
            raise NotelintError(
                f"{shown(each)}: no plain {'file' if each == path else 'folder'}"
            )


def write_all(files: Mapping[Path, str]) -> None:
    """Write files, with the folders that they need.

    Raises NotelintError where one cannot be written; then everything is as it was.
    """
    from notelint.repo.writer import put_all

    put_all({shown(path): text.encode() for path, text in files.items()})
