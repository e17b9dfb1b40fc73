"""Files to results: each read, judged within its time, in the order given. One that cannot be read is a result too."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from types import FrameType
from typing import NamedTuple

from notelint.collector import Collector
from notelint.config import Config
from notelint.diagnostics import Diagnostic
from notelint.discovery import STDIN, decode, load
from notelint.errors import UnreadableError
from notelint.linter import check_figure, judge, judges_figures, unreadable
from notelint.reader import read
from notelint.source import Source
from notelint.world import World

SECONDS = 1.6  # for a file of up to 100 KB, so that a run is over in two
SECONDS_PER_BYTE = SECONDS / 100_000


class Result(NamedTuple):
    """What was found in one file; `source` is None where it could not be read, and where it is a figure."""

    path: str
    source: Source | None
    diagnostics: tuple[Diagnostic, ...]
    is_notebook: bool = True


def run(
    files: Sequence[str],
    config_of: Callable[[Path], Config],
    stdin: Callable[[], bytes],
    stdin_name: str | None = None,
    world: World | None = None,
) -> Iterator[Result]:
    """The results, one after the other; behind those of the notebooks those of the figures that no notebook shows, where that is asked.

    Standard input is read where `-` is among the files; it goes by `stdin_name`, beside which its figures are looked for.
    """
    collector = Collector(world or World(), config_of)
    name = stdin_name or STDIN
    known = [stdin_name if path == STDIN else path for path in files]
    for path in files:
        if path == STDIN:
            yield _judge(name, lambda: decode(stdin(), name), config_of, collector if stdin_name else None)
        else:
            yield _judge(path, partial(load, path), config_of, collector)
    asking = [path for path in known if path and judges_figures(config_of(Path(path)), path)]
    for path, around in collector.unused_figures(asking):
        if found := check_figure(path, config_of(Path(path)), around):
            yield Result(path, None, tuple(found), is_notebook=False)


def _judge(path: str, get: Callable[[], Source], config_of: Callable[[Path], Config], collector: Collector | None) -> Result:
    """The result for one source. What is read besides, to know its surroundings, does not count in its time."""
    source = None
    try:
        source = get()
        config = config_of(Path(path if collector else os.curdir))
        seconds = max(SECONDS, len(source.text) * SECONDS_PER_BYTE)
        before = time.process_time()
        with time_limit(seconds):
            notebook = read(source, config.notebook)
        left = seconds - (time.process_time() - before)
        around = collector.around(notebook, path) if collector else None
        with time_limit(max(left, 0.01), of=seconds):
            return Result(path, source, tuple(judge(notebook, config, around)))
    except UnreadableError as error:
        return Result(path, source, (unreadable(path, error),))


@contextmanager
def time_limit(seconds: float, of: float | None = None) -> Iterator[None]:
    """Raise UnreadableError in what runs longer than so many seconds of processor time, the last of `of`.

    Works in the main thread, where signals are delivered, and where the system has interval timers; elsewhere nothing is limited.
    """
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "setitimer"):
        yield
        return

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise UnreadableError(f"takes more than {of or seconds:.3g} seconds to read")

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
