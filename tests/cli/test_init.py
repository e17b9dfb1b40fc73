"""`notelint init`: what it writes, where, and what it refuses to touch."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import jsonschema
import pytest
import yaml

from notelint import __version__
from notelint.config import load, schema
from notelint.notebook.model import Preferences
from tests.cli.program import (
    ENTRY,
    LOST,
    ROOT,
    TRACKED,
    git,
    notelint,
    repository,
    write,
)
from tests.cli.test_check_streams import at_terminal

NOTEBOOK = "# Graphs\n\n" + "".join(
    f"{place}. [Graphs, part {place}](https://arxiv.org/pdf/2101.{place:05})<br>\n{' ' * len(f'{place}. ')}The gist of part {place}.\n"
    for place in range(1, 13)
)
LEARNED = "12 ordered entries in 1 section; <br> 12; arXiv pdf 12 of 12"
CONFIG = f"""\
# Written by `notelint init`; `notelint config` prints every setting there is.
# Learned: {LEARNED}.
notebook:
  entry: ordered         # 12 of 12 entries
  break: "<br>"          # 12 of 12 breaks
  arxiv-link: pdf        # 12 of 12 arXiv links
  description: required  # more than a link in 12 of 12 entries
"""
SETTINGS = 'entry: ordered, break: "<br>", arxiv-link: pdf, description: required'
HOOK = f"""\
  - repo: https://github.com/notelint/notelint
    rev: v{__version__}
    hooks:
      - id: notelint-check
"""
OTHERS = """\
# Ours
default_stages: [pre-commit]
repos:
  - repo: local  # one of our own
    hooks:
      - id: spell
        name: spell

        # odd, but so it is
        entry: spell
        language: system
"""


def files_in(folder: Path) -> dict[str, bytes]:
    """All files below a folder but git's own, links as such."""
    return {
        path.relative_to(folder).as_posix(): os.readlink(path).encode()
        if path.is_symlink()
        else path.read_bytes()
        for path in folder.rglob("*")
        if (path.is_symlink() or path.is_file()) and ".git" not in path.parts
    }


# Nothing to learn from


def test_no_notebooks(folder: Path) -> None:
    repository(folder, {"a.txt": "x"})
    for arguments in ([], ["--force"], ["--pre-commit", "--github"]):
        assert notelint("init", *arguments) == (
            0,
            "",
            "warning: no notebooks found in this folder: nothing written\n",
        )
    assert notelint("init", ".") == (
        0,
        "",
        "warning: no notebooks found in .: nothing written\n",
    )
    assert files_in(folder) == {"a.txt": b"x"}


def test_no_entries(folder: Path) -> None:
    repository(folder, {"a.md": "- milk\n", "b.md": ""})
    done = notelint("init")
    assert done == (
        0,
        "Learned nothing: no entries in 2 files\nWrote .notelint.yaml: nothing is settled yet\nNext: notelint check\n",
        "",
    )
    assert load(folder)[0].notebook == Preferences()


def test_unreadable_files_are_left_out(folder: Path) -> None:
    repository(folder, {"a.md": NOTEBOOK})
    (folder / "b.md").write_bytes(b"\xff")
    done = notelint("init")
    assert (done.code, done.err) == (
        0,
        "warning: b.md: left out: not UTF-8 (byte 0xff): save the file as UTF-8\n",
    )
    assert done.out.startswith(f"Learned from a.md: {LEARNED}\n")
    (folder / ".notelint.yaml").unlink()
    (folder / "a.md").unlink()
    assert notelint("init").err.endswith(
        "warning: no notebooks found in this folder: nothing written\n"
    )
    assert files_in(folder).keys() == {"b.md"}


# The config


def test_config(folder: Path) -> None:
    repository(folder, {"README.md": NOTEBOOK})
    done = notelint("init")
    assert done == (
        0,
        f"Learned from README.md: {LEARNED}\nWrote .notelint.yaml: {SETTINGS}\nNext: notelint check\n",
        "",
    )
    assert files_in(folder) == {
        "README.md": NOTEBOOK.encode(),
        ".notelint.yaml": CONFIG.encode(),
    }
    assert load(folder)[0].notebook == Preferences(
        "ordered", "<br>", "pdf", description="required"
    )
    jsonschema.validate(yaml.safe_load(CONFIG), schema())
    assert notelint("check") == (0, "The notebook is in order.\n", "")
    assert git(folder, "status", "--porcelain").split() == [
        "??",
        ".notelint.yaml",
        "??",
        "README.md",
    ]


