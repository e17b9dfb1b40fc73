"""A repository's files as git lists them: which are tracked, which are new, which are
ignored, and where it was cloned from.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

from notelint.repo.git.calls import ask, run


class Listed(NamedTuple):
    """The files of a repository, relative to its root: in the index, neither there nor
    ignored, and in the index but kept off the disk.

    A submodule is one file here.
    """

    tracked: frozenset[str]
    others: frozenset[str]
    sparse: frozenset[str]


def files(root: Path) -> Listed:
    """The files of the repository at a root. Raises GitError where git cannot tell."""
    listed = run(
        root, "ls-files", "-z", "-t", "--cached", "--others", "--exclude-standard"
    )
    names: dict[str, set[str]] = {"?": set(), "S": set()}
    tracked = set()
    for row in os.fsdecode(listed).split("\0"):
        tag, _, name = row.partition(" ")
        names.setdefault(tag, set()).add(name)
        if tag != "?":
            tracked.add(name)
    return Listed(
        frozenset(tracked - {""}), frozenset(names["?"]), frozenset(names["S"])
    )


def remote_of(root: Path) -> str | None:
    """The address of `origin`, from which the repository was cloned; None without one."""
    address = ask(root, "config", "--get", "remote.origin.url")
    return os.fsdecode(address).strip() if address else None


def is_ignored(folder: Path) -> bool:
    """Whether git ignores a folder, by its own name or by one above it."""
    path = os.path.abspath(folder)
    return ask(folder, "check-ignore", "--quiet", "--", path) is not None
