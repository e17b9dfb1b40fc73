"""One notebook, judged: rules in force, who speaks first, what comments silence; findings become diagnostics."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

from notelint.config import Config, options_of, selected, severity_of
from notelint.diagnostics import Diagnostic, Finding
from notelint.errors import UnreadableError
from notelint.identity import identities, joined
from notelint.notebook import Notebook
from notelint.reader import read
from notelint.rules import LISTINGS, PRECEDENCE, Listing
from notelint.source import Position, Source, Span
from notelint.suppress import Suppressions
from notelint.surroundings import Surroundings

DOCS = "https://github.com/notelint/notelint/blob/main/docs/rules/"

_EVERYWHERE = "LFNX"  # the families that speak in a text without entries
_UNREADABLE = next(listing for listing in LISTINGS if listing.code == "X902")
_UNUSED = next(listing for listing in LISTINGS if listing.code == "X901")
_MARKER = next(listing for listing in LISTINGS if listing.code == "X903")
_UNUSED_FIGURE = next(listing for listing in LISTINGS if listing.code == "F306")
_OF_OTHER_THINGS = (_UNREADABLE, _UNUSED_FIGURE)  # rules that are not about a notebook

Collect = Callable[[Notebook], Surroundings | None]


class Spoken(NamedTuple):
    """A finding and the rule that made it."""

    listing: Listing
    finding: Finding


def check_text(text: str, path: str = "-", config: Config | None = None) -> list[Diagnostic]:
    """The diagnostics of a text, in order. Rules that ask about files are silent: nothing is known of the world around it."""
    return check(Source.from_text(text, path), config or Config())


def check(source: Source, config: Config, collect: Collect | None = None) -> list[Diagnostic]:
    """The diagnostics of one source, in the order of their places.

    `collect` is handed the notebook and gathers what is to be known of its surroundings; without it the rules that need it are silent.
    """
    try:
        notebook = read(source, config.notebook)
    except UnreadableError as error:
        return [unreadable(source.path, error)]
    return judge(notebook, config, collect(notebook) if collect else None)


def judge(notebook: Notebook, config: Config, surroundings: Surroundings | None, *, layout: bool = False) -> list[Diagnostic]:
    """The diagnostics of one notebook; without surroundings the rules that need them are silent.

    For `layout` only the rules with layout fixes are asked, and those that speak in their place. Where a merge left conflicts, these are
    all that is reported.
    """
    suppressions = Suppressions(notebook)
    if conflicts := _conflicts(notebook, suppressions):
        return diagnostics(notebook, conflicts, config)
    listings = _in_force(notebook, selected(config, LISTINGS, Path(notebook.source.path)))
    if layout:
        codes = {listing.code for listing in listings if "layout" in listing.fix}
        codes |= {first for first, second in PRECEDENCE if second in codes}
        listings = [listing for listing in listings if listing.code in codes]
    spoken = _heard(_speak(notebook, listings, config, surroundings))
    spoken = [each for each in spoken if not _is_silenced(each, notebook, suppressions)]
    if _UNUSED in listings:
        spoken += _unused(notebook, suppressions, listings, config)
    return diagnostics(notebook, spoken, config)


def unreadable(path: str, error: UnreadableError) -> Diagnostic:
    """The diagnostic of a file that cannot be judged."""
    finding = next(iter(_UNREADABLE.rule.check(error)))
    place = Position(error.line, 1)
    identity = joined("X902", path, finding.message)
    return Diagnostic(
        *_who(_UNREADABLE), _UNREADABLE.severity, finding.message, path, finding.span, place, place, None, identity, url(_UNREADABLE)
    )


def judges_figures(config: Config, path: str) -> bool:
    """Whether the rule about figures that nobody shows is in force for a path."""
    return bool(selected(config, (_UNUSED_FIGURE,), Path(path)))


def check_figure(path: str, config: Config, surroundings: Surroundings) -> list[Diagnostic]:
    """The diagnostics of a figure's file, whose own the surroundings are."""
    if not judges_figures(config, path):
        return []
    place, severity = Position(1, 1), severity_of(config, _UNUSED_FIGURE)
    return [
        Diagnostic(
            *_who(_UNUSED_FIGURE),
            severity,
            finding.message,
            path,
            finding.span,
            place,
            place,
            None,
            joined(_UNUSED_FIGURE.code, surroundings.path),
            url(_UNUSED_FIGURE),
            finding.help,
        )
        for finding in _UNUSED_FIGURE.rule.check(surroundings)
    ]


