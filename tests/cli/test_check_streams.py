"""Standard input and output: pipes, terminals, colours, locales."""

import json
import os
import pty
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.program import (
    COMMAND,
    ENTRY,
    INTERRUPTIBLE,
    LOST,
    TRACKED,
    environment,
    notelint,
    process,
    shell,
    write,
)

LATIN = {"PYTHONIOENCODING": "latin-1"}
ASCII = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
CHINESE = "1. [注意力](https://arxiv.org/abs/1706.03762)：![](公众号.png) 👍🏽\n"


def test_standard_input(folder: Path) -> None:
    done = notelint("check", "-", stdin=TRACKED.encode())
    assert done.code == 1
    assert done.out.startswith("-:1:32: L402 ")


def test_standard_input_asks_nothing_about_figures(folder: Path) -> None:
    assert notelint("check", "-", stdin=LOST.encode()) == (
        0,
        "The notebook is in order.\n",
        "",
    )


def test_standard_input_by_name_has_its_figures_beside_that_name(folder: Path) -> None:
    write(folder, {"notes/found.png": "GIF89a"})
    assert notelint(
        "check", "-", "--stdin-filename", "notes/README.md", stdin=LOST.encode()
    ).out.startswith("notes/README.md:2:8: F301")
    there = LOST.replace("lost", "found").encode()
    assert (
        notelint("check", "-", "--stdin-filename", "notes/README.md", stdin=there).code
        == 0
    )


def test_standard_input_by_name_has_the_config_of_that_name(folder: Path) -> None:
    write(folder, {"notes/.notelint.yaml": "ignore: [L402]\n"})
    assert (
        notelint(
            "check", "-", "--stdin-filename", "notes/README.md", stdin=TRACKED.encode()
        ).code
        == 0
    )
    assert notelint("check", "-", stdin=TRACKED.encode()).code == 1


def test_name_alone_means_standard_input(folder: Path) -> None:
    assert notelint(
        "check", "--stdin-filename", "a.md", stdin=TRACKED.encode()
    ).out.startswith("a.md:1:32: L402")


def test_name_for_standard_input_beside_files_is_a_mistake(folder: Path) -> None:
    write(folder, {"b.md": ENTRY})
    done = notelint("check", "--stdin-filename", "a.md", "b.md")
    assert done == (
        2,
        "",
        "error: --stdin-filename: names standard input: give - in place of files\n",
    )


def test_standard_input_that_the_config_excludes(folder: Path) -> None:
    write(folder, {".notelint.yaml": "exclude: [archive/]\n"})
    done = notelint(
        "check", "-", "--stdin-filename", "archive/a.md", stdin=TRACKED.encode()
    )
    assert done == (0, "", "warning: no notebooks found in -\n")


def test_file_that_is_called_like_standard_input(folder: Path) -> None:
    write(folder, {"-": TRACKED})
    assert notelint("check", "./-", "-q").out.startswith("./-:1:32: L402")


def test_file_from_a_shell(folder: Path) -> None:
    write(folder, {"a.md": TRACKED})
    assert shell("notelint check - < a.md", folder).out.startswith("-:1:32: L402")


@pytest.mark.parametrize("form", ["concise", "full", "json", "jsonl"])
def test_reader_that_goes_away(folder: Path, form: str) -> None:
    write(folder, {"a.md": TRACKED * 3000})
    done = shell(
        f"set -o pipefail; notelint check --output-format {form} --all a.md | head -1",
        folder,
    )
    assert len(done.out.splitlines()) == 1
    assert done.err == ""


@pytest.mark.parametrize(
    "command", ["check a.md", "rule", "rule B202", "config", "--version", "--help"]
)
def test_reader_that_is_not_there(folder: Path, command: str) -> None:
    write(folder, {"a.md": TRACKED})
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as pipe:
        done = subprocess.run(
            [*COMMAND, *command.split()],
            stdout=pipe,
            stderr=subprocess.PIPE,
            env=environment(),
            check=False,
        )
    assert (done.returncode, done.stderr) == (1, b"")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no /dev/full here")
@pytest.mark.parametrize(
    "command",
    ["check a.md", "check --output-format json a.md", "rule", "config", "--version"],
)
def test_full_disk(folder: Path, command: str) -> None:
    write(folder, {"a.md": TRACKED})
    done = shell(f"notelint {command} > /dev/full", folder)
    assert (done.code, done.err) == (
        2,
        "error: standard output: no space left on device\n",
    )


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no /dev/full here")
def test_full_disk_in_this_process(folder: Path) -> None:
    write(folder, {"a.md": TRACKED})
    with open("/dev/full", "w") as full:
        done = notelint("check", "a.md", streams={"stdout": full})
        full.flush()  # for what could not be written goes nowhere from then on
    assert done == (2, "", "error: standard output: no space left on device\n")


