"""A baseline that a person has edited, read as YAML; each mistake with its line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from notelint.baseline.model import VERSION, Accepted
from notelint.config.documents import Document, parsed, shown
from notelint.config.names import quoted
from notelint.errors import ConfigError

_CONFLICT = r"(?:<{7}|={7}|>{7}|\|{7})(?: |$)"
_PATTERNS = {
    "code": (r"[A-Z]\d{3}", "a code such as L402"),
    "fingerprint": ("[0-9a-f]{16}", "sixteen hexadecimal digits in quotes"),
}
_MOST_NODES = 50_000
_MOST_MISTAKES = 100  # that are printed
_KEYS = ("version", "findings")

_Line = tuple[str, str]  # `file:line`, and what is wrong there


def findings_in(path: Path, text: str) -> dict[str, tuple[Accepted, ...]]:
    """The findings of each file that a baseline lists.

    Raises ConfigError, with a line for each mistake.
    """
    _refuse_conflict(path, text)
    if path.suffix == ".toml":
        raise ConfigError(f"{shown(path)}: a baseline is YAML: name it .yaml")
    document = parsed(text, path, most_nodes=_MOST_NODES)
    mistakes = [
        (f"{document.label}:{line}", message) for line, message in document.twice
    ]
    mistakes = mistakes or list(_mistakes(document))
    if mistakes:
        lines = [f"{place}: {message}" for place, message in mistakes]
        raise ConfigError("\n".join(lines[:_MOST_MISTAKES]))
    findings = {}
    for name, entries in (document.data["findings"] or {}).items():
        findings[name] = tuple(Accepted(**entry) for entry in entries or ())
    return findings


def _refuse_conflict(path: Path, text: str) -> None:
    for number, line in enumerate(text.split("\n"), 1):
        if re.match(_CONFLICT, line):
            raise ConfigError(
                f"{shown(path)}:{number}: a merge left a conflict: keep the lines of both sides, then notelint baseline --prune"
            )


def _mistakes(document: Document) -> Iterator[_Line]:
    data = document.data
    if not isinstance(data, dict) or not data.keys() & {*_KEYS}:
        yield (
            document.at(()),
            f"not a baseline: notelint baseline writes one, which begins with version: {VERSION}",
        )
        return
    for key in data:
        if key not in _KEYS:
            problem = f"unknown key {quoted(key)}: there is {', '.join(_KEYS)}"
            yield document.at((key,)), problem
    for key in _KEYS:
        if key not in data:
            yield document.at(()), f"{key}: is missing"
    version = data.get("version", VERSION)
    if type(version) is not int or version != VERSION:  # True equals 1
        yield (
            document.at(("version",)),
            f"version: wants {VERSION}: another notelint wrote this file",
        )
    findings = data.get("findings") or {}
    if not isinstance(findings, dict):
        problem = "findings: wants the files, and below each a list"
        yield document.at(("findings",)), problem
        return
    for name, entries in findings.items():
        yield from _mistakes_of_file(document, name, [] if entries is None else entries)


def _mistakes_of_file(
    document: Document, name: str, entries: object
) -> Iterator[_Line]:
    if not isinstance(entries, list):
        place = document.at(("findings", name))
        yield place, f"{quoted(name)}: wants a list of findings"
        return
    seen: set[str] = set()
    for number, entry in enumerate(entries):
        problem = _problem(entry)
        if not problem and entry["fingerprint"] in seen:
            problem = f"the fingerprint {entry['fingerprint']} is here twice: remove one of its lines"
        if problem:
            place = document.at(("findings", name, number))
            yield place, f"{quoted(name)}: {problem}"
        else:
            seen.add(entry["fingerprint"])


def _problem(entry: object) -> str:
    """What is wrong with one finding; empty where nothing is."""
    if not isinstance(entry, dict):
        return 'wants {code: …, fingerprint: "…"}'
    for key, value in entry.items():
        if key not in Accepted._fields:
            return f"unknown key {quoted(key)}: there is {', '.join(Accepted._fields)}"
        if not isinstance(value, str):
            wanted = _PATTERNS[key][1] if key in _PATTERNS else "text in quotes"
            return f"{key}: wants {wanted}"
    for key, (pattern, wanted) in _PATTERNS.items():
        if not re.fullmatch(pattern, entry.get(key, ""), re.ASCII):
            return f"{key}: wants {wanted}"
    return ""
