"""A config file as plain data, with the line of everything in it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from notelint.config.kinds import Place
from notelint.config.names import cut_words
from notelint.config.toml import read_table
from notelint.errors import ConfigError, UnreadableError
from notelint.text import disk

if TYPE_CHECKING:  # imported only where there is a file to read: start-up counts
    import yaml

MOST_BYTES = 1 << 20
_LONGEST_LINE = 100_000  # characters
_LINES_A_NODE = 10  # of a text in YAML: what has more is nearly empty
_MOST_NODES = 10_000  # keys and values, each as often as an alias names it


class FileKind(NamedTuple):
    """A kind of file that people write and notelint reads, in the words of messages.

    `option` names such a file on the command line. `advice` is what to do where there is no
    file; it may be empty.
    """

    noun: str
    option: str
    advice: str = ""


_CONFIG = FileKind("config file", "--config")


class Document(NamedTuple):
    """What a file says: its data, the lines (from 1) of keys and items, and the keys that
    stand in it twice, each with its line and a message.

    `label` is the file's path for readers.
    """

    label: str
    data: Any
    lines: dict[Place, int]
    twice: tuple[tuple[int, str], ...] = ()

    def at(self, place: Place) -> str:
        """`file:line` of a place, or of the nearest thing around it."""
        for end in range(len(place), -1, -1):
            if place[:end] in self.lines:
                return f"{self.label}:{self.lines[place[:end]]}"
        return f"{self.label}:1"


def read(path: Path, *, within: Path | None = None) -> Document:
    """The config in a file: YAML, or the table `tool.notelint` of a `.toml` file.

    A file that was found must lie `within` a folder; one that somebody names may lie
    anywhere, and be a pipe. Raises ConfigError where the file cannot be read, is too large,
    or is not what its name says.
    """
    data = read_bytes(path, MOST_BYTES, _CONFIG, within=within)
    return parsed(decoded(data, path), path)


def read_bytes(
    path: Path, most: int, kind: FileKind, *, within: Path | None = None
) -> bytes:
    """The bytes of a file that people write, at most so many.

    With `within` it must lie in that folder; else it may be a pipe. Raises ConfigError,
    which names the file.
    """
    try:
        return disk.read(path, most, within=within, allow_pipe=within is None)
    except disk.OutsideError:
        problem = (
            "a symbolic link that leads elsewhere: put a plain file in its place,"
            f" or name it with {kind.option}"
        )
    except UnreadableError as error:
        problem = f"a folder, not a {kind.noun}" if path.is_dir() else str(error)
    except FileNotFoundError:
        problem = "no such file" + (f": {kind.advice}" if kind.advice else "")
    except OSError as error:
        problem = f"cannot be read: {(error.strerror or str(error)).lower()}"
    except ValueError as error:  # of a name with a NUL character
        problem = f"cannot be read: {str(error).lower()}"
    raise ConfigError(f"{shown(path)}: {problem}")


def parsed(text: str, path: Path, *, most_nodes: int = _MOST_NODES) -> Document:
    """The config in the text of a file.

    Raises ConfigError where it is not what the file's name says.
    """
    label = shown(path)
    if path.suffix == ".toml":
        data, lines = read_table(text, label)
        return Document(label, data, lines)
    return _from_yaml(text, label, most_nodes)


def shown(path: Path) -> str:
    """A path for readers: from the working folder where it lies below that."""
    relative = os.path.relpath(path)
    return str(path) if relative.startswith(os.pardir) else relative


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

    _refuse_long_lines(text, label)
    _refuse_many_lines(text, label, _LINES_A_NODE * most_nodes)
    line = 1
    try:
        loader = PlainLoader(text, most_nodes)
        tree = Tree(loader)
        data = tree.whole()
        return Document(label, data, tree.lines, tuple(tree.twice))
    except yaml.MarkedYAMLError as error:
        if error.problem_mark:
            line = error.problem_mark.line + 1
        problem = cut_words(_yaml_problem(error))
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        problem = f"not YAML: {error.reason}"
    except (ValueError, OverflowError):
        # Of an escape that names no character, or a version of thousands of digits
        line = loader.line + 1
        problem = "not YAML: a number that is too large"
    except RecursionError:
        problem = "not a config: nested too deep"
    raise ConfigError(f"{label}:{line}: {problem}")


def _refuse_many_lines(text: str, label: str, most: int) -> None:
    """Refuse a text that takes seconds to read, though nearly all of its lines are empty."""
    if text.count("\n") > most:
        raise ConfigError(f"{label}:{most + 1}: more than {most:,} lines")


def _refuse_long_lines(text: str, label: str) -> None:
    for number, line in enumerate(text.split("\n"), 1):
        if len(line) > _LONGEST_LINE:
            raise ConfigError(
                f"{label}:{number}: not a config: a line of more than {_LONGEST_LINE} characters"
            )


def _yaml_problem(error: yaml.MarkedYAMLError) -> str:
    problem = error.problem or ""
    if "'\\t'" in problem or "tab character" in problem:
        return "a tab: YAML indents with blanks"
    if problem.startswith("but "):  # "expected <block end>", but found …
        return f"not YAML: {error.context} {problem}"
    return f"not YAML: {problem}"
