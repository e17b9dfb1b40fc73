"""`notelint baseline`, and `notelint check` where there is one: real repositories, the
whole program.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.program import (
    ENTRY,
    LOST,
    TRACKED,
    Done,
    git,
    notelint,
    repository,
    write,
)

NAME = ".notelint-baseline.yaml"
SECOND = "2. [Deep Residual Learning for Image Recognition](https://arxiv.org/abs/1512.03385?utm_source=x)\n"
LINE = '    - {code: L402, fingerprint: "3787dc65af4e72e0", name: tracking-query, place: "arxiv:1706.03762"}\n'


@pytest.fixture(autouse=True)
def no_baseline_in_force(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NOTELINT_BASELINE", raising=False)


def accepting(folder: Path, files: dict[str, str]) -> Path:
    """A repository whose findings of now are accepted."""
    repository(folder, files)
    assert notelint("baseline", "-q") == Done(0, "", "")
    return folder


def listed(folder: Path, name: str = NAME) -> list[str]:
    """What a baseline lists: paths, and below each the codes, notes and reasons."""
    import yaml

    findings = yaml.safe_load((folder / name).read_text(encoding="utf-8"))["findings"]
    return [
        " ".join(
            (
                path,
                each["code"],
                each.get("place", ""),
                *([each["reason"]] if "reason" in each else []),
            )
        )
        for path, entries in findings.items()
        for each in entries
    ]


def reason(folder: Path, text: str) -> None:
    file = folder / NAME
    lines = file.read_text(encoding="utf-8")
    file.write_text(lines.replace("}\n", f', reason: "{text}"}}\n'), encoding="utf-8")


# Silence first


def test_nothing_to_accept(folder: Path) -> None:
    repository(folder, {"a.md": ENTRY})
    assert notelint("baseline") == Done(0, "Nothing to accept: no findings\n", "")
    assert not (folder / NAME).exists()


def test_what_is_accepted_is_not_reported(folder: Path) -> None:
    repository(folder, {"a.md": TRACKED, "b.md": ENTRY})
    assert notelint("check").code == 1
    assert notelint("baseline") == Done(
        0, f"Wrote {NAME}: 1 finding in 1 file (1 new)\n", ""
    )
    text = (folder / NAME).read_text(encoding="utf-8")
    assert text.endswith(f"version: 1\nfindings:\n  a.md:\n{LINE}")
    assert notelint("check") == Done(
        0, f"Nothing new in 2 notebooks.\n1 known finding is not shown ({NAME}).\n", ""
    )
    assert notelint("check", "-q") == Done(0, "", "")
    assert notelint("check", "--statistics").out == notelint("check").out
    assert notelint("baseline") == Done(0, f"Kept {NAME}: 1 finding in 1 file\n", "")
    assert (folder / NAME).read_text(encoding="utf-8") == text


def test_what_is_new_is_reported_and_fails(folder: Path) -> None:
    accepting(folder, {"a.md": TRACKED})
    write(folder, {"a.md": f"Words.\n\n{TRACKED}{SECOND}"})
    done = notelint("check")
    assert done.code == 1
    assert done.out == (
        "a.md:4:51: L402 tracking-query drop the tracking query ?utm_source=x [*]\n"
        f"Found 1 finding in 1 notebook: notelint fmt mends 1.\n1 known finding is not shown ({NAME}).\n"
    )
    assert notelint("baseline").out == f"Wrote {NAME}: 2 findings in 1 file (1 new)\n"


@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_programs_are_told_of_what_is_new_alone(folder: Path, form: str) -> None:
    accepting(folder, {"a.md": TRACKED})
    assert notelint("check", "--output-format", form) == Done(
        0, "[]\n" if form == "json" else "", ""
    )
    write(folder, {"a.md": TRACKED + SECOND})
    rows = json.loads(
        "[" + notelint("check", "--output-format", form).out.strip().strip("[]") + "]"
    )
    assert [row["start"]["line"] for row in rows] == [2]


# What is gone


def test_what_is_gone_is_counted_named_and_pruned(folder: Path) -> None:
    accepting(folder, {"a.md": TRACKED + SECOND})
    write(folder, {"a.md": ENTRY + SECOND})
    told = f"1 known finding is not shown ({NAME}); 1 more is gone: notelint baseline --prune drops it.\n"
    assert notelint("check") == Done(0, f"Nothing new in the notebook.\n{told}", "")
    assert (
        notelint("check", "-v").err
        == "a.md: 1 finding\ngone: a.md: L402 tracking-query: arxiv:1706.03762\n"
    )
    pruned = notelint("baseline", "--prune")
    assert pruned == Done(
        0,
        f"Dropped a.md: L402 tracking-query: arxiv:1706.03762\nWrote {NAME}: 1 finding in 1 file (1 gone)\n",
        "",
    )
    assert notelint("baseline", "--prune").out == f"Kept {NAME}: 1 finding in 1 file\n"


def test_pruning_accepts_nothing(folder: Path) -> None:
    accepting(folder, {"a.md": TRACKED})
    write(folder, {"a.md": TRACKED + SECOND, "b.md": TRACKED})
    assert notelint("baseline", "--prune").out == f"Kept {NAME}: 1 finding in 1 file\n"


@pytest.mark.parametrize("arguments", [[], ["--prune"]])
def test_a_baseline_that_lists_nothing_any_more_goes(
    folder: Path, arguments: list[str]
) -> None:
    accepting(folder, {"a.md": TRACKED})
    write(folder, {"a.md": ENTRY})
    assert (
        notelint("check").out
        == f"The notebook is in order.\n1 known finding ({NAME}) is gone: notelint baseline --prune drops it.\n"
    )
    assert notelint("baseline", *arguments).out.endswith(
        f"Removed {NAME}: nothing that it listed is left\n"
    )
    assert not (folder / NAME).exists()
    assert notelint("check").out == "The notebook is in order.\n"


def test_only_what_was_judged_can_be_gone(folder: Path) -> None:
    accepting(folder, {"a.md": TRACKED, "b.md": TRACKED, "c.md": TRACKED})
    write(folder, {"a.md": ENTRY, "b.md": ENTRY})
    git(folder, "rm", "-q", "--cached", "-f", "--ignore-unmatch", "c.md")
    (folder / "c.md").unlink()
    for arguments, gone in {
        ("a.md",): 1,
        ("a.md", "b.md"): 2,
        (".",): 3,
        (): 3,
        ("a.md", "--select", "E"): 0,
        ("a.md", "--ignore", "L402"): 0,
    }.items():
        assert notelint("check", "-v", *arguments).err.count("gone: ") == gone, (
            arguments
        )
    before = (folder / NAME).read_text(encoding="utf-8")
    assert (
        notelint("baseline", "--prune", "--select", "E").out
        == f"Kept {NAME}: 3 findings in 3 files\n"
    )
    assert (
        notelint("baseline", "--select", "E").out
        == f"Kept {NAME}: 3 findings in 3 files\n"
    )
    assert (folder / NAME).read_text(encoding="utf-8") == before
    assert (
        notelint("baseline", "a.md").out
        == f"Wrote {NAME}: 2 findings in 2 files (1 gone)\n"
    )


def test_what_a_sparse_checkout_leaves_out_is_not_gone(folder: Path) -> None:
    accepting(folder, {"a.md": TRACKED, "b.md": TRACKED})
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "notes")
    git(folder, "sparse-checkout", "set", "--no-cone", "/a.md", f"/{NAME}")
    assert not (folder / "b.md").exists()
    assert (
        notelint("check").out
        == f"Nothing new in the notebook.\n1 known finding is not shown ({NAME}).\n"
    )
    assert (
        notelint("baseline", "--prune").out == f"Kept {NAME}: 2 findings in 2 files\n"
    )


def test_a_rule_that_the_config_switches_off_goes_when_all_is_written_anew(
    folder: Path,
) -> None:
    accepting(folder, {"a.md": TRACKED, "b.md": LOST})
    write(folder, {".notelint.yaml": "ignore: [L402]\n"})
    assert "gone" not in notelint("check").out
    assert notelint("baseline").out == f"Wrote {NAME}: 1 finding in 1 file (1 gone)\n"


def test_a_file_that_cannot_be_read_stays_a_finding_and_keeps_its_own(
    folder: Path,
) -> None:
    accepting(folder, {"a.md": TRACKED, "b.md": TRACKED})
    (folder / "a.md").write_bytes(b"\xff\xff")
    done = notelint("check")
    assert (done.code, done.out.count("X902")) == (1, 1)
    assert "gone" not in done.out
    again = notelint("baseline")
    assert again.out == f"Kept {NAME}: 2 findings in 2 files\n"
    assert (
        again.err
        == "warning: a.md: left out: not UTF-8 (byte 0xff): save the file as UTF-8\n"
    )
    assert notelint("check").code == 1


# Names and places


def test_a_file_with_another_name_keeps_what_is_accepted(folder: Path) -> None:
    accepting(folder, {"README.md": TRACKED + SECOND})
    reason(folder, "the author wants it so")
    (folder / "README.md").rename(folder / "notes.md")
    assert (
        notelint("check").out
        == f"Nothing new in the notebook.\n2 known findings are not shown ({NAME}).\n"
    )
    assert notelint("check", "notes.md").code == 0
    assert notelint("baseline", "--prune").out == (
        f"Moved 2 findings of README.md to notes.md\nWrote {NAME}: 2 findings in 1 file\n"
    )
    assert [line.partition(" ")[0] for line in listed(folder)] == ["notes.md"] * 2
    assert (folder / NAME).read_text(encoding="utf-8").count(
        "the author wants it so"
    ) == 2


def test_a_copy_is_no_other_name(folder: Path) -> None:
    accepting(folder, {"a.md": TRACKED})
    write(folder, {"b.md": TRACKED})
    assert notelint("check").out.startswith("b.md:1:32: L402 ")


def test_from_any_folder_and_by_any_name(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    accepting(folder, {"notes/a.md": TRACKED, "b.md": TRACKED})
    assert listed(folder) == [
        "b.md L402 arxiv:1706.03762",
        "notes/a.md L402 arxiv:1706.03762",
    ]
    (folder / "link").symlink_to("notes")
    for arguments in (
        ["notes"],
        ["./notes/../notes/a.md"],
        [str(folder / "notes" / "a.md")],
        ["link/a.md"],
    ):
        assert notelint("check", *arguments).code == 0, arguments
    monkeypatch.chdir(folder / "notes")
    assert (
        notelint("check").out
        == f"Nothing new in 2 notebooks.\n2 known findings are not shown ({folder / NAME}).\n"
    )
    write(folder, {"notes/a.md": ENTRY})
    assert (
        notelint("baseline").out
        == f"Wrote {folder / NAME}: 1 finding in 1 file (1 gone)\n"
    )


def test_without_a_repository_it_is_in_the_working_folder(folder: Path) -> None:
    write(folder, {"notes/a.md": TRACKED})
    assert notelint("baseline", "notes").code == 0
    assert listed(folder) == ["notes/a.md L402 arxiv:1706.03762"]
    assert notelint("check", "notes/a.md").code == 0


def test_each_repository_has_its_own(folder: Path) -> None:
    repository(folder / "one", {"a.md": TRACKED})
    repository(folder / "two", {"a.md": TRACKED + SECOND})
    done = notelint("baseline", "one", "two")
    assert (done.code, done.out) == (2, "")
    assert (
        done.err
        == "error: one repository at a time, or --baseline FILE: one and two have a baseline each\n"
    )
    assert notelint("baseline", "one").code == 0
    assert notelint("check", "one", "two").out.count("L402") == 2
    assert notelint("baseline", "two").code == 0
    told = f"Nothing new in 2 notebooks.\n3 known findings are not shown (one/{NAME} and two/{NAME}).\n"
    assert notelint("check", "one", "two") == Done(0, told, "")


def test_a_named_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    repository(folder, {"a.md": TRACKED, "config/old.yaml": ""})
    (folder / "config" / "old.yaml").unlink()
    assert (
        notelint("check", "--baseline", "config/old.yaml").err
        == "error: config/old.yaml: no such file: notelint baseline writes one\n"
    )
    assert (
        notelint("baseline", "--baseline", "config/old.yaml").out
        == "Wrote config/old.yaml: 1 finding in 1 file (1 new)\n"
    )
    assert listed(folder / "config", "old.yaml") == ["../a.md L402 arxiv:1706.03762"]
    assert notelint("check").code == 1
    assert notelint("check", "--baseline", "config/old.yaml", "--isolated").code == 0
    monkeypatch.setenv("NOTELINT_BASELINE", "config/old.yaml")
    assert notelint("check").out.endswith(
        "1 known finding is not shown (config/old.yaml).\n"
    )
    assert notelint("check", "--no-baseline").code == 1
    write(folder, {"a.md": ENTRY})
    assert notelint("baseline", "--prune").out.endswith(
        "\nWrote config/old.yaml: nothing that it listed is left\n"
    )
    assert notelint("check") == Done(0, "The notebook is in order.\n", "")


def test_who_wants_none(folder: Path) -> None:
    accepting(folder, {"a.md": TRACKED})
    for option in ("--no-baseline", "--isolated"):
        assert notelint("check", option).out == notelint("check", "a.md", option).out
        assert notelint("check", option).code == 1


def test_standard_input_under_a_name(folder: Path) -> None:
    accepting(folder, {"a.md": TRACKED})
    assert (
        notelint("check", "-", "--stdin-filename", "a.md", stdin=TRACKED.encode()).code
        == 0
    )
    assert (
        notelint("check", "-", "--stdin-filename", "a.md", stdin=ENTRY.encode()).out
        == "The notebook is in order.\n"
    )
    assert notelint("check", "-", stdin=TRACKED.encode()).code == 1


# Beside other options


def test_mending_mends_what_is_known_too(folder: Path) -> None:
    accepting(
        folder,
        {
            "a.md": TRACKED
            + SECOND.replace("?utm_source=x", "")
            + LOST.replace("1.", "3.")
        },
    )
    assert len(listed(folder)) == 3
    diff = notelint("check", "--diff")
    assert (diff.code, diff.out.count("\n+1. [Attention")) == (0, 1)
    assert "gone" not in diff.err
    fixed = notelint("check", "--fix")
    assert fixed.code == 0
    assert fixed.out.endswith(
        f"Found 1 finding: mended.\n2 known findings are not shown ({NAME}); 1 more is gone: notelint baseline --prune drops it.\n"
    )


def test_a_diff_of_something_new_fails(folder: Path) -> None:
    accepting(folder, {"a.md": TRACKED})
    write(folder, {"a.md": TRACKED + SECOND})
    assert notelint("check", "--diff").code == 1


def test_unused_figures(folder: Path) -> None:
    accepting(
        folder,
        {
            "a.md": ENTRY,
            "b.png": "x",
            "c.png": "x",
            ".notelint.yaml": "extend-select: [F306]\n",
        },
    )
    assert [line.split()[:2] for line in listed(folder)] == [
        ["b.png", "F306"],
        ["c.png", "F306"],
    ]
    assert notelint("check") == Done(
        0,
        f"Nothing new in the notebook.\n2 known findings are not shown ({NAME}).\n",
        "",
    )
    (folder / "b.png").unlink()
    assert notelint("check", "a.md", "-v").err.count("gone: b.png: F306") == 1
    write(folder, {"d.png": "x"})
    assert notelint("check").out.startswith("d.png:1:1: F306 ")


def test_reasons_stay(folder: Path) -> None:
    accepting(folder, {"a.md": TRACKED})
    reason(folder, "old")
    write(
        folder,
        {
            "a.md": f"More.\n\n{SECOND.replace('2.', '1.', 1)}{TRACKED.replace('1.', '2.', 1)}"
        },
    )
    assert notelint("baseline").out == f"Wrote {NAME}: 2 findings in 1 file (1 new)\n"
    assert listed(folder) == [
        "a.md L402 arxiv:1512.03385",
        "a.md L402 arxiv:1706.03762 old",
    ]


def test_a_finding_more_is_a_line_more_in_git(folder: Path) -> None:
    text = "".join(
        f"{n}. [A](https://arxiv.org/abs/1706.{n:05}?utm_source=x)\n"
        for n in range(1, 9)
    )
    accepting(folder, {"a.md": text})
    git(folder, "add", ".")
    write(
        folder,
        {
            "a.md": f"Words.\n\n{text}9. [A](https://arxiv.org/abs/1705.00001?utm_source=x)\n"
        },
    )
    assert notelint("baseline").code == 0
    assert git(folder, "diff", "--numstat", NAME).split()[:2] == ["1", "0"]


# What goes wrong


def test_mistakes_in_the_file_come_before_anything_is_mended(folder: Path) -> None:
    repository(
        folder,
        {"a.md": TRACKED, NAME: "version: 1\nfindings:\n  a.md:\n    - {code: L402}\n"},
    )
    said = f'error: {NAME}:4: "a.md": fingerprint: wants sixteen hexadecimal digits in quotes\n'
    for arguments in (
        ["check"],
        ["check", "--fix"],
        ["baseline"],
        ["baseline", "--prune"],
    ):
        assert notelint(*arguments) == Done(2, "", said)
    assert (folder / "a.md").read_text(encoding="utf-8") == TRACKED


def test_a_conflict_of_a_merge_is_settled_by_keeping_both_sides(folder: Path) -> None:
    accepting(folder, {"a.md": TRACKED + SECOND})
    whole = (folder / NAME).read_text(encoding="utf-8")
    first, second = (
        line for line in whole.splitlines(keepends=True) if line.startswith("    - ")
    )
    write(
        folder,
        {
            NAME: whole.replace(first, f"<<<<<<< HEAD\n{first}").replace(
                second, f"=======\n{second}>>>>>>> other\n"
            )
        },
    )
    assert notelint("check").err.startswith(
        f"error: {NAME}:6: a merge left a conflict: keep the lines of both sides"
    )
    write(folder, {NAME: whole.replace(first + second, second + first)})
    assert (
        notelint("baseline", "--prune").out == f"Wrote {NAME}: 2 findings in 1 file\n"
    )
    assert (folder / NAME).read_text(encoding="utf-8") == whole


def test_nothing_is_written_where_a_path_is_wrong(folder: Path) -> None:
    repository(folder, {"a.md": TRACKED})
    assert notelint("baseline", "a.md", "b.md") == Done(
        2, "", "error: no such file or folder: b.md\n"
    )
    assert (
        notelint("baseline", "-", stdin=b"").err
        == "error: -: standard input lies in no repository: name files or folders\n"
    )
    assert (
        notelint("baseline", "--prune").err
        == f"error: {NAME}: no such file: notelint baseline writes one\n"
    )
    assert not (folder / NAME).exists()


def test_it_is_no_way_to_overwrite_something_else(folder: Path) -> None:
    repository(folder, {"a.md": TRACKED})
    done = notelint("baseline", "--baseline", "a.md")
    assert (done.code, (folder / "a.md").read_text(encoding="utf-8")) == (2, TRACKED)
    (folder / NAME).symlink_to("a.md")
    assert (
        notelint("baseline").err
        == f"error: {NAME}: a symbolic link: put a plain file in its place\n"
    )
    (folder / NAME).unlink()
    (folder / NAME).mkdir()
    assert notelint("check").err == f"error: {NAME}: a folder, not a baseline\n"


def test_names_of_strangers_do_nothing_to_a_terminal(folder: Path) -> None:
    name = "a\x1b[31m\n.md"
    accepting(folder, {name: TRACKED})
    assert notelint("check").code == 0
    (folder / name).unlink()
    write(folder, {"b.md": ENTRY})
    done = notelint("baseline", "--prune")
    assert done.out.startswith(
        "Dropped a\ufffd[31m\ufffd.md: L402 tracking-query: arxiv:1706.03762\n"
    )


def test_all_notebooks_gone(folder: Path) -> None:
    accepting(folder, {"a.md": TRACKED})
    (folder / "a.md").unlink()
    assert (
        notelint("baseline").out == f"Removed {NAME}: nothing that it listed is left\n"
    )
