"""One notebook, judged: rules in force, who speaks first, what comments silence; findings
become diagnostics.

Each rule has half of the time that is left for all of them, so that none takes it from the
others: one that takes more is stopped and named in a finding X902, its findings dropped,
and the others are checked. When hardly any time is left the rest is skipped and named.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import partial
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

from notelint import REPOSITORY_URL
from notelint.config import Config, enabled_rules, options_of, severity_of
from notelint.engine.fingerprints import identities, joined
from notelint.engine.suppressions import Suppressions
from notelint.errors import UnreadableError
from notelint.notebook.model import Notebook
from notelint.notebook.reading import read
from notelint.rules.catalogue import LISTINGS, PRECEDENCE, Listing
from notelint.rules.context import RepoContext
from notelint.text.diagnostics import Diagnostic, Finding, Severity
from notelint.text.limits import Limit, OverTimeError, seconds_for
from notelint.text.source import Position, Source, Span

DOCS = f"{REPOSITORY_URL}/blob/main/docs/rules/"

_EVERYWHERE = "LFNX"  # the families that speak in a text without entries
UNREADABLE = "X902"  # of a file that cannot be read, and of a rule that took too long
_UNREADABLE = next(listing for listing in LISTINGS if listing.code == UNREADABLE)
_UNUSED = next(listing for listing in LISTINGS if listing.code == "X901")
_MARKER = next(listing for listing in LISTINGS if listing.code == "X903")
_UNUSED_FIGURE = next(listing for listing in LISTINGS if listing.code == "F306")
# Of the time that is left when a notebook is read; the rest is for what is made of their
# findings
_FOR_RULES = 0.85
_SHORTEST = 0.02  # of a notebook's time: a rule that would have less is skipped
_OF_OTHER_THINGS = (_UNREADABLE, _UNUSED_FIGURE)  # rules that are not about a notebook

Collect = Callable[[Notebook], RepoContext | None]


class RawFinding(NamedTuple):
    """A finding and the rule that made it."""

    listing: Listing
    finding: Finding


class LintResult(NamedTuple):
    """The diagnostics of a notebook, and the codes of the rules that were skipped
    because there was no time for them.
    """

    diagnostics: list[Diagnostic]
    skipped: frozenset[str] = frozenset()


class _RuleRun(NamedTuple):
    """What rules said, which of them took too long, and which were skipped because no
    time was left.
    """

    spoken: list[RawFinding]
    slow: list[Listing]
    rest: list[Listing]


def check_text(
    text: str, path: str = "-", config: Config | None = None
) -> list[Diagnostic]:
    """The diagnostics of a text, in order.

    Rules that ask about files are silent: nothing is known of the world around it.

    Takes at most about 1.6 seconds of processor time for a text of up to 100,000
    characters, and 16 microseconds a character beyond, in any thread. A rule that takes too
    long is skipped, and named in a diagnostic X902 of the severity error; so is a text that
    cannot be read in this time.
    """
    return check(Source.from_text(text, path), config or Config())


def check(
    source: Source, config: Config, collect: Collect | None = None
) -> list[Diagnostic]:
    """The diagnostics of one source, in the order of their places; X902 alone where it
    cannot be read in time.

    `collect` is handed the notebook and gathers what is to be known of its surroundings,
    which does not count in its time; without it the rules that need it are silent.
    """
    seconds = seconds_for(source.text)
    try:
        with Limit(seconds) as limit:
            notebook = limit.whole(lambda: read(source, config.notebook), "read")
            around = collect(notebook) if collect else None
            return lint(
                notebook, config, around, limit=limit, seconds=seconds
            ).diagnostics
    except UnreadableError as error:
        return [unreadable(source.path, error)]


def lint(
    notebook: Notebook,
    config: Config,
    surroundings: RepoContext | None,
    *,
    limit: Limit,
    seconds: float,
    layout: bool = False,
    without: Collection[str] = (),
) -> LintResult:
    """The diagnostics of one notebook, in so many seconds of a limit; without surroundings
    the rules that need them are silent.

    For `layout` only the rules with layout fixes are asked, and those that speak in their
    place; those `without` are not. Where a merge left conflicts, these are all that is
    reported. Raises UnreadableError where the limit is over before all is told.
    """
    suppressions = limit.whole(partial(Suppressions, notebook), "check")
    if conflicts := limit.whole(partial(_conflicts, notebook, suppressions), "check"):
        return LintResult(diagnostics(notebook, conflicts, config), frozenset())
    listings = _enabled_rules(
        notebook, enabled_rules(config, LISTINGS, Path(notebook.source.path))
    )
    if layout:
        codes = {listing.code for listing in listings if "layout" in listing.fix}
        codes |= {first for first, second in PRECEDENCE if second in codes}
        listings = [listing for listing in listings if listing.code in codes]
    listings = [listing for listing in listings if listing.code not in without]
    asked = _run_rules(
        notebook,
        listings,
        config,
        surroundings,
        limit,
        min(seconds, limit.left) * _FOR_RULES,
    )
    skipped = frozenset(listing.code for listing in (*asked.slow, *asked.rest))
    checked = [each for each in listings if each.code not in skipped]
    found = limit.whole(
        lambda: _reported(
            notebook, suppressions, checked, asked.spoken, config, is_whole=not skipped
        ),
        "check",
    )
    return LintResult(
        [*_skipped(notebook.source.path, asked, seconds), *found], skipped
    )


def _reported(
    notebook: Notebook,
    suppressions: Suppressions,
    listings: Sequence[Listing],
    spoken: Sequence[RawFinding],
    config: Config,
    *,
    is_whole: bool,
) -> list[Diagnostic]:
    """What is told of the findings of these rules: what is neither said by another rule
    nor suppressed.
    """
    told = [
        each
        for each in _apply_precedence(spoken)
        if not _is_suppressed(each, notebook, suppressions)
    ]
    if _UNUSED in listings:
        told += _unused_suppressions(
            notebook, suppressions, listings, config, is_whole=is_whole
        )
    return diagnostics(notebook, told, config)


def _skipped(path: str, asked: _RuleRun, seconds: float) -> Iterator[Diagnostic]:
    """What is said of the rules that were not checked."""
    for listing in asked.slow:
        message = f"{' '.join(_code_and_name(listing))} takes too long here and was skipped: split the file, or ignore the rule"
        yield unreadable(path, UnreadableError(message))
    if asked.rest:
        names = ", ".join(listing.code for listing in asked.rest)
        message = f"checking takes more than {seconds:.3g} seconds, and these rules were skipped: {names}: split the file, or ignore slow rules"
        yield unreadable(path, UnreadableError(message))


def unreadable(path: str, error: UnreadableError) -> Diagnostic:
    """The diagnostic of a file that cannot be judged."""
    finding = next(iter(_UNREADABLE.rule.check(error))).printable
    identity = joined(UNREADABLE, path, finding.message)
    return _of_a_file(
        _UNREADABLE, _UNREADABLE.severity, finding, path, error.line, identity
    )


def checks_figures(config: Config, path: str) -> bool:
    """Whether the rule about figures that nobody shows is in force for a path."""
    return bool(enabled_rules(config, (_UNUSED_FIGURE,), Path(path)))


def check_figure(
    path: str, config: Config, surroundings: RepoContext
) -> list[Diagnostic]:
    """The diagnostics of a figure's file, whose own the surroundings are."""
    if not checks_figures(config, path):
        return []
    severity, identity = (
        severity_of(config, _UNUSED_FIGURE),
        joined(_UNUSED_FIGURE.code, surroundings.path),
    )
    return [
        _of_a_file(_UNUSED_FIGURE, severity, finding.printable, path, 1, identity)
        for finding in _UNUSED_FIGURE.rule.check(surroundings)
    ]


