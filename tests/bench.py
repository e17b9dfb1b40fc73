"""How long a run takes: beside mdformat on real notebooks, and on texts made to be slow.

`make bench` runs it; tests do not.

Whole processes, in pairs one after the other, so that a busy machine slows both; medians of
20. mdformat is run as `mdformat --check`, which parses the file, renders it and parses what
it rendered. Each program has its compiled modules at hand, as after an installation.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOKS = (
    ROOT.parent / "shared" / "notebooks" / "seed" / "README.md",
    ROOT / "examples" / "notebook" / "README.md",
)
RUNS = 20
SIZE = 100_000

# fmt: off
REPEATED = (
    "[a](b) ", "如图[1]所示，", "[a](", "[", "<?", "<!A", "<![CDATA[", "**x** ", "**x**", "*a ", "a**b", "`", "` `` ", "<a ",
    '<a b="', "![", "[a][", "\\",
    "$a ", "$$a ", "~~a ", "_a ", "http://a", "www.", "&amp;", "<!--",
    "[a](<b", '[a](b "', "|a", "> ", "- ", "1. a\n", "- a\n", "a\n", "[a]: /b\n", "[^a]: b\n",
    "*", "_", "(", "[a]((((((", "<b>", "\t", "a  \n", "a*b_c~", "- a\n b\n", "*a_", "[x] (", "a]", "[a]()", "![a](b)",
)
# fmt: on
MADE: dict[str, str] = {
    "table cells": "|" + "a|" * 25_000 + "\n|" + "-|" * 25_000 + "\n",
    "table rows": "|a|b|\n|-|-|\n" + "|a|b|\n" * 15_000,
    "brackets, nested": "[" * 50_000 + "]" * 50_000,
    "quotes, nested": ">" * 1000 + "a",
    "lists, nested": "".join("  " * depth + "- a\n" for depth in range(200)),
    "emphasis, nested": "*a " * 15_000 + "b" + " a*" * 15_000,
    "links in brackets": "[" * 50_000 + "[a](b)" * 8_000,
    "lazy lines": "- - - - - - - - a\n" + "b\n" * 45_000,
    "breaks": "1. [a](https://arxiv.org/abs/1706.03762)\n" + "   <br>\n" * 12_000,
    "combining marks": "1. [a](https://arxiv.org/abs/1706.03762?ref=x)"
    + "\u0301" * 50_000,
    "one long line": "1. " + "[a](http://arxiv.org/abs/1706.03762) " * 2_600,
    "entries": "".join(
        f"{number}. [A {number}](https://arxiv.org/abs/1706.{number:05})<br>\n   note\n"
        for number in range(1, 1_700)
    ),
    "the same paper": "1. [A](https://arxiv.org/abs/1706.03762)\n" * 2_400,
}


def environment(folder: str) -> dict[str, str]:
    """Ours, with compiled modules kept in a folder, and with this checkout's package."""
    dropped = {"PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED"}
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in dropped and not name.startswith("NOTELINT_")
    }
    return {**kept, "PYTHONPATH": str(ROOT / "src"), "PYTHONPYCACHEPREFIX": folder}


def seconds(command: Sequence[str], variables: dict[str, str]) -> tuple[float, int]:
    """How long a process takes, and its exit code."""
    start = time.perf_counter()
    done = subprocess.run(
        command,
        env=variables,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=False,
    )
    return time.perf_counter() - start, done.returncode


def program(name: str) -> list[str]:
    """A program of this environment, by its script where it has one, as people call it."""
    script = Path(sys.executable).parent / name
    return [str(script)] if script.exists() else [sys.executable, "-m", name]


def beside_mdformat(variables: dict[str, str]) -> None:
    """A line a notebook: both medians, and the median of the pairs' ratios."""
    print(f"{'notebook':44}{'notelint':>10}{'mdformat':>10}{'ratio':>8}")
    for path in NOTEBOOKS:
        if not path.exists():
            print(f"{shown(path):44}{'not here':>10}")
            continue
        ours, theirs = (
            [*program("notelint"), "check", "--isolated", str(path)],
            [*program("mdformat"), "--check", str(path)],
        )
        for command in (ours, theirs):
            if (code := seconds(command, variables)[1]) not in {0, 1}:
                sys.exit(f"{' '.join(command)}: exit code {code}")
        pairs = [
            (seconds(ours, variables)[0], seconds(theirs, variables)[0])
            for _ in range(RUNS)
        ]
        one, two, ratio = (
            median(a for a, _ in pairs),
            median(b for _, b in pairs),
            median(a / b for a, b in pairs),
        )
        print(
            f"{shown(path):44}{one * 1000:>7.0f} ms{two * 1000:>7.0f} ms{ratio:>8.2f}"
        )


def shown(path: Path) -> str:
    """A path as it is seen from the folder that holds this checkout."""
    return path.relative_to(ROOT if ROOT in path.parents else ROOT.parent).as_posix()


def texts() -> dict[str, str]:
    """Texts of about 100 KB, each with a name: a piece that is repeated, or one of those
    made by hand.
    """
    return {
        repr(piece): (piece * (SIZE // len(piece) + 1))[:SIZE] for piece in REPEATED
    } | MADE


def slow_texts(variables: dict[str, str]) -> None:
    """A line a text, the slowest first. Two seconds, and the file is given up."""
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.md"
        for name, text in texts().items():
            path.write_text(text, encoding="utf-8")
            taken, code = seconds(
                [*program("notelint"), "check", "--isolated", "-q", str(path)],
                variables,
            )
            rows.append((taken, name, len(text.encode()), code))
    print(f"\n{'text':28}{'KB':>6}{'seconds':>10}  exit code")
    for taken, name, size, code in sorted(rows, reverse=True):
        print(f"{name:28}{size / 1000:>6.0f}{taken:>10.2f}  {code}")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as cache:
        beside_mdformat(environment(cache))
        slow_texts(environment(cache))
