"""`check --since REV`: what is new since a commit, on changed lines or brought about by
a change; each case held against `git diff`.
"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from notelint.engine.changed_lines import ChangedLines
from notelint.repo.git import calls
from notelint.repo.git.changes import Hunk
from tests.changed_repositories import (
    CHANGES,
    base,
    change,
    changed_lines,
    commit,
    copied_commit,
    copied_disk,
    delete,
    found,
    names,
    put,
    run,
)
from tests.cli.program import ENTRY, git, notelint, write


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(base(tmp_path / "repository"))
    return tmp_path / "repository"


Row = tuple[str, str, int, int]  # path, code, line, column


def by_brute_force(
    root: Path, revision: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> Counter[Row]:
    """What is said of lines that git shows as changed, and, of all others, what was not
    said of such a line then.
    """
    monkeypatch.chdir(copied_disk(root, folder / "disk"))
    now = found(".")
    monkeypatch.chdir(copied_commit(root, revision, folder / "commit"))
    before = found(".")
    monkeypatch.chdir(root)
    fields = iter(
        git(root, "diff", "--name-status", "-z", "-M", revision).split("\0")[:-1]
    )
    moves = {
        status: (next(fields), next(fields) if status.startswith("R") else "")
        for status in fields
    }
    renamed = {now: before for before, now in moves.values() if now}
    new_files = set(names(root, "ls-files", "--others", "--exclude-standard"))
    said = Counter(_said(each, folder / "commit") for each in before)
    rows: Counter[Row] = Counter()
    for each in now:
        path = each["path"]
        lines = changed_lines(root, revision, path, renamed.get(path, path))
        key = (renamed.get(path, path), *_said(each, folder / "disk")[1:])
        is_on_changed = any(line in lines for line in _lines(each, folder / "disk"))
        if path in new_files or is_on_changed or not said[key]:
            rows[
                path, each["code"], each["start"]["line"], each["start"]["column"]
            ] += 1
        else:
            said[key] -= 1
    return rows


def _said(each: dict[str, Any], folder: Path) -> tuple[str, str, str, int]:
    lines = (folder / each["path"]).read_bytes().decode("utf-8", "replace").split("\n")
    return (
        each["path"],
        each["code"],
        lines[each["start"]["line"] - 1].rstrip("\r"),
        each["start"]["column"],
    )


def _lines(each: dict[str, Any], folder: Path) -> range:
    end = (
        each["end"]["line"]
        if each["end"]["column"] > 1 or each["end"]["line"] == each["start"]["line"]
        else each["end"]["line"] - 1
    )
    return range(each["start"]["line"], max(each["start"]["line"], end) + 1)


def placed(findings: list[dict[str, Any]]) -> Counter[Row]:
    return Counter(
        (each["path"], each["code"], each["start"]["line"], each["start"]["column"])
        for each in findings
    )


@pytest.mark.parametrize(
    "name", [name for name in CHANGES if "link" not in name]
)  # what a link leads to is compared, not the link
def test_as_brute_force_has_it(
    root: Path, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for step in CHANGES[name]:
        step(root)
    assert placed(found("--since", "HEAD")) == by_brute_force(
        root, "HEAD", tmp_path / "copies", monkeypatch
    )
    commit(root)
    assert placed(found("--since", "HEAD~1")) == by_brute_force(
        root, "HEAD~1", tmp_path / "committed", monkeypatch
    )
    assert found("--since", "HEAD") == []


def test_something_is_found_at_all(root: Path) -> None:
    change("README.md", "2005.14165", "2005.14165?utm_source=x")(root)
    change("README.md", "## Methods", "## Ways")(root)
    delete("figs/b.png")(root)
    assert [
        (each["path"], each["code"], each["start"]["line"])
        for each in found("--since", "HEAD")
    ] == [
        ("README.md", "L408", 3),
        ("README.md", "L402", 12),
        ("notes/survey.md", "L408", 6),
        ("notes/survey.md", "F301", 7),
    ]


def test_branch_that_went_on(root: Path) -> None:
    """What others have changed on the branch is not this one's fault: the two are
    compared where they parted.
    """
    git(root, "checkout", "--quiet", "-b", "mine")
    change("README.md", "2005.14165", "2005.14165?utm_source=mine")(root)
    commit(root)
    git(root, "checkout", "--quiet", "main")
    change("README.md", "?utm_source=old", "")(root)
    commit(root)
    git(root, "checkout", "--quiet", "mine")
    expected = [("README.md", "L402", 12)]
    for revision in (
        "main",
        "main...",
        git(root, "merge-base", "main", "HEAD").strip(),
        "HEAD~1",
    ):
        assert [
            (each["path"], each["code"], each["start"]["line"])
            for each in found("--since", revision)
        ] == expected


def test_tag_and_abbreviated_commit(root: Path) -> None:
    git(root, "tag", "-a", "v1", "-m", "v1")
    change("README.md", "2005.14165", "2005.14165?utm_source=x")(root)
    for revision in ("v1", git(root, "rev-parse", "--short", "HEAD").strip(), "@"):
        assert len(found("--since", revision)) == 1


@pytest.mark.parametrize(
    "revision", ["nonsense", "HEAD~99", "--output=x", "README.md", ""]
)
def test_no_such_revision(root: Path, revision: str) -> None:
    done = notelint("check", f"--since={revision}")
    assert (done.code, done.out, done.err) == (
        2,
        "",
        f"error: --since: no such revision: {revision}\n",
    )


def test_shallow_clone(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    change("README.md", "about GPT-3", "on GPT-3")(root)
    commit(root)
    git(tmp_path, "clone", "--quiet", "--depth=1", root.as_uri(), "clone")
    monkeypatch.chdir(tmp_path / "clone")
    done = notelint("check", "--since", "HEAD~1")
    assert done.code == 2
    assert done.err == (
        "error: --since: no such revision: HEAD~1: "
        "this clone is shallow: fetch more of its history (git fetch --unshallow, fetch-depth: 0)\n"
    )
    assert found("--since", "HEAD") == []


def test_histories_with_nothing_in_common(root: Path) -> None:
    git(root, "checkout", "--quiet", "--orphan", "other")
    put("code/train.py", "print()\n")(root)
    commit(root)
    done = notelint("check", "--since", "main")
    assert (done.code, done.err) == (
        2,
        "error: --since: main and HEAD have no commit in common\n",
    )


def test_outside_of_a_repository(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(write(tmp_path, {"a.md": ENTRY}))
    done = notelint("check", "--since", "HEAD", "a.md")
    assert done.code == 2
    assert "not a git repository" in done.err


def test_staged_lines_alone(root: Path) -> None:
    change("README.md", "2005.14165", "2005.14165?utm_source=x")(root)
    run("add", "--all")(root)
    change("README.md", "1409.0575", "1409.0575?utm_source=y")(root)
    assert [each["start"]["line"] for each in found("--staged", "--since", "HEAD")] == [
        12
    ]
    assert [each["start"]["line"] for each in found("--since", "HEAD")] == [12, 17]
    assert [each["start"]["line"] for each in found("--staged")] == [10, 12]


def test_not_together_with_mending(root: Path) -> None:
    for option in ("--fix", "--diff"):
        done = notelint("check", "--since", "HEAD", option)
        assert (done.code, done.err) == (
            2,
            "error: --since: not together with --fix or --diff, which mend whole notebooks\n",
        )


def test_config_of_git_does_not_matter(root: Path) -> None:
    for name, value in {
        "diff.noprefix": "true",
        "diff.mnemonicPrefix": "true",
        "diff.interHunkContext": "9",
        "diff.context": "9",
        "diff.external": "false",
        "diff.renames": "false",
        "color.ui": "always",
        "core.quotePath": "true",
        "diff.relative": "true",
    }.items():
        git(root, "config", name, value)
    (root / "notes/survey.md").rename(root / "notes/概览.md")
    change("notes/概览.md", "about VGG", "on VGG")(root)
    change("README.md", "2005.14165", "2005.14165?utm_source=x")(root)
    run("add", "--all")(root)
    rows = [
        (each["path"], each["code"], each["start"]["line"])
        for each in found("--since", "HEAD")
    ]
    assert rows == [("README.md", "L407", 3), ("README.md", "L402", 12)]


def test_attributes_do_not_matter(root: Path) -> None:
    put(".gitattributes", "*.md -diff binary\n")(root)
    commit(root)
    change("README.md", "2005.14165", "2005.14165?utm_source=x")(root)
    assert [each["start"]["line"] for each in found("--since", "HEAD")] == [12]


def test_notebook_behind_a_link(root: Path) -> None:
    (root / "list.md").symlink_to("README.md")
    commit(root)
    change("README.md", "2005.14165", "2005.14165?utm_source=x")(root)
    assert [
        (each["path"], each["start"]["line"])
        for each in found("--since", "HEAD", "list.md")
    ] == [("list.md", 12)]


def test_papers_of_the_whole_repository(root: Path) -> None:
    put(".notelint.yaml", "notebook: {duplicates: repository}\n")(root)
    commit(root)
    change(
        "README.md",
        "\n## Data",
        "4. [VGG](https://arxiv.org/abs/1409.1556)<br/>\n   Words.\n\n## Data",
    )(root)
    done = notelint("check", "--since", "HEAD", "--output-format", "jsonl")
    assert [
        (each["path"], each["code"]) for each in map(json.loads, done.out.splitlines())
    ] == [("notes/survey.md", "P501")]


def test_older_findings_are_counted(root: Path) -> None:
    change("README.md", "about GPT-3", "on GPT-3")(root)
    done = notelint("check", "--isolated", "--since", "HEAD")
    assert (done.code, done.out) == (
        0,
        "Nothing new in the notebook.\n1 older finding is not shown.\n",
    )


def test_lines() -> None:
    """One line put in behind line 2, lines 5 and 6 replaced by one, line 9 taken out."""
    lines = ChangedLines([Hunk(2, 0, 3, 1), Hunk(5, 2, 6, 1), Hunk(9, 1, 8, 0)])
    assert [line for line in range(1, 12) if lines.meet(line, line)] == [3, 6]
    assert {line: lines.before(line) for line in (1, 2, 4, 5, 7, 8, 9, 10)} == {
        1: 1,
        2: 2,
        4: 3,
        5: 4,
        7: 7,
        8: 8,
        9: 10,
        10: 11,
    }
    assert lines.meet(1, 3)
    assert not lines.meet(4, 5)


def test_lines_of_all_notebooks_are_asked_for_in_one_process(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(root, {f"many/{count}.md": ENTRY for count in range(12)})
    commit(root)
    for count in range(12):
        write(root, {f"many/{count}.md": f"{ENTRY}\n![](gone.png)\n"})
    asked = []
    outcome = calls.outcome

    def counted(folder: Path, *arguments: str, **options: Any) -> tuple[int, bytes]:
        asked.append(arguments)
        return outcome(folder, *arguments, **options)

    monkeypatch.setattr(calls, "outcome", counted)
    done = notelint("check", "--since", "HEAD", "--select", "F301", "many")
    assert done.out.count("F301") == 12
    assert sum("-U0" in arguments for arguments in asked) == 1
    assert len(asked) < 12
