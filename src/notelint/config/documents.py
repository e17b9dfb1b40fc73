"""A config file as plain data, with the line of everything in it."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from notelint.config.kinds import Key, Place
from notelint.config.names import quoted
from notelint.errors import ConfigError

if TYPE_CHECKING:  # yaml and tomllib are imported only where there is a file to read: start-up counts
    import yaml

_TABLE = ("tool", "notelint")
_TABLE_HEADER = re.compile(r"^\s*\[+\s*tool\s*\.\s*[\"']?notelint\b", re.MULTILINE)


class Document(NamedTuple):
    """What a file says: its data, the lines of keys and items, and the keys that stand in it twice."""

    label: str
    data: Any
    lines: dict[Place, int]
    twice: tuple[tuple[int, str], ...] = ()

    def at(self, place: Place) -> str:
        """`file:line` of a place, or of the nearest thing around it."""
        around = (place[:end] for end in range(len(place), -1, -1))
        return f"{self.label}:{next((self.lines[outer] for outer in around if outer in self.lines), 1)}"


def read(path: Path) -> Document:
    """The config in a file: YAML, or the table `tool.notelint` of a `.toml` file.

    Raises ConfigError where the file cannot be read or is not what its name says.
    """
    text, label = _text(path), shown(path)
    return _from_toml(text, label) if path.suffix == ".toml" else _from_yaml(text, label)


def has_table(path: Path) -> bool:
    """Whether a pyproject.toml has a table for notelint. One that is broken elsewhere is none of notelint's business."""
    try:
        data = path.read_bytes()
    except OSError:
        return False
    if b"notelint" not in data:
        return False
    import tomllib

    try:
        tool = tomllib.loads(data.decode("utf-8-sig")).get(_TABLE[0])
    except (ValueError, RecursionError):
        return _TABLE_HEADER.search(data.decode("utf-8", "replace")) is not None
    return isinstance(tool, dict) and _TABLE[1] in tool


def shown(path: Path) -> str:
    """A path for readers: from the working folder where it lies below that."""
    relative = os.path.relpath(path)
    return str(path) if relative.startswith(os.pardir) else relative


def _text(path: Path) -> str:
    try:
        data = path.read_bytes()
    except IsADirectoryError:
        raise ConfigError(f"{shown(path)}: a folder, not a config file") from None
    except FileNotFoundError:
        raise ConfigError(f"{shown(path)}: no such file") from None
    except OSError as error:
        raise ConfigError(f"{shown(path)}: cannot be read: {(error.strerror or str(error)).lower()}") from None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ConfigError(f"{shown(path)}:{line}: not UTF-8: save the file as UTF-8") from None


def _from_yaml(text: str, label: str) -> Document:
    import yaml

    try:
        loader = yaml.SafeLoader(text)
        tree = _Tree(loader)
        node = loader.get_single_node()
        data = tree.value(node, ()) if node else None
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise ConfigError(f"{label}:{line}: {_yaml_problem(error)}") from None
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise ConfigError(f"{label}:{line}: not YAML: {error.reason}") from None
    except RecursionError:
        raise ConfigError(f"{label}:1: not a config: nested too deep") from None
    return Document(label, data, tree.lines, tuple(tree.twice))


def _yaml_problem(error: yaml.MarkedYAMLError) -> str:
    problem = error.problem or ""
    if "'\\t'" in problem or "tab character" in problem:
        return "a tab: YAML indents with blanks"
    return f"not YAML: {error.context} {problem}" if problem.startswith("but ") else f"not YAML: {problem}"


class _Tree:
    """Plain data from YAML nodes. Keys stay as they are written: `off:` and `1:` are words there."""

    def __init__(self, loader: yaml.SafeLoader) -> None:
        self.loader = loader
        self.lines: dict[Place, int] = {}
        self.twice: list[tuple[int, str]] = []
        self.seen: dict[int, Any] = {}  # an anchor's value is made once, however often it is named

    def value(self, node: yaml.Node, place: Place) -> Any:
        """The value of a node; remembers the lines of what is in it."""
        import yaml

        self.lines.setdefault(place, node.start_mark.line + 1)
        if id(node) in self.seen:
            return self.seen[id(node)]
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node, place)
        if isinstance(node, yaml.SequenceNode):
            return self.sequence(node, place)
        return self.scalar(node)

    def mapping(self, node: yaml.MappingNode, place: Place) -> dict[str, Any]:
        """A mapping, with what it merges (`<<`)."""
        self.check_tag(node, "map")
        data: dict[str, Any] = {}
        self.seen[id(node)] = data
        self.note_twice(node)
        self.loader.flatten_mapping(node)
        for key, value in node.value:
            if not isinstance(key.value, str):
                raise _marked("a key that is no plain word", key)
            self.lines[*place, key.value] = key.start_mark.line + 1
            data[key.value] = self.value(value, (*place, key.value))
        return data

    def sequence(self, node: yaml.SequenceNode, place: Place) -> list[Any]:
        """A list."""
        self.check_tag(node, "seq")
        data: list[Any] = []
        self.seen[id(node)] = data
        data.extend(self.value(item, (*place, index)) for index, item in enumerate(node.value))
        return data

    def scalar(self, node: yaml.Node) -> Any:
        """A string, number, boolean or null; a date that is none stays a string."""
        try:
            return self.loader.construct_object(node)
        except ValueError:
            return node.value

    def note_twice(self, node: yaml.MappingNode) -> None:
        """Remember the keys that an earlier one of the same mapping hides."""
        first: dict[str, int] = {}
        for word, line in ((str(key.value), key.start_mark.line + 1) for key, _ in node.value):
            if word in first:
                self.twice.append((line, f"{quoted(word)} is here twice: first on line {first[word]}"))
            first.setdefault(word, line)

    def check_tag(self, node: yaml.Node, plain: str) -> None:
        """No tags: a config is plain data."""
        if node.tag != f"tag:yaml.org,2002:{plain}":
            raise _marked(f"the tag {quoted(node.tag)}: a config is plain data", node)


def _marked(problem: str, node: yaml.Node) -> yaml.MarkedYAMLError:
    import yaml

    return yaml.MarkedYAMLError(problem=problem, problem_mark=node.start_mark)


def _from_toml(text: str, label: str) -> Document:
    import tomllib

    try:
        tool = tomllib.loads(text).get(_TABLE[0], {})
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(_toml_problem(str(error), text, label)) from None
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
    """The lines of tables and keys, which tomllib does not tell: those that stand at a line's start, as nearly all do."""
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
    """The lines of the strings in lists, by looking for each from its key onward."""
    for place, start in list(lines.items()):
        value, number = _within(data, place), start
        for index, item in enumerate(value if isinstance(value, list) else ()):
            quotes = (f'"{item}"', f"'{item}'")
            number = next((at for at in range(number, len(text) + 1) if any(quote in text[at - 1] for quote in quotes)), number)
            lines[*place, index] = number


def _within(data: Any, place: Place) -> Any:
    for part in place:
        data = data.get(part) if isinstance(data, dict) else None
    return data
