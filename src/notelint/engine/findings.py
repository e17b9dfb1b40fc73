"""What the rules find, as readers see it: findings become diagnostics, with a place, a
severity and an identity.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from notelint.config import Config, enabled_rules, severity_of
from notelint.engine.fingerprints import identities, joined
from notelint.errors import UnreadableError
from notelint.notebook.model import Notebook
from notelint.rules.base import Rule
from notelint.rules.catalogue import RULES
from notelint.rules.context import RepoContext
from notelint.text.diagnostics import Diagnostic, Finding, Severity
from notelint.text.source import Position

DOCS = "https://github.com/notelint/notelint/blob/main/docs/rules/"
UNREADABLE = "X902"  # of a file that cannot be read, and of a rule that took too long


class RawFinding(NamedTuple):
    """A finding and the rule that made it."""

    rule: Rule
    finding: Finding


def listing_of(code: str) -> Rule:
    """The rule with a code."""
    return next(rule for rule in RULES if rule.code == code)


_UNREADABLE = listing_of(UNREADABLE)
_UNUSED_FIGURE = listing_of("F306")


def url(rule: Rule) -> str:
    """The rule's page."""
    return f"{DOCS}{rule.code}.md"


def code_and_name(rule: Rule) -> tuple[str, str]:
    """What a comment may name a rule by."""
    return rule.code, rule.name


def diagnostics(
    notebook: Notebook, findings: Iterable[RawFinding], config: Config
) -> list[Diagnostic]:
    """The diagnostics of findings, in the order of their places; those that are alike
    within an entry are counted apart.
    """
    ordered = sorted(findings, key=lambda raw: (raw.finding.span, raw.rule.code))
    names = identities(notebook, ((raw.rule.code, raw.finding.span) for raw in ordered))
    return [
        _diagnostic(notebook, raw, config, identity)
        for raw, identity in zip(ordered, names, strict=True)
    ]


def _diagnostic(
    notebook: Notebook, raw: RawFinding, config: Config, identity: str
) -> Diagnostic:
    source = notebook.source
    span, message, fix, advice = raw.finding.printable
    return Diagnostic(
        *code_and_name(raw.rule),
        severity_of(config, raw.rule),
        message,
        source.path,
        span,
        source.position(span.start),
        source.position(span.end),
        fix,
        identity,
        url(raw.rule),
        advice,
    )


def unreadable(path: str, error: UnreadableError) -> Diagnostic:
    """The diagnostic of a file that cannot be linted."""
    finding = next(iter(_UNREADABLE.check(error))).printable
    identity = joined(UNREADABLE, path, finding.message)
    return _of_a_file(
        _UNREADABLE, _UNREADABLE.severity, finding, path, error.line, identity
    )


def skipped_rules(
    path: str, slow: Sequence[Rule], rest: Sequence[Rule], seconds: float
) -> list[Diagnostic]:
    """The diagnostics of rules that were not checked: of each that was `slow`, and of the
    `rest`, for which no time was left.
    """
    messages = [
        f"{rule.code} {rule.name} takes too long here and was skipped: split the file, or ignore the rule"
        for rule in slow
    ]
    if rest:
        codes = ", ".join(rule.code for rule in rest)
        messages.append(
            f"checking takes more than {seconds:.3g} seconds, and these rules were skipped: {codes}: split the file, or ignore slow rules"
        )
    return [unreadable(path, UnreadableError(message)) for message in messages]


def checks_figures(config: Config, path: str) -> bool:
    """Whether the rule about figures that no notebook shows is enabled for a path."""
    return bool(enabled_rules(config, (_UNUSED_FIGURE,), Path(path)))


def check_figure(path: str, config: Config, context: RepoContext) -> list[Diagnostic]:
    """The diagnostics of a figure's file, in its own context."""
    if not checks_figures(config, path):
        return []
    severity = severity_of(config, _UNUSED_FIGURE)
    identity = joined(_UNUSED_FIGURE.code, context.path)
    return [
        _of_a_file(_UNUSED_FIGURE, severity, finding.printable, path, 1, identity)
        for finding in _UNUSED_FIGURE.check(context)
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
    position = Position(line, 1)
    span, message, _, advice = finding
    return Diagnostic(
        *code_and_name(rule),
        severity,
        message,
        path,
        span,
        position,
        position,
        None,
        identity,
        url(rule),
        advice,
    )
