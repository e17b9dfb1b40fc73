"""Files to results: each read, judged within its time, in the order given. One that cannot be read is a result too."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from types import FrameType
from typing import NamedTuple

from notelint.config import Config
from notelint.diagnostics import Diagnostic
from notelint.discovery import STDIN, decode, load, surroundings_of
from notelint.errors import UnreadableError
from notelint.linter import check, unreadable
from notelint.source import Source

SECONDS = 1.6  # for a file of up to 100 KB, so that a run is over in two
SECONDS_PER_BYTE = SECONDS / 100_000


class Result(NamedTuple):
    """What was found in one file; `source` is None where it could not be read."""

    path: str
    source: Source | None
    diagnostics: tuple[Diagnostic, ...]


def run(
    files: Iterable[str], config_of: Callable[[Path], Config], stdin: Callable[[], bytes], stdin_name: str | None = None
) -> Iterator[Result]:
    """The results, one after the other.

    Standard input is read where `-` is among the files; it goes by `stdin_name`, beside which its figures are looked for.
    """
    name = stdin_name or STDIN
    for path in files:
        if path == STDIN:
            yield _judge(name, lambda: decode(stdin(), name), config_of, known=stdin_name is not None)
        else:
            yield _judge(path, partial(load, path), config_of, known=True)


def _judge(path: str, get: Callable[[], Source], config_of: Callable[[Path], Config], *, known: bool) -> Result:
    source = None
    try:
        source = get()
        config = config_of(Path(path) if known else Path(os.curdir))
        collect = (lambda notebook: surroundings_of(notebook, path)) if known else None
        with time_limit(max(SECONDS, len(source.text) * SECONDS_PER_BYTE)):
            return Result(path, source, tuple(check(source, config, collect)))
    except UnreadableError as error:
        return Result(path, source, (unreadable(path, error),))


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raise UnreadableError in what runs longer than so many seconds of processor time.

    Works in the main thread, where signals are delivered, and where the system has interval timers; elsewhere nothing is limited.
    """
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "setitimer"):
        yield
        return

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise UnreadableError(f"takes more than {seconds:.3g} seconds to read")

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