def _of_a_file(
    listing: Listing,
    severity: Severity,
    finding: Finding,
    path: str,
    line: int,
    identity: str,
) -> Diagnostic:
    """The diagnostic of a whole file, at the start of a line."""
    place = Position(line, 1)
    span, message, _, advice = finding
    return Diagnostic(
        *_code_and_name(listing),
        severity,
        message,
        path,
        span,
        place,
        place,
        None,
        identity,
        url(listing),
        advice,
    )


def url(listing: Listing) -> str:
    """The rule's page."""
    return f"{DOCS}{listing.code}.md"


def _code_and_name(listing: Listing) -> tuple[str, str]:
    return listing.code, listing.name


def _enabled_rules(notebook: Notebook, listings: Iterable[Listing]) -> list[Listing]:
    own = [each for each in listings if each not in _OF_OTHER_THINGS]
    is_notebook = bool(notebook.entries) and notebook.preferences.entry != "off"
    return own if is_notebook else [each for each in own if each.code[0] in _EVERYWHERE]


def _run_rules(
    notebook: Notebook,
    listings: Iterable[Listing],
    config: Config,
    surroundings: RepoContext | None,
    limit: Limit,
    seconds: float,
) -> _RuleRun:
    """What these rules say, in so many seconds together; all or nothing of each."""
    asked = _RuleRun([], [], [])
    shortest, kept = seconds * _SHORTEST, limit.left - seconds
    for listing in listings:
        if listing in (_UNUSED, _MARKER) or (
            listing.rule.needs_surroundings and surroundings is None
        ):
            continue
        mine = (limit.left - kept) / 2
        if mine < shortest:
            asked.rest.append(listing)
            continue
        arguments = (
            (notebook, surroundings) if listing.rule.wants_surroundings else (notebook,)
        )
        check = partial(listing.rule.check, *arguments, **options_of(config, listing))
        try:
            findings: list[Finding] = limit.run(partial(list, check()), mine)
        except OverTimeError:
            asked.slow.append(listing)
            continue
        asked.spoken.extend(RawFinding(listing, finding) for finding in findings)
    return asked