def test_config_of_several_notebooks(folder: Path) -> None:
    repository(
        folder,
        {
            "README.md": "- milk\n",
            "notes/a.md": NOTEBOOK,
            "notes/b.md": NOTEBOOK,
            ".gitignore": "c.md\n",
            "c.md": ENTRY,
        },
    )
    done = notelint("init")
    assert done.out.startswith(
        "Learned from 2 notebooks: 24 ordered entries in 2 sections; <br> 24; arXiv pdf 24 of 24\n"
    )


def test_quiet(folder: Path) -> None:
    repository(folder, {"README.md": NOTEBOOK})
    assert notelint("init", "-q", "--pre-commit", "--github") == (0, "", "")
    assert files_in(folder).keys() == {
        "README.md",
        ".notelint.yaml",
        ".pre-commit-config.yaml",
        ".github/workflows/notelint.yml",
    }


def test_names_do_nothing_to_a_terminal(folder: Path) -> None:
    repository(folder, {"\x1b[31m.md": NOTEBOOK})
    assert notelint("init").out.startswith("Learned from \ufffd[31m.md: 12")


@pytest.mark.parametrize("example", ["orderly", "notebook"])
def test_check_says_the_same_afterwards(folder: Path, example: str) -> None:
    there = ROOT / "examples" / example
    repository(folder, {"README.md": (there / "README.md").read_text(encoding="utf-8")})
    (folder / "figs").symlink_to(there / "figs")
    before = notelint("check", "README.md", "--ignore", "F,L407")
    assert notelint("init").code == 0
    assert "break:" in (folder / ".notelint.yaml").read_text(encoding="utf-8")
    assert notelint("check", "README.md", "--ignore", "F,L407") == before


# Where it goes


