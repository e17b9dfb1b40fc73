"""`notelint baseline`: accept today's findings, in a file that people review."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from notelint.baseline import NAME
from notelint.baseline.comparison import Comparison, prune_baseline, update_baseline
from notelint.baseline.file import MOST_BYTES, read, to_yaml
from notelint.baseline.model import Baseline
from notelint.cli.arguments import BaselineOptions
from notelint.cli.inputs import files_of
from notelint.cli.known import (
    UNLINTED,
    Linted,
    described,
    folders_of,
    look,
    shown,
    top_of,
)
from notelint.cli.messages import report, warn
from notelint.cli.settings import Configs, rule_choices
from notelint.cli.writing import refuse, refuse_odd_places, write_all
from notelint.engine.discovery import STDIN
from notelint.engine.results import Result
from notelint.engine.runner import Run
from notelint.errors import NotelintError
from notelint.repo.work_tree import WorkTree, resolve_folder
from notelint.repo.writer import write
from notelint.reporters.text import plural, sanitize_terminal
from notelint.text import disk

_NARROWING = (
    "NOTELINT_SELECT",
    "NOTELINT_EXTEND_SELECT",
    "NOTELINT_IGNORE",
    "NOTELINT_EXCLUDE",
)


def run(options: BaselineOptions) -> int:
    """Lint the notebooks that the paths name, and write which findings are accepted from
    now on; the exit code.
    """
    paths = options.paths
    if STDIN in paths:
        raise NotelintError(
            "-: standard input lies in no repository: name files or folders"
        )
    overrides = rule_choices(options).overrides()
    configs = Configs(
        options.config_file, isolated=options.isolated, overrides=overrides
    )
    work_tree = WorkTree()
    found = files_of(paths, configs, None, work_tree)
    if found.mistakes:
        return 2
    file = _file(options.baseline, found.files, work_tree)
    if options.baseline is not None:
        refuse("--baseline", options.baseline, found.files)
    refuse_odd_places(file, file.parent)
    before = read(file) if options.prune or file.exists() else Baseline()
    text = disk.read(file, MOST_BYTES) if file.exists() else None
    results = _results(found.files, configs, work_tree, verbose=options.verbose)
    linted = Linted(results, configs, work_tree, folders_of(paths))
    seen, compared = look(before, file, linted)
    if options.prune:
        after = prune_baseline(before, compared)
    else:
        is_narrowed = overrides or any(map(os.environ.get, _NARROWING))
        anew = not (paths or is_narrowed)
        after = update_baseline(before, compared, seen, anew=anew)
    done = _save(file, text, after, is_named=options.baseline is not None)
    if not options.quiet:
        lines = [
            *_changes(before, compared, prune=options.prune),
            f"{done}{_counted(before, after, compared)}",
        ]
        sys.stdout.writelines(f"{sanitize_terminal(line)}\n" for line in lines)
    return 0


def _file(named: str | None, files: Iterable[str], work_tree: WorkTree) -> Path:
    """The baseline that is named, else the one at the top of the repository."""
    if named is not None:
        return resolve_folder(named)
    paths = files or [os.path.join(os.curdir, NAME)]
    tops = list(dict.fromkeys(top_of(path, work_tree) for path in paths))
    if len(tops) > 1:
        raise NotelintError(
            f"one repository at a time, or --baseline FILE: {' and '.join(map(shown, tops))} have a baseline each"
        )
    return tops[0] / NAME


def _results(
    files: Sequence[str], configs: Configs, work_tree: WorkTree, *, verbose: bool
) -> list[Result]:
    results = []
    for result in Run(configs.of, work_tree=work_tree).results(files):
        lost = [
            diagnostic
            for diagnostic in result.diagnostics
            if diagnostic.code in UNLINTED
        ]
        if lost:
            warn(f"{result.path}: left out: {lost[0].message}")
        elif verbose:
            report(result.path, plural(len(result.diagnostics), "finding"))
        results.append(result)
    return results


def _save(
    file: Path, before: bytes | None, baseline: Baseline, *, is_named: bool
) -> str:
    """Write the file where it says something else now; what was done.

    Where it would be empty it goes, but for one that somebody asks for by name: a later run
    does, too.
    """
    after = to_yaml(baseline).encode()
    if not baseline.findings and not is_named:
        if before is None:
            return "Nothing to accept"
        file.unlink()
        return f"Removed {shown(file)}"
    if before is None:
        write_all({file: after.decode()})
    elif before != after:
        write(str(file), before, after)
    return f"{'Kept' if before == after else 'Wrote'} {shown(file)}"


def _changes(before: Baseline, compared: Comparison, *, prune: bool) -> Iterator[str]:
    """What moved, and what was dropped where that was all that was asked for."""
    moves = Counter((was, now) for (now, _), (was, _) in compared.moved.items())
    for (was, now), count in sorted(moves.items()):
        yield f"Moved {plural(count, 'finding')} of {was} to {now}"
    if prune:
        for line in described(before, compared.gone):
            yield f"Dropped {line}"


def _counted(before: Baseline, after: Baseline, compared: Comparison) -> str:
    """`: 24 findings in 2 files (3 new, 1 gone)`."""
    new = len(after.places - before.places - compared.moved.keys())
    gone = len(before.places - after.places - {*compared.moved.values()})
    changed = ", ".join(
        f"{count} {word}" for count, word in ((new, "new"), (gone, "gone")) if count
    )
    if not after.findings:
        return (
            ": nothing that it listed is left" if before.findings else ": no findings"
        )
    return f": {plural(len(after.places), 'finding')} in {plural(len(after.findings), 'file')}{f' ({changed})' if changed else ''}"
