"""Find the weights of `title_score` from links that people have read.

    python -m tests.fit_titles LABELS.tsv ROOT [--part work]

LABELS.tsv has a row a link, as `title_check.py` reads it; ROOT holds a folder a repository.
Writes `src/notelint/notebook/reading/title_weights.py`, and prints how many titles are right
on repositories that were left out (five folds): a linear model with softmax over the
candidates of a link, each repository weighted by the root of its links, fitted by Adam.
"""

from __future__ import annotations

import argparse
import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from html import unescape
from pathlib import Path
from typing import NamedTuple

from notelint.markdown import parse
from notelint.notebook.reading import title_weights
from notelint.notebook.reading.candidates import Finder
from notelint.notebook.reading.records import is_paper_link
from notelint.notebook.reading.text_lines import Lines
from notelint.notebook.reading.things import InlineCollector
from notelint.notebook.reading.title_score import features
from notelint.text.source import Source
from tests.reader.shapes import ARXIV, SHAPES

FOLDS = 5
ROUNDS = 250
RATE = 0.1
PENALTY = 0.02  # for each squared weight, times the root of the number of links
KEPT = 0.05  # weights nearer to 0 are left out
NEAR = 3  # lines between a labelled link and the one found


class Example(NamedTuple):
    """One labelled link: the features of each candidate, and which have its title."""

    repository: str
    rows: list[dict[str, float]]
    right: list[bool]


def examples(labels: Path, root: Path, part: str) -> Iterator[Example]:
    """All labelled links of one part whose paper's link is found in its file."""
    split = dict(
        line.split("\t")
        for line in (labels.parent / "SPLIT.tsv").read_text("utf-8").splitlines()
    )
    by_file: defaultdict[Path, list[list[str]]] = defaultdict(list)
    for line in labels.read_text("utf-8").splitlines():
        row = line.split("\t")
        if row[4] == "entry" and split[row[0]] == part:
            by_file[root / row[0] / row[1]].append(row)
    for path, rows in by_file.items():
        yield from _examples_of(path, rows)


def _examples_of(path: Path, rows: Sequence[Sequence[str]]) -> Iterator[Example]:
    text = path.read_bytes().decode("utf-8-sig", "replace")
    file = _File(Source(text, rows[0][1]))
    for repository, _, number, url, _, title, *_ in rows:
        example = file.example(repository, int(number), url, title)
        if example is not None:
            yield example


def made_up_examples() -> Iterator[Example]:
    """The links of the made-up shapes."""
    for shape in SHAPES:
        file = _File(Source(shape.text, "README.md"))
        for identifier, title in shape.titles:
            place = shape.text.index(ARXIV + identifier)
            line = file.source.line_of(place)
            example = file.example(shape.name, line, ARXIV + identifier, title)
            if example is not None:
                yield example


class _File:
    """One text, with what is asked of it for each of its links."""

    def __init__(self, source: Source) -> None:
        self.source = source
        document = parse(source)
        gathered = InlineCollector(source).gather(document.children).links
        links = [link for link in gathered if link.form != "definition"]
        self._papers = [link for link in links if is_paper_link(link)]
        self._lines = Lines(source, document, links)
        self._finder = Finder(self._lines, links, self._papers, source.path)

    def example(
        self, repository: str, line: int, url: str, title: str
    ) -> Example | None:
        """The candidates for the link to an address nearest to a line."""
        near = [
            (abs(self.source.line_of(link.span.start) - line), link)
            for link in self._papers
            if _address(link.url) == _address(url)
        ]
        distance, link = min(near, default=(NEAR + 1, None), key=lambda pair: pair[0])
        where = self._lines.at(link.span.start) if link and distance <= NEAR else None
        if link is None or where is None:
            return None
        candidates = self._finder.candidates(link, where)
        right = [_plain(each.text) == _plain(title) for each in candidates]
        return Example(repository, [dict(features(each)) for each in candidates], right)


def _plain(title: str) -> str:
    """A title as it is compared, as `title_check.py` does."""
    text = unicodedata.normalize("NFKC", unescape(title))
    text = re.sub(r"[*_`~\\]|</?[a-z]+[^>]*>", "", text)
    return re.sub(r"[\s\W_]+", " ", text).strip().casefold()


