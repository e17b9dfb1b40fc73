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


def findings_in(path: Path, text: str) -> dict[str, tuple[Accepted, ...]]:
    """The findings of each file that a baseline lists.

    Raises ConfigError, with a line for each mistake.
    """
    for number, line in enumerate(text.split("\n"), 1):
        if re.match(_CONFLICT, line):
            raise ConfigError(
                f"{shown(path)}:{number}: a merge left a conflict: keep the lines of both sides, then notelint baseline --prune"
            )
    if path.suffix == ".toml":
        raise ConfigError(f"{shown(path)}: a baseline is YAML: name it .yaml")
    document = parsed(text, path, most_nodes=_MOST_NODES)
    mistakes = [
        f"{document.label}:{line}: {message}" for line, message in document.twice
    ] or list(_mistakes(document))
    if mistakes:
        raise ConfigError("\n".join(mistakes[:_MOST_MISTAKES]))
    return {
        name: tuple(Accepted(**each) for each in entries or ())
        for name, entries in (document.data["findings"] or {}).items()
    }


def _mistakes(document: Document) -> Iterator[str]:
    data = document.data
    if not isinstance(data, dict) or not data.keys() & {*_KEYS}:
        yield f"{document.at(())}: not a baseline: notelint baseline writes one, which begins with version: {VERSION}"
        return
    for key in data:
        if key not in _KEYS:
            yield f"{document.at((key,))}: unknown key {quoted(key)}: there is {', '.join(_KEYS)}"
    for key in _KEYS:
        if key not in data:
            yield f"{document.at(())}: {key}: is missing"
    if "version" in data and (
        type(data["version"]) is not int or data["version"] != VERSION
    ):
        yield f"{document.at(('version',))}: version: wants {VERSION}: another notelint wrote this file"
    findings = data.get("findings") or {}
    if not isinstance(findings, dict):
        yield f"{document.at(('findings',))}: findings: wants the files, and below each a list"
        return
    for name, entries in findings.items():
        yield from _mistakes_of(document, name, [] if entries is None else entries)


def _mistakes_of(document: Document, name: str, entries: object) -> Iterator[str]:
    if not isinstance(entries, list):
        yield f"{document.at(('findings', name))}: {quoted(name)}: wants a list of findings"
        return
    seen: set[str] = set()
    for number, each in enumerate(entries):
        problem = _problem(each)
        if not problem and each["fingerprint"] in seen:
            problem = f"the fingerprint {each['fingerprint']} is here twice: remove one of its lines"
        if problem:
            yield f"{document.at(('findings', name, number))}: {quoted(name)}: {problem}"
        else:
            seen.add(each["fingerprint"])


def _problem(each: object) -> str:
    """What is wrong with one finding."""
    if not isinstance(each, dict):
        return 'wants {code: …, fingerprint: "…"}'
    for key, value in each.items():
        if key not in Accepted._fields:
            return f"unknown key {quoted(key)}: there is {', '.join(Accepted._fields)}"
        if not isinstance(value, str):
            return f"{key}: wants {_PATTERNS[key][1] if key in _PATTERNS else 'text in quotes'}"
    for key, (pattern, wanted) in _PATTERNS.items():
        if not re.fullmatch(pattern, each.get(key, ""), re.ASCII):
            return f"{key}: wants {wanted}"
    return ""
