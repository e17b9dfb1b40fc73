"""Safe fixes lose no letter, and a second run has nothing to do."""

from __future__ import annotations

from notelint.engine.formatter import SAFE
from tests.fuzz.corpus import decoded as shown
from tests.fuzz.corpus import markdown as seeds
from tests.fuzz.oracles import formatted

__all__ = ["run", "seeds", "shown"]


def run(data: bytes) -> None:
    """Make all safe fixes of the text."""
    outcome = formatted(shown(data), SAFE)
    assert not outcome.problems, outcome.problems
