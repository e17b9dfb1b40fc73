"""The file with what links led to: made whole or not at all, opened by many processes, set
aside where it is not what it should be.

Whoever has it open holds a shared lock next to it. It is made, set aside and removed by who
holds that lock alone: SQLite removes the log of a database by its name, and would take the
log of a new one for that of the old (sqlite.org/howtocorrupt.html).
"""

from __future__ import annotations

import os
import sqlite3
import stat
import time
from contextlib import closing, suppress
from itertools import count
from pathlib import Path
from typing import NamedTuple

from notelint.links.cache_folder import PREFIX, CacheError, prepare
from notelint.links.file_locks import locked

# Of what is in the file: in its name, so that an older notelint next to a newer one keeps a
# file of its own
VERSION = 1
NAME = f"{PREFIX}links-{VERSION}.sqlite"
LOCK = f"{PREFIX}links.lock"
TAILS = ("-wal", "-shm", "-journal")  # of the files that SQLite has next to a database

_APPLICATION = 0x6E6C6E74  # "nlnt", by which a database is known as ours
_PATIENCE = (
    5.0  # seconds for another process that writes, makes the file, or removes it
)
_PAUSE = 0.01
_RENEWALS = 3  # one, but for whoever takes the new file away between two locks
_DAMAGE = {
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_NOTADB,
    sqlite3.SQLITE_ERROR,
    sqlite3.SQLITE_FORMAT,
}
_MAKE = f"""
PRAGMA application_id = {_APPLICATION};
PRAGMA user_version = {VERSION};
CREATE TABLE verdict (key BLOB PRIMARY KEY, asked REAL NOT NULL, until REAL NOT NULL, verdict BLOB NOT NULL) WITHOUT ROWID;
PRAGMA journal_mode = WAL;
"""


class Database(NamedTuple):
    """A database that is open: `lock` is the number of the file that tells so;
    `warning`, what had to be set aside for it, or empty.
    """

    connection: sqlite3.Connection
    lock: int
    warning: str = ""

    def close(self) -> None:
        """Close it; without a word of what SQLite might have left to complain about."""
        with suppress(sqlite3.Error):
            self.connection.close()
        os.close(self.lock)


class UnfitError(Exception):
    """There is no database of ours in the file; the message is what is there, empty for
    nothing at all.
    """


def is_damage(error: sqlite3.Error) -> bool:
    """Whether an error tells that the file itself is not, or is no longer, what it
    should be.
    """
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in _DAMAGE


def database_in(folder: Path) -> Database:
    """The database of a folder, which is made where it is not there.

    What is there and is damaged, foreign or of a newer notelint gets another name:
    `….damaged-N`. Raises CacheError, OSError or sqlite3.Error where none can be had.
    """
    prepare(folder)
    path, warning, renewals, until = folder / NAME, "", 0, time.monotonic() + _PATIENCE
    while True:
        try:
            return _opened(path, until)._replace(warning=warning)
        except UnfitError as unfit:
            fault = str(unfit) or "not there"
        if (alone := locked(path.with_name(LOCK))) is not None:
            try:
                warning = _renewed(path) or warning
            finally:
                os.close(alone)
            renewals += 1
            if renewals > _RENEWALS:
                raise CacheError(
                    f"{path}: {fault}, and so is what is made in its place"
                )
        elif time.monotonic() > until:
            raise CacheError(f"{path}: {fault}, and in use by another run")
        else:
            time.sleep(_PAUSE)


def _opened(path: Path, until: float) -> Database:
    lock = _shared(path.with_name(LOCK), until)
    try:
        return Database(_connection(path), lock)
    except BaseException:
        os.close(lock)
        raise


def _shared(path: Path, until: float) -> int:
    while (number := locked(path, shared=True)) is None:
        if time.monotonic() > until:
            raise CacheError(f"{path}: held by another run")
        time.sleep(_PAUSE)
    return number


def _connection(path: Path) -> sqlite3.Connection:
    """A connection to the database in a file.

    Raises UnfitError where it is none of ours, and sqlite3.Error where it cannot be opened.
    """
    try:
        if not stat.S_ISREG(os.lstat(path).st_mode):
            raise UnfitError("not a file")
    except FileNotFoundError:
        raise UnfitError from None
    connection = sqlite3.connect(
        f"{path.as_uri()}?mode=rw",
        uri=True,
        timeout=_PATIENCE,
        isolation_level=None,
        check_same_thread=False,
    )
    try:
        _look(connection)
    except sqlite3.Error as error:
        connection.close()
        if is_damage(error):
            raise UnfitError("damaged") from None
        raise
    except BaseException:
        connection.close()
        raise
    return connection


def _look(connection: sqlite3.Connection) -> None:
    """See whether a database is whole, and ours; it is then set up for use.

    Raises UnfitError, or what SQLite finds wrong.
    """
    connection.executescript(
        "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA synchronous = NORMAL;"
    )
    if _pragma(connection, "application_id") != _APPLICATION:
        raise UnfitError("not notelint's")
    if int(_pragma(connection, "user_version")) > VERSION:
        raise UnfitError("made by a newer notelint")
    if (
        _pragma(connection, "user_version") != VERSION
        or _pragma(connection, "quick_check(1)") != "ok"
    ):
        raise UnfitError("damaged")
    connection.execute("SELECT key, asked, until, verdict FROM verdict LIMIT 0")


def _pragma(connection: sqlite3.Connection, name: str) -> str | int:
    value: str | int = connection.execute(f"PRAGMA {name}").fetchone()[0]
    return value


def _renewed(path: Path) -> str:
    """Put a new database in the place of what is no database of ours, as the only run at
    it; a warning where something was there.
    """
    warning = ""
    try:
        _connection(path).close()
    except UnfitError as unfit:
        if os.path.lexists(path):
            warning = (
                f"{path}: {unfit}: set aside as {_set_aside(path)}, and begun anew"
            )
        _make(path)
    return warning


def _set_aside(path: Path) -> str:
    """Give a file, and what SQLite has next to it, another name, which is returned."""
    aside = next(
        f"{path}.damaged-{number}"
        for number in count(1)
        if not os.path.lexists(f"{path}.damaged-{number}")
    )
    os.rename(path, aside)
    for tail in TAILS:
        with suppress(FileNotFoundError):
            os.rename(f"{path}{tail}", f"{aside}{tail}")
    return os.path.basename(aside)


def _make(path: Path) -> None:
    """Make an empty database next to its place, and move it there; a log without a
    database is not for it.
    """
    new = f"{path}.new"
    for name in (new, *(f"{each}{tail}" for each in (new, path) for tail in TAILS)):
        with suppress(FileNotFoundError):
            os.unlink(name)
    os.close(os.open(new, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    with closing(
        sqlite3.connect(new, timeout=_PATIENCE, isolation_level=None)
    ) as connection:
        connection.executescript(_MAKE)
    os.replace(new, path)
