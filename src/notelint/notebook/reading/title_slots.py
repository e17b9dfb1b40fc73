"""Where a notebook has its titles, learned from the notebook itself.

A few links, spread over the file, are scored in full. What wins there most of the time (the
link's own text, the bold words above, the third column) is where the title of every entry
is looked for; only where nothing stands in any of these places is a link scored by itself.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence

from notelint.notebook.model import Link
from notelint.notebook.reading.candidates import Candidate, Finder
from notelint.notebook.reading.text_lines import TextLine
from notelint.notebook.reading.title_score import is_possible, score

SAMPLE = 8  # links that are scored in full: more have changed nothing on labelled links
_LEAST = 0.25  # the mean probability from which a slot is tried
_RARE = 0.3  # exponent of how many links have the slot: rare ones count little less

_SHARED = frozenset(("heading", "top", "summary", "file", "item"))  # one for many links

Anchor = tuple[Link, TextLine]


class TitleSlots:
    """Where the titles of one text stand, and the title of each link."""

    def __init__(self, finder: Finder, anchors: Sequence[Anchor]) -> None:
        self._finder = finder
        self._ranks = _learned(finder, _spread(anchors, SAMPLE))
        wanted: defaultdict[str, set[str]] = defaultdict(set)
        for relation, kind in self._ranks:
            wanted[relation].add(kind)
        self._wanted = {place: frozenset(kinds) for place, kinds in wanted.items()}

    def title_of(
        self, link: Link, line: TextLine, without: tuple[str, ...] = ()
    ) -> Candidate | None:
        """The title of the paper behind a link; None where nothing around it is one.

        `without`: relations that are not to be asked, by how they begin.
        """
        likely = self._finder.candidates(link, line, self._wanted)
        candidates = _allowed(likely, without)
        named = [each for each in candidates if each.kind == "title"]
        if named:
            return named[0]
        known = [
            candidate
            for candidate in candidates
            if candidate.slot in self._ranks and is_possible(candidate.text)
        ]
        if known:
            return max(known, key=lambda candidate: self._ranks[candidate.slot])
        every = _allowed(self._finder.candidates(link, line), without)
        possible = [each for each in every if is_possible(each.text)]
        return max(possible or every, key=score, default=None)


def _allowed(
    candidates: Sequence[Candidate], without: tuple[str, ...]
) -> Sequence[Candidate]:
    if not without:
        return candidates
    return [
        candidate
        for candidate in candidates
        if not candidate.relation.startswith(without)
    ]


def _spread(anchors: Sequence[Anchor], count: int) -> Sequence[Anchor]:
    """So many of them, at even distances."""
    if len(anchors) <= count:
        return anchors
    return [anchors[index * len(anchors) // count] for index in range(count)]


def _learned(finder: Finder, anchors: Sequence[Anchor]) -> dict[tuple[str, str], float]:
    """How good each slot is that wins often enough, from the links of a sample."""
    won: defaultdict[tuple[str, str], float] = defaultdict(float)
    seen: Counter[tuple[str, str]] = Counter()
    texts: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for link, line in anchors:
        candidates = finder.candidates(link, line)
        for slot, probability in _probabilities(candidates).items():
            won[slot] += probability
            seen[slot] += 1
        for candidate in candidates:
            texts[candidate.slot].add(candidate.text)
    ranks = {}
    for slot, count in seen.items():
        mean = won[slot] / count
        if slot[0].split()[0] not in _SHARED:
            # Titles differ from one another; what is the same everywhere is a label.
            mean *= min(1.0, len(texts[slot]) / count)
        if mean >= _LEAST or slot[1] == "title":
            ranks[slot] = mean * (count / len(anchors)) ** _RARE
    return ranks


def _probabilities(candidates: Sequence[Candidate]) -> dict[tuple[str, str], float]:
    """How likely each slot holds the title of one link; slots with the same words share
    what these words have won.
    """
    scores = [score(candidate) for candidate in candidates]
    highest = max(scores, default=0.0)
    shares = [math.exp(value - highest) for value in scores]
    total = sum(shares)
    by_text: defaultdict[str, float] = defaultdict(float)
    for candidate, share in zip(candidates, shares, strict=True):
        by_text[candidate.text] += share / total
    best: dict[tuple[str, str], float] = {}
    for candidate in candidates:
        value = by_text[candidate.text]
        best[candidate.slot] = max(best.get(candidate.slot, 0.0), value)
    return best


_BLOCKS = {"heading": "heading", "summary": "summary", "cell": "table", "html": "html"}
_PLACES = {"same": "", "block": " in the line above", "up": " in a line above"}
_KINDS = {
    "own": "linked title",
    "paper": "title of another link",
    "link": "title of another link",
    "strong": "bold title",
    "em": "italic title",
    "quoted": "quoted title",
    "title": "title field",
    "field": "title field",
    "head": "title before the links",
    "rest": "title after bold words",
    "name": "title after a name",
    "whole": "plain title",
    "file": "title from the file's name",
}


def describe(title: Candidate, first: TextLine) -> str:
    """What shape an entry has, for people: `ordered: linked title`."""
    block = _BLOCKS.get(first.kind, "paragraph")
    if first.items and first.kind == "text":
        block = "bullet" if first.items[0].number is None else "ordered"
    place, _, column = title.relation.partition(" ")
    kind = _KINDS.get(title.kind.partition(" ")[0], "title in a part of the line")
    if place == "column":
        return f"{block}: {kind} in column {int(column) + 1}"
    if place in {"heading", "top", "first", "summary"}:
        return f"{block}: heading as title"
    if place in {"above", "item"}:
        return f"{block}: {kind} above"
    return f"{block}: {kind}{_PLACES.get(place, '')}"
