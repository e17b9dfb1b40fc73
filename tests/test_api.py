"""`import notelint`: small, lazy, and no more than it says."""

import subprocess
import sys

import pytest

import notelint
from notelint.config import Config
from notelint.errors import NotelintError
from tests.cli.program import ENTRY, LOST, TRACKED, environment


def test_check_text() -> None:
    (found,) = notelint.check_text(TRACKED)
    assert isinstance(found, notelint.Diagnostic)
    assert (found.code, found.path, found.start, found.severity.value) == (
        "L402",
        "-",
        (1, 32),
        "warning",
    )


def test_check_text_by_path_and_config() -> None:
    (found,) = notelint.check_text(TRACKED, path="notes/README.md")
    assert found.path == "notes/README.md"
    assert notelint.check_text(TRACKED, config=Config(ignore=("L402",))) == []


def test_check_text_knows_nothing_of_files() -> None:
    assert notelint.check_text(LOST) == []


@pytest.mark.parametrize(
    "text", ["", "\ufeff", "\0", "\ud800", "a\x0cb\u2028c", "\r\r\n\n"]
)
def test_check_text_of_anything(text: str) -> None:
    assert {each.code for each in notelint.check_text(text)} <= {"X902"}


def test_format_text() -> None:
    assert notelint.format_text(TRACKED) == ENTRY
    assert notelint.format_text(ENTRY) == ENTRY
    assert notelint.format_text(TRACKED, config=Config(ignore=("L402",))) == TRACKED
    assert (
        notelint.format_text(
            TRACKED, "drafts/a.md", Config(per_file_ignores={"drafts/**": ("L402",)})
        )
        == TRACKED
    )


@pytest.mark.parametrize(
    "text",
    ["", "\ufeff", "\ufeff" + ENTRY, ENTRY.replace("\n", "\r\n"), "\ufeff\ufeffa\n"],
)
def test_format_text_keeps_marks_and_line_ends(text: str) -> None:
    assert notelint.format_text(text) == text


def test_format_text_of_what_cannot_be_read() -> None:
    with pytest.raises(NotelintError):
        notelint.format_text("> " * 20_000 + "a\n")


def test_names() -> None:
    assert notelint.__all__ == [
        "Diagnostic",
        "__version__",
        "check_text",
        "format_text",
    ]
    assert all(getattr(notelint, name) for name in notelint.__all__)
    with pytest.raises(
        AttributeError, match="module 'notelint' has no attribute 'fix_text'"
    ):
        notelint.fix_text  # noqa: B018


def test_import_is_lazy() -> None:
    code = "import sys, notelint; before = set(sys.modules); notelint.check_text; print(*sorted({m for m in before if 'notelint' in m}))"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "notelint\n"
