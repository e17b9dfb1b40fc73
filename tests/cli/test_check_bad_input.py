"""`notelint check` on what is no notebook: one clear line, on the right stream, with the
right exit code.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from tests.cli.program import ENTRY, TRACKED, environment, notelint, process, write


def only_line(text: str) -> str:
    (line,) = text.splitlines()
    return line


def unreadable(path: str) -> str:
    """What X902 says of a path, which is all that is found."""
    done = notelint("check", "-q", path)
    assert (done.code, done.err) == (1, "")
    return only_line(done.out)


def test_path_that_does_not_exist(folder: Path) -> None:
    done = notelint("check", "lost.md")
    assert done == (2, "", "error: no such file or folder: lost.md\n")


def test_path_that_does_not_exist_beside_one_that_does(folder: Path) -> None:
    write(folder, {"a.md": TRACKED})
    done = notelint("check", "lost.md", "a.md")
    assert done.code == 2
    assert "a.md:1:32: L402" in done.out
    assert done.err == "error: no such file or folder: lost.md\n"


def test_path_that_does_not_exist_is_2_even_with_exit_zero(folder: Path) -> None:
    write(folder, {"a.md": TRACKED})
    assert notelint("check", "--exit-zero", "lost.md", "a.md").code == 2


def test_empty_path() -> None:
    assert notelint("check", "") == (2, "", "error: no such file or folder: \n")


def test_file_with_a_slash_behind_its_name(folder: Path) -> None:
    write(folder, {"a.md": ENTRY})
    assert notelint("check", "a.md/").code == 2


def test_folder_without_notebooks(folder: Path) -> None:
    write(folder, {"empty/a.txt": TRACKED})
    assert notelint("check", "empty") == (
        0,
        "",
        "warning: no notebooks found in empty\n",
    )
    assert notelint("check", "empty", "--output-format", "json") == (
        0,
        "[]\n",
        "warning: no notebooks found in empty\n",
    )


def test_folder_without_notebooks_beside_one_with(folder: Path) -> None:
    write(folder, {"empty/a.txt": "", "full/a.md": ENTRY})
    assert notelint("check", "empty", "full") == (0, "The notebook is in order.\n", "")


def test_nothing_at_all() -> None:
    assert notelint("check") == (0, "", "warning: no notebooks found in this folder\n")


def test_folder_that_is_called_like_a_notebook(folder: Path) -> None:
    write(folder, {"x.md/a.md": TRACKED, "x.md/b.txt": TRACKED})
    done = notelint("check", "-q", "x.md")
    assert (done.code, done.err) == (1, "")
    assert only_line(done.out).startswith("x.md/a.md:1:32: L402")
    assert notelint("check", "-q") == done


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (
            b"abc\n\nabc\xe9\n",
            "a.md:3:1: X902 unreadable not UTF-8 (byte 0xe9): save the file as UTF-8",
        ),
        (
            "# a\n".encode("utf-16"),
            "a.md:1:1: X902 unreadable not UTF-8 but UTF-16: save the file as UTF-8",
        ),
        (
            "# a\n".encode("utf-16-be"),
            "a.md:1:1: X902 unreadable a NUL byte: this is not a text file",
        ),
        (
            b"\xfe\xff\x00#",
            "a.md:1:1: X902 unreadable not UTF-8 but UTF-16: save the file as UTF-8",
        ),
        (
            b"a\r\nb\rc\0\n",
            "a.md:3:1: X902 unreadable a NUL byte: this is not a text file",
        ),
        (
            "论文".encode("gb18030"),
            "a.md:1:1: X902 unreadable not UTF-8 (byte 0xc2): save the file as UTF-8",
        ),
    ],
    ids=[
        "latin-1",
        "utf-16",
        "utf-16 without mark",
        "utf-16 big-endian",
        "NUL",
        "GB 18030",
    ],
)
def test_not_a_text(folder: Path, data: bytes, said: str) -> None:
    (folder / "a.md").write_bytes(data)
    assert unreadable("a.md") == said


@pytest.mark.parametrize(
    "text",
    ["", "\n", "---\ntitle: a\n---\n", "---\n", "\ufeff", "\ufeff---\na: b\n---\n"],
)
def test_nothing_to_judge(folder: Path, text: str) -> None:
    write(folder, {"a.md": text})
    for form in ("concise", "full"):
        assert notelint("check", "a.md", "--output-format", form) == (
            0,
            "The notebook is in order.\n",
            "",
        )


def test_symbolic_link_that_leads_nowhere(folder: Path) -> None:
    (folder / "a.md").symlink_to("nowhere.md")
    assert (
        unreadable("a.md")
        == "a.md:1:1: X902 unreadable a symbolic link that leads nowhere"
    )
    assert unreadable(".") == unreadable("a.md")


def test_symbolic_links_in_a_circle(folder: Path) -> None:
    (folder / "a.md").symlink_to("b")
    (folder / "b").symlink_to("a.md")
    assert (
        unreadable("a.md")
        == "a.md:1:1: X902 unreadable too many levels of symbolic links"
    )


def test_fifo_does_not_hang(folder: Path) -> None:
    os.mkfifo(folder / "x.md")
    assert unreadable("x.md") == "x.md:1:1: X902 unreadable not a regular file"


def test_device() -> None:
    assert (
        unreadable("/dev/zero") == "/dev/zero:1:1: X902 unreadable not a regular file"
    )


def test_huge_file_is_not_read(folder: Path) -> None:
    with (folder / "a.md").open("wb") as file:
        file.truncate(50 * 1024 * 1024)
    start = time.monotonic()
    assert (
        unreadable("a.md")
        == "a.md:1:1: X902 unreadable more than 10 MiB: too large for a notebook"
    )
    assert time.monotonic() - start < 1


def test_huge_standard_input() -> None:
    done = notelint("check", "-q", "-", stdin=b"a" * (10 * 1024 * 1024 + 1))
    assert done == (
        1,
        "-:1:1: X902 unreadable more than 10 MiB: too large for a notebook\n",
        "",
    )


def test_one_bad_file_does_not_stop_the_others(folder: Path) -> None:
    write(folder, {"a.md": ENTRY, "c.md": TRACKED})
    (folder / "b.md").write_bytes(b"\xff")
    done = notelint("check", "a.md", "b.md", "c.md")
    assert [line.split(" ")[1] for line in done.out.splitlines()] == [
        "X902",
        "L402",
        "2",
    ]
    assert done.out.endswith(
        "Found 2 findings in 2 notebooks (1 error): notelint fmt mends 1.\n"
    )


AS_ANYONE = """
import difflib, importlib, os, pkgutil, subprocess
import notelint

