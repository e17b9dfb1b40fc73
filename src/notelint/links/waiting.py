"""What waits in the queue: requests before their host, or before an IP address; and for
how long a host wants to be left alone.
"""

from __future__ import annotations

import re
from collections import Counter, deque
from contextlib import suppress
from email.utils import parsedate_to_datetime
from typing import NamedTuple

from notelint.links.check_requests import CheckRequest
from notelint.links.client import Reply, Request
from notelint.links.rate_limits import RateLimit

_STRIKES = 2  # gates in a row, after which a host is left alone
_STRIKES_OF_DOMAIN = 4  # and all hosts of its domain, of which some may be open


class Job(NamedTuple):
    """A request that has not been answered; `name` is its host's."""

    check_request: CheckRequest
    request: Request
    name: str


class Host:
    """What is known in this run of hosts that share a rate limit."""

    def __init__(self, rate_limit: RateLimit) -> None:
        self.rate_limit = rate_limit
        self.jobs: deque[Job] = deque()
        self.free_at = 0.0
        self.running = 0
        self.strikes = 0
        self.strikes_of: Counter[str] = Counter()
        self.closed: set[str] = set()
        self.is_listed = False

    def is_closed(self, name: str) -> bool:
        """Whether a host of this name is not asked any more; the empty name stands for all."""
        return bool(self.closed & {"", name})

    def count(self, name: str, reply: Reply) -> None:
        """Count the gates that a host has shown in a row, and its domain."""
        self.strikes = self.strikes + 1 if reply.is_gate else 0
        self.strikes_of[name] = self.strikes_of[name] + 1 if reply.is_gate else 0

    def is_shut(self, name: str = "") -> bool:
        """Whether a host is to be left alone, or all of them."""
        if name:
            return self.strikes_of[name] >= _STRIKES
        return self.strikes >= (
            _STRIKES if self.rate_limit.is_known else _STRIKES_OF_DOMAIN
        )


class ServerQueue:
    """Requests that wait for an IP address at which others are under way."""

    def __init__(self, block: str) -> None:
        self.block = block
        self.jobs: deque[tuple[Host, Job]] = deque()
        self.is_listed = False


def wait_of(reply: Reply, now: float) -> float | None:
    """The seconds that a Retry-After asks for: a number, or a date by the host's own clock,
    else ours.

    None where it says neither.
    """
    text = reply.headers.get("retry-after", "").strip()
    if re.fullmatch("[0-9]+", text):
        return float(text[:12])
    try:
        moment = parsedate_to_datetime(text).timestamp()
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    with suppress(ValueError, TypeError, OverflowError, IndexError):
        now = parsedate_to_datetime(reply.headers.get("date", "")).timestamp()
    return max(0.0, moment - now)
