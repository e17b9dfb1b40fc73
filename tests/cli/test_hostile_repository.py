"""Repositories of strangers: names that look like options, modules and programs in the
working folder, settings that run commands.
"""

from __future__ import annotations

import os
import shlex
import sys
from pathlib import Path

import pytest

from notelint.cli import cli
from notelint.repo.git.calls import GitError, program
from tests.cli.program import (
    ENTRY,
    TRACKED,
    Done,
    git,
    notelint,
    process,
    repository,
    write,
)
from tests.cli.test_merge_driver import (
    BASE,
    BOTH,
    OURS,
    THEIRS,
    branched,
    commit,
    read,
    tried,
)
from tests.test_merge import book, listed

DIARY = "Dear diary.\n"
REFUSED = (
    "a file whose name looks like an option: rename it, or exclude it from the hook"
)


# Names, as pre-commit hands them over


def hook(*arguments: str) -> Done:
    return process(*arguments, variables={"PRE_COMMIT": "1"})


@pytest.mark.parametrize(
    "names",
    [
        ["--output-file=out/diary.md"],
        ["--output-file", "out/diary.md"],
        ["--config=evil.md"],
        ["--exclude=*.md"],
        ["--isolated"],
        ["-q"],
        ["-qv"],
        ["-h"],
        ["--help"],
        ["--exit-zero", "a.md"],
        ["--", "a.md"],
        ["-"],
        ["a.md", "-x.md"],
        ["-folder/a.md"],
        ["--select=E101"],
    ],
    ids=" ".join,
)
@pytest.mark.parametrize(
    "command",
    [("check", "--staged"), ("check",), ("fmt",), ("links", "--staged")],
    ids=" ".join,
)
def test_name_that_looks_like_an_option_is_refused_where_pre_commit_runs(
    folder: Path, names: list[str], command: tuple[str, ...]
) -> None:
    repository(
        folder,
        {
            "out/diary.md": DIARY,
            "a.md": TRACKED,
            **{name: TRACKED for name in names if name != "out/diary.md"},
        },
    )
    git(folder, "add", "--all")
    done = hook(*command, *names)
    bad = next(name for name in names if name.startswith("-"))
    assert done == (2, "", f"error: {bad}: {REFUSED}\n")
    assert read(folder, "out/diary.md") == DIARY
    assert read(folder, "a.md") == TRACKED


def test_options_of_the_user_still_work_where_pre_commit_runs(folder: Path) -> None:
    repository(folder, {"a.md": TRACKED, "b/-x.md": ENTRY})
    git(folder, "add", "--all")
    assert hook("check", "--select", "E101", "a.md", "b/-x.md").code == 0
    assert hook("check", "--output-format=github", "a.md").out.startswith(
        "::warning file=a.md"
    )
    assert (
        hook("check", "-q", "--", "-gone.md").err
        == "error: no such file or folder: -gone.md\n"
    )
    write(folder, {"-x.md": TRACKED})
    assert hook("fmt", "-q", "--", "-x.md").code == 0
    assert read(folder, "-x.md") == ENTRY
    write(folder, {"-q": ""})
    assert process("check", "-q", "a.md").code == 1, (
        "nobody but pre-commit hands over names in place of options"
    )


def test_refused_name_does_nothing_to_the_terminal(folder: Path) -> None:
    name = "--exclude=\x1b[31m\n::error::\u202e\u2028" + "x" * 100 + ".md"
    write(folder, {name: ""})
    assert (
        hook("check", name).err
        == f"error: --exclude=\ufffd[31m\ufffd::error::\ufffd\ufffd{'x' * (80 - len(name) + 103)}…: {REFUSED}\n"
    )


