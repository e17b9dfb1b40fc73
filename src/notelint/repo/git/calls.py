"""How git is run: where, with which variables, and what becomes of its complaints."""

from __future__ import annotations

import os
from collections.abc import Container
from functools import cache
from pathlib import Path
from typing import IO, TYPE_CHECKING

from notelint.errors import NotelintError, UnreadableError
from notelint.text import disk

if TYPE_CHECKING:
    from subprocess import Popen

_KEPT = frozenset(
    {
        "GIT_EXEC_PATH",
        "GIT_SSH",
        "GIT_SSH_COMMAND",
        "GIT_SSL_CAINFO",
        "GIT_SSL_NO_VERIFY",
        "GIT_CONFIG_GLOBAL",
        "GIT_CONFIG_SYSTEM",
    }
    | {"GIT_CONFIG_NOSYSTEM", "GIT_CEILING_DIRECTORIES", "GIT_NO_LAZY_FETCH"}
)
_OF_ONE_REPOSITORY = (
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_COMMON_DIR",
)
_LONGEST_POINTER = 1 << 20  # bytes
_ASKING = {"GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0"}
# A repository's own settings may have come with it. What they make git run for us is
# switched off where nobody loses by that: a program that is asked what has changed, and the
# fetching of objects that a partial clone lacks. A user who trusts the repository lets it
# fetch by `GIT_NO_LAZY_FETCH=0`.
_SETTINGS = ("-c", "core.fsmonitor=false")
PARTIAL = "in a partial clone, GIT_NO_LAZY_FETCH=0 lets git fetch what is missing"
_NO_FETCHING = {"GIT_NO_LAZY_FETCH": "1", "GIT_ALLOW_PROTOCOL": ""}


class GitError(NotelintError):
    """git is not installed, or failed; the message is the first line of what it said."""


def root_of(folder: Path) -> Path | None:
    """The top of the repository that a folder lies in, found by its `.git`; None outside of
    one.

    Asks no process.

    Where a hook or an alias has named a repository whose `.git` is elsewhere (`GIT_DIR`),
    its working tree is the one that git says.
    """
    folder = Path(os.path.abspath(folder))
    named = _named_tree()
    for each in (folder, *folder.parents):
        if each == named or os.path.lexists(each / ".git"):
            return each
    return None


def _named_tree() -> Path | None:
    """The top of the working tree of the repository that `GIT_DIR` names:
    `GIT_WORK_TREE`; the working folder where no `.git` is above.
    """
    if not os.environ.get("GIT_DIR"):
        return None
    if tree := os.environ.get("GIT_WORK_TREE"):
        return Path(os.path.abspath(tree))
    here = Path(os.path.abspath(os.curdir))
    is_inside = any(os.path.lexists(each / ".git") for each in (here, *here.parents))
    return None if is_inside else here


def environment(root: Path) -> dict[str, str]:
    """Our variables without git's own, but for those of a hook that runs in this very
    repository: its index may be another file.
    """
    ours = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("GIT_") or name in _KEPT
    }
    fetching = {} if ours.get("GIT_NO_LAZY_FETCH") == "0" else _NO_FETCHING
    return {**ours, **_ASKING, **fetching, **_hook_variables(root)}


def _hook_variables(root: Path) -> dict[str, str]:
    """The variables that name a repository, with whole paths, where they are about the
    one at a root.
    """
    found = {
        name: value for name in _OF_ONE_REPOSITORY if (value := os.environ.get(name))
    }
    if not found or root_of(Path()) != Path(os.path.abspath(root)):
        return {}
    if (folder := found.get("GIT_DIR")) and not _is_git_folder_of(
        Path(os.path.abspath(folder)), root
    ):
        return {}
    if alternates := os.environ.get("GIT_ALTERNATE_OBJECT_DIRECTORIES"):
        found["GIT_ALTERNATE_OBJECT_DIRECTORIES"] = alternates
    return {
        name: value if name.startswith("GIT_ALT") else os.path.abspath(value)
        for name, value in found.items()
    }


