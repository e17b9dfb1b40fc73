"""Each test of the command line has a folder of its own, and no variables that change
the looks.
"""

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder: empty, and in no repository."""
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "NOTELINT_OUTPUT_FORMAT"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path
