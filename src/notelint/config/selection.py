"""Which rules speak in a file, with what options, and how bad their findings are."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from notelint.config.model import Config
from notelint.config.names import Rules, specificity
from notelint.config.patterns import fits
from notelint.rules.base import Enabled, Rule
from notelint.text.diagnostics import Severity

_ALL = 1  # what `specificity` gives for ALL


def selected(
    config: Config, rules: Rules, path: Path | None = None
) -> tuple[Rule, ...]:
    """The rules in force, in the catalogue's order; for the file `path`, also without
    those that `per-file-ignores` names.
    """
    ignored = _ignored_in(config, path) if path else ()
    return tuple(
        rule
        for rule in rules
        if rule.enabled is Enabled.ALWAYS
        or (_enabled(config, rule) and not _best(ignored, rule))
    )


def severity_of(config: Config, rule: Rule) -> Severity:
    """The severity of a rule's findings: as configured, else the rule's own,
    which some rules have another one of where they are selected by more than ALL.
    """
    if rule.code in config.severity:
        return config.severity[rule.code]
    if rule.selected_severity and _selecting(config, rule) > _ALL:
        return rule.selected_severity
    return rule.severity


def options_of(config: Config, rule: Rule) -> dict[str, bool | int | float | str]:
    """The options that the config sets for a rule, by the parameters of its signature."""
    given = config.rules.get(rule.name, {})
    return {
        option.parameter: given[option.name]
        for option in rule.options
        if option.name in given
    }


def _enabled(config: Config, rule: Rule) -> bool:
    selecting, ignoring = _selecting(config, rule), _best(config.ignore, rule)
    on_by_itself = config.select is None and rule.enabled is not Enabled.IF_SELECTED
    return selecting > ignoring or (on_by_itself and not ignoring)


def _selecting(config: Config, rule: Rule) -> int:
    """`ALL` asks nothing of the network: the N rules are selected by something closer."""
    best = _best((*(config.select or ()), *config.extend_select), rule)
    return 0 if best == _ALL and rule.needs_network else best


def _best(selectors: Iterable[str], rule: Rule) -> int:
    return max((specificity(selector, rule) for selector in selectors), default=0)


def _ignored_in(config: Config, path: Path) -> tuple[str, ...]:
    relative = config.relative(path) if config.per_file_ignores else ""
    return tuple(
        selector
        for pattern, selectors in config.per_file_ignores.items()
        if fits(pattern, relative)
        for selector in selectors
    )
