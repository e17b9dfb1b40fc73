"""The file of accepted findings: a line each, in an order that does not depend on where
in the notebook they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from notelint.baseline.model import VERSION, Accepted, Baseline
from notelint.errors import ConfigError
from notelint.text.diagnostics import Diagnostic
from notelint.text.display import shorten

MOST_BYTES = 10 << 20  # of a file as we write it, which is read at once
MOST_BYTES_BY_HAND = 1 << 20
_HEAD = f"""\
# Findings that were accepted: notelint check does not report them. Written by notelint baseline; review it as code.
# Mend a finding, and notelint baseline --prune drops its line. A line may say why it stays, `reason: "…"`; comments are not kept.
version: {VERSION}
findings:"""
_WORD = r"[a-z][a-z-]*"
_QUOTED = r'"((?:[^"\\]|\\.)*)"'
_PLAIN_PATH = r"[A-Za-z][\w./-]*\.(?:md|markdown)"
_ENTRY = rf'    - \{{code: ([A-Z]\d{{3}}), fingerprint: "([0-9a-f]{{16}})"((?:, \w+: (?:{_WORD}|{_QUOTED}))*)\}}'
_FIELD = rf", (\w+): (?:({_WORD})|{_QUOTED})"
_FILE = rf"  (?:({_PLAIN_PATH})|{_QUOTED}):"
_LONGEST = {"place": 60, "text": 80}  # characters

_Findings = dict[str, tuple[Accepted, ...]]


def accepted(diagnostic: Diagnostic) -> Accepted:
    """A finding as a line of the file.

    Its notes are parts of what its fingerprint is made of, and change only with that.
    """
    _, place, text, *_ = (*diagnostic.identity.split("\0"), "", "")
    return Accepted(
        diagnostic.code,
        diagnostic.fingerprint,
        diagnostic.name,
        _note("place", place),
        _note("text", text if text != place else ""),
    )


def _note(field: str, text: str) -> str:
    """A note for readers: not too long, and without what would do something to a terminal."""
    line = "".join(char if char.isprintable() else "\ufffd" for char in text)
    return shorten(line, _LONGEST[field])


def to_yaml(baseline: Baseline) -> str:
    """The text of the file: YAML, the same for the same findings."""
    has_findings = any(baseline.findings.values())
    lines = [_HEAD + ("\n" if has_findings else " {}\n")]
    for path, entries in sorted(baseline.findings.items()):
        if entries:
            lines.append(f"  {_path_to_yaml(path)}:\n")
            lines += map(_entry_to_yaml, _sorted(entries))
    return "".join(lines)


def _sorted(entries: Sequence[Accepted]) -> list[Accepted]:
    def order(entry: Accepted) -> tuple[str, ...]:
        return entry.code, entry.place, entry.text, entry.fingerprint

    return sorted(entries, key=order)


def _path_to_yaml(path: str) -> str:
    return path if re.fullmatch(_PLAIN_PATH, path, re.ASCII) else _quote(path)


def _entry_to_yaml(entry: Accepted) -> str:
    line = f'    - {{code: {entry.code}, fingerprint: "{entry.fingerprint}"'
    for field in ("name", "place", "text", "reason"):
        text: str = getattr(entry, field)
        if text:
            is_plain = field == "name" and re.fullmatch(_WORD, text)
            line += f", {field}: {text if is_plain else _quote(text)}"
    return line + "}\n"


def _quote(text: str) -> str:
    """A string as both YAML and JSON have it.

    What is not printable is an escape, but for characters above U+FFFF, for which JSON has
    no single one.
    """
    from json import dumps

    quoted = ""
    for char in dumps(text, ensure_ascii=False):
        is_kept = char.isprintable() or char > "\uffff"
        quoted += char if is_kept else f"\\u{ord(char):04x}"
    return quoted


def read(path: Path, *, within: Path | None = None) -> Baseline:
    """The baseline in a file; one that was found must lie `within` a folder.

    Raises ConfigError for a file that cannot be read or is no baseline; the message names
    file, line and key.
    """
    from notelint.config.documents import FileKind, read_bytes

    kind = FileKind("baseline", "--baseline", "notelint baseline writes one")
    data = read_bytes(path, MOST_BYTES, kind, within=within)
    text = data.decode("utf-8", "replace").replace("\r\n", "\n")
    findings = _as_written(text.split("\n"))
    if findings is None:
        findings = _as_edited(path, data)
    return Baseline({name: entries for name, entries in findings.items() if entries})


def _as_edited(path: Path, data: bytes) -> _Findings:
    from notelint.baseline.document import findings_in
    from notelint.config.documents import decoded, shown

    if len(data) > MOST_BYTES_BY_HAND:
        raise ConfigError(
            f"{shown(path)}: more than 1 MiB, and not as notelint baseline writes it"
        )
    return findings_in(path, decoded(data, path).replace("\r\n", "\n"))


def _as_written(lines: Iterable[str]) -> _Findings | None:
    """The findings where each line is as we write it; None where one is not.

    Nearly all baselines are so, and to read them as YAML takes a hundred times as long.
    """
    rows = [line for line in lines if line and not line.startswith("#")]
    if rows == [f"version: {VERSION}", "findings: {}"]:
        return {}
    if rows[:2] != [f"version: {VERSION}", "findings:"]:
        return None
    match_entry = re.compile(_ENTRY, re.ASCII).fullmatch
    match_file = re.compile(_FILE, re.ASCII).fullmatch
    findings: dict[str, dict[str, Accepted]] = {}
    entries: dict[str, Accepted] | None = None
    for row in rows[2:]:
        if match := match_entry(row):
            entry = _entry(match)
            if entries is None or entry is None or entry.fingerprint in entries:
                return None
            entries[entry.fingerprint] = entry
            continue
        match = match_file(row)
        path = match and (match[1] or _unquote(match[2]))
        if path is None or path in findings:
            return None
        entries = findings[path] = {}
    return {path: tuple(entries.values()) for path, entries in findings.items()}


def _entry(match: re.Match[str]) -> Accepted | None:
    words: dict[str, str] = {}
    for field, plain, quoted in re.findall(_FIELD, match[3], re.ASCII):
        text = plain or _unquote(quoted)
        if text is None or field in words or field not in Accepted._fields[2:]:
            return None
        words[field] = text
    return Accepted(match[1], match[2], **words)


def _unquote(text: str) -> str | None:
    """What is between quotes; None where only YAML could tell what it means."""
    if "\\" not in text:
        return text
    from json import loads

    try:
        return str(loads(f'"{text}"'))
    except ValueError:
        return None
