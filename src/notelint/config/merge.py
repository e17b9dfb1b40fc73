"""One config of what a file, the environment and the command line say."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from notelint.config.documents import read
from notelint.config.files import edge_of
from notelint.config.layers import (
    Layer,
    from_document,
    from_environment,
    from_options,
    merge_layers,
)
from notelint.config.model import Config, Links
from notelint.config.names import Rules
from notelint.config.settings import field
from notelint.notebook.model import Preferences
from notelint.text.diagnostics import Severity


def merged(
    path: Path | None,
    overrides: Mapping[str, object],
    environ: Mapping[str, str],
    rules: Rules,
    *,
    is_named: bool = False,
) -> Config:
    """The config that a file, the environment and the command line make, the later over the
    earlier.

    A file that `is_named` by somebody may lie anywhere. Raises ConfigError with a line for
    each mistake.
    """
    said = merge_layers(
        from_environment(environ, rules), from_options(overrides, rules)
    )
    root = Path(os.path.abspath(path)).parent if path else None
    base = (
        from_document(read(path, within=None if is_named else edge_of(path)), rules)
        if path
        else Layer({}, {})
    )
    layer = merge_layers(base, _as_seen_from(root, said))
    origins = {".".join(key): origin for key, origin in layer.origins.items()}
    return _built(layer)._replace(origins=origins, root=root, path=path)


def _as_seen_from(root: Path | None, said: Layer) -> Layer:
    """Patterns of the command line are relative to the working folder; those with a
    slash are rewritten for the config's.
    """
    patterns = said.values.get(("exclude",))
    if not root or not patterns:
        return said
    there = tuple(_moved(pattern, root) for pattern in patterns)
    return said._replace(values={**said.values, ("exclude",): there})


def _moved(pattern: str, root: Path) -> str:
    if "/" not in pattern.rstrip("/"):
        return pattern
    folder = "/" if pattern.endswith("/") else ""
    return (
        "/" + os.path.relpath(pattern.lstrip("/"), root).replace(os.sep, "/") + folder
    )


def _built(layer: Layer) -> Config:
    """A config of a layer's values and of defaults."""

    def section(name: str) -> dict[str, Any]:
        return {
            key[1]: value
            for key, value in layer.values.items()
            if key[0] == name and len(key) == len(("section", "key"))
        }

    rules: dict[str, dict[str, Any]] = {}
    for key, value in layer.values.items():
        if key[0] == "rules":
            rules.setdefault(key[1], {})[key[2]] = value
    plain: dict[str, Any] = {
        field(key[0]): value for key, value in layer.values.items() if len(key) == 1
    }
    return Config(
        **plain,
        per_file_ignores=section("per-file-ignores"),
        severity={code: Severity(value) for code, value in section("severity").items()},
        notebook=Preferences(
            **{field(name): value for name, value in section("notebook").items()}
        ),
        rules=rules,
        links=Links(**{field(name): value for name, value in section("links").items()}),
    )
