"""A time that passes when it is told to."""

from __future__ import annotations

import threading

from notelint.links.clock import Clock


class FakeClock(Clock):
    """A clock whose `sleep` takes no time: it moves the clock on, for all threads.

    `slept` holds every wait, in seconds. Nothing else moves it but `advance`.
    """

    def __init__(self, now: float = 1_795_000_000.0) -> None:
        self._lock = threading.Lock()
        self._start = self._now = now
        self.slept: list[float] = []

    def now(self) -> float:
        with self._lock:
            return self._now

    def monotonic(self) -> float:
        with self._lock:
            return self._now - self._start + 1000.0

    def sleep(self, seconds: float) -> None:
        with self._lock:
            self._now += max(0.0, seconds)
            self.slept.append(seconds)

    def advance(self, seconds: float) -> None:
        """Let time pass without anybody having waited."""
        with self._lock:
            self._now += seconds
