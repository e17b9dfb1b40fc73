"""The config as the rest of the program sees it."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from notelint.config.patterns import fits
from notelint.notebook.model import Preferences
from notelint.text.diagnostics import Severity


class Links(NamedTuple):
    """What `notelint links` leaves out, and how long it may take, in seconds."""

    exclude: tuple[str, ...] = ()
    max_time: int = 600

    def is_excluded(self, url: str) -> bool:
        """Whether a pattern names the address, or a part of the site above it."""
        return any(
            fits(pattern.replace("//", "/"), url.replace("//", "/"))
            for pattern in self.exclude
        )


class Config(NamedTuple):
    """All settings for a folder. The fields' defaults are the settings' defaults.

    `select` is None where nothing is selected: then the rules that are on by themselves
    are enabled. `severity` has codes for keys, `rules` has names. `origins` has for each
    dotted key where its value comes from. Patterns are relative to `root`, the folder of the
    config file `path`; without a file both are None, and patterns are relative to the
    working folder.
    """

    select: tuple[str, ...] | None = None
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    per_file_ignores: Mapping[str, tuple[str, ...]] = {}
    severity: Mapping[str, Severity] = {}
    fail_on: str = "warning"
    notebook: Preferences = Preferences()
    rules: Mapping[str, Mapping[str, bool | int | float | str]] = {}
    links: Links = Links()
    origins: Mapping[str, str] = {}
    root: Path | None = None
    path: Path | None = None

    def is_excluded(self, path: Path) -> bool:
        """Whether `exclude` names the file or a folder above it."""
        return any(fits(pattern, self.relative(path)) for pattern in self.exclude)

    def relative(self, path: Path) -> str:
        """The path as patterns see it: from `root`, with slashes."""
        return os.path.relpath(path, self.root or os.curdir).replace(os.sep, "/")
