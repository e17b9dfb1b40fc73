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
from notelint.rules.base import Context, Rule
from notelint.rules.catalogue import PRECEDENCE, RULES
from notelint.rules.context import RepoContext
from notelint.text.diagnostics import Applicability, Diagnostic, Finding, Severity
from notelint.text.limits import Limit, OverTimeError, seconds_for
from notelint.text.source import Position, Source, Span

DOCS = f"{REPOSITORY_URL}/blob/main/docs/rules/"

UNREADABLE = "X902"  # of a file that cannot be read, and of a rule that took too long
_UNREADABLE = next(rule for rule in RULES if rule.code == UNREADABLE)
_UNUSED = next(rule for rule in RULES if rule.code == "X901")
_MARKER = next(rule for rule in RULES if rule.code == "X903")
_UNUSED_FIGURE = next(rule for rule in RULES if rule.code == "F306")
# Of the time that is left when a notebook is read; the rest is for what is made of their
# findings
_FOR_RULES = 0.85
_SHORTEST = 0.02  # of a notebook's time: a rule that would have less is skipped

Collect = Callable[[Notebook], RepoContext | None]


class RawFinding(NamedTuple):
    """A finding and the rule that made it."""

    rule: Rule
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
    slow: list[Rule]
    rest: list[Rule]


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
    rules = _enabled_rules(
        notebook, enabled_rules(config, RULES, Path(notebook.source.path))
    )
    if layout:
        codes = {rule.code for rule in rules if Applicability.LAYOUT in rule.fixes}
        codes |= {first for first, second in PRECEDENCE if second in codes}
        rules = [rule for rule in rules if rule.code in codes]
    rules = [rule for rule in rules if rule.code not in without]
    asked = _run_rules(
        notebook,
        rules,
        config,
        surroundings,
        limit,
        min(seconds, limit.left) * _FOR_RULES,
    )
    skipped = frozenset(rule.code for rule in (*asked.slow, *asked.rest))
    checked = [each for each in rules if each.code not in skipped]
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
    rules: Sequence[Rule],
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
    if _UNUSED in rules:
        told += _unused_suppressions(
            notebook, suppressions, rules, config, is_whole=is_whole
        )
    return diagnostics(notebook, told, config)


def _skipped(path: str, asked: _RuleRun, seconds: float) -> Iterator[Diagnostic]:
    """What is said of the rules that were not checked."""
    for rule in asked.slow:
        message = f"{' '.join(_code_and_name(rule))} takes too long here and was skipped: split the file, or ignore the rule"
        yield unreadable(path, UnreadableError(message))
    if asked.rest:
        names = ", ".join(rule.code for rule in asked.rest)
        message = f"checking takes more than {seconds:.3g} seconds, and these rules were skipped: {names}: split the file, or ignore slow rules"
        yield unreadable(path, UnreadableError(message))


def unreadable(path: str, error: UnreadableError) -> Diagnostic:
    """The diagnostic of a file that cannot be judged."""
    finding = next(iter(_UNREADABLE.check(error))).printable
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
        for finding in _UNUSED_FIGURE.check(surroundings)
    ]


def _of_a_file(
    rule: Rule,
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
        *_code_and_name(rule),
        severity,
        message,
        path,
        span,
        place,
        place,
        None,
        identity,
        url(rule),
        advice,
    )


def url(rule: Rule) -> str:
    """The rule's page."""
    return f"{DOCS}{rule.code}.md"


def _code_and_name(rule: Rule) -> tuple[str, str]:
    return rule.code, rule.name


def _enabled_rules(notebook: Notebook, rules: Iterable[Rule]) -> list[Rule]:
    own = [rule for rule in rules if rule.checks_notebooks]
    is_notebook = bool(notebook.entries) and notebook.preferences.entry != "off"
    return own if is_notebook else [rule for rule in own if not rule.needs_entries]


def _run_rules(
    notebook: Notebook,
    rules: Iterable[Rule],
    config: Config,
    surroundings: RepoContext | None,
    limit: Limit,
    seconds: float,
) -> _RuleRun:
    """What these rules say, in so many seconds together; all or nothing of each."""
    asked = _RuleRun([], [], [])
    shortest, kept = seconds * _SHORTEST, limit.left - seconds
    for rule in rules:
        if rule in (_UNUSED, _MARKER) or (
            rule.context is Context.REQUIRED and surroundings is None
        ):
            continue
        mine = (limit.left - kept) / 2
        if mine < shortest:
            asked.rest.append(rule)
            continue
        arguments = (
            (notebook,) if rule.context is Context.UNUSED else (notebook, surroundings)
        )
        check = partial(rule.check, *arguments, **options_of(config, rule))
        try:
            findings: list[Finding] = limit.run(partial(list, check()), mine)
        except OverTimeError:
            asked.slow.append(rule)
            continue
        asked.spoken.extend(RawFinding(rule, finding) for finding in findings)
    return asked


def _conflicts(notebook: Notebook, suppressions: Suppressions) -> list[RawFinding]:
    """X903, but for the conflicts that a comment allows by this rule's name."""
    lines = notebook.source.line_of
    return [
        RawFinding(_MARKER, finding)
        for finding in _MARKER.check(notebook)
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
        places.setdefault(each.rule.code, []).append(Span(start, max(end, start + 1)))
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
        if each.rule.code not in silent
        or not silent[each.rule.code].meet(each.finding.span)
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
    return suppressions.covers(line, (each.rule.code, each.rule.name))


def _unused_suppressions(
    notebook: Notebook,
    suppressions: Suppressions,
    rules: Sequence[Rule],
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
        for rule in rules
        for word in _code_and_name(rule)
        if not rule.needs_network
    }
    known = {word.casefold() for rule in RULES for word in _code_and_name(rule)}
    unused = [
        each
        for each in suppressions.unused()
        if (each.selector.casefold() in asked or each.selector.casefold() not in known)
        and (each.selector or (is_whole and config.select is None))
    ]
    findings = _UNUSED.check(notebook, RepoContext(unused=unused))
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
    ordered = sorted(spoken, key=lambda each: (each.finding.span, each.rule.code))
    names = identities(
        notebook, ((each.rule.code, each.finding.span) for each in ordered)
    )
    found = []
    path = notebook.source.path
    for (rule, raw), identity in zip(ordered, names, strict=True):
        span, message, fix, advice = raw.printable
        start, end = (notebook.source.position(offset) for offset in span)
        severity = severity_of(config, rule)
        found.append(
            Diagnostic(
                *_code_and_name(rule),
                severity,
                message,
                path,
                span,
                start,
                end,
                fix,
                identity,
                url(rule),
                advice,
            )
        )
    return found
