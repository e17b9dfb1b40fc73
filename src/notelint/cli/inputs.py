"""What the commands read: the files that the arguments mean, and standard input."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from notelint.cli.messages import report, warn
from notelint.cli.settings import Configs
from notelint.engine.discovery import STDIN, Found, find
from notelint.errors import NotelintError
from notelint.repo import git
from notelint.repo.work_tree import MAX_BYTES, WorkTree


def with_stdin(paths: Sequence[str], stdin_filename: str | None) -> Sequence[str]:
    """A name for standard input means standard input."""
    if stdin_filename is None or STDIN in paths:
        return paths
    if paths:
        raise NotelintError(
            "--stdin-filename: names standard input: give - in place of files"
        )
    return (STDIN,)


def files_of(
    paths: Sequence[str],
    configs: Configs,
    stdin_filename: str | None,
    work_tree: WorkTree,
) -> Found:
    """The files that the paths mean; what is wrong with the others is reported."""
    found = find(paths, configs.of, stdin_filename, work_tree)
    for mistake in found.mistakes:
        report("error", mistake)
    warn_of_outside(found.outside)
    if not found.files:
        # A mistake in the options is one even where there is nothing to lint
        configs.of(Path())
        if not found.mistakes:
            warn(f"no notebooks found in {', '.join(paths) or 'this folder'}")
    return found


def warn_of_outside(files: Sequence[str]) -> None:
    """Report once which files are left alone because they lead out of the repository, or of
    the working folder where there is none.
    """
    if files:
        more = f" and {len(files) - 1} more" if len(files) > 1 else ""
        advice = (
            ""
            if os.environ.get("PRE_COMMIT")
            else ", name such a file to have it checked"
        )
        where = "the repository" if git.root_of(Path()) else "this folder"
        warn(f"{files[0]}{more}: outside of {where}: left alone{advice}")


class Stdin:
    """Standard input, which comes once."""

    def __init__(self) -> None:
        self._start: bytes | None = None

    def read(self) -> bytes:
        """As much of it as a notebook may be large, and a byte more where there is more;
        the same when asked again.
        """
        if self._start is None:
            self._start = sys.stdin.buffer.read(MAX_BYTES + 1)
        return self._start

    def hand_on(self) -> None:
        """Print it as it came, all of it: who waits for a fixed text gets the own one
        back where there is none.
        """
        sys.stdout.buffer.write(self._start or b"")
        while piece := sys.stdin.buffer.read(MAX_BYTES):
            sys.stdout.buffer.write(piece)
