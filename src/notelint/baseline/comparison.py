"""Findings laid beside the accepted ones: which of them are known, which of the accepted
are gone, and what is accepted from now on.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from notelint.baseline.file import accepted
from notelint.baseline.model import Accepted, Baseline, Place
from notelint.text.diagnostics import Diagnostic


class CheckedFile(NamedTuple):
    """What a run found in one file.

    `codes` are the rules that were asked, and whose findings are gone if they are not here.
    """

    path: str
    diagnostics: Sequence[Diagnostic]
    codes: frozenset[str]


class Comparison(NamedTuple):
    """What became of the accepted findings.

    `known` are those that were found, where they are now; `moved` tells for those of a file
    that has another name where they were. `gone` are those that were looked for in vain,
    where they were.
    """

    known: frozenset[Place]
    moved: Mapping[Place, Place]
    gone: frozenset[Place]


def compare(
    baseline: Baseline, seen: Iterable[CheckedFile], deleted: Collection[str] = ()
) -> Comparison:
    """Lay what a run found beside what is accepted.

    What is accepted for a file that was `deleted` holds for one that the baseline does not
    list: it may be the same under another name.
    """
    listed = {
        path: {each.fingerprint for each in entries}
        for path, entries in baseline.findings.items()
    }
    orphans: dict[str, list[str]] = {}
    for path in sorted(deleted, reverse=True):
        for fingerprint in listed.get(path, ()):
            orphans.setdefault(fingerprint, []).append(path)
    known: set[Place] = set()
    moved: dict[Place, Place] = {}
    asked: dict[str, frozenset[str]] = {}
    for each in seen:
        asked[each.path] = each.codes
        for fingerprint in (diagnostic.fingerprint for diagnostic in each.diagnostics):
            place = (each.path, fingerprint)
            if fingerprint in listed.get(each.path, ()):
                known.add(place)
            elif each.path not in listed and orphans.get(fingerprint):
                moved[place] = (orphans[fingerprint].pop(), fingerprint)
    found = known | {*moved.values()}
    gone = {
        (path, each.fingerprint)
        for path, entries in baseline.findings.items()
        for each in entries
        if each.code in asked.get(path, ()) and (path, each.fingerprint) not in found
    }
    return Comparison(frozenset(known | moved.keys()), moved, frozenset(gone))


def prune_baseline(baseline: Baseline, compared: Comparison) -> Baseline:
    """The baseline without what is gone, and what moved under its new path."""
    to = {before: path for (path, _), before in compared.moved.items()}
    findings: dict[str, list[Accepted]] = {}
    for path, entries in baseline.findings.items():
        for each in entries:
            place = (path, each.fingerprint)
            if place not in compared.gone:
                findings.setdefault(to.get(place, path), []).append(each)
    return _frozen(findings)


def update_baseline(
    baseline: Baseline, compared: Comparison, seen: Sequence[CheckedFile], *, anew: bool
) -> Baseline:
    """The baseline with all that was found. Reasons stay.

    What it says of files that were not looked at, and of rules that were not asked, stays
    too, unless it is to be written `anew`: then only for files that could not be judged.
    """
    unjudged = {each.path for each in seen if not each.codes}
    findings = {
        path: {
            each.fingerprint: each
            for each in entries
            if not anew
            or path in unjudged
            or (path, each.fingerprint) in compared.known
        }
        for path, entries in prune_baseline(baseline, compared).findings.items()
    }
    for each in seen:
        if each.codes:
            here = findings.setdefault(each.path, {})
            for line in map(accepted, each.diagnostics):
                before = here.get(line.fingerprint)
                here[line.fingerprint] = (
                    line._replace(reason=before.reason) if before else line
                )
    return _frozen({path: list(lines.values()) for path, lines in findings.items()})


def _frozen(findings: Mapping[str, Sequence[Accepted]]) -> Baseline:
    return Baseline(
        {path: tuple(entries) for path, entries in findings.items() if entries}
    )
