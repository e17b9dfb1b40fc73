"""What is printed of a stranger's notebook, config or file names does nothing to a
terminal or a CI's log, and is short.
"""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest

from notelint.engine.results import NotebookResult
from notelint.reporters import Look, reporter
from notelint.text.diagnostics import Diagnostic, Edit, Finding, Fix, Severity
from notelint.text.source import Position, Span
from tests.cli.program import (
    ENTRY,
    TRACKED,
    git,
    notelint,
    process,
    repository,
    shell,
    write,
)
from tests.cli.test_check_streams import at_terminal
from tests.test_reporters_hostile import REGISTERED, command_of, lines_of

COMMANDS = [
    " ::error::x",
    "::add-mask::x",
    "\t::set-env name=PATH::/tmp",
    "\u3000::group::x",
    "words ##[add-mask]x",
    "a\r::add-path::/tmp",
]
OF_OTHERS = [
    "##vso[task.prependpath]/tmp",
    "a ##vso[artifact.upload]/etc/x",
    "##teamcity[message text='x']",
    "section_start:1:a\r\x1b[0K",
]
SIGNS = [
    "\n::add-mask::x",
    "\r::add-mask::x",
    "\x1b[31m",
    "\u202e",
    "\u2066",
    "\u2028",
    "\x9b31m",
    "##[add-mask]x",
    "##vso[task.complete]",
]
CONTROL = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]"
)


def obeyed(text: str) -> list[str]:
    """The commands that GitHub's runner finds in what is printed into its log, as it is
    told to stop and to go on.
    """
    found, stopped = [], ""
    for line in lines_of(text):
        if stopped:
            stopped = "" if line.strip() == f"::{stopped}::" else stopped
        elif (command := command_of(line)) and command.name == "stop-commands":
            stopped = command.data
        elif command:
            found.append(line)
    assert not stopped
    return found


def with_line(line: str) -> str:
    return f"{TRACKED}\n```\n{line}\n```\n"


# A diff in a log.


@pytest.mark.parametrize("line", COMMANDS)
@pytest.mark.parametrize("command", ["fmt --diff", "check --diff -q"])
def test_diff_in_a_pipe_commands_nothing_and_can_be_applied(
    folder: Path, line: str, command: str
) -> None:
    (repository(folder, {}) / "a.md").write_bytes(with_line(line).encode())
    done = process(*command.split())
    assert line.strip() in done.out
    assert [each for each in lines_of(with_line(line)) if command_of(f" {each}")]
    assert obeyed(done.out) == []
    (word,) = re.findall(r"\A::stop-commands::([0-9a-f]{32})\n", done.out)
    assert word.lower() not in REGISTERED
    assert word not in process(*command.split()).out
    for tool in (["git", "apply"], ["patch", "-p1", "-s"]):
        (folder / "a.md").write_bytes(with_line(line).encode())
        subprocess.run(tool, input=done.out.encode(), cwd=folder, check=True)
        assert (folder / "a.md").read_bytes() == with_line(line).replace(
            "?utm_source=x", ""
        ).encode()


def test_diffs_of_several_notebooks_in_one_pipe(folder: Path) -> None:
    files = {f"{name}.md": with_line(f" ::error::{name}") for name in "abc"}
    repository(folder, files)
    done = process("fmt", "--diff")
    assert (obeyed(done.out), done.out.count("::stop-commands::")) == ([], 3)
    subprocess.run(["git", "apply"], input=done.out.encode(), cwd=folder, check=True)
    assert {path.read_text() for path in folder.glob("*.md")} == {
        text.replace("?utm_source=x", "") for text in files.values()
    }


@pytest.mark.parametrize("line", ["a :: b", "std::move", "## [a](b)", "C++", "# ["])
def test_other_diffs_are_as_they_were(folder: Path, line: str) -> None:
    write(folder, {"a.md": with_line(line)})
    assert process("fmt", "--diff").out.startswith("diff --git a/")


