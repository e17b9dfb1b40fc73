"""`notelint merge-driver`: what git calls to merge a notebook that two branches changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from notelint.cli.messages import report, warn
from notelint.cli.settings import Configs
from notelint.config import Config
from notelint.errors import ConfigError, UnreadableError
from notelint.merge import Merged, merged
from notelint.repo.git.blobs import merge_file
from notelint.repo.git.calls import GitError
from notelint.repo.work_tree import decode
from notelint.repo.writer import write
from notelint.text.limits import seconds_for, within

_LABELS = ("base", "ours", "theirs")  # in the order of git's %S, %X and %Y
_ROUNDS = 10  # so many times as long as checking may merging take
_MOST = 127  # what is more means to git that the driver died

_ByLines = Callable[[bytes, bytes, bytes], tuple[bytes, int]]


class _Versions(NamedTuple):
    ours: bytes
    base: bytes
    theirs: bytes


def run(
    *,
    base: str,
    ours: str,
    theirs: str,
    path: str | None,
    marker_size: int,
    labels: Sequence[str] | None,
) -> int:
    """Merge three files into the second; 0 where that is done, 1 and more where conflicts
    are marked in it, or where it cannot be merged.

    git's own merge is written first: whatever becomes of us then, nothing of the other side
    is lost without a mark.
    """
    name = path or ours
    versions = _Versions(*(Path(each).read_bytes() for each in (ours, base, theirs)))
    by_lines = _by_lines(labels, marker_size)
    try:
        text, conflicts = by_lines(*versions)
    except GitError as error:
        report(name, f"not merged: {str(error).removeprefix('git: ')}")
        return 1
    _put(ours, versions.ours, text)
    found = _by_entries(name, versions, by_lines)
    if found is None or (found.conflicts and not conflicts):
        return conflicts
    _put(ours, text, found.text.encode())
    for line, said in found.notes:
        report(f"{name}:{line}", f"merged: {said}")
    return min(found.conflicts, _MOST)


def _by_lines(labels: Sequence[str] | None, marker_size: int) -> _ByLines:
    """git's merge, with these labels.

    Before git 2.45 it hands over `%S` and the like as they are written.
    """
    given = [
        usual if label in {"", "%S", "%X", "%Y"} else label
        for label, usual in zip(labels or _LABELS, _LABELS, strict=True)
    ]
    return lambda ours, base, theirs: merge_file(
        ours, base, theirs, (given[1], given[0], given[2]), marker_size
    )


def _put(path: str, before: bytes, after: bytes) -> None:
    if after != before:
        write(path, before, after)


def _by_entries(name: str, versions: _Versions, by_lines: _ByLines) -> Merged | None:
    """The merged notebook; None for a file that is none, that the config excludes, or
    that cannot be read.
    """

    def merge_lines(ours: str, base: str, theirs: str) -> tuple[str, bool]:
        text, conflicts = by_lines(ours.encode(), base.encode(), theirs.encode())
        return text.decode(), not conflicts

    config = _config_of(name)
    if config.is_excluded(Path(name)):
        return None
    try:
        ours, base, theirs = (decode(each, name) for each in versions)
        seconds = max(seconds_for(each.text) for each in (ours, base, theirs)) * _ROUNDS
        return within(
            seconds,
            lambda: merged(base, ours, theirs, merge_lines, config.notebook),
            "merge",
        )
    except UnreadableError as error:
        report(name, f"merged line by line: {error}")
        return None


def _config_of(name: str) -> Config:
    """The config for the merged file; the defaults where it cannot be used, for that may
    be what the merge is about to fix.
    """
    try:
        return Configs(None, isolated=False, overrides={}).of(Path(name))
    except ConfigError as error:
        for line in str(error).splitlines():
            warn(f"merged with the default settings: {line}")
        return Config()
