"""What a run knows already: the baselines, read before anything is linted, and the findings
that they accept, put aside.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from notelint.baseline import NAME
from notelint.cli.settings import Configs
from notelint.engine.discovery import STDIN
from notelint.engine.results import FigureResult, NotebookResult, Result
from notelint.errors import NotelintError
from notelint.repo import git
from notelint.repo.work_tree import WorkTree, resolve_folder
from notelint.text.diagnostics import Diagnostic

if TYPE_CHECKING:
    from notelint.baseline.comparison import CheckedFile, Comparison
    from notelint.baseline.model import Baseline, Place

UNLINTED = frozenset(
    {"X902", "X903"}
)  # of a file with one of these nothing else is reported
_UNUSED_FIGURE = "F306"


class Linted(NamedTuple):
    """What a run linted, by which configs, and in which work tree.

    `folders` are those that were linted whole, so that files that are not found there are
    gone. With `unwritten`, fixed texts were not written. `has_asked` tells that the network
    was asked about links.
    """

    results: Sequence[Result]
    configs: Configs
    work_tree: WorkTree
    folders: Sequence[str] = ()
    unwritten: bool = False
    has_asked: bool = False


class BaselineFilter(NamedTuple):
    """Results without the findings that are accepted: those are in `Result.known`.

    `hidden` is how many were put aside, `files` are the baselines that were looked into,
    and `gone` what they list in vain, a line each, all as readers are shown them.
    """

    results: Sequence[Result]
    hidden: int = 0
    files: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()


class Baselines(NamedTuple):
    """The baselines that a run looks into: one that is named, for all files, or those at
    the top of the repositories, each for its own.
    """

    found: Mapping[Path, Baseline]
    is_named: bool = False


def baselines(
    named: str | None,
    files: Iterable[str],
    work_tree: WorkTree,
    *,
    none: bool,
    isolated: bool,
) -> Baselines:
    """The baseline that is named, else those at the top of the files' repositories; none
    where none is wanted.

    Raises ConfigError for one that cannot be read.
    """
    if none or (isolated and named is None):
        return Baselines({})
    if named is not None:
        return Baselines(
            {resolve_folder(named): loaded(resolve_folder(named))}, is_named=True
        )
    folders = dict.fromkeys(os.path.dirname(path) for path in files if path != STDIN)
    tops = {top_of(os.path.join(folder, NAME), work_tree): None for folder in folders}
    return Baselines(
        {
            top / NAME: loaded(top / NAME, within=top)
            for top in tops
            if os.path.lexists(top / NAME)
        }
    )


def loaded(file: Path, within: Path | None = None) -> Baseline:
    """The baseline in a file; one that was found must lie within a folder.

    Raises ConfigError where it cannot be read.
    """
    from notelint.baseline.file import read  # few runs have one, and start-up counts

    return read(file, within=within)


def top_of(path: str, work_tree: WorkTree) -> Path:
    """Where the baseline of a file is: the top of its repository; outside of one the
    working folder that it lies below, or its own.
    """
    return work_tree.repository_or_folder_of(resolve_folder(path)).root


def folders_of(paths: Sequence[str]) -> list[str]:
    """The folders that a run lints whole: those among the paths; without any, as
    `discovery.find` has it, the repository or the folder.
    """
    return (
        [path for path in paths if os.path.isdir(path)]
        if paths
        else [str(git.root_of(Path()) or os.curdir)]
    )


def without_known(baselines: Baselines, linted: Linted) -> BaselineFilter:
    """Put aside what the baselines accept."""
    if not baselines.found:
        return BaselineFilter(linted.results)
    results, gone = list(linted.results), list[str]()
    for file, baseline in baselines.found.items():
        indexes = [
            index
            for index, result in enumerate(results)
            if _is_covered(result, file, baselines, linted.work_tree)
        ]
        covered = [results[index] for index in indexes]
        _, compared = look(baseline, file, linted._replace(results=covered))
        for index in indexes:
            results[index] = _without(
                results[index], compared.known, file, unwritten=linted.unwritten
            )
        gone += described(baseline, compared.gone)
    left = tuple(
        result
        for result in results
        if isinstance(result, NotebookResult) or result.diagnostics
    )
    hidden = _count(linted.results) - _count(left)
    return BaselineFilter(left, hidden, tuple(map(shown, baselines.found)), tuple(gone))


def _is_covered(
    result: Result, file: Path, baselines: Baselines, work_tree: WorkTree
) -> bool:
    """Whether a baseline is about the file of a result."""
    if result.path == STDIN:
        return False
    return baselines.is_named or top_of(result.path, work_tree) == file.parent


def _count(results: Iterable[Result]) -> int:
    return sum(len(result.diagnostics) for result in results)


def _fixed(result: Result) -> tuple[Diagnostic, ...]:
    return result.fixed if isinstance(result, NotebookResult) else ()


def _without(
    result: Result, places: Collection[Place], file: Path, *, unwritten: bool
) -> Result:
    path = relative(result.path, file)
    findings = (*result.diagnostics, *(_fixed(result) if unwritten else ()))
    accepted = [
        diagnostic
        for diagnostic in findings
        if (path, diagnostic.fingerprint) in places
    ]
    identities = {diagnostic.identity for diagnostic in accepted}
    known = [diagnostic for diagnostic in findings if diagnostic.identity in identities]
    left = [
        diagnostic
        for diagnostic in result.diagnostics
        if diagnostic.identity not in identities
    ]
    return result._replace(diagnostics=tuple(left), known=(*result.known, *known))


def look(
    baseline: Baseline, file: Path, linted: Linted
) -> tuple[list[CheckedFile], Comparison]:
    """What a run found, as a baseline has it, and what became of the findings that are
    accepted there.

    Nothing was found in files that are gone from a folder that was linted whole, and in
    figures where the rule about them ran.
    """
    from notelint.baseline.comparison import CheckedFile, compare

    seen: dict[str, CheckedFile] = {}
    for result in linted.results:
        of_file = _seen(result, file, linted)
        seen[of_file.path] = of_file
    has_figures = any(_UNUSED_FIGURE in of_file.codes for of_file in seen.values())
    figures = frozenset({_UNUSED_FIGURE} if has_figures else ())
    # With a separator at the end, so that `notes2/` does not lie in `notes/`
    whole = tuple(
        os.path.join(os.path.realpath(folder), "") for folder in linted.folders
    )
    unseen = [path for path in baseline.findings if path not in seen]
    deleted = set()
    for path in unseen:
        real = os.path.normpath(file.parent / path)
        codes = _codes(real, linted)
        is_deleted = not _is_there(real, linted.work_tree)
        if is_deleted:
            deleted.add(path)
        if not (is_deleted and real.startswith(whole)):
            codes &= figures
        if codes:
            seen[path] = CheckedFile(path, (), codes)
    return list(seen.values()), compare(baseline, seen.values(), deleted)


def _seen(result: Result, file: Path, linted: Linted) -> CheckedFile:
    from notelint.baseline.comparison import CheckedFile

    path = relative(result.path, file)
    if isinstance(result, FigureResult):
        codes = _codes(result.path, linted) & {_UNUSED_FIGURE}
        return CheckedFile(path, [*result.diagnostics, *result.known], codes)
    is_lost = result.is_stdin or any(
        diagnostic.code in UNLINTED for diagnostic in result.diagnostics
    )
    codes = frozenset[str]() if is_lost else _codes(result.path, linted)
    findings = [*result.diagnostics, *result.known]
    if linted.unwritten or result.is_stdin:
        findings += result.fixed
    # A file that could not be linted is a finding, whatever is accepted
    findings = [
        diagnostic for diagnostic in findings if diagnostic.code not in UNLINTED
    ]
    return CheckedFile(path, findings, codes)


def _codes(path: str, linted: Linted) -> frozenset[str]:
    """The rules enabled for a file, but for those that did not run."""
    from notelint.config import enabled_rules
    from notelint.rules.catalogue import RULES

    enabled = enabled_rules(linted.configs.of(Path(path)), RULES, Path(path))
    return frozenset(
        rule.code for rule in enabled if linted.has_asked or not rule.needs_network
    )


def _is_there(path: str, work_tree: WorkTree) -> bool:
    """Whether there is a file, be it one that a sparse checkout leaves out."""
    if work_tree.holds(path):
        return True
    home = work_tree.repository_of(Path(path).parent)
    if not home or not home.files:
        return False
    return Path(path).relative_to(home.root).as_posix() in home.files.sparse


def relative(path: str, file: Path) -> str:
    """The path of a file as a baseline has it: from its folder, with `/`."""
    try:
        return os.path.relpath(resolve_folder(path), file.parent).replace(os.sep, "/")
    except ValueError:
        raise NotelintError(f"{path}: on another disk than {shown(file)}") from None


def shown(file: Path) -> str:
    """A file for readers."""
    from notelint.config.documents import shown

    return shown(file)


def described(baseline: Baseline, gone: Collection[Place]) -> list[str]:
    """What a baseline lists in vain, by path and fingerprint, in its own order, for readers."""
    lines = []
    for path, entries in baseline.findings.items():
        for entry in entries:
            if (path, entry.fingerprint) not in gone:
                continue
            rule = f"{entry.code} {entry.name}".rstrip()
            parts = (path, rule, entry.place, entry.text)
            lines.append(": ".join(part for part in parts if part))
    return lines