@pytest.mark.parametrize("arguments", [["check", "a.md"], ["rule"]])
def test_reader_that_is_not_there_in_this_process(
    folder: Path, arguments: list[str]
) -> None:
    write(folder, {"a.md": TRACKED})
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w") as pipe:
        assert notelint(*arguments, streams={"stdout": pipe}) == (1, "", "")


def test_closed_streams_in_this_process(folder: Path) -> None:
    write(folder, {"a.md": TRACKED})
    assert notelint("check", "a.md", streams={"stdout": None}) == (1, "", "")
    assert notelint("check", "lost.md", streams={"stderr": None}) == (2, "", "")


def test_interrupt_in_this_process() -> None:
    before = signal.signal(signal.SIGALRM, signal.default_int_handler)
    reading, writing = os.pipe()
    signal.setitimer(signal.ITIMER_REAL, 0.3)
    try:
        with os.fdopen(reading) as pipe:
            assert notelint("check", "-", streams={"stdin": pipe}).code == 130
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
        os.close(writing)


def test_working_folder_that_is_gone_in_this_process(folder: Path) -> None:
    (folder / "gone").mkdir()
    os.chdir(folder / "gone")
    (folder / "gone").rmdir()
    assert notelint("check") == (
        2,
        "",
        "error: the working folder: no such file or directory\n",
    )


def test_closed_streams(folder: Path) -> None:
    write(folder, {"a.md": TRACKED})
    assert shell("notelint check a.md >&-", folder) == (1, "", "")
    assert shell("notelint check lost.md 2>&-", folder) == (2, "", "")
    assert shell("notelint check - <&-", folder) == (
        0,
        "The notebook is in order.\n",
        "",
    )


def test_working_folder_that_is_gone(folder: Path) -> None:
    done = shell("mkdir gone; cd gone; rmdir ../gone; notelint check", folder)
    assert (done.code, done.out, done.err) == (
        2,
        "",
        "error: the working folder: no such file or directory\n",
    )


def test_interrupt(folder: Path) -> None:
    with subprocess.Popen(
        [*INTERRUPTIBLE, "check", "-v", "-"],
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    ) as running:
        wait_for_reading(running.pid)
        running.send_signal(signal.SIGINT)
        _, err = running.communicate(timeout=20)
    assert running.returncode == 130
    assert b"Traceback" not in err


def wait_for_reading(pid: int) -> None:
    """Wait until a process sleeps in reading a pipe."""
    for _ in range(400):
        if (
            Path(f"/proc/{pid}/wchan").exists()
            and "pipe" in Path(f"/proc/{pid}/wchan").read_text()
        ):
            return
        time.sleep(0.01)


def at_terminal(*arguments: str, variables: dict[str, str] | None = None) -> str:
    """What a terminal (of the kind xterm, of no known size) is shown."""
    ours, theirs = pty.openpty()
    names = {"TERM": "xterm", **(variables or {})}
    with subprocess.Popen(
        [*COMMAND, *arguments],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env=environment(names),
    ) as running:
        os.close(theirs)
        shown = b""
        while select.select([ours], [], [], 30)[0]:
            try:
                piece = os.read(ours, 65536)
            except OSError:  # Linux's way to say that the other side is closed
                break
            if not piece:
                break
            shown += piece
        running.wait(timeout=30)
    os.close(ours)
    return shown.decode().replace("\r\n", "\n")


def test_full_and_coloured_at_a_terminal(folder: Path) -> None:
    write(folder, {"a.md": TRACKED})
    shown = at_terminal("check", "a.md")
    assert "\x1b[34m-->\x1b[0m a.md:1:32\n" in shown
    assert "\x1b[33;1mL402\x1b[0m tracking-query" in shown


@pytest.mark.parametrize(
    "variables",
    [{"NO_COLOR": "1"}, {"TERM": "dumb"}, {"NO_COLOR": "1", "FORCE_COLOR": "1"}],
)
def test_plain_at_a_terminal(folder: Path, variables: dict[str, str]) -> None:
    write(folder, {"a.md": TRACKED})
    shown = at_terminal("check", "a.md", variables=variables)
    assert "--> a.md:1:32\n" in shown
    assert "\x1b" not in shown


def test_names_at_a_terminal_are_harmless(folder: Path) -> None:
    write(folder, {"\x1b[31ma.md": ENTRY})
    assert at_terminal("check", "--show-files") == "\ufffd[31ma.md\n"