@pytest.mark.parametrize(
    "arguments", [[], ["."], ["a.md"], [".."], ["../notes", "../README.md"]]
)
def test_config_at_the_top_of_the_repository(
    folder: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    repository(folder, {"README.md": NOTEBOOK, "notes/a.md": NOTEBOOK})
    monkeypatch.chdir(folder / "notes")
    done = notelint("init", *arguments)
    assert (done.code, done.err) == (0, "")
    assert f"\nWrote {folder / '.notelint.yaml'}: {SETTINGS}\n" in done.out
    assert files_in(folder).keys() == {"README.md", "notes/a.md", ".notelint.yaml"}


def test_learns_from_what_is_named(folder: Path) -> None:
    repository(
        folder, {"README.md": NOTEBOOK, "notes/a.md": NOTEBOOK.replace("<br>", "<br/>")}
    )
    assert notelint("init", "notes").out.startswith(
        "Learned from notes/a.md: 12 ordered entries in 1 section; <br/> 12;"
    )
    assert 'break: "<br/>"' in (folder / ".notelint.yaml").read_text(encoding="utf-8")


def test_another_repository(folder: Path) -> None:
    repository(folder / "here", {"a.md": NOTEBOOK})
    repository(folder / "there", {"notes/a.md": NOTEBOOK})
    assert (
        notelint("init", "there/notes").out.splitlines()[1]
        == f"Wrote there/.notelint.yaml: {SETTINGS}"
    )
    assert files_in(folder).keys() == {
        "here/a.md",
        "there/notes/a.md",
        "there/.notelint.yaml",
    }
    assert notelint("init", "here", "there") == (
        2,
        "",
        "error: one repository at a time: here and there have a config each\n",
    )


def test_outside_of_a_repository(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(folder, {"here/notes/a.md": NOTEBOOK, "there/notes/a.md": NOTEBOOK})
    monkeypatch.chdir(folder / "here")
    assert notelint("init", "notes").code == 0
    assert notelint("init", "../there/notes/a.md").code == 0
    assert files_in(folder).keys() - {"here/notes/a.md", "there/notes/a.md"} == {
        "here/.notelint.yaml",
        "there/notes/.notelint.yaml",
    }


def test_config_farther_up_is_another_folders(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(folder, {".notelint.yaml": "ignore: [E]\n", "notes/a.md": NOTEBOOK})
    monkeypatch.chdir(folder / "notes")
    assert notelint("init").code == 0
    assert files_in(folder)[".notelint.yaml"] == b"ignore: [E]\n"
    assert files_in(folder)["notes/.notelint.yaml"] == CONFIG.encode()


# What is refused


@pytest.mark.parametrize(
    ("files", "force", "said"),
    [
        (
            {"pyproject.toml": "[tool.notelint]\n"},
            True,
            "pyproject.toml: has [tool.notelint]: remove that table first, two configs are one too many",
        ),
        (
            {".notelint.yaml": "", "notelint.yaml": ""},
            True,
            "notelint.yaml: not read: .notelint.yaml beside it comes first",
        ),
        (
            {".notelint.yaml": "", "pyproject.toml": "[tool.notelint]\n"},
            True,
            "pyproject.toml: not read: .notelint.yaml beside it comes first",
        ),
        (
            {".notelint.yml": ""},
            True,
            ".notelint.yml: not read: name it .notelint.yaml",
        ),
        (
            {".notelint.yaml/a.txt": ""},
            True,
            ".notelint.yaml: a folder, where a file is to be written",
        ),
        (
            {".pre-commit-config.yaml/a.txt": ""},
            True,
            ".pre-commit-config.yaml: a folder, where a file is to be written",
        ),
        ({".github": ""}, True, ".github: no plain folder"),
        ({".github/workflows": ""}, True, ".github/workflows: no plain folder"),
        (
            {".github/workflows/notelint.yml": "mine"},
            False,
            ".github/workflows/notelint.yml: is there already: --force overwrites it",
        ),
    ],
)
def test_refused(folder: Path, files: dict[str, str], force: bool, said: str) -> None:
    repository(folder, {"README.md": NOTEBOOK, **files})
    before = files_in(folder)
    done = notelint("init", "--pre-commit", "--github", *(["--force"] if force else []))
    assert done == (2, "", f"error: {said}\n")
    assert files_in(folder) == before


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (".notelint.yaml", "ignore: [E101]\n"),
        (".notelint.yaml", ""),
        ("notelint.yaml", ""),
    ],
)
def test_config_that_is_there(folder: Path, name: str, text: str) -> None:
    repository(folder, {"README.md": NOTEBOOK, name: text})
    before = files_in(folder)
    assert notelint("init") == (
        2,
        "",
        f"error: {name}: is there already: --force overwrites it\n",
    )
    assert files_in(folder) == before


@pytest.mark.parametrize(
    ("name", "text"),
    [(".notelint.yaml", "ignore: [E101]\n"), ("pyproject.toml", "[tool.notelint]\n")],
)
def test_hook_beside_a_config_that_is_there(folder: Path, name: str, text: str) -> None:
    repository(folder, {"README.md": NOTEBOOK, name: text})
    before = files_in(folder)
    done = notelint("init", "--pre-commit", "--github")
    assert (done.code, done.err) == (0, "")
    assert (
        done.out.splitlines()[1]
        == f"Kept {name}{'' if name == 'pyproject.toml' else ': --force overwrites it'}"
    )
    after = files_in(folder)
    assert {path for path in after if path not in before} == {
        ".pre-commit-config.yaml",
        ".github/workflows/notelint.yml",
    }
    assert {path: after[path] for path in before} == before


@pytest.mark.parametrize(
    "name",
    [
        ".notelint.yaml",
        ".pre-commit-config.yaml",
        ".github",
        ".github/workflows",
        ".github/workflows/notelint.yml",
    ],
)
@pytest.mark.parametrize("target", ["elsewhere", "lost"])
def test_links_are_not_followed(folder: Path, name: str, target: str) -> None:
    repository(folder / "notes", {"README.md": NOTEBOOK})
    is_folder = "." not in name.rpartition("/")[2][1:]
    (folder / "elsewhere").mkdir() if is_folder else write(
        folder, {"elsewhere": "ignore: [E101]\n"}
    )
    (folder / "notes" / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / "notes" / name).symlink_to(folder / target)
    before = files_in(folder)
    done = notelint("init", "notes", "--pre-commit", "--github", "--force")
    plain = "folder" if is_folder else "file"
    assert done == (
        2,
        "",
        f"error: notes/{name}: a symbolic link: put a plain {plain} in its place\n",
    )
    assert files_in(folder) == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["lost.md"], "no such file or folder: lost.md"),
        (["README.md", "lost"], "no such file or folder: lost"),
        (["-"], "-: standard input lies in no repository: name files or folders"),
    ],
)
def test_arguments(folder: Path, arguments: list[str], said: str) -> None:
    repository(folder, {"README.md": NOTEBOOK})
    assert notelint("init", *arguments) == (2, "", f"error: {said}\n")
    assert files_in(folder).keys() == {"README.md"}


