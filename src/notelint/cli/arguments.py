"""The options of the commands that lint, as they were given: click fills these in, and
nothing else names an option by its text.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, TypeAlias


class CheckOptions(NamedTuple):
    """The options of `notelint check`, and those of `notelint links`, which has fewer."""

    paths: Sequence[str] = ()
    # Config
    config_file: str | None = None
    isolated: bool = False
    select: Sequence[str] = ()
    extend_select: Sequence[str] = ()
    ignore: Sequence[str] = ()
    exclude: Sequence[str] = ()
    fail_on: str | None = None
    # Which findings
    staged: bool = False
    since: str | None = None
    baseline: str | None = None
    no_baseline: bool = False
    show_files: bool = False
    null: bool = False
    stdin_filename: str | None = None
    # Fixes
    fix: bool = False
    unsafe_fixes: bool = False
    diff: bool = False
    # How they are reported
    output_format: str | None = None
    output_file: str | None = None
    statistics: bool = False
    everything: bool = False
    exit_zero: bool = False
    color: str = "auto"
    quiet: bool = False
    verbose: bool = False
    # The network
    links: bool = False
    offline: bool = False
    strict: bool = False
    max_time: int | None = None
    connect_to: Sequence[str] = ()
    cache_dir: str | None = None
    no_cache: bool = False


class FmtOptions(NamedTuple):
    """The options of `notelint fmt`."""

    paths: Sequence[str]
    config_file: str | None
    isolated: bool
    select: Sequence[str]
    extend_select: Sequence[str]
    ignore: Sequence[str]
    exclude: Sequence[str]
    check: bool
    diff: bool
    staged: bool
    stdin_filename: str | None
    color: str
    quiet: bool
    verbose: bool


class BaselineOptions(NamedTuple):
    """The options of `notelint baseline`."""

    paths: Sequence[str]
    baseline: str | None
    prune: bool
    config_file: str | None
    isolated: bool
    select: Sequence[str]
    extend_select: Sequence[str]
    ignore: Sequence[str]
    exclude: Sequence[str]
    color: str
    quiet: bool
    verbose: bool


LintOptions: TypeAlias = CheckOptions | FmtOptions | BaselineOptions
