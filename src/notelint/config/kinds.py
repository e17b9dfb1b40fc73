"""What a value of the config may be: how it is checked, converted to its final form, and
described to editors.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple, Protocol

from notelint.config.names import (
    Rules,
    cut,
    no_rule,
    quoted,
    rule_named,
    selector_words,
    unknown,
)
from notelint.config.patterns import LONGEST
from notelint.rules.base import Option

Key = tuple[str, ...]
Place = tuple[str | int, ...]
Schema = dict[str, Any]

MOST_ITEMS = 1000  # of a list or a mapping
MOST = 10**9  # of a number: more seconds or bytes than anyone has

_NOUNS: dict[type, str] = {
    type(None): "nothing",
    str: "a string",
    int: "a number",
    float: "a number",
    list: "a list",
    dict: "a mapping",
}


class Mistake(NamedTuple):
    """What is wrong at a place in the data: in its value, or with `in_key` in the last key
    of the place.
    """

    place: Place
    message: str
    in_key: bool = False

    def under(self, *place: str | int) -> Mistake:
        """The same mistake, in data that has this data at a place."""
        return self._replace(place=place + self.place)


def _under(place: str | int, mistakes: Iterable[Mistake]) -> Iterator[Mistake]:
    for mistake in mistakes:
        yield mistake.under(place)


class Kind(Protocol):
    """A kind of value."""

    def check(self, value: object, rules: Rules) -> Iterator[Mistake]:
        """What is wrong with raw data."""

    def validated(self, value: Any, rules: Rules) -> dict[Key, Any]:
        """Right data as final values by their keys; the empty key for a value that is
        one whole.
        """

    def schema(self, rules: Rules) -> Schema:
        """What `check` says, as JSON Schema."""


def _noun(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return _NOUNS.get(type(value), f"a {type(value).__name__}")


def _spelled(value: object) -> str:
    """A plain value for a message; Python spells no number of thousands of digits."""
    try:
        return cut(str(value))
    except ValueError:
        return "a number of thousands of digits"


def _too_many(value: list[Any] | dict[str, Any]) -> Mistake:
    return Mistake((), f"expects {MOST_ITEMS} items or fewer, not {len(value)}")


def _expected(wanted: str, value: object) -> Mistake:
    return Mistake((), f"expects {wanted}, not {_noun(value)}")


def _no_mapping(wanted: str, value: object) -> Mistake | None:
    """The mistake where a value is no mapping of bounded size; nothing at all is one."""
    if isinstance(value, dict):
        return _too_many(value) if len(value) > MOST_ITEMS else None
    return None if value is None else _expected(wanted, value)


class Choice(NamedTuple):
    """One word of a few."""

    choices: tuple[str, ...]

    def check(self, value: object, _rules: Rules) -> Iterator[Mistake]:
        """Also takes false for `off`, which YAML 1.1 reads so."""
        if value in self.choices or ("off" in self.choices and value is False):
            return
        if isinstance(value, list | dict) or value is None:
            yield _expected("one of " + ", ".join(self.choices), value)
        else:
            shown = quoted(value) if isinstance(value, str) else _spelled(value).lower()
            yield Mistake((), f"{shown} is not one of {', '.join(self.choices)}")

    def validated(self, value: Any, _rules: Rules) -> dict[Key, Any]:
        """The word."""
        return {(): "off" if value is False else value}

    def schema(self, _rules: Rules) -> Schema:
        """An enum."""
        return {
            "enum": [*self.choices, False]
            if "off" in self.choices
            else list(self.choices)
        }


class Number(NamedTuple):
    """A number of `least` or more."""

    whole: bool = True
    least: int = 0

    def check(self, value: object, _rules: Rules) -> Iterator[Mistake]:
        """Takes 2.0 for a whole number, as JSON Schema does; never infinity."""
        wanted = f"a {'whole ' if self.whole else ''}number of {self.least} or more"
        if isinstance(value, bool) or not isinstance(value, int | float):
            yield _expected(wanted, value)
        elif not self.least <= value < float("inf") or (
            self.whole and value != int(value)
        ):
            yield Mistake((), f"expects {wanted}, not {_spelled(value)}")
        elif value > MOST:
            yield Mistake(
                (), f"expects a number of {MOST} or less, not {_spelled(value)}"
            )

    def validated(self, value: Any, _rules: Rules) -> dict[Key, Any]:
        """An int where it is whole."""
        return {(): int(value) if self.whole else value}

    def schema(self, _rules: Rules) -> Schema:
        """A type and a minimum."""
        return {
            "type": "integer" if self.whole else "number",
            "minimum": self.least,
            "maximum": MOST,
        }


class Flag(NamedTuple):
    """True or false."""

    def check(self, value: object, _rules: Rules) -> Iterator[Mistake]:
        """Takes no words: YAML has made booleans of on and off."""
        if not isinstance(value, bool):
            yield _expected("true or false", value)

    def validated(self, value: Any, _rules: Rules) -> dict[Key, Any]:
        """As it is."""
        return {(): value}

    def schema(self, _rules: Rules) -> Schema:
        """A boolean."""
        return {"type": "boolean"}


class Text(NamedTuple):
    """A string in which the regular expression `shape` is found, called `noun` in messages."""

    noun: str = "a string"
    shape: str = ""
    longest: int = LONGEST

    def check(self, value: object, _rules: Rules) -> Iterator[Mistake]:
        """The type, then the shape."""
        if not isinstance(value, str):
            yield _expected("a string", value)
        elif not re.search(self.shape, value):
            yield Mistake((), f"{quoted(value)} is not {self.noun}")
        elif len(value) > self.longest:
            yield Mistake(
                (), f"expects {self.longest} characters or fewer, not {len(value)}"
            )
        elif "\0" in value:
            yield Mistake((), f"{quoted(value)} holds a NUL character")

    def validated(self, value: Any, _rules: Rules) -> dict[Key, Any]:
        """As it is."""
        return {(): value}

    def schema(self, _rules: Rules) -> Schema:
        """A string, with its pattern."""
        pattern = {"pattern": self.shape} if self.shape else {}
        return {"type": "string", **pattern, "maxLength": self.longest}


class Selector(NamedTuple):
    """A code, a prefix of codes, a name, or `ALL`."""

    def check(self, value: object, rules: Rules) -> Iterator[Mistake]:
        """A word that selects at least one rule."""
        if value not in selector_words(rules):
            yield Mistake((), no_rule(str(value), rules))

    def validated(self, value: Any, _rules: Rules) -> dict[Key, Any]:
        """As it is written."""
        return {(): value}

    def schema(self, _rules: Rules) -> Schema:
        """A reference: the list is long, and needed three times."""
        return {"$ref": "#/definitions/selector"}


class RuleName(NamedTuple):
    """The code or the name of one rule."""

    def check(self, value: object, rules: Rules) -> Iterator[Mistake]:
        """A rule of the catalogue."""
        if not rule_named(str(value), rules):
            yield Mistake((), no_rule(str(value), rules))

    def validated(self, value: Any, rules: Rules) -> dict[Key, Any]:
        """The code."""
        rule = rule_named(value, rules)
        return {(): rule.code if rule else value}

    def schema(self, _rules: Rules) -> Schema:
        """A reference, as for selectors."""
        return {"$ref": "#/definitions/rule"}


class Listed(NamedTuple):
    """A list of strings of one kind.

    Nothing at all, as where every item is commented out, is a list left out.
    """

    item: Kind

    def check(self, value: object, rules: Rules) -> Iterator[Mistake]:
        """The list, then each item at its index."""
        if isinstance(value, str):
            yield Mistake(
                (), f"expects a list of strings, not a string: write [{quoted(value)}]"
            )
        elif isinstance(value, list) and len(value) > MOST_ITEMS:
            yield _too_many(value)
        elif isinstance(value, list):
            for index, item in enumerate(value):
                if isinstance(item, str):
                    yield from _under(index, self.item.check(item, rules))
                else:
                    yield _expected("a list of strings", item).under(index)
        elif value is not None:
            yield _expected("a list of strings", value)

    def validated(self, value: Any, rules: Rules) -> dict[Key, Any]:
        """A tuple, or nothing for nothing."""
        if value is None:
            return {}
        return {(): tuple(self.item.validated(item, rules)[()] for item in value)}

    def schema(self, rules: Rules) -> Schema:
        """An array."""
        return {
            "type": ["array", "null"],
            "items": self.item.schema(rules),
            "maxItems": MOST_ITEMS,
        }


class Mapped(NamedTuple):
    """A mapping from strings of one kind to values of another."""

    key: Kind
    value: Kind

    def check(self, value: object, rules: Rules) -> Iterator[Mistake]:
        """Each key, then its value."""
        mistake = _no_mapping("a mapping", value)
        if mistake:
            yield mistake
        if mistake or not isinstance(value, dict):
            return
        for key, inner in value.items():
            for wrong in self.key.check(key, rules):
                yield Mistake((key,), wrong.message, in_key=True)
            yield from _under(key, self.value.check(inner, rules))

    def validated(self, value: Any, rules: Rules) -> dict[Key, Any]:
        """One value for each final key."""
        values = {}
        for key, inner in (value or {}).items():
            final_key = self.key.validated(key, rules)[()]
            for rest, final in self.value.validated(inner, rules).items():
                values[final_key, *rest] = final
        return values

    def schema(self, rules: Rules) -> Schema:
        """An object of any keys that fit."""
        kinds = {
            "propertyNames": self.key.schema(rules),
            "additionalProperties": self.value.schema(rules),
        }
        return {"type": ["object", "null"], **kinds, "maxProperties": MOST_ITEMS}


class RuleOptions(NamedTuple):
    """`rules:`, from the rules' codes or names to their options."""

    def check(self, value: object, rules: Rules) -> Iterator[Mistake]:
        """The rules, whether they have options, and each option."""
        mistake = _no_mapping("a mapping from rules to their options", value)
        if mistake:
            yield mistake
        if mistake or not isinstance(value, dict):
            return
        for word, inner in value.items():
            rule = rule_named(word, rules)
            if rule is None:
                yield Mistake((word,), no_rule(word, rules), in_key=True)
            elif not rule.options:
                yield Mistake((word,), "this rule has no options")
            else:
                options = rule.options
                yield from _under(word, self._check_options(inner, options, rules))

    def _check_options(
        self, value: object, options: tuple[Option, ...], rules: Rules
    ) -> Iterator[Mistake]:
        mistake = _no_mapping("a mapping from options to values", value)
        if mistake:
            yield mistake
        if mistake or not isinstance(value, dict):
            return
        kinds = {option.name: kind_of(option) for option in options}
        for name, inner in value.items():
            if name in kinds:
                yield from _under(name, kinds[name].check(inner, rules))
            else:
                yield Mistake((name,), unknown("option", name, kinds), in_key=True)

    def validated(self, value: Any, rules: Rules) -> dict[Key, Any]:
        """One value for each rule's name and option."""
        values: dict[Key, Any] = {}
        for word, inner in (value or {}).items():
            rule = rule_named(word, rules)
            for option in rule.options if rule else ():
                if rule and option.name in (inner or {}):
                    final = kind_of(option).validated(inner[option.name], rules)
                    values[rule.name, option.name] = final[()]
        return values

    def schema(self, rules: Rules) -> Schema:
        """An object of the rules that have options, by code and by name."""
        properties = {
            word: _options_schema(one.options, rules)
            for one in rules
            if one.options
            for word in (one.code, one.name)
        }
        return {
            "type": ["object", "null"],
            "properties": properties,
            "additionalProperties": False,
        }


def _options_schema(options: tuple[Option, ...], rules: Rules) -> Schema:
    kinds = {
        option.name: {**kind_of(option).schema(rules), "default": option.default}
        for option in options
    }
    return {
        "type": ["object", "null"],
        "properties": kinds,
        "additionalProperties": False,
    }


def kind_of(option: Option) -> Kind:
    """The kind of a rule's option, by its default."""
    if isinstance(option.default, bool):
        return Flag()
    if isinstance(option.default, int | float):
        return Number(whole=isinstance(option.default, int))
    return Text()
