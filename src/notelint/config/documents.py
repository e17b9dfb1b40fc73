"""A config file as plain data, with the line of everything in it."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from notelint.config.kinds import MOST_ITEMS, Key, Place
from notelint.config.names import cut_words
from notelint.errors import ConfigError, UnreadableError
from notelint.text import disk

if (
    TYPE_CHECKING
):  # yaml and tomllib are imported only where there is a file to read: start-up counts
    import yaml

MOST_BYTES = 1 << 20
_LONGEST_LINE = 100_000  # characters
_MOST_NODES = 10_000  # keys and values, each as often as an alias names it
_MOST_MISSING = 3  # strings that are looked for in vain
_WORD = r"""(?:(?<![\w-])[\w-]+|"[^"\n]*"|'[^'\n]*')"""
_MANY_PARTS = re.compile(
    rf"{_WORD}(?:[ \t]*\.[ \t]*{_WORD}){{100}}"
)  # tomllib takes the square of the time for a dotted key

_TABLE = ("tool", "notelint")
_TABLE_HEADER = re.compile(r"^\s*\[+\s*tool\s*\.\s*[\"']?notelint\b", re.MULTILINE)


class Document(NamedTuple):
    """What a file says: its data, the lines of keys and items, and the keys that stand
    in it twice.
    """

    label: str
    data: Any
    lines: dict[Place, int]
    twice: tuple[tuple[int, str], ...] = ()

    def at(self, place: Place) -> str:
        """`file:line` of a place, or of the nearest thing around it."""
        around = (place[:end] for end in range(len(place), -1, -1))
        return f"{self.label}:{next((self.lines[outer] for outer in around if outer in self.lines), 1)}"


def read(path: Path, *, within: Path | None = None) -> Document:
    """The config in a file: YAML, or the table `tool.notelint` of a `.toml` file.

    A file that was found must lie `within` a folder; one that somebody names may lie
    anywhere, and be a pipe. Raises ConfigError where the file cannot be read, is too large,
    or is not what its name says.
    """
    return parsed(_text(path, within), path)


def parsed(text: str, path: Path, *, most_nodes: int = _MOST_NODES) -> Document:
    """The config in the text of a file.

    Raises ConfigError where it is not what the file's name says.
    """
    return (
        _from_toml(text, shown(path))
        if path.suffix == ".toml"
        else _from_yaml(text, shown(path), most_nodes)
    )


def has_table(path: Path, within: Path) -> bool:
    """Whether a pyproject.toml has a table for notelint.

    One that is broken elsewhere is none of notelint's business.
    """
    try:
        data = disk.read(path, MOST_BYTES, within=within)
    except (UnreadableError, OSError):
        return False
    if b"notelint" not in data:
        return False
    import tomllib

    text = data.decode("utf-8", "replace").removeprefix("\ufeff")
    if _MANY_PARTS.search(text):
        return _TABLE_HEADER.search(text) is not None
    try:
        tool = tomllib.loads(data.decode("utf-8-sig")).get(_TABLE[0])
    except (ValueError, RecursionError):
        return _TABLE_HEADER.search(text) is not None
    return isinstance(tool, dict) and _TABLE[1] in tool


def shown(path: Path) -> str:
    """A path for readers: from the working folder where it lies below that."""
    relative = os.path.relpath(path)
    return str(path) if relative.startswith(os.pardir) else relative


def _text(path: Path, within: Path | None) -> str:
    try:
        data = disk.read(path, MOST_BYTES, within=within, allow_pipe=within is None)
    except disk.OutsideError:
        raise ConfigError(
            f"{shown(path)}: a symbolic link that leads elsewhere: put a plain file in its place, or name it with --config"
        ) from None
    except UnreadableError as error:
        problem = "a folder, not a config file" if path.is_dir() else error
        raise ConfigError(f"{shown(path)}: {problem}") from None
    except FileNotFoundError:
        raise ConfigError(f"{shown(path)}: no such file") from None
    except (OSError, ValueError) as error:
        raise ConfigError(
            f"{shown(path)}: cannot be read: {(getattr(error, 'strerror', '') or str(error)).lower()}"
        ) from None
    return decoded(data, path)


