"""The hooks that others take from this repository, run by a real pre-commit from a real
commit.
"""

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
    names = git(
        ROOT, "ls-files", "-z", "--cached", "--others", "--exclude-standard"
    ).split("\0")
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


def user(
    folder: Path, published: Path, notebook: str, hook: str = "notelint-check"
) -> Path:
    """The repository of someone who takes a hook."""
    revision = git(published, "rev-parse", "HEAD").strip()
    config = f"repos:\n  - repo: {published}\n    rev: {revision}\n    hooks:\n      - id: {hook}\n"
    repository(folder, {".pre-commit-config.yaml": config, "README.md": notebook})
    git(folder, "add", "--all")
    return folder


def environment(cache: Path) -> dict[str, str]:
    """Ours, without what changes git, notelint and Python."""
    dropped = ("GIT_", "NOTELINT_", "COV_", "PYTHONPATH")
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(dropped)
    }
    return {
        **kept,
        "PRE_COMMIT_HOME": str(cache),
        "PRE_COMMIT_COLOR": "never",
        "LC_ALL": "C.UTF-8",
    }


def pre_commit(
    folder: Path, cache: Path, *arguments: str
) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pre_commit", *arguments]
    return subprocess.run(
        command,
        cwd=folder,
        env=environment(cache),
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )


def test_notebook_in_order_passes(tmp_path: Path, published: Path, cache: Path) -> None:
    done = pre_commit(user(tmp_path, published, ENTRY), cache, "run", "--all-files")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "notelint check" in done.stdout
    assert "Passed" in done.stdout


def test_defect_fails_and_is_shown(
    tmp_path: Path, published: Path, cache: Path
) -> None:
    folder = user(tmp_path, published, LOST)
    done = pre_commit(folder, cache, "run", "--all-files")
    assert done.returncode == 1, done.stdout + done.stderr
    assert (
        "README.md:2:8: F301 missing-figure figure not found: lost.png" in done.stdout
    )
    assert git(folder, "status", "--porcelain").split() == [
        "A",
        ".pre-commit-config.yaml",
        "A",
        "README.md",
    ]


def test_commit_that_only_deletes_a_figure_is_judged(
    tmp_path: Path, published: Path, cache: Path
) -> None:
    folder = user(tmp_path, published, LOST)
    write(folder, {"lost.png": "<svg xmlns='http://www.w3.org/2000/svg'/>"})
    git(folder, "add", "--all")
    assert pre_commit(folder, cache, "run").returncode == 0
    git(folder, "commit", "--quiet", "--message", "a")
    git(folder, "rm", "--quiet", "lost.png")
    done = pre_commit(folder, cache, "run")
    assert done.returncode == 1
    assert "F301" in done.stdout


# One error, F301, in 2:8
ROUGH = "1. [A](https://arxiv.org/abs/1810.04805)\n   ![](rough.png)\n"
OTHERS = "old.md:2:8: F301"


def with_an_old_defect(folder: Path, published: Path) -> Path:
    """A repository with two notebooks, one of them with a defect that was committed long
    ago.
    """
    user(folder, published, ENTRY)
    write(folder, {"old.md": ROUGH, "a.txt": "a"})
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "old")
    return folder


def test_what_is_staged_is_judged_and_nothing_else(
    tmp_path: Path, published: Path, cache: Path
) -> None:
    folder = with_an_old_defect(tmp_path, published)
    write(folder, {"README.md": LOST})
    git(folder, "add", "README.md")
    write(folder, {"README.md": ENTRY, "old.md": TRACKED})
    done = pre_commit(folder, cache, "run")
    assert done.returncode == 1
    assert "README.md:2:8: F301" in done.stdout
    assert "old.md" not in done.stdout
    assert (folder / "README.md").read_text() == ENTRY
    git(folder, "add", "README.md")
    write(folder, {"README.md": LOST, "a.txt": "b"})
    git(folder, "add", "a.txt")
    done = pre_commit(folder, cache, "run")
    assert done.returncode == 0, done.stdout + done.stderr


