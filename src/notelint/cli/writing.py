"""Files that a command writes: all of them, or none where one cannot be written; and never half a file."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from pathlib import Path

from notelint.config.documents import shown
from notelint.errors import NotelintError


def refuse_odd_places(path: Path, root: Path) -> None:
    """Raise NotelintError where a file below `root` is no plain one, or the way to it leads elsewhere."""
    for each in (path, *path.parents[: len(path.relative_to(root).parts) - 1]):
        if each.is_symlink():
            raise NotelintError(f"{shown(each)}: a symbolic link: put a plain {'file' if each == path else 'folder'} in its place")
        if each == path and each.is_dir():
            raise NotelintError(f"{shown(each)}: a folder, where a file is to be written")
        if each.exists() and not (each.is_file() if each == path else each.is_dir()):
            raise NotelintError(f"{shown(each)}: no plain {'file' if each == path else 'folder'}")


def write_all(files: Mapping[Path, str]) -> None:
    """Write files, with the folders that they need. Each is written beside its place and moved there when all are.

    Raises NotelintError where that cannot be done; then everything is as it was.
    """
    beside: dict[Path, Path] = {}
    made: list[Path] = []
    try:
        for path, text in files.items():
            for folder in reversed([each for each in path.parents if not each.exists()]):
                folder.mkdir()
                made.append(folder)
            new = path.with_name(f"{path.name}.{os.getpid()}.new")
            with new.open("xb") as file:
                beside[new] = path
                file.write(text.encode())
            if path.exists():
                new.chmod(stat.S_IMODE(path.stat().st_mode))
        for new, path in beside.items():
            new.replace(path)
            made.clear()
    except OSError as error:
        raise NotelintError(f"{shown(path)}: {(error.strerror or 'cannot be written').lower()}") from None
    finally:
        for new in beside:
            new.unlink(missing_ok=True)
        for folder in reversed(made):
            folder.rmdir()
