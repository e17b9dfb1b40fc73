"""What a checker does: a check request is a generator that yields HTTP requests, is sent the
reply to each, and yields answers.

It reads as if it were alone: the scheduler runs many of them side by side.
"""

from __future__ import annotations

from collections.abc import Generator
from typing import NamedTuple

from notelint.links.client import Reply, Request
from notelint.rules.context import Verdict


class Answer(NamedTuple):
    """The verdict on a question's key, and the checker that gave it."""

    key: str
    checker: str
    verdict: Verdict


CheckRequest = Generator[Request | Answer, Reply | None, None]
