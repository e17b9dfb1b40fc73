"""What CIs are given: `github`, `gitlab`, `sarif`, `junit`, `rdjson` and `markdown`,
whole texts, in their schemas.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Sequence
from pathlib import Path
from xml.etree import ElementTree

import pytest

from notelint import __version__
from notelint.cli import options
from notelint.engine.results import NotebookResult
from notelint.reporters import FORMATS, Look, reporter
from notelint.reporters.ci import in_repository
from notelint.reporters.markdown import LIMIT
from notelint.reporters.rdjson import FAR
from notelint.text.diagnostics import Applicability, Diagnostic, Edit, Fix, Severity
from notelint.text.source import Position, Source, Span
from tests.cli.program import (
    ENTRY,
    LOST,
    ROOT,
    TRACKED,
    notelint,
    process,
    repository,
    write,
)
from tests.schemas import valid_json, valid_xml

GOLDEN = ROOT / "tests" / "golden"
NAMES = {
    "github": "ci-github.txt",
    "gitlab": "ci-gitlab.json",
    "sarif": "ci-sarif.json",
    "junit": "ci-junit.xml",
    "rdjson": "ci-rdjson.json",
    "markdown": "ci-markdown.txt",
}
EMPTY = {
    "github": "",
    "gitlab": "[]\n",
    "junit": '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="notelint" tests="1" failures="0" errors="0">\n'
    '  <testsuite name="a.md" file="a.md" tests="1" failures="0" errors="0" skipped="0">\n'
    '    <testcase classname="a.md" name="in order" />\n  </testsuite>\n</testsuites>\n',
    "rdjson": """\
{
  "source": {
    "name": "notelint",
    "url": "https://github.com/notelint/notelint"
  },
  "diagnostics": []
}
""",
    "markdown": "### notelint\n\nThe notebook is in order.\n",
}
NOTEBOOK = f"""\
# 论文, 100% read

