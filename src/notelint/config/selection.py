"""Which rules speak in a file, with what options, and how bad their findings are."""

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
    """The rules in force, in the catalogue's order; for the file `path`, also without
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
    """The severity of a rule's findings: as configured, else the rule's own; a
    white-space rule that is selected by more than ALL warns.
    """
    if listing.code in config.severity:
        return config.severity[listing.code]
    if (
        listing.code.startswith("W")
        and listing.severity is Severity.INFO
        and _selecting(config, listing) > _ALL
    ):
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
    selecting, ignoring = _selecting(config, listing), _best(config.ignore, listing)
    on_by_itself = config.select is None and listing.on is not On.NO
    return selecting > ignoring or (on_by_itself and not ignoring)


def _selecting(config: Config, listing: Listing) -> int:
    """`ALL` asks nothing of the network: the N rules are selected by something closer."""
    best = _best((*(config.select or ()), *config.extend_select), listing)
    return 0 if best == _ALL and listing.code.startswith("N") else best


def _best(selectors: Iterable[str], listing: Listing) -> int:
    return max((specificity(selector, listing) for selector in selectors), default=0)


def _ignored_in(config: Config, path: Path) -> tuple[str, ...]:
    relative = config.relative(path) if config.per_file_ignores else ""
    return tuple(
        selector
        for pattern, selectors in config.per_file_ignores.items()
        if fits(pattern, relative)
        for selector in selectors
    )