def url(listing: Listing) -> str:
    """The rule's page."""
    return f"{DOCS}{listing.code}.md"


def _who(listing: Listing) -> tuple[str, str]:
    return listing.code, listing.name


def _in_force(notebook: Notebook, listings: Iterable[Listing]) -> list[Listing]:
    own = [each for each in listings if each not in _OF_OTHER_THINGS]
    is_notebook = bool(notebook.entries) and notebook.preferences.entry != "off"
    return own if is_notebook else [each for each in own if each.code[0] in _EVERYWHERE]


def _speak(notebook: Notebook, listings: Iterable[Listing], config: Config, surroundings: Surroundings | None) -> list[Spoken]:
    spoken = []
    for listing in listings:
        if listing in (_UNUSED, _MARKER) or (listing.rule.needs_surroundings and surroundings is None):
            continue
        arguments = (notebook, surroundings) if listing.rule.wants_surroundings else (notebook,)
        spoken += [Spoken(listing, finding) for finding in listing.rule.check(*arguments, **options_of(config, listing))]
    return spoken


def _conflicts(notebook: Notebook, suppressions: Suppressions) -> list[Spoken]:
    """X903, but for the conflicts that a comment allows by this rule's name."""
    lines = notebook.source.line_of
    return [
        Spoken(_MARKER, finding)
        for finding in _MARKER.rule.check(notebook)
        if not suppressions.covers(lines(finding.span.start), _who(_MARKER), by_name=True)
    ]


def _heard(spoken: Sequence[Spoken]) -> list[Spoken]:
    """Without the findings that another rule, which speaks first, has a finding on the same place for."""
    places: dict[str, list[Span]] = {}
    for each in spoken:
        start, end = each.finding.span
        places.setdefault(each.listing.code, []).append(Span(start, max(end, start + 1)))
    silent = {
        loser: _Spans(span for first, second in PRECEDENCE if second == loser for span in places.get(first, ()))
        for loser in {loser for _, loser in PRECEDENCE}
    }
    return [each for each in spoken if each.listing.code not in silent or not silent[each.listing.code].meet(each.finding.span)]


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


def _is_silenced(each: Spoken, notebook: Notebook, suppressions: Suppressions) -> bool:
    line = notebook.source.line_of(each.finding.span.start)
    return suppressions.covers(line, (each.listing.code, each.listing.name))


def _unused(notebook: Notebook, suppressions: Suppressions, listings: Sequence[Listing], config: Config) -> list[Spoken]:
    """X901, but for rules that were not asked today, and those that say today this and tomorrow that: their comments may well be needed."""
    asked = {word.casefold() for listing in listings for word in _who(listing) if not listing.code.startswith("N")}
    known = {word.casefold() for listing in LISTINGS for word in _who(listing)}
    unused = [
        each
        for each in suppressions.unused()
        if (each.selector.casefold() in asked or each.selector.casefold() not in known) and (each.selector or config.select is None)
    ]
    findings = _UNUSED.rule.check(notebook, Surroundings(unused=unused))
    return [
        Spoken(_UNUSED, finding)
        for finding in findings
        if not suppressions.covers(notebook.source.line_of(finding.span.start), _who(_UNUSED), finding.span)
    ]


def diagnostics(notebook: Notebook, spoken: Iterable[Spoken], config: Config) -> list[Diagnostic]:
    """Findings as readers see them, in the order of their places; those that are alike within an entry are counted apart."""
    ordered = sorted(spoken, key=lambda each: (each.finding.span, each.listing.code))
    names = identities(notebook, ((each.listing.code, each.finding.span) for each in ordered))
    found = []
    for (listing, finding), identity in zip(ordered, names, strict=True):
        start, end = (notebook.source.position(offset) for offset in finding.span)
        severity = severity_of(config, listing)
        message, path = finding.message, notebook.source.path
        found.append(
            Diagnostic(*_who(listing), severity, message, path, finding.span, start, end, finding.fix, identity, url(listing), finding.help)
        )
    return found
