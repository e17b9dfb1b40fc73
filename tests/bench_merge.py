"""How often two branches of a notebook merge: by git line by line, and by notelint.

`make bench-merge` runs it; tests do not.

Each branch makes up to three edits (an entry added, deleted, moved or reworded) in entries
that the other leaves alone, and numbers its list as its writer would: anew, or not at all.
Notebooks are made up as in the tests, and real ones where they are at hand.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from random import Random

from hypothesis import HealthCheck, Phase, given, settings

from notelint.config import Config
from notelint.engine.formatter import fix_source
from notelint.engine.linter import check
from notelint.errors import UnreadableError
from notelint.merge.pieces import Piece, split_into_pieces
from notelint.notebook.reading import read
from notelint.text.source import Source
from tests.branches import NUMBERED, Branches, branches, by_git, merge

ROOT = Path(__file__).resolve().parent.parent
PLACES = (ROOT.parent / "shared" / "notebooks", ROOT / "examples")
NUMBERS = Config(select=("E101",))
CASES = 40  # of each notebook
MADE_UP = 1000


def edited(
    pieces: list[Piece], mine: set[int], random: Random, side: str
) -> list[list[str]]:
    """The lines of each piece, with the blank ones above it, after up to three edits of
    pieces that are ours to touch.
    """
    blocks = {
        place: [*piece.before, *piece.lines] for place, piece in enumerate(pieces)
    }
    order = list(blocks)
    entries = [
        place for place, piece in enumerate(pieces) if piece.kind in {"entry", "row"}
    ]
    for count in range(random.randint(1, 3)):
        place = random.choice(sorted(mine) or entries[:1])
        kind = (
            random.choice(["add", "add", "delete", "move", "reword"])
            if place in mine and place in order
            else "add"
        )
        if kind == "add":
            new = len(blocks)
            piece, title = (
                pieces[place],
                f"[{side.title()} {'ABC'[count]} {random.randint(1, 9**9)}](https://arxiv.org/abs/21{random.randint(10, 12)}.",
            )
            link = f"{title}{random.randint(10000, 99999)})"
            cells = piece.lines[0].count("|") - 2
            line = (
                f"| {link} |" + " x |" * cells
                if piece.kind == "row"
                else f"{piece.head}{link}"
            )
            blocks[new] = [*pieces[place].before, line]
            order.insert(order.index(place) + 1 if place in order else len(order), new)
            continue
        mine.discard(place)
        if kind == "reword":
            last = blocks[place][-1]
            blocks[place][-1] = (
                f"{last[:-1]} reworded |"
                if pieces[place].kind == "row" and last.endswith("|")
                else f"{last} reworded"
            )
            continue
        order.remove(place)
        goal = random.choice([each for each in entries if each in order] or [0])
        if kind == "move" and goal in order and pieces[goal].kind == pieces[place].kind:
            order.insert(order.index(goal) + 1, place)
    return [blocks[place] for place in order]


def branch(
    source: Source, pieces: list[Piece], mine: set[int], random: Random, side: str
) -> str:
    """A notebook's text on a branch."""
    lines = [line for block in edited(pieces, mine, random, side) for line in block]
    text = "".join(f"{line}\n" for line in lines)
    return (
        fix_source(Source(text, "README.md"), NUMBERS, lambda _: None).source.text
        if random.random() < 0.6
        else text
    )


def tried(path: Path, random: Random) -> Counter[str]:
    """What becomes of so many pairs of branches."""
    found: Counter[str] = Counter()
    try:
        source = Source.from_bytes(path.read_bytes(), "README.md")
        pieces = list(
            split_into_pieces(
                read(Source(source.text.replace("\r\n", "\n"), "README.md"))
            ).pieces
        )
    except UnreadableError:
        return found
    entries = [
        place for place, piece in enumerate(pieces) if piece.kind in {"entry", "row"}
    ]
    if len(entries) < 8 or len(source.text) > 150_000:
        return found
    base = "".join(
        f"{line}\n" for piece in pieces for line in (*piece.before, *piece.lines)
    )
    for _ in range(CASES):
        random.shuffle(entries)
        half = len(entries) // 2
        ours = branch(source, pieces, set(entries[:half]), random, "ours")
        theirs = branch(source, pieces, set(entries[half:]), random, "theirs")
        if base not in (ours, theirs):
            found += judged(base, ours, theirs, NUMBERS)
    return found


def made_up() -> Counter[str]:
    """What becomes of the branches that the tests make."""
    found: Counter[str] = Counter()

    @settings(
        max_examples=MADE_UP,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(branches())
    def count(case: Branches) -> None:
        if case.texts[0] not in case.texts[1:]:
            is_counted = case.habit.kind in {*NUMBERED, "ones"}
            found.update(
                judged(*case.texts, NUMBERS if is_counted else Config(select=("X902",)))
            )

    count()
    return found


def judged(base: str, ours: str, theirs: str, numbers: Config) -> Counter[str]:
    """What becomes of one pair of branches.

    Numbers are wrong where there are more that `numbers` finds than in the base.
    """
    before = len(check(Source(base, "README.md"), numbers))
    text, is_clean = by_git(ours, base, theirs)
    done = merge(base, ours, theirs)
    found = Counter({"cases": 1, "git": not is_clean, "ours, by lines": done is None})
    found["git, numbers"] = (
        is_clean and len(check(Source(text, "README.md"), numbers)) > before
    )
    found["ours"] = done.conflicts > 0 if done else not is_clean
    if done and not done.conflicts:
        found["ours, numbers"] = (
            len(check(Source(done.text, "README.md"), numbers)) > before
        )
    return found


def main() -> None:
    """Print the table."""
    random = Random(1)
    total: Counter[str] = Counter()
    print(
        f"{'notebook':50} {'cases':>6} {'git: conflicts':>15} {'wrong numbers':>14} "
        f"{'notelint: conflicts':>20} {'wrong numbers':>14} {'by lines':>9}"
    )
    print(row("(made up)", made_up()))
    for folder in [Path(each) for each in sys.argv[1:]] or PLACES:
        for path in sorted(folder.rglob("*.md")):
            found = tried(path, random)
            total += found
            if found["cases"]:
                print(row(str(path.relative_to(folder)), found))
    print(row("all real ones", total))


def row(name: str, found: Counter[str]) -> str:
    """A line of the table, in percent of the cases."""
    share = {key: f"{100 * found[key] / found['cases']:.1f} %" for key in found}
    get = [
        share.get(key, "0.0 %")
        for key in ("git", "git, numbers", "ours", "ours, numbers", "ours, by lines")
    ]
    return f"{name[:50]:50} {found['cases']:>6} {get[0]:>15} {get[1]:>14} {get[2]:>20} {get[3]:>14} {get[4]:>9}"


if __name__ == "__main__":
    main()
