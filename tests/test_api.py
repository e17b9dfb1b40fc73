"""`import notelint`: small, lazy, and no more than it says."""

import subprocess
import sys

import pytest

import notelint
from notelint.config import Config
from tests.cli.program import LOST, TRACKED, environment


def test_check_text() -> None:
    (found,) = notelint.check_text(TRACKED)
    assert isinstance(found, notelint.Diagnostic)
    assert (found.code, found.path, found.start, found.severity.value) == ("L402", "-", (1, 32), "warning")


def test_check_text_by_path_and_config() -> None:
    (found,) = notelint.check_text(TRACKED, path="notes/README.md")
    assert found.path == "notes/README.md"
    assert notelint.check_text(TRACKED, config=Config(ignore=("L402",))) == []


def test_check_text_knows_nothing_of_files() -> None:
    assert notelint.check_text(LOST) == []


@pytest.mark.parametrize("text", ["", "\ufeff", "\0", "\ud800", "a\x0cb\u2028c", "\r\r\n\n"])
def test_check_text_of_anything(text: str) -> None:
    assert {each.code for each in notelint.check_text(text)} <= {"X902"}


def test_names() -> None:
    assert notelint.__all__ == ["Diagnostic", "__version__", "check_text"]
    assert all(getattr(notelint, name) for name in notelint.__all__)
    with pytest.raises(AttributeError, match="module 'notelint' has no attribute 'format_text'"):
        notelint.format_text  # noqa: B018


def test_import_is_lazy() -> None:
    code = "import sys, notelint; before = set(sys.modules); notelint.check_text; print(*sorted({m for m in before if 'notelint' in m}))"
    done = subprocess.run([sys.executable, "-c", code], env=environment(), capture_output=True, text=True, check=True)
    assert done.stdout == "notelint\n"
