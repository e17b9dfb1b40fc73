"""What a run imports: most of its time is start-up, so nothing is imported that it does
not need.
"""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.program import ENTRY, TRACKED, environment, repository, write

INSPECT = {
    "inspect",
    "ast",
    "dis",
    "tokenize",
    "linecache",
}  # what click would take along to dedent help


def imported(folder: Path, *arguments: str) -> set[str]:
    """The modules that a run imports."""
    command = [sys.executable, "-X", "importtime", "-m", "notelint", *arguments]
    done = subprocess.run(
        command,
        cwd=folder,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode in {0, 1}, done.stderr[-500:]
    names = {
        line.rpartition("|")[2].strip()
        for line in done.stderr.splitlines()
        if line.startswith("import time:")
    }
    assert "notelint.cli" in names
    return names


@pytest.mark.parametrize(
    "arguments", [["--version"], ["--help"], ["check", "--help"], ["fmt", "--help"]]
)
def test_version_and_help_import_next_to_nothing(
    tmp_path: Path, arguments: list[str]
) -> None:
    names = imported(tmp_path, *arguments)
    assert not any(name.startswith("mistletoe") for name in names)
    assert not names & {
        "yaml",
        "requests",
        "rich",
        "wcwidth",
        "tomllib",
        "json",
        "hashlib",
        "subprocess",
        "difflib",
    }
    assert arguments != ["--version"] or not names & INSPECT
    assert {name for name in names if name.startswith("notelint.")} == {
        "notelint.cli",
        "notelint.cli.click_loader",
        "notelint.cli.options",
        "notelint.errors",
        "notelint.reporters",
    }


@pytest.mark.parametrize("text", [ENTRY, TRACKED], ids=["in order", "one finding"])
def test_check_without_config_imports_what_it_needs(tmp_path: Path, text: str) -> None:
    write(tmp_path, {"a.md": text})
    names = imported(tmp_path, "check", "a.md")
    assert "mistletoe.block_token" in names
    assert not names & {"mistletoe.html_renderer", "mistletoe.base_renderer"}
    assert not names & {
        "yaml",
        "requests",
        "difflib",
        "json",
        "hashlib",
        "tomllib",
        "subprocess",
        "sqlite3",
        "platformdirs",
        "shutil",
        "wcwidth",
        "traceback",
        "argparse",
        "logging",
        *INSPECT,
    }
    assert not names & {
        "notelint.config.merge",
        "notelint.config.description",
        "notelint.rules.manual",
        "notelint.reporters.full",
    }


WRITING = {
    "notelint.engine.formatter",
    "notelint.guard",
    "notelint.text.edits",
    "notelint.repo.writer",
    "notelint.cli.rewriting",
    "cmarkgfm",
    "_cffi_backend",
}


def test_who_only_judges_imports_nothing_that_writes(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": TRACKED})
    for form in ("concise", "full", "json"):
        assert (
            not imported(tmp_path, "check", "--output-format", form, "a.md") & WRITING
        )
    assert {*WRITING, "html.parser"} <= imported(tmp_path, "check", "--fix", "a.md")


def test_the_page_is_rendered_only_where_something_is_mended(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": ENTRY})
    assert not imported(tmp_path, "fmt", "a.md") & {
        "cmarkgfm",
        "tempfile",
        "subprocess",
    }
    write(tmp_path, {"a.md": TRACKED})
    names = imported(tmp_path, "fmt", "--check", "a.md")
    assert "cmarkgfm" in names
    assert "subprocess" not in names


def test_git_is_asked_for_folders_alone(tmp_path: Path) -> None:
    repository(tmp_path, {"a.md": ENTRY})
    assert "subprocess" not in imported(tmp_path, "check", "a.md")
    assert "subprocess" in imported(tmp_path, "check")


def test_yaml_is_imported_where_there_is_some(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": ENTRY, ".notelint.yaml": "ignore: [E101]\n"})
    assert "yaml" in imported(tmp_path, "check", "a.md")
    assert "yaml" not in imported(tmp_path, "check", "--isolated", "a.md")


def test_what_a_terminal_needs_is_imported_for_a_terminal(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": TRACKED})
    assert "wcwidth" in imported(tmp_path, "check", "--output-format", "full", "a.md")


def test_rules_are_printed_without_reading_config_files(tmp_path: Path) -> None:
    assert not imported(tmp_path, "rule", "B202") & {
        "yaml",
        "requests",
        "subprocess",
        "wcwidth",
    }
