"""The questions to git, asked of real repositories."""

import os
from pathlib import Path

import pytest

from notelint.git import files_below, is_ignored, root_of
from tests.cli.program import git, repository, write


def test_root_of_a_repository_from_within(tmp_path: Path) -> None:
    repository(tmp_path / "r", {"a/b/c.md": ""})
    assert root_of(tmp_path / "r") == root_of(tmp_path / "r" / "a" / "b") == tmp_path / "r"


def test_root_from_a_relative_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(repository(tmp_path, {"a/b.md": ""}) / "a")
    assert root_of(Path()) == tmp_path


def test_no_root_outside_of_a_repository(tmp_path: Path) -> None:
    assert root_of(tmp_path) is None


def test_root_of_the_inner_repository(tmp_path: Path) -> None:
    repository(tmp_path, {})
    inner = repository(tmp_path / "a" / "inner", {})
    assert root_of(inner) == inner


def test_root_of_worktree_and_submodule(tmp_path: Path) -> None:
    outer, inner = committed(tmp_path / "outer"), committed(tmp_path / "inner")
    git(outer, "worktree", "add", "--quiet", str(tmp_path / "tree"))
    git(outer, "submodule", "--quiet", "add", str(inner), "sub")
    assert (tmp_path / "tree" / ".git").is_file()
    assert (outer / "sub" / ".git").is_file()
    assert root_of(tmp_path / "tree") == tmp_path / "tree"
    assert root_of(outer / "sub") == outer / "sub"


def committed(folder: Path) -> Path:
    repository(folder, {"a.md": ""})
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "a")
    return folder


def test_files_tracked_or_not_but_not_ignored(tmp_path: Path) -> None:
    repository(tmp_path, {".gitignore": "ignored*\n", "tracked.md": "", "a/new.md": "", "ignored.md": "", "a/ignored.md": ""})
    git(tmp_path, "add", "tracked.md")
    assert files_below(tmp_path) == [".gitignore", "a/new.md", "tracked.md"]
    assert files_below(tmp_path / "a") == ["new.md"]


def test_tracked_file_that_is_ignored_since(tmp_path: Path) -> None:
    repository(tmp_path, {"a.md": ""})
    git(tmp_path, "add", "a.md")
    write(tmp_path, {".gitignore": "*.md\n"})
    assert files_below(tmp_path) == [".gitignore", "a.md"]


def test_names_that_git_would_quote(tmp_path: Path) -> None:
    names = sorted(["a b.md", 'a"b.md', "a\nb.md", "论文.md", os.fsdecode(b"\xe9.md")])
    repository(tmp_path, dict.fromkeys(names, ""))
    assert files_below(tmp_path) == names


def test_file_in_conflict_is_listed_once(tmp_path: Path) -> None:
    committed(tmp_path)
    git(tmp_path, "checkout", "--quiet", "-b", "other")
    for branch, text in (("other", "x\n"), ("main", "y\n")):
        git(tmp_path, "checkout", "--quiet", branch)
        write(tmp_path, {"a.md": text})
        git(tmp_path, "commit", "--quiet", "--all", "--message", text)
    with pytest.raises(Exception, match="merge"):
        git(tmp_path, "merge", "--quiet", "other")
    assert files_below(tmp_path) == ["a.md"]


def test_nothing_where_git_cannot_tell(tmp_path: Path) -> None:
    assert files_below(tmp_path) is None
    (tmp_path / ".git").write_text("gitdir: /nowhere\n")
    assert root_of(tmp_path) == tmp_path
    assert files_below(tmp_path) is None


def test_nothing_without_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    repository(tmp_path, {"a.md": ""})
    monkeypatch.setenv("PATH", str(tmp_path))
    assert files_below(tmp_path) is None
    assert not is_ignored(tmp_path)


def test_what_a_hook_leaves_behind_does_not_lead_astray(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = repository(tmp_path / "other", {"other.md": ""})
    mine = repository(tmp_path / "mine", {"a.md": ""})
    monkeypatch.setenv("GIT_DIR", str(other / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(other))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "nowhere"))
    assert files_below(mine) == ["a.md"]


def test_ignored_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    repository(tmp_path, {".gitignore": "build/\n*.txt\n", "build/a/b.md": "", "src/a.md": "", "texts/a.txt": ""})
    assert is_ignored(tmp_path / "build")
    assert is_ignored(tmp_path / "build" / "a")
    assert not is_ignored(tmp_path / "src")
    assert not is_ignored(tmp_path / "texts")
    assert not is_ignored(tmp_path)
    monkeypatch.chdir(tmp_path / "build")
    assert is_ignored(Path())
