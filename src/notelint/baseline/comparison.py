"""Findings compared with the accepted ones: which of them are known, which of the accepted
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

    `codes` are the rules that ran: an accepted finding of theirs that is not among the
    diagnostics is gone.
    """

    path: str
    diagnostics: Sequence[Diagnostic]
    codes: frozenset[str]


class Comparison(NamedTuple):
    """What became of the accepted findings.

    `known` are the places where findings are now that were accepted. `moved` maps those in
    a file that has another name to the places where they were. `gone` are the places of
    accepted findings that a run no longer finds.
    """

    known: frozenset[Place]
    moved: Mapping[Place, Place]
    gone: frozenset[Place]


def compare(
    baseline: Baseline, seen: Iterable[CheckedFile], deleted: Collection[str] = ()
) -> Comparison:
    """Compare what a run found with what is accepted.

    What is accepted for a file that was `deleted` also applies to one that the baseline
    does not list: it may be the same under another name.
    """
    known: set[Place] = set()
    moved: dict[Place, Place] = {}
    codes_of: dict[str, frozenset[str]] = {}
    renaming = _Renaming(baseline, deleted)
    accepted_places = baseline.places
    for file in seen:
        codes_of[file.path] = file.codes
        for diagnostic in file.diagnostics:
            fingerprint = diagnostic.fingerprint
            place = (file.path, fingerprint)
            if place in accepted_places:
                known.add(place)
            elif file.path not in baseline.findings:
                before = renaming.take(fingerprint)
                if before is not None:
                    moved[place] = (before, fingerprint)
    gone = set()
    still_there = known | {*moved.values()}
    for path, entries in baseline.findings.items():
        for entry in entries:
            place = (path, entry.fingerprint)
            if entry.code in codes_of.get(path, ()) and place not in still_there:
                gone.add(place)
    return Comparison(frozenset(known | moved.keys()), moved, frozenset(gone))


class _Renaming:
    """The accepted findings of deleted files, each of which one finding can take over."""

    def __init__(self, baseline: Baseline, deleted: Collection[str]) -> None:
        self._paths: dict[str, list[str]] = {}  # by fingerprint; the next one last
        for path in sorted(deleted, reverse=True):
            fingerprints = {
                entry.fingerprint for entry in baseline.findings.get(path, ())
            }
            for fingerprint in fingerprints:
                self._paths.setdefault(fingerprint, []).append(path)

    def take(self, fingerprint: str) -> str | None:
        """The first deleted file in which it was accepted, once each."""
        paths = self._paths.get(fingerprint)
        return paths.pop() if paths else None


def prune_baseline(baseline: Baseline, compared: Comparison) -> Baseline:
    """The baseline without what is gone, and what moved under its new path."""
    new_paths = {before: path for (path, _), before in compared.moved.items()}
    findings: dict[str, list[Accepted]] = {}
    for path, entries in baseline.findings.items():
        for entry in entries:
            place = (path, entry.fingerprint)
            if place not in compared.gone:
                new_path = new_paths.get(place, path)
                findings.setdefault(new_path, []).append(entry)
    return _without_empty(findings)


def update_baseline(
    baseline: Baseline,
    compared: Comparison,
    seen: Sequence[CheckedFile],
    *,
    anew: bool,
) -> Baseline:
    """The baseline with all that was found. Reasons stay.

    Its findings of files that were not checked, and of rules that did not run, stay too,
    unless it is written `anew`: then only for files that could not be checked.
    """
    unchecked = {file.path for file in seen if not file.codes}
    findings: dict[str, dict[str, Accepted]] = {}
    for path, entries in prune_baseline(baseline, compared).findings.items():
        kept = findings[path] = {}
        for entry in entries:
            is_known = (path, entry.fingerprint) in compared.known
            if not anew or path in unchecked or is_known:
                kept[entry.fingerprint] = entry
    for file in seen:
        if file.codes:
            _add_findings(findings.setdefault(file.path, {}), file.diagnostics)
    return _without_empty(
        {path: list(entries.values()) for path, entries in findings.items()}
    )


def _add_findings(
    entries: dict[str, Accepted], diagnostics: Iterable[Diagnostic]
) -> None:
    """Accept findings of one file; `entries` are by fingerprint."""
    for diagnostic in diagnostics:
        entry = accepted(diagnostic)
        before = entries.get(entry.fingerprint)
        if before:
            entry = entry._replace(reason=before.reason)
        entries[entry.fingerprint] = entry


def _without_empty(findings: Mapping[str, Sequence[Accepted]]) -> Baseline:
    return Baseline(
        {path: tuple(entries) for path, entries in findings.items() if entries}
    )