def test_concise_and_plain_in_a_pipe(folder: Path) -> None:
    write(folder, {"a.md": TRACKED})
    done = process("check", "a.md", variables={"TERM": "xterm"})
    assert (
        done.out
        == "a.md:1:32: L402 tracking-query drop the tracking query ?utm_source=x [*]\n"
        "Found 1 finding in 1 notebook: notelint fmt mends 1.\n"
    )


@pytest.mark.parametrize(
    ("variables", "arguments", "coloured"),
    [
        ({"FORCE_COLOR": "1"}, [], True),
        ({"FORCE_COLOR": "0"}, [], False),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, [], False),
        ({"NO_COLOR": "1"}, ["--color", "always"], True),
        ({"FORCE_COLOR": "1"}, ["--color", "never"], False),
        ({"FORCE_COLOR": "1"}, ["--output-format", "json"], False),
        ({}, ["--color", "always", "--statistics"], True),
        ({}, ["--color", "auto"], False),
    ],
)
def test_colours_in_a_pipe(
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    variables: dict[str, str],
    arguments: list[str],
    coloured: bool,
) -> None:
    write(folder, {"a.md": TRACKED})
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    done = notelint("check", "a.md", *arguments)
    assert done.code == 1
    assert ("\x1b[" in done.out) == coloured


def test_no_forced_colours_in_a_file(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(folder, {"a.md": TRACKED})
    monkeypatch.setenv("FORCE_COLOR", "1")
    notelint("check", "a.md", "--output-file", "out.txt")
    assert "\x1b" not in (folder / "out.txt").read_text()


@pytest.mark.parametrize("columns", [25, 40, 80, 200])
def test_width_of_the_terminal_is_kept(
    folder: Path, monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    write(
        folder,
        {
            "a.md": "1. ["
            + "long " * 40
            + "](https://arxiv.org/abs/1706.03762?utm_source=x)\n"
        },
    )
    monkeypatch.setenv("COLUMNS", str(columns))
    lines = notelint("check", "a.md", "--output-format", "full").out.splitlines()
    source = [line for line in lines if line.startswith(("1 |", "  |", "  -", "  +"))]
    assert len(source) == 6
    assert max(map(len, source)) in {columns, columns - 1}


@pytest.mark.parametrize(
    "variables",
    [LATIN, ASCII, {**LATIN, **ASCII}, {"PYTHONIOENCODING": "ascii:strict"}],
    ids=str,
)
@pytest.mark.parametrize("form", ["full", "concise"])
def test_terminal_that_cannot_spell_it_all(
    folder: Path, variables: dict[str, str], form: str
) -> None:
    write(folder, {"论文.md": CHINESE})
    done = process("check", "--output-format", form, ".", variables=variables)
    assert done.code == 1
    assert done.err == ""
    assert ":1:48" in done.out
    assert "\\u516c\\u4f17\\u53f7" in done.out


@pytest.mark.parametrize("command", ["rule", "rule B202", "config", "--help"])
def test_other_commands_where_little_can_be_spelled(folder: Path, command: str) -> None:
    done = process(*command.split(), variables=ASCII)
    assert (done.code, done.err) == (0, "")


@pytest.mark.parametrize("variables", [{}, LATIN, ASCII, {**LATIN, **ASCII}], ids=str)
@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_machine_formats_are_utf_8_everywhere(
    folder: Path, variables: dict[str, str], form: str
) -> None:
    write(folder, {"论文.md": CHINESE})
    done = process("check", "--output-format", form, ".", variables=variables)
    assert done.code == 1
    (row,) = json.loads(done.out) if form == "json" else [json.loads(done.out)]
    assert row["path"] == "论文.md"
    assert row["message"] == "figure not found: 公众号.png"


def test_machine_formats_take_names_that_are_not_utf_8(folder: Path) -> None:
    (folder / os.fsdecode(b"caf\xe9.md")).write_text(TRACKED)
    (row,) = json.loads(process("check", "--output-format", "json").out)
    assert os.fsencode(row["path"]) == b"caf\xe9.md"


def test_mistake_of_our_own_in_this_process(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(folder, {"a.md": ENTRY})
    monkeypatch.setattr("notelint.engine.discovery.ENDINGS", None)
    done = notelint("check", ".")
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("Traceback")


def test_mistake_of_our_own_is_2_with_a_trace(folder: Path) -> None:
    code = "import notelint.engine.discovery as d; d.find = None; import notelint.cli; notelint.cli.main()"
    done = subprocess.run(
        [sys.executable, "-c", code, "check"],
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "TypeError" in done.stderr
    assert done.stderr.endswith(
        "error: a mistake in notelint itself: please report it with the lines above\n"
    )
