"""Is it the right paper?

`python docs/right_paper.py` takes the figures of docs/right-paper.md, and prints what it
calls different.

Titles come from the notebooks of ../shared, where they are at hand, as the reader finds
them; of these nothing is kept. Pairs of one paper: the titles that different entries give
to one id, each full one in its turn taken for the true one, and the titles of entries
beside the one that CVF has in its addresses. Pairs of two papers: titles of entries that
follow each other (one section, one topic), the most alike of other papers, and random ones.
Beside them stands docs/right_paper.tsv: titles that papers had before they were renamed,
short names, tags, TeX, translations, hard pairs.
"""

from __future__ import annotations

import csv
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import NamedTuple

from notelint.errors import UnreadableError
from notelint.notebook.reading import read
from notelint.papers import titles as limits
from notelint.papers.titles import Likeness, likeness
from notelint.text.source import Source

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOKS = ROOT.parent / "shared" / "notebooks"
TABLE = ROOT / "docs" / "right_paper.tsv"
SHARES = (0.0, 0.1, 0.2, 0.25, 0.34, 0.5)
NEAREST = 1000  # titles for which the most alike of another paper is sought
_CVF = r"([^_]+)_(.+?)_(?:cvpr|iccv|wacv)w?_\d{4}"


class Pair(NamedTuple):
    """A title as it is written, a paper's title, and its authors."""

    written: str
    title: str
    authors: tuple[str, ...] = ()


def entries() -> Iterator[tuple[str, str, str]]:
    """Host, id and title of every entry of the notebooks, in their order."""
    for path in sorted(NOTEBOOKS.rglob("*.md")):
        try:
            notebook = read(
                Source.from_text(
                    path.read_text(encoding="utf-8", errors="replace"), str(path)
                )
            )
        except UnreadableError:
            continue
        for entry in notebook.entries:
            if entry.paper and entry.title:
                yield entry.paper.host, entry.paper.key, entry.title.text


def collected() -> dict[str, list[Pair]]:
    """The pairs, by what they are; those that begin with "same" are of one paper."""
    pairs: dict[str, list[Pair]] = {}
    for row in csv.DictReader(
        TABLE.read_text(encoding="utf-8").splitlines(),
        delimiter="\t",
        quoting=csv.QUOTE_NONE,
    ):
        case = row["case"] if row["case"] == "renamed" else "hard cases"
        pairs.setdefault(f"{row['is']}: {case}, by hand", []).append(
            Pair(row["written"], row["title"], tuple(row["authors"].split("; ")))
        )
    found = list(entries())
    if found:
        pairs |= _from_notebooks(found)
    return pairs


def _from_notebooks(found: list[tuple[str, str, str]]) -> dict[str, list[Pair]]:
    titles: dict[tuple[str, str], list[str]] = {}
    for host, key, title in found:
        if title not in titles.setdefault((host, key), []):
            titles[host, key].append(title)
    full = [all_[0] for all_ in titles.values() if limits._is_title(all_[0])]
    random = Random(1)
    return {
        "same: two entries of one paper": [
            Pair(one, two)
            for each in titles.values()
            for one in each
            for two in each
            if one != two and limits._is_title(two)
        ],
        "same: the title in CVF's address": [
            Pair(title, match[2].replace("_", " ").capitalize(), (match[1].title(),))
            for (host, key), each in titles.items()
            for title in each
            if host == "cvf" and (match := re.fullmatch(_CVF, key))
        ],
        "different: entries that follow each other": [
            Pair(one, two) for one, two in pairwise(full)
        ],
        "different: the most alike of other papers": [
            Pair(one, _nearest(one, full)) for one in random.sample(full, NEAREST)
        ],
        "different: random": [Pair(*random.sample(full, 2)) for _ in range(4000)],
    }


def _nearest(title: str, others: Iterable[str]) -> str:
    """The title that has most words in common with this one, for its length."""
    words = set(title.casefold().split())

    def alike(other: str) -> float:
        theirs = set(other.casefold().split())
        return len(words & theirs) / len(words | theirs) if theirs != words else 0.0

    return max(others, key=alike)


def main() -> int:
    """Print both tables, and each pair of one paper that is called different: some of
    these are links that are wrong indeed.
    """
    pairs = collected()
    print("| pairs | count | same | unknown | different |\n|---|--:|--:|--:|--:|")
    for name, each in pairs.items():
        told = Counter(likeness(*pair) for pair in each)
        print(
            f"| {name} | {len(each)} | {told[Likeness.SAME]} | {told[Likeness.UNKNOWN]} | {told[Likeness.DIFFERENT]} |"
        )
    chosen = limits.MOST_SHARED
    print(
        "\n| share of telling words in common | "
        + " | ".join(pairs)
        + " |\n|---|"
        + "--:|" * len(pairs)
    )
    for share in SHARES:
        limits.MOST_SHARED = share
        row = [
            sum(likeness(*pair) is Likeness.DIFFERENT for pair in each)
            for each in pairs.values()
        ]
        print(f"| up to {share} | " + " | ".join(map(str, row)) + " |")
    limits.MOST_SHARED = chosen
    for name, each in pairs.items():
        for pair in each:
            if name.startswith("same") and likeness(*pair) is Likeness.DIFFERENT:
                print(
                    f"\ncalled different: {pair.written}\n                  {pair.title}"
                )
    return 0


if __name__ == "__main__":
    sys.exit(main())
