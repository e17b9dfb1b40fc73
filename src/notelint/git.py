"""Every call of git: one small function a question, `-z` always, without the variables that a hook or an alias leaves behind."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

_KEPT = frozenset(
    {"GIT_EXEC_PATH", "GIT_SSH", "GIT_SSH_COMMAND", "GIT_SSL_CAINFO", "GIT_SSL_NO_VERIFY", "GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM"}
)


def root_of(folder: Path) -> Path | None:
    """The top of the repository that a folder lies in, found by its `.git`; None outside of one. Asks no process."""
    folder = Path(os.path.abspath(folder))
    for each in (folder, *folder.parents):
        if os.path.lexists(each / ".git"):
            return each
    return None


class Listed(NamedTuple):
    """The files of a repository, relative to its root: in the index, neither there nor ignored, and in the index but kept off the disk.

    A submodule is one file here.
    """

    tracked: frozenset[str]
    others: frozenset[str]
    sparse: frozenset[str]


def files(root: Path) -> Listed | None:
    """The files of the repository at a root; None where git cannot tell."""
    listed = _run(root, "ls-files", "-z", "-t", "--cached", "--others", "--exclude-standard")
    if listed is None:
        return None
    names: dict[str, set[str]] = {"?": set(), "S": set()}
    tracked = set()
    for row in os.fsdecode(listed).split("\0"):
        tag, _, name = row.partition(" ")
        names.setdefault(tag, set()).add(name)
        if tag != "?":
            tracked.add(name)
    return Listed(frozenset(tracked - {""}), frozenset(names["?"]), frozenset(names["S"]))


def remote_of(root: Path) -> str | None:
    """The address of the repository that this one was cloned from, `origin`'s; None without one."""
    address = _run(root, "config", "--get", "remote.origin.url")
    return os.fsdecode(address).strip() if address else None


def is_ignored(folder: Path) -> bool:
    """Whether git ignores a folder, by its own name or by one above it."""
    return _run(folder, "check-ignore", "--quiet", os.path.abspath(folder)) is not None


def _run(folder: Path, *arguments: str) -> bytes | None:
    """What git prints, or None where it is not installed or fails."""
    import subprocess  # git is asked in few runs, and this costs as much as a small parse

    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_") or name in _KEPT}
    try:
        done = subprocess.run(["git", *arguments], cwd=folder, env=environment, capture_output=True, check=False)
    except OSError:
        return None
    return done.stdout if done.returncode == 0 else None
