"""Any text is parsed, or said to be unreadable, and every position in its tree is exact."""

from __future__ import annotations

from notelint.errors import UnreadableError
from tests.fuzz.corpus import decoded as shown
from tests.fuzz.corpus import markdown as seeds
from tests.markdown import positions

__all__ = ["run", "seeds", "shown"]


def run(data: bytes) -> None:
    """Parse the text, and hold the tree to all that is said of positions."""
    try:
        positions.check(shown(data))
    except UnreadableError:
        return
