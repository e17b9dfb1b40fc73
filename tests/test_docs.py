"""What is written about the program is so."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from notelint.rules.catalogue import FAMILIES, RULES
from notelint.rules.manual import index
from tests.cli.program import (
    ENTRY,
    ROOT,
    TRACKED,
    Done,
    environment,
    git,
    notelint,
    repository,
    shell,
    write,
)

README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(
    r"^```(?:console|bash|sh)\n(.*?)^```", README, re.MULTILINE | re.DOTALL
)
COMMANDS = [
    line.removeprefix("$ ")
    for block in BLOCKS
    for line in block.splitlines()
    if line.startswith("$ notelint")
]
CODES = {"examples/notebook": 1, "examples/orderly": 0}


def generate(*arguments: str, root: Path = ROOT) -> Done:
    command = [sys.executable, str(root / "docs" / "generate.py"), *arguments]
    done = subprocess.run(
        command,
        env=environment({"PYTHONPATH": str(ROOT / "src")}),
        capture_output=True,
        text=True,
        check=False,
    )
    return Done(done.returncode, done.stdout, done.stderr)


def test_generated_docs_are_up_to_date() -> None:
    assert generate("--check") == (0, "", "")


def test_index_lists_each_rule_once() -> None:
    rows = re.findall(
        r"^\| \[(\w+)\]\(\1\.md\) \| ([\w-]+) \|", index(RULES), re.MULTILINE
    )
    assert rows == [
        (each.code, each.name)
        for letter in FAMILIES
        for each in RULES
        if each.code.startswith(letter)
    ]
    assert index(RULES) == (ROOT / "docs" / "rules" / "README.md").read_text(
        encoding="utf-8"
    )


def test_generated_docs_are_written_and_gone_ones_removed(tmp_path: Path) -> None:
    for folder in ("docs/rules", "src/notelint"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "docs" / "generate.py").write_bytes(
        (ROOT / "docs" / "generate.py").read_bytes()
    )
    (tmp_path / "docs" / "rules" / "Z999.md").touch()
    assert generate("--check", root=tmp_path).code == 1
    done = generate(root=tmp_path)
    assert done.code == 0
    assert len(done.out.splitlines()) == len(RULES) + 3
    assert generate("--check", root=tmp_path) == (0, "", "")
    names = {path.name for path in (tmp_path / "docs" / "rules").iterdir()}
    assert names == {"README.md", *(f"{each.code}.md" for each in RULES)}


def test_there_are_commands_in_the_readme() -> None:
    assert len(COMMANDS) >= 5


@pytest.mark.parametrize("command", COMMANDS)
def test_command_of_the_readme(command: str, tmp_path: Path) -> None:
    for place, code in CODES.items():
        if place in command:
            done = shell(command, ROOT)
            assert (done.code, done.err) == (code, "")
            return
    repository(tmp_path, {"README.md": ENTRY, "notes/a.md": ENTRY})
    git(tmp_path, "add", "--all")
    git(tmp_path, "commit", "--quiet", "--message", "in order")
    write(tmp_path, {"README.md": TRACKED, "notes/a.md": TRACKED})
    git(tmp_path, "add", "--all")
    done = shell(command, tmp_path)
    assert done.code in {0, 1}
    assert done.err == (
        "2 notebooks would be rewritten.\n" if "--diff" in command else ""
    )
    assert done.out


def test_output_in_the_readme_is_what_is_printed() -> None:
    shown = [
        (line, block)
        for block in BLOCKS
        for line in block.splitlines()
        if block.startswith("$ notelint check examples/notebook\n")
    ]
    real = notelint(
        "check", "--isolated", str(ROOT / "examples" / "notebook")
    ).out.replace(f"{ROOT}/", "")
    lines = [
        line
        for line, _ in shown
        if not line.startswith("$") and not line.strip().startswith("…")
    ]
    assert len(lines) >= 5
    for line in lines:
        head, _, tail = line.partition("…")
        assert any(
            each.startswith(head) and each.endswith(tail) for each in real.splitlines()
        ), line


def test_every_rule_is_in_the_readme() -> None:
    assert [
        each.code for each in RULES if f"{each.code} {each.name}" not in README
    ] == []


@pytest.mark.parametrize(
    "path",
    sorted(
        {
            *ROOT.glob("*.md"),
            *(ROOT / "docs").glob("*.md"),
            ROOT / "examples" / "README.md",
        }
    ),
    ids=lambda path: path.name,
)
def test_links_between_our_own_pages_lead_somewhere(path: Path) -> None:
    text = re.sub(
        r"^```.*?^```|`[^`\n]*`",
        "",
        path.read_text(encoding="utf-8"),
        flags=re.MULTILINE | re.DOTALL,
    )
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text)
    assert [link for link in links if not (path.parent / link).exists()] == []
