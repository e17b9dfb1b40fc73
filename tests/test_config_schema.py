"""The schema, which ships with the package, says what the program does."""

import json
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import notelint
from notelint.config import SETTINGS, load, schema, schema_text
from notelint.errors import ConfigError
from notelint.rules.base import rule
from notelint.rules.catalogue import RULES
from notelint.text.diagnostics import Finding


@rule("E101")
def entry_number(notebook: object) -> Iterator[Finding]:
    yield from ()


@rule("F310")
def figure_size(
    notebook: object,
    *,
    max_kib: int = 5120,
    ratio: float = 0.5,
    strict: bool = False,
    unit: str = "KiB",
) -> Iterator[Finding]:
    yield from ()


TWO_RULES = (entry_number, figure_size)
SCHEMA = schema(TWO_RULES)
WORDS = [
    "ALL",
    "E",
    "E101",
    "entry-number",
    "E1010",
    "F310",
    "figure-size",
    "!x",
    "",
    "*.md",
    "error",
    "warning",
    "info",
    "never",
    "off",
    "keep",
]

scalars = st.one_of(
    st.sampled_from(WORDS),
    st.booleans(),
    st.none(),
    st.integers(-2, 3),
    st.floats(-1, 2, allow_nan=False),
    st.text(max_size=3),
)
lists = st.lists(st.one_of(st.sampled_from(WORDS[:7]), scalars), max_size=2)
options = st.dictionaries(
    st.sampled_from(["max-kib", "ratio", "strict", "unit", "x"]), scalars, max_size=2
)
mappings = st.dictionaries(
    st.sampled_from(WORDS), st.one_of(scalars, lists, options), max_size=2
)
values = st.one_of(scalars, lists, mappings)


def right(setting_key: str) -> st.SearchStrategy[object]:
    """Values that mostly fit the key, made from its own schema."""
    section, _, name = setting_key.rpartition(".")
    own = (SCHEMA["properties"][section] if section else SCHEMA)["properties"][name]
    return st.sampled_from(own["enum"]) if "enum" in own else values


def section(name: str) -> st.SearchStrategy[object]:
    keys = {
        one.name: st.one_of(right(one.key), values)
        for one in SETTINGS
        if one.section == name
    }
    return (
        st.fixed_dictionaries({}, optional={**keys, "nix": scalars})
        if name
        else st.fixed_dictionaries({}, optional=keys)
    )


configs = st.builds(
    lambda top, notebook, links: {**top, **notebook, **links},
    section(""),
    st.fixed_dictionaries(
        {}, optional={"notebook": st.one_of(section("notebook"), scalars)}
    ),
    st.fixed_dictionaries({}, optional={"links": st.one_of(section("links"), lists)}),
)


def accepted_by_schema(data: object) -> bool:
    return jsonschema.Draft7Validator(SCHEMA).is_valid(data)


def accepted_by_notelint(data: object) -> bool:
    with TemporaryDirectory() as folder:
        path = Path(folder, "config.yaml")
        path.write_text(json.dumps(data), encoding="utf-8")  # JSON is YAML
        try:
            load(Path(folder), explicit=path, rules=TWO_RULES)
        except ConfigError:
            return False
        return True


@settings(max_examples=400, deadline=None)
@given(configs)
def test_schema_and_program_agree(data: object) -> None:
    assert accepted_by_schema(data) is accepted_by_notelint(data)


GOOD = [
    None,
    {},
    {
        "exclude": ["archive/**"],
        "fail-on": "never",
        "select": ["ALL"],
        "ignore": ["E", "F310", "entry-number"],
    },
    {
        "per-file-ignores": {"drafts/**": ["E"]},
        "severity": {"F310": "info", "entry-number": "error"},
    },
    {
        "notebook": {"entry": False, "break": "<br />", "figure-folders": ["figs"]},
        "links": {"max-time": 1, "exclude": None},
    },
    {
        "rules": {
            "F310": {"max-kib": 1, "ratio": 0.25, "strict": True, "unit": "x"},
            "figure-size": None,
        }
    },
]
BAD = [
    [],
    {"x": 1},
    {"select": "ALL"},
    {"ignore": ["E9"]},
    {"exclude": ["!x"]},
    {"fail-on": None},
    {"notebook": {"break": "br"}},
    {"notebook": {"figure-folders": [" "]}},
    {"links": {"max-time": 0}},
    {"severity": {"E": "info"}},
    {"rules": {"E101": {}}},
    {"rules": {"F310": {"x": 1}}},
    {"rules": {"F310": {"strict": 1}}},
]


@pytest.mark.parametrize("data", GOOD)
def test_good(data: object) -> None:
    assert accepted_by_schema(data)
    assert accepted_by_notelint(data)


@pytest.mark.parametrize("data", BAD)
def test_bad(data: object) -> None:
    assert not accepted_by_schema(data)
    assert not accepted_by_notelint(data)


def test_schema_is_a_schema() -> None:
    jsonschema.Draft7Validator.check_schema(SCHEMA)
    jsonschema.Draft7Validator.check_schema(schema())


def test_defaults_fit() -> None:
    assert accepted_by_schema(
        {one.key: _plain(one.default) for one in SETTINGS if not one.section}
    )
    assert accepted_by_schema(
        {
            "notebook": {
                one.name: _plain(one.default)
                for one in SETTINGS
                if one.section == "notebook"
            }
        }
    )


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value


def test_shipped_schema_is_up_to_date() -> None:
    path = Path(notelint.__file__).with_name("notelint.schema.json")
    assert path.read_text(encoding="utf-8") == schema_text(RULES), (
        "run python tools/generate.py, which writes schema_text()"
    )
