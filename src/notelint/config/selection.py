"""Which rules are enabled in a file, with what options, and how bad their findings are."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from notelint.config.model import Config
from notelint.config.names import Rules, specificity
from notelint.config.patterns import fits
from notelint.rules.base import Enabled, Rule
from notelint.text.diagnostics import Severity

_ALL = 1  # what `specificity` gives for ALL


def enabled_rules(
    config: Config, rules: Rules, path: Path | None = None
) -> tuple[Rule, ...]:
    """The enabled rules, in the catalogue's order; for the file `path`, also without
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
    """The severity of a rule's findings: as configured, or the rule's own.

    A white-space rule, which is an info by itself, becomes a warning where a selector more
    specific than ALL selects it.
    """
    if rule.code in config.severity:
        return config.severity[rule.code]
    is_info = rule.code.startswith("W") and rule.severity is Severity.INFO
    if is_info and _selecting(config, rule) > _ALL:
        return Severity.WARNING
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
    selecting = _selecting(config, rule)
    ignoring = _best(config.ignore, rule)
    is_default = config.select is None and rule.enabled is not Enabled.IF_SELECTED
    return selecting > ignoring or (is_default and not ignoring)


def _selecting(config: Config, rule: Rule) -> int:
    """How closely the config selects a rule.

    `ALL` does not select the rules that use the network (N).
    """
    best = _best((*(config.select or ()), *config.extend_select), rule)
    return 0 if best == _ALL and rule.code.startswith("N") else best


def _best(selectors: Iterable[str], rule: Rule) -> int:
    """How closely the closest of the selectors names a rule; 0 where none does."""
    return max((specificity(selector, rule) for selector in selectors), default=0)


def _ignored_in(config: Config, path: Path) -> tuple[str, ...]:
    relative = config.relative(path) if config.per_file_ignores else ""
    return tuple(
        selector
        for pattern, selectors in config.per_file_ignores.items()
        if fits(pattern, relative)
        for selector in selectors
    )
