"""`notelint clean`: drop the caches."""

from __future__ import annotations

import sys

from notelint.cli.messages import report
from notelint.errors import NotelintError
from notelint.links.cache_cleaning import emptied
from notelint.links.cache_folder import cache_folder
from notelint.reporters.text import plural, sanitize_terminal

_KIB = 1024


def run(*, cache_dir: str | None, quiet: bool) -> int:
    """Remove what is kept of the network's answers, and say how much that was; the exit
    code, 2 where another run is using it.
    """
    folder = cache_folder(cache_dir)
    if folder is None:
        raise NotelintError("no folder for caches is known: name one with --cache-dir")
    removed = emptied(folder)
    if removed is None:
        report("error", f"{folder}: in use by another run: left as it is")
        return 2
    if not quiet:
        what = (
            f"Removed {plural(removed.files, 'file')} ({_size(removed.size)}) from"
            if removed.files
            else "Nothing to remove in"
        )
        sys.stdout.write(sanitize_terminal(f"{what} {folder}") + "\n")
    return 0


def _size(count: int) -> str:
    """A size for readers, rounded up."""
    return (
        f"{-(-count // _KIB)} KiB"
        if count < _KIB * _KIB
        else f"{-(-count * 10 // (_KIB * _KIB)) / 10:.1f} MiB"
    )
