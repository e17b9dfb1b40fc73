"""Every call of git: one small function a question, `-z` always, without the variables that a hook or an alias leaves behind."""

from __future__ import annotations

import os
from pathlib import Path

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


def files_below(folder: Path) -> list[str] | None:
    """The files below a folder, relative to it, that are tracked, or neither tracked nor ignored; None where git cannot tell."""
    listed = _run(folder, "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    return None if listed is None else sorted({os.fsdecode(name) for name in listed.split(b"\0") if name})


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
