"""The config: `.notelint.yaml`, `notelint.yaml` or `[tool.notelint]`, the environment and
the command line, as one frozen Config.

What only some runs need (the table of keys, the schema) is imported when it is first asked
for. Imports `rules` for the codes, `notebook` for the preferences, and `repo.git` for the
top of the repository.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from notelint.config.load import load, load_each
from notelint.config.model import Config, Links
from notelint.config.selection import enabled_rules, options_of, severity_of

if TYPE_CHECKING:
    from notelint.config.description import describe as describe
    from notelint.config.description import schema as schema
    from notelint.config.description import schema_text as schema_text
    from notelint.config.settings import SETTINGS as SETTINGS
    from notelint.config.settings import Setting as Setting

__all__ = [
    "SETTINGS",
    "Config",
    "Links",
    "Setting",
    "describe",
    "enabled_rules",
    "load",
    "load_each",
    "options_of",
    "schema",
    "schema_text",
    "severity_of",
]

_HOMES = {
    "describe": "description",
    "schema": "description",
    "schema_text": "description",
    "SETTINGS": "settings",
    "Setting": "settings",
}


def __getattr__(name: str) -> object:
    """Import one of the rarer names."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
