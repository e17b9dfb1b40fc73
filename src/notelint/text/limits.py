"""A bound on the processor time of a piece of work, in whatever thread it runs.

Cooperative checks would have to stand in every loop, signals reach the main thread alone,
and tracing costs more than the work. So a second thread, the watch, sleeps during the work.
When the time is over it raises `Stopped` in the thread that works, by
`PyThreadState_SetAsyncExc`; ctypes is imported at that moment and not before. One call of C
code, as of a regex, cannot be stopped: regexes must take linear time by themselves.

No exception arrives after the work has ended. The watch sets `_firing` before it checks
whether the work still runs, and a piece of work that has ended waits until `_firing` is
false again, and until an exception that was raised has arrived. CPython raises such exceptions
after calls, at jumps backward and where a function begins, and never between the stores of
attributes that the protocol consists of. `Stopped` is no Exception, so that no handler
takes it for a failure of its own; where something swallows it, it comes again.
"""

from __future__ import annotations

import _thread
import time
from collections.abc import Callable
from functools import partial
from typing import TypeVar

from notelint.errors import UnreadableError

SECONDS = 1.4  # for a text of up to 100,000 characters, so that a run is over in two
SECONDS_PER_CHARACTER = SECONDS / 100_000
MOST_SECONDS = 60.0  # for the largest text
# Lines, and marks of which links, figures, breaks and tags are made: eight times what the
# largest notebook known has
MOST_THINGS = 250_000
# Fixing checks again after each pass: it may take so many times as long as checking
FIXING = 2.5

_MARKS = ("\n", "\r", *"[<{*_`|!&\\~$@", "://", "www.")
# Seconds between two looks at the clock, and until a swallowed exception is raised again
_TICK = 0.05
_SHORTEST = 0.001

_Made = TypeVar("_Made")


class Stopped(BaseException):
    """Raised in work whose time is over, wherever it is.

    Caught by `Limit` and by nothing else.
    """


class OverTimeError(Exception):
    """A piece of work took more than its time."""


def seconds_for(text: str) -> float:
    """The processor time in which a text is to be checked."""
    return max(SECONDS, min(len(text) * SECONDS_PER_CHARACTER, MOST_SECONDS))


def refuse_too_many(text: str) -> None:
    """Raise UnreadableError for a text that would take more memory than a notebook may:
    each mark and line may become an object.
    """
    if len(text) > MOST_THINGS and sum(map(text.count, _MARKS)) > MOST_THINGS:
        raise UnreadableError(
            f"more than {MOST_THINGS:,} lines and marks of Markdown: too many for a notebook: split the file"
        )


class Limit:
    """A number of seconds of processor time for one text, in the thread that enters it.

    A context manager. `run` does one piece of work in a part of the time; the time between
    two pieces is not counted. The clock is the thread's own. Where the system has none that
    other threads may read (macOS, Windows) it is the process's. Where no thread can be
    started, nothing is stopped.
    """

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.left = seconds
        self._deadline: float | None = None
        self._firing = False  # the watch is about to raise
        self._fired = False  # it has raised something that may not have arrived
        self._stopped = False  # it has raised something in this piece of work
        self._ended = _thread.allocate_lock()

    def __enter__(self) -> Limit:
        self._thread = _thread.get_ident()
        self._clock = _clock_of(self._thread)
        self._ended.acquire()
        try:
            _thread.start_new_thread(self._watch, ())
        except RuntimeError:
            self._ended.release()
        return self

    def __exit__(self, *_: object) -> None:
        self._settle()
        if self._ended.locked():
            self._ended.release()

    def run(self, work: Callable[[], _Made], seconds: float | None = None) -> _Made:
        """What the work returns, within so many of the seconds that are left; all of them
        by default.

        Raises OverTimeError where it takes more.
        """
        # A list, since what the work returned counts although `Stopped` arrives after it
        made: list[_Made] = []
        start = self._clock()
        given = self.left if seconds is None else min(seconds, self.left)
        try:
            try:
                self._stopped = False
                self._deadline = start + given
                made.append(work())
            finally:
                self._deadline = None
                self._settle()
        except Stopped:
            self._deadline = None
            self._settle()
            if not self._stopped:
                raise  # another limit's, within which this one stands
        self.left -= self._clock() - start
        if not made:
            raise OverTimeError
        return made[0]

    def whole(self, work: Callable[[], _Made], to: str) -> _Made:
        """What the work returns, within all that is left; `to` names it in the
        UnreadableError that is raised where it takes more.
        """
        try:
            return self.run(work)
        except OverTimeError:
            raise UnreadableError(
                f"takes more than {self.seconds:.3g} seconds to {to}"
            ) from None

    def _settle(self) -> None:
        """Wait until the watch raises nothing any more, and until what it raised has
        arrived.

        Called when the work has ended. Python does not tell whether an exception has
        arrived. So it is raised once more, which replaces one that is still on its way, and
        waited for. To take it back instead leaves a mark in CPython 3.11, with which a
        thread that is traced never gets into its next function.
        """
        while self._firing:
            time.sleep(0)
        while self._fired:
            try:
                _raise_in(self._thread)
                while True:
                    pass
            except Stopped:
                self._fired = False

    def _watch(self) -> None:
        wait = _TICK
        while not self._ended.acquire(True, wait):
            deadline = self._deadline
            left = _TICK if deadline is None else deadline - self._now()
            wait = min(max(left, _SHORTEST), _TICK)
            if left <= 0 and deadline is not None:
                self._fire(deadline)
                wait = _TICK

    def _now(self) -> float:
        """The clock of the thread that works; 0.0 when that thread has ended."""
        try:
            return self._clock()
        except OSError:
            return 0.0

    def _fire(self, deadline: float) -> None:
        # Slow, and it must not fail while `_firing` is set
        import ctypes  # noqa: F401

        self._firing = True
        try:
            if self._deadline is deadline:
                self._fired = self._stopped = True
                _raise_in(self._thread)
        finally:
            self._firing = False


def within(seconds: float, work: Callable[[], _Made], to: str) -> _Made:
    """What the work returns; `to` names it in the UnreadableError that is raised where it
    takes more processor time.
    """
    with Limit(seconds) as limit:
        return limit.whole(work, to)


def _clock_of(thread: int) -> Callable[[], float]:
    if hasattr(time, "pthread_getcpuclockid"):
        return partial(time.clock_gettime, time.pthread_getcpuclockid(thread))
    return time.process_time


def _raise_in(thread: int) -> None:
    """Have `Stopped` raised in a thread, once, however often it is asked before it arrives."""
    import ctypes

    ctypes.pythonapi.PyThreadState_SetAsyncExc(
        ctypes.c_ulong(thread), ctypes.py_object(Stopped)
    )
