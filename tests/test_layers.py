"""The house is as docs/architecture.md draws it: each room imports what its row allows,
and nothing grows too large.
"""

import ast
import re
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.cli.program import ROOT

PACKAGE = ROOT / "src" / "notelint"
ROOMS = {  # a room, and the rooms that it may import; all may import `errors`
    "text": "",
    "papers": "",
    "guard": "text papers",
    "markdown": "text",
    "notebook": "text papers markdown",
    "rules": "text papers markdown notebook",
    "repo": "text rules",
    "config": "text notebook rules repo",
    "links": "text papers rules",
    "init": "text notebook rules",
    "engine": "text papers guard markdown notebook rules repo config",
    "baseline": "text config",
    "merge": "text markdown notebook config engine",
    "reporters": "text rules repo engine",
    "export": "text papers notebook",
    "cli": "text notebook rules repo config links init engine baseline merge reporters export",
}
DOORS = {"__init__", "__main__", "errors"}  # the ways in, and what all rooms raise
FOR_RULES = set(
    "errors text.source text.diagnostics text.edits text.pictures text.display papers "
    "text.page_changes notebook markdown.tree rules.base rules.context".split()
)
HOMES = {  # a library, and the room or file that alone may import it
    "mistletoe": "markdown/",
    "yaml": "config/",
    "tomllib": "config/",
    "click": "cli/",
    "subprocess": "repo/git/",
    "wcwidth": "reporters/",
    "ctypes": "text/limits.py",
    "cmarkgfm": "guard/",
    "sqlite3": "links/",
    "platformdirs": "links/",
    "publicsuffixlist": "links/",
    "requests": "links/",
    "urllib3": "links/",
    "defusedxml": "links/",
    "socket": "links/",
    "ssl": "links/",
    "signal": None,
    "urllib.request": None,
}
LONGEST_FUNCTION = 50
LONGEST_MODULE = 500


class Import(NamedTuple):
    """An import: `module` is a dotted name; `checking` tells whether it is there for
    mypy alone.
    """

    module: str
    checking: bool


FILES = {
    path: ast.parse(path.read_text(encoding="utf-8"))
    for path in sorted(PACKAGE.rglob("*.py"))
}


def name_of(path: Path) -> str:
    """The dotted name of a module."""
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {name_of(path): path for path in FILES}


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(path: Path) -> Iterator[Import]:
    """The imports of a file, wherever in it they are; of ours, each as the module that
    it leads to.
    """
    yield from _imports(FILES[path], checking=False)


def _imports(node: ast.AST, *, checking: bool) -> Iterator[Import]:
    if isinstance(node, ast.Import):
        yield from (Import(each.name, checking) for each in node.names)
    elif isinstance(node, ast.ImportFrom):
        assert node.level == 0, "imports name the whole way"
        assert node.module
        for each in node.names:
            inner = f"{node.module}.{each.name}"
            yield Import(inner if inner in MODULES else node.module, checking)
    only = checking or (
        isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
    )
    for child in ast.iter_child_nodes(node):
        yield from _imports(child, checking=only)


def imported(path: Path) -> set[str]:
    """The modules of ours that a file imports, without `notelint.`."""
    return {
        each.module.removeprefix("notelint.")
        for each in imports(path)
        if each.module.startswith("notelint.")
    }


def test_rooms_are_those_of_the_document() -> None:
    assert {room_of(path) for path in FILES} == {*ROOMS, *DOORS}
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)/` \|.*\| ([\w, –]+) \|$", text, flags=re.MULTILINE)
    assert {
        room: "" if may == "–" else may.replace(",", "") for room, may in rows
    } == ROOMS
    for room in ROOMS:
        doc = ast.get_docstring(FILES[PACKAGE / room / "__init__.py"]) or ""
        assert len(doc) > 100, (
            f"{room}/__init__.py says in a paragraph what the room is for, and what it may import"
        )


def test_rooms_import_what_they_may() -> None:
    wrong = {
        f"{name_of(path)} imports {module}"
        for path in FILES
        for module in imported(path)
        if room_of(path) not in DOORS
        and module.split(".")[0]
        not in {room_of(path), "errors", "__init__", *ROOMS[room_of(path)].split()}
        and module != "notelint"
    }
    families = [
        path
        for path in FILES
        if len(path.relative_to(PACKAGE).parts) > 2 and room_of(path) == "rules"
    ]
    for path in families:
        family = ".".join(path.relative_to(PACKAGE).parts[:2])
        seen = {*FOR_RULES, family}
        wrong |= {
            f"{name_of(path)} imports {module}"
            for module in imported(path)
            if not any(module == each or module.startswith(f"{each}.") for each in seen)
        }
    assert wrong == set()


def test_libraries_have_one_home() -> None:
    users: dict[str, set[str]] = {library: set() for library in HOMES}
    for path in FILES:
        for each in imports(path):
            for library in HOMES:
                if each.module == library or each.module.startswith(f"{library}."):
                    users[library].add(path.relative_to(PACKAGE).as_posix())
    for library, home in HOMES.items():
        assert bool(users[library]) == bool(home), library
        assert {
            user for user in users[library] if home is None or not user.startswith(home)
        } == set(), library


def test_no_circle_and_nothing_too_long() -> None:
    graph = {
        name: {
            each.module
            for each in imports(path)
            if not each.checking and each.module in MODULES
        }
        - {name}
        for name, path in MODULES.items()
    }
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(" -> ".join(error.args[1]))
    long = {
        f"{name_of(path)}.{node.name}"
        for path, tree in FILES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and _code_lines(node) > LONGEST_FUNCTION
    }
    assert long == set()
    sizes = {
        name_of(path): len(path.read_text(encoding="utf-8").splitlines())
        for path in FILES
    }
    assert {name: size for name, size in sizes.items() if size > LONGEST_MODULE} == {}


def _code_lines(node: ast.FunctionDef) -> int:
    """The lines of a function, without its docstring, which is a rule's manual page."""
    assert node.end_lineno
    first = node.body[0]
    doc = first if ast.get_docstring(node) is not None else None
    return (
        node.end_lineno
        - node.lineno
        + 1
        - ((doc.end_lineno or 0) - doc.lineno + 1 if doc else 0)
    )
