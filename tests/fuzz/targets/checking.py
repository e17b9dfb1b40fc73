"""`check_text` has findings for any text, with places and edits that lie in it; the same
ones each time.
"""

from __future__ import annotations

from notelint import check_text
from tests.fuzz.corpus import decoded as shown
from tests.fuzz.corpus import markdown as seeds
from tests.fuzz.oracles import check_checking

__all__ = ["run", "seeds", "shown"]


def run(data: bytes) -> None:
    """Check the text, alone and with the world around it."""
    text = shown(data)
    check_text(text)
    check_checking(text)
