"""The table `tool.notelint` of a TOML file as plain data, with the lines of its keys."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from notelint.config.kinds import MOST_ITEMS, Key, Place
from notelint.config.names import cut_words
from notelint.errors import ConfigError, UnreadableError
from notelint.text import disk

_TABLE = ("tool", "notelint")
_TABLE_HEADER = re.compile(r"^\s*\[+\s*tool\s*\.\s*[\"']?notelint\b", re.MULTILINE)
_MOST_MISSING = 3  # strings that are looked for in vain

_WORD = r"""(?:(?<![\w-])[\w-]+|"[^"\n]*"|'[^'\n]*')"""
# tomllib takes the square of the time for a dotted key
_MANY_PARTS = re.compile(rf"{_WORD}(?:[ \t]*\.[ \t]*{_WORD}){{100}}")
# Python reads no number of more digits than this
_MANY_DIGITS = r"\d[\d_]{4000}"

_PART = r"""(?:[\w-]+|"[^"]*"|'[^']*')"""
_HEADER = re.compile(rf"\s*\[+\s*({_PART}(?:\s*\.\s*{_PART})*)\s*\]+\s*(?:#.*)?$")
_KEY = re.compile(rf"\s*({_PART}(?:\s*\.\s*{_PART})*)\s*=")


def has_table(path: Path, within: Path, most_bytes: int) -> bool:
    """Whether a pyproject.toml has a table for notelint.

    One that is broken elsewhere is none of notelint's business.
    """
    try:
        data = disk.read(path, most_bytes, within=within)
    except (UnreadableError, OSError):
        return False
    if b"notelint" not in data:
        return False
    import tomllib  # most folders have no such file, and start-up counts

    text = data.decode("utf-8", "replace").removeprefix("\ufeff")
    if _MANY_PARTS.search(text):
        return _TABLE_HEADER.search(text) is not None
    try:
        tool = tomllib.loads(data.decode("utf-8-sig")).get(_TABLE[0])
    except (ValueError, RecursionError):
        return _TABLE_HEADER.search(text) is not None
    return isinstance(tool, dict) and _TABLE[1] in tool


def read_table(text: str, label: str) -> tuple[Any, dict[Place, int]]:
    """The data of the table, and the lines (from 1) of its keys and items.

    `label` names the file in messages. Raises ConfigError.
    """
    tool = _load(text, label).get(_TABLE[0], {})
    if not isinstance(tool, dict) or _TABLE[1] not in tool:
        raise ConfigError(f"{label}: no table [tool.notelint]")
    data = tool[_TABLE[1]]
    lines = _lines_of_keys(text)
    _add_lines_of_items(lines, data, text.split("\n"))
    return data, lines


def _load(text: str, label: str) -> dict[str, Any]:
    import tomllib

    if parts := _MANY_PARTS.search(text):
        line = text.count("\n", 0, parts.start()) + 1
        raise ConfigError(f"{label}:{line}: not a config: nested too deep")
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(cut_words(_problem(str(error), text, label))) from None
    except ValueError:
        digits = re.search(_MANY_DIGITS, text)
        line = text.count("\n", 0, digits.start()) + 1 if digits else 1
        problem = "not TOML: a number that is too large"
        raise ConfigError(f"{label}:{line}: {problem}") from None
    except RecursionError:
        raise ConfigError(f"{label}:1: not a config: nested too deep") from None


def _problem(message: str, text: str, label: str) -> str:
    """tomllib's message as ours; without a line it is about the end of the file."""
    problem, _, position = message.partition(" (at ")
    match = re.match(r"line (\d+)", position)
    line = match[1] if match else text.count("\n") + 1
    return f"{label}:{line}: not TOML: {problem[:1].lower()}{problem[1:]}"


def _lines_of_keys(text: str) -> dict[Place, int]:
    """The lines of tables and keys, which tomllib does not tell: those that stand at a
    line's start, as nearly all do.
    """
    lines: dict[Place, int] = {}
    table: Key = ()
    for number, line in enumerate(text.split("\n"), 1):
        if header := _HEADER.match(line):
            table = place = _parts(header[1])
        elif key := _KEY.match(line):
            place = (*table, *_parts(key[1]))
        else:
            continue
        if place[: len(_TABLE)] == _TABLE:
            for end in range(len(_TABLE), len(place) + 1):
                lines.setdefault(place[len(_TABLE) : end], number)
    return lines


def _parts(dotted: str) -> Key:
    return tuple(part.strip("\"'") for part in re.findall(_PART, dotted))


def _add_lines_of_items(lines: dict[Place, int], data: Any, text: list[str]) -> None:
    """Add the lines of the strings in lists, by looking for each from its key onward.

    After a few that are spelled in other ways the rest of a list is not looked for.
    """
    for place, start in list(lines.items()):
        value = _value_at(data, place)
        if not isinstance(value, list):
            continue
        number, missing = start, 0
        for index, item in enumerate(value[:MOST_ITEMS]):
            line = None
            if isinstance(item, str) and missing < _MOST_MISSING:
                line = _line_with(text, (f'"{item}"', f"'{item}'"), number)
            if line is None:
                missing += 1
            else:
                number = line
            lines[*place, index] = number


def _line_with(text: list[str], quotes: tuple[str, ...], start: int) -> int | None:
    """The first line, from `start` onward, that has one of the quoted strings."""
    for number in range(start, len(text) + 1):
        if any(quote in text[number - 1] for quote in quotes):
            return number
    return None


def _value_at(data: Any, place: Place) -> Any:
    for part in place:
        data = data.get(part) if isinstance(data, dict) else None
    return data
