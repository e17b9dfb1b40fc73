"""The questions to git, asked of real repositories."""

import os
from pathlib import Path

import pytest

from notelint.git import Listed, files, is_ignored, remote_of, root_of
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


def listed(root: Path) -> Listed:
    found = files(root)
    assert found is not None
    return found


def test_files_tracked_or_not_but_not_ignored(tmp_path: Path) -> None:
    repository(tmp_path, {".gitignore": "ignored*\n", "tracked.md": "", "a/new.md": "", "ignored.md": "", "a/ignored.md": ""})
    git(tmp_path, "add", "tracked.md")
    assert listed(tmp_path) == Listed(frozenset({"tracked.md"}), frozenset({".gitignore", "a/new.md"}), frozenset())


def test_empty_repository(tmp_path: Path) -> None:
    repository(tmp_path, {})
    assert listed(tmp_path) == Listed(frozenset(), frozenset(), frozenset())


def test_tracked_file_that_is_ignored_since(tmp_path: Path) -> None:
    repository(tmp_path, {"a.md": ""})
    git(tmp_path, "add", "a.md")
    write(tmp_path, {".gitignore": "*.md\n"})
    assert listed(tmp_path)[:2] == ({"a.md"}, {".gitignore"})


def test_ignored_by_the_repository_alone(tmp_path: Path) -> None:
    repository(tmp_path, {"a.md": "", "b.md": ""})
    (tmp_path / ".git" / "info").mkdir(exist_ok=True)
    (tmp_path / ".git" / "info" / "exclude").write_text("b.md\n")
    assert listed(tmp_path)[:2] == (frozenset(), {"a.md"})


def test_tracked_file_that_was_deleted_is_still_tracked(tmp_path: Path) -> None:
    committed(tmp_path)
    (tmp_path / "a.md").unlink()
    assert listed(tmp_path) == Listed(frozenset({"a.md"}), frozenset(), frozenset())


def test_what_a_sparse_checkout_leaves_out(tmp_path: Path) -> None:
    repository(tmp_path, {"a.md": "", "b/c.md": ""})
    git(tmp_path, "add", "--all")
    git(tmp_path, "update-index", "--skip-worktree", "b/c.md")
    (tmp_path / "b" / "c.md").unlink()
    assert listed(tmp_path) == Listed(frozenset({"a.md", "b/c.md"}), frozenset(), frozenset({"b/c.md"}))


def test_sparse_checkout_of_one_folder(tmp_path: Path) -> None:
    repository(tmp_path, {"a.md": "", "b/c.md": "", "d/e/f.md": ""})
    git(tmp_path, "add", "--all")
    git(tmp_path, "commit", "--quiet", "--message", "a")
    git(tmp_path, "sparse-checkout", "set", "--cone", "--sparse-index", "b")
    assert not (tmp_path / "d").exists()
    assert listed(tmp_path) == Listed(frozenset({"a.md", "b/c.md", "d/e/f.md"}), frozenset(), frozenset({"d/e/f.md"}))


def test_submodule_and_repository_within_are_one_file_each(tmp_path: Path) -> None:
    outer, inner = committed(tmp_path / "outer"), committed(tmp_path / "inner")
    git(outer, "submodule", "--quiet", "add", str(inner), "sub")
    committed(outer / "nested")
    assert listed(outer) == Listed(frozenset({".gitmodules", "a.md", "sub"}), frozenset({"nested/"}), frozenset())
    assert listed(outer / "sub").tracked == {"a.md"}


NAMES = ["a b.md", " a.md", 'a"b.md', "a\nb.md", "? a.md", "论文.md", "-a.md", os.fsdecode(b"\xe9.md")]


@pytest.mark.parametrize("added", [False, True])
def test_names_that_git_would_quote(tmp_path: Path, added: bool) -> None:
    repository(tmp_path, dict.fromkeys(NAMES, ""))
    if added:
        git(tmp_path, "add", "--all")
    assert listed(tmp_path)[:2] == ((set(NAMES), set()) if added else (set(), set(NAMES)))


def test_file_in_conflict_is_listed(tmp_path: Path) -> None:
    committed(tmp_path)
    git(tmp_path, "checkout", "--quiet", "-b", "other")
    for branch, text in (("other", "x\n"), ("main", "y\n")):
        git(tmp_path, "checkout", "--quiet", branch)
        write(tmp_path, {"a.md": text})
        git(tmp_path, "commit", "--quiet", "--all", "--message", text)
    with pytest.raises(Exception, match="merge"):
        git(tmp_path, "merge", "--quiet", "other")
    assert listed(tmp_path) == Listed(frozenset({"a.md"}), frozenset(), frozenset())


def test_nothing_where_git_cannot_tell(tmp_path: Path) -> None:
    assert files(tmp_path) is None
    assert remote_of(tmp_path) is None
    (tmp_path / ".git").write_text("gitdir: /nowhere\n")
    assert root_of(tmp_path) == tmp_path
    assert files(tmp_path) is None
    assert remote_of(tmp_path) is None


def test_nothing_in_a_repository_that_is_none(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    assert root_of(tmp_path) == tmp_path
    assert files(tmp_path) is None
    assert files(tmp_path / "gone") is None


def test_nothing_without_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    repository(tmp_path, {"a.md": ""})
    monkeypatch.setenv("PATH", str(tmp_path))
    assert files(tmp_path) is None
    assert remote_of(tmp_path) is None
    assert not is_ignored(tmp_path)


def test_what_a_hook_leaves_behind_does_not_lead_astray(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = repository(tmp_path / "other", {"other.md": ""})
    mine = repository(tmp_path / "mine", {"a.md": ""})
    git(other, "remote", "add", "origin", "https://github.com/eve/other.git")
    git(mine, "remote", "add", "origin", "https://github.com/ada/mine.git")
    monkeypatch.setenv("GIT_DIR", str(other / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(other))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "nowhere"))
    assert listed(mine).others == {"a.md"}
    assert remote_of(mine) == "https://github.com/ada/mine.git"


def test_where_it_was_cloned_from(tmp_path: Path) -> None:
    repository(tmp_path, {})
    assert remote_of(tmp_path) is None
    git(tmp_path, "remote", "add", "upstream", "https://github.com/eve/other.git")
    assert remote_of(tmp_path) is None
    git(tmp_path, "remote", "add", "origin", "git@github.com:ada/论文.git")
    assert remote_of(tmp_path) == "git@github.com:ada/论文.git"


def test_where_a_worktree_was_cloned_from(tmp_path: Path) -> None:
    outer = committed(tmp_path / "outer")
    git(outer, "remote", "add", "origin", "https://github.com/ada/notes")
    git(outer, "worktree", "add", "--quiet", str(tmp_path / "tree"))
    assert remote_of(tmp_path / "tree") == "https://github.com/ada/notes"
    assert listed(tmp_path / "tree").tracked == {"a.md"}


def test_ignored_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    repository(tmp_path, {".gitignore": "build/\n*.txt\n", "build/a/b.md": "", "src/a.md": "", "texts/a.txt": ""})
    assert is_ignored(tmp_path / "build")
    assert is_ignored(tmp_path / "build" / "a")
    assert not is_ignored(tmp_path / "src")
    assert not is_ignored(tmp_path / "texts")
    assert not is_ignored(tmp_path)
    monkeypatch.chdir(tmp_path / "build")
    assert is_ignored(Path())
