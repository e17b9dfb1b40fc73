"""The folder that the answers of the network are kept in: where it is, and whether it is
fit for that.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path

from notelint.errors import NotelintError

PREFIX = "notelint-"  # of the name of every file that is ours
TAGS = {
    "CACHEDIR.TAG": (
        # As bford.info/cachedir has it: backups leave such a folder out
        "Signature: 8a477f597d28d172789f06886806bc55\n"
        "# What notelint was told about links. `notelint clean` removes it.\n"
    ),
    ".gitignore": "# Made by notelint.\n*\n",
}


class CacheError(NotelintError):
    """The cache folder, or the file with the answers in it, cannot be used; the message
    says which, and why.
    """


def cache_folder(named: str | None = None) -> Path | None:
    """The folder that somebody names, else the user's own for notelint, as the system has
    it; None where the user has no home.

    That is `$XDG_CACHE_HOME/notelint` or `~/.cache/notelint`, on macOS
    `~/Library/Caches/notelint`, on Windows below `%LOCALAPPDATA%`.
    """
    if named:
        return Path(os.path.abspath(named))
    from platformdirs import user_cache_path

    try:
        folder = user_cache_path("notelint", appauthor=False)
    except RuntimeError:
        return None
    return (
        folder if folder.is_absolute() else None
    )  # older ones of platformdirs answer with `~/.cache`


def prepare(folder: Path) -> None:
    """Make the folder, for the user alone, where it is not there.

    Raises CacheError where it cannot be made or written, and where somebody else could put
    something into our files' places.
    """
    try:
        if not folder.is_dir():
            folder.parent.mkdir(parents=True, exist_ok=True)
            _make(folder)
        state = folder.stat()
    except (OSError, ValueError) as error:
        raise CacheError(f"{folder}: {complaint(error)}") from None
    if os.name == "posix" and state.st_uid != os.geteuid():
        raise CacheError(f"{folder}: belongs to another user")
    if os.name == "posix" and state.st_mode & stat.S_IWOTH:
        raise CacheError(f"{folder}: everybody may write there")
    if not os.access(folder, os.W_OK | os.X_OK):
        raise CacheError(f"{folder}: permission denied")


def _make(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700)
    except FileExistsError:
        if folder.is_dir():
            return  # another run was faster, and tags it
        raise
    for name, text in TAGS.items():
        (folder / name).write_text(text, encoding="utf-8")


def complaint(error: Exception) -> str:
    """What the system, or SQLite, says of a file, in lower case."""
    return (
        str((error.strerror if isinstance(error, OSError) else None) or error).lower()
        or "cannot be used"
    )
