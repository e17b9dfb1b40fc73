"""Where fixed texts go: into their files, to standard output, or into a diff; and what is
reported of it.
"""

from __future__ import annotations

import os
import re
import stat
import sys
from collections import Counter
from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from typing import TextIO

from notelint.cli.messages import report, warn
from notelint.cli.run import CommandRun
from notelint.engine.discovery import STDIN
from notelint.engine.findings import UNREADABLE
from notelint.engine.formatter import unproved
from notelint.engine.results import NotebookResult
from notelint.errors import NotelintError
from notelint.repo import git
from notelint.repo.writer import encoded
from notelint.reporters.text import paint, sanitize_diff_line
from notelint.text.edits import diff

# As its runner reads a line: actions/runner, ActionCommand.cs
_OF_GITHUB = r"(?:^|[\r\n])[^\S\r\n]*::|##\["
# Azure's `##vso[…]`, `##teamcity[…]`, GitLab's sections: anywhere in a line
_COMMANDS = r"##(?=\w+\[)|section_(?=(?:start|end):\d+:)"
_STYLES = {
    "---": "bold",
    "+++": "bold",
    "@@": "cyan",
    "-": "red",
    "+": "green",
}  # the first that a line begins with


class To(Enum):
    """Where fixed texts go.

    Those of files into the files, that of standard input to standard output; else a diff,
    or nowhere.
    """

    PLACE = "place"
    DIFF = "diff"
    NOWHERE = "nowhere"


class Rewriting:
    """Takes results one by one to where they go, and keeps those that were rewritten, or
    would be.

    `has_failed` tells whether anything was left alone that should not have been. Where it
    `checks_again`, a notebook that is not written is linted as it still is.
    """

    def __init__(
        self, to: To, run: CommandRun, *, color: bool, checks_again: bool = False
    ) -> None:
        self.rewritten: list[NotebookResult] = []
        self.has_failed = False
        self._to = to
        self._run = run
        self._stdin = run.stdin
        self._check_again = run.check_again if checks_again else None
        self._color = color
        self._seen: set[str] = set()

    def take(self, result: NotebookResult) -> NotebookResult:
        """Take a result to where it goes; the result for what is there now.

        Where nothing was to be written that is the notebook as it is, without the findings
        that would be fixed.
        """
        self._name_what_is_left_alone(result)
        if result.is_stdin:
            self._print(result)
        if not result.is_rewritten:
            return result
        if self._to is To.PLACE and not result.is_stdin and not self._save(result):
            return self._check_again(result) if self._check_again else result
        if self._is_new(result):
            self.rewritten.append(result)
            if self._to is To.DIFF:
                _print_diff(result, color=self._color)
        if self._to is To.PLACE or not self._check_again:
            return result
        return _unwritten(result, self._check_again(result))

    def hand_on(self) -> None:
        """Print standard input as it came where its fixed text is waited for: it is
        excluded.
        """
        if self._to is To.PLACE:
            self._stdin.hand_on()

    def _name_what_is_left_alone(self, result: NotebookResult) -> None:
        left = {diagnostic.identity: diagnostic for diagnostic in result.diagnostics}
        for diagnostic in result.refused:
            line = left.get(diagnostic.identity, diagnostic).start.line
            report(
                f"{result.path}:{line}",
                f"{diagnostic.code} left alone: mending it would change the page otherwise",
            )
        if result.untried:
            report(result.path, unproved(result.untried))
        if result.failure:
            suffix = f":{result.failed_at}" if result.failed_at > 1 else ""
            report(f"{result.path}{suffix}", f"left alone: {result.failure}")
        self.has_failed |= bool(result.refused or result.untried or result.failure)

    def _print(self, result: NotebookResult) -> None:
        if self._to is not To.PLACE:
            return
        if result.source is None or result.before is None:
            self._stdin.hand_on()
        else:
            sys.stdout.buffer.write(encoded(result.source))

    def _save(self, result: NotebookResult) -> bool:
        try:
            self._run.save(result)
        except NotelintError as error:
            report("error", str(error))
            self.has_failed = True
            return False
        return True

    def _is_new(self, result: NotebookResult) -> bool:
        """Whether a file has not been met under another name."""
        real = os.path.realpath(result.path)
        is_new = result.is_stdin or real not in self._seen
        self._seen.add(real)
        return is_new


def _unwritten(result: NotebookResult, now: NotebookResult) -> NotebookResult:
    """A result that is not written, with the findings that are left at the places where
    they are now.
    """
    fixed = {diagnostic.identity for diagnostic in result.fixed}
    left = [
        diagnostic for diagnostic in now.diagnostics if diagnostic.identity not in fixed
    ]
    return result._replace(source=now.source, diagnostics=tuple(left))


def is_unreadable(result: NotebookResult) -> bool:
    """Whether it is about a file that could not be read."""
    return any(diagnostic.code == UNREADABLE for diagnostic in result.diagnostics)


def counted(result: NotebookResult) -> str:
    """What was fixed, by rule, in the order in which it was: `9 figure-list-break, 20
    break-style`.
    """
    counts = Counter(diagnostic.name for diagnostic in result.fixed)
    return ", ".join(f"{count} {name}" for name, count in counts.items())


def _print_diff(result: NotebookResult, *, color: bool) -> None:
    """Print what changed: for git as it is, at a terminal in colours and without what it
    could do to it.
    """
    assert result.before
    assert result.source
    path = result.path if result.path == STDIN else _path_in_repository(result.path)
    lines = diff(result.before.whole, result.source.whole, path)
    if color or sys.stdout.isatty():
        sys.stdout.writelines(f"{line}\n" for line in _painted(lines, color=color))
    else:
        sys.stdout.flush()
        sys.stdout.buffer.write(
            _for_programs("".join(lines), result.path).encode("utf-8")
        )


def _for_programs(text: str, path: str) -> str:
    """A diff as it is for a file; for a pipe, which may well be a CI's log, one in which no
    log finds a command.

    GitHub's runner is told to look for none until it is given a word that nobody could know
    before; git apply and patch pass over both lines. Azure's agent, TeamCity and GitLab
    know nothing like it: what they would obey is changed, and said.
    """
    if _is_file(sys.stdout):
        return text
    plain = re.sub(_COMMANDS, lambda match: f"{match[0][:-1]}\ufffd", text)
    if plain != text:
        warn(
            f"{path}: has what a CI's log would obey: \ufffd in the diff: to apply it, print it to a file",
        )
    if not re.search(_OF_GITHUB, plain):
        return plain
    word = os.urandom(16).hex()
    return f"::stop-commands::{word}\n{plain}::{word}::\n"


def _is_file(stream: TextIO) -> bool:
    try:
        return stat.S_ISREG(os.fstat(stream.fileno()).st_mode)
    except OSError:
        return False


def _painted(lines: Iterator[str], *, color: bool) -> Iterator[str]:
    for text in lines:
        for line in text.removesuffix("\n").split("\n"):
            style = next(
                (style for start, style in _STYLES.items() if line.startswith(start)),
                "",
            )
            shown = sanitize_diff_line(line.removesuffix("\r"))
            yield paint(shown, style, color=color) if style else shown


def _path_in_repository(path: str) -> str:
    """The path of a file from the top of the repository that the working folder lies in,
    as git names it; else from the working folder.
    """
    real, folder = (
        os.path.realpath(path),
        Path(os.path.realpath(git.root_of(Path()) or os.curdir)),
    )
    inside = folder in Path(real).parents
    return (os.path.relpath(real, folder) if inside else real.lstrip(os.sep)).replace(
        os.sep, "/"
    )
