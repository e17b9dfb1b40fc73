"""What holds for all tests."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from tests.paper_world import World

# A failure must be this commit's, so the examples are the same every time; who looks for
# more sets NOTELINT_RANDOM. None is timed: a busy machine is no mistake of ours.
settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("random", deadline=None)
settings.load_profile("random" if os.environ.get("NOTELINT_RANDOM") else "same")


@pytest.fixture
def paper_world(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[World]:
    """The papers' web, on loopback: see tests/paper_world.

    This process finds it in the place of the other, keeps its cache to itself, and must
    dial nothing else.
    """
    from tests.paper_world import World

    for name in (
        "HTTP_PROXY",
        "HTTPS_PROXY",
        "ALL_PROXY",
        "NO_PROXY",
        "SSL_CERT_FILE",
        "CURL_CA_BUNDLE",
        "OPENREVIEW_TOKEN",
        "GITHUB_TOKEN",
    ):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
    monkeypatch.setenv("NOTELINT_CACHE_DIR", str(tmp_path / "cache-of-the-world"))
    with World() as world, world.watch():
        for name, value in world.variables.items():
            monkeypatch.setenv(name, value)
        yield world
    assert not world.watch.wrong, f"dialled what nobody may dial: {world.watch.wrong}"
