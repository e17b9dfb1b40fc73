"""Asking the network about a run's links: which ones, for how long, and what is reported
of it meanwhile and in the end.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from notelint.cli.arguments import CheckOptions
from notelint.cli.caches import caches
from notelint.cli.messages import warn
from notelint.cli.run import CommandRun
from notelint.engine.discovery import STDIN
from notelint.engine.results import NotebookResult, Result
from notelint.links.addresses import detours
from notelint.links.client import Client
from notelint.links.clock import Clock
from notelint.links.survey import Progress, Survey
from notelint.links.tokens import tokens_of
from notelint.rules.context import Verdict
from notelint.text.diagnostics import Diagnostic, Severity

if TYPE_CHECKING:
    from notelint.notebook.model import Link, Notebook

_BAR = 24  # characters
_QUIET = 1.0  # seconds after which a bar is shown, and how often it changes at most
_REDRAWN = 0.1


class LinkCheckResult(NamedTuple):
    """What came of asking: the survey, the links that were asked for in each file, and
    whether somebody broke it off.
    """

    survey: Survey
    urls: Mapping[str, frozenset[str]]
    is_interrupted: bool = False

    def verdicts(self, path: str) -> Mapping[str, Verdict]:
        """What is known of a file's links; of others than were to be asked there, nothing."""
        wanted = self.urls.get(path, frozenset())
        return {
            url: verdict
            for url, verdict in self.survey.verdicts().items()
            if url in wanted
        }


class LinkCheckOptions(NamedTuple):
    """How to ask, as the options have it; `strict`: what could not be verified fails the
    run.
    """

    offline: bool = False
    strict: bool = False
    max_time: int | None = None
    connect_to: Sequence[str] = ()
    cache_dir: str | None = None
    no_cache: bool = False

    def overrides(self) -> dict[str, object]:
        """What the options say of the config, by dotted key."""
        severity = {"severity": {"N606": Severity.ERROR.value}} if self.strict else {}
        return {"links.max-time": self.max_time, **severity}

    def ask(self, run: CommandRun, *, quiet: bool) -> LinkCheckResult:
        """Ask about the links of all files, or of the lines that are new; what is known
        already is not asked again.

        Raises NotelintError for what cannot be used: an address to connect to, a bundle of
        certificates.
        """
        clock, tokens = Clock(), tokens_of(os.environ)
        client = Client(detours([*self.connect_to, *_connections()]), tokens=tokens)
        urls = {
            path: frozenset(_urls(path, notebook, run))
            for path, notebook in run.notebooks(run.scope.files)
        }
        survey = Survey(
            (url for of_file in urls.values() for url in sorted(of_file)),
            asks_github="github" in tokens,
        )
        shared = caches(self.cache_dir, no_cache=self.no_cache, clock=clock)
        is_interrupted = False
        with shared.store as store:
            survey.recall(store, stale=self.offline)
            if not self.offline:
                seconds = run.configs.of(Path()).links.max_time
                bar = Bar(clock) if sys.stderr.isatty() and not quiet else None
                draw = bar.draw if bar else None
                try:
                    survey.ask(client, store, shared.spacing, clock, seconds, draw)
                except KeyboardInterrupt:
                    is_interrupted = True
                finally:
                    client.stop()
                    if bar:
                        bar.wipe()
        self._report_unasked(survey, is_interrupted=is_interrupted)
        return LinkCheckResult(survey, urls, is_interrupted)

    def _report_unasked(self, survey: Survey, *, is_interrupted: bool) -> None:
        """Report why not all is known."""
        left = survey.total - len(survey.known)
        if is_interrupted:
            warn(f"interrupted: {left} of {survey.total} links were not asked")
        elif self.offline and left:
            warn(f"--offline: nothing is stored of {left} of {survey.total} links")


def link_options_of(options: CheckOptions) -> LinkCheckOptions:
    """How the options want the network to be asked."""
    return LinkCheckOptions(
        options.offline,
        options.strict,
        options.max_time,
        options.connect_to,
        options.cache_dir,
        options.no_cache,
    )


def _connections() -> list[str]:
    addresses = os.environ.get("NOTELINT_CONNECT_TO", "").split(",")
    return [address for address in addresses if address.strip()]


def _urls(path: str, notebook: Notebook, run: CommandRun) -> Iterator[str]:
    """The links of a notebook that are to be asked: none that the config leaves out, and
    only new ones where only new findings are reported.
    """
    config = run.configs.of(Path(path if path != STDIN else os.curdir))
    new = run.scope.new
    links = _new(path, notebook, new) if new else notebook.addresses
    return (link.url for link in links if not config.links.is_excluded(link.url))


def _new(
    path: str, notebook: Notebook, new: Callable[[Result], Result]
) -> Sequence[Link]:
    """The links on lines that changed: those of which a finding would be new."""
    by_span = {link.url_span: link for link in notebook.addresses}
    probes = [_probe(path, notebook, link) for link in by_span.values()]
    result = new(NotebookResult(path, notebook.source, tuple(probes)))
    return [by_span[diagnostic.span] for diagnostic in result.diagnostics]


def _probe(path: str, notebook: Notebook, link: Link) -> Diagnostic:
    start, end = (notebook.source.position(offset) for offset in link.url_span)
    return Diagnostic(
        "N600",
        "link",
        Severity.INFO,
        "",
        path,
        link.url_span,
        start,
        end,
        None,
        f"N600\0{link.url}",
        "",
    )


class Bar:
    """One line on standard error, drawn again as the survey goes, for who sits before a
    terminal and waits for more than a second.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._next = clock.monotonic() + _QUIET
        self._width = 0

    def draw(self, progress: Progress) -> None:
        """Show how it goes."""
        now = self._clock.monotonic()
        if now < self._next and progress.pause < _QUIET:
            return
        self._next = now + _REDRAWN
        filled = _BAR * progress.answered // max(progress.total, 1)
        parts = [
            f"{progress.answered} of {progress.total} links",
            f"{progress.stored} stored",
            f"{progress.sent} requests",
        ]
        if progress.pause >= _QUIET:
            parts.append(f"next in {progress.pause:.0f} s")
        self._write(f"[{'#' * filled}{'.' * (_BAR - filled)}] {', '.join(parts)}")

    def wipe(self) -> None:
        """Leave no trace."""
        if self._width:
            self._write("")
            sys.stderr.write("\r")
            sys.stderr.flush()

    def _write(self, line: str) -> None:
        sys.stderr.write(f"\r{line.ljust(self._width)}")
        sys.stderr.flush()
        self._width = len(line)
