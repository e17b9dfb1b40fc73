"""`notelint check --fix`, `--unsafe-fixes` and `--diff`: what is mended, what is left,
and the exit code.
"""

import json
import os
from pathlib import Path

import pytest

from notelint.engine import formatter
from notelint.guard.changes import Change
from notelint.rules.catalogue import RULES
from notelint.text.diagnostics import Fix
from notelint.text.page_changes import Kind
from tests.cli.program import ENTRY, LOST, TRACKED, notelint, write

PICTURE = "GIF89a"
CASE = LOST.replace("lost.png", "Found.png")  # a safe fix, F302 in 2:8
LEFT = "F301 missing-figure figure not found: lost.png"
BOTH = TRACKED + LOST.replace("1. [", "2. [").replace(
    "1706.03762", "1810.04805"
).replace("Attention Is All You Need", "BERT")
BOTH_MENDED = BOTH.replace("?utm_source=x", "")
DIFF_OF_BOTH = (
    f"diff --git a/a.md b/a.md\n--- a/a.md\n+++ b/a.md\n@@ -1,3 +1,3 @@\n-{TRACKED}+{ENTRY}"
    + "".join(f" {line}\n" for line in BOTH.splitlines()[1:])
)


def read(folder: Path, name: str = "a.md") -> str:
    return (folder / name).read_bytes().decode()


