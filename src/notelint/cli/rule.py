"""`notelint rule`: what a rule wants, and why."""

from __future__ import annotations

import json
import sys

from notelint.errors import NotelintError
from notelint.rules.base import Rule
from notelint.rules.catalogue import RULES
from notelint.rules.manual import as_row, page, table


def run(name: str | None, *, as_json: bool) -> int:
    """Print the page of one rule, or the table of all."""
    if name is None:
        rows = [as_row(rule) for rule in RULES]
        sys.stdout.write(json.dumps(rows, indent=2) + "\n" if as_json else table(RULES))
        return 0
    rule = _named(name)
    sys.stdout.write(
        json.dumps({**as_row(rule), "page": rule.page}, indent=2) + "\n"
        if as_json
        else page(rule)
    )
    return 0


def _named(name: str) -> Rule:
    for rule in RULES:
        if name.casefold() in {rule.code.casefold(), rule.name}:
            return rule
    from difflib import get_close_matches

    known = {word.casefold(): rule for rule in RULES for word in (rule.code, rule.name)}
    near = get_close_matches(name.casefold(), known, n=1)
    hint = (
        f": did you mean {known[near[0]].code} {known[near[0]].name}?"
        if near
        else ": notelint rule lists them all"
    )
    raise NotelintError(f'no rule "{name}"{hint}')