def _is_git_folder_of(folder: Path, root: Path) -> bool:
    """Whether a git folder is the one of the working tree at a root."""
    if root == _named_tree():
        return True
    own = root / ".git"
    if own.is_file():
        pointer = (
            _content(own)
            .decode("utf-8", "surrogateescape")
            .removeprefix("gitdir:")
            .strip()
        )
        own = root / pointer
    return os.path.realpath(own) == os.path.realpath(folder)


def _content(pointer: Path) -> bytes:
    """What a `.git` that is a file says; nothing where it is no plain file, or too large
    to be one of git's.
    """
    try:
        return disk.read(pointer, _LONGEST_POINTER)
    except (UnreadableError, OSError):
        return b""


@cache
def program(path: str) -> str:
    """The git in the first folder of a PATH that has one. Raises GitError where none has.

    Folders that are relative are left out, and Windows is not left to look in the working
    folder: a stranger's git may lie there.
    """
    name = "git.exe" if os.name == "nt" else "git"
    for folder in path.split(os.pathsep):
        place = os.path.join(folder, name)
        if (
            os.path.isabs(folder)
            and os.path.isfile(place)
            and os.access(place, os.X_OK)
        ):
            return place
    raise GitError("git is not installed")


def _command(arguments: tuple[str, ...]) -> list[str]:
    return [program(os.environ.get("PATH", os.defpath)), *_SETTINGS, *arguments]


def ask(folder: Path, *arguments: str) -> bytes | None:
    """What git prints, or None where it is not installed or fails."""
    try:
        return run(folder, *arguments)
    except GitError:
        return None


def run(
    folder: Path, *arguments: str, stdin: bytes = b"", fine: Container[int] = (0,)
) -> bytes:
    """What git prints.

    Raises GitError where it is not installed, or ends with another code than those that are
    `fine`.
    """
    return outcome(folder, *arguments, stdin=stdin, fine=fine)[1]


def outcome(
    folder: Path, *arguments: str, stdin: bytes = b"", fine: Container[int] = (0,)
) -> tuple[int, bytes]:
    """The code that git ends with, and what it prints.

    Raises GitError where it is not installed, and for a code that is not `fine`.
    """
    import subprocess  # git is asked in few runs, and this costs as much as a small parse

    try:
        done = subprocess.run(
            _command(arguments),
            cwd=folder,
            env=environment(folder),
            input=stdin,
            capture_output=True,
            close_fds=False,
            check=False,
        )
    except FileNotFoundError:
        raise GitError(
            "git is not installed"
            if os.path.isdir(folder)
            else f"{folder}: no such folder"
        ) from None
    except OSError as error:
        raise GitError(f"git cannot be run: {(error.strerror or '').lower()}") from None
    if done.returncode not in fine:
        raise GitError(
            _complaint(done.stderr)
            or f"git {arguments[0]} failed with {done.returncode}"
        )
    return done.returncode, done.stdout


def start(folder: Path, *arguments: str) -> Popen[bytes]:
    """A git that goes on running, with pipes to ask it through.

    Raises GitError where it is not installed.
    """
    import subprocess

    try:
        return subprocess.Popen(
            _command(arguments),
            cwd=folder,
            env=environment(folder),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            close_fds=False,
        )
    except OSError as error:
        raise GitError(f"git cannot be run: {(error.strerror or '').lower()}") from None


def _complaint(stderr: bytes) -> str:
    """The first line of what git complains of, as it says it."""
    lines = [
        line for line in stderr.decode("utf-8", "replace").splitlines() if line.strip()
    ]
    first = next(
        (line for line in lines if line.startswith(("fatal:", "error:"))),
        lines[0] if lines else "",
    )
    text = first.removeprefix("fatal:").removeprefix("error:").strip().rstrip(".")
    hint = f" ({PARTIAL})" if "promisor" in text else ""
    return f"git: {text}{hint}" if text else ""


def pipes(process: Popen[bytes]) -> tuple[IO[bytes], IO[bytes]]:
    """Where to write to, and read from, a git that goes on running."""
    assert process.stdin
    assert process.stdout
    return process.stdin, process.stdout
