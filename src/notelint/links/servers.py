"""Which servers are busy: many domains at one IP address are one server, whose name is
whatever its owner likes.

The limit is wider than that of a domain, for the hosts of other people's pages have
thousands of them at one address.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence

from notelint.links.addresses import block_of
from notelint.links.clock import Clock

GAP = 0.25  # seconds between two requests to one address
AT_ONCE = 4


class _Server:
    """What is known in this run of an address."""

    def __init__(self) -> None:
        self.free_at = 0.0
        self.running = 0

    def is_busy(self, now: float) -> bool:
        """Whether it takes no other request now."""
        return self.free_at > now or self.running >= AT_ONCE


class BusyServers:
    """The addresses that requests are under way to.

    Any number of threads may ask; nobody waits in here.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._servers: dict[str, _Server] = {}
        self._taken: dict[int, list[_Server]] = {}
        self._refused: dict[int, str] = {}

    def admit(self, number: int, addresses: Sequence[str]) -> bool:
        """Whether the request of a number may go to any of these addresses now: to each
        of them it then counts, until it leaves.
        """
        with self._lock:
            now = self._clock.monotonic()
            servers = {
                block: self._servers.setdefault(block, _Server())
                for block in map(block_of, addresses)
            }
            if busy := next(
                (block for block, server in servers.items() if server.is_busy(now)),
                None,
            ):
                self._refused[number] = busy
                return False
            for server in servers.values():
                server.free_at = now + GAP
                server.running += 1
            self._taken[number] = [*self._taken.get(number, ()), *servers.values()]
            return True

    def leave(self, number: int) -> None:
        """The request of a number is over."""
        with self._lock:
            for server in self._taken.pop(number, ()):
                server.running -= 1

    def refused(self, number: int) -> str:
        """The address for which the request of a number was not admitted: as `busy_until`
        knows it.

        To be asked once.
        """
        with self._lock:
            return self._refused.pop(number, "")

    def busy_until(self, block: str) -> float:
        """When an address can take another request, by the monotonic clock, at the
        soonest: 0.0 now.
        """
        with self._lock:
            now, server = self._clock.monotonic(), self._servers.get(block) or _Server()
            return (
                max(server.free_at, now + GAP if server.running >= AT_ONCE else 0.0)
                if server.is_busy(now)
                else 0.0
            )
