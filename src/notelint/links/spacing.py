"""Requests of one kind, one at a time and spaced, over all processes of the user: arXiv and
OpenReview count by the machine.

    if turn := spacing.take("arxiv-api", 3.0):
        with turn:
            reply = client.ask(...)
    else:
        ...  # and again in spacing.wait_for("arxiv-api") seconds

Each name has a small file in the cache folder. Who has the turn holds it locked, and writes
into it when the request ended, from where the next one is spaced. The lock ends with its
process: who is killed keeps nobody waiting for longer than the spacing.
"""

from __future__ import annotations

import math
import os
import re
from collections.abc import Callable
from functools import partial
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import NamedTuple

from notelint.errors import UnreadableError
from notelint.links.cache_folder import PREFIX, CacheError, complaint, prepare
from notelint.links.clock import Clock
from notelint.links.file_locks import locked
from notelint.text import disk

ENDING = ".turn"
_LENGTH = (
    64  # of a record, in bytes: always the same, so that one write puts it down whole
)
_LONGEST = 600.0  # seconds that a record may keep others waiting, whoever wrote it
_UNKNOWN = 3.0  # seconds to wait where a record cannot be read: what arXiv asks for


class Record(NamedTuple):
    """When the last request of a name ended, in unix seconds (None while it runs), and
    how many seconds the next one keeps from it.
    """

    ended: float | None
    gap: float


class Turn:
    """The one request of its name that may run now; it is over with its `with`, or by `end`."""

    def __init__(self, end: Callable[[float], None]) -> None:
        self._end: Callable[[float], None] | None = end

    def __enter__(self) -> Turn:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.end()

    def end(self, pause: float = 0.0) -> None:
        """The request is over.

        The next keeps the spacing from it, or a longer `pause` in seconds (a Retry-After),
        ten minutes at most.
        """
        end, self._end = self._end, None
        if end:
            end(pause)


class Spacing:
    """Turns by name (`arxiv-api`).

    Without a folder, or where it cannot be used, they are spaced within this process alone.

    That the folder cannot be used is told to `warn`, once.
    """

    def __init__(
        self,
        folder: Path | None,
        clock: Clock,
        warn: Callable[[str], None] = lambda _: None,
    ) -> None:
        self._folder, self._clock, self._warn = folder, clock, warn
        self._memory = _Memory({}, set(), Lock())
        if folder:
            try:
                prepare(folder)
            except CacheError as error:
                self._give_up(str(error))

    def wait_for(self, name: str) -> float:
        """The seconds until a request of this name may start, at the soonest: 0.0 now.

        Where one runs, as many as are kept from its end.
        """
        slot = self._slot(name)
        if slot is None:
            return self._recorded(name).gap
        try:
            return self._remaining(slot)
        finally:
            slot.release()

    def take(self, name: str, spacing: float) -> Turn | None:
        """The turn, if it is free and due: the next one keeps `spacing` seconds from its
        end.

        None otherwise. Who takes it ends it.
        """
        slot = self._slot(name)
        if slot is None:
            return None
        try:
            if self._remaining(slot) <= 0:
                slot.write(Record(None, spacing))
                taken, slot = Turn(partial(self._end, slot, spacing)), None
                return taken
            return None
        finally:
            if slot:
                slot.release()

    def _end(self, slot: _Slot, spacing: float, pause: float) -> None:
        try:
            slot.write(Record(self._clock.now(), max(spacing, min(pause, _LONGEST))))
        finally:
            slot.release()

    def _remaining(self, slot: _Slot) -> float:
        """The seconds that are left of the spacing.

        It begins now where the last request ended nobody knows when, or later than now.
        """
        now, record = self._clock.now(), slot.read()
        if record is None:
            return 0.0
        if (
            record.ended is None or record.ended > now
        ):  # its process was killed; the clock was set back
            slot.write(record := Record(now, record.gap))
        return max(0.0, (record.ended or now) + record.gap - now)

    def _slot(self, name: str) -> _Slot | None:
        """The place of a name's record, held; None where somebody else holds it."""
        if not re.fullmatch("[a-z0-9.-]{1,100}", name):
            raise ValueError(f"no name for a file: {name!r}")
        if self._folder:
            try:
                number = locked(_path(self._folder, name))
                return None if number is None else _File(number)
            except OSError as error:
                self._give_up(f"{self._folder}: {complaint(error)}")
        return self._memory.slot(name)

    def _recorded(self, name: str) -> Record:
        """What is on record, by whoever holds it."""
        if self._folder:
            try:
                return _read(disk.read(_path(self._folder, name), _LENGTH)) or Record(
                    None, _UNKNOWN
                )
            except (OSError, UnreadableError):
                return Record(None, _UNKNOWN)
        return self._memory.records.get(name) or Record(None, _UNKNOWN)

    def _give_up(self, reason: str) -> None:
        self._folder = None
        self._warn(f"{reason}: requests keep no distance from those of other runs")


class _File(NamedTuple):
    """A record in a file, which is open and locked by its number."""

    number: int

    def read(self) -> Record | None:
        os.lseek(self.number, 0, os.SEEK_SET)
        return _read(os.read(self.number, _LENGTH))

    def write(self, record: Record) -> None:
        os.lseek(self.number, 0, os.SEEK_SET)
        os.write(
            self.number,
            f"{record.ended!r} {record.gap!r}".ljust(_LENGTH - 1).encode() + b"\n",
        )

    def release(self) -> None:
        os.close(self.number)


class _Kept(NamedTuple):
    """A record in memory."""

    name: str
    memory: _Memory

    def read(self) -> Record | None:
        return self.memory.records.get(self.name)

    def write(self, record: Record) -> None:
        self.memory.records[self.name] = record

    def release(self) -> None:
        self.memory.held.discard(self.name)


class _Memory(NamedTuple):
    """The records of this process, and which are held."""

    records: dict[str, Record]
    held: set[str]
    lock: Lock

    def slot(self, name: str) -> _Kept | None:
        with self.lock:
            if name in self.held:
                return None
            self.held.add(name)
        return _Kept(name, self)


_Slot = _File | _Kept


def is_due(number: int, now: float) -> bool:
    """Whether nobody would have to wait for the name whose file is open and locked: it
    may be removed.
    """
    record = _File(number).read()
    return record is None or (
        record.ended is not None and not now - record.gap < record.ended <= now
    )


def _path(folder: Path, name: str) -> Path:
    return folder / f"{PREFIX}{name}{ENDING}"


def _read(data: bytes) -> Record | None:
    """The record in a file's bytes; None for an empty file."""
    if not data:
        return None
    try:
        ended, gap = (
            None if word == "None" else float(word) for word in data.decode().split()
        )
    except ValueError:
        return Record(None, _UNKNOWN)
    if (
        gap is None
        or not 0 <= gap < math.inf
        or (ended is not None and not math.isfinite(ended))
    ):
        return Record(None, _UNKNOWN)
    return Record(ended, min(gap, _LONGEST))
