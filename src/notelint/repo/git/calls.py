"""How git is run: where, with which variables, and what becomes of its error messages."""

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

# Variables that users set on purpose, for every repository
_KEPT = frozenset(
    {
        "GIT_EXEC_PATH",
        "GIT_SSH",
        "GIT_SSH_COMMAND",
        "GIT_SSL_CAINFO",
        "GIT_SSL_NO_VERIFY",
        "GIT_CONFIG_GLOBAL",
        "GIT_CONFIG_SYSTEM",
        "GIT_CONFIG_NOSYSTEM",
        "GIT_CEILING_DIRECTORIES",
        "GIT_NO_LAZY_FETCH",
    }
)
# Variables that a hook or an alias sets for the repository that it runs in
_OF_ONE_REPOSITORY = (
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_COMMON_DIR",
)
_ALTERNATES = "GIT_ALTERNATE_OBJECT_DIRECTORIES"
_LONGEST_POINTER = 1 << 20  # bytes
_QUIET = {"GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0"}
# A repository's own settings may have come with it. What they make git run for us is
# switched off where nobody loses by that: a program that is asked what has changed, and the
# fetching of objects that a partial clone lacks. A user who trusts the repository lets it
# fetch by `GIT_NO_LAZY_FETCH=0`.
_SETTINGS = ("-c", "core.fsmonitor=false")
PARTIAL = "in a partial clone, GIT_NO_LAZY_FETCH=0 lets git fetch what is missing"
_NO_FETCHING = {"GIT_NO_LAZY_FETCH": "1", "GIT_ALLOW_PROTOCOL": ""}


class GitError(NotelintError):
    """git is not installed, or failed; the message is the first line of its own."""


def root_of(folder: Path) -> Path | None:
    """The top of the repository that a folder lies in, found by its `.git`; None outside of
    one.

    Starts no process. Where a hook or an alias has named a repository whose `.git` is
    elsewhere (`GIT_DIR`), its working tree is found as git finds it.
    """
    start = Path(os.path.abspath(folder))
    named = _named_tree()
    for path in (start, *start.parents):
        if path == named or os.path.lexists(path / ".git"):
            return path
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
    if any(os.path.lexists(path / ".git") for path in (here, *here.parents)):
        return None
    return here


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
    return {**ours, **_QUIET, **fetching, **_hook_variables(root)}


def _hook_variables(root: Path) -> dict[str, str]:
    """The variables that name a repository, with whole paths, where they are about the
    one at a root.
    """
    variables = {
        name: os.path.abspath(os.environ[name])
        for name in _OF_ONE_REPOSITORY
        if os.environ.get(name)
    }
    if not variables or root_of(Path()) != Path(os.path.abspath(root)):
        return {}
    folder = variables.get("GIT_DIR")
    if folder and not _is_git_folder_of(Path(folder), root):
        return {}
    # A list of folders, which is no path
    alternates = os.environ.get(_ALTERNATES)
    if alternates:
        variables[_ALTERNATES] = alternates
    return variables


def _is_git_folder_of(folder: Path, root: Path) -> bool:
    """Whether a git folder is the one of the working tree at a root."""
    if root == _named_tree():
        return True
    own = root / ".git"
    if own.is_file():
        pointer = _content(own).decode("utf-8", "surrogateescape")
        own = root / pointer.removeprefix("gitdir:").strip()
    return os.path.realpath(own) == os.path.realpath(folder)


def _content(pointer: Path) -> bytes:
    """The content of a `.git` that is a file; empty where it is no plain file, or too large
    to be one of git's.
    """
    try:
        return disk.read(pointer, _LONGEST_POINTER)
    except (UnreadableError, OSError):
        return b""


@cache
def program(path: str) -> str:
    """The git in the first folder of a PATH that has one. Raises GitError where none has.

    Relative folders are left out, and Windows does not get to look in the working folder:
    a stranger's git may lie there.
    """
    name = "git.exe" if os.name == "nt" else "git"
    for folder in filter(os.path.isabs, path.split(os.pathsep)):
        file = os.path.join(folder, name)
        if os.path.isfile(file) and os.access(file, os.X_OK):
            return file
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
    # Few runs need git, and this import takes as long as a small parse
    import subprocess

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
        is_there = os.path.isdir(folder)
        raise GitError(
            "git is not installed" if is_there else f"{folder}: no such folder"
        ) from None
    except OSError as error:
        raise _not_run(error) from None
    if done.returncode not in fine:
        failure = f"git {arguments[0]} failed with {done.returncode}"
        raise GitError(_first_complaint(done.stderr) or failure)
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
        raise _not_run(error) from None


def _not_run(error: OSError) -> GitError:
    return GitError(f"git cannot be run: {(error.strerror or '').lower()}")


def _first_complaint(stderr: bytes) -> str:
    """The first error message of git's, or its first line; empty where there is none."""
    lines = stderr.decode("utf-8", "replace").splitlines()
    lines = [line for line in lines if line.strip()]
    errors = [line for line in lines if line.startswith(("fatal:", "error:"))]
    if not lines:
        return ""
    first = (errors or lines)[0]
    text = first.removeprefix("fatal:").removeprefix("error:").strip().rstrip(".")
    if not text:
        return ""
    hint = f" ({PARTIAL})" if "promisor" in text else ""
    return f"git: {text}{hint}"


def pipes(process: Popen[bytes]) -> tuple[IO[bytes], IO[bytes]]:
    """Where to write to, and read from, a git that goes on running."""
    assert process.stdin
    assert process.stdout
    return process.stdin, process.stdout