for each in pkgutil.walk_packages(notelint.__path__, "notelint."):
    if not each.name.endswith("__main__"):
        importlib.import_module(each.name)
if os.geteuid() == 0:  # who may read everything
    os.setuid(65534)
notelint.cli.main()
"""


def test_no_permission() -> None:
    with (
        tempfile.TemporaryDirectory() as name
    ):  # pytest keeps its own folders for its own user
        folder = write(
            Path(name), {"a.md": ENTRY, "b.md": TRACKED, "secret/b.md": ENTRY}
        )
        for path, mode in (
            (folder, 0o755),
            (folder / "a.md", 0),
            (folder / "secret", 0),
        ):
            path.chmod(mode)
        command = [
            sys.executable,
            "-c",
            AS_ANYONE,
            "check",
            "-q",
            "a.md",
            "secret",
            "b.md",
        ]
        done = subprocess.run(
            command,
            cwd=folder,
            env=environment(),
            capture_output=True,
            text=True,
            check=False,
        )
        (folder / "secret").chmod(0o755)
    assert done.stderr == "error: secret: permission denied\n"
    first, second = done.stdout.splitlines()
    assert first == "a.md:1:1: X902 unreadable permission denied"
    assert second.startswith("b.md:1:32: L402")
    assert done.returncode == 2


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        (
            ".notelint.yaml",
            "rules:\n\tx: 1\n",
            "error: .notelint.yaml:2: a tab: YAML indents with blanks",
        ),
        (
            ".notelint.yaml",
            "ignore: [E9999]\n",
            'error: .notelint.yaml:1: ignore: no rule "E9999"',
        ),
        ("notelint.yaml", "\nignor: [E101]\n", "error: notelint.yaml:2: "),
        (
            "pyproject.toml",
            "[tool.notelint]\nfail-on = 3\n",
            "error: pyproject.toml:2: fail-on: ",
        ),
    ],
)
def test_wrong_config_names_file_and_line(
    folder: Path, name: str, text: str, said: str
) -> None:
    write(folder, {name: text, "a.md": TRACKED})
    done = notelint("check", "a.md")
    assert (done.code, done.out) == (2, "")
    assert only_line(done.err).startswith(said)
    assert notelint("config").code == 2
    assert notelint("check", "--isolated", "a.md").code == 1


def test_two_configs(folder: Path) -> None:
    write(
        folder,
        {
            ".notelint.yaml": "ignore: [L402]\n",
            "notelint.yaml": "ignore: [E101]\n",
            "a.md": TRACKED,
            "b.md": TRACKED,
        },
    )
    done = notelint("check", "a.md", "b.md")
    assert done == (
        0,
        "All 2 notebooks are in order.\n",
        "warning: notelint.yaml: not read: .notelint.yaml beside it comes first\n",
    )


def test_config_that_is_a_folder(folder: Path) -> None:
    write(folder, {".notelint.yaml/x": "", "a.md": ENTRY})
    assert notelint("check", "a.md") == (
        2,
        "",
        "error: .notelint.yaml: a folder, not a config file\n",
    )


def test_config_that_does_not_exist(folder: Path) -> None:
    write(folder, {"a.md": ENTRY})
    assert notelint("check", "--config", "lost.yaml", "a.md") == (
        2,
        "",
        "error: --config: no such file: lost.yaml\n",
    )


@pytest.mark.parametrize(
    "name", ["a\nb.md", "\x1b[31mred.md", "\x9b31mred.md", "\u202egnp.md"]
)
@pytest.mark.parametrize("form", ["full", "concise"])
def test_name_that_would_steer_a_terminal(folder: Path, name: str, form: str) -> None:
    write(folder, {name: TRACKED})
    done = notelint("check", "--output-format", form, "-v", name)
    shown = "".join("\ufffd" if each in "\n\x1b\x9b\u202e" else each for each in name)
    assert f"{shown}:1:32" in done.out
    assert done.err == f"{shown}: 1 finding\n"
    assert (
        notelint("check", name + "x").err
        == f"error: no such file or folder: {shown}x\n"
    )


@pytest.mark.parametrize("text", ["\x1bc", "\x9b2J", "\u202e", "\u2066"])
@pytest.mark.parametrize("form", ["full", "concise"])
def test_text_that_would_steer_a_terminal(folder: Path, text: str, form: str) -> None:
    write(
        folder,
        {
            "a.md": f"1. [Attention{text}](https://arxiv.org/abs/1706.03762) {text}\n   ![{text}](<lost{text}.png>){text}\n"
        },
    )
    done = notelint("check", "--output-format", form, "--color", "never", "a.md")
    assert "F301" in done.out
    assert not set("\x1b\x9b\u202e\u2066") & set(done.out)


def test_name_that_is_not_utf_8(folder: Path) -> None:
    (folder / os.fsdecode(b"caf\xe9.md")).write_text(TRACKED)
    assert process("check", b"caf\xe9.md", "-q").out.startswith(
        "caf\\udce9.md:1:32: L402"
    )
    assert process("check", "--show-files").out == os.fsdecode(b"caf\xe9.md\n")
