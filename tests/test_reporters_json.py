"""What programs are given: `json` and `jsonl`, as docs promise it, in agreement with the
file's text.
"""

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from notelint.rules.catalogue import RULES
from notelint.text.diagnostics import Applicability
from tests.cli.program import ROOT, notelint, write

PLACE = {
    "type": "object",
    "properties": {
        "line": {"type": "integer", "minimum": 1},
        "column": {"type": "integer", "minimum": 1},
        "offset": {"type": "integer", "minimum": 0},
    },
    "required": ["line", "column", "offset"],
    "additionalProperties": False,
}
EDIT = {
    "type": "object",
    "properties": {
        "start": {"type": "integer", "minimum": 0},
        "end": {"type": "integer", "minimum": 0},
        "text": {"type": "string"},
    },
    "required": ["start", "end", "text"],
    "additionalProperties": False,
}
FIX = {
    "type": ["object", "null"],
    "properties": {
        "applicability": {"enum": ["layout", "safe", "unsafe"]},
        "message": {"type": "string"},
        "edits": {"type": "array", "minItems": 1, "items": EDIT},
    },
    "required": ["applicability", "message", "edits"],
    "additionalProperties": False,
}
FINDING = {
    "type": "object",
    "properties": {
        "code": {"enum": [each.code for each in RULES]},
        "name": {"enum": [each.name for each in RULES]},
        "severity": {"enum": ["error", "warning", "info"]},
        "message": {"type": "string", "minLength": 1, "pattern": "^[^\n]*[^.\n]$"},
        "path": {"type": "string", "minLength": 1},
        "start": PLACE,
        "end": PLACE,
        "fix": FIX,
        "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{16}$"},
        "url": {
            "type": "string",
            "pattern": "^https://.*/docs/rules/[A-Z][0-9]{3}\\.md$",
        },
    },
    "required": [
        "code",
        "name",
        "severity",
        "message",
        "path",
        "start",
        "end",
        "fix",
        "fingerprint",
        "url",
    ],
    "additionalProperties": False,
}

HARD = "\ufeff# 论文\r\n\r1. 👍🏽 [Attention\n   Is](https://arxiv.org/abs/1706.03762?ref=x)<br>谷歌\r\n   ![](lost.png)\r2. [B](http://arxiv.org/abs/1810.04805.pdf)"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def rows(*arguments: str) -> list[dict[str, Any]]:
    done = notelint("check", "--output-format", "json", *arguments)
    assert done.err == ""
    found = json.loads(done.out)
    jsonschema.validate(found, {"type": "array", "items": FINDING})
    assert [
        json.loads(line)
        for line in notelint(
            "check", "--output-format", "jsonl", *arguments
        ).out.splitlines()
    ] == found
    return found  # type: ignore[no-any-return]


def test_shape_of_one_finding(folder: Path) -> None:
    write(
        folder,
        {
            "notes/README.md": "# 论文\n\n1. [B](https://arxiv.org/abs/1706.03762?ref=x)\n"
        },
    )
    (row,) = rows("notes")
    assert row == {
        "code": "L402",
        "name": "tracking-query",
        "severity": "warning",
        "message": "drop the tracking query ?ref=x",
        "path": "notes/README.md",
        "start": {"line": 3, "column": 8, "offset": 13},
        "end": {"line": 3, "column": 46, "offset": 51},
        "fix": {
            "applicability": "layout",
            "message": "",
            "edits": [{"start": 45, "end": 51, "text": ""}],
        },
        "fingerprint": row["fingerprint"],
        "url": "https://github.com/notelint/notelint/blob/main/docs/rules/L402.md",
    }


def test_nothing_found(folder: Path) -> None:
    write(folder, {"a.md": "# A\n"})
    assert notelint("check", "--output-format", "json") == (0, "[]\n", "")
    assert notelint("check", "--output-format", "jsonl") == (0, "", "")


def test_file_that_cannot_be_read(folder: Path) -> None:
    (folder / "a.md").write_bytes(b"a\n\xff")
    (row,) = rows("a.md")
    assert (row["code"], row["fix"], row["start"]["line"], row["path"]) == (
        "X902",
        None,
        2,
        "a.md",
    )


@pytest.mark.parametrize("path", ["examples/notebook/README.md", "hard.md"])
def test_places_agree_with_the_text(path: str, folder: Path) -> None:
    if path == "hard.md":
        (folder / path).write_bytes(HARD.encode())
    else:
        path = str(ROOT / path)
    text = Path(path).read_bytes().decode().removeprefix("\ufeff")
    found = rows("--isolated", path)
    assert len(found) >= 3
    for row in found:
        for place in (row["start"], row["end"]):
            assert offset(text, place["line"], place["column"]) == place["offset"]
        assert row["start"]["offset"] <= row["end"]["offset"] <= len(text)
        edits = sorted(
            (edit["start"], edit["end"])
            for edit in (row["fix"] or {"edits": []})["edits"]
        )
        assert all(0 <= start <= end <= len(text) for start, end in edits)
        assert all(one[1] <= two[0] for one, two in pairwise(edits))


def offset(text: str, line: int, column: int) -> int:
    """The offset of a line and column, counted from the text in another way than the
    program does.
    """
    lines = (
        text.replace("\r\n", "\x00\x01")
        .replace("\r", "\x01")
        .replace("\n", "\x01")
        .split("\x01")
    )
    return sum(len(each) + 1 for each in lines[: line - 1]) + column - 1


def test_complete_where_people_see_a_part(folder: Path) -> None:
    write(
        folder,
        {
            "a.md": "".join(
                f"{number}. [A{number}](https://example.org/{number}?utm_source=x)\n"
                for number in range(1, 31)
            )
        },
    )
    assert len(rows("--select", "L402")) == 30


def test_order_is_files_then_places(folder: Path) -> None:
    text = "1. [A](https://example.org/a?utm_source=x)\n2. [B](https://example.org/b?utm_source=x)\n"
    write(folder, {"b.md": text, "a.md": text})
    assert [(row["path"], row["start"]["line"]) for row in rows("b.md", "a.md")] == [
        ("b.md", 1),
        ("b.md", 2),
        ("a.md", 1),
        ("a.md", 2),
    ]


def test_fingerprint_survives_lines_above(folder: Path) -> None:
    text = "1. [A](https://arxiv.org/abs/1706.03762?ref=x) [same](https://arxiv.org/abs/1706.03762?ref=x)\n"
    write(folder, {"a.md": text, "b.md": "# A\n\nwords\n\n" + text})
    one, two = (
        [row["fingerprint"] for row in rows("--select", "L402", path)]
        for path in ("a.md", "b.md")
    )
    assert one == two
    assert len({*one}) == 2


def test_applicability_is_spelled_as_documented() -> None:
    assert [each.value for each in Applicability] == FIX["properties"]["applicability"][
        "enum"
    ]  # type: ignore[index]
