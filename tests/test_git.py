"""The questions to git, asked of real repositories."""

import os
from pathlib import Path

import pytest

from notelint.repo.git import GitError, Listed, files, is_ignored, remote_of, root_of
from notelint.repo.git.blobs import (
    LINK,
    Blob,
    Objects,
    attributes,
    index,
    merge_file,
    put_into_index,
    store,
)
from notelint.repo.git.changes import Change, Hunk, changes, head, hunks, naming
from notelint.repo.git.settings import get_setting, git_path, set_setting
from tests.cli.program import git, repository, write


def test_root_of_a_repository_from_within(tmp_path: Path) -> None:
    repository(tmp_path / "r", {"a/b/c.md": ""})
    assert (
        root_of(tmp_path / "r") == root_of(tmp_path / "r" / "a" / "b") == tmp_path / "r"
    )


def test_root_from_a_relative_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
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
    repository(
        tmp_path,
        {
            ".gitignore": "ignored*\n",
            "tracked.md": "",
            "a/new.md": "",
            "ignored.md": "",
            "a/ignored.md": "",
        },
    )
    git(tmp_path, "add", "tracked.md")
    assert listed(tmp_path) == Listed(
        frozenset({"tracked.md"}), frozenset({".gitignore", "a/new.md"}), frozenset()
    )


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
    assert listed(tmp_path) == Listed(
        frozenset({"a.md", "b/c.md"}), frozenset(), frozenset({"b/c.md"})
    )


def test_sparse_checkout_of_one_folder(tmp_path: Path) -> None:
    repository(tmp_path, {"a.md": "", "b/c.md": "", "d/e/f.md": ""})
    git(tmp_path, "add", "--all")
    git(tmp_path, "commit", "--quiet", "--message", "a")
    git(tmp_path, "sparse-checkout", "set", "--cone", "--sparse-index", "b")
    assert not (tmp_path / "d").exists()
    assert listed(tmp_path) == Listed(
        frozenset({"a.md", "b/c.md", "d/e/f.md"}), frozenset(), frozenset({"d/e/f.md"})
    )


def test_submodule_and_repository_within_are_one_file_each(tmp_path: Path) -> None:
    outer, inner = committed(tmp_path / "outer"), committed(tmp_path / "inner")
    git(outer, "submodule", "--quiet", "add", str(inner), "sub")
    committed(outer / "nested")
    assert listed(outer) == Listed(
        frozenset({".gitmodules", "a.md", "sub"}), frozenset({"nested/"}), frozenset()
    )
    assert listed(outer / "sub").tracked == {"a.md"}


NAMES = [
    "a b.md",
    " a.md",
    'a"b.md',
    "a\nb.md",
    "? a.md",
    "论文.md",
    "-a.md",
    os.fsdecode(b"\xe9.md"),
]


@pytest.mark.parametrize("added", [False, True])
def test_names_that_git_would_quote(tmp_path: Path, added: bool) -> None:
    repository(tmp_path, dict.fromkeys(NAMES, ""))
    if added:
        git(tmp_path, "add", "--all")
    assert listed(tmp_path)[:2] == (
        (set(NAMES), set()) if added else (set(), set(NAMES))
    )


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
    with pytest.raises(GitError):
        files(tmp_path)
    assert remote_of(tmp_path) is None
    (tmp_path / ".git").write_text("gitdir: /nowhere\n")
    assert root_of(tmp_path) == tmp_path
    with pytest.raises(GitError):
        files(tmp_path)
    assert remote_of(tmp_path) is None


