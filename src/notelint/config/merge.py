"""One config from a file, the environment and the command line."""

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
    options = merge_layers(
        from_environment(environ, rules), from_options(overrides, rules)
    )
    layer, root = options, None
    if path:
        root = Path(os.path.abspath(path)).parent
        document = read(path, within=None if is_named else edge_of(path))
        base = from_document(document, rules)
        layer = merge_layers(base, _relative_to(root, options))
    origins = {".".join(key): origin for key, origin in layer.origins.items()}
    return _config_from(layer)._replace(origins=origins, root=root, path=path)


def _relative_to(root: Path, options: Layer) -> Layer:
    """The options with their patterns rewritten for the config's folder.

    Patterns of the command line are relative to the working folder; one without a slash is
    the same in every folder.
    """
    patterns = options.values.get(("exclude",))
    if not patterns:
        return options
    rewritten = tuple(_rewritten(pattern, root) for pattern in patterns)
    return options._replace(values={**options.values, ("exclude",): rewritten})


def _rewritten(pattern: str, root: Path) -> str:
    if "/" not in pattern.rstrip("/"):
        return pattern
    path = os.path.relpath(pattern.lstrip("/"), root).replace(os.sep, "/")
    return f"/{path}/" if pattern.endswith("/") else f"/{path}"


def _config_from(layer: Layer) -> Config:
    """A config of a layer's values and of defaults."""
    fields: dict[str, Any] = {}
    sections: dict[str, dict[str, Any]] = {}
    rules: dict[str, dict[str, Any]] = {}
    for key, value in layer.values.items():
        match key:
            case ("rules", rule, option):
                rules.setdefault(rule, {})[option] = value
            case (section, name):
                sections.setdefault(section, {})[name] = value
            case (name,):
                fields[field(name)] = value
    severities = sections.get("severity", {})
    return Config(
        **fields,
        per_file_ignores=sections.get("per-file-ignores", {}),
        severity={code: Severity(word) for code, word in severities.items()},
        notebook=Preferences(**_as_fields(sections.get("notebook", {}))),
        rules=rules,
        links=Links(**_as_fields(sections.get("links", {}))),
    )


def _as_fields(section: dict[str, Any]) -> dict[str, Any]:
    return {field(name): value for name, value in section.items()}