@pytest.mark.parametrize("line", [*COMMANDS, *OF_OTHERS])
def test_diff_in_a_file_is_as_it_is(folder: Path, line: str) -> None:
    (repository(folder, {}) / "a.md").write_bytes(with_line(line).encode())
    done = shell("notelint fmt --diff > a.patch; git apply a.patch", folder)
    assert done.err == ""
    assert (folder / "a.patch").read_bytes().startswith(b"diff --git ")
    assert (folder / "a.md").read_bytes() == with_line(line).replace(
        "?utm_source=x", ""
    ).encode()


@pytest.mark.parametrize("line", OF_OTHERS)
def test_command_to_another_ci_is_changed_and_told(folder: Path, line: str) -> None:
    (repository(folder, {}) / "a.md").write_bytes(with_line(line).encode())
    done = process("fmt", "--diff")
    assert (
        "warning: a.md: has what a CI's log would obey: \ufffd in the diff: to apply it, print it to a file\n"
        in done.err
    )
    assert not re.search(r"##\w*\[|section_start:", done.out)
    assert (
        subprocess.run(
            ["git", "apply"],
            input=done.out.encode(),
            cwd=folder,
            capture_output=True,
            check=False,
        ).returncode
        == 1
    )
    assert (folder / "a.md").read_bytes() == with_line(line).encode()


@pytest.mark.parametrize("line", [*COMMANDS, *OF_OTHERS])
def test_coloured_diff_in_a_pipe_commands_nothing(folder: Path, line: str) -> None:
    (folder / "a.md").write_bytes(with_line(line).encode())
    done = process("fmt", "--diff", "--color", "always")
    assert [each for each in lines_of(done.out) if command_of(each)] == []
    assert not re.search(r"##\w*\[", done.out)


# What is found.


@pytest.mark.parametrize("line", [*COMMANDS, *OF_OTHERS])
@pytest.mark.parametrize(
    "form",
    [
        "full",
        "concise",
        "json",
        "jsonl",
        "gitlab",
        "sarif",
        "junit",
        "rdjson",
        "markdown",
    ],
)
def test_no_format_commands_anything(folder: Path, line: str, form: str) -> None:
    mark = line.strip()
    text = f"1. [A{line}](https://arxiv.org/abs/1706.03762?utm_source={mark})\n   ![{line}](lost{mark}.png)\n2. [B]({line})\n"
    name = f"{mark}.md".replace("/", "").replace("\r", "")
    (folder / name).write_bytes(text.encode())
    out = process("check", "--output-format", form, "--select", "ALL").out
    assert out
    assert [each for each in lines_of(out) if command_of(each)] == []
    assert not re.search(r"##\w*\[", out)


@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_json_shows_what_is_not_seen_and_says_the_same(form: str) -> None:
    """Line ends, marks of direction and controls, what has no width; but Chinese,
    accents and pictographs stay readable.
    """
    odd = "\u2028\u2029\u202a\u202e\u2066\u2069\ufeff\x85\x9b\x7f\u200b\u2060\xad\U000e0041\ud800##[a]##vso[b]"
    readable = "论文\u3000é👩\u200d🔬"
    place, edit = Position(1, 1), Edit(Span(0, 1), odd)
    found = Diagnostic(
        "L402",
        "x",
        Severity.ERROR,
        odd + readable,
        "a.md",
        Span(0, 1),
        place,
        place,
        Fix.safe(edit, message=odd),
        "i",
        "u",
    )
    out = reporter(form)([NotebookResult("a.md", None, (found,))], Look())
    assert not re.search("[^\n\x20-\x7e论文\u3000é👩\u200d🔬]", out)
    assert readable in out
    assert not re.search(r"##\w*\[", out)
    row = json.loads(out)[0] if form == "json" else json.loads(out)
    assert (row["message"], row["fix"]["message"], row["fix"]["edits"][0]["text"]) == (
        odd + readable,
        odd,
        odd,
    )


