"""Who is asked next: many check requests side by side, each host within its rate limit.

No thread waits for a host that wants to be left alone.
"""

from __future__ import annotations

import heapq
import queue
import threading
from collections import deque
from collections.abc import Callable, Sequence
from functools import partial
from itertools import count
from typing import NamedTuple

from notelint.links.check_requests import Answer, CheckRequest
from notelint.links.client import Client, Reply, Request
from notelint.links.clock import Clock
from notelint.links.rate_limits import RateLimit, host_of, rate_limit_for
from notelint.links.servers import BusyServers
from notelint.links.spacing import Spacing, Turn
from notelint.links.waiting import Host, Job, ServerQueue, wait_of

# Seconds that a host is waited for: who asks for more is not asked again in this run
LONGEST_PAUSE = 60.0
HOSTS_AT_ONCE = 8
# Seconds beyond a request's own time after which it is given up: resolvers cannot be
# stopped
_GRACE = 15.0
_SHORTEST = 0.0625  # a power of two: sums of such times are exact
_CLOSED = "it wants no more requests for now"


class SchedulerState(NamedTuple):
    """What is to be said of a queue while it runs: how many requests were sent, how many
    wait, and for how long nothing happens.
    """

    sent: int
    waiting: int
    pause: float


class _Flight(NamedTuple):
    number: int
    host: Host
    job: Job
    started: float
    turn: Turn | None


