"""What the commands share: the config for a path, found once a folder, and how output is
to look.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from notelint.cli.arguments import CheckOptions, LintOptions
from notelint.cli.messages import warn
from notelint.config import Config, load
from notelint.errors import ConfigError


class Configs:
    """The config for each path; warnings go to standard error, each once."""

    def __init__(
        self,
        config_file: str | None,
        *,
        isolated: bool,
        overrides: Mapping[str, object],
    ) -> None:
        if config_file is not None and not os.path.exists(config_file):
            raise ConfigError(f"--config: no such file: {config_file}")
        self._explicit = Path(config_file) if config_file else None
        self._isolated = isolated
        self._overrides = overrides
        self._known: dict[Path, Config] = {}
        self._warned: set[str] = set()

    def of(self, path: Path) -> Config:
        """The config for a file or folder.

        Raises ConfigError for a config that cannot be used.
        """
        folder = path if path.is_dir() else path.parent
        if folder not in self._known:
            config, warnings = load(
                folder,
                explicit=self._explicit,
                isolated=self._isolated,
                overrides=self._overrides,
                environ=os.environ,
            )
            self._known[folder] = config
            for warning in warnings:
                if warning not in self._warned:
                    self._warned.add(warning)
                    warn(warning)
        return self._known[folder]


class Choices(NamedTuple):
    """The options that choose rules and files, as they were given."""

    select: Sequence[str]
    extend_select: Sequence[str]
    ignore: Sequence[str]
    exclude: Sequence[str]
    fail_on: str | None = None

    def overrides(self) -> dict[str, object]:
        """What the command line says of the config, by dotted key."""
        return {
            name.replace("_", "-"): value
            for name, value in self._asdict().items()
            if value
        }


def rule_choices(options: LintOptions) -> Choices:
    """Those of a command's options that choose rules and files."""
    return Choices(
        options.select,
        options.extend_select,
        options.ignore,
        options.exclude,
        options.fail_on if isinstance(options, CheckOptions) else None,
    )


def wants_color(choice: str, *, terminal: bool, environ: Mapping[str, str]) -> bool:
    """Whether to print in colours: as chosen, else as NO_COLOR and FORCE_COLOR say, else
    at a terminal.
    """
    if choice != "auto":
        return choice == "always"
    if environ.get("NO_COLOR"):
        return False
    return environ.get("FORCE_COLOR", "") not in {"", "0"} or (
        terminal and environ.get("TERM") != "dumb"
    )
