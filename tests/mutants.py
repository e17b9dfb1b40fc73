"""Does `fmt` keep what it rewrites, however a notebook is spoiled?

`make safety` asks it of 10,000 changed texts of real notebooks.

    python -m tests.mutants [SEED]

Each text is a window of 30 to 80 lines of a notebook of ../shared, now and then a whole
file; without ../shared they are the project's own. It is changed one to fifteen times
(tests/fuzz/mutations.py), then formatted, and its safe fixes are made
(tests/fuzz/oracles.py): no page is harmed, no letter lost, a second run has nothing to do,
nothing crashes, none takes over 5 seconds of processor time a 100 KB. Exit status 1 where
one does; `--replay SEED NUMBER` shows one text and what became of it. NOTELINT_SAFETY is
the number of texts.
"""

from __future__ import annotations

import os
import sys
import time
from collections import Counter
from collections.abc import Iterable
from difflib import unified_diff
from functools import cache
from multiprocessing import get_context
from random import Random
from typing import NamedTuple

from notelint.engine.formatter import LAYOUT, SAFE
from tests.fuzz.choices import Choices
from tests.fuzz.corpus import ROOT
from tests.fuzz.mutations import lines_of, mutated
from tests.fuzz.oracles import OUTSIDE, Outcome, formatted

NOTEBOOKS = ROOT.parent / "shared" / "notebooks"
KINDS = {"fmt": LAYOUT, "safe fixes": SAFE}
PROBLEMS = ("harmed", "letters", "second run", "crash", "endless", "slow")
COLUMNS = ("texts", "rewritten", "refused", *PROBLEMS)
WHOLE = 25  # one text in so many is a whole file
LARGEST = 60_000  # characters of a whole file
PROCESSES = 2
SHOWN = 40  # problems that are printed whole


class Mutant(NamedTuple):
    """A changed text: the file that it is of, and how it reads now."""

    name: str
    text: str


class Result(NamedTuple):
    """What became of one text, once for each kind of fixes."""

    number: int
    name: str
    outcomes: dict[str, Outcome]


@cache
def _texts() -> tuple[tuple[tuple[str, str], ...], ...]:
    """All notebooks that are UTF-8, with their names; those of one repository together,
    as some have hundreds and most a few.
    """
    home = NOTEBOOKS if NOTEBOOKS.exists() else ROOT
    folders = (
        [home]
        if NOTEBOOKS.exists()
        else [ROOT / "examples", ROOT / "tests" / "oddities"]
    )
    found: dict[str, list[tuple[str, str]]] = {}
    for path in sorted(
        path
        for folder in folders
        for path in folder.rglob("*")
        if path.suffix.lower() in {".md", ".markdown"}
    ):
        try:
            text = path.read_bytes().decode("utf-8")
        except (UnicodeDecodeError, OSError):
            continue
        name = path.relative_to(home)
        if text.strip():
            found.setdefault(name.parts[0], []).append((name.as_posix(), text))
    return tuple(map(tuple, found.values()))


def mutant(seed: int, number: int) -> Mutant:
    """One of the texts of a seed; always the same."""
    random = Random(f"{seed} {number}")
    name, text = random.choice(random.choice(_texts()))
    lines = lines_of(text)
    if random.randrange(WHOLE) or len(text) > LARGEST:
        length = random.randint(30, 80)
        start = random.randint(0, max(0, len(lines) - length))
        text = "".join(lines[start : start + length])
        name = f"{name} from line {start + 1}"
    choices = Choices.of(random)
    for _ in range(random.randint(1, 15)):
        text = mutated(text, choices)
    return Mutant(name, text)


def result(case: tuple[int, int]) -> Result:
    """Format one text, and make its safe fixes."""
    seed, number = case
    name, text = mutant(seed, number)
    return Result(
        number, name, {kind: formatted(text, which) for kind, which in KINDS.items()}
    )


def _tallied(
    results: Iterable[Result], total: int
) -> tuple[dict[str, Counter[str]], int]:
    """The table, and how many problems there are; they are printed as they come."""
    table: dict[str, Counter[str]] = {kind: Counter() for kind in KINDS}
    start, problems = time.monotonic(), 0
    for done, (number, name, outcomes) in enumerate(results, 1):
        for kind, outcome in outcomes.items():
            table[kind].update(
                texts=1,
                rewritten=int(bool(outcome.fixed)),
                refused=int(bool(outcome.refused)),
            )
            table[kind].update({problem for problem, _ in outcome.problems})
            for problem, detail in outcome.problems:
                problems += 1
                if problems <= SHOWN:
                    print(
                        f"\r{kind} {number} ({name}): {problem}: {detail}"[:400],
                        flush=True,
                    )
        if done % 100 == 0:
            print(
                f"\r{done} of {total}, {time.monotonic() - start:.0f} s",
                end="",
                file=sys.stderr,
                flush=True,
            )
    print(file=sys.stderr)
    return table, problems


def _printed(table: dict[str, Counter[str]]) -> str:
    rows = [
        ["", *COLUMNS],
        *(
            [kind, *(str(counts[column]) for column in COLUMNS)]
            for kind, counts in table.items()
        ),
    ]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True))
        for row in rows
    )


def run(seed: int, total: int) -> int:
    """Change and format so many texts; exit status 1 where one came to harm."""
    guards = (
        "page_diff.py and notelint's own guard" if OUTSIDE else "notelint's own guard"
    )
    print(
        f"{total} texts of {sum(map(len, _texts()))} notebooks, seed {seed}, checked by {guards}"
    )
    start = time.monotonic()
    with get_context("spawn").Pool(min(PROCESSES, os.cpu_count() or 1)) as pool:
        cases = ((seed, number) for number in range(total))
        table, problems = _tallied(
            pool.imap_unordered(result, cases, chunksize=20), total
        )
    print(_printed(table))
    print(
        f"mutants: {total} texts, {problems} problems, {time.monotonic() - start:.0f} s"
    )
    if problems:
        print(f"python -m tests.mutants --replay {seed} NUMBER shows one of them")
    return 1 if problems else 0


def replay(seed: int, number: int) -> int:
    """Show a text, what each kind of fixes makes of it, and what is wrong with that."""
    name, text = mutant(seed, number)
    problems = 0
    for kind, outcome in result((seed, number)).outcomes.items():
        lines = [each.splitlines(True) for each in (text, outcome.text)]
        print(f"{name}, {kind}: {outcome.problems or 'nothing is wrong'}")
        print(
            "\n".join(
                repr(line) for line in unified_diff(*lines, n=0) if outcome.problems
            )
        )
        problems += len(outcome.problems)
    return 1 if problems else 0


def main(arguments: list[str]) -> int:
    """The command line."""
    match arguments:
        case ["--replay", seed, number]:
            return replay(int(seed), int(number))
        case []:
            return run(1, int(os.environ.get("NOTELINT_SAFETY", "10000")))
        case [seed]:
            return run(int(seed), int(os.environ.get("NOTELINT_SAFETY", "10000")))
    print(__doc__)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
