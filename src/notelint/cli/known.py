"""What a run knows already: the baselines in force, read before anything is judged, and
the findings that they accept, put aside.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from notelint.baseline import NAME
from notelint.cli.settings import Configs
from notelint.engine.discovery import STDIN
from notelint.engine.runner import Result
from notelint.errors import NotelintError
from notelint.repo import git
from notelint.repo.work_tree import WorkTree, resolve_folder

if TYPE_CHECKING:
    from notelint.baseline.comparison import CheckedFile, Comparison
    from notelint.baseline.model import Baseline, Place

UNJUDGED = frozenset(
    {"X902", "X903"}
)  # of a file with one of these nothing else is reported
_UNUSED_FIGURE = "F306"


class Judged(NamedTuple):
    """What a run judged, by which settings, and in which world.

    `folders` are those that were judged whole, so that files that are not found there are
    gone. With `unwritten`, what was mended is not. `has_asked` tells that the network was
    asked about links.
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
    """The folders that a run judges whole: those among the paths; without any, as
    `discovery.find` has it, the repository or the folder.
    """
    return (
        [path for path in paths if os.path.isdir(path)]
        if paths
        else [str(git.root_of(Path()) or os.curdir)]
    )


def without_known(baselines: Baselines, judged: Judged) -> BaselineFilter:
    """Put aside what the baselines accept."""
    if not baselines.found:
        return BaselineFilter(judged.results)
    results, gone = dict(enumerate(judged.results)), list[str]()
    for file, baseline in baselines.found.items():
        mine = {
            place: result
            for place, result in results.items()
            if result.path != STDIN
            and (
                baselines.is_named
                or top_of(result.path, judged.work_tree) == file.parent
            )
        }
        _, compared = look(baseline, file, judged._replace(results=(*mine.values(),)))
        results.update(
            {
                place: _without(
                    result, compared.known, file, unwritten=judged.unwritten
                )
                for place, result in mine.items()
            }
        )
        gone += described(baseline, compared.gone)
    left = tuple(
        each for each in results.values() if each.is_notebook or each.diagnostics
    )
    hidden = sum(len(result.diagnostics) for result in judged.results) - sum(
        len(result.diagnostics) for result in left
    )
    return BaselineFilter(left, hidden, tuple(map(shown, baselines.found)), tuple(gone))


def _without(
    result: Result, places: Collection[Place], file: Path, *, unwritten: bool
) -> Result:
    path = relative(result.path, file)
    found = (*result.diagnostics, *(result.fixed if unwritten else ()))
    known = {each.identity for each in found if (path, each.fingerprint) in places}
    return result._replace(
        diagnostics=tuple(
            each for each in result.diagnostics if each.identity not in known
        ),
        known=(*result.known, *(each for each in found if each.identity in known)),
    )


def look(
    baseline: Baseline, file: Path, judged: Judged
) -> tuple[list[CheckedFile], Comparison]:
    """What a run found, as a baseline has it, and what became of the findings that are
    accepted there.

    Nothing was found in files that are gone from a folder that was judged whole, and in
    figures where it was asked who shows them.
    """
    from notelint.baseline.comparison import CheckedFile, compare

    seen = {
        each.path: each
        for each in (_seen(result, file, judged) for result in judged.results)
    }
    places = {
        path: os.path.normpath(file.parent / path)
        for path in baseline.findings
        if path not in seen
    }
    deleted = {
        path for path, place in places.items() if not _is_there(place, judged.work_tree)
    }
    whole = tuple(
        os.path.join(os.path.realpath(folder), "") for folder in judged.folders
    )
    figures = (
        frozenset({_UNUSED_FIGURE})
        if any(_UNUSED_FIGURE in each.codes for each in seen.values())
        else frozenset[str]()
    )
    for path, place in places.items():
        codes = _codes(place, judged)
        if (
            asked := codes
            if path in deleted and place.startswith(whole)
            else codes & figures
        ):
            seen[path] = CheckedFile(path, (), asked)
    return list(seen.values()), compare(baseline, seen.values(), deleted)


def _seen(result: Result, file: Path, judged: Judged) -> CheckedFile:
    from notelint.baseline.comparison import CheckedFile

    is_lost = result.is_stdin or any(
        each.code in UNJUDGED for each in result.diagnostics
    )
    codes = frozenset[str]() if is_lost else _codes(result.path, judged)
    found = [
        *result.diagnostics,
        *result.known,
        *(result.fixed if judged.unwritten or result.is_stdin else ()),
    ]
    found = [
        each for each in found if each.code not in UNJUDGED
    ]  # which stays a finding, whatever is accepted
    return CheckedFile(
        relative(result.path, file),
        found,
        codes if result.is_notebook else codes & {_UNUSED_FIGURE},
    )


def _codes(path: str, judged: Judged) -> frozenset[str]:
    """The rules in force for a file, but for those that nobody was asked for."""
    from notelint.config import enabled_rules
    from notelint.rules.catalogue import RULES

    rules = enabled_rules(judged.configs.of(Path(path)), RULES, Path(path))
    return frozenset(
        rule.code for rule in rules if judged.has_asked or not rule.needs_network
    )


def _is_there(place: str, work_tree: WorkTree) -> bool:
    """Whether there is a file, be it one that a sparse checkout leaves out."""
    if work_tree.holds(place):
        return True
    home = work_tree.repository_of(Path(place).parent)
    return bool(
        home
        and home.files
        and Path(place).relative_to(home.root).as_posix() in home.files.sparse
    )


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
    return [
        ": ".join(
            word
            for word in (
                path,
                f"{each.code} {each.name}".rstrip(),
                each.place,
                each.text,
            )
            if word
        )
        for path, entries in baseline.findings.items()
        for each in entries
        if (path, each.fingerprint) in gone
    ]
