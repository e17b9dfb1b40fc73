"""Rules by code, prefix and name, and the nearest good word to a bad one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from notelint.rules.base import Rule
from notelint.text.display import shorten

Rules = Sequence[Rule]

# Characters of a file that a message repeats: it may be a file that nobody meant to show
_LONGEST_QUOTE = 40


def quoted(text: str) -> str:
    """The user's word, in quotes, on one line."""
    return f'"{cut(text)}"'


def cut(text: str) -> str:
    """The start of a user's word, on one line."""
    line = " ".join(text[: _LONGEST_QUOTE * 4].split())
    return shorten(line, _LONGEST_QUOTE, kept=_LONGEST_QUOTE)


def cut_words(text: str) -> str:
    """A library's message with each long word in it cut."""
    return re.sub(r"\S+", lambda match: cut(match[0]), text)


def specificity(selector: str, rule: Rule) -> int:
    """How closely the selector names the rule: 0 not at all, 1 `ALL`, then prefixes by
    length, most by code or name.
    """
    if selector == rule.name:
        return len(rule.code) + 1
    if selector and rule.code.startswith(selector):
        return len(selector) + 1
    return int(selector == "ALL")


def rule_named(word: str, rules: Rules) -> Rule | None:
    """The rule of this code or name."""
    return next((rule for rule in rules if word in (rule.code, rule.name)), None)


def rule_words(rules: Rules) -> list[str]:
    """Every code and name, in the catalogue's order."""
    return [word for rule in rules for word in (rule.code, rule.name)]


def selector_words(rules: Rules) -> list[str]:
    """Every selector there is: `ALL`, the prefixes, the codes and names."""
    prefixes = sorted(
        {rule.code[:end] for rule in rules for end in range(1, len(rule.code))}
    )
    return ["ALL", *prefixes, *rule_words(rules)]


def no_rule(word: str, rules: Rules) -> str:
    """The message that there is no such rule, with the nearest one."""
    nearest = _nearest_rule(word, rules)
    hint = (
        f"the nearest is {nearest.code} {nearest.name}"
        if nearest
        else "notelint rule lists them"
    )
    return f"no rule {quoted(word)}: {hint}"


def _nearest_rule(word: str, rules: Rules) -> Rule | None:
    if code := re.fullmatch(r"([A-Z])-?(\d{1,9})", word.strip().upper(), re.ASCII):
        family = [rule for rule in rules if rule.code.startswith(code[1])]
        return min(
            family,
            key=lambda rule: abs(int(rule.code[1:]) - int(code[2])),
            default=None,
        )
    close = _close(
        word[:_LONGEST_QUOTE].strip().lower().replace("_", "-"),
        [rule.name for rule in rules],
    )
    return rule_named(close, rules)


def unknown(
    what: str, word: str, known: Iterable[str], elsewhere: Iterable[str] = ()
) -> str:
    """The message that a key or an option is unknown, with the nearest of `known`, or the
    one of this name in a section (`elsewhere`).
    """
    keys = list(known)
    moved = next((key for key in elsewhere if key.endswith("." + word)), "")
    if near := moved or _close(word, keys):
        return f"unknown {what} {quoted(word)}: did you mean {quoted(near)}?"
    return f"unknown {what} {quoted(word)}: there is {', '.join(keys)}"


def _close(word: str, known: Iterable[str]) -> str:
    from difflib import get_close_matches

    return next(iter(get_close_matches(word[:_LONGEST_QUOTE], list(known), n=1)), "")