def test_name_that_is_no_utf_8_stays_the_same_in_json(folder: Path) -> None:
    name = b"caf\xe9.md".decode("utf-8", "surrogateescape")
    (folder / name).write_text(TRACKED)
    out = process("check", "--output-format", "json").out
    assert (out.isascii(), json.loads(out)[0]["path"]) == (True, name)


# How long it is.

LONG = "x" * 5000


VALUES = [
    f"![]({LONG}.png)",
    f"[a](https://www.google.com/url?q=https://x.org/{LONG})",
    f"<!-- notelint-disable {LONG} -->",
]


@pytest.mark.parametrize(
    "form",
    [
        "full",
        "concise",
        "json",
        "github",
        "gitlab",
        "sarif",
        "junit",
        "rdjson",
        "markdown",
    ],
)
@pytest.mark.parametrize("text", VALUES)
def test_message_is_of_a_length_to_read(folder: Path, form: str, text: str) -> None:
    write(folder, {"a.md": f"{ENTRY}\n{text}\n"})
    out = notelint("check", "--output-format", form, "--select", "ALL").out
    if form == "json":
        assert all(len(row["message"]) <= 300 for row in json.loads(out))
    elif form not in {
        "sarif",
        "rdjson",
    }:  # whose fixes hold the texts that they put there
        assert "x" * 301 not in out
        assert "x" * 100 in out


def test_finding_is_cut_in_the_middle_and_only_where_it_is_long() -> None:
    fix = Fix.safe(Edit(Span(0, 1), "x" * 999), message="drop it")
    short = Finding(Span(0, 9), "figure not found: " + "x" * 162, fix, "look")
    assert short.printable is short
    cut = Finding(
        Span(0, 9), f"figure not found: {LONG}: name one", fix, f"{'a b ' * 100}end"
    ).printable
    assert (len(cut.message.split()[3]), cut.message[:20], cut.message[-9:]) == (
        180,
        "figure not found: xx",
        ": name one"[1:],
    )
    assert (len(cut.help), cut.help[:4], cut.help[-5:], cut.fix, cut.span) == (
        300,
        "a b ",
        "b end",
        fix,
        Span(0, 9),
    )
    words = Finding(Span(0, 9), "论文 " * 150 + "end").printable.message
    assert (
        len(words),
        words.startswith("论文 论文"),
        words.endswith("论文 end"),
        words.count("…"),
    ) == (300, True, True, 1)
    tail = Finding(Span(0, 9), "a", fix._replace(message=LONG)).printable.fix
    assert tail
    assert (len(tail.message), tail.edits) == (180, fix.edits)


def test_fingerprint_stays_whatever_the_message(folder: Path) -> None:
    """It is made of the text in the notebook, all of it."""
    write(folder, {"a.md": f"{ENTRY}\n![]({LONG}a.png) ![]({LONG}b.png)\n"})
    rows = json.loads(
        notelint("check", "--output-format", "json", "--select", "F301").out
    )
    assert len({row["fingerprint"] for row in rows}) == 2
    assert {row["end"]["column"] - row["start"]["column"] > 5000 for row in rows} == {
        True
    }


# Names.


def test_names_ended_by_nul(folder: Path) -> None:
    names = [
        "a.md",
        "b\n::error::x.md",
        " c\x1b[31m.md",
        "::d.md",
        '"e\\.md',
        "论文.md",
        b"caf\xe9.md".decode("utf-8", "surrogateescape"),
    ]
    for name in names:
        (folder / name).write_text(TRACKED)
    for options in (
        ["check", "--show-files", "-z"],
        ["check", "-z", "--show-files", "."],
        ["links", "--show-files", "-z"],
    ):
        done = process(*options)
        assert (done.code, done.err) == (0, "")
        assert sorted(done.out.split("\0")) == sorted(["", *names])
    assert process("check", "--show-files", "-z", "lost").out == ""
    done = shell(
        "notelint check --show-files -z | xargs -0 -n 1 sh -c 'test -f \"$1\" && echo there' -",
        folder,
    )
    assert done.out == "there\n" * len(names)


