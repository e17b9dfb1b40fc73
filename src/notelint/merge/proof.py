"""Whether a merged text has all that it must have: read again, it has the pieces that
were put into it, and each version's words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from notelint.merge.pieces import Piece, family
from notelint.merge.versions import Versions

_NONE: Counter[str] = Counter()


def is_read_as_written(written: Sequence[Piece], read: Sequence[Piece]) -> bool:
    """Whether a text has the pieces that were put into it, in order, each an item, a
    row, a heading or prose as before.
    """
    return [(family(piece), piece.words) for piece in written] == [
        (family(piece), piece.words) for piece in read
    ]


def keeps_words(versions: Versions, read: Iterable[Piece]) -> bool:
    """Whether each word stands in the merged text as often as the three versions say: as
    one side has it where only that changed a piece.

    Where both changed one piece, each word is at least as often there as both changes
    together leave it, and at most as often as they make it.
    """
    least, most = Counter(_NONE), Counter(_NONE)
    names = dict.fromkeys(
        (*versions.base.names, *versions.ours.names, *versions.theirs.names)
    )
    for name in names:
        base, ours, theirs = (
            _words(each.named(name))
            for each in (versions.base, versions.ours, versions.theirs)
        )
        if ours == base or theirs == base:
            one = theirs if ours == base else ours
            least.update(one)
            most.update(one)
            continue
        for word in {*base, *ours, *theirs}:
            low, high = _bounds(base[word], ours[word], theirs[word])
            least[word] += low
            most[word] += high
    found = Counter(word for piece in read for word in piece.words)
    return all(
        least[word] <= found[word] <= most[word] for word in {*least, *most, *found}
    )


def _bounds(base: int, ours: int, theirs: int) -> tuple[int, int]:
    """How often a word may stand in a piece that both sides changed."""
    gains = [each for each in (ours - base, theirs - base) if each > 0]
    losses = [each for each in (ours - base, theirs - base) if each < 0]
    return max(0, base + max(gains, default=0) + sum(losses)), base + sum(gains) + max(
        losses, default=0
    )


def _words(piece: Piece | None) -> Counter[str]:
    return Counter(piece.words) if piece else _NONE
