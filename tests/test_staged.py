"""`check --staged`: what will be committed, and nothing that lies about; each case held
against a copy of the index that git wrote.
"""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest

from tests.changed_repositories import (
    CHANGES,
    PNG,
    README,
    Row,
    base,
    change,
    commit,
    copied_commit,
    copied_index,
    delete,
    found,
    names,
    put,
    rows,
    run,
)
from tests.cli.program import ENTRY, git, notelint, process, repository, write


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(base(tmp_path / "repository"))
    return tmp_path / "repository"


def by_brute_force(
    root: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> Counter[Row]:
    """All that is said of staged notebooks in a copy of the index, and of others what is
    not said in a copy of HEAD.
    """
    monkeypatch.chdir(copied_index(root, folder / "index"))
    now = rows(found("."))
    monkeypatch.chdir(copied_commit(root, "HEAD", folder / "head"))
    before = rows(found("."))
    monkeypatch.chdir(root)
    staged = set(names(root, "diff", "--cached", "--name-only", "--no-renames"))
    return Counter(
        {
            row: count
            for row, count in now.items()
            if row[0] in staged or row not in before
        }
    )


@pytest.mark.parametrize("name", CHANGES)
def test_as_brute_force_has_it(
    root: Path, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for step in CHANGES[name]:
        step(root)
    status = git(root, "status", "--porcelain")
    assert rows(found("--staged")) == by_brute_force(
        root, tmp_path / "copies", monkeypatch
    )
    assert git(root, "status", "--porcelain") == status


def test_something_is_found_at_all(root: Path) -> None:
    change("README.md", "2005.14165", "2005.14165?utm_source=x")(root)
    run("add", "--all")(root)
    delete("figs/b.png")(root)
    run("add", "--all")(root)
    assert [
        (each["path"], each["code"], each["start"]["line"])
        for each in found("--staged")
    ] == [
        ("README.md", "L402", 10),
        ("README.md", "L402", 12),
        ("notes/survey.md", "F301", 7),
    ]


def test_from_a_folder_within(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("rm", "--quiet", "figs/a.png", "figs/b.png")(root)
    monkeypatch.chdir(root / "notes")
    assert [each["path"] for each in found("--staged")] == ["../README.md", "survey.md"]
    assert [each["path"] for each in found("--staged", ".")] == ["survey.md"]
    assert [each["path"] for each in found("--staged", "../README.md")] == [
        "../README.md"
    ] * 2


def test_file_named_by_hand_is_judged_whole_as_it_is_in_the_index(root: Path) -> None:
    put("README.md", "")(root)
    assert [
        (each["code"], each["start"]["line"]) for each in found("--staged", "README.md")
    ] == [("L402", 10)]


def test_file_that_is_not_in_the_index(root: Path) -> None:
    put("new.md", ENTRY)(root)
    done = notelint("check", "--staged", "new.md", "gone.md", "README.md")
    assert done.code == 2
    assert (
        done.err
        == "error: new.md: not in the index: git add it first\nerror: gone.md: no such file or folder in the index\n"
    )
    assert "README.md:10:11: L402" in done.out


def test_file_in_conflict(root: Path) -> None:
    git(root, "checkout", "--quiet", "-b", "other")
    change("README.md", "about BERT", "of BERT")(root)
    commit(root)
    git(root, "checkout", "--quiet", "main")
    change("README.md", "about BERT", "on BERT")(root)
    commit(root)
    with pytest.raises(Exception, match="merge"):
        git(root, "merge", "--quiet", "other")
    done = notelint("check", "--staged")
    assert (done.code, done.err) == (
        2,
        "error: README.md: in conflict: settle it, then git add it\n",
    )


def test_nothing_staged_is_said(root: Path) -> None:
    put("new.md", ENTRY)(root)
    done = notelint("check", "--staged")
    assert (done.code, done.out, done.err) == (0, "", "warning: nothing is staged\n")


def test_other_files_staged_is_no_news(root: Path) -> None:
    put("code/train.py", "print()\n")(root)
    run("add", "--all")(root)
    done = notelint("check", "--staged")
    assert (done.code, done.out, done.err) == (0, "", "")


def test_outside_of_a_repository(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(write(tmp_path, {"a.md": ENTRY}))
    done = notelint("check", "--staged")
    assert (done.code, done.err) == (2, "error: --staged: .: not in a Git repository\n")


def test_without_git(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(root))
    done = notelint("check", "--staged")
    assert (done.code, done.err) == (2, "error: --staged: git is not installed\n")


def test_standard_input(root: Path) -> None:
    done = notelint("check", "--staged", "-")
    assert (done.code, done.err) == (
        2,
        "error: --staged: looks at files that git knows: name files, not -\n",
    )


def test_first_commit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(repository(tmp_path, {"README.md": README}))
    run("add", "--all")(tmp_path)
    assert [each["code"] for each in found("--staged")] == ["L407", "F301", "L402"]
    put("notes/survey.md", "## Results\n")(tmp_path)
    put("figs/a.png", PNG)(tmp_path)
    assert len(found("--staged")) == 3
    run("add", "--all")(tmp_path)
    assert [each["code"] for each in found("--staged")] == ["L402"]


def test_detached_head_and_linked_worktree(
    root: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    git(root, "worktree", "add", "--quiet", "--detach", str(tmp_path / "tree"))
    monkeypatch.chdir(tmp_path / "tree")
    change("README.md", "2005.14165", "2005.14165?utm_source=x")(tmp_path / "tree")
    run("add", "--all")(tmp_path / "tree")
    assert [each["start"]["line"] for each in found("--staged")] == [10, 12]
    monkeypatch.chdir(root)
    assert found("--staged") == []


def test_index_of_a_hook(
    root: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """git runs hooks with the index of the commit that is being made, which may be
    another file than the usual one.
    """
    change("README.md", "2005.14165", "2005.14165?utm_source=x")(root)
    (tmp_path / "index").write_bytes((root / ".git" / "index").read_bytes())
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "index"))
    run("add", "README.md")(root)
    assert [each["start"]["line"] for each in found("--staged")] == [10, 12]
    monkeypatch.setenv("GIT_DIR", str(root / ".git"))
    assert [each["start"]["line"] for each in found("--staged")] == [10, 12]
    monkeypatch.delenv("GIT_INDEX_FILE")
    assert found("--staged") == []


def test_git_folder_apart_from_the_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = base(tmp_path / "files")
    (root / ".git").rename(tmp_path / "git")
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(root))
    monkeypatch.chdir(root / "notes")
    git(root, "rm", "--quiet", "figs/b.png")
    assert [(each["path"], each["code"]) for each in found("--staged")] == [
        ("survey.md", "F301")
    ]


def test_submodule_is_a_repository_of_its_own(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    base(tmp_path / "inner")
    git(root, "submodule", "--quiet", "add", str(tmp_path / "inner"), "sub")
    commit(root)
    monkeypatch.chdir(root / "sub")
    change("README.md", "2005.14165", "2005.14165?utm_source=x")(root / "sub")
    run("add", "--all")(root / "sub")
    assert [each["start"]["line"] for each in found("--staged")] == [10, 12]
    monkeypatch.chdir(root)
    assert found("--staged") == []


def test_name_that_is_no_utf8(root: Path) -> None:
    name = os.fsdecode(b"notes/\xe9.md")
    put(name, "1. [BERT](https://arxiv.org/abs/1810.04805?utm_source=x)\n")(root)
    run("add", "--all")(root)
    done = process("check", "--staged", "--isolated", folder=root)
    assert done.code == 1
    assert ":1:11: L402" in done.out


def test_figure_behind_links(root: Path) -> None:
    (root / "pictures").symlink_to("figs")
    (root / "round").symlink_to("round")
    (root / "out").symlink_to("/etc")
    change("README.md", "figs/a.png", "pictures/a.png")(root)
    change("README.md", "Words about BERT.", "![x](round/a.png)\n   ![y](out/passwd)")(
        root
    )
    run("add", "--all")(root)
    assert [
        (each["code"], each["start"]["line"])
        for each in found("--staged")
        if each["code"] == "F301"
    ] == [("F301", 11), ("F301", 12)]


def test_big_file_figures_of_lfs_are_taken_as_pictures(root: Path) -> None:
    pointer = (
        "version https://git-lfs.github.com/spec/v1\noid sha256:"
        + "0" * 64
        + "\nsize 1\n"
    )
    put("figs/a.png", pointer)(root)
    run("add", "--all")(root)
    assert found("--staged") == []


def test_comments_and_config_are_heard(root: Path) -> None:
    change(
        "README.md", "2. [BERT]", "<!-- notelint-disable-next-line L402 -->\n2. [BERT]"
    )(root)
    run("add", "--all")(root)
    assert "L402" not in {each["code"] for each in found("--staged")}
    assert found("--staged", "--exclude", "README.md") == []
    assert found("--staged", "--exclude", "README.md", "README.md") == []


def test_older_findings_are_counted_for_people(root: Path) -> None:
    run("rm", "--quiet", "figs/b.png")(root)
    done = notelint("check", "--staged", "--isolated")
    assert done.out.splitlines()[1:] == [
        "Found 1 finding in 1 notebook (1 error).",
        "1 older finding is not shown.",
    ]


def test_show_files(root: Path) -> None:
    run("rm", "--quiet", "figs/b.png")(root)
    assert notelint("check", "--staged", "--show-files").out == "notes/survey.md\n"


def test_unused_figure(root: Path) -> None:
    put("figs/new.png", PNG)(root)
    change("README.md", "![the model](figs/a.png)", "Words.")(root)
    run("add", "--all")(root)
    assert [
        (each["path"], each["code"]) for each in found("--staged", "--select", "F306")
    ] == [
        ("figs/a.png", "F306"),
        ("figs/new.png", "F306"),
    ]
    commit(root)
    change("README.md", "about GPT-3", "on GPT-3")(root)
    run("add", "--all")(root)
    assert found("--staged", "--select", "F306") == []


def test_whole_run_of_pre_commit_looks_at_all(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PRE_COMMIT", "1")
    assert [each["path"] for each in found("--staged")] == [
        "README.md",
        "notes/survey.md",
    ]
    monkeypatch.setenv("GIT_INDEX_FILE", str(root / ".git" / "index"))
    assert found("--staged") == []


@pytest.mark.parametrize("arguments", [(), ("README.md",), (".",)])
def test_plain_check_without_git_says_so_once(
    root: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    monkeypatch.setenv("PATH", str(root))
    done = notelint("check", "--isolated", "--select", "L402,F301,F304", *arguments)
    assert done.err == "warning: .: taken for a plain folder: git is not installed\n"
    assert "README.md:10:11: L402" in done.out


def test_plain_check_where_git_refuses_says_why(root: Path) -> None:
    (root / ".git" / "HEAD").write_text("nonsense\n")
    done = notelint("check", "--isolated", "README.md")
    assert done.err.startswith(
        "warning: .: taken for a plain folder: git: not a git repository"
    )
    assert done.code == 1
