"""GitLab's Code Quality report: a JSON array of findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from hashlib import blake2b

from notelint.engine.results import Result
from notelint.reporters import Look
from notelint.reporters.ci import as_json, in_repository, plain
from notelint.text.diagnostics import Severity

_SEVERITIES = {
    Severity.ERROR: "major",
    Severity.WARNING: "minor",
    Severity.INFO: "info",
}


def report(results: Iterable[Result], look: Look) -> str:  # noqa: ARG001 - looks are for people
    """All findings.

    GitLab keeps one of those with the same fingerprint, so the file's path is in it too.
    """
    seen: Counter[str] = Counter()
    rows = []
    for result in results:
        path = in_repository(result.path)
        for each in result.diagnostics:
            key = f"{path}\0{each.identity}"
            seen[key] += 1
            row = {
                "description": f"{each.code} {plain(each.message)}",
                "check_name": each.name,
                "fingerprint": _fingerprint(f"{key}\0{seen[key]}"),
                "severity": _SEVERITIES[each.severity],
                "location": {"path": plain(path), "lines": {"begin": each.start.line}},
            }
            rows.append(row)
    return as_json(rows)


def _fingerprint(key: str) -> str:
    return blake2b(key.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
