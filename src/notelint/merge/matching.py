"""Which piece of one version is which of another: by what it says, by its paper or
title, by its place.
"""

from collections import Counter
from collections.abc import Callable, Container, Hashable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher

from notelint.merge.pieces import Piece, family

_ALIKE = 0.5  # of the words of two pieces in one place that are the same piece reworded
_PROSE = frozenset({"text", "paragraph", "definition"})

Matches = dict[int, int]
Names = Callable[[Piece], Sequence[Hashable]]


def match(old: Sequence[Piece], new: Sequence[Piece]) -> Matches:
    """The index of the old piece for each new one that is the same: moved, renumbered or
    reworded.
    """
    found = _in_order(old, new)
    _by_name(found, old, new, _whole)
    _by_name(found, old, new, _named)
    _by_place(found, old, new)
    return found


def added_on_both_sides(
    ours: Sequence[tuple[int, Piece]], theirs: Sequence[tuple[int, Piece]]
) -> Iterator[tuple[int, int]]:
    """The pieces that both sides added, each given with its section in the result: (one
    of ours, the same of theirs), as indexes.
    """
    paired: set[int] = set()
    taken: set[int] = set()
    for names in (_whole, _named):
        our_places: dict[Hashable, list[int]] = {}
        for place, (section, piece) in enumerate(ours):
            for name in names(piece):
                our_places.setdefault((section, name), []).append(place)
        for place, (section, piece) in enumerate(theirs):
            if place in paired:
                continue
            section_names = [(section, name) for name in names(piece)]
            our_place = _first_free(section_names, our_places, taken)
            if our_place is not None:
                taken.add(our_place)
                paired.add(place)
                yield our_place, place


def _whole(piece: Piece) -> list[Hashable]:
    return [(family(piece), piece.body)]


def _named(piece: Piece) -> list[Hashable]:
    return [(family(piece), key) for key in piece.keys if piece.kind != "text"]


def _in_order(old: Sequence[Piece], new: Sequence[Piece]) -> Matches:
    """The same pieces in the same order; prose, which may say the same in many places,
    under the same heading.
    """
    found: Matches = {}
    for start, other, length in SequenceMatcher(
        None, _placed(old), _placed(new), autojunk=False
    ).get_matching_blocks():
        found.update((other + step, start + step) for step in range(length))
    return found


def _placed(pieces: Sequence[Piece]) -> list[Hashable]:
    headings: list[Hashable] = [
        (),
        *(piece.body for piece in pieces if piece.kind == "heading"),
    ]
    return [
        (
            family(piece),
            piece.body,
            headings[piece.section] if piece.kind == "text" else (),
        )
        for piece in pieces
    ]


def _by_name(
    found: Matches,
    old: Sequence[Piece],
    new: Sequence[Piece],
    names: Names,
) -> None:
    """Pieces with a name in common, those of the same section first, then those of any."""
    homes = _homes(found, old, new)

    def names_in_section(piece: Piece) -> list[Hashable]:
        return [(piece.section, name) for name in names(piece)]

    def names_in_old_section(piece: Piece) -> list[Hashable]:
        section = homes.get(piece.section, -1)
        return [(section, name) for name in names(piece)]

    _match_by_name(found, old, new, names_in_section, names_in_old_section)
    _match_by_name(found, old, new, names, names)


def _match_by_name(
    found: Matches,
    old: Sequence[Piece],
    new: Sequence[Piece],
    old_names: Names,
    new_names: Names,
) -> None:
    """Add to the matches the pieces that have a name in common, by their index."""
    taken = set(found.values())
    places: dict[Hashable, list[int]] = {}
    for place, piece in enumerate(old):
        if place in taken:
            continue
        for name in old_names(piece):
            places.setdefault(name, []).append(place)
    for place, piece in enumerate(new):
        if place in found:
            continue
        match_place = _first_free(new_names(piece), places, taken)
        if match_place is not None:
            found[place] = match_place
            taken.add(match_place)


def _first_free(
    names: Sequence[Hashable],
    places: Mapping[Hashable, Sequence[int]],
    taken: Container[int],
) -> int | None:
    """The first place with one of the names that is not taken."""
    for name in names:
        for place in places.get(name, ()):
            if place not in taken:
                return place
    return None


def _homes(
    found: Matches, old: Sequence[Piece], new: Sequence[Piece]
) -> dict[int, int]:
    """The old section for each new one: the heading's, which is the same piece."""
    homes = {0: 0}
    for place, piece in enumerate(new):
        if piece.kind == "heading" and place in found:
            homes[piece.section] = old[found[place]].section
    return homes


def _by_place(found: Matches, old: Sequence[Piece], new: Sequence[Piece]) -> None:
    """Pieces between the same neighbours, where their words are alike."""
    taken = set(found.values())
    place = 0
    while place < len(new):
        if place in found:
            place += 1
            continue
        first = place
        while place < len(new) and place not in found:
            place += 1
        low = found[first - 1] + 1 if first else 0
        high = found[place] if place < len(new) else len(old)
        fresh = list(range(first, place))
        free = (
            [each for each in range(low, high) if each not in taken]
            if low <= high
            else []
        )
        for one, other in _pairs(old, new, free, fresh):
            found[other] = one
            taken.add(one)


def _pairs(
    old: Sequence[Piece],
    new: Sequence[Piece],
    free: Sequence[int],
    fresh: Sequence[int],
) -> Iterator[tuple[int, int]]:
    """Pieces that are alike, in order."""
    start = 0
    for other in fresh:
        for step in range(start, len(free)):
            if _are_alike(old[free[step]], new[other], alone=len(free) == len(fresh)):
                yield free[step], other
                start = step + 1
                break


def _are_alike(one: Piece, two: Piece, *, alone: bool) -> bool:
    """Whether two pieces in one place are the same: a heading in a heading's place is,
    and prose in that of prose, whatever it says.
    """
    if family(one) != family(two):
        return False
    if one.kind == "heading":
        return alone and one.lines[0].count("#") == two.lines[0].count("#")
    if alone and one.kind == two.kind == "text":
        return True
    paper, other = _paper_key(one), _paper_key(two)
    if paper and other and paper != other and one.kind not in _PROSE:
        # Another paper may have taken the place: then the titles decide.
        return _alike(one.keys[-1].split(), two.keys[-1].split()) > _ALIKE
    return _alike(one.words, two.words) >= _ALIKE


def _paper_key(piece: Piece) -> str:
    """The key `host:id` of a piece's paper; nothing where it has none."""
    for key in piece.keys:
        if ":" in key:
            return key
    return ""


def _alike(one: Sequence[str], two: Sequence[str]) -> float:
    """How much of two lists of words is in both, from 0 to 1."""
    common = sum((Counter(one) & Counter(two)).values())
    return 2 * common / max(len(one) + len(two), 1)