@pytest.mark.parametrize("option", ["--config=x", "--isolated", "--select=E", "--fix"])
def test_options_that_would_mean_nothing(folder: Path, option: str) -> None:
    repository(folder, {"README.md": NOTEBOOK})
    assert notelint("init", option).code == 2
    assert files_in(folder).keys() == {"README.md"}


@pytest.mark.parametrize("fails", ["notelint.yml", ".notelint.yaml"])
def test_all_or_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch, fails: str
) -> None:
    repository(folder, {"README.md": NOTEBOOK, ".pre-commit-config.yaml": OTHERS})
    before = files_in(folder)
    real = os.open

    def full(
        path: str, flags: int, mode: int = 0o777, *, dir_fd: int | None = None
    ) -> int:
        if os.path.basename(path).startswith(f".{fails}."):
            raise OSError(28, "No space left on device", path)
        return real(path, flags, mode, dir_fd=dir_fd)

    monkeypatch.setattr(os, "open", full)
    done = notelint("init", "--pre-commit", "--github")
    place = ".github/workflows/notelint.yml" if fails == "notelint.yml" else fails
    assert done == (2, "", f"error: {place}: no space left on device\n")
    assert files_in(folder) == before
    assert not (folder / ".github").exists()


@pytest.mark.parametrize("has_links", [True, False])
@pytest.mark.parametrize(
    "last", [".notelint.yaml", ".pre-commit-config.yaml", "notelint.yml"]
)
def test_all_or_nothing_where_one_cannot_be_moved(
    folder: Path, monkeypatch: pytest.MonkeyPatch, last: str, has_links: bool
) -> None:
    repository(
        folder,
        {
            "README.md": NOTEBOOK,
            ".pre-commit-config.yaml": OTHERS,
            ".notelint.yaml": "ignore: [L402]\n",
        },
    )
    (folder / ".notelint.yaml").chmod(0o600)
    before, state = files_in(folder), (folder / ".notelint.yaml").stat()
    real, link = os.replace, os.link
    failed = []

    def busy(source: str, target: str) -> None:
        if os.path.basename(target) == last and not failed:
            failed.append(target)
            raise OSError(5, "Input/output error", target)
        real(source, target)

    def no_link(source: str, target: str, *, follow_symlinks: bool) -> None:
        if not has_links:
            raise OSError(95, "Operation not supported")
        link(source, target, follow_symlinks=follow_symlinks)

    monkeypatch.setattr(os, "replace", busy)
    monkeypatch.setattr(os, "link", no_link)
    done = notelint("init", "--pre-commit", "--github", "--force")
    assert (done.code, done.out, done.err[-21:]) == (2, "", ": input/output error\n")
    assert failed
    assert files_in(folder) == before
    assert (folder / ".notelint.yaml").stat()[:2] == state[:2]  # mode and inode
    assert not (folder / ".github").exists()
    assert [
        path.name for path in folder.iterdir() if path.name.endswith(".notelint")
    ] == []


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_folder_that_cannot_be_written(folder: Path) -> None:
    repository(folder / "notes", {"README.md": NOTEBOOK})
    (folder / "notes").chmod(0o500)
    try:
        assert notelint("init", "notes") == (
            2,
            "",
            "error: notes/.notelint.yaml: its folder cannot be written to\n",
        )
    finally:
        (folder / "notes").chmod(0o700)


# --force


def test_force_where_nothing_is(folder: Path) -> None:
    repository(folder, {"README.md": NOTEBOOK})
    assert "\nWrote .notelint.yaml: " in notelint("init", "--force").out


@pytest.mark.parametrize("name", [".notelint.yaml", "notelint.yaml"])
@pytest.mark.parametrize(
    ("before", "gone"),
    [
        ("", ""),
        ("notebook:\n  break: <br/>\n", ""),
        ("colour: red\n", ""),
        (
            "ignore: [E101]\nnotebook: {figure: html, entry: bullet}\n",
            " (what it said of ignore, notebook.figure is gone)",
        ),
        (
            "rules: {figure-size: {max-kib: 5}}\nseverity: {E101: info, E103: info}\n",
            " (what it said of rules, severity is gone)",
        ),
    ],
)
def test_force_overwrites_the_config_that_is_there(
    folder: Path, name: str, before: str, gone: str
) -> None:
    repository(folder, {"README.md": NOTEBOOK, name: before})
    (folder / name).chmod(0o640)
    done = notelint("init", "--force")
    assert done == (
        0,
        f"Learned from README.md: {LEARNED}\nOverwrote {name}{gone}: {SETTINGS}\nNext: notelint check\n",
        "",
    )
    assert files_in(folder) == {"README.md": NOTEBOOK.encode(), name: CONFIG.encode()}
    assert stat.S_IMODE((folder / name).stat().st_mode) == 0o640