def test_run_over_all_files_judges_all_whatever_is_staged(
    tmp_path: Path, published: Path, cache: Path
) -> None:
    folder = with_an_old_defect(tmp_path, published)
    for staged in ({}, {"a.txt": "b"}, {"README.md": LOST}):
        write(folder, staged)
        git(folder, "add", "--all")
        done = pre_commit(folder, cache, "run", "--all-files")
        assert done.returncode == 1
        assert OTHERS in done.stdout
        assert ("README.md:2:8: F301" in done.stdout) == ("README.md" in staged)
        assert done.stdout.count("Found ") == 1


def test_run_over_named_files_judges_these(
    tmp_path: Path, published: Path, cache: Path
) -> None:
    folder = with_an_old_defect(tmp_path, published)
    assert (
        OTHERS in pre_commit(folder, cache, "run", "--files", "old.md", "a.txt").stdout
    )
    assert pre_commit(folder, cache, "run", "--files", "README.md").returncode == 0


def test_nothing_is_judged_twice_where_names_do_not_fit_on_one_line(
    tmp_path: Path, published: Path, cache: Path
) -> None:
    folder = with_an_old_defect(tmp_path, published)
    long = "n" * 200
    write(
        folder, {f"{long}/{number}{long}.md": "# A\n" for number in range(400)}
    )  # 160 KB of names; pre-commit cuts at 128
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "many")
    done = pre_commit(folder, cache, "run", "--all-files")
    assert done.returncode == 1
    assert done.stdout.count(OTHERS) == 1
    write(folder, {f"{long}/{number}{long}.md": "# B\n" for number in range(400)})
    git(folder, "add", "--all")
    done = pre_commit(folder, cache, "run")
    assert done.returncode == 0, done.stdout + done.stderr


def test_run_over_what_differs_between_two_commits(
    tmp_path: Path, published: Path, cache: Path
) -> None:
    folder = with_an_old_defect(tmp_path, published)
    write(folder, {"README.md": LOST})
    git(folder, "commit", "--quiet", "--all", "--message", "new")
    done = pre_commit(folder, cache, "run", "--from-ref", "HEAD~1", "--to-ref", "HEAD")
    assert done.returncode == 1
    assert "README.md:2:8: F301" in done.stdout
    assert "old.md" not in done.stdout
    assert (
        pre_commit(
            folder, cache, "run", "--from-ref", "HEAD", "--to-ref", "HEAD"
        ).returncode
        == 0
    )


