"""`format_text` does no page harm and loses no letter, and a second run has nothing to do."""

from __future__ import annotations

from notelint import format_text
from notelint.errors import UnreadableError
from tests.fuzz.corpus import decoded as shown
from tests.fuzz.corpus import markdown as seeds
from tests.fuzz.oracles import formatted

__all__ = ["run", "seeds", "shown"]


def run(data: bytes) -> None:
    """Format the text, with the world around it and without."""
    text = shown(data)
    outcome = formatted(text, collect=lambda _: None)
    assert not outcome.problems, outcome.problems
    try:
        assert format_text(text) == outcome.text
    except UnreadableError:
        return
