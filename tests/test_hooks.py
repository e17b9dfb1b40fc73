"""The hooks that others take from this repository, run by a real pre-commit from a real commit."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.program import ENTRY, LOST, ROOT, TRACKED, git, repository, write

pytestmark = pytest.mark.hooks


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """This checkout, as it is now, committed to a repository of its own."""
    there = tmp_path_factory.mktemp("published")
    names = git(ROOT, "ls-files", "-z", "--cached", "--others", "--exclude-standard").split("\0")
    for name in filter(None, names):
        if (ROOT / name).is_file():
            (there / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, there / name)
    repository(there, {})
    git(there, "add", "--all")
    git(there, "commit", "--quiet", "--message", "as it is")
    return there


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where pre-commit keeps its environments, for all tests here."""
    return tmp_path_factory.mktemp("cache")


def user(folder: Path, published: Path, notebook: str, hook: str = "notelint-check") -> Path:
    """The repository of someone who takes a hook."""
    revision = git(published, "rev-parse", "HEAD").strip()
    config = f"repos:\n  - repo: {published}\n    rev: {revision}\n    hooks:\n      - id: {hook}\n"
    repository(folder, {".pre-commit-config.yaml": config, "README.md": notebook})
    git(folder, "add", "--all")
    return folder


def pre_commit(folder: Path, cache: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "NOTELINT_", "COV_")) and name != "PYTHONPATH"
    }
    environment = {**kept, "PRE_COMMIT_HOME": str(cache), "PRE_COMMIT_COLOR": "never", "LC_ALL": "C.UTF-8"}
    command = [sys.executable, "-m", "pre_commit", *arguments]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=600, check=False)


def test_notebook_in_order_passes(tmp_path: Path, published: Path, cache: Path) -> None:
    done = pre_commit(user(tmp_path, published, ENTRY), cache, "run", "--all-files")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "notelint check" in done.stdout
    assert "Passed" in done.stdout


def test_defect_fails_and_is_shown(tmp_path: Path, published: Path, cache: Path) -> None:
    folder = user(tmp_path, published, LOST)
    done = pre_commit(folder, cache, "run", "--all-files")
    assert done.returncode == 1, done.stdout + done.stderr
    assert "README.md:2:8: F301 missing-figure figure not found: lost.png" in done.stdout
    assert git(folder, "status", "--porcelain").split() == ["A", ".pre-commit-config.yaml", "A", "README.md"]


def test_commit_that_only_deletes_a_figure_is_judged(tmp_path: Path, published: Path, cache: Path) -> None:
    folder = user(tmp_path, published, LOST)
    write(folder, {"lost.png": "<svg xmlns='http://www.w3.org/2000/svg'/>"})
    git(folder, "add", "--all")
    assert pre_commit(folder, cache, "run").returncode == 0
    git(folder, "commit", "--quiet", "--message", "a")
    git(folder, "rm", "--quiet", "lost.png")
    done = pre_commit(folder, cache, "run")
    assert done.returncode == 1
    assert "F301" in done.stdout


def test_try_repo(tmp_path: Path, published: Path, cache: Path) -> None:
    folder = user(tmp_path, published, LOST)
    done = pre_commit(folder, cache, "try-repo", str(published), "notelint-check", "--all-files")
    assert done.returncode == 1
    assert "F301" in done.stdout


def test_notebooks_are_rewritten_and_the_commit_stopped(tmp_path: Path, published: Path, cache: Path) -> None:
    folder = user(tmp_path, published, TRACKED, "notelint-fmt")
    write(folder, {"notes/a b.md": TRACKED, "notes/c.txt": TRACKED, "d.md": TRACKED, ".notelint.yaml": "exclude: [d.md]\n"})
    git(folder, "add", "--all")
    done = pre_commit(folder, cache, "run")
    assert done.returncode == 1, done.stdout + done.stderr
    assert "files were modified by this hook" in done.stdout
    names = ("README.md", "notes/a b.md", "notes/c.txt", "d.md")
    assert [(folder / name).read_text() for name in names] == [ENTRY, ENTRY, TRACKED, TRACKED]
    git(folder, "add", "--all")
    done = pre_commit(folder, cache, "run", "--verbose")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Passed" in done.stdout
    assert "Rewrote" not in done.stdout
