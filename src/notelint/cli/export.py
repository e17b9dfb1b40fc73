"""`notelint export`: the entries of notebooks as data."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from functools import partial
from importlib.resources import files
from pathlib import PurePath
from typing import NamedTuple

from notelint.cli.inputs import Stdin, files_of, with_stdin
from notelint.cli.messages import report
from notelint.cli.settings import Configs
from notelint.engine.discovery import STDIN
from notelint.errors import NotelintError, UnreadableError
from notelint.export.formats import FORMATS, format_rows
from notelint.export.rows import Row, rows_of
from notelint.notebook.reading import read
from notelint.repo.work_tree import WorkTree, decode
from notelint.text.limits import seconds_for, within
from notelint.text.source import Source


class Options(NamedTuple):
    """What the command line asks for."""

    paths: Sequence[str]
    output_format: str | None
    output_file: str | None
    section: str | None
    stdin_filename: str | None
    config_file: str | None
    isolated: bool
    exclude: Sequence[str]
    quiet: bool


def run_schema() -> int:
    """Print the JSON schema of a row."""
    sys.stdout.write(
        files("notelint.export").joinpath("export.schema.json").read_text("utf-8")
    )
    return 0


def run(options: Options) -> int:
    """Print a row for each entry; the exit code: 1 where a file could not be read."""
    form = _format_of(options)
    overrides = {"exclude": options.exclude} if options.exclude else {}
    configs = Configs(
        options.config_file, isolated=options.isolated, overrides=overrides
    )
    work_tree = WorkTree()
    paths = with_stdin(options.paths, options.stdin_filename)
    found = files_of(paths, configs, options.stdin_filename, work_tree)
    target = None
    if options.output_file not in {None, STDIN}:
        from notelint.cli.writing import target as target_of

        target = target_of("-o", str(options.output_file), found.files)
    exporter = _Exporter(options, work_tree)
    pieces = format_rows(exporter.rows(found.files), form)
    if target is None:
        for piece in pieces:
            sys.stdout.write(piece)
        sys.stdout.flush()
    else:
        target.write("".join(pieces).encode("utf-8"))
    if not options.quiet:
        exporter.summarize()
    if found.mistakes:
        return 2
    return 1 if exporter.unreadable else 0


def _format_of(options: Options) -> str:
    """The format that is asked for, else the one of the file's ending, else json."""
    if options.output_format:
        return options.output_format
    ending = PurePath(options.output_file or "").suffix.removeprefix(".").casefold()
    if ending in FORMATS:
        return ending
    if ending:
        known = ", ".join(FORMATS)
        raise NotelintError(
            f"-o: {options.output_file}: no format ends in .{ending}: give --format ({known})"
        )
    return "json"


class _Exporter:
    """Reads files one after the other, and counts."""

    def __init__(self, options: Options, work_tree: WorkTree) -> None:
        self._options = options
        self._work_tree = work_tree
        self._stdin = Stdin()
        self._entries = 0
        self._files = 0
        self.unreadable = 0

    def rows(self, paths: Sequence[str]) -> Iterator[Row]:
        """The rows of the files, in their order."""
        for path in paths:
            try:
                source = self._load(path)
                work = partial(self._rows_of, source)
                rows = within(seconds_for(source.text), work, "read")
            except UnreadableError as error:
                self.unreadable += 1
                where = f"{path}:{error.line}" if error.line else path
                report("error", f"{where}: cannot be read: {error}")
                continue
            self._files += 1
            self._entries += len(rows)
            yield from rows

    def _load(self, path: str) -> Source:
        if path != STDIN:
            return self._work_tree.load(path)
        return decode(self._stdin.read(), self._options.stdin_filename or STDIN)

    def _rows_of(self, source: Source) -> list[Row]:
        section = self._options.section
        rows = rows_of(read(source))
        if section is None:
            return rows
        wanted = section.casefold()
        return [row for row in rows if wanted in map(str.casefold, row["section"])]

    def summarize(self) -> None:
        """Say how much there was."""
        entries = "1 entry" if self._entries == 1 else f"{self._entries} entries"
        files_read = "1 file" if self._files == 1 else f"{self._files} files"
        print(f"{entries} in {files_read}", file=sys.stderr)
