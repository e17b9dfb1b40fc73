"""`notelint export`: a row an entry, in three formats, for programs and spreadsheets."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from notelint.export.formats import COLUMNS, format_rows
from tests.cli.program import ENTRY, TRACKED, notelint

NOTEBOOK = """\
# Papers

## Transformers

3. ViT: [An Image is Worth 16x16 Words](https://arxiv.org/abs/2010.11929) (ICLR 2021) [[code](https://github.com/g/vit)]<br/>
   图像切成小块。<br/>
   ![](figs/vit.png)
- [x] [Deep Residual Learning for Image Recognition](https://arxiv.org/abs/1512.03385v1)

## Others

- [ ] :star: [Generative Adversarial Nets](https://arxiv.org/abs/1406.2661), Ian Good, Jean Pouget
"""


def rows(*arguments: str, stdin: str = "") -> list[dict[str, Any]]:
    """The rows of one run, which finds nothing wrong."""
    done = notelint("export", "--isolated", "-q", *arguments, stdin=stdin.encode())
    assert done.code == 0, done.err
    assert done.err == ""
    return json.loads(done.out)  # type: ignore[no-any-return]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_row_has_all_that_an_entry_says(folder: Path) -> None:
    (folder / "README.md").write_text(NOTEBOOK, "utf-8")
    first = rows("README.md")[0]
    assert first == {
        "path": "README.md",
        "line": 5,
        "end_line": 7,
        "section": ["Papers", "Transformers"],
        "number": "3",
        "shape": "ordered: linked title",
        "title": "An Image is Worth 16x16 Words",
        "title_line": 5,
        "nickname": "ViT",
        "url": "https://arxiv.org/abs/2010.11929",
        "paper": {"host": "arxiv", "id": "2010.11929", "version": None},
        "authors": None,
        "venue": "ICLR 2021",
        "year": 2021,
        "done": None,
        "tags": [],
        "links": [{"label": "code", "url": "https://github.com/g/vit", "line": 5}],
        "note": "图像切成小块。",
        "figures": ["figs/vit.png"],
        "fingerprint": first["fingerprint"],
    }


def test_tasks_tags_and_authors(folder: Path) -> None:
    (folder / "README.md").write_text(NOTEBOOK, "utf-8")
    _, second, third = rows("README.md")
    assert (second["done"], third["done"]) == (True, False)
    assert second["paper"]["version"] == 1
    assert (third["tags"], third["authors"]) == (["star"], "Ian Good, Jean Pouget")
    assert (third["section"], third["year"]) == (["Papers", "Others"], 2014)


def test_rows_are_as_the_schema_says(folder: Path) -> None:
    (folder / "README.md").write_text(NOTEBOOK, "utf-8")
    schema = json.loads(notelint("export", "--schema").out)
    jsonschema.Draft202012Validator.check_schema(schema)
    for row in rows("README.md"):
        jsonschema.validate(row, schema)
        assert tuple(row) == COLUMNS
    assert schema["required"] == list(COLUMNS)


def test_json_lines_has_a_row_a_line(folder: Path) -> None:
    (folder / "README.md").write_text(NOTEBOOK, "utf-8")
    done = notelint("export", "--isolated", "--format", "jsonl", "README.md")
    assert [json.loads(line)["number"] for line in done.out.splitlines()] == [
        "3",
        None,
        None,
    ]
    assert done.err == "3 entries in 1 file\n"


def test_csv_has_the_same_columns(folder: Path) -> None:
    (folder / "README.md").write_text(NOTEBOOK, "utf-8")
    done = notelint("export", "--isolated", "-q", "--format", "csv", "README.md")
    assert done.out.startswith("\ufeffpath,line,")
    table = list(csv.reader(io.StringIO(done.out.removeprefix("\ufeff"), newline="")))
    assert tuple(table[0]) == COLUMNS
    first = dict(zip(*table[:2], strict=True))
    assert first["section"] == "Papers; Transformers"
    assert first["links"] == "code: https://github.com/g/vit"
    assert first["paper"] == "arxiv:2010.11929"
    assert dict(zip(table[0], table[2], strict=True))["done"] == "true"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "＝"])
def test_no_cell_is_a_formula(start: str) -> None:
    row = dict.fromkeys(COLUMNS, f"{start}1+1") | {"paper": None}
    for name in ("section", "tags", "figures", "links"):
        row[name] = []
    text = "".join(format_rows([row], "csv")).removeprefix("\ufeff")
    cells = list(csv.reader(io.StringIO(text, newline="")))[1]
    assert {cell for cell in cells if cell} == {f"'{start}1+1"}


def test_format_follows_the_ending(folder: Path) -> None:
    (folder / "README.md").write_text(NOTEBOOK, "utf-8")
    assert notelint("export", "--isolated", "-q", "-o", "a.csv", "README.md").code == 0
    assert (folder / "a.csv").read_bytes().startswith(b"\xef\xbb\xbfpath,")
    assert (
        notelint("export", "--isolated", "-q", "-o", "a.jsonl", "README.md").code == 0
    )
    assert (folder / "a.jsonl").read_text("utf-8").count("\n") == 3
    refused = notelint("export", "--isolated", "-o", "a.bib", "README.md")
    assert refused.code == 2
    assert refused.err == (
        "error: -o: a.bib: no format ends in .bib: give --format (json, jsonl, csv)\n"
    )


def test_notebook_is_not_written_over(folder: Path) -> None:
    (folder / "README.md").write_text(NOTEBOOK, "utf-8")
    done = notelint(
        "export", "--isolated", "--format", "json", "-o", "README.md", "README.md"
    )
    assert done.code == 2
    assert (folder / "README.md").read_text("utf-8") == NOTEBOOK


def test_section_is_chosen_by_its_name(folder: Path) -> None:
    (folder / "README.md").write_text(NOTEBOOK, "utf-8")
    assert [
        row["number"] for row in rows("--section", "transformers", "README.md")
    ] == ["3", None]
    assert rows("--section", "nowhere", "README.md") == []


def test_standard_input(folder: Path) -> None:
    assert rows("-", stdin=ENTRY)[0]["path"] == "-"
    assert rows("-", "--stdin-filename", "a.md", stdin=ENTRY)[0]["path"] == "a.md"


def test_no_entries_are_an_empty_list(folder: Path) -> None:
    (folder / "README.md").write_text("# Nothing\n", "utf-8")
    assert rows("README.md") == []


def test_file_that_cannot_be_read_is_named_and_the_others_exported(
    folder: Path,
) -> None:
    (folder / "a.md").write_text(TRACKED, "utf-8")
    (folder / "b.md").write_bytes(b"\xff\xfe\x00")
    done = notelint("export", "--isolated", "-q", "a.md", "b.md")
    assert done.code == 1
    assert len(json.loads(done.out)) == 1
    assert done.err.startswith("error: b.md")


def test_fingerprint_stays_where_the_entry_moves(folder: Path) -> None:
    (folder / "README.md").write_text(NOTEBOOK, "utf-8")
    before = {row["fingerprint"] for row in rows("README.md")}
    (folder / "README.md").write_text(
        "# New\n\nText.\n\n" + NOTEBOOK.replace("3. ViT: ", "9. "), "utf-8"
    )
    assert {row["fingerprint"] for row in rows("README.md")} == before


@pytest.mark.parametrize(
    ("rest", "year"),
    [
        (" (2017)", 2017),
        (", 2017", 2017),
        (" (NIPS'99)", 1999),
        (" (CVPR 2018)", 2018),
        ("", 2016),
        (", seen 3000 times", 2016),
    ],
)
def test_year_is_what_the_entry_says_else_the_identifiers(rest: str, year: int) -> None:
    entry = (
        f"- [Deep Learning of Good Things](https://arxiv.org/abs/1611.03530){rest}\n"
    )
    assert rows("-", stdin=entry)[0]["year"] == year


def test_missing_file_is_a_mistake(folder: Path) -> None:
    assert notelint("export", "--isolated", "missing.md").code == 2