def test_nothing_in_a_repository_that_is_none(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    assert root_of(tmp_path) == tmp_path
    with pytest.raises(GitError):
        files(tmp_path)
    with pytest.raises(GitError):
        files(tmp_path / "gone")


def test_nothing_without_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    repository(tmp_path, {"a.md": ""})
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(GitError):
        files(tmp_path)
    assert remote_of(tmp_path) is None
    assert not is_ignored(tmp_path)


def test_what_a_hook_leaves_behind_does_not_lead_astray(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
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
    repository(
        tmp_path,
        {
            ".gitignore": "build/\n*.txt\n",
            "build/a/b.md": "",
            "src/a.md": "",
            "texts/a.txt": "",
        },
    )
    assert is_ignored(tmp_path / "build")
    assert is_ignored(tmp_path / "build" / "a")
    assert not is_ignored(tmp_path / "src")
    assert not is_ignored(tmp_path / "texts")
    assert not is_ignored(tmp_path)
    monkeypatch.chdir(tmp_path / "build")
    assert is_ignored(Path())


def test_root_that_a_hook_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (repository(tmp_path / "files", {"a/b.md": ""}) / ".git").rename(tmp_path / "git")
    monkeypatch.chdir(tmp_path / "files" / "a")
    assert root_of(Path()) is None
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "git"))
    assert root_of(Path()) == tmp_path / "files" / "a"
    monkeypatch.setenv("GIT_WORK_TREE", "..")
    assert root_of(Path()) == tmp_path / "files"
    assert listed(tmp_path / "files").others == {"a/b.md"}


def test_index_that_a_hook_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    committed(tmp_path)
    write(tmp_path, {"b.md": ""})
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / ".git" / "other"))
    git(tmp_path, "add", "b.md")
    assert set(index(tmp_path)[0]) == {"a.md"}  # we are elsewhere
    monkeypatch.chdir(tmp_path)
    assert set(index(tmp_path)[0]) == {"b.md"}
    monkeypatch.setenv("GIT_INDEX_FILE", ".git/other")
    assert set(index(tmp_path)[0]) == {"b.md"}
    monkeypatch.setenv("GIT_DIR", ".git")
    assert set(index(tmp_path)[0]) == {"b.md"}


def test_index_tells_modes_and_leaves_out_what_is_announced(tmp_path: Path) -> None:
    repository(
        tmp_path, {"a.md": "text\n", "run.sh": "", "new.md": "x\n", "empty.md": ""}
    )
    (tmp_path / "link.md").symlink_to("a.md")
    (tmp_path / "run.sh").chmod(0o755)
    git(tmp_path, "add", "a.md", "run.sh", "link.md", "empty.md")
    git(tmp_path, "add", "--intent-to-add", "new.md")
    blobs, conflicts = index(tmp_path)
    assert {name: blob.mode for name, blob in blobs.items()} == {
        "a.md": "100644",
        "empty.md": "100644",
        "link.md": LINK,
        "run.sh": "100755",
    }
    assert conflicts == frozenset()
    git(tmp_path, "commit", "--quiet", "--message", "a")
    assert set(index(tmp_path)[0]) == {"a.md", "empty.md", "link.md", "run.sh"}


def test_index_of_one_path(tmp_path: Path) -> None:
    repository(tmp_path, {"a*.md": "", "ab.md": "", "c.md": ""})
    git(tmp_path, "add", "--all")
    assert set(index(tmp_path, "a*.md")[0]) == {"a*.md"}


def test_index_with_a_conflict(tmp_path: Path) -> None:
    test_file_in_conflict_is_listed(tmp_path)
    assert index(tmp_path) == ({}, {"a.md"})


def test_objects(tmp_path: Path) -> None:
    repository(tmp_path, {"a.md": "one\n", "b.md": "x" * 200_000})
    git(tmp_path, "add", "--all")
    blobs, _ = index(tmp_path)
    objects = Objects(tmp_path)
    assert objects.read(blobs["b.md"].oid, 10) == (b"x" * 10, 200_000)
    assert objects.read(blobs["a.md"].oid) == (b"one\n", 4)
    assert objects.read(store(tmp_path, b"new\r\n")) == (b"new\r\n", 5)
    with pytest.raises(GitError, match="git has no object 0000"):
        objects.read("0" * 40)
    assert objects.read(blobs["a.md"].oid) == (b"one\n", 4)


def test_objects_without_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(GitError, match="git is not installed"):
        Objects(tmp_path).read("0" * 40)


def test_objects_of_no_repository(tmp_path: Path) -> None:
    objects = Objects(tmp_path)
    with pytest.raises(GitError, match="git"):
        objects.read("0" * 40)


