"""Who is asked next: many inquiries side by side, each host at its pace. Nobody waits in a thread for a host that wants to be left alone.

An inquiry is a generator: it yields requests, for each of which it is sent the reply, and answers. It reads as if it were alone.
"""

from __future__ import annotations

import heapq
import queue
import re
import threading
from collections import deque
from collections.abc import Callable, Generator
from contextlib import suppress
from email.utils import parsedate_to_datetime
from itertools import count
from typing import NamedTuple

from notelint.net.clock import Clock
from notelint.net.http import Client, Reply, Request
from notelint.net.paces import Pace, pace_of
from notelint.net.spacing import Spacing, Turn
from notelint.surroundings import Verdict

LONGEST_PAUSE = 60.0  # seconds that a host is waited for: who asks for more is not asked again in this run
HOSTS_AT_ONCE = 8
_STRIKES = 2  # gates in a row, after which a host is left alone
_GRACE = 15.0  # seconds beyond a request's own time after which it is given up: resolvers cannot be stopped
_SHORTEST = 0.05
_CLOSED = "it wants no more requests for now"


class Answer(NamedTuple):
    """A verdict on a key, by the lane that came to it."""

    key: str
    lane: str
    verdict: Verdict


Inquiry = Generator[Request | Answer, Reply | None, None]


class State(NamedTuple):
    """What is to be said of a queue while it runs: how many requests were sent, how many wait, and for how long nothing happens."""

    sent: int
    waiting: int
    pause: float


class _Job(NamedTuple):
    inquiry: Inquiry
    request: Request


class _Host:
    """What is known in this run of hosts that share a pace."""

    def __init__(self, pace: Pace) -> None:
        self.pace = pace
        self.jobs: deque[_Job] = deque()
        self.free_at = 0.0
        self.running = 0
        self.strikes = 0
        self.closed = ""
        self.is_listed = False


class _Flight(NamedTuple):
    number: int
    host: _Host
    job: _Job
    started: float
    turn: Turn | None


class Queue:
    """Inquiries side by side; their answers go to `take` as they come. `watch` is told how it goes."""

    def __init__(
        self, client: Client, clock: Clock, spacing: Spacing, take: Callable[[Answer], None], watch: Callable[[State], None] | None = None
    ) -> None:
        self._client, self._clock, self._spacing, self._take, self._watch = client, clock, spacing, take, watch
        self._hosts: dict[str, _Host] = {}
        self._due: list[tuple[float, int, str]] = []
        self._held: deque[_Host] = deque()
        self._flights: dict[int, _Flight] = {}
        self._done: queue.SimpleQueue[tuple[int, Reply | BaseException]] = queue.SimpleQueue()
        self._numbers = count()
        self._waiting = 0
        self.sent = 0

    def add(self, inquiry: Inquiry) -> None:
        """Let an inquiry begin."""
        self._advance(inquiry, None)

    def run(self, until: float) -> None:
        """Ask until all inquiries are over, or it is `until` by the monotonic clock. What is under way then is ended."""
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

    def _advance(self, inquiry: Inquiry, reply: Reply | None) -> None:
        """Let an inquiry go on, up to its next request that has to wait for its turn."""
        while True:
            try:
                said = inquiry.send(reply)
            except StopIteration:
                return
            reply = None
            if isinstance(said, Answer):
                self._take(said)
                continue
            pace = pace_of(said.url)
            host = self._hosts.setdefault(pace.name, _Host(pace))
            if not host.closed:
                host.jobs.append(_Job(inquiry, said))
                self._waiting += 1
                self._list(host, said.after)
                return
            reply = Reply(said.url, fault="closed", reason=host.closed)

    def _list(self, host: _Host, after: float = 0.0) -> None:
        """Let a host come up when it may be asked next."""
        if after:
            host.free_at = max(host.free_at, self._clock.monotonic() + after)
        if host.jobs and not host.is_listed and host.running < host.pace.at_once:
            host.is_listed = True
            heapq.heappush(self._due, (host.free_at, next(self._numbers), host.pace.name))

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

    def _next(self, now: float) -> _Host | None:
        """A host whose time has come: those first who were held up, as soon as there is room for one."""
        if self._held and self._has_room():
            return self._held.popleft()
        if self._due and self._due[0][0] <= now:
            return self._hosts[heapq.heappop(self._due)[2]]
        return None

    def _has_room(self) -> bool:
        return len({flight.host.pace.name for flight in self._flights.values()}) < HOSTS_AT_ONCE

    def _ask(self, host: _Host, now: float) -> None:
        turn = None
        if host.pace.shared and not (turn := self._spacing.take(host.pace.name, host.pace.gap)):
            host.free_at = now + max(self._spacing.wait_for(host.pace.name), _SHORTEST)
            self._list(host)
            return
        job = host.jobs.popleft()
        self._waiting -= 1
        self.sent += 1
        host.running += 1
        host.free_at = now + host.pace.gap
        flight = _Flight(next(self._numbers), host, job, now, turn)
        self._flights[flight.number] = flight
        threading.Thread(target=self._fetch, args=(flight.number, job.request), daemon=True).start()
        self._list(host)

    def _fetch(self, number: int, request: Request) -> None:
        """In a thread of its own."""
        try:
            self._done.put((number, self._client.ask(request)))
        except BaseException as error:  # noqa: BLE001 - it goes on where somebody sees it
            self._done.put((number, error))

    def _wait(self, pause: float) -> None:
        """Let time pass until something is due, or take what has come back."""
        if self._watch:
            self._watch(State(self.sent, self._waiting, 0.0 if self._flights else pause))
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
        pause = self._pause(host, reply)
        if flight.turn:
            flight.turn.end(min(pause, LONGEST_PAUSE))
            host.free_at = now + host.pace.gap
        if pause:
            host.free_at = max(host.free_at, now + pause)
        if pause > LONGEST_PAUSE or host.strikes >= _STRIKES:
            self._close(host)
        self._advance(flight.job.inquiry, reply)
        self._list(host)

    def _pause(self, host: _Host, reply: Reply) -> float:
        """How many seconds a host wants to be left alone."""
        host.strikes = host.strikes + 1 if reply.is_gate else 0
        wait = wait_of(reply, self._clock.now()) if reply.status in {429, 503} else 0.0
        if wait is None:
            return host.pace.penalty if reply.status == 429 else 0.0
        return wait

    def _close(self, host: _Host) -> None:
        """Whoever still waits for a host is told that it is not asked."""
        host.closed = _CLOSED
        jobs = [*host.jobs]
        host.jobs.clear()
        self._waiting -= len(jobs)
        for job in jobs:
            self._advance(job.inquiry, Reply(job.request.url, fault="closed", reason=_CLOSED))

    def _give_up(self) -> None:
        """What does not come back, as names do that nobody resolves, is not waited for."""
        now = self._clock.monotonic()
        late = [flight for flight in self._flights.values() if now - flight.started > self._client.limit(flight.job.request) + _GRACE]
        for flight in late:
            del self._flights[flight.number]
            self._land(flight, Reply(flight.job.request.url, fault="slow", reason="it takes too long to answer"))

    def _stop(self) -> None:
        """Leave nothing under way: turns are given back, threads end by themselves."""
        if self._flights:
            self._client.stop()
        for flight in self._flights.values():
            if flight.turn:
                flight.turn.end()
        self._flights.clear()


def wait_of(reply: Reply, now: float) -> float | None:
    """The seconds that a Retry-After asks for: a number, or a date by the host's own clock, else ours. None where it says neither."""
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
