"""`notelint rule`: what a rule wants, and why."""

from __future__ import annotations

import json
import sys

from notelint.errors import NotelintError
from notelint.rules.catalogue import LISTINGS, Listing
from notelint.rules.manual import as_row, page, table


def run(name: str | None, *, as_json: bool) -> int:
    """Print the page of one rule, or the table of all."""
    if name is None:
        rows = [as_row(listing) for listing in LISTINGS]
        sys.stdout.write(
            json.dumps(rows, indent=2) + "\n" if as_json else table(LISTINGS)
        )
        return 0
    listing = _named(name)
    sys.stdout.write(
        json.dumps({**as_row(listing), "page": listing.rule.page}, indent=2) + "\n"
        if as_json
        else page(listing)
    )
    return 0


def _named(name: str) -> Listing:
    for listing in LISTINGS:
        if name.casefold() in {listing.code.casefold(), listing.name}:
            return listing
    from difflib import get_close_matches

    known = {
        word.casefold(): listing
        for listing in LISTINGS
        for word in (listing.code, listing.name)
    }
    near = get_close_matches(name.casefold(), known, n=1)
    hint = (
        f": did you mean {known[near[0]].code} {known[near[0]].name}?"
        if near
        else ": notelint rule lists them all"
    )
    raise NotelintError(f'no rule "{name}"{hint}')
