"""`notelint check`: exit codes, and the options that decide about them and about what is
printed.
"""

from pathlib import Path

import pytest

from notelint import __version__
from tests.cli.program import ENTRY, LOST, TRACKED, notelint, write

INFO = "severity: {L402: info}\n"


@pytest.mark.parametrize(
    ("text", "arguments", "code"),
    [
        (ENTRY, [], 0),
        (TRACKED, [], 1),
        (LOST, [], 1),
        (TRACKED, ["--fail-on", "warning"], 1),
        (TRACKED, ["--fail-on", "error"], 0),
        (LOST, ["--fail-on", "error"], 1),
        (LOST, ["--fail-on", "never"], 0),
        (TRACKED, ["--exit-zero"], 0),
        (LOST, ["--exit-zero", "--fail-on", "error"], 0),
        (LOST, ["-q"], 1),
        (LOST, ["--statistics"], 1),
        (LOST, ["--output-format", "json"], 1),
        (LOST, ["--ignore", "F301"], 0),
        (LOST, ["--ignore", "figure"], 2),
        (LOST, ["--select", "L"], 0),
        (TRACKED, ["--select", "tracking-query"], 1),
        (TRACKED, ["--select", "F", "--extend-select", "L402"], 1),
        (TRACKED, ["--exclude", "a.md"], 0),
        (TRACKED, ["--jobs", "4", "--no-cache", "--cache-dir", "x"], 1),
    ],
)
def test_exit_code(folder: Path, text: str, arguments: list[str], code: int) -> None:
    write(folder, {"a.md": text})
    assert notelint("check", *arguments, "a.md").code == code


@pytest.mark.parametrize(
    ("config", "arguments", "code"),
    [
        ("fail-on: error\n", [], 0),
        ("fail-on: never\n", [], 0),
        ("fail-on: error\n", ["--fail-on", "warning"], 1),
        ("fail-on: never\n", ["--isolated"], 1),
        ("severity: {L402: error}\nfail-on: error\n", [], 1),
        (INFO, [], 0),
        (INFO, ["--fail-on", "warning"], 0),
    ],
)
def test_exit_code_by_config(
    folder: Path, config: str, arguments: list[str], code: int
) -> None:
    write(folder, {"a.md": TRACKED, ".notelint.yaml": config})
    done = notelint("check", *arguments, "a.md")
    assert done.code == code
    assert "L402" in done.out


def test_each_file_fails_as_its_own_config_says(folder: Path) -> None:
    write(
        folder,
        {
            "a/a.md": TRACKED,
            "a/.notelint.yaml": "fail-on: never\n",
            "b/b.md": TRACKED,
            "b/.notelint.yaml": "fail-on: error\n",
        },
    )
    assert notelint("check").code == 0
    write(folder, {"b/b.md": LOST})
    assert notelint("check").code == 1
    assert notelint("check", "a").code == 0


def test_config_by_name(folder: Path) -> None:
    write(
        folder,
        {
            "a.md": TRACKED,
            "settings": "ignore: [L402]\n",
            ".notelint.yaml": "nonsense: 1\n",
        },
    )
    assert notelint("check", "--config", "settings", "a.md").code == 0
    done = notelint("check", "--config", "settings", "--isolated", "a.md")
    assert done == (2, "", "error: --config: not together with --isolated\n")


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "--nonsense"],
        ["check", "--output-format", "xml"],
        ["check", "--fail-on", "info"],
        ["check", "--color", "pink"],
        ["check", "--jobs", "-1"],
        ["chekc"],
        ["rule", "B202", "B203"],
        ["--nonsense"],
    ],
)
def test_wrong_usage(arguments: list[str]) -> None:
    done = notelint(*arguments)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("Usage: notelint")
    assert "Error: " in done.err.splitlines()[-1]


def test_unknown_code_in_an_option(folder: Path) -> None:
    done = notelint("check", "--select", "tracking-qery")
    assert done.code == 2
    assert done.err.startswith(
        'error: --select: no rule "tracking-qery": the nearest is L402 tracking-query'
    )


def test_unknown_code_beside_a_path_that_does_not_exist() -> None:
    assert "--select" in notelint("check", "--select", "E10l", "lost.md").err


