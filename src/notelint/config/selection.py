"""Which rules are enabled in a file, with what options, and how bad their findings are."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from notelint.config.model import Config
from notelint.config.names import Listings, specificity
from notelint.config.patterns import fits
from notelint.rules.catalogue import Listing, On
from notelint.text.diagnostics import Severity

_ALL = 1  # what `specificity` gives for ALL


def enabled_rules(
    config: Config, listings: Listings, path: Path | None = None
) -> tuple[Listing, ...]:
    """The enabled rules, in the catalogue's order; for the file `path`, also without
    those that `per-file-ignores` names.
    """
    ignored = _ignored_in(config, path) if path else ()
    return tuple(
        listing
        for listing in listings
        if listing.on is On.ALWAYS
        or (_enabled(config, listing) and not _best(ignored, listing))
    )


def severity_of(config: Config, listing: Listing) -> Severity:
    """The severity of a rule's findings: as configured, or the rule's own.

    A white-space rule, which is an info by itself, becomes a warning where a selector more
    specific than ALL selects it.
    """
    if listing.code in config.severity:
        return config.severity[listing.code]
    is_info = listing.code.startswith("W") and listing.severity is Severity.INFO
    if is_info and _selecting(config, listing) > _ALL:
        return Severity.WARNING
    return listing.severity


def options_of(config: Config, listing: Listing) -> dict[str, bool | int | float | str]:
    """The options that the config sets for a rule, by the parameters of its signature."""
    given = config.rules.get(listing.name, {})
    return {
        option.parameter: given[option.name]
        for option in listing.rule.options
        if option.name in given
    }


def _enabled(config: Config, listing: Listing) -> bool:
    selecting = _selecting(config, listing)
    ignoring = _best(config.ignore, listing)
    is_default = config.select is None and listing.on is not On.NO
    return selecting > ignoring or (is_default and not ignoring)


def _selecting(config: Config, listing: Listing) -> int:
    """How closely the config selects a rule.

    `ALL` does not select the rules that use the network (N).
    """
    best = _best((*(config.select or ()), *config.extend_select), listing)
    return 0 if best == _ALL and listing.code.startswith("N") else best


def _best(selectors: Iterable[str], listing: Listing) -> int:
    """How closely the closest of the selectors names a rule; 0 where none does."""
    return max((specificity(selector, listing) for selector in selectors), default=0)


def _ignored_in(config: Config, path: Path) -> tuple[str, ...]:
    relative = config.relative(path) if config.per_file_ignores else ""
    return tuple(
        selector
        for pattern, selectors in config.per_file_ignores.items()
        if fits(pattern, relative)
        for selector in selectors
    )