def guesses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the fixes of L402 be guesses."""
    (rule,) = (each for each in RULES if each.code == "L402")
    check = rule.check

    def guessing(*arguments: object, **options: object) -> object:
        for finding in check(*arguments, **options):
            assert finding.fix
            yield finding._replace(fix=Fix.unsafe(*finding.fix.edits))

    guess = rule._replace(check=guessing)
    rows = tuple(guess if each is rule else each for each in RULES)
    monkeypatch.setattr("notelint.engine.linter.RULES", rows)


# --fix.


def test_everything_mended_is_in_order(folder: Path) -> None:
    write(folder, {"a.md": TRACKED, "b.md": ENTRY})
    done = notelint("check", "--fix")
    assert done == (0, "Rewrote a.md: 1 tracking-query\nFound 1 finding: mended.\n", "")
    assert read(folder) == ENTRY
    assert notelint("check", "--fix") == (0, "All 2 notebooks are in order.\n", "")


def test_what_is_left_is_reported(folder: Path) -> None:
    write(folder, {"a.md": BOTH})
    done = notelint("check", "--fix")
    assert (done.code, done.err) == (1, "")
    assert (
        done.out
        == f"Rewrote a.md: 1 tracking-query\na.md:3:8: {LEFT}\nFound 2 findings: 1 mended, 1 left (1 error).\n"
    )
    assert read(folder) == BOTH_MENDED
    assert (
        notelint("check", "--fix").out
        == f"a.md:3:8: {LEFT}\nFound 1 finding in 1 notebook (1 error).\n"
    )


def test_what_is_left_is_at_the_place_where_it_is_now(folder: Path) -> None:
    write(
        folder,
        {
            "a.md": TRACKED
            + "\n\n\n\n"
            + BOTH.splitlines(keepends=True)[1]
            + "   ![](lost.png)\n"
        },
    )
    done = notelint("check", "--fix", "--output-format", "full", "-q")
    lines = read(folder).splitlines()
    number = next(number for number, line in enumerate(lines, 1) if "lost.png" in line)
    assert f" --> a.md:{number}:8\n" in done.out
    assert f"{number} | {lines[number - 1]}\n" in done.out


def test_safe_fixes_too(folder: Path) -> None:
    write(folder, {"a.md": CASE, "found.png": PICTURE})
    assert notelint("fmt") == (0, "", "")
    assert notelint("check").out.endswith("(1 error): notelint check --fix mends 1.\n")
    assert notelint("check", "--fix").code == 0
    assert read(folder) == CASE.replace("Found", "found")


def test_guesses_only_when_asked_for(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    guesses(monkeypatch)
    write(folder, {"a.md": TRACKED})
    said = (
        "Found 1 finding in 1 notebook{} notelint check --fix --unsafe-fixes mends 1.\n"
    )
    assert notelint("check").out.endswith(said.format(":"))
    done = notelint("check", "--fix")
    assert (done.code, read(folder)) == (1, TRACKED)
    assert done.out.endswith(said.format(";"))
    assert (
        notelint("check", "--fix", "--unsafe-fixes").out
        == "Rewrote a.md: 1 tracking-query\nFound 1 finding: mended.\n"
    )
    assert read(folder) == ENTRY


def test_guesses_need_fix_or_diff(folder: Path) -> None:
    write(folder, {"a.md": TRACKED})
    assert notelint("check", "--unsafe-fixes") == (
        2,
        "",
        "error: --unsafe-fixes: works together with --fix or --diff\n",
    )


def test_unused_figures_are_left_alone(folder: Path) -> None:
    write(folder, {"a.md": TRACKED, "x.png": PICTURE})
    done = notelint("check", "--fix", "--extend-select", "F306")
    assert done.code == 1
    assert done.out.endswith("Found 2 findings: 1 mended, 1 left.\n")
    assert "x.png:1:1: F306 " in done.out
    assert read(folder, "x.png") == PICTURE


def test_rules_that_are_not_in_force_mend_nothing(folder: Path) -> None:
    write(folder, {"a.md": TRACKED})
    assert notelint("check", "--fix", "--ignore", "L402") == (
        0,
        "The notebook is in order.\n",
        "",
    )
    assert read(folder) == TRACKED


@pytest.mark.parametrize(
    ("arguments", "code"), [(["--exit-zero"], 0), (["--fail-on", "never"], 0), ([], 1)]
)
def test_exit_code(folder: Path, arguments: list[str], code: int) -> None:
    write(folder, {"a.md": BOTH})
    assert notelint("check", "--fix", *arguments).code == code


def test_quiet_and_verbose(folder: Path) -> None:
    write(folder, {"a.md": BOTH, "b.md": ENTRY})
    assert notelint("check", "--fix", "-q") == (1, f"a.md:3:8: {LEFT}\n", "")
    write(folder, {"a.md": BOTH})
    assert (
        notelint("check", "--fix", "-v").err
        == "a.md: 1 finding left, 1 mended\nb.md: 0 findings left, 0 mended\n"
    )


@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_programs_are_told_what_is_left_and_nothing_else(
    folder: Path, form: str
) -> None:
    write(folder, {"a.md": BOTH})
    done = notelint("check", "--fix", "--output-format", form)
    rows = (
        json.loads(done.out)
        if form == "json"
        else [json.loads(line) for line in done.out.splitlines()]
    )
    assert [(row["code"], row["start"]["line"]) for row in rows] == [("F301", 3)]
    assert done.err == ""


def test_statistics_and_files_are_of_what_is_left(folder: Path) -> None:
    write(folder, {"a.md": BOTH})
    done = notelint("check", "--fix", "--statistics")
    assert done.out.splitlines()[1:] == [
        "1  F301  [ ]  missing-figure",
        "Found 2 findings: 1 mended, 1 left (1 error).",
    ]
    write(folder, {"a.md": BOTH})
    assert (
        notelint("check", "--fix", "--output-file", "out").out
        == "Found 2 findings: 1 mended, 1 left (1 error).\n"
    )
    assert read(folder, "out") == f"a.md:3:8: {LEFT}\n"


def test_files_are_shown_and_nothing_is_mended(folder: Path) -> None:
    write(folder, {"a.md": TRACKED})
    assert notelint("check", "--fix", "--show-files") == (0, "a.md\n", "")
    assert read(folder) == TRACKED


# What goes wrong.


def test_unreadable_file_is_a_finding(folder: Path) -> None:
    write(folder, {"b.md": TRACKED})
    (folder / "a.md").write_bytes(b"\xff\n")
    done = notelint("check", "--fix")
    assert done.code == 1
    assert done.out.startswith("Rewrote b.md: 1 tracking-query\na.md:1:1: X902 ")
    assert read(folder, "b.md") == ENTRY


def test_what_the_guard_refuses_is_named_and_left(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "notelint.guard.changes.changes", lambda *_: (Change(Kind.LOST, 1, ""),)
    )
    write(folder, {"a.md": TRACKED})
    done = notelint("check", "--fix", "--exit-zero")
    assert (done.code, done.err) == (
        2,
        "a.md:1: L402 left alone: mending it would change the page otherwise\n",
    )
    assert done.out.splitlines()[1:] == ["Found 1 finding in 1 notebook."]
    assert read(folder) == TRACKED


def test_fixes_that_undo_each_other(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(formatter, "PASSES", 0)
    write(folder, {"a.md": BOTH})
    done = notelint("check", "--fix")
    assert (done.code, done.err) == (
        2,
        "a.md: left alone: fixes that undo each other: L402\n",
    )
    assert [line.split()[1] for line in done.out.splitlines()[:-1]] == ["L402", "F301"]
    assert read(folder) == BOTH


def test_file_that_cannot_be_written_is_reported_as_it_is(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    write(folder, {"a.md": BOTH})
    before = notelint("check")
    monkeypatch.setattr(os, "replace", fail)
    assert notelint("check", "--fix") == (
        2,
        before.out,
        "error: a.md: no space left on device\n",
    )
    assert read(folder) == BOTH


# --diff.


def test_diff_writes_nothing_and_tells_what_would_be_left(folder: Path) -> None:
    write(folder, {"a.md": BOTH})
    for arguments in (["--diff"], ["--fix", "--diff"]):
        done = notelint("check", *arguments)
        assert (done.code, done.out) == (1, DIFF_OF_BOTH)
        assert (
            done.err
            == f"a.md:3:8: {LEFT}\nFound 2 findings: 1 would be mended, 1 left (1 error).\n"
        )
    assert read(folder) == BOTH


def test_places_beside_a_diff_are_those_of_the_file(folder: Path) -> None:
    write(folder, {"a.md": "# A\n\n\n\n\n" + BOTH})
    done = notelint("check", "--diff")
    assert done.err.startswith(f"a.md:8:8: {LEFT}\n")


def test_diff_of_what_is_in_order(folder: Path) -> None:
    write(folder, {"a.md": ENTRY})
    assert notelint("check", "--diff") == (0, "", "The notebook is in order.\n")


def test_diff_mends_nothing_and_so_fails(folder: Path) -> None:
    write(folder, {"a.md": TRACKED})
    assert notelint("check", "--diff", "-q").code == 1
    assert notelint("check", "--diff", "--exit-zero").code == 0
    assert notelint("check", "--diff", "--fail-on", "error").code == 0


def test_diff_with_guesses(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    guesses(monkeypatch)
    write(folder, {"a.md": TRACKED})
    assert notelint("check", "--diff").out == ""
    assert notelint("check", "--diff", "--unsafe-fixes").out.endswith(
        f"-{TRACKED}+{ENTRY}"
    )


# Standard input.


def test_standard_input_is_printed_mended(folder: Path) -> None:
    done = notelint("check", "--fix", "--stdin-filename", "a.md", stdin=BOTH.encode())
    assert (done.code, done.out) == (1, BOTH_MENDED)
    assert (
        done.err == f"a.md:3:8: {LEFT}\nFound 2 findings: 1 mended, 1 left (1 error).\n"
    )
    assert notelint("check", "--fix", "-", "-q", stdin=TRACKED.encode()) == (
        0,
        ENTRY,
        "",
    )


def test_standard_input_as_a_diff(folder: Path) -> None:
    done = notelint("check", "--diff", "--stdin-filename", "a.md", stdin=BOTH.encode())
    assert (done.code, done.out) == (1, DIFF_OF_BOTH)
    assert done.err.startswith(f"a.md:3:8: {LEFT}\n")


def test_standard_input_that_cannot_be_mended_comes_back(folder: Path) -> None:
    done = notelint("check", "--fix", "-", stdin=b"a\xff\n")
    assert (done.code, done.out) == (1, "a\udcff\n")
    assert done.err.startswith("-:1:1: X902 ")
    write(folder, {".notelint.yaml": "exclude: [a.md]\n"})
    assert (
        notelint(
            "check", "--fix", "--stdin-filename", "a.md", stdin=TRACKED.encode()
        ).out
        == TRACKED
    )
    assert (
        notelint(
            "check", "--diff", "--stdin-filename", "a.md", stdin=TRACKED.encode()
        ).out
        == ""
    )