def test_wrong_format_in_the_environment(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NOTELINT_OUTPUT_FORMAT", "xml")
    done = notelint("check")
    assert done.code == 2
    assert "Invalid value for '--output-format': 'xml'" in done.err


def test_format_from_the_environment(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(folder, {"a.md": TRACKED})
    monkeypatch.setenv("NOTELINT_OUTPUT_FORMAT", "jsonl")
    assert notelint("check").out.startswith('{"code": "L402"')


def test_quiet_prints_findings_alone(folder: Path) -> None:
    write(folder, {"a.md": TRACKED, "b.md": ENTRY})
    done = notelint("check", "--quiet")
    assert done == (
        1,
        "a.md:1:32: L402 tracking-query drop the tracking query ?utm_source=x [*]\n",
        "",
    )
    assert notelint("check", "-q", "b.md") == (0, "", "")


def test_verbose_tells_of_each_file_on_standard_error(folder: Path) -> None:
    write(folder, {"a.md": TRACKED * 2, "b.md": ENTRY})
    done = notelint("check", "--verbose", "--ignore", "E,P")
    assert done.err == "a.md: 2 findings\nb.md: 0 findings\n"
    assert done.out == notelint("check", "--ignore", "E,P").out


def test_output_file(folder: Path) -> None:
    write(folder, {"a.md": TRACKED})
    done = notelint("check", "--output-file", "out.json", "--output-format", "json")
    assert done == (1, "", "")
    assert (folder / "out.json").read_text() == notelint(
        "check", "--output-format", "json"
    ).out
    done = notelint("check", "--output-file", "out.txt")
    assert done == (1, "Found 1 finding in 1 notebook: notelint fmt mends 1.\n", "")
    assert (folder / "out.txt").read_text() == notelint("check", "-q").out


@pytest.mark.parametrize(
    ("name", "said"),
    [("lost/out", "no such file or directory"), (".", "a folder: name a file")],
)
def test_output_file_that_cannot_be_written(folder: Path, name: str, said: str) -> None:
    write(folder, {"a.md": TRACKED})
    assert notelint("check", "--output-file", name) == (
        2,
        "",
        f"error: --output-file: {name}: {said}\n",
    )


def test_show_files(folder: Path) -> None:
    write(
        folder, {"a.md": TRACKED, "b/c.markdown": TRACKED, "b/d.txt": "", "论文.md": ""}
    )
    assert notelint("check", "--show-files") == (0, "a.md\n论文.md\nb/c.markdown\n", "")
    assert notelint("check", "--show-files", "b", "lost") == (
        2,
        "b/c.markdown\n",
        "error: no such file or folder: lost\n",
    )


def test_show_files_where_there_are_none(folder: Path) -> None:
    assert notelint("check", "--show-files") == (
        0,
        "",
        "warning: no notebooks found in this folder\n",
    )


def test_statistics(folder: Path) -> None:
    write(
        folder,
        {
            "a.md": TRACKED
            + "2. [B](https://arxiv.org/abs/1810.04805?utm_source=x)\n   ![](lost.png)\n",
            "b.md": ENTRY,
        },
    )
    done = notelint("check", "--statistics")
    found = "Found 3 findings in 1 notebook (1 error): notelint fmt mends 2.\n"
    assert done == (
        1,
        f"2  L402  [*]  tracking-query\n1  F301  [ ]  missing-figure\n{found}",
        "",
    )
    assert notelint("check", "--statistics", "-q").out + found == done.out
    assert notelint("check", "--statistics", "b.md") == (
        0,
        "The notebook is in order.\n",
        "",
    )


def test_statistics_are_for_people() -> None:
    done = notelint("check", "--statistics", "--output-format", "json")
    assert done == (
        2,
        "",
        "error: --statistics: not together with --output-format json\n",
    )


def test_same_file_twice_is_judged_once(folder: Path) -> None:
    write(folder, {"a.md": TRACKED})
    done = notelint("check", "-q", "a.md", "./a.md", str(folder / "a.md"), ".")
    assert len(done.out.splitlines()) == 1


@pytest.mark.parametrize(
    "arguments", [[], ["check"], ["fmt"], ["rule"], ["config"], ["init"]]
)
@pytest.mark.parametrize("option", ["-h", "--help"])
def test_help(arguments: list[str], option: str) -> None:
    done = notelint(*arguments, option)
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith(" ".join(["Usage: notelint", *arguments]))


def test_version() -> None:
    assert notelint("--version") == (0, f"notelint {__version__}\n", "")


def test_no_command_is_help_and_2() -> None:
    done = notelint()
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("Usage: notelint [OPTIONS] COMMAND [ARGS]...\n")
    assert "\nCommands:\n" in done.err
