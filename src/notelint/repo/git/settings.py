"""What is configured in a repository."""

from __future__ import annotations

import os
from pathlib import Path

from notelint.repo.git.calls import ask, run


def get_setting(root: Path, name: str) -> str | None:
    """The value of a setting, wherever it is set; None where it is not."""
    value = ask(root, "config", "-z", "--get", name)
    return os.fsdecode(value).removesuffix("\0") if value is not None else None


def set_setting(root: Path, name: str, value: str) -> None:
    """Set a value in the repository's own config. Raises GitError."""
    run(root, "config", "--local", name, value)


def common_folder(root: Path) -> Path:
    """The git folder of a repository, which all of its working trees have in common.

    Raises GitError.
    """
    folder = _line(run(root, "rev-parse", "--git-common-dir"))
    return Path(os.path.normpath(root / folder))


def git_path(root: Path, name: str) -> Path:
    """Where git keeps something of a repository, such as `hooks` (which `core.hooksPath`
    moves).

    Raises GitError.
    """
    return root / _line(run(root, "rev-parse", "--git-path", name))


def _line(output: bytes) -> str:
    """git's output without its line end."""
    return os.fsdecode(output).removesuffix("\n")
