"""`--output-file`: a report never costs anyone a file, never leaves the repository by a
link, and waits for nobody.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from notelint.cli.writing import target
from notelint.errors import NotelintError
from tests.cli.program import (
    COMMAND,
    ENTRY,
    TRACKED,
    environment,
    git,
    notelint,
    repository,
    shell,
    write,
)

PNG = b"\x89PNG\r\n\x1a\n"
CHECKED = "a notebook that is checked: name another file"
OUTSIDE = "a symbolic link leads out of the repository: name a file in it"
NOT_READ = "a pipe that nobody reads: start what reads it first, or name a file"


def refused(name: str, said: str, *more: str) -> None:
    """The report is refused, and nothing is printed of what it would say."""
    assert notelint("check", *more, "--output-file", name) == (
        2,
        "",
        f"error: --output-file: {name}: {said}\n",
    )


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize(
    "name",
    [
        "README.md",
        "./README.md",
        "sub/../README.md",
        "link.json",
        "hard.json",
        "sub/up/README.md",
    ],
)
def test_notebook_that_is_checked_is_refused_under_every_name(
    folder: Path, name: str
) -> None:
    write(repository(folder, {"README.md": TRACKED}), {"sub/x.txt": ""})
    (folder / "link.json").symlink_to("README.md")
    (folder / "sub" / "up").symlink_to("..")
    os.link(folder / "README.md", folder / "hard.json")
    refused(name, CHECKED)
    refused(str(folder / name), CHECKED)
    assert (folder / "README.md").read_text() == TRACKED


def test_notebook_that_standard_input_is_named_after_is_refused(folder: Path) -> None:
    write(folder, {"a.md": TRACKED})
    done = notelint(
        "check",
        "--stdin-filename",
        "a.md",
        "--output-file",
        "a.md",
        stdin=TRACKED.encode(),
    )
    assert done == (2, "", f"error: --output-file: a.md: {CHECKED}\n")


def test_notebook_that_is_tracked_and_not_checked_is_refused(folder: Path) -> None:
    write(
        repository(folder, {"a.md": ENTRY}),
        {
            "b.md": ENTRY,
            "c.MD": ENTRY,
            "new.md": "",
            ".notelint.yaml": "exclude: ['new.md']\n",
        },
    )
    git(folder, "add", "a.md", "b.md", "c.MD")
    refused("b.md", "a notebook that git tracks: name another file", "a.md")
    refused("c.MD", "a notebook that git tracks: name another file", "a.md")
    assert notelint("check", "a.md", "--output-file", "new.md").code == 0


def test_report_that_is_tracked_is_written_again(folder: Path) -> None:
    repository(folder, {"a.md": TRACKED, "report.sarif": "{}"})
    git(folder, "add", ".")
    (folder / "report.sarif").chmod(0o640)
    assert (
        notelint(
            "check", "--output-format", "sarif", "--output-file", "report.sarif"
        ).code
        == 1
    )
    assert json.loads((folder / "report.sarif").read_text())["version"] == "2.1.0"
    assert (folder / "report.sarif").stat().st_mode & 0o777 == 0o640
    assert names(folder) == [".git", "a.md", "report.sarif"]


@pytest.mark.parametrize(
    "name",
    [
        ".notelint.yaml",
        "pyproject.toml",
        ".notelint-baseline.yaml",
        "mine.yaml",
        "base.yaml",
        "link",
    ],
)
def test_config_or_baseline_is_refused(folder: Path, name: str) -> None:
    assert notelint("baseline", "--baseline", "base.yaml").code == 0
    files = {
        ".notelint.yaml": "",
        "pyproject.toml": "",
        "mine.yaml": "",
        ".notelint-baseline.yaml": "",
    }
    write(folder, {"a.md": ENTRY, **files})
    (folder / "link").symlink_to(".notelint.yaml")
    before = (folder / name).read_bytes()
    refused(
        name,
        "a config file or a baseline: name another file",
        "--config",
        "mine.yaml",
        "--baseline",
        "base.yaml",
    )
    assert (folder / name).read_bytes() == before


@pytest.mark.parametrize(
    "content",
    [
        PNG,
        b"GIF89a",
        b"<svg xmlns=''/>",
        b"%PDF-1.7",
        b"version https://git-lfs.github.com/spec/v1\n",
    ],
)
def test_figure_is_refused_whatever_its_name(folder: Path, content: bytes) -> None:
    write(folder, {"a.md": ENTRY})
    (folder / "figure.json").write_bytes(content)
    refused("figure.json", "a figure: name another file")
    assert (folder / "figure.json").read_bytes() == content


@pytest.mark.parametrize(
    "name",
    [
        ".git/config",
        ".git/hooks/pre-commit",
        ".git/new",
        "sub/../.git/HEAD",
        "in/config",
    ],
)
def test_what_is_gits_own_is_refused(folder: Path, name: str) -> None:
    write(repository(folder, {"a.md": ENTRY}), {"sub/x.txt": ""})
    (folder / "in").symlink_to(".git")
    refused(name, "git's own: name a file outside of .git")
    assert not (folder / ".git" / "new").exists()


@pytest.mark.parametrize(
    "name",
    [
        "file.json",
        "new.json",
        "to/mine.txt",
        "to/new.json",
        "other/new.json",
        "chain.json",
    ],
)
def test_link_that_leaves_the_repository_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """Be it to a file, to none yet, by a folder, or to one that is a repository itself."""
    out = write(tmp_path / "out", {"mine.txt": "mine\n"})
    other = repository(tmp_path / "other", {})
    folder = repository(tmp_path / "notes", {"a.md": ENTRY})
    for link, to in {
        "file.json": out / "mine.txt",
        "new.json": out / "new.json",
        "to": out,
        "other": other,
        "chain.json": "file.json",
    }.items():
        (folder / link).symlink_to(to)
    monkeypatch.chdir(folder)
    refused(name, OUTSIDE)
    assert (names(out), (out / "mine.txt").read_text(), names(other)) == (
        ["mine.txt"],
        "mine\n",
        [".git"],
    )


def test_link_that_leaves_the_working_folder_is_refused_outside_of_a_repository(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, {"mine.txt": "mine\n", "notes/a.md": ENTRY})
    (tmp_path / "notes" / "out.json").symlink_to("../mine.txt")
    monkeypatch.chdir(tmp_path / "notes")
    refused("out.json", OUTSIDE)


def test_file_outside_that_the_user_names_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By its own name, or by a link that is the user's own and no stranger's; a link
    within the repository is followed, and stays.
    """
    write(tmp_path / "out", {"old.txt": "old"})
    (tmp_path / "mine").symlink_to("out")
    folder = repository(tmp_path / "notes", {"a.md": ENTRY, "reports/x.txt": ""})
    (folder / "latest.txt").symlink_to("reports/x.txt")
    monkeypatch.chdir(folder)
    for name, place in {
        "../out/new.txt": "out/new.txt",
        str(tmp_path / "mine" / "old.txt"): "out/old.txt",
        "latest.txt": "notes/reports/x.txt",
    }.items():
        (folder / "a.md").write_text(TRACKED)
        assert notelint("check", "--output-file", name).code == 1
        assert (tmp_path / place).read_text().startswith("a.md:1:32: L402")
    assert os.readlink(folder / "latest.txt") == "reports/x.txt"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("sub", "a folder: name a file"),
        ("sub/", "a folder: name a file"),
        ("lost/", "a folder: name a file"),
        ("lost/out.json", "no such file or directory"),
        ("a.md/out.json", "not a directory"),
        ("x" * 300, "file name too long"),
        (
            "nowhere.json",
            "a symbolic link that leads nowhere: remove it, or name another file",
        ),
        ("circle.json", "too many levels of symbolic links"),
        ("circle.json/out.json", "too many levels of symbolic links"),
    ],
)
def test_place_where_no_file_can_be(folder: Path, name: str, said: str) -> None:
    write(repository(folder, {"a.md": TRACKED}), {"sub/x.txt": ""})
    (folder / "nowhere.json").symlink_to("lost.json")
    (folder / "circle.json").symlink_to("circle.json")
    refused(name, said)
    assert names(folder) == [".git", "a.md", "circle.json", "nowhere.json", "sub"]


