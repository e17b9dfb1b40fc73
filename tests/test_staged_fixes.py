"""`fmt --staged` and `check --fix --staged`: the index is mended, and the file where
that goes with what else was changed there.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cli.program import git, notelint, repository

BEFORE = "1. [BERT](https://arxiv.org/abs/1810.04805?utm_source=x)\n2. [ViT](https://arxiv.org/abs/2010.11929)\n3. [GPT-3](https://arxiv.org/abs/2005.14165)\n"
AFTER = BEFORE.replace("?utm_source=x", "")


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(repository(tmp_path, {"README.md": BEFORE}))
    git(tmp_path, "add", "README.md")
    return tmp_path


def index(root: Path, name: str = "README.md") -> str:
    return git(root, "cat-file", "blob", f":{name}")


def test_same_file(root: Path) -> None:
    done = notelint("fmt", "--staged")
    assert (done.code, done.out, done.err) == (
        0,
        "Rewrote README.md: 1 tracking-query\n1 notebook rewritten.\n",
        "",
    )
    assert index(root) == (root / "README.md").read_text() == AFTER
    assert git(root, "status", "--porcelain") == "A  README.md\n"
    assert notelint("fmt", "--staged").out == ""


@pytest.mark.parametrize(
    "options",
    [
        ("check", "--fix", "--staged"),
        ("fmt", "--staged", "README.md"),
        ("fmt", "--staged", "."),
    ],
)
def test_ways_to_ask(root: Path, options: tuple[str, ...]) -> None:
    assert notelint(*options).code == 0
    assert index(root) == (root / "README.md").read_text() == AFTER


def test_other_lines_changed_stay_unstaged(root: Path) -> None:
    (root / "README.md").write_text(
        BEFORE + "4. [New](https://arxiv.org/abs/2103.14030?utm_source=y)\n"
    )
    assert notelint("fmt", "--staged").code == 0
    assert index(root) == AFTER
    assert (
        root / "README.md"
    ).read_text() == AFTER + "4. [New](https://arxiv.org/abs/2103.14030?utm_source=y)\n"


def test_same_lines_changed_are_left_and_told(root: Path) -> None:
    mine = BEFORE.replace("[BERT]", "[BERT, again]")
    (root / "README.md").write_text(mine)
    done = notelint("fmt", "--staged")
    assert done.code == 0
    assert done.err == (
        "warning: README.md: mended in the index; the file has other changes in the same lines, and is as it was: notelint fmt mends it\n"
    )
    assert index(root) == AFTER
    assert (root / "README.md").read_text() == mine


def test_file_that_has_become_a_link_out_of_the_repository_is_left_and_told(
    root: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    mine = tmp_path_factory.mktemp("out") / "mine.md"
    mine.write_text(BEFORE)
    (root / "README.md").unlink()
    (root / "README.md").symlink_to(mine)
    done = notelint("fmt", "--staged")
    assert (
        done.err
        == "warning: README.md: fixed in the index; the file is a symbolic link out of the repository now, and is as it was\n"
    )
    assert (index(root), mine.read_text()) == (AFTER, BEFORE)


def test_file_whose_folder_has_become_a_link_is_left_alike(
    root: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    mine = tmp_path_factory.mktemp("out")
    (root / "sub").mkdir()
    for place in (root / "sub", mine):
        (place / "b.md").write_text(BEFORE)
    git(root, "add", ".")
    (root / "sub" / "b.md").unlink()
    (root / "sub").rmdir()
    (root / "sub").symlink_to(mine)
    notelint("fmt", "--staged")
    assert (mine / "b.md").read_text() == BEFORE


def test_link_within_the_repository_is_followed(root: Path) -> None:
    (root / "README.md").rename(root / "real.md")
    (root / "README.md").symlink_to("real.md")
    notelint("fmt", "--staged")
    assert (index(root), (root / "real.md").read_text()) == (AFTER, AFTER)


def test_file_that_is_gone_from_the_disk(root: Path) -> None:
    (root / "README.md").unlink()
    assert notelint("fmt", "--staged").code == 0
    assert index(root) == AFTER
    assert not (root / "README.md").exists()


def test_defect_that_is_not_staged_stays(root: Path) -> None:
    git(root, "commit", "--quiet", "--message", "a")
    (root / "README.md").write_text(BEFORE.replace("[ViT]", "[ViT ]"))
    assert notelint("fmt", "--staged").err == "warning: nothing is staged\n"
    assert index(root) == BEFORE


def test_notebooks_that_are_not_staged_are_left_alone(root: Path) -> None:
    git(root, "commit", "--quiet", "--message", "a")
    (root / "b.md").write_text(BEFORE)
    git(root, "add", "b.md")
    assert notelint("check", "--fix", "--staged").code == 0
    assert (index(root), index(root, "b.md")) == (BEFORE, AFTER)
    assert (root / "README.md").read_text() == BEFORE


def test_line_ends_of_the_file(root: Path) -> None:
    git(root, "config", "core.autocrlf", "true")
    (root / "README.md").write_bytes(BEFORE.replace("\n", "\r\n").encode())
    assert notelint("fmt", "--staged").code == 0
    assert index(root) == AFTER
    assert (root / "README.md").read_bytes() == AFTER.replace("\n", "\r\n").encode()
    assert git(root, "diff", "--name-only") == ""


def test_file_that_git_keeps_in_another_form(root: Path) -> None:
    (root / ".gitattributes").write_text("*.md working-tree-encoding=UTF-16\n")
    (root / "README.md").write_text(BEFORE, encoding="utf-16")
    done = notelint("fmt", "--staged")
    assert done.err == (
        "warning: README.md: mended in the index; git keeps the file in another form: git checkout -- README.md writes it anew\n"
    )
    assert index(root) == AFTER
    assert (root / "README.md").read_text(encoding="utf-16") == BEFORE


def test_mode_and_other_entries_stay(root: Path) -> None:
    (root / "other.md").write_text(AFTER.replace("ViT", "Other"))
    git(root, "add", "other.md")
    git(root, "update-index", "--chmod=+x", "README.md")
    before = git(root, "ls-files", "--stage", "other.md")
    assert notelint("fmt", "--staged").code == 0
    assert git(root, "ls-files", "--stage", "README.md").startswith("100755 ")
    assert git(root, "ls-files", "--stage", "other.md") == before


def test_index_that_another_git_holds(root: Path) -> None:
    (root / ".git" / "index.lock").touch()
    done = notelint("fmt", "--staged")
    assert done.code == 2
    assert "index.lock" in done.err
    assert index(root) == (root / "README.md").read_text() == BEFORE


def test_index_of_a_commit_of_named_files(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (root / ".git" / "next-index-7.lock").write_bytes(
        (root / ".git" / "index").read_bytes()
    )
    monkeypatch.setenv("GIT_INDEX_FILE", str(root / ".git" / "next-index-7.lock"))
    done = notelint("fmt", "--staged")
    assert (done.code, done.err) == (
        2,
        "error: README.md: git commit with file names keeps an index of its own: git add the file, and commit without naming it\n",
    )
    assert index(root) == BEFORE


def test_check_and_diff_write_nothing(root: Path) -> None:
    done = notelint("fmt", "--staged", "--check")
    assert (done.code, done.out) == (
        1,
        "Would rewrite README.md: 1 tracking-query\n1 notebook would be rewritten.\n",
    )
    done = notelint("fmt", "--staged", "--diff")
    assert "+1. [BERT](https://arxiv.org/abs/1810.04805)\n" in done.out
    assert "-1. [BERT]" in notelint("check", "--staged", "--diff").out
    assert index(root) == (root / "README.md").read_text() == BEFORE


def test_what_is_left_is_told(root: Path) -> None:
    (root / "README.md").write_text(BEFORE + "   ![](lost.png)\n")
    git(root, "add", "README.md")
    done = notelint("check", "--fix", "--staged", "--isolated")
    assert done.code == 1
    assert "F301" in done.out
    assert "Rewrote README.md" in done.out


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    st.lists(st.sampled_from(["stage", "word", "defect", "drop", "blank"]), max_size=6),
    st.randoms(use_true_random=False),
)
def test_no_unstaged_line_gets_into_the_index(
    tmp_path_factory: pytest.TempPathFactory, steps: list[str], random: object
) -> None:
    """Whatever is staged and whatever is not: the index holds what mending the index
    alone gives, and the file keeps all its words.
    """
    import os
    import random as dice

    assert isinstance(random, dice.Random)
    root = repository(tmp_path_factory.mktemp("r"), {"README.md": BEFORE})
    git(root, "add", "README.md")
    lines = BEFORE.splitlines()
    for number, step in enumerate(steps):
        place = random.randrange(len(lines) + 1)
        if step == "stage":
            git(root, "add", "README.md")
        elif step == "word":
            lines[place:place] = [f"   word{number}"]
        elif step == "defect":
            lines[place:place] = [
                f"{number + 7}. [D{number}](https://arxiv.org/abs/2103.1403{number}?utm_source=y)"
            ]
        elif step == "drop" and lines:
            del lines[min(place, len(lines) - 1)]
        else:
            lines[place:place] = [""]
        (root / "README.md").write_text("\n".join(lines) + "\n")
    staged = index(root)
    working = (root / "README.md").read_text()
    here = os.getcwd()
    os.chdir(root)
    try:
        assert notelint("fmt", "--staged", "--isolated").code in {0, 2}
        expected = notelint("fmt", "--isolated", "-", stdin=staged.encode()).out
    finally:
        os.chdir(here)
    assert index(root) == expected
    after = (root / "README.md").read_text()
    assert set(_words(working)) == set(_words(after))


def _words(text: str) -> list[str]:
    return [
        word
        for word in text.replace("?utm_source=x", "")
        .replace("?utm_source=y", "")
        .split()
        if not word.rstrip(".").isdigit()
    ]