def _conflicts(notebook: Notebook, suppressions: Suppressions) -> list[RawFinding]:
    """X903, but for the conflicts that a comment allows by this rule's name."""
    lines = notebook.source.line_of
    return [
        RawFinding(_MARKER, finding)
        for finding in _MARKER.rule.check(notebook)
        if not suppressions.covers(
            lines(finding.span.start), _code_and_name(_MARKER), by_name=True
        )
    ]


def _apply_precedence(spoken: Sequence[RawFinding]) -> list[RawFinding]:
    """Without the findings that another rule, which speaks first, has a finding on the
    same place for.
    """
    places: dict[str, list[Span]] = {}
    for each in spoken:
        start, end = each.finding.span
        places.setdefault(each.listing.code, []).append(
            Span(start, max(end, start + 1))
        )
    silent = {
        loser: _Spans(
            span
            for first, second in PRECEDENCE
            if second == loser
            for span in places.get(first, ())
        )
        for loser in {loser for _, loser in PRECEDENCE}
    }
    return [
        each
        for each in spoken
        if each.listing.code not in silent
        or not silent[each.listing.code].meet(each.finding.span)
    ]


class _Spans:
    """Ranges, of which it is asked again and again whether one of them meets another."""

    def __init__(self, spans: Iterable[Span]) -> None:
        ordered = sorted(spans)
        self._starts = [span.start for span in ordered]
        self._ends = list(accumulate((span.end for span in ordered), max))

    def meet(self, span: Span) -> bool:
        """Whether one of them has a character of the range, or the place where it is empty."""
        before = bisect_left(self._starts, max(span.end, span.start + 1))
        return before > 0 and self._ends[before - 1] > span.start


def _is_suppressed(
    each: RawFinding, notebook: Notebook, suppressions: Suppressions
) -> bool:
    line = notebook.source.line_of(each.finding.span.start)
    return suppressions.covers(line, (each.listing.code, each.listing.name))


def _unused_suppressions(
    notebook: Notebook,
    suppressions: Suppressions,
    listings: Sequence[Listing],
    config: Config,
    *,
    is_whole: bool,
) -> list[RawFinding]:
    """X901, but for rules that were not asked today, and those that say today this and
    tomorrow that: their comments may well be needed.

    So may comments without codes, unless the notebook `is_whole`ly checked.
    """
    asked = {
        word.casefold()
        for listing in listings
        for word in _code_and_name(listing)
        if not listing.code.startswith("N")
    }
    known = {
        word.casefold() for listing in LISTINGS for word in _code_and_name(listing)
    }
    unused = [
        each
        for each in suppressions.unused()
        if (each.selector.casefold() in asked or each.selector.casefold() not in known)
        and (each.selector or (is_whole and config.select is None))
    ]
    findings = _UNUSED.rule.check(notebook, RepoContext(unused=unused))
    return [
        RawFinding(_UNUSED, finding)
        for finding in findings
        if not suppressions.covers(
            notebook.source.line_of(finding.span.start),
            _code_and_name(_UNUSED),
            finding.span,
        )
    ]


def diagnostics(
    notebook: Notebook, spoken: Iterable[RawFinding], config: Config
) -> list[Diagnostic]:
    """Findings as readers see them, in the order of their places; those that are alike
    within an entry are counted apart.
    """
    ordered = sorted(spoken, key=lambda each: (each.finding.span, each.listing.code))
    names = identities(
        notebook, ((each.listing.code, each.finding.span) for each in ordered)
    )
    found = []
    path = notebook.source.path
    for (listing, raw), identity in zip(ordered, names, strict=True):
        span, message, fix, advice = raw.printable
        start, end = (notebook.source.position(offset) for offset in span)
        severity = severity_of(config, listing)
        found.append(
            Diagnostic(
                *_code_and_name(listing),
                severity,
                message,
                path,
                span,
                start,
                end,
                fix,
                identity,
                url(listing),
                advice,
            )
        )
    return found