def _address(url: str) -> str:
    bare = re.sub(r"^(https?:)?//(www\.)?", "", unescape(url))
    return bare.split("#")[0].rstrip("/.,;)").casefold()


def fit(given: Sequence[Example]) -> dict[str, float]:
    """The weights under which the right candidates are the likeliest."""
    usable = [example for example in given if any(example.right)]
    repositories = Counter(example.repository for example in usable)
    shares = [1 / math.sqrt(repositories[example.repository]) for example in usable]
    penalty = PENALTY * math.sqrt(len(usable))
    weights: defaultdict[str, float] = defaultdict(float)
    first: defaultdict[str, float] = defaultdict(float)
    second: defaultdict[str, float] = defaultdict(float)
    for step in range(1, ROUNDS + 1):
        slope: defaultdict[str, float] = defaultdict(float)
        for example, share in zip(usable, shares, strict=True):
            for row, change in zip(
                example.rows, _changes(example, weights), strict=True
            ):
                for name, value in row.items():
                    slope[name] += share * change * value
        for name, value in slope.items():
            total = value + 2 * penalty * weights[name]
            first[name] = 0.9 * first[name] + 0.1 * total
            second[name] = 0.999 * second[name] + 0.001 * total * total
            mean = first[name] / (1 - 0.9**step)
            spread = second[name] / (1 - 0.999**step)
            weights[name] -= RATE * mean / (math.sqrt(spread) + 1e-8)
    return {
        name: round(value, 2) for name, value in weights.items() if abs(value) >= KEPT
    }


def _changes(example: Example, weights: dict[str, float]) -> list[float]:
    """How much too likely each candidate is."""
    scores = [_score(row, weights) for row in example.rows]
    highest = max(scores)
    odds = [math.exp(value - highest) for value in scores]
    total = sum(odds)
    right = sum(odd for odd, ok in zip(odds, example.right, strict=True) if ok)
    return [
        odd / total - (odd / max(right, 1e-300) if ok else 0)
        for odd, ok in zip(odds, example.right, strict=True)
    ]


def _score(row: dict[str, float], weights: dict[str, float]) -> float:
    return sum(weights.get(name, 0.0) * value for name, value in row.items())


def share_right(given: Sequence[Example], weights: dict[str, float]) -> float:
    """The share of links whose best candidate has the right title."""
    right = 0
    for example in given:
        if example.rows:
            scores = [_score(row, weights) for row in example.rows]
            right += example.right[scores.index(max(scores))]
    return right / len(given)


def main() -> None:
    """Read the labels, test the model on what it has not seen, and write the weights."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("labels", type=Path)
    parser.add_argument("root", type=Path)
    parser.add_argument("--part", default="work")
    arguments = parser.parse_args()
    given = list(examples(arguments.labels, arguments.root, arguments.part))
    made_up = list(made_up_examples())
    reachable = sum(any(example.right) for example in given) / len(given)
    print(f"{len(given)} links; the title is among the candidates of {reachable:.1%}")
    repositories = sorted({example.repository for example in given})
    right = 0.0
    for fold in range(FOLDS):
        left_out = set(repositories[fold::FOLDS])
        used = [each for each in given if each.repository not in left_out]
        weights = fit([*used, *made_up])
        tested = [each for each in given if each.repository in left_out]
        right += share_right(tested, weights) * len(tested)
    print(f"on repositories left out: {right / len(given):.1%} right")
    weights = fit([*given, *made_up])
    print(f"on made-up shapes: {share_right(made_up, weights):.1%} right")
    print(f"on all: {share_right(given, weights):.1%} right, {len(weights)} weights")
    Path(title_weights.__file__).write_text(_module(weights), "utf-8")


def _module(weights: dict[str, float]) -> str:
    rows = "".join(f'    "{name}": {weights[name]},\n' for name in sorted(weights))
    return (
        '"""The weights of `title_score`: written by `python -m tests.fit_titles`."""\n\n'
        f"WEIGHTS: dict[str, float] = {{\n{rows}}}\n"
    )


if __name__ == "__main__":
    main()
