"""How the source reads, in figures: `python -m tests.house [FOLDER...]`.

A row a folder; without any, the package. To lay other programs beside it, install them
somewhere and name their folders, as in `python -m tests.house src/notelint
site-packages/yamllint`.
"""

from __future__ import annotations

import ast
import io
import re
import statistics
import subprocess
import sys
import tokenize
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

PACKAGE = Path(__file__).parents[1] / "src" / "notelint"

_DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


class Figures(NamedTuple):
    """What one folder of Python looks like.

    A line of code is one that is not empty, not a comment alone, and not in a docstring.
    """

    name: str
    rooms: int  # the folders and modules at its top
    lines: int
    nodes_a_line: float  # nodes of the syntax tree for each line of code
    comprehensions_a_function: float
    length: int  # the 90th percentile of the lengths of lines of code, in characters
    complexity: int  # the 90th percentile of McCabe's complexity over all functions
    most_complex: int
    comments: float  # for each 100 lines of code


def figures_of(folder: Path) -> Figures:
    """The figures of a folder of Python files."""
    files = [
        path for path in sorted(folder.rglob("*.py")) if "__pycache__" not in path.parts
    ]
    nodes = functions = comprehensions = comments = total = 0
    lengths: list[int] = []
    for path in files:
        text = path.read_text(encoding="utf-8")
        tree = ast.parse(text)
        total += len(text.splitlines())
        lengths += [len(line) for line in _code_lines(text, tree)]
        comments += _comments(text)
        for node in ast.walk(tree):
            nodes += 1
            functions += isinstance(node, _FUNCTIONS)
            comprehensions += isinstance(node, _COMPREHENSIONS)
    complexities = sorted(_complexities(folder))
    return Figures(
        name=folder.name,
        rooms=len(_rooms(folder)),
        lines=total,
        nodes_a_line=nodes / len(lengths),
        comprehensions_a_function=comprehensions / max(functions, 1),
        length=_percentile(lengths),
        complexity=_percentile(complexities),
        most_complex=complexities[-1],
        comments=100 * comments / len(lengths),
    )


def _rooms(folder: Path) -> list[Path]:
    packages = [path for path in folder.iterdir() if (path / "__init__.py").exists()]
    modules = [path for path in folder.glob("*.py") if not path.name.startswith("__")]
    return packages + modules


def _code_lines(text: str, tree: ast.Module) -> Iterator[str]:
    in_docstring: set[int] = set()
    for node in ast.walk(tree):
        if (
            isinstance(node, _DOCUMENTED)
            and ast.get_docstring(node, clean=False) is not None
        ):
            first = node.body[0]
            in_docstring.update(
                range(first.lineno, (first.end_lineno or first.lineno) + 1)
            )
    for number, line in enumerate(text.splitlines(), 1):
        code = line.strip()
        if code and not code.startswith("#") and number not in in_docstring:
            yield line


def _comments(text: str) -> int:
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    return sum(token.type == tokenize.COMMENT for token in tokens)


def _complexities(folder: Path) -> list[int]:
    """McCabe's complexity of each function, as ruff counts it."""
    command = [
        sys.executable,
        "-m",
        "ruff",
        "check",
        "--isolated",
        "--no-cache",
        "--exit-zero",
    ]
    options = ["--select", "C901", "--config", "lint.mccabe.max-complexity=0"]
    shape = ["--output-format", "concise", str(folder)]
    done = subprocess.run(
        [*command, *options, *shape], capture_output=True, text=True, check=True
    )
    return [
        int(number) for number in re.findall(r"too complex \((\d+) > 0\)", done.stdout)
    ]


def _percentile(values: Sequence[int]) -> int:
    """The value that nine in ten do not exceed."""
    return round(statistics.quantiles(values, n=10, method="inclusive")[-1])


def main(arguments: Sequence[str]) -> None:
    """Print a table, a row for each folder."""
    folders = [Path(argument) for argument in arguments] or [PACKAGE]
    print(
        "| | rooms | lines | nodes a line | comprehensions a function | line p90 | complexity p90 | most | comments a 100 lines |"
    )
    print("|---|---|---|---|---|---|---|---|---|")
    for folder in folders:
        row = figures_of(folder)
        print(
            f"| {row.name} | {row.rooms} | {row.lines} | {row.nodes_a_line:.1f}"
            f" | {row.comprehensions_a_function:.2f} | {row.length} | {row.complexity}"
            f" | {row.most_complex} | {row.comments:.1f} |"
        )


if __name__ == "__main__":
    main(sys.argv[1:])
