"""The time, and waiting for it: handed in, so that tests wait for nothing."""

from __future__ import annotations

import time


class Clock:
    """The clock of this machine. All times are in seconds."""

    def now(self) -> float:
        """Unix seconds, which all processes of the machine agree on, and which somebody
        may set back.
        """
        return time.time()

    def monotonic(self) -> float:
        """Seconds since some moment, never set back: for how long something takes in
        this process.
        """
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        """Wait; not at all for less than nothing."""
        time.sleep(max(0.0, seconds))