def test_force_twice_writes_the_same(folder: Path) -> None:
    repository(
        folder,
        {
            "README.md": NOTEBOOK + "\n# B\n\n" + LOST + TRACKED,
            ".pre-commit-config.yaml": OTHERS,
        },
    )
    notelint("init", "--force", "--pre-commit", "--github")
    before = files_in(folder)
    assert notelint("init", "--force", "--pre-commit", "--github").code == 0
    assert files_in(folder) == before


# --pre-commit


def test_hook_in_a_new_file(folder: Path) -> None:
    repository(folder, {"README.md": NOTEBOOK})
    done = notelint("init", "--pre-commit")
    assert done.out.splitlines()[2:] == [
        "Wrote .pre-commit-config.yaml: the hook notelint-check",
        "Next: notelint check and pre-commit install",
    ]
    assert (folder / ".pre-commit-config.yaml").read_text() == f"repos:\n{HOOK}"
    hooks = yaml.safe_load(
        (ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
    )
    assert "notelint-check" in {hook["id"] for hook in hooks}


def dedented(text: str) -> str:
    return "".join(line.removeprefix("  ") for line in text.splitlines(keepends=True))


FLUSH = dedented(OTHERS.replace("repos:\n", "repos:\n"))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (OTHERS, OTHERS + HOOK),
        (OTHERS.rstrip("\n"), OTHERS + HOOK),
        (OTHERS + "\n\n", OTHERS + HOOK + "\n\n"),
        (OTHERS + "  # - repo: later\n", OTHERS + HOOK + "  # - repo: later\n"),
        (OTHERS + "        # args: []\n", OTHERS + "        # args: []\n" + HOOK),
        (
            OTHERS + "\n# CI\nci:\n  skip: [spell]\n",
            OTHERS + HOOK + "\n# CI\nci:\n  skip: [spell]\n",
        ),
        (OTHERS + "...\n", OTHERS + HOOK + "...\n"),
        (FLUSH, FLUSH + dedented(HOOK)),
        (FLUSH + "fail_fast: true\n", FLUSH + dedented(HOOK) + "fail_fast: true\n"),
        (OTHERS.replace("\n", "\r\n"), (OTHERS + HOOK).replace("\n", "\r\n")),
        ("\ufeff" + OTHERS, "\ufeff" + OTHERS + HOOK),
        (
            OTHERS.replace(
                "entry: spell", "entry: |\n          - repo: x\n\n          spell"
            ),
            None,
        ),
        (OTHERS.replace("name: spell", "name: &a spell\n        alias: *a"), None),
        (
            "repos:\n  - {repo: local, hooks: []}\n",
            "repos:\n  - {repo: local, hooks: []}\n" + HOOK,
        ),
    ],
)
def test_hook_behind_others(folder: Path, before: str, after: str | None) -> None:
    repository(folder, {"README.md": NOTEBOOK})
    (folder / ".pre-commit-config.yaml").write_bytes(before.encode())
    done = notelint("init", "--pre-commit")
    assert (done.code, done.err) == (0, "")
    assert "\nAdded to .pre-commit-config.yaml: the hook notelint-check\n" in done.out
    assert (folder / ".pre-commit-config.yaml").read_bytes().decode() == (
        before + HOOK if after is None else after
    )


@pytest.mark.parametrize(
    "hooks",
    [
        HOOK,
        HOOK.replace(f"v{__version__}", "v0.0.1"),
        HOOK.replace("https://github.com/notelint/notelint", "../notelint"),
    ],
)
def test_hook_is_never_there_twice(folder: Path, hooks: str) -> None:
    repository(
        folder, {"README.md": NOTEBOOK, ".pre-commit-config.yaml": f"repos:\n{hooks}"}
    )
    done = notelint("init", "--pre-commit", "--force")
    assert done.out.splitlines()[2:] == [
        "Kept .pre-commit-config.yaml: the hook is there already",
        "Next: notelint check",
    ]
    assert (folder / ".pre-commit-config.yaml").read_text() == f"repos:\n{hooks}"


