"""The manual: a page for each rule and a table of all, made of the rules' docstrings, for
the terminal and for `docs/rules/`.
"""

from __future__ import annotations

from collections.abc import Iterable

from notelint.rules.base import Enabled, Rule
from notelint.rules.catalogue import FAMILIES

_WHEN = {
    Enabled.BY_DEFAULT: "on",
    Enabled.IF_SELECTED: "off unless selected",
    Enabled.BY_HABIT: "on where the notebook's own habit makes it a defect",
    Enabled.ALWAYS: "always on",
}
_COLUMNS = ("code", "name", "on", "severity", "fix", "what it wants")
_INDEX_HEAD = """# Rules

A code is for ever; code and name are accepted everywhere. `notelint rule CODE` prints a page.
"""


def as_row(rule: Rule) -> dict[str, object]:
    """A rule's row, for programs."""
    options = {option.name: option.default for option in rule.options}
    return {
        "code": rule.code,
        "name": rule.name,
        "on": rule.enabled.value,
        "severity": rule.severity.value,
        "fix": rule.fix,
        "summary": rule.summary,
        "options": options,
    }


def page(rule: Rule) -> str:
    """A rule's manual page, in Markdown: what `notelint rule NAME` prints and what
    `docs/rules/` holds.
    """
    fix = " or ".join(rule.fixes) or "none"
    facts = f"{rule.severity.value} · {_WHEN[rule.enabled]} · fix: {fix}"
    text = f"# {rule.code} {rule.name}\n\n{facts}\n\n{rule.page}"
    if rule.options:
        text += "\nOptions:\n\n"
    for option in rule.options:
        text += f"- `{option.name}`: {option.default}\n"
    return text


def table(rules: Iterable[Rule]) -> str:
    """All rules, a line each, in columns."""
    rows = [
        (rule.code, rule.name, *_facts(rule, no_fix="-"), rule.summary)
        for rule in rules
    ]
    rows.insert(0, _COLUMNS)
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    widths[-1] = 0  # nothing comes after the last column
    lines = []
    for row in rows:
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=True)]
        lines.append("  ".join(cells) + "\n")
    return "".join(lines)


def index(rules: Iterable[Rule]) -> str:
    """The index of `docs/rules/`: a table for each family."""
    rules = list(rules)
    parts = [_INDEX_HEAD]
    for letter, family in FAMILIES.items():
        rows = [_index_row(rule) for rule in rules if rule.code.startswith(letter)]
        if rows:
            parts.append(f"\n## {letter} {family}\n\n| {' | '.join(_COLUMNS)} |\n")
            parts.append("|---" * len(_COLUMNS) + "|\n")
            parts += rows
    return "".join(parts)


def _index_row(rule: Rule) -> str:
    link = f"[{rule.code}]({rule.code}.md)"
    cells = (link, rule.name, *_facts(rule, no_fix="–"), rule.summary)
    return f"| {' | '.join(cells)} |\n"


def _facts(rule: Rule, *, no_fix: str) -> tuple[str, str, str]:
    return rule.enabled.value, rule.severity.value, rule.fix or no_fix
