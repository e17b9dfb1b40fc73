"""`notelint init --git-hook`: the script that it writes, run by real commits, and what
it refuses to touch.
"""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.cli.program import ENTRY, LOST, ROOT, git, notelint, repository, write

PICTURE = "<svg xmlns='http://www.w3.org/2000/svg'/>"
FIGURE = {"README.md": LOST, "lost.png": PICTURE}
MISSING = "README.md:2:8: F301 missing-figure figure not found: lost.png"
STOPPED = (
    "notelint: the commit is stopped; git commit --no-verify commits all the same\n"
)
SCRIPT = """\
#!/bin/sh
# Written by notelint init --git-hook: it judges what is staged. To commit without it: git commit --no-verify

set -- notelint
command -v "$1" >/dev/null 2>&1 || set -- notelint
if ! command -v "$1" >/dev/null 2>&1; then
    echo "notelint: not found on PATH, so nothing is judged, and the commit is stopped" >&2
    echo "notelint: install it (pipx install notelint), or remove $0; git commit --no-verify commits all the same" >&2
    exit 1
fi
"$@" check --staged && exit
code=$?
echo "notelint: the commit is stopped; git commit --no-verify commits all the same" >&2
exit $code
"""
WROTE = "Wrote .git/hooks/pre-commit: notelint check --staged before each commit"


