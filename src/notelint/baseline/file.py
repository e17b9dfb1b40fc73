"""The file of accepted findings: a line each, in an order that does not depend on where
in the notebook they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from notelint.baseline.model import VERSION, Accepted, Baseline
from notelint.errors import ConfigError, UnreadableError
from notelint.text import disk
from notelint.text.diagnostics import Diagnostic
from notelint.text.display import shorten

MOST_BYTES = 10 << 20  # of a file as we write it, which is read at once
MOST_BYTES_BY_HAND = 1 << 20
_HEAD = f"""\
# Findings that were accepted: notelint check does not report them. Written by notelint baseline; review it as code.
# Mend a finding, and notelint baseline --prune drops its line. A line may say why it stays, `reason: "…"`; comments are not kept.
version: {VERSION}
findings:"""
_WORD, _QUOTED, _PLAIN_PATH = (
    r"[a-z][a-z-]*",
    r'"((?:[^"\\]|\\.)*)"',
    r"[A-Za-z][\w./-]*\.(?:md|markdown)",
)
_ENTRY = rf'    - \{{code: ([A-Z]\d{{3}}), fingerprint: "([0-9a-f]{{16}})"((?:, \w+: (?:{_WORD}|{_QUOTED}))*)\}}'
_FIELD = rf", (\w+): (?:({_WORD})|{_QUOTED})"
_FILE = rf"  (?:({_PLAIN_PATH})|{_QUOTED}):"
_LONGEST = {"place": 60, "text": 80}  # characters


def accepted(each: Diagnostic) -> Accepted:
    """A finding as a line of the file.

    What is said of it is what its fingerprint is made of, and changes only with that.
    """
    place, text = (*each.identity.split("\0"), "", "")[1:3]
    return Accepted(
        each.code,
        each.fingerprint,
        each.name,
        _noted("place", place),
        _noted("text", text if text != place else ""),
    )


def _noted(field: str, text: str) -> str:
    """A note for readers: not too long, and without what would do something to a terminal."""
    line = "".join(char if char.isprintable() else "\ufffd" for char in text)
    return shorten(line, _LONGEST[field])


def to_yaml(baseline: Baseline) -> str:
    """The text of the file: YAML, the same for the same findings."""
    lines = [_HEAD + ("\n" if any(baseline.findings.values()) else " {}\n")]
    for path, entries in sorted(baseline.findings.items()):
        if entries:
            lines.append(
                f"  {path if re.fullmatch(_PLAIN_PATH, path, re.ASCII) else _quoted(path)}:\n"
            )
            lines += map(
                _line,
                sorted(
                    entries,
                    key=lambda each: (
                        each.code,
                        each.place,
                        each.text,
                        each.fingerprint,
                    ),
                ),
            )
    return "".join(lines)


def _line(each: Accepted) -> str:
    words = {
        "name": each.name,
        "place": each.place,
        "text": each.text,
        "reason": each.reason,
    }
    more = "".join(
        f", {key}: {text if key == 'name' and re.fullmatch(_WORD, text) else _quoted(text)}"
        for key, text in words.items()
        if text
    )
    return f'    - {{code: {each.code}, fingerprint: "{each.fingerprint}"{more}}}\n'


def _quoted(text: str) -> str:
    """A string as both YAML and JSON have it.

    What is not printable is an escape, but for the few signs that JSON has no single one
    for.
    """
    from json import dumps

    plain = dumps(text, ensure_ascii=False)
    return "".join(
        char if char.isprintable() or char > "\uffff" else f"\\u{ord(char):04x}"
        for char in plain
    )


def read(path: Path, *, within: Path | None = None) -> Baseline:
    """The baseline in a file; one that was found must lie `within` a folder.

    Raises ConfigError for a file that cannot be read or is no baseline; the message names
    file, line and key.
    """
    from notelint.config.documents import shown

    try:
        data = disk.read(path, MOST_BYTES, within=within, allow_pipe=within is None)
    except disk.OutsideError:
        raise ConfigError(
            f"{shown(path)}: a symbolic link that leads elsewhere: put a plain file in its place, or name it with --baseline"
        ) from None
    except UnreadableError as error:
        raise ConfigError(
            f"{shown(path)}: {'a folder, not a baseline' if path.is_dir() else error}"
        ) from None
    except FileNotFoundError:
        raise ConfigError(
            f"{shown(path)}: no such file: notelint baseline writes one"
        ) from None
    except OSError as error:
        raise ConfigError(
            f"{shown(path)}: cannot be read: {(error.strerror or str(error)).lower()}"
        ) from None
    text = data.decode("utf-8", "replace").replace("\r\n", "\n")
    found = _as_written(text.split("\n"))
    if found is None:
        from notelint.baseline.document import findings_in
        from notelint.config.documents import decoded

        if len(data) > MOST_BYTES_BY_HAND:
            raise ConfigError(
                f"{shown(path)}: more than 1 MiB, and not as notelint baseline writes it"
            )
        found = findings_in(path, decoded(data, path).replace("\r\n", "\n"))
    return Baseline({name: entries for name, entries in found.items() if entries})


def _as_written(lines: Iterable[str]) -> dict[str, tuple[Accepted, ...]] | None:
    """What the lines say where each is as we write it, as nearly always; to read them as
    YAML takes a hundred times as long.
    """
    rows = [line for line in lines if line and not line.startswith("#")]
    if rows == [f"version: {VERSION}", "findings: {}"]:
        return {}
    if rows[:2] != [f"version: {VERSION}", "findings:"]:
        return None
    entry_of, file_of = (
        re.compile(_ENTRY, re.ASCII).fullmatch,
        re.compile(_FILE, re.ASCII).fullmatch,
    )
    found: dict[str, dict[str, Accepted]] = {}
    entries: dict[str, Accepted] | None = None
    for row in rows[2:]:
        if match := entry_of(row):
            each = _entry(match)
            if entries is None or each is None or each.fingerprint in entries:
                return None
            entries[each.fingerprint] = each
        else:
            match = file_of(row)
            path = match and (match[1] or _unquoted(match[2]))
            if path is None or path in found:
                return None
            entries = found[path] = {}
    return {path: tuple(each.values()) for path, each in found.items()}


def _entry(match: re.Match[str]) -> Accepted | None:
    words: dict[str, str] = {}
    for key, plain, quoted in re.findall(_FIELD, match[3], re.ASCII):
        text = plain or _unquoted(quoted)
        if text is None or key in words or key not in Accepted._fields[2:]:
            return None
        words[key] = text
    return Accepted(match[1], match[2], **words)


def _unquoted(text: str) -> str | None:
    """What is between quotes; None where only YAML could say what it means."""
    if "\\" not in text:
        return text
    from json import loads

    try:
        return str(loads(f'"{text}"'))
    except ValueError:
        return None
