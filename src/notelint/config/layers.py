"""The settings of a file, of the environment and of the command line: each is checked, and
they are merged.
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
from notelint.config.names import Rules, cut, rule_named, unknown
from notelint.config.settings import SETTINGS
from notelint.errors import ConfigError

_PREFIX = "NOTELINT_"
# Other variables that begin with NOTELINT_ may be of other programs, and are left alone
_OWN_PREFIXES = ("NOTELINT_NOTEBOOK_", "NOTELINT_RULES_")
_MOST_MISTAKES = 100  # that are printed
_NUMBER = r"\s*[+-]?\d+(\.\d+)?\s*"
_FLAGS = {
    **dict.fromkeys(("true", "on", "yes", "1"), True),
    **dict.fromkeys(("false", "off", "no", "0"), False),
}
_ADDED = {("extend-select",), ("ignore",), ("exclude",)}
_RESET_BY_SELECT = {("extend-select",), ("ignore",)}
_SECTIONS = tuple(
    dict.fromkeys(setting.section for setting in SETTINGS if setting.section)
)
_KEYS = tuple(dict.fromkeys(setting.section or setting.key for setting in SETTINGS))


class Layer(NamedTuple):
    """Final values by their keys, one for each list, word, number, and entry of a
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
        mistakes.sort(key=_line_of)
        lines = [f"{place}: {message}" for place, message in mistakes]
        raise ConfigError("\n".join(lines[:_MOST_MISTAKES]))
    data = document.data or {}
    layer = Layer({}, {})
    for setting in SETTINGS:
        section = (data.get(setting.section) if setting.section else data) or {}
        if setting.name not in section:
            continue
        key = tuple(setting.key.split("."))
        values = setting.kind.validated(section[setting.name], rules)
        for rest, value in values.items():
            written = _as_written(document, key, rest, rules)
            layer.values[*key, *rest] = value
            layer.origins[*key, *rest] = document.at(written)
    return layer


def _line_of(mistake: tuple[str, str]) -> int:
    """The line of a mistake, which is a `file:line` and a message."""
    return int(mistake[0].rpartition(":")[2])


def _as_written(document: Document, key: Key, rest: Key, rules: Rules) -> Key:
    """The place of a final key in the file, where a rule's code may stand for its name or
    the other way round.
    """
    if not rest:
        return key
    words = [rest[0]]
    if rule := rule_named(rest[0], rules):
        words += [rule.code, rule.name]
    for word in words:
        place = (*key, word, *rest[1:])
        if place in document.lines:
            return place
    return key


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
    for key in islice(data, MOST_ITEMS):
        if key not in _KEYS:
            yield Mistake((key,), unknown("key", key, _KEYS, dotted), in_key=True)
    yield from _in_section("", data, rules)
    for section in _SECTIONS:
        inner = data.get(section)
        names = [setting.name for setting in SETTINGS if setting.section == section]
        if isinstance(inner, dict):
            for key in islice(inner, MOST_ITEMS):
                if key not in names:
                    message = unknown("key", key, names)
                    yield Mistake((section, key), message, in_key=True)
            for mistake in _in_section(section, inner, rules):
                yield mistake.under(section)
        elif inner is not None:
            yield Mistake((section,), f"expects keys and values: {', '.join(names)}")


def _in_section(
    section: str, data: dict[str, object], rules: Rules
) -> Iterator[Mistake]:
    for setting in SETTINGS:
        if setting.section == section and setting.name in data:
            for mistake in setting.kind.check(data[setting.name], rules):
                yield mistake.under(setting.name)


def from_options(overrides: Mapping[str, object], rules: Rules) -> Layer:
    """The command line's layer, from values by dotted keys; None and empty lists are
    options not given.
    """
    kinds = {setting.key: setting.kind for setting in SETTINGS}
    given = []
    for key, value in overrides.items():
        if value is not None and value != () and value != []:
            parts = tuple(key.split("."))
            given.append(Override(parts, kinds[key], value, f"--{parts[-1]}"))
    return _from_overrides(given, rules)


def from_environment(environ: Mapping[str, str], rules: Rules) -> Layer:
    """The layer of the `NOTELINT_…` variables; an empty one is not set."""
    texts = {
        name: text
        for name, text in environ.items()
        if name.startswith(_PREFIX) and text.strip()
    }
    known = _variables(rules) if texts else {}
    given, mistakes = [], []
    for name, text in texts.items():
        if name in known:
            given.append(Override(*known[name], text, name))
        elif name.startswith(_OWN_PREFIXES):
            mistakes.append(unknown("variable", name, known))
    if mistakes:
        raise ConfigError("\n".join(mistakes[:_MOST_MISTAKES]))
    return _from_overrides(given, rules)


def _variables(rules: Rules) -> dict[str, tuple[Key, Kind]]:
    """The key and the kind of each setting and of each rule's option, by its variable."""
    kinds = {setting.key: setting.kind for setting in SETTINGS}
    for rule in rules:
        for option in rule.options:
            kinds[f"rules.{rule.name}.{option.name}"] = kind_of(option)
    variables = {}
    for key, kind in kinds.items():
        name = _PREFIX + re.sub(r"\W", "_", key).upper()
        variables[name] = (tuple(key.split(".")), kind)
    return variables


def _from_overrides(overrides: Iterable[Override], rules: Rules) -> Layer:
    layer = Layer({}, {})
    mistakes: list[str] = []
    for key, kind, raw, origin in overrides:
        value = _parsed(kind, raw)
        wrong = [f"{origin}: {mistake.message}" for mistake in kind.check(value, rules)]
        if wrong:
            mistakes += wrong
            continue
        for rest, final in kind.validated(value, rules).items():
            layer.values[*key, *rest] = final
            layer.origins[*key, *rest] = origin
    if mistakes:
        raise ConfigError("\n".join(mistakes[:_MOST_MISTAKES]))
    return layer


def _parsed(kind: Kind, value: object) -> object:
    """Data from the text of a variable or an option: `a,b` for a list,
    `key:value,key:value` for a mapping.
    """
    if isinstance(kind, Listed) and isinstance(value, str | tuple | list):
        texts = [value] if isinstance(value, str) else value
        return [word for text in texts for word in _words(text)]
    if not isinstance(value, str):
        return value
    if isinstance(kind, Mapped):
        return _pairs(value, many=isinstance(kind.value, Listed))
    if isinstance(kind, Number):
        return float(value) if re.fullmatch(_NUMBER, value, re.ASCII) else value
    if isinstance(kind, Flag):
        return _FLAGS.get(value.lower(), value)
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

    With a nearer `select` selection begins again, without the `extend-select` and `ignore` of the base;
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
        origin = nearer.origins[key]
        if key in _ADDED and key in values:
            value = values[key] + value
            origin = f"{origins[key]}, {origin}"
        values[key] = value
        origins[key] = origin
    return Layer(values, origins)
