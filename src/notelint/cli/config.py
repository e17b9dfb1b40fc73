"""`notelint config`: the settings that apply, and where each comes from."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from notelint.cli.settings import Choices, Configs
from notelint.config import describe, schema_text
from notelint.errors import NotelintError
from notelint.reporters.text import sanitize_terminal
from notelint.rules.catalogue import RULES


def run(
    *,
    path: str,
    config_file: str | None,
    isolated: bool,
    select: Sequence[str],
    extend_select: Sequence[str],
    ignore: Sequence[str],
    exclude: Sequence[str],
    **_looks: Any,
) -> int:
    """Print each setting with its value and its origin."""
    if not os.path.lexists(path):
        raise NotelintError(f"no such file or folder: {path}")
    overrides = Choices(select, extend_select, ignore, exclude).overrides()
    config = Configs(config_file, isolated=isolated, overrides=overrides).of(Path(path))
    rows = [
        (f"{key}: {value}", origin) for key, value, origin in describe(config, RULES)
    ]
    width = max(len(setting) for setting, _ in rows)
    sys.stdout.writelines(
        sanitize_terminal(f"{setting.ljust(width)}  # {origin}") + "\n"
        for setting, origin in rows
    )
    return 0


def run_schema() -> int:
    """Print the JSON schema of the config file."""
    sys.stdout.write(schema_text())
    return 0
