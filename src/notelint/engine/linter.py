"""One notebook, linted: the enabled rules run, then precedence and comments are applied,
and findings become diagnostics.

Each rule has half of the time that is left for all of them, so that none takes it from the
others: one that takes more is stopped and named in a finding X902, its findings dropped,
and the others are checked. When hardly any time is left the rest is skipped and named.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from notelint.config import Config, enabled_rules, options_of
from notelint.engine.findings import (
    RawFinding,
    code_and_name,
    diagnostics,
    listing_of,
    skipped_rules,
    unreadable,
)
from notelint.engine.precedence import apply_precedence
from notelint.engine.suppressions import Suppressions
from notelint.errors import UnreadableError
from notelint.notebook.model import Notebook
from notelint.notebook.reading import read
from notelint.rules.base import Context, Rule
from notelint.rules.catalogue import PRECEDENCE, RULES
from notelint.rules.context import RepoContext, Suppressed
from notelint.text.diagnostics import Applicability, Diagnostic, Finding
from notelint.text.limits import Limit, OverTimeError, seconds_for
from notelint.text.source import Source

_UNUSED = listing_of("X901")
_MARKER = listing_of("X903")
# Of the time that is left when a notebook is read; the rest is for what is made of their
# findings
_FOR_RULES = 0.85
_SHORTEST = 0.02  # of a notebook's time: a rule that would have less is skipped

Collect = Callable[[Notebook], RepoContext | None]


class LintResult(NamedTuple):
    """The diagnostics of a notebook, and the codes of the rules that were skipped
    because there was no time for them.
    """

    diagnostics: list[Diagnostic]
    skipped: frozenset[str] = frozenset()


class _RuleRun(NamedTuple):
    """What the rules found, which of them took too long, and which were skipped because no
    time was left.
    """

    findings: list[RawFinding]
    slow: list[Rule]
    rest: list[Rule]

    @property
    def skipped(self) -> frozenset[str]:
        """The codes of the rules that were not checked."""
        return frozenset(rule.code for rule in (*self.slow, *self.rest))


def check_text(
    text: str, path: str = "-", config: Config | None = None
) -> list[Diagnostic]:
    """The diagnostics of a text, in order.

    Rules that ask about files report nothing: nothing is known of the repository.

    Takes at most about 1.4 seconds of processor time for a text of up to 100,000
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

    `collect` is given the notebook and gathers what the repository tells of it, which does
    not count in its time; without it the rules that need this report nothing.
    """
    seconds = seconds_for(source.text)
    try:
        with Limit(seconds) as limit:
            notebook = limit.whole(lambda: read(source, config.notebook), "read")
            context = collect(notebook) if collect else None
            result = lint(notebook, config, context, limit=limit, seconds=seconds)
            return result.diagnostics
    except UnreadableError as error:
        return [unreadable(source.path, error)]


def lint(
    notebook: Notebook,
    config: Config,
    context: RepoContext | None,
    *,
    limit: Limit,
    seconds: float,
    layout: bool = False,
    without: Collection[str] = (),
) -> LintResult:
    """The diagnostics of one notebook, in so many seconds of a limit; without a context
    the rules that need one report nothing.

    For `layout` only the rules with layout fixes run, and those that go before them; those
    `without` do not. Where a merge left conflicts, these are all that is reported. Raises
    UnreadableError where the limit is over before all is reported.
    """
    suppressions = limit.whole(partial(Suppressions, notebook), "check")
    if conflicts := limit.whole(partial(_conflicts, notebook, suppressions), "check"):
        return LintResult(diagnostics(notebook, conflicts, config), frozenset())
    rules = _rules(notebook, config, layout=layout, without=without)
    for_rules = min(seconds, limit.left) * _FOR_RULES
    rule_run = _run_rules(notebook, rules, config, context, limit, for_rules)
    skipped = rule_run.skipped
    checked = [rule for rule in rules if rule.code not in skipped]
    reported = limit.whole(
        lambda: _reported(
            notebook,
            suppressions,
            checked,
            rule_run.findings,
            config,
            is_whole=not skipped,
        ),
        "check",
    )
    path = notebook.source.path
    notices = skipped_rules(path, rule_run.slow, rule_run.rest, seconds)
    return LintResult([*notices, *reported], skipped)


def _rules(
    notebook: Notebook, config: Config, *, layout: bool, without: Collection[str]
) -> list[Rule]:
    """The rules to run on a notebook."""
    enabled = enabled_rules(config, RULES, Path(notebook.source.path))
    rules = _enabled_rules(notebook, enabled)
    if layout:
        codes = {rule.code for rule in rules if Applicability.LAYOUT in rule.fixes}
        codes |= {first for first, second in PRECEDENCE if second in codes}
        rules = [rule for rule in rules if rule.code in codes]
    return [rule for rule in rules if rule.code not in without]


def _enabled_rules(notebook: Notebook, rules: Iterable[Rule]) -> list[Rule]:
    own = [rule for rule in rules if rule.checks_notebooks]
    if notebook.entries and notebook.preferences.entry != "off":
        return own
    return [rule for rule in own if not rule.needs_entries]


def _reported(
    notebook: Notebook,
    suppressions: Suppressions,
    rules: Sequence[Rule],
    findings: Sequence[RawFinding],
    config: Config,
    *,
    is_whole: bool,
) -> list[Diagnostic]:
    """The findings of these rules that neither another rule reports nor a comment
    suppresses.
    """
    kept = [
        raw
        for raw in apply_precedence(findings)
        if not _is_suppressed(raw, notebook, suppressions)
    ]
    # Last, for by now the comments that suppress something are known
    if _UNUSED in rules:
        kept += _unused_suppressions(
            notebook, suppressions, rules, config, is_whole=is_whole
        )
    return diagnostics(notebook, kept, config)


def _run_rules(
    notebook: Notebook,
    rules: Iterable[Rule],
    config: Config,
    context: RepoContext | None,
    limit: Limit,
    seconds: float,
) -> _RuleRun:
    """What these rules find, in so many seconds together; all or nothing of each."""
    rule_run = _RuleRun([], [], [])
    shortest, kept = seconds * _SHORTEST, limit.left - seconds
    for rule in rules:
        # X901 and X903 run by themselves: what they need is not known yet, or was asked
        # before
        if rule in (_UNUSED, _MARKER):
            continue
        if rule.context is Context.REQUIRED and context is None:
            continue
        share = (limit.left - kept) / 2
        if share < shortest:
            rule_run.rest.append(rule)
            continue
        arguments = (
            (notebook,) if rule.context is Context.UNUSED else (notebook, context)
        )
        check = partial(rule.check, *arguments, **options_of(config, rule))
        try:
            findings: list[Finding] = limit.run(partial(list, check()), share)
        except OverTimeError:
            rule_run.slow.append(rule)
            continue
        rule_run.findings.extend(RawFinding(rule, finding) for finding in findings)
    return rule_run


def _conflicts(notebook: Notebook, suppressions: Suppressions) -> list[RawFinding]:
    """X903, but for the conflicts that a comment allows by this rule's name."""
    line_of = notebook.source.line_of
    return [
        RawFinding(_MARKER, finding)
        for finding in _MARKER.check(notebook)
        if not suppressions.covers(
            line_of(finding.span.start), code_and_name(_MARKER), by_name=True
        )
    ]


