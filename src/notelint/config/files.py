"""Where the config of a folder is."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

from notelint.repo import git

_NAMES = (".notelint.yaml", "notelint.yaml")
_NEARLY = (".notelint.yml", "notelint.yml")
_SHARED = "pyproject.toml"


class Found(NamedTuple):
    """The config file of a folder, if there is one, and what the user should know about
    its neighbours.
    """

    path: Path | None
    warnings: tuple[str, ...] = ()


def find(folder: Path, known: dict[Path, Found]) -> Found:
    """The nearest config file from `folder` upward, up to the repository's root.

    `known` holds what was found before.
    """
    passed: list[Path] = []
    found = Found(None)
    for one in (folder, *folder.parents):
        if one in known:
            found = known[one]
            break
        passed.append(one)
        found = _found_in(one)
        if found.path or os.path.lexists(one / ".git"):
            break
    known.update(dict.fromkeys(passed, found))
    return found


def _found_in(folder: Path) -> Found:
    paths = [folder / name for name in _NAMES if os.path.lexists(folder / name)]
    if os.path.lexists(folder / _SHARED) and _has_table(folder / _SHARED):
        paths.append(folder / _SHARED)
    first = paths[0] if paths else None
    beside = [
        f"{_shown(path)}: not read: {first.name} beside it comes first"
        for path in paths[1:]
        if first
    ]
    misnamed = [
        f"{_shown(folder / name)}: not read: name it {name[:-3]}yaml"
        for name in _NEARLY
        if os.path.lexists(folder / name)
    ]
    return Found(first, (*beside, *misnamed))


def _has_table(path: Path) -> bool:
    from notelint.config.documents import (
        has_table,
    )  # start-up counts, and most folders have no such file

    return has_table(path, edge_of(path))


def edge_of(path: Path) -> Path:
    """The folder that a config or baseline that was found must lie in: its repository,
    or its own folder outside of one.
    """
    return git.root_of(path.parent) or path.parent


def _shown(path: Path) -> str:
    from notelint.config.documents import shown

    return shown(path)
