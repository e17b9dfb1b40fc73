"""The schemas of what CIs read, and one way to hold a report against its own."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import xmlschema

FOLDER = Path(__file__).parent


@cache
def _json_schema(name: str) -> Any:
    schema = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return jsonschema.validators.validator_for(schema)(schema)


@cache
def _xml_schema(name: str) -> xmlschema.XMLSchema:
    return xmlschema.XMLSchema(str(FOLDER / f"{name}.xsd"))


def valid_json(text: str, name: str) -> Any:
    """What a JSON text says; fails where its schema is not met."""
    value = json.loads(text)
    _json_schema(name).validate(value)
    return value


def valid_xml(text: str, name: str) -> None:
    """Fails where an XML text does not meet its schema."""
    _xml_schema(name).validate(text)