def decoded(data: bytes, path: Path) -> str:
    """The text in the bytes of a file. Raises ConfigError where they are not UTF-8."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ConfigError(
            f"{shown(path)}:{line}: not UTF-8: save the file as UTF-8"
        ) from None


def _from_yaml(text: str, label: str, most_nodes: int) -> Document:
    import yaml

    from notelint.config.plain import PlainLoader, Tree

    for number, line in enumerate(text.split("\n"), 1):
        if len(line) > _LONGEST_LINE:
            raise ConfigError(
                f"{label}:{number}: not a config: a line of more than {_LONGEST_LINE} characters"
            )
    try:
        loader = PlainLoader(text, most_nodes)
        tree = Tree(loader)
        data = tree.whole()
    except yaml.MarkedYAMLError as error:
        line_number = error.problem_mark.line + 1 if error.problem_mark else 1
        raise ConfigError(
            f"{label}:{line_number}: {cut_words(_yaml_problem(error))}"
        ) from None
    except yaml.reader.ReaderError as error:
        raise ConfigError(
            f"{label}:{text.count(chr(10), 0, error.position) + 1}: not YAML: {error.reason}"
        ) from None
    except (
        ValueError,
        OverflowError,
    ):  # of an escape that names no character, or a version of thousands of digits
        raise ConfigError(
            f"{label}:{loader.line + 1}: not YAML: a number that is too large"
        ) from None
    except RecursionError:
        raise ConfigError(f"{label}:1: not a config: nested too deep") from None
    return Document(label, data, tree.lines, tuple(tree.twice))


def _yaml_problem(error: yaml.MarkedYAMLError) -> str:
    problem = error.problem or ""
    if "'\\t'" in problem or "tab character" in problem:
        return "a tab: YAML indents with blanks"
    return (
        f"not YAML: {error.context} {problem}"
        if problem.startswith("but ")
        else f"not YAML: {problem}"
    )


def _from_toml(text: str, label: str) -> Document:
    import tomllib

    if parts := _MANY_PARTS.search(text):
        raise ConfigError(
            f"{label}:{text.count(chr(10), 0, parts.start()) + 1}: not a config: nested too deep"
        )
    try:
        tool = tomllib.loads(text).get(_TABLE[0], {})
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(cut_words(_toml_problem(str(error), text, label))) from None
    except ValueError:
        digits = re.search(r"\d[\d_]{4000}", text)
        line = text.count("\n", 0, digits.start()) + 1 if digits else 1
        raise ConfigError(
            f"{label}:{line}: not TOML: a number that is too large"
        ) from None
    except RecursionError:
        raise ConfigError(f"{label}:1: not a config: nested too deep") from None
    if not isinstance(tool, dict) or _TABLE[1] not in tool:
        raise ConfigError(f"{label}: no table [tool.notelint]")
    lines = _toml_lines(text)
    _add_items(lines, tool[_TABLE[1]], text.split("\n"))
    return Document(label, tool[_TABLE[1]], lines)


def _toml_problem(message: str, text: str, label: str) -> str:
    problem, _, where = message.partition(" (at ")
    line = re.match(r"line (\d+)", where)
    return f"{label}:{line[1] if line else text.count(chr(10)) + 1}: not TOML: {problem[:1].lower()}{problem[1:]}"


_PART = r"""(?:[\w-]+|"[^"]*"|'[^']*')"""
_HEADER = re.compile(rf"\s*\[+\s*({_PART}(?:\s*\.\s*{_PART})*)\s*\]+\s*(?:#.*)?$")
_KEY = re.compile(rf"\s*({_PART}(?:\s*\.\s*{_PART})*)\s*=")


def _toml_lines(text: str) -> dict[Place, int]:
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


def _add_items(lines: dict[Place, int], data: Any, text: list[str]) -> None:
    """The lines of the strings in lists, by looking for each from its key onward; not
    for ever for those that are spelled in other ways.
    """
    for place, start in list(lines.items()):
        value, number, missing = _within(data, place), start, 0
        for index, item in enumerate(
            value[:MOST_ITEMS] if isinstance(value, list) else ()
        ):
            quotes = (
                (f'"{item}"', f"'{item}'")
                if isinstance(item, str) and missing < _MOST_MISSING
                else ()
            )
            found = (
                next(
                    (
                        at
                        for at in range(number, len(text) + 1)
                        if any(quote in text[at - 1] for quote in quotes)
                    ),
                    0,
                )
                if quotes
                else 0
            )
            missing += not found
            number = found or number
            lines[*place, index] = number


def _within(data: Any, place: Place) -> Any:
    for part in place:
        data = data.get(part) if isinstance(data, dict) else None
    return data
