"""What a file, the environment and the command line say, each checked, and laid one over
the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any, NamedTuple

from notelint.config.documents import Document
from notelint.config.kinds import (
    MOST_ITEMS,
    Flag,
    Key,
    Kind,
    Listed,
    Mapped,
    Mistake,
    Number,
    kind_of,
)
from notelint.config.names import Rules, cut, unknown
from notelint.config.settings import SETTINGS
from notelint.errors import ConfigError

_PREFIX = "NOTELINT_"
_OWN_PREFIXES = (
    "NOTELINT_NOTEBOOK_",
    "NOTELINT_RULES_",
)  # other programs' NOTELINT_ variables are left alone
_MOST_MISTAKES = 100  # that are printed
_ADDED = {("extend-select",), ("ignore",), ("exclude",)}
_RESET_BY_SELECT = {("extend-select",), ("ignore",)}
_SECTIONS = tuple(
    dict.fromkeys(setting.section for setting in SETTINGS if setting.section)
)
_KEYS = tuple(dict.fromkeys(setting.section or setting.key for setting in SETTINGS))


class Layer(NamedTuple):
    """Settled values by their keys, one for each list, word, number, and entry of a
    mapping; and where each comes from.
    """

    values: dict[Key, Any]
    origins: dict[Key, str]


class Override(NamedTuple):
    """A value of the command line or the environment, and the name of its option or
    variable.
    """

    key: Key
    kind: Kind
    value: object
    origin: str


def from_document(document: Document, rules: Rules) -> Layer:
    """A file's layer. Raises ConfigError with a line for each mistake in the file."""
    mistakes = [
        (document.at(mistake.place), _with_key(mistake))
        for mistake in _mistakes(document.data, rules)
    ]
    mistakes += [
        (f"{document.label}:{line}", message) for line, message in document.twice
    ]
    if mistakes:
        mistakes.sort(key=lambda mistake: int(mistake[0].rpartition(":")[2]))
        raise ConfigError(
            "\n".join(
                f"{place}: {message}" for place, message in mistakes[:_MOST_MISTAKES]
            )
        )
    data, layer = document.data or {}, Layer({}, {})
    for setting in SETTINGS:
        section = (data.get(setting.section) if setting.section else data) or {}
        if setting.name not in section:
            continue
        key = tuple(setting.key.split("."))
        for rest, value in setting.kind.validated(section[setting.name], rules).items():
            layer.values[*key, *rest] = value
            layer.origins[*key, *rest] = document.at(
                _written(document, key, rest, rules)
            )
    return layer


def _written(document: Document, key: Key, rest: Key, rules: Rules) -> Key:
    """The place of a settled key, which has a rule's code for its name or the other way
    round.
    """
    if not rest:
        return key
    same = {
        word
        for rule in rules
        if rest[0] in (rule.code, rule.name)
        for word in (rule.code, rule.name)
    }
    places = ((*key, word, *rest[1:]) for word in (rest[0], *same))
    return next((place for place in places if place in document.lines), key)


def _with_key(mistake: Mistake) -> str:
    place = mistake.place[:-1] if mistake.in_key else mistake.place
    shown = ".".join(cut(part) for part in place if isinstance(part, str))
    return f"{shown}: {mistake.message}" if shown else mistake.message


def _mistakes(data: object, rules: Rules) -> Iterator[Mistake]:
    if not isinstance(data, dict):
        if data is not None:
            yield Mistake((), "expects keys and values, as in fail-on: error")
        return
    dotted = [setting.key for setting in SETTINGS]
    yield from (
        Mistake((key,), unknown("key", key, _KEYS, dotted), in_key=True)
        for key in islice(data, MOST_ITEMS)
        if key not in _KEYS
    )
    yield from _in_section("", data, rules)
    for section in _SECTIONS:
        inner = data.get(section)
        names = [setting.name for setting in SETTINGS if setting.section == section]
        if isinstance(inner, dict):
            strange = (key for key in islice(inner, MOST_ITEMS) if key not in names)
            yield from (
                Mistake((section, key), unknown("key", key, names), in_key=True)
                for key in strange
            )
            yield from (
                mistake.under(section) for mistake in _in_section(section, inner, rules)
            )
        elif inner is not None:
            yield Mistake((section,), f"expects keys and values: {', '.join(names)}")


def _in_section(
    section: str, data: dict[str, object], rules: Rules
) -> Iterator[Mistake]:
    for setting in SETTINGS:
        if setting.section == section and setting.name in data:
            yield from (
                mistake.under(setting.name)
                for mistake in setting.kind.check(data[setting.name], rules)
            )