def test_no_name(folder: Path) -> None:
    write(folder, {"a.md": ENTRY})
    assert notelint("check", "--output-file", "") == (
        2,
        "",
        "error: --output-file: names no file\n",
    )


def test_dash_is_standard_output(folder: Path) -> None:
    write(folder, {"a.md": TRACKED})
    assert notelint("check", "--output-file", "-") == notelint("check")
    assert names(folder) == ["a.md"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_file_or_folder_that_may_not_be_written(folder: Path) -> None:
    write(folder, {"a.md": ENTRY, "sub/out.json": "", "out.json": ""})
    (folder / "out.json").chmod(0o444)
    (folder / "sub").chmod(0o555)
    try:
        refused("out.json", "permission denied")
        refused("sub/new.json", "its folder cannot be written to")
        assert (
            notelint("check", "--output-file", "sub/out.json").code == 0
        )  # in place, as one that is mounted by itself
    finally:
        (folder / "sub").chmod(0o755)


def test_refusal_comes_before_the_run(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(folder, {"a.md": TRACKED})

    def run(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr("notelint.cli.run.CommandRun.results", run)
    refused("a.md", CHECKED)
    assert (
        notelint("check", "--fix", "--output-file", "a.md").err
        == f"error: --output-file: a.md: {CHECKED}\n"
    )
    assert (folder / "a.md").read_text() == TRACKED


def test_links_refuses_the_same(folder: Path) -> None:
    write(folder, {"a.md": TRACKED})
    assert notelint("links", "--offline", "--output-file", "a.md") == (
        2,
        "",
        f"error: --output-file: a.md: {CHECKED}\n",
    )


# Pipes and devices.


def test_pipe_that_nobody_reads(folder: Path) -> None:
    write(folder, {"a.md": TRACKED})
    os.mkfifo(folder / "pipe")
    refused("pipe", NOT_READ)


def test_pipe_that_somebody_reads(folder: Path) -> None:
    write(folder, {"a.md": TRACKED})
    os.mkfifo(folder / "pipe")
    number = os.open(folder / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    assert notelint("check", "-q", "--output-file", "pipe").code == 1
    assert os.read(number, 65536).startswith(b"a.md:1:32: L402")
    os.close(number)
    assert names(folder) == ["a.md", "pipe"]


def test_pipe_takes_more_than_it_holds(folder: Path) -> None:
    write(folder, {"a.md": TRACKED})
    os.mkfifo(folder / "pipe")
    number, found = os.open(folder / "pipe", os.O_RDONLY | os.O_NONBLOCK), list[bytes]()
    os.set_blocking(number, True)

    def read() -> None:
        with open(number, "rb") as stream:
            found.append(stream.read())

    there = target("--output-file", "pipe", ())
    reader = threading.Thread(target=read)
    reader.start()
    there.write(b"x" * 1_000_000)
    reader.join(timeout=60)
    assert found == [b"x" * 1_000_000]


def test_streams(folder: Path) -> None:
    """Where they lead to a file that is not replaced, nor begun again: what was there
    and what follows stay.
    """
    write(folder, {"a.md": TRACKED})
    line = notelint("check", "-q").out
    for name in ("/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"):
        assert shell(f"notelint check -q --output-file {name}", folder) == (1, line, "")
        done = shell(
            f"(echo one; notelint check -q --output-file {name}; echo two) > out.txt; cat out.txt",
            folder,
        )
        assert done.out == f"one\n{line}two\n"
    assert shell("notelint check -q --output-file /dev/stderr", folder) == (1, "", line)
    assert shell("notelint check -q --output-file /dev/null", folder) == (1, "", "")
    assert shell("notelint check -q --output-file >(cat) | cat", folder).out == line
    assert (
        shell("notelint check -q --output-file /dev/fd/77", folder).err
        == "error: --output-file: /dev/fd/77: bad file descriptor\n"
    )


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no /dev/full here")
def test_full_device_is_told_and_the_findings_are_seen_all_the_same(
    folder: Path,
) -> None:
    write(folder, {"a.md": TRACKED})
    done = notelint("check", "-q", "--output-file", "/dev/full")
    assert done == (
        2,
        notelint("check", "-q").out,
        "error: --output-file: /dev/full: no space left on device\n",
    )


def test_full_disk_leaves_the_earlier_report(folder: Path) -> None:
    write(folder, {"a.md": TRACKED, "out.txt": "earlier\n"})
    done = subprocess.run(
        [*COMMAND, "check", "-q", "--output-file", "out.txt"],
        cwd=folder,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (10, 10)),
    )
    assert (done.returncode, done.stderr) == (
        2,
        "error: --output-file: out.txt: file too large\n",
    )
    assert done.stdout == notelint("check", "-q").out
    assert (folder / "out.txt").read_text() == "earlier\n"
    assert names(folder) == ["a.md", "out.txt"]


def test_socket_is_refused(folder: Path) -> None:
    import socket

    write(folder, {"a.md": ENTRY})
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("s")
        refused("s", "no plain file, pipe or terminal: name another file")


@pytest.mark.skipif(
    not sys.platform.startswith("linux"),
    reason="a disk of the system's, as Linux names them",
)
def test_disk_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    import stat

    monkeypatch.setattr("notelint.cli.writing._mode", lambda _: stat.S_IFBLK)
    with pytest.raises(NotelintError, match=r"^--output-file: sda: no plain file"):
        target("--output-file", "sda", ())


# A baseline that is named goes the same way.


def test_baseline_is_refused_alike(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = write(tmp_path / "out", {"base.yaml": "version: 1\nfindings: {}\n"})
    folder = repository(tmp_path / "notes", {"a.md": TRACKED})
    (folder / "to").symlink_to(out)
    (folder / "hard.yaml").hardlink_to(folder / "a.md")
    monkeypatch.chdir(folder)
    for name, said in {
        "a.md": CHECKED,
        "hard.yaml": CHECKED,
        "to/base.yaml": OUTSIDE,
        "to/new.yaml": OUTSIDE,
        ".git/base.yaml": "git's own: name a file outside of .git",
        "": "names no file",
    }.items():
        said = f"{name}: {said}" if name else said
        assert notelint("baseline", "--baseline", name) == (
            2,
            "",
            f"error: --baseline: {said}\n",
        )
        if name:
            monkeypatch.setenv("NOTELINT_BASELINE", name)
            assert notelint("baseline") == (2, "", f"error: --baseline: {said}\n")
            monkeypatch.delenv("NOTELINT_BASELINE")
    assert (names(out), (folder / "a.md").read_text()) == (["base.yaml"], TRACKED)
    assert notelint("baseline", "--baseline", "../out/base.yaml").code == 0
