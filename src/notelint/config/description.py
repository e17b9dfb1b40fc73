"""The settings for editors (JSON Schema) and for `notelint config`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from notelint.config.kinds import Schema
from notelint.config.model import Config
from notelint.config.names import Rules, rule_words, selector_words
from notelint.config.settings import SETTINGS, Setting
from notelint.rules.catalogue import RULES


def schema(rules: Rules = RULES) -> Schema:
    """The schema of a config file: it accepts what notelint accepts."""
    properties: Schema = {}
    for setting in SETTINGS:
        inside = properties
        if setting.section:
            inside = _section_schema(properties, setting.section)
        inside[setting.name] = _setting_schema(setting, rules)
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "notelint: .notelint.yaml, notelint.yaml, or tool.notelint in pyproject.toml",
        "type": ["object", "null"],
        "properties": properties,
        "additionalProperties": False,
        "definitions": {
            "selector": {"enum": selector_words(rules)},
            "rule": {"enum": rule_words(rules)},
        },
    }


def schema_text(rules: Rules = RULES) -> str:
    """The schema as it ships, in `notelint.schema.json`."""
    import json

    return json.dumps(schema(rules), indent=2, ensure_ascii=False) + "\n"


def _section_schema(properties: Schema, name: str) -> Schema:
    section = properties.setdefault(
        name,
        {"type": ["object", "null"], "properties": {}, "additionalProperties": False},
    )
    inside: Schema = section["properties"]
    return inside


def _setting_schema(setting: Setting, rules: Rules) -> Schema:
    default = setting.default
    if isinstance(default, tuple):
        default = list(default)
    return {
        "description": setting.description,
        **setting.kind.schema(rules),
        "default": default,
    }


def describe(config: Config, rules: Rules = RULES) -> list[tuple[str, str, str]]:
    """Each setting: its dotted key, its value in YAML on one line, and where it comes
    from.
    """
    return [
        (key, _yaml(value), config.origins.get(key, "default"))
        for key, value in _rows(config, rules)
    ]


def _rows(config: Config, rules: Rules) -> Iterator[tuple[str, object]]:
    for setting in SETTINGS:
        value = setting.value(config)
        if setting.key == "rules":
            yield from _option_rows(config, rules)
        elif isinstance(value, dict) and value:
            for name, inner in value.items():
                yield f"{setting.key}.{name}", inner
        else:
            yield setting.key, value


def _option_rows(config: Config, rules: Rules) -> Iterator[tuple[str, object]]:
    for rule in rules:
        given = config.rules.get(rule.name, {})
        for option in rule.options:
            key = f"rules.{rule.name}.{option.name}"
            yield key, given.get(option.name, option.default)


def _yaml(value: Any) -> str:
    import yaml

    plain = value
    if isinstance(value, tuple):
        plain = list(value)
    elif isinstance(value, str):  # an enum's value, too
        plain = str(value)
    text: str = yaml.safe_dump(
        plain, default_flow_style=True, allow_unicode=True, width=float("inf")
    )
    return text.removesuffix("...\n").strip()
