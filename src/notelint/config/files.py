"""Where the config of a folder is."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

from notelint.repo import git

_NAMES = (".notelint.yaml", "notelint.yaml")
_MISSPELLED = (".notelint.yml", "notelint.yml")
_SHARED = "pyproject.toml"


class Found(NamedTuple):
    """The config file of a folder, if there is one, and what the user should know about
    its neighbours.
    """

    path: Path | None
    warnings: tuple[str, ...] = ()


def find(start: Path, known: dict[Path, Found]) -> Found:
    """The nearest config file from the folder `start` upward, up to the repository's root.

    `known` holds what was found before, and gets what is found now.
    """
    passed: list[Path] = []
    found = Found(None)
    for folder in (start, *start.parents):
        if folder in known:
            found = known[folder]
            break
        passed.append(folder)
        found = _find_in(folder)
        if found.path or os.path.lexists(folder / ".git"):
            break
    known.update(dict.fromkeys(passed, found))
    return found


def _find_in(folder: Path) -> Found:
    paths = [folder / name for name in _NAMES if os.path.lexists(folder / name)]
    shared = folder / _SHARED
    if os.path.lexists(shared) and _has_table(shared):
        paths.append(shared)
    warnings = [
        f"{_shown(path)}: not read: {paths[0].name} beside it comes first"
        for path in paths[1:]
    ]
    for name in _MISSPELLED:
        if os.path.lexists(folder / name):
            right = f"{name.removesuffix('.yml')}.yaml"
            warnings.append(f"{_shown(folder / name)}: not read: name it {right}")
    return Found(paths[0] if paths else None, tuple(warnings))


def _has_table(path: Path) -> bool:
    # Most folders have no such file, and start-up counts
    from notelint.config.documents import MOST_BYTES
    from notelint.config.toml import has_table

    return has_table(path, edge_of(path), MOST_BYTES)


def edge_of(path: Path) -> Path:
    """The folder that a config or baseline that was found must lie in: its repository,
    or its own folder outside of one.
    """
    return git.root_of(path.parent) or path.parent


def _shown(path: Path) -> str:
    from notelint.config.documents import shown

    return shown(path)
