"""The config for a file: command line over environment over the nearest config file over
defaults.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from notelint.config.files import Found, find
from notelint.config.model import Config
from notelint.config.names import Rules
from notelint.errors import ConfigError
from notelint.rules.catalogue import RULES

_NOTHING: Mapping[str, Any] = {}


def load(
    start: Path,
    *,
    explicit: Path | None = None,
    isolated: bool = False,
    overrides: Mapping[str, object] = _NOTHING,
    environ: Mapping[str, str] = _NOTHING,
    rules: Rules = RULES,
) -> tuple[Config, tuple[str, ...]]:
    """The config for one file or folder, and warnings; see `load_each`."""
    options: dict[str, Any] = {
        "explicit": explicit,
        "isolated": isolated,
        "overrides": overrides,
        "environ": environ,
    }
    configs, warnings = load_each([start], **options, rules=rules)
    return configs[start], warnings


def load_each(
    starts: Iterable[Path],
    *,
    explicit: Path | None = None,
    isolated: bool = False,
    overrides: Mapping[str, object] = _NOTHING,
    environ: Mapping[str, str] = _NOTHING,
    rules: Rules = RULES,
) -> tuple[dict[Path, Config], tuple[str, ...]]:
    """The config for each file or folder, and warnings, each once.

    Paths with one config file share one Config.

    `explicit` is the one file to read, `isolated` means none. `overrides` has the command
    line's values by dotted key (`{"select": ("E,B201",), "links.max-time": 60}`): text as
    in a variable, or data. A path need not exist. Raises ConfigError with a line for each
    mistake.
    """
    if explicit and isolated:
        raise ConfigError("--config: not together with --isolated")
    has_options = any(_is_given(value) for value in overrides.values())
    has_variables = any(name.startswith("NOTELINT_") for name in environ)
    known: dict[Path, Found] = {}
    read_before: dict[Path | None, Config] = {}
    configs: dict[Path, Config] = {}
    for start in starts:
        path = explicit
        if not explicit and not isolated:
            path = find(_folder(start), known).path
        if path not in read_before:
            if path or has_options or has_variables:
                config = _read(path, overrides, environ, rules, is_named=bool(explicit))
            else:
                config = Config()
            read_before[path] = config
        configs[start] = read_before[path]
    warnings: dict[str, None] = {}
    for found in known.values():
        warnings.update(dict.fromkeys(found.warnings))
    return configs, tuple(warnings)


def _is_given(value: object) -> bool:
    return value is not None and value != () and value != []


def _read(
    path: Path | None,
    overrides: Mapping[str, object],
    environ: Mapping[str, str],
    rules: Rules,
    *,
    is_named: bool,
) -> Config:
    # With the table of keys this takes as long as a small notebook, and most runs do
    # without
    from notelint.config.merge import merged

    return merged(path, overrides, environ, rules, is_named=is_named)


def _folder(start: Path) -> Path:
    path = _absolute(start)
    return path if path.is_dir() else path.parent


def _absolute(path: Path) -> Path:
    return Path(os.path.abspath(path))