def test_put_into_the_index(tmp_path: Path) -> None:
    committed(tmp_path)
    put_into_index(tmp_path, {"论 文.md": Blob("100644", store(tmp_path, b"new\n"))})
    assert git(tmp_path, "cat-file", "blob", ":论 文.md") == "new\n"
    (tmp_path / ".git" / "index.lock").touch()
    with pytest.raises(GitError, match=r"index\.lock"):
        put_into_index(tmp_path, {"a.md": Blob("100644", store(tmp_path, b"new\n"))})


def test_three_texts_merged() -> None:
    base = b"1\n2\n3\n4\n5\n"
    assert merge_file(
        base.replace(b"1", b"one"), base, base.replace(b"5", b"five")
    ) == (b"one\n2\n3\n4\nfive\n", 0)
    merged, conflicts = merge_file(b"a\n", b"b\n", b"c\n", ("mine", "old", "yours"), 9)
    assert conflicts == 1
    assert merged == b"<<<<<<<<< mine\na\n=========\nc\n>>>>>>>>> yours\n"
    with pytest.raises(GitError):
        merge_file(b"a\0", b"b\0", b"c\0")


def test_settings(tmp_path: Path) -> None:
    repository(tmp_path, {})
    assert get_setting(tmp_path, "merge.notelint.name") is None
    set_setting(tmp_path, "merge.notelint.name", "a name\nof two lines")
    assert get_setting(tmp_path, "merge.notelint.name") == "a name\nof two lines"
    assert git_path(tmp_path, "hooks") == tmp_path / ".git" / "hooks"
    set_setting(tmp_path, "core.hooksPath", "my hooks")
    assert git_path(tmp_path, "hooks") == tmp_path / "my hooks"
    with pytest.raises(GitError, match="key does not contain a section"):
        set_setting(tmp_path, "name", "x")


def test_attributes(tmp_path: Path) -> None:
    repository(tmp_path, {".gitattributes": "*.md text eol=crlf -filter\n"})
    assert attributes(tmp_path, "a b.md", ("text", "eol", "filter", "merge")) == {
        "text": "set",
        "eol": "crlf",
        "filter": "unset",
    }
    assert attributes(tmp_path / ".git" / "nowhere", "a.md", ("text",)) == {}


def test_changes_before_the_first_commit(tmp_path: Path) -> None:
    repository(tmp_path, {"a.md": "x\n"})
    git(tmp_path, "add", "--all")
    assert head(tmp_path) is None
    assert changes(tmp_path, None, cached=True) == [Change("A", None, "a.md")]


def test_head_outside_of_a_repository(tmp_path: Path) -> None:
    with pytest.raises(GitError, match="not a git repository"):
        head(tmp_path)


def test_hunks_are_counted_off(tmp_path: Path) -> None:
    """Lines that look like the head of a hunk, and the remark about a lacking line end,
    are none.
    """
    repository(tmp_path, {"a.md": "@@ -1 +1 @@\nb\nc\n"})
    git(tmp_path, "add", "--all")
    git(tmp_path, "commit", "--quiet", "--message", "a")
    (tmp_path / "a.md").write_text("- @@ -9 +9 @@\nb\nC")
    commit = head(tmp_path)
    assert commit
    assert hunks(tmp_path, commit, "a.md", "a.md", cached=False) == [
        Hunk(1, 1, 1, 1),
        Hunk(3, 1, 3, 1),
    ]


def test_files_that_name_a_word(tmp_path: Path) -> None:
    repository(
        tmp_path,
        {
            "a.md": "See FIGS/A.png\n",
            "b/c.Markdown": "a.PNG\n",
            "d.txt": "a.png\n",
            "e.md": "axpng\n",
            "论 文.md": "a.png\n",
        },
    )
    assert naming(tmp_path, ["a.png"], (".md", ".markdown"), cached=False) == {
        "a.md",
        "b/c.Markdown",
        "论 文.md",
    }
    assert naming(tmp_path, ["a.png"], (".md",), cached=True) == set()
    git(tmp_path, "add", "a.md")
    assert naming(tmp_path, ["--x", "a.png"], (".md",), cached=True) == {"a.md"}
    assert naming(tmp_path / ".git" / "nowhere", ["x"], (".md",), cached=True) is None
