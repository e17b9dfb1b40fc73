"""`notelint fmt`: what is written, what is said, and the exit code."""

import os
import pty
import subprocess
from pathlib import Path

import pytest

from notelint.engine import formatter
from notelint.guard.changes import Change, changes
from notelint.text.page_changes import Kind
from tests.cli.program import (
    COMMAND,
    ENTRY,
    LOST,
    TRACKED,
    environment,
    git,
    notelint,
    process,
    repository,
    shell,
    write,
)

TWICE = "1. [A](https://arxiv.org/abs/1706.03762?utm_source=x)  \n3. [B](https://arxiv.org/abs/1810.04805)\n"
TWICE_MENDED = "1. [A](https://arxiv.org/abs/1706.03762)\n2. [B](https://arxiv.org/abs/1810.04805)\n"
REWROTE = "Rewrote a.md: 1 tracking-query\n1 notebook rewritten.\n"
DIFF = (
    f"diff --git a/a.md b/a.md\n--- a/a.md\n+++ b/a.md\n@@ -1 +1 @@\n-{TRACKED}+{ENTRY}"
)


def refuse(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the guard refuse everything."""
    monkeypatch.setattr(
        "notelint.guard.changes.changes", lambda *_: (Change(Kind.LOST, 1, ""),)
    )


def read(folder: Path, name: str = "a.md") -> str:
    return (folder / name).read_bytes().decode()


# Writing.


def test_nothing_is_written_or_said_of_what_is_in_order(folder: Path) -> None:
    write(folder, {"a.md": ENTRY, "b.md": LOST, "c.md": ""})
    before = {name: os.stat(name) for name in os.listdir()}
    assert notelint("fmt") == (0, "", "")
    assert {
        name: (state.st_mtime_ns, state.st_ino) for name, state in before.items()
    } == {
        name: (os.stat(name).st_mtime_ns, os.stat(name).st_ino) for name in os.listdir()
    }


def test_notebooks_are_rewritten_and_named(folder: Path) -> None:
    write(
        folder,
        {"a.md": TRACKED, "b.md": ENTRY, "c.md": TWICE, "d.md": LOST, "e.txt": TRACKED},
    )
    done = notelint("fmt")
    assert (done.code, done.err) == (0, "")
    first, second, last = done.out.splitlines()
    assert first == "Rewrote a.md: 1 tracking-query"
    assert second.startswith("Rewrote c.md: ")
    assert sorted(second.removeprefix("Rewrote c.md: ").split(", ")) == [
        "1 entry-number",
        "1 tracking-query",
        "1 trailing-space",
    ]
    assert last == "2 notebooks rewritten, 2 left as they are."
    assert [read(folder, name) for name in sorted(os.listdir())] == [
        ENTRY,
        ENTRY,
        TWICE_MENDED,
        LOST,
        TRACKED,
    ]
    assert notelint("fmt") == (0, "", "")


def test_only_layout_is_mended(folder: Path) -> None:
    text = LOST.replace("lost.png", "Found.PNG")
    write(folder, {"a.md": text, "found.png": "GIF89a"})
    assert notelint("fmt") == (0, "", "")
    assert read(folder) == text


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_marks_and_line_ends_stay(folder: Path, mark: bytes, end: bytes) -> None:
    text = b"# Papers" + end * 2 + TRACKED.encode().replace(b"\n", end)
    (folder / "a.md").write_bytes(mark + text)
    assert notelint("fmt", "-q") == (0, "", "")
    assert (folder / "a.md").read_bytes() == mark + text.replace(b"?utm_source=x", b"")


def test_mixed_line_ends_stay(folder: Path) -> None:
    text = (
        b"# A\r\n\n"
        + TRACKED.encode()
        + b"\r\n## B\n\r\n"
        + b"1. [B](https://arxiv.org/abs/1810.04805)\r\n"
    )
    (folder / "a.md").write_bytes(text)
    assert notelint("fmt", "-q").code == 0
    assert (folder / "a.md").read_bytes() == text.replace(b"?utm_source=x", b"")


def test_paths_and_rules_as_for_check(folder: Path) -> None:
    write(
        folder,
        {
            "a.md": TRACKED,
            "b/c.md": TRACKED,
            "b/d.txt": TRACKED,
            "e.md": TRACKED,
            ".notelint.yaml": "exclude: [e.md]\n",
        },
    )
    assert notelint("fmt", "-q", "b", "b/d.txt", "e.md").code == 0
    assert [read(folder, name) for name in ("a.md", "b/c.md", "b/d.txt", "e.md")] == [
        TRACKED,
        ENTRY,
        ENTRY,
        TRACKED,
    ]
    for arguments in (["--ignore", "L402"], ["--select", "E"], ["--exclude", "a.md"]):
        assert notelint("fmt", "-q", *arguments).code == 0
        assert read(folder) == TRACKED
    write(folder, {".notelint.yaml": "ignore: [L402]\n"})
    assert notelint("fmt", "a.md") == (0, "", "")
    assert notelint("fmt", "--isolated", "a.md").code == 0
    assert read(folder) == ENTRY


def test_what_a_comment_silences_stays(folder: Path) -> None:
    text = f"<!-- notelint-disable L402 -->\n\n{TRACKED}"
    write(folder, {"a.md": text})
    assert notelint("fmt") == (0, "", "")
    assert read(folder) == text


def test_file_of_two_names_is_rewritten_once(folder: Path) -> None:
    write(folder, {"a.md": TRACKED})
    (folder / "b.md").symlink_to("a.md")
    assert notelint("fmt") == (
        0,
        "Rewrote a.md: 1 tracking-query\n1 notebook rewritten.\n",
        "",
    )
    assert (folder / "b.md").is_symlink()
    write(folder, {"a.md": TRACKED})
    assert notelint("fmt", "--check").out.startswith(
        "Would rewrite a.md: 1 tracking-query\n1 notebook would"
    )
    assert notelint("fmt", "--diff").out == DIFF


# What is said.


def test_quiet(folder: Path) -> None:
    write(folder, {"a.md": TRACKED})
    assert notelint("fmt", "--quiet") == (0, "", "")
    assert read(folder) == ENTRY


def test_verbose(folder: Path) -> None:
    write(folder, {"a.md": TRACKED, "b.md": ENTRY})
    assert notelint("fmt", "-v") == (
        0,
        "Rewrote a.md: 1 tracking-query\n1 notebook rewritten, 1 left as it is.\n",
        "a.md: 1 tracking-query\nb.md: nothing to mend\n",
    )
    assert notelint("fmt", "-v").out == "2 notebooks left as they are.\n"


def test_names_do_nothing_to_a_terminal(folder: Path) -> None:
    write(folder, {"a\x1b[31m.md": TRACKED})
    assert "\x1b" not in notelint("fmt").out


def test_reader_that_goes_away_stops_no_rewriting(folder: Path) -> None:
    write(folder, {f"{n}.md": TRACKED for n in range(9)})
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as pipe:
        done = subprocess.run(
            [*COMMAND, "fmt"],
            stdout=pipe,
            stderr=subprocess.PIPE,
            env=environment(),
            check=False,
        )
    assert (done.returncode, done.stderr) == (1, b"")
    assert {read(folder, f"{n}.md") for n in range(9)} == {ENTRY}


# What goes wrong.


def test_unreadable_file_is_named_and_the_others_go_on(folder: Path) -> None:
    write(folder, {"b.md": TRACKED})
    (folder / "a.md").write_bytes(b"a\n\xff\n")
    done = notelint("fmt")
    assert done == (
        2,
        "Rewrote b.md: 1 tracking-query\n1 notebook rewritten, 1 left as it is.\n",
        "a.md:2: not UTF-8 (byte 0xff): save the file as UTF-8\n",
    )
    assert (folder / "a.md").read_bytes() == b"a\n\xff\n"
    assert (
        notelint("fmt", "--check", "-v").err
        == "a.md:2: not UTF-8 (byte 0xff): save the file as UTF-8\nb.md: nothing to mend\n"
    )


def test_path_that_does_not_exist(folder: Path) -> None:
    write(folder, {"a.md": TRACKED})
    assert notelint("fmt", "lost.md", "a.md") == (
        2,
        REWROTE,
        "error: no such file or folder: lost.md\n",
    )
    assert notelint("fmt", "--check", "lost.md").code == 2


def test_no_notebooks(folder: Path) -> None:
    assert notelint("fmt") == (0, "", "warning: no notebooks found in this folder\n")


def test_mistake_in_the_config(folder: Path) -> None:
    write(folder, {"a.md": TRACKED, ".notelint.yaml": "selekt: [E]\n"})
    done = notelint("fmt")
    assert (done.code, done.out) == (2, "")
    assert ".notelint.yaml:1: " in done.err
    assert read(folder) == TRACKED


def test_what_the_guard_refuses_is_named_and_the_rest_is_written(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = changes
    harm = (Change(Kind.LOST, 1, ""),)
    monkeypatch.setattr(
        "notelint.guard.changes.changes",
        lambda old, new: real(old, new) if "utm_source" in new else harm,
    )
    write(folder, {"a.md": TWICE, "b.md": ENTRY})
    done = notelint("fmt")
    assert (done.code, done.err) == (
        2,
        "a.md:1: L402 left alone: mending it would change the page otherwise\n",
    )
    assert read(folder) == TWICE_MENDED.replace("03762", "03762?utm_source=x")
    assert notelint("fmt", "--check").code == 2


def test_fixes_that_undo_each_other(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(formatter, "PASSES", 0)
    write(folder, {"a.md": TRACKED, "b.md": ENTRY})
    assert notelint("fmt") == (
        2,
        "",
        "a.md: left alone: fixes that undo each other: L402\n",
    )
    assert read(folder) == TRACKED


def test_file_that_cannot_be_written(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    write(folder, {"a.md": TRACKED, "b.md": ENTRY})
    monkeypatch.setattr(os, "replace", fail)
    assert notelint("fmt", "-v") == (
        2,
        "2 notebooks left as they are.\n",
        "error: a.md: no space left on device\na.md: 1 tracking-query\nb.md: nothing to mend\n",
    )
    assert read(folder) == TRACKED
    assert sorted(os.listdir()) == ["a.md", "b.md"]


# --check.


def test_check(folder: Path) -> None:
    write(folder, {"a.md": TRACKED, "b.md": ENTRY, "c.md": TRACKED})
    lines = (
        "Would rewrite a.md: 1 tracking-query\nWould rewrite c.md: 1 tracking-query\n"
    )
    assert notelint("fmt", "--check") == (
        1,
        lines + "2 notebooks would be rewritten, 1 left as it is.\n",
        "",
    )
    assert notelint("fmt", "--check", "-q") == (1, lines, "")
    assert notelint("fmt", "--check", "b.md") == (0, "", "")
    assert read(folder) == TRACKED


# --diff.


def test_diff(folder: Path) -> None:
    write(folder, {"a.md": TRACKED, "b.md": ENTRY})
    assert notelint("fmt", "--diff") == (
        0,
        DIFF,
        "1 notebook would be rewritten, 1 left as it is.\n",
    )
    assert notelint("fmt", "--diff", "-q") == (0, DIFF, "")
    assert notelint("fmt", "--diff", "--check", "-q") == (1, DIFF, "")
    assert notelint("fmt", "--diff", "b.md") == (0, "", "")
    assert read(folder) == TRACKED


@pytest.mark.parametrize("name", ["a.md", "论文/a b.md", 'sub/"q".md'])
@pytest.mark.parametrize(
    "text",
    [
        TRACKED,
        TWICE,
        "\ufeff" + TRACKED,
        TWICE.replace("\n", "\r\n"),
        TRACKED.rstrip("\n"),
    ],
)
def test_git_applies_the_diff(folder: Path, name: str, text: str) -> None:
    repository(folder, {})
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_bytes(text.encode())
    done = shell(
        f"notelint fmt --isolated --diff -q | git apply --whitespace=nowarn\n cat {name!r}",
        folder,
    )
    assert (done.code, done.err) == (0, "")
    after = (folder / name).read_bytes()
    (folder / name).write_bytes(text.encode())
    assert process("fmt", "--isolated", "-q", folder=folder) == (0, "", "")
    assert (folder / name).read_bytes() == after != text.encode()


def test_paths_of_a_diff_begin_at_the_top_of_the_repository(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository(folder / "r", {"in/a.md": TRACKED})
    (folder / "link").symlink_to("r/in")
    monkeypatch.chdir(folder / "r" / "in")
    head = "diff --git a/in/a.md b/in/a.md\n--- a/in/a.md\n+++ b/in/a.md\n"
    for path in (
        "a.md",
        ".",
        str(folder / "r" / "in" / "a.md"),
        str(folder / "link" / "a.md"),
    ):
        assert notelint("fmt", "--diff", path).out.startswith(head)
    assert shell("notelint fmt --diff -q | git apply", folder / "r" / "in").code == 0
    assert read(folder, "r/in/a.md") == ENTRY


def test_paths_of_a_diff_outside_of_a_repository(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository(folder / "r", {"a.md": TRACKED})
    write(folder, {"b/c.md": TRACKED})
    assert "+++ b/r/a.md\n" in notelint("fmt", "--diff", "r").out
    monkeypatch.chdir(folder / "r")
    assert f"+++ b{folder}/b/c.md\n" in notelint("fmt", "--diff", "../b/c.md").out


def test_symbolic_link_in_a_diff_is_the_file(folder: Path) -> None:
    repository(folder, {"real/a.md": TRACKED})
    (folder / "b.md").symlink_to("real/a.md")
    assert "+++ b/real/a.md\n" in notelint("fmt", "--diff", "b.md").out


def test_diff_in_colours(folder: Path) -> None:
    write(folder, {"a.md": "# A\n\n" + TRACKED.replace("\n", "\r\n") + "\x1b[31m\n"})
    done = notelint("fmt", "--diff", "--color", "always", "-q")
    lines = done.out.splitlines()
    assert lines[0] == "diff --git a/a.md b/a.md"
    assert lines[1:3] == ["\x1b[1m--- a/a.md\x1b[0m", "\x1b[1m+++ b/a.md\x1b[0m"]
    assert lines[3].startswith("\x1b[36;1m@@ ")
    assert f"\x1b[31;1m-{TRACKED.rstrip()}\x1b[0m" in lines
    assert f"\x1b[32m+{ENTRY.rstrip()}\x1b[0m" in lines
    assert any("\ufffd[31m" in line for line in lines)
    assert "\x1b" not in notelint(
        "fmt", "--diff", "--color", "never", "-q"
    ).out.replace("\x1b[31m", "")


def test_diff_at_a_terminal(folder: Path) -> None:
    write(folder, {"a.md": TRACKED})
    ours, theirs = pty.openpty()
    done = subprocess.run(
        [*COMMAND, "fmt", "--diff", "-q"],
        stdout=theirs,
        env=environment({"TERM": "xterm"}),
        check=False,
    )
    shown = os.read(ours, 10_000).decode()
    os.close(ours)
    os.close(theirs)
    assert done.returncode == 0
    assert f"\x1b[32m+{ENTRY.rstrip()}\x1b[0m\r\n" in shown


# Standard input.


def test_standard_input(folder: Path) -> None:
    assert notelint("fmt", "-", stdin=TRACKED.encode()) == (0, ENTRY, "")
    assert notelint("fmt", "-", stdin=ENTRY.encode()) == (0, ENTRY, "")
    assert notelint("fmt", "-", stdin=b"") == (0, "", "")
    assert notelint("fmt", "-", "-v", stdin=TRACKED.encode()) == (
        0,
        ENTRY,
        "-: 1 tracking-query\n",
    )


@pytest.mark.parametrize(
    "text",
    ["\ufeff" + TRACKED, TRACKED.replace("\n", "\r\n"), TRACKED.rstrip("\n") + "\r\n"],
)
def test_standard_input_keeps_marks_and_line_ends(folder: Path, text: str) -> None:
    assert process(
        "fmt", "-", stdin=text.encode(), variables={"PYTHONIOENCODING": "latin-1"}
    ).out == text.replace("?utm_source=x", "")


def test_standard_input_by_name(folder: Path) -> None:
    write(
        folder,
        {
            "a.md": "as it is\n",
            "n/.notelint.yaml": "ignore: [L402]\n",
            ".notelint.yaml": "exclude: [old/]\n",
        },
    )
    assert notelint("fmt", "--stdin-filename", "a.md", stdin=TRACKED.encode()) == (
        0,
        ENTRY,
        "",
    )
    assert notelint(
        "fmt", "-", "--stdin-filename", "n/a.md", stdin=TRACKED.encode()
    ) == (0, TRACKED, "")
    assert read(folder) == "as it is\n"
    assert notelint("fmt", "--stdin-filename", "a.md", "a.md").code == 2


def test_standard_input_that_is_excluded_comes_back(folder: Path) -> None:
    write(folder, {".notelint.yaml": "exclude: [old/]\n"})
    done = notelint("fmt", "-", "--stdin-filename", "old/a.md", stdin=TRACKED.encode())
    assert (done.code, done.out) == (0, TRACKED)
    assert (
        notelint(
            "fmt", "--diff", "-", "--stdin-filename", "old/a.md", stdin=TRACKED.encode()
        ).out
        == ""
    )


def test_standard_input_that_cannot_be_read_comes_back(folder: Path) -> None:
    done = notelint("fmt", "-", stdin=b"a\n\xff\n")
    assert done == (
        2,
        "a\n\udcff\n",
        "-:2: not UTF-8 (byte 0xff): save the file as UTF-8\n",
    )


def test_standard_input_that_is_too_large_comes_back_whole(folder: Path) -> None:
    text = b"a\n" * 6_000_000
    done = notelint("fmt", "-", stdin=text)
    assert (done.code, done.err) == (
        2,
        "-: more than 10 MiB: too large for a notebook\n",
    )
    assert done.out == text.decode()


def test_standard_input_that_is_refused_comes_back(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refuse(monkeypatch)
    done = notelint("fmt", "-", stdin=TRACKED.encode())
    assert done == (
        2,
        TRACKED,
        "-:1: L402 left alone: mending it would change the page otherwise\n",
    )


def test_standard_input_checked_and_as_a_diff(folder: Path) -> None:
    would = "Would rewrite -: 1 tracking-query\n"
    done = notelint("fmt", "--check", "-", stdin=TRACKED.encode())
    assert (done.code, done.out, done.err) == (1, "", would)
    assert notelint(
        "fmt",
        "--diff",
        "-",
        stdin=TRACKED.encode(),
    ).out == DIFF.replace("a.md", "-")
    assert notelint(
        "fmt", "--diff", "--stdin-filename", "n/a.md", stdin=TRACKED.encode()
    ).out == DIFF.replace("a.md", "n/a.md")
    assert (
        notelint(
            "fmt",
            "--diff",
            "--stdin-filename",
            str(folder / "a.md"),
            stdin=TRACKED.encode(),
        ).out
        == DIFF
    )


def test_standard_input_beside_files(folder: Path) -> None:
    write(folder, {"a.md": TRACKED})
    done = notelint("fmt", "-", "a.md", stdin=TRACKED.encode())
    assert done == (
        0,
        ENTRY,
        "Rewrote a.md: 1 tracking-query\n2 notebooks rewritten.\n",
    )


# With git.


def test_nothing_is_left_for_git_to_see(folder: Path) -> None:
    repository(folder, {"a.md": TRACKED})
    git(folder, "add", "--all")
    assert notelint("fmt", "-q").code == 0
    assert git(folder, "status", "--porcelain") == "AM a.md\n"


CONFLICT = "<<<<<<< HEAD\n5. [A](http://arxiv.org/abs/1706.03762)\n=======\n7. [B](http://arxiv.org/abs/1412.6980)\n>>>>>>> other\n"
LEFT = "left alone: unresolved merge conflict, down to line 7: keep one side or both, and remove the markers\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ("fmt",),
        ("fmt", "--check"),
        ("fmt", "--diff"),
        ("fmt", "--staged"),
        ("check", "--fix"),
        ("check", "--diff"),
        ("check", "--fix", "--staged"),
    ],
    ids=" ".join,
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_unresolved_conflict_is_left_alone_and_said(
    folder: Path, arguments: tuple[str, ...], end: str
) -> None:
    text = f"# N\n\n{CONFLICT}\n2. words \n".replace("\n", end).encode()
    repository(folder, {"b.md": "Words.\n"})
    (folder / "a.md").write_bytes(text)
    git(folder, "add", "--all")
    done = notelint(*arguments)
    assert (done.code, done.err.startswith(f"a.md:3: {LEFT}")) == (2, True)
    assert (folder / "a.md").read_bytes() == text
    assert git(folder, "status", "--porcelain") == "A  a.md\nA  b.md\n"


def test_unresolved_conflict_on_standard_input_is_handed_on(folder: Path) -> None:
    text = f"# N\n\n{CONFLICT}"
    assert notelint("fmt", "-", stdin=text.encode()) == (2, text, f"-:3: {LEFT}")


def test_unresolved_conflict_is_reported_alone_and_accepted_by_no_baseline(
    folder: Path,
) -> None:
    repository(folder, {"a.md": TRACKED})
    assert notelint("baseline").code == 0
    write(folder, {"a.md": TRACKED + CONFLICT})
    git(folder, "add", "--all")
    for _ in range(2):
        for more in ((), ("--staged",), ("--select", "E101"), ("--fail-on", "error")):
            done = notelint("check", *more)
            assert (done.code, done.out.count("X903"), done.out.count("\na.md")) == (
                1,
                1,
                0,
            )
        again = notelint("baseline")
        assert "Kept .notelint-baseline.yaml: 1 finding in 1 file" in again.out
        assert again.err.startswith(
            "warning: a.md: left out: unresolved merge conflict"
        )
    git(folder, "commit", "--quiet", "--message", "x")
    write(folder, {"a.md": TRACKED + CONFLICT + "\n" + CONFLICT})
    assert notelint("check", "--since", "HEAD").out.count("X903") == 1
