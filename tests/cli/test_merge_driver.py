"""`notelint merge-driver`, `textconv` and `init --merge-driver`: as git calls them, in
real repositories.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from shlex import quote

import pytest

from tests.cli.program import (
    ROOT,
    Done,
    environment,
    git,
    notelint,
    process,
    repository,
    write,
)
from tests.test_merge import BASE, book, listed

OURS = book(listed("Alpha Beta Delta"), listed("Gamma"))
THEIRS = book(listed("Zeta Alpha Beta"), listed("Gamma"))
BOTH = book(listed("Zeta Alpha Beta Delta"), listed("Gamma"))


def tried(folder: Path, *arguments: str, **variables: str) -> Done:
    """git, whatever its exit code."""
    names = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    who = {
        f"GIT_{role}_{part}": "t@example.org"
        for role in ("AUTHOR", "COMMITTER")
        for part in ("NAME", "EMAIL")
    }
    done = subprocess.run(
        ["git", *arguments],
        cwd=folder,
        env=environment({**names, **who, **variables}),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return Done(done.returncode, done.stdout, done.stderr)


def commit(folder: Path, text: str, name: str = "README.md") -> None:
    write(folder, {name: text})
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "x")


def branched(
    folder: Path, base: str, ours: str, theirs: str, name: str = "README.md"
) -> Path:
    """A repository with the driver set up, and a notebook on the branches main (ours,
    checked out) and other (theirs).
    """
    repository(folder, {name: base})
    done = notelint("init", "--merge-driver", "--quiet", str(folder))
    assert done == (0, "", "")
    commit(folder, base, name)
    git(folder, "checkout", "--quiet", "-b", "other")
    commit(folder, theirs, name)
    git(folder, "checkout", "--quiet", "main")
    commit(folder, ours, name)
    return folder


def read(folder: Path, name: str = "README.md") -> str:
    return (folder / name).read_bytes().decode()


# As git calls it


def test_merge(folder: Path) -> None:
    branched(folder, BASE, OURS, THEIRS)
    assert tried(folder, "merge", "other", "-m", "x").code == 0
    assert read(folder) == BOTH
    assert git(folder, "status", "--porcelain") == ""
    assert notelint("check", "--select", "E101").code == 0


def test_without_the_driver_git_gets_the_numbers_wrong(folder: Path) -> None:
    branched(folder, BASE, OURS, THEIRS)
    (folder / ".git" / "info" / "attributes").write_text(
        "*.md -merge\n*.md !merge\n", encoding="utf-8"
    )
    tried(folder, "merge", "other", "-m", "x")
    assert read(folder) != BOTH


def test_rebase(folder: Path) -> None:
    branched(folder, BASE, OURS, THEIRS)
    assert tried(folder, "rebase", "other").code == 0
    assert read(folder) == BOTH


def test_cherry_pick_revert_and_stash(folder: Path) -> None:
    branched(folder, BASE, OURS, THEIRS)
    assert tried(folder, "cherry-pick", "other").code == 0
    assert read(folder) == BOTH
    assert tried(folder, "revert", "--no-edit", "HEAD~1").code == 0
    assert read(folder) == THEIRS
    write(
        folder,
        {"README.md": book(listed("Zeta Alpha Beta", Beta="stashed"), listed("Gamma"))},
    )
    git(folder, "stash")
    commit(folder, BOTH)
    assert tried(folder, "stash", "pop").code == 0
    assert read(folder) == book(
        listed("Zeta Alpha Beta Delta", Beta="stashed"), listed("Gamma")
    )


def test_conflict_is_marked_where_it_is(folder: Path) -> None:
    ours, theirs = (
        book(listed("Alpha Beta", Alpha=text), listed(f"Gamma {more}"))
        for text, more in (("one", "Delta"), ("two", "Zeta"))
    )
    branched(folder, BASE, ours, theirs)
    done = tried(folder, "merge", "other", "-m", "x")
    assert done.code == 1
    assert "CONFLICT (content)" in done.out
    assert read(folder).count("<<<<<<< ") == read(folder).count(">>>>>>> ") == 1
    assert listed("Gamma Delta Zeta") in read(folder)
    assert git(folder, "status", "--porcelain") == "UU README.md\n"


def test_criss_cross(folder: Path) -> None:
    """Two merges of the same two commits, each solved in its own way: git merges the
    bases first, and their conflict has longer marks.
    """
    ours, theirs = (
        book(listed("Alpha Beta", Alpha=text), listed("Gamma"))
        for text in ("one", "two")
    )
    branched(folder, BASE, ours, theirs)
    solved = {}
    for here, there, text in (("main", "other", "three"), ("other", "main~1", "four")):
        git(folder, "checkout", "--quiet", here)
        assert tried(folder, "merge", there, "-m", "x").code == 1
        solved[here] = book(
            listed("Alpha Beta", Alpha=text),
            listed("Gamma Delta" if here == "main" else "Gamma Zeta"),
        )
        commit(folder, solved[here])
    git(folder, "checkout", "--quiet", "main")
    assert tried(folder, "merge", "other", "-m", "x").code == 1
    assert listed("Gamma Delta Zeta") in read(folder)
    assert read(folder) == book(
        "1. [Alpha Net](https://arxiv.org/abs/2101.00813)\n<<<<<<< ours\n   three\n=======\n   four\n>>>>>>> theirs\n"
        + listed("Beta", start=2),
        listed("Gamma Delta Zeta"),
    )


def test_octopus(folder: Path) -> None:
    """git asks no driver where it merges several branches at once: it does not merge one
    file twice, and says so.
    """
    branched(folder, BASE, OURS, THEIRS)
    git(folder, "checkout", "--quiet", "-b", "third", "main~1")
    commit(folder, book(listed("Alpha Beta"), listed("Gamma Epsilon")))
    git(folder, "checkout", "--quiet", "main")
    done = tried(folder, "merge", "other", "third", "-m", "x")
    assert (done.code, read(folder)) == (2, OURS)
    for each in ("other", "third"):
        assert tried(folder, "merge", each, "-m", "x").code == 0
    assert read(folder) == book(
        listed("Zeta Alpha Beta Delta"), listed("Gamma Epsilon")
    )


def test_file_added_on_both_sides(folder: Path) -> None:
    branched(
        folder,
        "1. [A](https://arxiv.org/abs/2101.00001)\n",
        "words\n",
        "words\n",
        "a.md",
    )
    git(folder, "checkout", "--quiet", "other")
    commit(folder, THEIRS)
    git(folder, "checkout", "--quiet", "main")
    commit(folder, OURS)
    assert tried(folder, "merge", "other", "-m", "x").code == 0
    assert read(folder) == book(listed("Zeta Alpha Beta Delta"), listed("Gamma"))


@pytest.mark.parametrize("name", ["-a b.md", "it's $HOME; `x`.md", "图/笔记.md"])
def test_names(folder: Path, name: str) -> None:
    branched(folder, BASE, OURS, THEIRS, name)
    assert tried(folder, "merge", "other", "-m", "x").code == 0
    assert read(folder, name) == BOTH


def test_linked_worktree(folder: Path) -> None:
    branched(folder / "main", BASE, OURS, THEIRS)
    git(folder / "main", "worktree", "add", "--quiet", "../linked", "other")
    assert tried(folder / "linked", "merge", "main", "-m", "x").code == 0
    assert read(folder / "linked") == BOTH


def test_what_the_user_should_know_is_said(folder: Path) -> None:
    ours, theirs = (
        book(listed("Alpha Beta Delta", Delta=text), listed("Gamma"))
        for text in ("ours", "theirs")
    )
    branched(folder, BASE, ours, theirs)
    done = tried(folder, "merge", "other", "-m", "x")
    assert done.code == 0
    assert (
        'README.md:9: merged: "Delta Net" was added on both sides: one of the two entries can go\n'
        in done.err
    )


def test_broken_config_does_not_break_a_merge(folder: Path) -> None:
    branched(folder, BASE, OURS, THEIRS)
    commit(folder, "nonsense: 1\n", ".notelint.yaml")
    done = tried(folder, "merge", "other", "-m", "x")
    assert (done.code, read(folder)) == (0, BOTH)
    assert "warning: merged with the default settings: " in done.err


@pytest.mark.parametrize(
    "command",
    ["exit 1; ", "no-such-command-at-all ", f"'{sys.executable}' -m no_such_module "],
)
def test_broken_notelint_leaves_the_merge_to_git(folder: Path, command: str) -> None:
    base = BASE + "".join(f"\nwords {number}\n" for number in range(9))
    branched(
        folder, base, base.replace("# N", "# Ours"), base.replace("words 8", "theirs")
    )
    driver = git(folder, "config", "merge.notelint.driver").strip()
    program = driver[driver.index("; ") + 2 : driver.index("merge-driver")]
    git(
        folder,
        "config",
        "merge.notelint.driver",
        driver.replace(program, f"({command}", 1).replace(" && exit;", ") && exit;", 1),
    )
    assert tried(folder, "merge", "other", "-m", "x").code == 0
    assert read(folder) == base.replace("# N", "# Ours").replace("words 8", "theirs")
    git(folder, "reset", "--quiet", "--hard", "HEAD~1")
    commit(folder, base.replace("words 8", "ours"))
    assert tried(folder, "merge", "other", "-m", "x").code == 1
    assert "<<<<<<< ours\nours\n=======\ntheirs\n>>>>>>> theirs\n" in read(folder)


# As a command


def versions(
    folder: Path, base: str | bytes, ours: str | bytes, theirs: str | bytes
) -> list[str]:
    """Files for the driver."""
    for name, text in (("O", base), ("A", ours), ("B", theirs)):
        (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    return ["O", "A", "B"]


def test_command(folder: Path) -> None:
    assert notelint("merge-driver", *versions(folder, BASE, OURS, THEIRS)) == (
        0,
        "",
        "",
    )
    assert read(folder, "A") == BOTH
    assert sorted(os.listdir(folder)) == ["A", "B", "O"]


def test_labels_and_marker_size(folder: Path) -> None:
    ours, theirs = (book(listed("Alpha", Alpha=text)) for text in ("one", "two"))
    marks = ["--marker-size=9", "--labels", "the base", "HEAD", "-x"]
    assert notelint(
        "merge-driver",
        *marks,
        "--",
        *versions(folder, book(listed("Alpha")), ours, theirs),
        "-a.md",
    ) == (1, "", "")
    assert "\n<<<<<<<<< HEAD\n   one\n=========\n   two\n>>>>>>>>> -x\n" in read(
        folder, "A"
    )
    notelint(
        "merge-driver",
        "--labels",
        "%S",
        "%X",
        "%Y",
        *versions(folder, book(listed("Alpha")), ours, theirs),
    )
    assert "\n<<<<<<< ours\n" in read(folder, "A")


def test_what_is_no_notebook_is_merged_by_git(folder: Path) -> None:
    text = "".join(f"{line}\n" for line in "abcdefg")
    assert notelint(
        "merge-driver",
        *versions(folder, text, text.replace("b", "B"), text.replace("f", "F")),
    ) == (0, "", "")
    assert read(folder, "A") == text.replace("b", "B").replace("f", "F")
    assert notelint(
        "merge-driver",
        *versions(folder, text, text.replace("b", "B"), text.replace("b", "X")),
    ) == (1, "", "")
    assert "<<<<<<< ours\nB\n=======\nX\n>>>>>>> theirs\n" in read(folder, "A")


def test_excluded_notebook_is_merged_by_git(folder: Path) -> None:
    write(folder, {".notelint.yaml": "exclude: [a.md]\n"})
    assert notelint("merge-driver", *versions(folder, BASE, OURS, THEIRS), "a.md") == (
        1,
        "",
        "",
    )
    assert "<<<<<<< ours\n" in read(folder, "A")
    assert (
        notelint("merge-driver", *versions(folder, BASE, OURS, THEIRS), "b.md").code
        == 0
    )
    assert read(folder, "A") == BOTH


def test_binary_and_other_encodings(folder: Path) -> None:
    done = notelint("merge-driver", *versions(folder, BASE, b"a\0b", THEIRS), "a.md")
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith("a.md: not merged: ")
    assert (folder / "A").read_bytes() == b"a\0b"
    latin = [
        text.replace("# N", "# Ñ").encode("latin-1") for text in (BASE, OURS, THEIRS)
    ]
    done = notelint("merge-driver", *versions(folder, *latin), "a.md")
    assert done == (
        1,
        "",
        "a.md: merged line by line: not UTF-8 (byte 0xd1): save the file as UTF-8\n",
    )
    assert (
        (folder / "A")
        .read_bytes()
        .startswith("# Ñ\n\n## X\n\n<<<<<<< ours\n".encode("latin-1"))
    )


def test_file_that_is_not_there(folder: Path) -> None:
    assert notelint("merge-driver", "O", "A", "B") == (
        2,
        "",
        "error: A: no such file or directory\n",
    )
    assert notelint("merge-driver", "O").code == 2


# git diff


def test_diff_shows_entries_and_no_numbers(folder: Path) -> None:
    branched(folder, BASE, OURS, THEIRS)
    changed = [
        line
        for line in tried(folder, "diff", "main~1", "other").out.splitlines()
        if line[:1] in "+-" and line[:3] not in {"+++", "---"}
    ]
    assert changed == ["+#. [Zeta Net](https://arxiv.org/abs/2101.00731)"]
    write(
        folder, {"README.md": book(listed("Alpha Beta Delta", step=0), listed("Gamma"))}
    )
    assert tried(folder, "diff").out == ""
    assert tried(folder, "diff", "--no-textconv").out.count("\n-") == 3
    assert git(folder, "status", "--porcelain") == " M README.md\n"


def test_hunks_are_headed_by_their_section(folder: Path) -> None:
    branched(folder, BASE, OURS, THEIRS)
    write(folder, {"README.md": OURS.replace("Gamma Net", "Gamma Network")})
    assert "@@ ## Y\n" in tried(folder, "diff", "-U0").out


def test_textconv_prints_what_it_cannot_read_as_it_is(folder: Path) -> None:
    for data in (
        b"",
        b"\xff\xfe1\0",
        b"1. a\0b\n",
        b"1. words\n2. words",
        ("> " * 3000).encode(),
    ):
        (folder / "a.md").write_bytes(data)
        assert notelint("textconv", "a.md") == (
            0,
            data.decode("utf-8", "surrogateescape"),
            "",
        )
    (folder / "a.md").write_bytes(BASE.replace("\n", "\r\n").encode())
    assert process("textconv", "a.md", folder=folder).out == BASE.replace(
        "\n", "\r\n"
    ).replace("1. ", "#. ").replace("2. ", "#. ")
    assert notelint("textconv", "b.md") == (
        2,
        "",
        "error: b.md: no such file or directory\n",
    )


def test_broken_textconv_shows_the_file(folder: Path) -> None:
    branched(folder, BASE, OURS, THEIRS)
    textconv = (
        git(folder, "config", "diff.notelint.textconv")
        .strip()
        .replace(sys.executable, "no-such-command-at-all")
    )
    git(folder, "config", "diff.notelint.textconv", textconv)
    assert "\n+1. [Zeta Net]" in tried(folder, "diff", "main~1", "other").out


# Setting it up


@pytest.fixture(autouse=True)
def installed(monkeypatch: pytest.MonkeyPatch) -> None:
    """notelint as it is installed, and not by way of PYTHONPATH."""
    monkeypatch.delenv("PYTHONPATH", raising=False)


def test_set_up(folder: Path) -> None:
    repository(folder, {"README.md": BASE})
    done = notelint("init", "--merge-driver")
    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines()[1:] == [
        "Wrote .notelint.yaml: nothing is settled yet",
        "Wrote .gitattributes: *.md merge=notelint diff=notelint",
        f"Set merge.notelint and diff.notelint in this repository's git settings, to run {quote(sys.executable)} -E -P -m notelint",
        "Each clone needs notelint init --merge-driver once: git does not share settings, and merges line by line without them",
        "Next: notelint check",
    ]
    assert read(folder, ".gitattributes") == "*.md merge=notelint diff=notelint\n"
    state = read(folder, ".git/config")
    again = notelint("init", "--merge-driver")
    assert again.out.splitlines()[1:] == [
        "Kept .notelint.yaml: --force overwrites it",
        "Kept .gitattributes: nothing is lacking",
        "Next: notelint check",
    ]
    assert read(folder, ".git/config") == state


def test_only_what_is_lacking_is_added(folder: Path) -> None:
    before = "# ours\n* text=auto\n*.md diff=markdown\nCHANGES.md merge=union"
    repository(
        folder, {"README.MD": BASE, "a.markdown": BASE, ".gitattributes": before}
    )
    done = notelint("init", "--merge-driver")
    assert (
        "Added to .gitattributes: *.md merge=notelint, *.MD merge=notelint diff=notelint, *.markdown merge=notelint diff=notelint\n"
        in done.out
    )
    assert (
        "Kept *.md diff=markdown in git's attributes: --force sets it anew\n"
        in done.out
    )
    added = "*.md merge=notelint\n*.MD merge=notelint diff=notelint\n*.markdown merge=notelint diff=notelint\n"
    assert read(folder, ".gitattributes") == added + before
    assert (
        git(folder, "check-attr", "merge", "CHANGES.md") == "CHANGES.md: merge: union\n"
    )
    notelint("init", "--merge-driver", "--force")
    assert read(folder, ".gitattributes") == added + before + "\n*.md diff=notelint\n"


def test_line_ends_of_attributes(folder: Path) -> None:
    repository(folder, {"README.md": BASE})
    (folder / ".gitattributes").write_bytes(b"* text=auto\r\n")
    notelint("init", "--merge-driver")
    assert (
        read(folder, ".gitattributes")
        == "*.md merge=notelint diff=notelint\r\n* text=auto\r\n"
    )


def test_settings_of_the_user_stay(folder: Path) -> None:
    repository(folder, {"README.md": BASE})
    git(folder, "config", "merge.notelint.driver", "mine %A")
    done = notelint("init", "--merge-driver")
    assert (
        "Kept merge.notelint.driver in git's settings, which is set otherwise: --force sets it anew\n"
        in done.out
    )
    assert git(folder, "config", "merge.notelint.driver") == "mine %A\n"
    notelint("init", "--merge-driver", "--force")
    assert "merge-driver" in git(folder, "config", "merge.notelint.driver")


def test_earlier_notelint_elsewhere_is_replaced(folder: Path) -> None:
    repository(folder, {"README.md": BASE})
    notelint("init", "--merge-driver")
    state = read(folder, ".git/config")
    git(
        folder,
        "config",
        "merge.notelint.driver",
        git(folder, "config", "merge.notelint.driver")
        .strip()
        .replace(sys.executable, "/gone/python"),
    )
    notelint("init", "--merge-driver")
    assert read(folder, ".git/config") == state


def test_where_notelint_is_on_the_path(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository(folder / "a", {"README.md": BASE})
    script = folder / "bin" / "notelint"
    script.parent.mkdir()
    script.write_text(
        f'#!/bin/sh\nPYTHONPATH="{ROOT / "src"}" exec "{sys.executable}" -m notelint "$@"\n',
        encoding="utf-8",
    )
    script.chmod(0o755)
    monkeypatch.setenv("PATH", f"{script.parent}{os.pathsep}{os.environ['PATH']}")
    done = notelint("init", "--merge-driver", "a")
    assert (
        "Set merge.notelint and diff.notelint in this repository's git settings\n"
        in done.out
    )
    assert "; notelint merge-driver " in git(
        folder / "a", "config", "merge.notelint.driver"
    )
    assert (
        git(folder / "a", "config", "diff.notelint.textconv")
        == 'f() { notelint textconv -- "$1" || cat <"$1"; }; f\n'
    )


def test_odd_places_and_no_repository(folder: Path) -> None:
    write(folder, {"README.md": BASE})
    assert notelint("init", "--merge-driver") == (
        2,
        "",
        "error: --merge-driver: not a git repository: git init makes one\n",
    )
    repository(folder, {})
    (folder / ".gitattributes").symlink_to("elsewhere")
    assert (
        notelint("init", "--merge-driver").err
        == "error: .gitattributes: a symbolic link: put a plain file in its place\n"
    )
    (folder / ".gitattributes").unlink()
    (folder / ".gitattributes").write_bytes(b"\xff")
    assert (
        notelint("init", "--merge-driver").err
        == "error: .gitattributes: not UTF-8: save the file as UTF-8\n"
    )
    assert sorted(os.listdir(folder)) == [".git", ".gitattributes", "README.md"]
    assert "notelint" not in read(folder, ".git/config")