{TRACKED.replace("Attention Is", "注意力 👍🏽 Attention Is")}   ![](figs/a,b::c%25.png)
2. [Two
   Lines](https://arxiv.org/abs/1810.04805)
3. [The Same](https://arxiv.org/abs/1810.04805?utm_source=x)
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def finding(
    source: Source | None = None,
    span: tuple[int, int] = (0, 0),
    fix: Sequence[tuple[int, int, str]] = (),
    message: str = "say so",
    severity: Severity = Severity.WARNING,
) -> Diagnostic:
    """A finding of L402 in a source; at the very start of a file that is not read."""
    start, end = (
        (source.position(offset) for offset in span)
        if source
        else (Position(1, 1), Position(1, 1))
    )
    edits = tuple(Edit(Span(begin, stop), text) for begin, stop, text in fix)
    mending = Fix(Applicability.SAFE, edits) if edits else None
    return Diagnostic(
        "L402",
        "tracking-query",
        severity,
        message,
        "a.md",
        Span(*span),
        start,
        end,
        mending,
        message,
        "https://x.org/L402.md",
    )


def reported(
    form: str, *found: Diagnostic, source: Source | None = None, path: str = "a.md"
) -> str:
    return reporter(form)([NotebookResult(path, source, found)], Look())


@pytest.mark.parametrize("form", NAMES)
def test_golden(form: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Findings with and without fixes, over lines, in a file that cannot be read and of a
    figure, from a folder within a repository.

    Written anew with NOTELINT_REGENERATE=1.
    """
    repository(
        folder,
        {
            "notes/README.md": NOTEBOOK,
            "notes/in order.md": ENTRY,
            "notes/figs/unused.png": "<svg xmlns='http://www.w3.org/2000/svg'/>",
        },
    )
    (folder / "notes" / "坏.md").write_bytes(b"a\n\xff")
    monkeypatch.chdir(folder / "notes")
    done = notelint(
        "check",
        "--isolated",
        "--select",
        "E106,F301,F306,L402,P501",
        "--output-format",
        form,
    )
    assert (done.code, done.err) == (1, "")
    said = done.out.replace(f'"version": "{__version__}"', '"version": "0"')
    place = GOLDEN / NAMES[form]
    if os.environ.get("NOTELINT_REGENERATE"):
        place.write_text(said, encoding="utf-8")
    assert said == place.read_text(encoding="utf-8")
    _hold_against_schema(form, done.out)


def _hold_against_schema(form: str, text: str) -> None:
    if form == "junit":
        valid_xml(text, "junit")
    elif form in {"gitlab", "rdjson"}:
        valid_json(text, form)
    elif form == "sarif":
        valid_json(text, "sarif-2.1.0")


@pytest.mark.parametrize("form", NAMES)
def test_nothing_found(form: str, folder: Path) -> None:
    write(folder, {"a.md": ENTRY})
    done = notelint("check", "--isolated", "--output-format", form)
    assert (done.code, done.err) == (0, "")
    _hold_against_schema(form, done.out)
    if form == "sarif":
        (run,) = json.loads(done.out)["runs"]
        assert (run["results"], run["tool"]["driver"]["rules"]) == ([], [])
    else:
        assert done.out == EMPTY[form]


@pytest.mark.parametrize("form", NAMES)
def test_no_notebook_at_all(form: str, folder: Path) -> None:
    done = notelint("check", "--isolated", "--output-format", form)
    assert done.code == 0
    _hold_against_schema(form, done.out)
    assert form != "markdown" or done.out == "### notelint\n\nNo notebook was judged.\n"


@pytest.mark.parametrize("form", NAMES)
def test_output_file_holds_the_same(form: str, folder: Path) -> None:
    write(folder, {"a.md": NOTEBOOK})
    printed = notelint("check", "--isolated", "--output-format", form)
    done = notelint(
        "check", "--isolated", "--output-format", form, "--output-file", "out"
    )
    assert (done.code, done.out, done.err) == (1, "", "")
    assert (folder / "out").read_text(encoding="utf-8") == printed.out


@pytest.mark.parametrize("form", NAMES)
def test_exit_code_is_as_ever(form: str, folder: Path) -> None:
    write(folder, {"a.md": TRACKED})
    arguments = ["check", "--isolated", "--output-format", form]
    assert [
        notelint(*arguments, *more).code
        for more in ([], ["--fail-on", "error"], ["--exit-zero"], ["--ignore", "L402"])
    ] == [
        1,
        0,
        0,
        0,
    ]


@pytest.mark.parametrize("form", ["github", "gitlab", "sarif", "junit", "rdjson"])
def test_never_shortened(form: str) -> None:
    found = [finding(message=f"say {number}") for number in range(3000)]
    said = set(re.findall(r"say \d+", reported(form, *found)))
    assert said == {f"say {number}" for number in range(3000)}


@pytest.mark.parametrize("form", NAMES)
def test_ascii_terminal_and_odd_file_name(form: str, folder: Path) -> None:
    name = os.fsdecode(b"a\xff\xc3\xa9 \x1b[31m.md")
    (folder / name).write_bytes(TRACKED.encode())
    done = process(
        "check",
        "--isolated",
        "--output-format",
        form,
        folder=folder,
        variables={"LC_ALL": "C"},
    )
    assert (done.code, done.err) == (1, "")
    assert "\x1b" not in done.out
    _hold_against_schema(form, done.out)
    assert (
        "a%FF%C3%A9%20%1B%5B31m.md" if form == "sarif" else "a\ufffdé \ufffd[31m.md"
    ) in json_free(done.out)


def json_free(text: str) -> str:
    """A text without JSON's escapes of what is no ASCII."""
    return re.sub(r"\\u([0-9a-f]{4})", lambda match: chr(int(match[1], 16)), text)


def test_command_line_offers_all() -> None:
    assert list(options._FORMATS.choices) == list(FORMATS)
    assert {*NAMES} < {*FORMATS}


# Paths


def test_path_from_the_top_of_the_repository(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    top = repository(folder / "top", {"notes/a.md": ENTRY})
    monkeypatch.chdir(top / "notes")
    assert [
        in_repository(each)
        for each in ("a.md", "./a.md", "../b.md", str(top / "notes" / "a.md"), "-")
    ] == [
        "notes/a.md",
        "notes/a.md",
        "b.md",
        "notes/a.md",
        "-",
    ]


def test_path_in_another_repository_and_in_none(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = repository(folder / "other", {})
    here = folder / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    assert in_repository("a/b.md") == "a/b.md"
    assert in_repository(str(other / "notes" / "a.md")) == "notes/a.md"
    assert in_repository("../a.md") == str(folder / "a.md")


def test_path_in_a_submodule_is_that_of_the_working_folders_repository(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    top = repository(folder / "top", {})
    repository(top / "inner", {"a.md": ENTRY})
    monkeypatch.chdir(top)
    assert in_repository("inner/a.md") == "inner/a.md"
    monkeypatch.chdir(top / "inner")
    assert in_repository("a.md") == "a.md"


def test_file_outside_has_an_absolute_address(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "here").mkdir()
    monkeypatch.chdir(folder / "here")
    (run,) = json.loads(reported("sarif", finding(), path="../a b.md"))["runs"]
    (place,) = run["results"][0]["locations"]
    assert place["physicalLocation"]["artifactLocation"] == {
        "uri": f"file://{folder}/a%20b.md"
    }


def test_standard_input_without_a_name(folder: Path) -> None:
    done = notelint(
        "check", "--isolated", "--output-format", "github", "-", stdin=TRACKED.encode()
    )
    assert done.out.startswith("::warning file=-,line=1,")


# github


def test_one_command() -> None:
    source = Source("1. 论文 [A](x)\n")
    said = reported(
        "github",
        finding(source, (3, 5), message="drop it: 100%, or so"),
        source=source,
        path="a,b:c%.md",
    )
    assert said == (
        "::warning file=a%2Cb%3Ac%25.md,line=1,endLine=1,col=4,endColumn=6,title=L402 tracking-query"
        "::a,b:c%25.md:1:4: L402 drop it: 100%25, or so\n"
    )


def test_columns_are_left_out_where_the_place_has_several_lines() -> None:
    source = Source("a\nb\n")
    assert reported("github", finding(source, (0, 3)), source=source).startswith(
        "::warning file=a.md,line=1,endLine=2,title=L402 "
    )


def test_commands_of_severities() -> None:
    found = [finding(severity=severity) for severity in Severity]
    assert [line.split()[0] for line in reported("github", *found).splitlines()] == [
        "::error",
        "::warning",
        "::notice",
    ]


# gitlab


def test_fingerprints_differ_between_files_and_between_findings_alike() -> None:
    twice = (finding(), finding())
    rows = json.loads(
        reporter("gitlab")(
            [NotebookResult("a.md", None, twice), NotebookResult("b.md", None, twice)],
            Look(),
        )
    )
    assert len({row["fingerprint"] for row in rows}) == 4


def test_fingerprints_survive_lines_above(folder: Path) -> None:
    arguments = (
        "check",
        "--isolated",
        "--select",
        "L402",
        "--output-format",
        "gitlab",
        "a.md",
    )
    write(folder, {"a.md": f"{TRACKED}2. [B](https://example.org/?utm_source=x)\n"})
    before = {row["fingerprint"] for row in json.loads(notelint(*arguments).out)}
    write(
        folder,
        {
            "a.md": f"words\n\nwords\n\n{TRACKED}2. [B](https://example.org/?utm_source=x)\n"
        },
    )
    assert len(before) == 2
    assert {
        row["fingerprint"] for row in json.loads(notelint(*arguments).out)
    } == before


# sarif


def test_rules_are_those_that_have_findings(folder: Path) -> None:
    write(folder, {"a.md": TRACKED + LOST.replace("1.", "2.")})
    (run,) = json.loads(
        notelint(
            "check",
            "--isolated",
            "--select",
            "F301,L402,W801",
            "--output-format",
            "sarif",
        ).out
    )["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [each["id"] for each in rules] == ["F301", "L402"]
    assert [
        rules[each["ruleIndex"]]["id"] == each["ruleId"] for each in run["results"]
    ] == [True, True]


def test_level_is_todays_where_the_config_says_otherwise(folder: Path) -> None:
    write(
        folder,
        {"a.md": TRACKED, ".notelint.yaml": "severity: {tracking-query: info}\n"},
    )
    (run,) = json.loads(
        notelint("check", "--select", "L402", "--output-format", "sarif").out
    )["runs"]
    assert (
        run["results"][0]["level"],
        run["tool"]["driver"]["rules"][0]["defaultConfiguration"],
    ) == ("note", {"level": "warning"})


def test_descriptions_are_as_short_as_github_wants_them() -> None:
    from notelint.rules.catalogue import RULES

    found = [finding()._replace(code=rule.code) for rule in RULES]
    (run,) = valid_json(reported("sarif", *found), "sarif-2.1.0")["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [each["id"] for each in rules] == [rule.code for rule in RULES]
    assert (
        max(
            len(each[name]["text"])
            for each in rules
            for name in ("shortDescription", "fullDescription")
        )
        <= 1024
    )


def test_place_of_a_file_that_came_to_nothing_has_no_offset() -> None:
    source = Source("a\nb\n")
    found = finding()._replace(start=Position(2, 1), end=Position(2, 1))
    (run,) = json.loads(reported("sarif", found, source=source))["runs"]
    region = run["results"][0]["locations"][0]["physicalLocation"]["region"]
    assert region == {"startLine": 2, "startColumn": 1, "endLine": 2, "endColumn": 1}


# junit


def test_cases_of_a_name_are_counted() -> None:
    found = [finding(message=message) for message in ("a (2)", "a", "a", "a", "a (2)")]
    cases = ElementTree.fromstring(reported("junit", *found)).iter("testcase")
    said = [case.attrib["name"].removeprefix("L402 tracking-query: ") for case in cases]
    assert said == ["a (2)", "a", "a (3)", "a (4)", "a (2) (2)"]


def test_remark_is_a_case_that_passed() -> None:
    root = ElementTree.fromstring(
        reported("junit", finding(severity=Severity.INFO), finding())
    )
    assert root.attrib == {
        "name": "notelint",
        "tests": "2",
        "failures": "1",
        "errors": "0",
    }
    assert [[part.tag for part in case] for case in root.iter("testcase")] == [
        ["system-out"],
        ["failure"],
    ]


# rdjson


def test_columns_count_bytes() -> None:
    source = Source("a𐐀b\r\n论\n", bom=True)
    (one, two) = json.loads(
        reported(
            "rdjson", finding(source, (2, 3)), finding(source, (5, 6)), source=source
        )
    )["diagnostics"]
    assert one["location"]["range"] == {
        "start": {"line": 1, "column": 9},
        "end": {"line": 1, "column": 10},
    }
    assert two["location"]["range"] == {
        "start": {"line": 2, "column": 1},
        "end": {"line": 2, "column": 4},
    }


def test_path_is_from_the_working_folder(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    top = repository(folder / "top", {"notes/a.md": TRACKED})
    monkeypatch.chdir(top / "notes")
    assert (
        json.loads(notelint("check", "--isolated", "--output-format", "rdjson").out)[
            "diagnostics"
        ][0]["location"]["path"]
        == "a.md"
    )


def test_edits_that_go_together_are_one_suggestion() -> None:
    source = Source("a b\nc d\n")
    (row,) = json.loads(
        reported(
            "rdjson", finding(source, (0, 1), [(4, 5, "y"), (0, 1, "x")]), source=source
        )
    )["diagnostics"]
    assert row["suggestions"] == [
        {
            "range": {
                "start": {"line": 1, "column": 1},
                "end": {"line": 2, "column": 2},
            },
            "text": "x b\ny",
        }
    ]


def test_blank_lines_at_the_end_go() -> None:
    source = Source("a\n\n\n")
    (row,) = json.loads(
        reported("rdjson", finding(source, (2, 4), [(2, 4, "")]), source=source)
    )["diagnostics"]
    assert row["suggestions"] == [
        {"range": {"start": {"line": 2}, "end": {"line": 3}}, "text": ""}
    ]


def test_no_suggestion_that_repeats_half_the_notebook() -> None:
    source = Source("a\n" * 100)
    for last, suggests in ((FAR - 1, True), (FAR, False)):
        (row,) = json.loads(
            reported(
                "rdjson",
                finding(source, (0, 1), [(0, 1, "b"), (2 * last, 2 * last + 1, "b")]),
                source=source,
            )
        )["diagnostics"]
        assert ("suggestions" in row) == suggests


def test_place_of_a_file_that_cannot_be_read_is_a_line(folder: Path) -> None:
    (folder / "a.md").write_bytes(b"a\n\xff")
    (row,) = json.loads(
        notelint("check", "--isolated", "--output-format", "rdjson").out
    )["diagnostics"]
    assert row["location"] == {"path": "a.md", "range": {"start": {"line": 2}}}


# markdown


def test_long_tables_are_folded() -> None:
    short, long = (reported("markdown", *[finding()] * count) for count in (20, 21))
    assert (
        "\n<details open>\n<summary><code>a.md</code>: 20 findings</summary>\n" in short
    )
    assert "\n<details>\n<summary><code>a.md</code>: 21 findings</summary>\n" in long


def test_summary_is_no_longer_than_github_takes() -> None:
    many = [
        NotebookResult(
            f"{name}.md", Source("a\n"), tuple([finding(message="论" * 1000)] * 200)
        )
        for name in "ab"
    ]
    said = reporter("markdown")(
        [*many, NotebookResult("c.md", Source("a\n"), (finding(message="short"),))],
        Look(),
    )
    assert LIMIT - 5000 < len(said.encode()) <= 1024 * 1024
    assert said.startswith("### notelint\n\nFound 401 findings in 3 notebooks.\n")
    shown = said.count("<tr><td>")
    assert said.endswith(
        f"\nA summary holds so much and no more: {401 - shown} findings more in the output of `notelint check`.\n"
    )
    assert (
        "c.md" not in said
    )  # the first that fit, in order, and not those that happen to be short


def test_one_finding_too_long_for_a_summary() -> None:
    said = reported("markdown", finding(message="x" * LIMIT))
    assert said.endswith(
        "1 notebook.\n\nA summary holds so much and no more: 1 finding more in the output of `notelint check`.\n"
    )
    assert "<table>" not in said