def test_names_ended_by_nul_are_those_of_git(folder: Path) -> None:
    repository(folder, {"a\tb.md": ENTRY, "c/d e.md": ENTRY})
    git(folder, "add", ".")
    assert process("check", "--show-files", "-z").out == git(folder, "ls-files", "-z")


@pytest.mark.parametrize("command", ["check", "links"])
def test_nul_without_names_is_refused(folder: Path, command: str) -> None:
    write(folder, {"a.md": ENTRY})
    assert notelint(command, "-z") == (
        2,
        "",
        "error: -z: works together with --show-files\n",
    )


def test_names_in_lines_are_one_each_and_command_nothing(folder: Path) -> None:
    names = {
        "a.md": "a.md",
        "论 文.md": "论 文.md",
        '"e\\.md': '"e\\.md',
        "b\n::add-mask::x.md": r'"b\n::add-mask::x.md"',
        "::error::x.md": "./::error::x.md",
        " ::error::x.md": "./ ::error::x.md",
        "a\u202eb.md": r'"a\342\200\256b.md"',
        "x##[add-mask]y.md": r'"x#\043[add-mask]y.md"',
        "##vso[task.complete].md": r'"#\043vso[task.complete].md"',
        "\x1b[31mc.md": r'"\033[31mc.md"',
    }
    for name in names:
        (folder / name).write_text(ENTRY)
    out = process("check", "--show-files").out
    assert sorted(out.splitlines()) == sorted(names.values())
    assert [line for line in lines_of(out) if command_of(line)] == []


@pytest.mark.parametrize("sign", SIGNS)
def test_mistakes_with_hostile_words_are_harmless(folder: Path, sign: str) -> None:
    """Whoever complains of them: we, click, the config, the baseline, a notebook that
    cannot be read.
    """
    name = f"{sign}x"
    flat = name.replace("/", "")
    (folder / f"{flat}.md").write_bytes(b"\xff\xfe")
    (folder / flat).write_text("ignore: [Z1]\n")
    for arguments in (
        ["check", f"lost{name}"],
        ["check", f"--{name}"],
        ["check", "--output-format", name],
        [name],
        ["check", "--select", name],
        ["check", "--config", flat],
        ["check", "--config", f"lost{name}"],
        ["check", "--baseline", flat],
        ["check", "--output-file", f"lost/{name}"],
        ["check", "--since", name],
        ["fmt", "."],
        ["config", f"lost{name}"],
        ["rule", name],
        ["clean", "--cache-dir", f"{flat}/x"],
        ["baseline", "--baseline", flat],
        ["init", f"lost{name}"],
    ):
        done = notelint(*arguments)
        assert done.code in {0, 2}, arguments
        assert done.err or done.out, arguments
        for text in (done.out, done.err):
            assert not CONTROL.search(text), arguments
            assert [line for line in lines_of(text) if command_of(line)] == [], (
                arguments
            )
            assert not re.search(r"##\w*\[", text), arguments


def test_settings_are_printed_harmless(folder: Path) -> None:
    write(
        folder,
        {
            ".notelint.yaml": 'exclude: ["\\u202e##vso[task.complete]\\u2028::error::x"]\n'
        },
    )
    done = process("config")
    assert done.code == 0
    assert not CONTROL.search(done.out)
    assert "##vso[" not in done.out


def test_names_at_a_terminal_are_harmless_and_one_a_line(folder: Path) -> None:
    write(folder, {"a\nb\x1b[31m.md": ENTRY})
    assert at_terminal("check", "--show-files") == "a\ufffdb\ufffd[31m.md\n"
