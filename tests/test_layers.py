"""The house is as docs/architecture.md draws it: imports run one way, and nothing grows too large."""

import ast
import re
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.cli.program import ROOT

PACKAGE = ROOT / "src" / "notelint"
FLOORS = [
    floor.split()
    for floor in (
        "errors limits source disk",
        "diagnostics edits git papers page pictures wording likeness",
        "markdown",
        "anchors",
        "notebook",
        "blocks contents conventions mistyped reader surroundings suppress rule",
        "rules",
        "config",
        "world trees discovery identity linter formatter learn merge manual baseline",
        "collector",
        "net",
        "runner writer since staging",
        "reporters",
        "cli",
    )
]
HEIGHT = {room: (floor, place) for floor, rooms in enumerate(FLOORS) for place, room in enumerate(rooms)}
DOORS = {"__init__", "__main__"}  # the ways in, of which the first imports when it is asked
FOR_RULES = set(
    """
    errors source diagnostics papers wording likeness markdown anchors notebook blocks contents conventions mistyped surroundings rule
    """.split()
)
LONGEST_FUNCTION = 50
LONGEST_MODULE = 320


class Import(NamedTuple):
    """An import: `module` is a dotted name; `now` tells whether it is done when its module is imported."""

    module: str
    now: bool
    checking: bool


FILES = {path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted(PACKAGE.rglob("*.py"))}


def name_of(path: Path) -> str:
    """The dotted name of a module."""
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {name_of(path): path for path in FILES}


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(path: Path) -> Iterator[Import]:
    """The imports of a file, wherever in it they are; of ours, each as the module that it leads to."""
    yield from _imports(FILES[path], now=True, checking=False)


def _imports(node: ast.AST, *, now: bool, checking: bool) -> Iterator[Import]:
    if isinstance(node, ast.Import):
        yield from (Import(each.name, now, checking) for each in node.names)
    elif isinstance(node, ast.ImportFrom):
        assert node.level == 0, "imports name the whole way"
        assert node.module
        for each in node.names:
            inner = f"{node.module}.{each.name}"
            yield Import(inner if inner in MODULES else node.module, now, checking)
    inside = now and not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    only = checking or (isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING")
    for child in ast.iter_child_nodes(node):
        yield from _imports(child, now=inside, checking=only)


def rooms_imported(path: Path) -> set[str]:
    return {each.module.split(".")[1] for each in imports(path) if each.module.startswith("notelint.")}


def test_every_file_has_a_room() -> None:
    assert {room_of(path) for path in FILES} - DOORS == set(HEIGHT)


def test_floors_are_those_of_the_document() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    drawn = next(each for each in re.findall(r"`([^`]*->[^`]*)`", text) if each.startswith("errors "))
    assert [floor.split() for floor in drawn.split("->")] == FLOORS


@pytest.mark.parametrize("path", [path for path in FILES if room_of(path) not in DOORS], ids=name_of)
def test_imports_run_one_way(path: Path) -> None:
    here = HEIGHT[room_of(path)]
    assert {room for room in rooms_imported(path) if HEIGHT[room] > here} == set()


@pytest.mark.parametrize("path", [path for path in FILES if room_of(path) == "rules" and path.name != "__init__.py"], ids=name_of)
def test_rule_sees_no_more_than_it_may(path: Path) -> None:
    assert rooms_imported(path) <= FOR_RULES
    assert {each.module for each in imports(path) if each.module.startswith("notelint.markdown")} <= {"notelint.markdown.tree"}


@pytest.mark.parametrize(
    ("library", "home"),
    [
        ("mistletoe", "markdown/"),
        ("yaml", "config/"),
        ("tomllib", "config/"),
        ("click", "cli/"),
        ("subprocess", "git/"),
        ("wcwidth", "reporters/"),
        ("signal", None),
        ("ctypes", "limits.py"),
        ("_thread", "limits.py"),
        ("cmarkgfm", "page/"),
        ("sqlite3", "net/"),
        ("platformdirs", "net/"),
        ("requests", "net/"),
        ("urllib3", "net/"),
        ("defusedxml", "net/"),
        ("socket", "net/"),
        ("ssl", "net/"),
        ("urllib.request", None),
    ],
)
def test_library_has_one_home(library: str, home: str | None) -> None:
    users = {
        path.relative_to(PACKAGE).as_posix()
        for path in FILES
        for each in imports(path)
        if each.module == library or each.module.startswith(library + ".")
    }
    assert bool(users) == bool(home)
    assert {user for user in users if home is None or not user.startswith(home)} == set()


def test_no_circle_of_imports() -> None:
    graph = {
        name: {each.module for each in imports(path) if not each.checking and each.module in MODULES} - {name}
        for name, path in MODULES.items()
    }
    lazy = {each.module for each in imports(PACKAGE / "__init__.py")}
    assert not lazy - set(MODULES) - {"typing", "importlib", "__future__"}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(" -> ".join(error.args[1]))


def test_no_function_is_too_long() -> None:
    long = {
        f"{name_of(path)}.{node.name}: {node.end_lineno - node.lineno + 1} lines"
        for path, tree in FILES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.end_lineno and _code_lines(node) > LONGEST_FUNCTION
    }
    assert long == set()


def _code_lines(node: ast.FunctionDef) -> int:
    """The lines of a function, without its docstring, which is a rule's manual page."""
    assert node.end_lineno
    first = node.body[0]
    doc = first if ast.get_docstring(node) is not None else None
    return node.end_lineno - node.lineno + 1 - ((doc.end_lineno or 0) - doc.lineno + 1 if doc else 0)


def test_no_module_is_too_long() -> None:
    sizes = {name_of(path): len(path.read_text(encoding="utf-8").splitlines()) for path in FILES}
    assert {name: size for name, size in sizes.items() if size > LONGEST_MODULE} == {}
