"""The manual: a page a rule and a table of all, made of the rules' docstrings, for the
terminal and for `docs/rules/`.
"""

from __future__ import annotations

from collections.abc import Iterable

from notelint.rules.catalogue import FAMILIES, Listing, On

_WHEN = {
    On.YES: "on",
    On.NO: "off unless selected",
    On.AUTO: "on where the notebook's own habit makes it a defect",
    On.ALWAYS: "always on",
}
_FIXES = {
    "": "none",
    "layout": "layout",
    "safe": "safe",
    "unsafe": "unsafe",
    "layout, safe": "layout or safe",
}


def as_row(listing: Listing) -> dict[str, object]:
    """A rule's row, for programs."""
    options = {option.name: option.default for option in listing.rule.options}
    return {
        "code": listing.code,
        "name": listing.name,
        "on": listing.on.value,
        "severity": listing.severity.value,
        "fix": listing.fix,
        "summary": listing.rule.summary,
        "options": options,
    }


def page(listing: Listing) -> str:
    """A rule's manual page, in Markdown: what `notelint rule NAME` prints and what
    `docs/rules/` holds.
    """
    facts = (
        f"{listing.severity.value} · {_WHEN[listing.on]} · fix: {_FIXES[listing.fix]}"
    )
    options = "".join(
        f"- `{option.name}`: {option.default}\n" for option in listing.rule.options
    )
    return f"# {listing.code} {listing.name}\n\n{facts}\n\n{listing.rule.page}" + (
        f"\nOptions:\n\n{options}" if options else ""
    )


def table(listings: Iterable[Listing]) -> str:
    """All rules, a line each, in columns."""
    rows = [
        (
            each.code,
            each.name,
            each.on.value,
            each.severity.value,
            each.fix or "-",
            each.rule.summary,
        )
        for each in listings
    ]
    rows.insert(0, ("code", "name", "on", "severity", "fix", "what it wants"))
    widths = [max(len(row[column]) for row in rows) for column in range(5)]
    return "".join(
        "  ".join(
            [
                *(cell.ljust(width) for cell, width in zip(row, widths, strict=False)),
                row[5],
            ]
        )
        + "\n"
        for row in rows
    )


def index(listings: Iterable[Listing]) -> str:
    """The index of `docs/rules/`: a table a family."""
    listings = list(listings)
    parts = [
        "# Rules\n\nA code is for ever; code and name are accepted everywhere. `notelint rule CODE` prints a page.\n"
    ]
    for letter, name in FAMILIES.items():
        mine = [each for each in listings if each.code.startswith(letter)]
        if mine:
            head = f"\n## {letter} {name}\n\n| code | name | on | severity | fix | what it wants |\n|---|---|---|---|---|---|\n"
            parts.append(head + "".join(_index_row(each) for each in mine))
    return "".join(parts)


def _index_row(each: Listing) -> str:
    cells = (
        f"[{each.code}]({each.code}.md)",
        each.name,
        each.on.value,
        each.severity.value,
        each.fix or "–",
        each.rule.summary,
    )
    return f"| {' | '.join(cells)} |\n"