@pytest.fixture(autouse=True)
def installed(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    """notelint on PATH, as a program that hooks find."""
    folder = tmp_path_factory.mktemp("bin")
    program = folder / "notelint"
    program.write_text(
        f'#!/bin/sh\nPYTHONPATH="{ROOT / "src"}" exec "{sys.executable}" -m notelint "$@"\n'
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")


class Commit(NamedTuple):
    """A commit that was asked for: whether it was made, and what was said."""

    made: bool
    said: str


def commit(folder: Path, *arguments: str) -> Commit:
    try:
        git(folder, "commit", "--quiet", "--message", "a", *arguments)
    except subprocess.CalledProcessError as failed:
        return Commit(False, failed.stderr)
    return Commit(True, "")


def hooked(folder: Path, files: dict[str, str]) -> Path:
    """A repository with the hook, of whose files nothing is added yet."""
    repository(folder, files)
    git(
        folder, "config", "core.hooksPath", ".git/hooks"
    )  # whatever is configured for all of this machine
    assert notelint("init", "--git-hook", "-q", str(folder)).code == 0
    (folder / ".notelint.yaml").unlink()
    return folder


def committed(folder: Path, files: dict[str, str]) -> Path:
    """A repository with the hook, and its files committed."""
    hooked(folder, files)
    git(folder, "add", "--all")
    assert commit(folder).made
    return folder


def test_written_and_said(folder: Path) -> None:
    repository(folder, {"README.md": ENTRY})
    done = notelint("init", "--git-hook")
    hook = folder / ".git/hooks/pre-commit"
    assert (done.code, done.err, done.out.splitlines()[-2]) == (0, "", WROTE)
    assert hook.read_text() == SCRIPT
    assert hook.stat().st_mode & 0o111 == 0o111
    again = notelint("init", "--git-hook")
    assert (again.code, again.err) == (0, "")
    assert again.out.splitlines()[-3:-1] == [
        "Kept .notelint.yaml: --force overwrites it",
        "Kept .git/hooks/pre-commit: nothing is lacking",
    ]
    assert hook.read_text() == SCRIPT


def test_notebooks_in_order_pass_and_nothing_is_said_of_the_hook(folder: Path) -> None:
    committed(folder, {"README.md": ENTRY})
    write(
        folder,
        {
            "README.md": ENTRY
            + ENTRY.replace("1.", "2.")
            .replace("1706.03762", "1810.04805")
            .replace("Attention", "Pretraining")
        },
    )
    assert commit(folder, "--all") == Commit(True, "")


def test_first_commit(folder: Path) -> None:
    hooked(folder, {"README.md": LOST})
    git(folder, "add", "--all")
    said = commit(folder)
    assert not said.made
    assert MISSING in said.said
    assert said.said.endswith(STOPPED)
    write(folder, {"lost.png": PICTURE})
    assert not commit(folder).made, "the figure is not staged"
    git(folder, "add", "--all")
    assert commit(folder).made


def test_defect_in_the_file_alone_passes(folder: Path) -> None:
    committed(folder, {"README.md": ENTRY, "a.txt": "a"})
    write(folder, {"README.md": LOST, "a.txt": "b"})
    git(folder, "add", "a.txt")
    assert commit(folder).made
    assert (folder / "README.md").read_text() == LOST


def test_defect_that_is_mended_in_the_file_alone_is_refused(folder: Path) -> None:
    committed(folder, {"README.md": ENTRY})
    write(folder, {"README.md": LOST})
    git(folder, "add", "README.md")
    write(folder, {"README.md": ENTRY})
    assert MISSING in commit(folder).said
    assert git(folder, "show", ":README.md") == LOST


def test_figure_that_is_deleted_but_shown(folder: Path) -> None:
    committed(folder, FIGURE)
    git(folder, "rm", "--quiet", "lost.png")
    assert MISSING in commit(folder).said


def test_figure_that_is_deleted_on_the_disk_alone(folder: Path) -> None:
    committed(folder, {**FIGURE, "a.txt": "a"})
    (folder / "lost.png").unlink()
    write(folder, {"a.txt": "b"})
    git(folder, "add", "a.txt")
    assert commit(folder).made
    assert MISSING in commit(folder, "--all").said


def test_commit_of_all_that_changed(folder: Path) -> None:
    committed(folder, {"README.md": ENTRY})
    write(folder, {"README.md": LOST})
    assert MISSING in commit(folder, "--all").said
    assert git(folder, "diff", "--cached", "--name-only") == ""


def test_commit_of_named_files(folder: Path) -> None:
    committed(folder, {"README.md": ENTRY, "b.md": ENTRY})
    write(folder, {"README.md": LOST, "b.md": ENTRY + "\nMore.\n"})
    git(folder, "add", "README.md")
    assert commit(folder, "b.md").made, "what else is staged is no part of it"
    assert MISSING in commit(folder, "README.md").said


def test_commit_in_place_of_the_last(folder: Path) -> None:
    committed(folder, {"README.md": ENTRY})
    write(folder, {"README.md": LOST})
    git(folder, "add", "README.md")
    assert MISSING in commit(folder, "--amend").said
    write(folder, {"README.md": ENTRY + "\nMore.\n"})
    git(folder, "add", "README.md")
    assert commit(folder, "--amend").made


def test_new_message_for_the_last_commit(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    committed(folder, FIGURE)
    assert commit(folder, "--amend", "--message", "b").made
    assert notelint("check", "--staged") == (0, "", "warning: nothing is staged\n")
    monkeypatch.setenv("GIT_INDEX_FILE", ".git/index")
    assert notelint("check", "--staged") == (0, "", "")


def test_commit_without_the_hook(folder: Path) -> None:
    hooked(folder, {"README.md": LOST})
    git(folder, "add", "--all")
    assert commit(folder, "--no-verify").made


def test_commit_from_a_folder_below(folder: Path) -> None:
    committed(folder, {"a/README.md": ENTRY})
    write(folder, {"a/README.md": LOST})
    assert f"a/{MISSING}" in commit(folder / "a", "--all").said


def test_rebase_that_goes_on_after_a_conflict(folder: Path) -> None:
    committed(folder, {"README.md": ENTRY})
    git(folder, "checkout", "--quiet", "-b", "other")
    write(folder, {"README.md": ENTRY + "\nTheirs.\n"})
    assert commit(folder, "--all").made
    git(folder, "checkout", "--quiet", "main")
    write(folder, {"README.md": ENTRY + "\nOurs.\n"})
    assert commit(folder, "--all").made
    with pytest.raises(subprocess.CalledProcessError):
        git(folder, "rebase", "other")
    assert (
        "README.md: in conflict: settle it, then git add it"
        in notelint("check", "--staged").err
    )
    write(folder, {"README.md": LOST})
    git(folder, "add", "README.md")
    assert MISSING in commit(folder).said
    write(folder, {"README.md": ENTRY + "\nTheirs.\n\nOurs.\n"})
    git(folder, "add", "README.md")
    git(folder, "-c", "core.editor=true", "rebase", "--continue")
    assert git(folder, "log", "--format=%s", "other..HEAD") == "a\n"


def test_linked_working_tree(folder: Path) -> None:
    main = committed(folder / "main", FIGURE)
    git(main, "config", "--unset", "core.hooksPath")
    git(main, "worktree", "add", "--quiet", str(folder / "linked"))
    linked = folder / "linked"
    git(linked, "rm", "--quiet", "lost.png")
    assert MISSING in commit(linked).said
    write(main, {"a.txt": "a"})
    git(main, "add", "--all")
    assert commit(main).made
    done = notelint("init", "--git-hook", str(linked))
    assert (
        f"Kept {main.relative_to(folder)}/.git/hooks/pre-commit: nothing is lacking"
        in done.out
    )


def test_submodule(folder: Path) -> None:
    inner = repository(folder / "inner", FIGURE)
    git(inner, "add", "--all")
    git(inner, "commit", "--quiet", "--message", "a")
    outer = repository(folder / "outer", {"README.md": ENTRY})
    git(outer, "submodule", "--quiet", "add", str(inner), "sub")
    done = notelint("init", "--git-hook", str(outer / "sub"))
    assert (
        "Wrote outer/.git/modules/sub/hooks/pre-commit: notelint check --staged before each commit"
        in done.out
    )
    assert not (outer / ".git/hooks/pre-commit").exists()
    git(outer / "sub", "rm", "--quiet", "lost.png")
    assert MISSING in commit(outer / "sub").said
    git(outer, "add", "--all")
    assert commit(outer).made


def test_notelint_that_is_gone_is_told(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hooked(folder, {"README.md": ENTRY})
    git(folder, "add", "--all")
    few = write(folder / "few", {})
    few.mkdir()
    for name in ("sh", "git"):
        (few / name).symlink_to(shutil.which(name) or "")
    monkeypatch.setenv("PATH", str(few))
    assert commit(folder) == Commit(
        False,
        "notelint: not found on PATH, so nothing is judged, and the commit is stopped\n"
        "notelint: install it (pipx install notelint), or remove .git/hooks/pre-commit; git commit --no-verify commits all the same\n",
    )


def test_program_of_a_virtual_environment_that_moved_is_looked_for_on_the_path(
    folder: Path,
) -> None:
    hooked(folder, {"README.md": LOST})
    hook = folder / ".git/hooks/pre-commit"
    hook.write_text(
        SCRIPT.replace("set -- notelint\n", "set -- '/a b/gone/notelint'\n", 1)
    )
    git(folder, "add", "--all")
    assert MISSING in commit(folder).said


def test_older_script_of_ours_is_overwritten_by_force(folder: Path) -> None:
    hooked(folder, {"README.md": ENTRY})
    hook = folder / ".git/hooks/pre-commit"
    hook.write_text(SCRIPT.replace("check --staged", "check"))
    hook.chmod(0o644)
    assert (
        "Kept .git/hooks/pre-commit: --force overwrites it"
        in notelint("init", "--git-hook").out
    )
    assert hook.read_text() != SCRIPT
    done = notelint("init", "--git-hook", "--force")
    assert (
        "Overwrote .git/hooks/pre-commit: notelint check --staged before each commit"
        in done.out
    )
    assert hook.read_text() == SCRIPT
    assert stat.S_IMODE(hook.stat().st_mode) & 0o100


@pytest.mark.parametrize(
    "force", [(), ("--force",)], ids=["kept", "kept in spite of force"]
)
def test_hook_of_others(folder: Path, force: tuple[str, ...]) -> None:
    theirs = "#!/bin/sh\nmake spelling || exit\n"
    repository(folder, {"README.md": LOST, ".git/hooks/pre-commit": theirs})
    hook = folder / ".git/hooks/pre-commit"
    hook.chmod(0o755)
    done = notelint("init", "--git-hook", *force)
    assert done.code == 0
    assert ".git/hooks" not in done.out
    assert done.err == (
        "warning: .git/hooks/pre-commit: left as it is: put this line into it yourself, above what ends it\n"
        "notelint check --staged || exit\n"
    )
    assert hook.read_text() == theirs
    hook.write_text(
        theirs.replace("make spelling || exit\n", "notelint check --staged || exit\n")
    )
    git(folder, "add", "--all")
    assert MISSING in commit(folder).said
    assert (
        "Kept .git/hooks/pre-commit: it runs notelint already"
        in notelint("init", "--git-hook", *force).out
    )


def test_hook_of_pre_commit(folder: Path) -> None:
    theirs = (
        "#!/usr/bin/env bash\n# File generated by pre-commit: https://pre-commit.com\n"
    )
    repository(folder, {"README.md": ENTRY, ".git/hooks/pre-commit": theirs})
    done = notelint("init", "--git-hook", "--force")
    assert (
        "Kept .git/hooks/pre-commit, which is pre-commit's: notelint init --pre-commit adds notelint to what it runs"
        in done.out
    )
    assert (folder / ".git/hooks/pre-commit").read_text() == theirs


def test_folder_of_hooks_in_the_repository(folder: Path) -> None:
    repository(folder, {"README.md": LOST})
    git(folder, "config", "core.hooksPath", "tools/hooks")
    assert (
        "Wrote tools/hooks/pre-commit: notelint check"
        in notelint("init", "--git-hook").out
    )
    git(folder, "add", "--all")
    assert MISSING in commit(folder).said


def test_folder_of_hooks_of_all_repositories_is_left_alone(folder: Path) -> None:
    repository(folder / "a", {"README.md": ENTRY})
    git(folder / "a", "config", "core.hooksPath", str(folder / "hooks"))
    done = notelint("init", "--git-hook", "a")
    assert (done.code, done.out) == (2, "")
    assert done.err == (
        "error: --git-hook: hooks/pre-commit is run in other repositories too (core.hooksPath): "
        "put notelint check --staged || exit into it yourself\n"
    )
    assert sorted(os.listdir(folder)) == ["a"]
    assert not (folder / "a/.notelint.yaml").exists()


@pytest.mark.parametrize(
    ("link", "said"),
    [
        (".git/hooks", ".git/hooks: a symbolic link: put a plain folder in its place"),
        (
            ".git/hooks/pre-commit",
            ".git/hooks/pre-commit: a symbolic link: put a plain file in its place",
        ),
    ],
)
def test_link_is_not_followed(folder: Path, link: str, said: str) -> None:
    repository(folder, {"README.md": ENTRY})
    shutil.rmtree(folder / ".git/hooks")
    place = folder / link
    place.parent.mkdir(exist_ok=True)
    place.symlink_to(folder / "elsewhere")
    done = notelint("init", "--git-hook")
    assert (done.code, done.out, done.err) == (2, "", f"error: {said}\n")
    assert not (folder / "elsewhere").exists()
    assert not (folder / ".notelint.yaml").exists()


def test_plain_folder_is_told(folder: Path) -> None:
    write(folder, {"README.md": ENTRY})
    done = notelint("init", "--git-hook")
    assert (done.code, done.out, done.err) == (
        2,
        "",
        "error: --git-hook: not a git repository: git init makes one\n",
    )
    assert sorted(os.listdir(folder)) == ["README.md"]