def _is_suppressed(
    raw: RawFinding, notebook: Notebook, suppressions: Suppressions
) -> bool:
    line = notebook.source.line_of(raw.finding.span.start)
    return suppressions.covers(line, code_and_name(raw.rule))


def _unused_suppressions(
    notebook: Notebook,
    suppressions: Suppressions,
    rules: Sequence[Rule],
    config: Config,
    *,
    is_whole: bool,
) -> list[RawFinding]:
    """X901 for the comments that suppress nothing and name a rule that has run, or none.

    Comments about links may be needed on another day, when the network answers differently;
    comments without codes, where not all rules have run: unless the notebook `is_whole`ly
    checked.
    """
    comments = suppressions.unused()
    if not comments:
        return []
    reliable = [rule for rule in rules if not rule.needs_network]
    run_names = _casefolded_names(reliable)
    known_names = _casefolded_names(RULES)
    unused = []
    for comment in comments:
        selector = comment.selector.casefold()
        if selector in known_names and selector not in run_names:
            continue
        if selector or (is_whole and config.select is None):
            unused.append(comment)
    return _unused_findings(notebook, suppressions, unused)


def _casefolded_names(rules: Iterable[Rule]) -> set[str]:
    return {name.casefold() for rule in rules for name in code_and_name(rule)}


def _unused_findings(
    notebook: Notebook, suppressions: Suppressions, unused: Sequence[Suppressed]
) -> list[RawFinding]:
    findings = _UNUSED.check(notebook, RepoContext(unused=unused))
    return [
        RawFinding(_UNUSED, finding)
        for finding in findings
        if not suppressions.covers(
            notebook.source.line_of(finding.span.start),
            code_and_name(_UNUSED),
            finding.span,
        )
    ]
