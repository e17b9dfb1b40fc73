"""What a lane does: an inquiry is a generator that yields requests, for each of which it is
sent the reply, and answers.

It reads as if it were alone.
"""

from __future__ import annotations

from collections.abc import Generator
from typing import NamedTuple

from notelint.links.http import Reply, Request
from notelint.rules.context import Verdict


class Answer(NamedTuple):
    """A verdict on a key, by the lane that came to it."""

    key: str
    lane: str
    verdict: Verdict


Inquiry = Generator[Request | Answer, Reply | None, None]