def from_options(overrides: Mapping[str, object], rules: Rules) -> Layer:
    """The command line's layer, from values by dotted keys; None and empty lists are
    options not given.
    """
    kinds = {setting.key: setting.kind for setting in SETTINGS}
    given = {
        key: value
        for key, value in overrides.items()
        if value is not None and value != () and value != []
    }
    said = [
        Override(
            tuple(key.split(".")), kinds[key], value, f"--{key.rpartition('.')[2]}"
        )
        for key, value in given.items()
    ]
    return _from_said(said, rules)


def from_environment(environ: Mapping[str, str], rules: Rules) -> Layer:
    """The layer of the `NOTELINT_…` variables; an empty one is not set."""
    given = {
        name: text
        for name, text in environ.items()
        if name.startswith(_PREFIX) and text.strip()
    }
    known = _variables(rules) if given else {}
    wrong = [
        unknown("variable", name, known)
        for name in given
        if name not in known and name.startswith(_OWN_PREFIXES)
    ]
    if wrong:
        raise ConfigError("\n".join(wrong[:_MOST_MISTAKES]))
    return _from_said(
        (
            Override(*known[name], text, name)
            for name, text in given.items()
            if name in known
        ),
        rules,
    )


def _variables(rules: Rules) -> dict[str, tuple[Key, Kind]]:
    known = {setting.key: setting.kind for setting in SETTINGS}
    for rule in rules:
        for option in rule.options:
            known[f"rules.{rule.name}.{option.name}"] = kind_of(option)
    return {
        _PREFIX + re.sub(r"\W", "_", key).upper(): (tuple(key.split(".")), kind)
        for key, kind in known.items()
    }


def _from_said(said: Iterable[Override], rules: Rules) -> Layer:
    layer, mistakes = Layer({}, {}), []
    for one in said:
        value = _parsed(one.kind, one.value)
        if wrong := [
            f"{one.origin}: {mistake.message}"
            for mistake in one.kind.check(value, rules)
        ]:
            mistakes += wrong
            continue
        for rest, settled in one.kind.validated(value, rules).items():
            layer.values[*one.key, *rest] = settled
            layer.origins[*one.key, *rest] = one.origin
    if mistakes:
        raise ConfigError("\n".join(mistakes[:_MOST_MISTAKES]))
    return layer


def _parsed(kind: Kind, value: object) -> object:
    """Data from the text of a variable or an option: `a,b` for a list,
    `key:value,key:value` for a mapping.
    """
    if isinstance(kind, Listed) and isinstance(value, str | tuple | list):
        return [
            word
            for text in ([value] if isinstance(value, str) else value)
            for word in _words(text)
        ]
    if not isinstance(value, str):
        return value
    if isinstance(kind, Mapped):
        return _pairs(value, many=isinstance(kind.value, Listed))
    if isinstance(kind, Number):
        return (
            float(value)
            if re.fullmatch(r"\s*[+-]?\d+(\.\d+)?\s*", value, re.ASCII)
            else value
        )
    if isinstance(kind, Flag):
        return {
            "true": True,
            "on": True,
            "yes": True,
            "1": True,
            "false": False,
            "off": False,
            "no": False,
            "0": False,
        }.get(value.lower(), value)
    return value


def _words(text: str) -> list[str]:
    return [word for part in text.split(",") if (word := part.strip())]


def _pairs(text: str, *, many: bool) -> object:
    pairs: dict[str, Any] = {}
    for word in _words(text):
        key, colon, value = (part.strip() for part in word.rpartition(":"))
        if not colon:
            return text
        pairs[key] = [*pairs.get(key, ()), value] if many else value
    return pairs


def merge_layers(base: Layer, nearer: Layer) -> Layer:
    """One layer on another: `extend-select`, `ignore` and `exclude` add up, all else replaces.

    A nearer `select` starts afresh, without the `extend-select` and `ignore` of the base;
    what is selected nearer by the same word is no longer ignored.
    """
    dropped = _RESET_BY_SELECT if ("select",) in nearer.values else set()
    values = {key: value for key, value in base.values.items() if key not in dropped}
    origins = {
        key: origin for key, origin in base.origins.items() if key not in dropped
    }
    if ("ignore",) in values:
        again = nearer.values.get(("extend-select",), ())
        values["ignore",] = tuple(
            word for word in values["ignore",] if word not in again
        )
    for key, value in nearer.values.items():
        added = key in _ADDED and key in values
        values[key] = values[key] + value if added else value
        origins[key] = (
            f"{origins[key]}, {nearer.origins[key]}" if added else nearer.origins[key]
        )
    return Layer(values, origins)
