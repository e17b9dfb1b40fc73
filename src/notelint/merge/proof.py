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
    if len(written) != len(read):
        return False
    for piece, piece_read in zip(written, read, strict=True):
        if family(piece) != family(piece_read) or piece.words != piece_read.words:
            return False
    return True


def keeps_words(versions: Versions, read: Iterable[Piece]) -> bool:
    """Whether each word stands in the merged text as often as the three versions say: as
    one side has it where only that changed a piece.

    Where both changed one piece, each word is at least as often there as both changes
    together leave it, and at most as often as they make it.
    """
    least, most = Counter(_NONE), Counter(_NONE)
    sides = (versions.base, versions.ours, versions.theirs)
    names = {name for side in sides for name in side.names}
    for name in names:
        base, ours, theirs = (_words(side.named(name)) for side in sides)
        if ours == base or theirs == base:
            changed = theirs if ours == base else ours
            least.update(changed)
            most.update(changed)
            continue
        for word in {*base, *ours, *theirs}:
            low, high = _bounds(base[word], ours[word], theirs[word])
            least[word] += low
            most[word] += high
    counts: Counter[str] = Counter()
    for piece in read:
        counts.update(piece.words)
    words = {*least, *most, *counts}
    return all(least[word] <= counts[word] <= most[word] for word in words)


def _bounds(base: int, ours: int, theirs: int) -> tuple[int, int]:
    """How often a word may stand in a piece that both sides changed: at least, at most."""
    changes = (ours - base, theirs - base)
    gains = [change for change in changes if change > 0]
    losses = [change for change in changes if change < 0]
    # Both sides may have added the same word, or removed the same one: then one counts.
    least = max(0, base + max(gains, default=0) + sum(losses))
    most = base + sum(gains) + max(losses, default=0)
    return least, most


def _words(piece: Piece | None) -> Counter[str]:
    return Counter(piece.words) if piece else _NONE
