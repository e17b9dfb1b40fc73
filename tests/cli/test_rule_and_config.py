"""`notelint rule` and `notelint config`."""

import json
from pathlib import Path

import jsonschema
import pytest
import yaml

from notelint.rules.catalogue import RULES
from tests.cli.program import ROOT, notelint, write


def test_all_rules_in_a_table() -> None:
    done = notelint("rule")
    head, *rows = done.out.splitlines()
    assert done.code == 0
    assert head.split() == "code name on severity fix what it wants".split()
    assert [tuple(row.split()[:2]) for row in rows] == [
        (each.code, each.name) for each in RULES
    ]


@pytest.mark.parametrize("name", ["B202", "b202", "missing-break", "Missing-Break"])
def test_page_by_code_or_name(name: str) -> None:
    done = notelint("rule", name)
    assert (done.code, done.err) == (0, "")
    assert done.out == (ROOT / "docs" / "rules" / "B202.md").read_text(encoding="utf-8")
    assert done.out.startswith("# B202 missing-break\n")
    assert "\nBad:\n\n    " in done.out
    assert "\nGood:\n\n    " in done.out


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("break-stile", 'no rule "break-stile": did you mean B201 break-style?'),
        ("B2O2", 'no rule "B2O2": did you mean B202 missing-break?'),
        ("quux", 'no rule "quux": notelint rule lists them all'),
        ("", 'no rule "": notelint rule lists them all'),
    ],
)
def test_unknown_rule(name: str, said: str) -> None:
    assert notelint("rule", name) == (2, "", f"error: {said}\n")


def test_all_rules_for_programs() -> None:
    rows = json.loads(notelint("rule", "--output-format", "json").out)
    assert [row["code"] for row in rows] == [each.code for each in RULES]
    assert rows[0].keys() == {
        "code",
        "name",
        "on",
        "severity",
        "fix",
        "summary",
        "options",
    }
    assert {row["severity"] for row in rows} <= {"error", "warning", "info"}


def test_one_rule_for_programs() -> None:
    row = json.loads(notelint("rule", "L402", "--output-format", "json").out)
    assert (row["code"], row["name"], row["fix"]) == (
        "L402",
        "tracking-query",
        "layout, safe",
    )
    assert notelint("rule", "L402").out.endswith(row["page"])


def test_settings_and_their_origins(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(
        folder,
        {
            "notes/.notelint.yaml": "notebook:\n  break: <br>\nignore: [E101]\n",
            "notes/a.md": "",
        },
    )
    monkeypatch.setenv("NOTELINT_FAIL_ON", "error")
    for path in ("notes", "notes/a.md"):
        done = notelint("config", path, "--ignore", "E103")
        rows = dict(line.split("#", 1) for line in done.out.splitlines())
        settings = {setting.strip(): origin.strip() for setting, origin in rows.items()}
        assert done.code == 0
        assert settings["notebook.break: <br>"] == "notes/.notelint.yaml:2"
        assert settings["fail-on: error"] == "NOTELINT_FAIL_ON"
        assert settings["ignore: [E101, E103]"] == "notes/.notelint.yaml:3, --ignore"
        assert settings["notebook.entry: auto"] == "default"


def test_settings_in_one_column(folder: Path) -> None:
    lines = notelint("config").out.splitlines()
    assert len({line.index("  # ") for line in lines if line.endswith("# default")}) > 0
    assert len({line.rindex("# ") for line in lines}) == 1


def test_settings_of_nothing(folder: Path) -> None:
    assert notelint("config", "lost") == (
        2,
        "",
        "error: no such file or folder: lost\n",
    )


def test_schema(folder: Path) -> None:
    schema = json.loads(notelint("config", "--schema").out)
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(
        yaml.safe_load("ignore: [E101]\nnotebook: {break: auto}\n"), schema
    )
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"ignore": ["E999"]}, schema)
