"""SARIF 2.1.0, the OASIS standard for static analysis results, as GitHub's code scanning
takes it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import quote

from notelint import REPOSITORY_URL, __version__
from notelint.engine.results import Result, source_of
from notelint.reporters import Look
from notelint.reporters.ci import as_json, in_repository, plain
from notelint.rules.base import Rule
from notelint.rules.catalogue import FAMILIES, RULES
from notelint.rules.manual import page
from notelint.text.diagnostics import Diagnostic, Fix, Severity
from notelint.text.source import Position, Source, Span

Json = dict[str, Any]

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_BASE = "%SRCROOT%"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_PROBLEMS = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "recommendation",
}  # GitHub's words


def report(results: Iterable[Result], look: Look) -> str:  # noqa: ARG001 - looks are for people
    """One run.

    Its rules are those that have findings, with their pages, in the catalogue's order.
    """
    results = list(results)
    found = {each.code for result in results for each in result.diagnostics}
    rules = [rule for rule in RULES if rule.code in found]
    index = {rule.code: number for number, rule in enumerate(rules)}
    driver = {
        "name": "notelint",
        "version": __version__,
        "informationUri": REPOSITORY_URL,
        "rules": [_rule(rule, _url(results, rule.code)) for rule in rules],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "defaultEncoding": "utf-8",
        "newlineSequences": ["\r\n", "\n", "\r"],
        "originalUriBaseIds": {
            _BASE: {"description": {"text": "The top of the repository."}}
        },
        "results": [
            _result(each, result, index[each.code])
            for result in results
            for each in result.diagnostics
        ],
    }
    return as_json({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})


def _url(results: Iterable[Result], code: str) -> str:
    return next(
        each.url
        for result in results
        for each in result.diagnostics
        if each.code == code
    )


def _rule(rule: Rule, url: str) -> Json:
    prose = re.split(r"(?m)^(?:Bad|Good)\b", rule.page)[0].strip()
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": f"{rule.summary}."},
        "fullDescription": {"text": prose},
        "helpUri": url,
        "help": {"text": prose, "markdown": page(rule)},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {
            "tags": [FAMILIES[rule.code[0]]],
            "problem.severity": _PROBLEMS[rule.severity],
        },
    }


def _result(each: Diagnostic, result: Result, index: int) -> Json:
    file, source = _file(in_repository(result.path)), source_of(result)
    row = {
        "ruleId": each.code,
        "ruleIndex": index,
        "level": _LEVELS[each.severity],
        "message": {"text": _message(each.message)},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": file,
                    "region": _region(each.span, each.start, each.end, source),
                }
            }
        ],
        "partialFingerprints": {"notelint/v1": each.fingerprint},
    }
    if each.fix and source:
        row["fixes"] = [_fix(each.fix, file, source)]
    return row


def _file(path: str) -> Json:
    """A file's address, from the top of the repository where the path is; its bytes are
    percent-encoded as they are.
    """
    address = quote(path.encode("utf-8", "surrogateescape"))
    return (
        {"uri": f"file://{address}"}
        if path.startswith("/")
        else {"uri": address, "uriBaseId": _BASE}
    )


def _message(text: str) -> str:
    """A plain text message, in which `{0}` would be a placeholder and `[a](b)` a link."""
    return plain(text).replace("{", "{{").replace("}", "}}").replace("](", "] (")


def _region(span: Span, start: Position, end: Position, source: Source | None) -> Json:
    """A place by lines and columns; by its offset too, where that is known (a file that
    cannot be read has but a line).
    """
    region = {
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
    }
    if source is not None and source.position(span.start) == start:
        region |= {"charOffset": span.start, "charLength": span.end - span.start}
    return region


def _fix(fix: Fix, file: Json, source: Source) -> Json:
    """Edits that go together are one change of one file."""
    replacements: Sequence[Json] = [
        {
            "deletedRegion": _region(
                span, source.position(span.start), source.position(span.end), source
            ),
            "insertedContent": {"text": text},
        }
        for span, text in sorted(fix.edits)
    ]
    description = (
        {"description": {"text": _message(fix.message)}} if fix.message else {}
    )
    return {
        **description,
        "artifactChanges": [{"artifactLocation": file, "replacements": replacements}],
        "properties": {"applicability": fix.applicability.value},
    }