def test_windows_does_not_expand_names_where_pre_commit_runs(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[bool] = []
    monkeypatch.setattr(
        cli, "main", lambda **options: seen.append(options["windows_expand_args"])
    )
    notelint("check")
    monkeypatch.setenv("PRE_COMMIT", "1")
    notelint("check")
    assert seen == [True, False]


# What git runs at the top of a repository

TRAP = "import os\nopen({!r}, 'a').write(__name__)\nos._exit(0)\n"
MODULES = (
    "notelint.py",
    "click.py",
    "click/__init__.py",
    "yaml.py",
    "cmarkgfm.py",
    "mistletoe/__init__.py",
    "re.py",
    "encodings/__init__.py",
)


@pytest.mark.parametrize("variable", [None, "", ":", f":{os.sep}nowhere"])
def test_modules_of_a_stranger_are_not_run_by_git(
    folder: Path, variable: str | None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    marks = tmp_path_factory.mktemp("marks") / "ran"
    branched(folder, BASE, OURS, THEIRS)
    trap = TRAP.format(str(marks))
    write(folder, dict.fromkeys(MODULES, trap))
    git(folder, "-c", "core.hooksPath=/dev/null", "add", "--all")
    git(
        folder,
        "-c",
        "core.hooksPath=/dev/null",
        "commit",
        "--quiet",
        "--message",
        "evil",
    )
    git(folder, "config", "core.hooksPath", ".git/hooks")
    paths = {} if variable is None else {"PYTHONPATH": variable}
    assert notelint("init", "--git-hook", "-q").code == 0
    for command in (
        ("show", "-p", "HEAD~1"),
        ("log", "-p"),
        ("merge", "other", "-m", "x"),
        ("diff", "HEAD~1"),
        ("diff", "--cached", "HEAD~2"),
    ):
        assert tried(folder, *command, **{"PYTHONPATH": "", **paths}).code == 0
    assert read(folder) == BOTH
    write(folder, {"README.md": f"{BOTH}\nMore.\n"})
    assert (
        tried(
            folder,
            "commit",
            "--all",
            "--quiet",
            "--message",
            "x",
            **{"PYTHONPATH": "", **paths},
        ).code
        == 0
    )
    assert not marks.exists()


def test_program_in_the_repository_or_in_a_relative_folder_is_nobodys_notelint(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository(folder / "a", {"README.md": BASE})
    for place in ("a/notelint", "a/bin/notelint", "safe place's/notelint"):
        write(folder, {place: "#!/bin/sh\n"})
        (folder / place).chmod(0o755)
    monkeypatch.chdir(folder / "a")
    rest = os.environ["PATH"]

    def set_up(*folders: str) -> str:
        monkeypatch.setenv("PATH", os.pathsep.join([*folders, rest]))
        assert notelint("init", "--merge-driver", "--force", "-q").code == 0
        return (
            git(folder / "a", "config", "diff.notelint.textconv")
            .split(" textconv ")[0]
            .removeprefix("f() { ")
        )

    ours = f"{shlex.quote(sys.executable)} -E -P -m notelint"
    safe = str(folder / "safe place's")
    quoted = "'" + safe.replace("'", "'\"'\"'") + "/notelint'"
    assert (
        set_up(".")
        == set_up("")
        == set_up("bin")
        == set_up(str(folder / "a/bin"))
        == ours
    )
    assert set_up(safe) == set_up(safe, ".") == "notelint"
    assert set_up(".", safe) == set_up(str(folder / "a/bin"), safe) == quoted


def test_settings_of_an_earlier_version_are_replaced(folder: Path) -> None:
    repository(folder, {"README.md": BASE})
    git(
        folder,
        "config",
        "diff.notelint.textconv",
        'f() { notelint textconv "$1" || cat "$1"; }; f',
    )
    git(
        folder,
        "config",
        "merge.notelint.driver",
        "/usr/bin/python3 -m notelint merge-driver --marker-size=%L --labels %S %X %Y -- %O %A %B %P || "
        "{ grep -q '^<<<<<<<' %A && exit 1; git merge-file -L ours -L base -L theirs --marker-size=%L %A %O %B || exit 1; }",
    )
    assert "Kept merge.notelint" not in notelint("init", "--merge-driver").out
    assert " -P -m notelint " in git(folder, "config", "merge.notelint.driver")
    assert " textconv -- " in git(folder, "config", "diff.notelint.textconv")


def test_git_is_found_by_whole_folders_of_path_alone(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository(
        folder,
        {
            "a.md": ENTRY,
            "git": "#!/bin/sh\ntouch ran\n",
            "bin/git": "#!/bin/sh\ntouch ran\n",
        },
    )
    for name in ("git", "bin/git"):
        (folder / name).chmod(0o755)
    path = os.environ["PATH"]
    for first in (".", "", "bin", "./bin"):
        monkeypatch.setenv("PATH", f"{first}{os.pathsep}{path}")
        assert notelint("check").code == 0
        assert notelint("check", "--staged").code == 0
    assert not (folder / "ran").exists()
    with pytest.raises(GitError, match="git is not installed"):
        program(f".{os.pathsep}bin")


# Names, as git hands them over


@pytest.mark.parametrize(
    "name",
    [
        "-x.md",
        "--help",
        "-",
        "--",
        "a\nb.md",
        "\x1b[31m.md",
        "\u202e.md",
        "%A %P.md",
        "'\"`id`$(id).md",
        "~.md",
        ":(top)a.md",
    ],
)
def test_git_diff_and_merge_of_odd_names(folder: Path, name: str) -> None:
    branched(folder, BASE, OURS, THEIRS, "a.md")
    (folder / ".gitattributes").write_text("* merge=notelint diff=notelint\n")
    git(folder, "mv", "--", "a.md", name) if name != "--" else git(
        folder, "mv", "a.md", "./--"
    )
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "moved")
    assert tried(folder, "merge", "other", "-m", "x").code == 0
    assert read(folder, name) == BOTH
    write(folder, {name: BOTH.replace("Gamma Net", "Gamma Network")})
    done = tried(folder, "diff")
    assert (done.code, done.err) == (0, "")
    assert "+#. [Gamma Network]" in done.out
    git(
        folder,
        "config",
        "diff.notelint.textconv",
        git(folder, "config", "diff.notelint.textconv")
        .strip()
        .replace(sys.executable, "gone"),
    )
    assert "+1. [Gamma Network]" in tried(folder, "diff").out


@pytest.mark.parametrize(
    "name",
    [
        "-x.md",
        "a\nb.md",
        "~.md",
        ":(top)a.md",
        "'a\"`.md",
        "%P.md",
        os.fsdecode(b"\xff.md"),
        "\u202e.md",
    ],
)
def test_odd_names_in_the_index_and_since_a_commit(folder: Path, name: str) -> None:
    repository(folder, {"z.md": ENTRY, name: ENTRY})
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "x")
    write(folder, {name: TRACKED})
    assert process("check", "--since", "HEAD").out.count("L402") == 1
    git(folder, "add", "--all")
    assert process("check", "--staged").out.count("L402") == 1
    assert process("fmt", "--staged").code == 0
    assert read(folder, name) == ENTRY
    assert name in process("check", "--show-files", "-z").out.split("\0")


# Markers


@pytest.mark.parametrize("size", [1, 3, 7, 15])
@pytest.mark.parametrize("is_broken", [False, True])
def test_conflict_has_one_set_of_markers_of_any_size(
    folder: Path, size: int, is_broken: bool
) -> None:
    ours, theirs = (
        book(listed("Alpha Beta", Alpha=text), listed("Gamma"))
        for text in ("one", "two")
    )
    branched(folder, BASE, ours, theirs)
    commit(
        folder,
        f"*.md merge=notelint diff=notelint conflict-marker-size={size}\n",
        ".gitattributes",
    )
    if is_broken:
        driver = git(folder, "config", "merge.notelint.driver").strip()
        git(
            folder,
            "config",
            "merge.notelint.driver",
            driver.replace("-m notelint", "-m no_such_module"),
        )
    assert tried(folder, "merge", "other", "-m", "x").code == 1
    text = read(folder)
    assert (
        text.count(f"\n{'<' * size} ours\n")
        == text.count(f"\n{'=' * size}\n")
        == text.count(f"\n{'>' * size} theirs\n")
        == 1
    )
    assert (
        f"\n{'<' * size} ours\n   one\n{'=' * size}\n   two\n{'>' * size} theirs\n"
        in text
    )


@pytest.mark.parametrize("size", [3, 7])
def test_text_that_cannot_be_read_is_left_as_git_leaves_it(
    folder: Path, size: int
) -> None:
    base, ours, theirs = (
        f"<<< a line\n\n# \xd1\n\n{text}\n".encode("latin-1")
        for text in ("base", "ours", "theirs")
    )
    branched(folder, BASE, OURS, THEIRS)
    (folder / ".gitattributes").write_text(
        f"*.md merge=notelint conflict-marker-size={size}\n"
    )
    for branch, data in (("main", base), ("theirs", theirs), ("main", ours)):
        git(
            folder,
            "checkout",
            "--quiet",
            *(["-b"] if branch == "theirs" else []),
            branch,
        )
        (folder / "a.md").write_bytes(data)
        git(folder, "add", "--all")
        git(folder, "commit", "--quiet", "--message", "x")
    assert tried(folder, "merge", "theirs", "-m", "x").code == 1
    left, middle, right = (mark * size for mark in "<=>")
    conflict = f"{left} ours\nours\n{middle}\ntheirs\n{right} theirs\n".encode()
    assert (folder / "a.md").read_bytes() == b"<<< a line\n\n# \xd1\n\n" + conflict


# Settings that come with a repository


SETTINGS = (
    *(
        "core.fsmonitor",
        "core.pager",
        "core.editor",
        "core.sshCommand",
        "core.gitProxy",
        "core.askPass",
        "core.alternateRefsCommand",
    ),
    *(
        "diff.external",
        "diff.x.command",
        "diff.x.textconv",
        "filter.x.smudge",
        "merge.x.driver",
        "gpg.program",
        "credential.helper",
    ),
    *("pager.diff", "pager.grep", "pager.config"),
)
HOOKS = (
    "post-index-change",
    "reference-transaction",
    "pre-commit",
    "post-checkout",
    "fsmonitor-watchman",
)


@pytest.mark.parametrize(
    "arguments",
    [
        ("check",),
        ("check", "--staged"),
        ("check", "--since", "HEAD"),
        ("check", "--fix"),
        ("fmt",),
        ("fmt", "--staged"),
        ("baseline",),
        ("init", "--merge-driver", "--force"),
        ("merge-driver", "b.md", "c.md", "d.md", "a.md"),
    ],
    ids=" ".join,
)
def test_settings_of_an_archive_run_nothing(
    folder: Path, arguments: tuple[str, ...], tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("marks")
    repository(
        folder,
        {"a.md": TRACKED, "b.md": BASE, "c.md": OURS, "d.md": THEIRS, "e.md": TRACKED},
    )
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "x")
    write(
        folder,
        {
            "a.md": TRACKED + "\nMore.\n",
            ".git/info/attributes": "*.md diff=x filter=x merge=x\n",
        },
    )
    git(folder, "add", "--all")
    write(folder, {"e.md": TRACKED + "\nMore.\n"})
    for name in SETTINGS:
        git(folder, "config", name, f"touch '{outside}/{name}'; cat")
    for name in HOOKS:
        write(folder, {f".git/own/{name}": f"#!/bin/sh\ntouch '{outside}/{name}'\n"})
        (folder / ".git/own" / name).chmod(0o755)
    git(folder, "config", "core.hooksPath", ".git/own")
    for mark in outside.iterdir():
        mark.unlink()  # of git's own
    assert process(*arguments).code in {0, 1}
    assert os.listdir(outside) == []


def test_what_a_partial_clone_lacks_is_not_fetched(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = repository(folder / "there", {"a.md": TRACKED})
    git(there, "config", "uploadpack.allowFilter", "true")
    for text in (TRACKED, TRACKED + "\nMore.\n"):
        commit(there, text + "\n", "a.md")
    git(folder, "clone", "--quiet", "--filter=blob:none", f"file://{there}", "here")
    here = folder / "here"
    git(
        here,
        "config",
        "remote.origin.uploadpack",
        f"touch '{folder}/ran'; git-upload-pack",
    )
    monkeypatch.chdir(here)
    write(here, {"a.md": ENTRY})
    done = notelint("check", "--since", "HEAD~1")
    assert done.code == 2
    assert (
        "promisor remote (in a partial clone, GIT_NO_LAZY_FETCH=0 lets git fetch what is missing)\n"
        in done.err
    )
    assert not (folder / "ran").exists()
    monkeypatch.setenv("GIT_NO_LAZY_FETCH", "0")
    assert notelint("check", "--since", "HEAD~1").code == 0
    assert (folder / "ran").exists()


# Revisions


def test_revisions_that_name_a_commit_and_those_that_do_not(folder: Path) -> None:
    repository(folder, {"a.md": ENTRY})
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "first words")
    git(folder, "tag", "-a", "one", "-m", "x")
    git(folder, "tag", "-a", "two", "-m", "x", "one")
    git(folder, "tag", "-a", "file", "-m", "x", "HEAD:a.md")
    git(folder, "update-ref", "refs/heads/--output=x", "HEAD")
    git(folder, "update-ref", "refs/heads/-q", "HEAD")
    write(folder, {"a.md": TRACKED})
    for revision in (
        ":/first",
        ":/first words",
        "HEAD^{/first}",
        "HEAD@{0}",
        "@",
        "one",
        "two",
        "--output=x",
        "-q",
        "HEAD...",
        "HEAD^{commit}",
    ):
        done = notelint("check", f"--since={revision}")
        assert (done.code, done.out.count("L402"), done.err) == (1, 1, ""), revision
    assert sorted(os.listdir(folder)) == [".git", "a.md"]
    none = "no such revision: {}"
    for revision, said in {
        **dict.fromkeys(
            (
                ":/second",
                "HEAD@{9}",
                "^HEAD",
                "HEAD^@",
                "HEAD^!",
                "--all",
                "-x",
                "HEAD one",
                "HEAD~9",
                "",
            ),
            none,
        ),
        "one..HEAD": "{}: a range: give the one revision to compare with",
        "one...HEAD": "{}: a range: give the one revision to compare with",
        **dict.fromkeys(
            ("HEAD^{tree}", "HEAD:a.md", ":a.md", "file"),
            "{}: a file or a folder of a commit: give the commit itself",
        ),
    }.items():
        assert notelint("check", f"--since={revision}") == (
            2,
            "",
            f"error: --since: {said.format(revision)}\n",
        )