@pytest.mark.parametrize(
    "before",
    [
        "",
        "repos: []\n",
        "repos:\n",
        "repos: [{repo: local, hooks: []}]\n",
        "repos: {a: b}\n",
        "- repos\n",
        "repos:\n  -\n    repo: local\n    hooks: []\n",
        "repos:\n\t- repo: local\n",
        "repos: *lost\n",
        OTHERS + "repos:\n  - repo: local\n",
        OTHERS + "---\n" + OTHERS,
        "a: &a\n  - repo: local\n    hooks: []\nrepos: *a\n",
        "repos: &a\n  - repo: local\n    hooks: []\nb: *a\n",
        "repos:\n  - repo: local\n    hooks: [a,\n  b]\n",
        'repos:\n  - repo: local\n    hooks: "a\n  b"\n',
    ],
)
@pytest.mark.parametrize("quiet", [[], ["-q"]])
def test_hook_to_paste(folder: Path, before: str, quiet: list[str]) -> None:
    repository(folder, {"README.md": NOTEBOOK, ".pre-commit-config.yaml": before})
    done = notelint("init", "--pre-commit", *quiet)
    assert done.code == 0
    assert (
        done.err
        == f"warning: .pre-commit-config.yaml: left as it is: put this at the end of its repos yourself\n{HOOK}"
    )
    assert done.out.splitlines()[1:] == (
        [] if quiet else [f"Wrote .notelint.yaml: {SETTINGS}", "Next: notelint check"]
    )
    assert (folder / ".pre-commit-config.yaml").read_text() == before


# --github


def test_workflow(folder: Path) -> None:
    repository(folder, {"README.md": NOTEBOOK})
    done = notelint("init", "--github")
    assert done.out.splitlines()[2:] == [
        "Wrote .github/workflows/notelint.yml: notelint check at each push and pull request",
        "Next: notelint check",
    ]
    text = (folder / ".github/workflows/notelint.yml").read_text()
    job = yaml.safe_load(text)["jobs"]["notelint"]
    assert job["steps"] == [
        {"uses": "actions/checkout@v5"},
        {"uses": f"notelint/notelint@v{__version__}"},
    ]
    assert "\non:\n  push:\n  pull_request:\n" in text


def test_workflow_is_overwritten_with_force_alone(folder: Path) -> None:
    repository(
        folder,
        {
            "README.md": NOTEBOOK,
            ".github/workflows/notelint.yml": "mine",
            ".github/workflows/test.yml": "mine",
        },
    )
    assert (
        "\nOverwrote .github/workflows/notelint.yml: "
        in notelint("init", "--github", "--force").out
    )
    assert files_in(folder)[".github/workflows/test.yml"] == b"mine"
    assert files_in(folder)[".github/workflows/notelint.yml"].startswith(
        b"name: notelint\n"
    )


# The hint of `notelint check`

HINT = "No config yet: notelint init learns your notebook's conventions; notelint baseline accepts today's findings.\n"


@pytest.mark.parametrize(
    ("files", "arguments", "said"),
    [
        ({"a.md": TRACKED}, [], True),
        ({"a.md": TRACKED}, ["--statistics"], True),
        ({"a.md": TRACKED}, ["--output-format", "concise"], True),
        ({"a.md": TRACKED, "b/a.md": TRACKED, "b/.notelint.yaml": ""}, ["a.md"], True),
        ({"a.md": ENTRY}, [], False),
        ({"a.md": TRACKED, ".notelint.yaml": ""}, [], False),
        ({"a.md": TRACKED, "c.yaml": ""}, ["--config", "c.yaml"], False),
        ({"a.md": TRACKED}, ["--isolated"], False),
        ({"a.md": TRACKED}, ["-q"], False),
        ({"a.md": TRACKED}, ["--output-format", "json"], False),
        ({"a.md": TRACKED}, ["--output-file", "b.txt"], False),
    ],
)
def test_check_names_init_at_a_terminal(
    folder: Path, files: dict[str, str], arguments: list[str], said: bool
) -> None:
    write(folder, files)
    shown = at_terminal("check", *arguments)
    assert shown.endswith(HINT) is said
    assert shown.count("notelint init") == said


def test_check_names_init_nowhere_else(folder: Path) -> None:
    write(folder, {"a.md": TRACKED})
    assert "init" not in notelint("check").out