class Scheduler:
    """Check requests side by side; their answers go to `take` as they come.

    `watch` is told how it goes.
    """

    def __init__(
        self,
        client: Client,
        clock: Clock,
        spacing: Spacing,
        take: Callable[[Answer], None],
        watch: Callable[[SchedulerState], None] | None = None,
    ) -> None:
        self._client, self._clock, self._spacing, self._take, self._watch = (
            client,
            clock,
            spacing,
            take,
            watch,
        )
        self._hosts: dict[str, Host] = {}
        self._servers = BusyServers(clock)
        self._server_queues: dict[str, ServerQueue] = {}
        self._due: list[tuple[float, int, Host | ServerQueue]] = []
        self._held: deque[Host] = deque()
        self._flights: dict[int, _Flight] = {}
        self._done: queue.SimpleQueue[tuple[int, Reply | BaseException]] = (
            queue.SimpleQueue()
        )
        self._numbers = count()
        self._waiting = 0
        self.sent = 0

    def add(self, check_request: CheckRequest) -> None:
        """Start a check request."""
        self._advance(check_request, None)

    def run(self, until: float) -> None:
        """Send requests until all check requests are over, or it is `until` by the monotonic clock.

        What is under way then is ended.
        """
        try:
            while self._flights or self._waiting:
                now = self._clock.monotonic()
                if now >= until:
                    return
                self._start(now)
                pause = min(until, self._due[0][0] if self._due else until) - now
                self._wait(max(pause, 0.0))
                self._give_up()
        finally:
            self._stop()

    def _advance(self, check_request: CheckRequest, reply: Reply | None) -> None:
        """Let a check request go on, up to its next request that has to wait for its turn."""
        while True:
            try:
                said = check_request.send(reply)
            except StopIteration:
                return
            reply = None
            if isinstance(said, Answer):
                self._take(said)
                continue
            name = host_of(said.url)
            rate_limit = rate_limit_for(name)
            host = self._hosts.setdefault(rate_limit.name, Host(rate_limit))
            if not host.is_closed(name):
                host.jobs.append(Job(check_request, said, name))
                self._waiting += 1
                self._list(host, said.after)
                return
            reply = _closed(said)

    def _list(self, host: Host, after: float = 0.0) -> None:
        """Let a host come up when it may be asked next."""
        if after:
            host.free_at = max(host.free_at, self._clock.monotonic() + after)
        if host.jobs and not host.is_listed and host.running < host.rate_limit.at_once:
            host.is_listed = True
            heapq.heappush(self._due, (host.free_at, next(self._numbers), host))

    def _start(self, now: float) -> None:
        """Ask every host whose time has come."""
        while host := self._next(now):
            if not host.running and not self._has_room():
                self._held.append(host)  # and stays listed
                continue
            host.is_listed = False
            if host.free_at > now:
                self._list(host)
            elif host.jobs:
                self._ask(host, now)

    def _next(self, now: float) -> Host | None:
        """A host whose time has come: those first who were held up, as soon as there is
        room for one.
        """
        if self._held and self._has_room():
            return self._held.popleft()
        while self._due and self._due[0][0] <= now:
            due = heapq.heappop(self._due)[2]
            if isinstance(due, Host):
                return due
            self._release(due, now)
        return None

    def _release(self, line: ServerQueue, now: float) -> None:
        """Let the first in a line try again, as soon as there is room at its address."""
        line.is_listed = False
        if line.jobs and self._servers.busy_until(line.block) <= now:
            host, job = line.jobs.popleft()
            if host.is_closed(job.name):
                self._waiting -= 1
                self._advance(job.check_request, _closed(job.request))
            else:
                host.jobs.appendleft(job)
                self._list(host)
        self._list_server_queue(line, now)

    def _list_server_queue(self, line: ServerQueue, now: float) -> None:
        """Let a line come up when its address can take another request; a moment later,
        for one may be on its way there.
        """
        if line.jobs and not line.is_listed:
            line.is_listed = True
            heapq.heappush(
                self._due,
                (
                    max(self._servers.busy_until(line.block), now + _SHORTEST),
                    next(self._numbers),
                    line,
                ),
            )

    def _has_room(self) -> bool:
        return (
            len({flight.host.rate_limit.name for flight in self._flights.values()})
            < HOSTS_AT_ONCE
        )

    def _ask(self, host: Host, now: float) -> None:
        turn = None
        if host.rate_limit.shared and not (
            turn := self._spacing.take(host.rate_limit.name, host.rate_limit.gap)
        ):
            host.free_at = now + max(
                self._spacing.wait_for(host.rate_limit.name), _SHORTEST
            )
            self._list(host)
            return
        job = host.jobs.popleft()
        self._waiting -= 1
        self.sent += 1
        host.running += 1
        host.free_at = now + host.rate_limit.gap
        flight = _Flight(next(self._numbers), host, job, now, turn)
        self._flights[flight.number] = flight
        threading.Thread(
            target=self._fetch,
            args=(flight.number, host.rate_limit, job.request),
            daemon=True,
        ).start()
        self._list(host)

    def _fetch(self, number: int, rate_limit: RateLimit, request: Request) -> None:
        """In a thread of its own.

        Known services have their own rate limits, wherever their servers are.
        """
        admit = (
            _anywhere if rate_limit.is_known else partial(self._servers.admit, number)
        )
        reply: Reply | BaseException
        try:
            reply = self._client.ask(request, admit)
        except BaseException as error:  # noqa: BLE001 - it goes on where somebody sees it
            reply = error
        self._servers.leave(number)
        self._done.put((number, reply))

    def _wait(self, pause: float) -> None:
        """Let time pass until something is due, or take what has come back."""
        if self._watch:
            self._watch(
                SchedulerState(
                    self.sent, self._waiting, 0.0 if self._flights else pause
                )
            )
        if not self._flights:
            self._clock.sleep(pause)
            return
        try:
            number, reply = self._done.get(timeout=min(max(pause, _SHORTEST), 1.0))
        except queue.Empty:
            return
        if isinstance(reply, BaseException):
            raise reply
        if flight := self._flights.pop(number, None):
            self._land(flight, reply)

    def _land(self, flight: _Flight, reply: Reply) -> None:
        host, now = flight.host, self._clock.monotonic()
        host.running -= 1
        if reply.fault == "later":
            self._park(flight, now)
            return
        pause = self._pause(host, flight.job.name, reply)
        if flight.turn:
            flight.turn.end(min(pause, LONGEST_PAUSE))
            host.free_at = now + host.rate_limit.gap
        if pause:
            host.free_at = max(host.free_at, now + pause)
        if pause > LONGEST_PAUSE or host.is_shut():
            self._close(host)
        elif host.is_shut(flight.job.name):
            self._close(host, flight.job.name)
        self._advance(flight.job.check_request, reply)
        self._list(host)

    def _park(self, flight: _Flight, now: float) -> None:
        """Put a request that was not sent into the line before its address."""
        if flight.turn:
            flight.turn.end()
        self.sent -= 1
        self._waiting += 1
        block = self._servers.refused(flight.number)
        line = self._server_queues.setdefault(block, ServerQueue(block))
        line.jobs.append((flight.host, flight.job))
        self._list_server_queue(line, now)
        self._list(flight.host)

    def _pause(self, host: Host, name: str, reply: Reply) -> float:
        """How many seconds a host, and all of its domain, want to be left alone."""
        host.count(name, reply)
        wait = wait_of(reply, self._clock.now()) if reply.status in {429, 503} else 0.0
        if wait is None:
            return host.rate_limit.penalty if reply.status == 429 else 0.0
        return wait

    def _close(self, host: Host, name: str = "") -> None:
        """Whoever still waits for a host, or any of its domain, is told that it is not
        asked.
        """
        host.closed.add(name)
        over = [job for job in host.jobs if host.is_closed(job.name)]
        host.jobs = deque(job for job in host.jobs if not host.is_closed(job.name))
        self._waiting -= len(over)
        for job in over:
            self._advance(job.check_request, _closed(job.request))

    def _give_up(self) -> None:
        """What does not come back, as names do that nobody resolves, is not waited for."""
        now = self._clock.monotonic()
        late = [
            flight
            for flight in self._flights.values()
            if now - flight.started > self._client.limit(flight.job.request) + _GRACE
        ]
        for flight in late:
            del self._flights[flight.number]
            self._land(
                flight,
                Reply(
                    flight.job.request.url,
                    fault="slow",
                    reason="it takes too long to answer",
                ),
            )

    def _stop(self) -> None:
        """Leave nothing under way: turns are given back, threads end by themselves."""
        if self._flights:
            self._client.stop()
        for flight in self._flights.values():
            if flight.turn:
                flight.turn.end()
        self._flights.clear()


def _anywhere(_: Sequence[str]) -> bool:
    return True


def _closed(request: Request) -> Reply:
    return Reply(request.url, fault="closed", reason=_CLOSED)