def refused(folder: Path, cache: Path, *arguments: str) -> str:
    """What a git command says that pre-commit's hooks refuse; empty where they do not."""
    who = {
        f"GIT_{role}_{part}": "t@example.org"
        for role in ("AUTHOR", "COMMITTER")
        for part in ("NAME", "EMAIL")
    }
    variables = {**environment(cache), **who}
    done = subprocess.run(
        ["git", *arguments],
        cwd=folder,
        env=variables,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    return done.stdout + done.stderr if done.returncode else ""


def test_push(tmp_path: Path, published: Path, cache: Path) -> None:
    folder = with_an_old_defect(tmp_path / "user", published)
    git(tmp_path, "init", "--quiet", "--bare", "remote")
    git(folder, "remote", "add", "remote", str(tmp_path / "remote"))
    assert (
        pre_commit(folder, cache, "install", "--hook-type", "pre-push").returncode == 0
    )
    push = ("push", "--quiet", "remote", "HEAD")
    assert OTHERS in refused(folder, cache, *push), "the first push is about all files"
    git(folder, "push", "--quiet", "--no-verify", "remote", "HEAD")
    write(folder, {"README.md": ENTRY + "\nMore.\n"})
    git(folder, "commit", "--quiet", "--all", "--message", "more")
    assert not refused(folder, cache, *push)
    write(folder, {"README.md": LOST})
    git(folder, "commit", "--quiet", "--all", "--message", "worse")
    said = refused(folder, cache, *push)
    assert "README.md:2:8: F301" in said
    assert "old.md" not in said


def test_commits_and_merges(tmp_path: Path, published: Path, cache: Path) -> None:
    folder = with_an_old_defect(tmp_path / "user", published)
    assert (
        pre_commit(
            folder,
            cache,
            "install",
            "--hook-type",
            "pre-commit",
            "--hook-type",
            "pre-merge-commit",
        ).returncode
        == 0
    )
    write(folder, {"README.md": LOST, "a.txt": "b"})
    assert "README.md:2:8: F301" in refused(
        folder, cache, "commit", "--all", "--message", "a"
    )
    assert "README.md:2:8: F301" in refused(
        folder, cache, "commit", "--message", "a", "README.md"
    )
    assert not refused(folder, cache, "commit", "--message", "a", "a.txt")
    git(folder, "checkout", "--quiet", "README.md")

    git(folder, "checkout", "--quiet", "-b", "other")
    write(folder, {"new.md": LOST})
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--no-verify", "--message", "theirs")
    git(folder, "checkout", "--quiet", "-")
    write(folder, {"a.txt": "c"})
    assert not refused(folder, cache, "commit", "--all", "--message", "a")
    said = refused(folder, cache, "merge", "--no-edit", "other")
    assert "new.md:2:8: F301" in said
    assert "old.md" not in said

    linked = tmp_path / "linked"
    git(folder, "worktree", "add", "--quiet", str(linked), "HEAD~1")
    write(linked, {"README.md": LOST})
    assert "README.md:2:8: F301" in refused(
        linked, cache, "commit", "--all", "--message", "a"
    )
    git(linked, "checkout", "--quiet", "README.md")
    write(linked, {"a.txt": "d"})
    assert not refused(linked, cache, "commit", "--all", "--message", "a")


def test_try_repo(tmp_path: Path, published: Path, cache: Path) -> None:
    folder = user(tmp_path, published, LOST)
    done = pre_commit(
        folder, cache, "try-repo", str(published), "notelint-check", "--all-files"
    )
    assert done.returncode == 1
    assert "F301" in done.stdout


def test_notebooks_are_rewritten_and_the_commit_stopped(
    tmp_path: Path, published: Path, cache: Path
) -> None:
    folder = user(tmp_path, published, TRACKED, "notelint-fmt")
    write(
        folder,
        {
            "notes/a b.md": TRACKED,
            "notes/c.txt": TRACKED,
            "d.md": TRACKED,
            ".notelint.yaml": "exclude: [d.md]\n",
        },
    )
    git(folder, "add", "--all")
    done = pre_commit(folder, cache, "run")
    assert done.returncode == 1, done.stdout + done.stderr
    assert "files were modified by this hook" in done.stdout
    names = ("README.md", "notes/a b.md", "notes/c.txt", "d.md")
    assert [(folder / name).read_text() for name in names] == [
        ENTRY,
        ENTRY,
        TRACKED,
        TRACKED,
    ]
    git(folder, "add", "--all")
    done = pre_commit(folder, cache, "run", "--verbose")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Passed" in done.stdout
    assert "Rewrote" not in done.stdout


@pytest.mark.parametrize("hook", ["notelint-check", "notelint-fmt"])
def test_file_name_is_never_an_option(
    tmp_path: Path, published: Path, cache: Path, hook: str
) -> None:
    diary = write(tmp_path, {"diary.md": "Dear diary.\n"}) / "diary.md"
    for number, name in enumerate(
        (f"--output-file={diary}", "--exclude=*.md", "-q.md", "--config=evil.md")
    ):
        folder = user(tmp_path / str(number), published, TRACKED, hook)
        write(folder, {name: ENTRY})
        git(folder, "add", "--all")
        done = pre_commit(folder, cache, "run", "--all-files")
        assert done.returncode == 1, done.stdout + done.stderr
        assert (
            f"error: {name[:80]}{'…' if len(name) > 80 else ''}: a file whose name looks like an option"
            in done.stdout
        )
        assert diary.read_text() == "Dear diary.\n"
        assert (folder / "README.md").read_text() == TRACKED


def test_arguments_of_the_user_still_work(
    tmp_path: Path, published: Path, cache: Path
) -> None:
    for number, (arguments, code) in enumerate(
        (
            ("[--select, E101]", 0),
            ('["--output-format=github", "--fail-on=warning"]', 1),
            ("[--select, L402, --]", 1),
        )
    ):
        folder = user(tmp_path / str(number), published, TRACKED)
        with (folder / ".pre-commit-config.yaml").open("a") as config:
            config.write(f"        args: {arguments}\n")
        git(folder, "add", "--all")
        done = pre_commit(folder, cache, "run", "--all-files")
        assert done.returncode == code, done.stdout + done.stderr
        assert ("::warning " in done.stdout) == ("github" in arguments)
