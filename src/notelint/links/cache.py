"""What links led to when they were last asked: verdicts by key, kept for later runs and
shared with those that run now.
"""

from __future__ import annotations

import json
import math
import sqlite3
from collections.abc import Callable
from pathlib import Path
from threading import RLock
from types import TracebackType
from typing import Any, NamedTuple

from notelint.links.cache_database import Database, database_in, is_damage
from notelint.links.cache_folder import CacheError, complaint
from notelint.links.cache_lifetimes import DAY
from notelint.rules.context import Verdict

_KEPT = 90 * DAY  # after a verdict has expired, for who is offline
_TEXTS = ("state", "target", "title", "venue", "reason", "host")


class Row(NamedTuple):
    """A verdict as it is kept: when it was asked for, and until when it holds, in unix
    seconds; the rest as JSON.
    """

    asked: float
    until: float
    verdict: bytes


class VerdictCache:
    """The verdicts in a folder, or none but this run's where there is no folder; any number
    of processes and threads may share them.

    Keys are the links' own (`arxiv:1706.03762v1`, `web:https://…`). Where the folder cannot
    be used, or the disk is full, what was not written is kept in memory, so that the run
    goes on; a damaged file is set aside. Either is told to `warn`, a line each.
    """

    def __init__(
        self,
        folder: Path | None,
        now: Callable[[], float],
        warn: Callable[[str], None] = lambda _: None,
    ) -> None:
        self._folder, self._now, self._warn = folder, now, warn
        self._lock = RLock()
        self._memory: dict[bytes, Row] = {}
        self._database: Database | None = None
        self._open()

    def __enter__(self) -> VerdictCache:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file. Nothing is written by it: every verdict was, as it came."""
        with self._lock:
            if self._database:
                self._database.close()
            self._database = None

    def get(self, key: str, *, stale: bool = False) -> Verdict | None:
        """The verdict on a key, `stored`, if it holds; with `stale`, also one that has
        expired.
        """
        name = _bytes(key)
        with self._lock:
            row = self._memory.get(name) or self._found(name)
        if row is None or not (stale or row.asked <= self._now() < row.until):
            return None
        return _decoded(row)

    def put(self, key: str, verdict: Verdict, seconds: float) -> None:
        """Write a verdict, which holds for so many seconds since it was asked for; by 0,
        what is known already stays.

        When this returns, the verdict outlives the process. `asked` is now where the
        verdict does not say.
        """
        if not seconds > 0:
            return
        asked = verdict.asked if 0 < verdict.asked < math.inf else self._now()
        row = Row(asked, asked + seconds, _encoded(verdict))
        with self._lock:
            if not self._is_written(_bytes(key), row):
                self._memory[_bytes(key)] = row

    def _open(self) -> None:
        if self._folder is None:
            return
        try:
            self._database = database_in(self._folder)
        except CacheError as error:
            self._warn(f"{error}: what links lead to is not stored")
        except (OSError, sqlite3.Error) as error:
            self._warn(
                f"{self._folder}: {complaint(error)}: what links lead to is not stored"
            )
        if self._database:
            if self._database.warning:
                self._warn(self._database.warning)
            self._prune()

    def _prune(self) -> None:
        """Forget what expired long ago."""
        old = (self._now() - _KEPT,)
        if self._rows("SELECT 1 FROM verdict WHERE until < ? LIMIT 1", old):
            self._rows("DELETE FROM verdict WHERE until < ?", old)

    def _found(self, name: bytes) -> Row | None:
        rows = self._rows(
            "SELECT asked, until, verdict FROM verdict WHERE key = ?", (name,)
        )
        return Row(*rows[0]) if rows else None

    def _is_written(self, name: bytes, row: Row) -> bool:
        return (
            self._rows(
                "INSERT OR REPLACE INTO verdict VALUES (?, ?, ?, ?)", (name, *row)
            )
            is not None
        )

    def _rows(
        self, statement: str, values: tuple[Any, ...], *, again: bool = True
    ) -> list[Any] | None:
        """What the database answers; None where it cannot, and is not asked any more.

        A damaged one is set aside, and the new one asked.
        """
        if self._database is None:
            return None
        try:
            return self._database.connection.execute(statement, values).fetchall()
        except sqlite3.Error as error:
            self.close()
            if not again or not is_damage(error):
                self._warn(
                    f"{self._folder}: {complaint(error)}: what links lead to is no longer stored"
                )
                return None
        self._open()
        return self._rows(statement, values, again=False)


def _bytes(key: str) -> bytes:
    return key.encode("utf-8", "surrogatepass")


def _encoded(verdict: Verdict) -> bytes:
    """A verdict as JSON, without what the row says of it; lone surrogates, which an
    address may hold, come back as they were.
    """
    fields = {
        name: value
        for name, value in verdict._asdict().items()
        if name not in {"asked", "stored"}
    }
    return json.dumps(fields, ensure_ascii=False).encode("utf-8", "surrogatepass")


def _decoded(row: Row) -> Verdict | None:
    """The verdict in a row; None for what we never wrote."""
    try:
        fields = json.loads(row.verdict.decode("utf-8", "surrogatepass"))
        texts = {name: fields[name] for name in _TEXTS}
        code, authors = fields["code"], tuple(fields["authors"])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    if not all(
        isinstance(each, str) for each in (*texts.values(), *authors)
    ) or not isinstance(code, int | None):
        return None
    return Verdict(**texts, code=code, authors=authors, asked=row.asked, stored=True)
