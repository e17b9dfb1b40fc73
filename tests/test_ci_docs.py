"""docs/ci.md: its recipes are YAML that CIs read, and what they run of notelint runs."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from notelint import __version__
from notelint.cli import cli
from notelint.reporters import FORMATS
from tests.cli.program import ENTRY, ROOT, TRACKED, git, repository, shell, write

TEXT = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
RECIPES: list[dict[str, Any]] = [
    yaml.safe_load(block) for block in re.findall(r"```yaml\n(.*?)```", TEXT, re.DOTALL)
]
REVIEWDOG = 'reviewdog() { cat > given.json; echo "$@" > asked; }\n'


def steps() -> Iterator[dict[str, Any]]:
    for recipe in RECIPES:
        for job in recipe.get("jobs", {}).values():
            yield from job["steps"]


def commands() -> list[str]:
    """What the recipes run of notelint, and what is written of it in passing."""
    lines = [
        line
        for recipe in RECIPES
        for job in recipe.values()
        if "script" in job
        for line in job["script"]
    ]
    lines += [step["run"] for step in steps() if "run" in step]
    lines += [
        f"notelint {step['with']['args']}"
        for step in steps()
        if "args" in step.get("with", {})
    ]
    lines += [f"notelint {args}" for args in re.findall(r"`args: ([^`]*)`", TEXT)]
    lines += re.findall(
        r"`(notelint [^`]*)`", TEXT.replace("`notelint check` prints", "")
    )
    return sorted({line for line in lines if line.startswith("notelint ")})


def test_recipes_are_there() -> None:
    assert len(RECIPES) == 8
    assert len(commands()) >= 10
    assert all(step.keys() & {"run", "uses"} for step in steps())


@pytest.mark.parametrize("command", commands())
def test_command_runs(command: str, tmp_path: Path) -> None:
    """In the second commit of a repository, the first of which is in order."""
    folder = repository(tmp_path / "repository", {"README.md": ENTRY})
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "a")
    write(folder, {"README.md": TRACKED})
    git(folder, "commit", "--quiet", "--all", "--message", "b")
    done = shell(
        REVIEWDOG + command, folder, {"GITHUB_STEP_SUMMARY": str(tmp_path / "summary")}
    )
    succeeds = (
        "--exit-zero" in command
        or "reviewdog" in command
        or command.split()[1] == "init"
    )
    assert (done.code, done.err) == (0 if succeeds else 1, "")
    written = [folder / name for name in re.findall(r"--output-file (\S+)", command)]
    written += [tmp_path / "summary"] if "SUMMARY" in command else []
    written += [folder / "given.json"] if "reviewdog" in command else []
    for each in written:
        assert "L402" in each.read_text(encoding="utf-8")


def test_files_that_are_uploaded_are_those_that_are_written() -> None:
    for recipe in RECIPES:
        text = yaml.safe_dump(recipe, width=1000)
        written = re.findall(r"--output-file (\S+)", text)
        uploaded = re.findall(r"(?:sarif_file|codequality|junit): (\S+)", text)
        assert written == uploaded


def test_inputs_of_the_action() -> None:
    given = {
        name
        for step in steps()
        if step.get("uses", "").startswith("notelint/")
        for name in step.get("with", {})
    }
    rows = set(re.findall(r"(?m)^\| `([a-z-]+)` \| .* \| .* \|$", TEXT)) - {*FORMATS}
    assert given <= rows == {*ACTION["inputs"]}
    assert all(f"`{name}`" in TEXT for name in ACTION["outputs"])


def test_every_format_for_programs_is_told() -> None:
    assert [
        form
        for form in FORMATS
        if form not in {"full", "concise"} and f"`{form}`" not in TEXT
    ] == []


def test_versions_are_todays() -> None:
    said = re.findall(r"notelint(?:/notelint@v|==)(\S+)", TEXT)
    assert len(said) >= 7
    assert {*said} == {__version__}


def test_no_more_rights_than_are_needed() -> None:
    for recipe in RECIPES:
        if "jobs" in recipe:
            rights = {
                name for name, kind in recipe["permissions"].items() if kind == "write"
            }
            uses = yaml.safe_dump(recipe["jobs"])
            needed = (
                {"security-events"}
                if "upload-sarif" in uses
                else {"pull-requests"}
                if "reviewdog" in uses
                else set()
            )
            assert rights == needed


def test_options_in_the_text_exist() -> None:
    known = {
        option
        for command in cli.commands.values()
        for each in command.params
        for option in each.opts
    }
    words = {
        word.partition("=")[0]
        for code in re.findall(r"`([^`\n]+)`", TEXT)
        for word in _words(code)
        if word.startswith("--")
    }
    assert words - known == set()


def _words(code: str) -> list[str]:
    return (
        shlex.split(code)
        if code.count('"') % 2 == 0 and code.count("'") % 2 == 0
        else code.split()
    )
