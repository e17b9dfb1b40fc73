"""The action: its steps run here one after the other, each as GitHub's runner runs it,
on real repositories.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import sysconfig
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from notelint import __version__
from tests.cli.program import ENTRY, LOST, ROOT, TRACKED, repository, write

ACTION: dict[str, Any] = yaml.safe_load(
    (ROOT / "action.yml").read_text(encoding="utf-8")
)
STEPS: list[dict[str, Any]] = ACTION["runs"]["steps"]
KNOWN = {"actions/setup-python"}
TAKEN = (
    "shlex",
    "os",
    "venv",
    "pip",
    "notelint",
    "sitecustomize",
    "usercustomize",
    "click",
    "encodings",
)
SPOILS = "open('spoiled', 'w')\nraise SystemExit('a stranger ran')\n"

COMMAND = "::warning file=README.md,line=1,endLine=1,col=32,endColumn=77,title=L402 tracking-query::README.md:1:32: L402 drop the tracking query"


class Done(NamedTuple):
    """A job that is over: the code of the step that ended it, what was printed, its
    summary, and what each step handed on.
    """

    code: int
    out: str
    summary: str
    outputs: dict[str, dict[str, str]]


class Runner:
    """What GitHub's runner does with a composite action, as far as ours needs it.

    `uses` steps are skipped: their outputs are given.
    """

    def __init__(self, workspace: Path, **inputs: str) -> None:
        self.workspace = workspace
        self.temp = workspace.parent / "runner temp"
        self.temp.mkdir(exist_ok=True)
        self.inputs = {
            name.replace("-", "_"): str(each.get("default", ""))
            for name, each in ACTION["inputs"].items()
        } | inputs
        self.outputs: dict[str, dict[str, str]] = {}
        self.skipped: list[str] = []

    def run(
        self,
        given: Mapping[str, Mapping[str, str]],
        variables: Mapping[str, str] | None = None,
    ) -> Done:
        """Run the steps but those whose outputs are `given`, up to the first that fails."""
        code, out = 0, ""
        summary = self.temp / "summary"
        summary.write_text("")
        for step in STEPS:
            if "if" in step and not self._is_so(step["if"]):
                self.skipped.append(step["id"])
            elif step["id"] in given:
                self.outputs[step["id"]] = dict(given[step["id"]])
            else:
                done = self._bash(step, summary, variables or {})
                code, out = done.returncode, out + done.stdout + done.stderr
            if code:
                break
        return Done(code, out, summary.read_text(encoding="utf-8"), self.outputs)

    def _bash(
        self, step: dict[str, Any], summary: Path, variables: Mapping[str, str]
    ) -> subprocess.CompletedProcess[str]:
        script, handed = self.temp / "step.sh", self.temp / "outputs"
        script.write_text(step["run"], encoding="utf-8")
        handed.write_text("")
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(self.temp),
            "LC_ALL": "C.UTF-8",
            "GITHUB_ACTIONS": "true",
            "GITHUB_ACTION_PATH": str(ROOT),
            "GITHUB_OUTPUT": str(handed),
            "GITHUB_STEP_SUMMARY": str(summary),
            "GITHUB_WORKSPACE": str(self.workspace),
            "RUNNER_TEMP": str(self.temp),
            **{
                name: text
                for name, text in os.environ.items()
                if name.startswith(("PIP_", "SSL_", "HTTP", "http"))
            },
            **variables,
            **{
                name: self._evaluated(text)
                for name, text in step.get("env", {}).items()
            },
        }
        command = ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", str(script)]
        done = subprocess.run(
            command,
            cwd=self.workspace,
            env=environment,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        self.outputs[step["id"]] = dict(
            line.split("=", 1)
            for line in handed.read_text(encoding="utf-8").splitlines()
        )
        return done

    def _evaluated(self, text: str) -> str:
        return re.sub(r"\$\{\{(.*?)\}\}", lambda match: self._either(match[1]), text)

    def _either(self, expression: str) -> str:
        return next(
            (
                value
                for each in expression.split("||")
                if (value := self._value(each.strip()))
            ),
            "",
        )

    def _value(self, name: str) -> str:
        if name.startswith("'"):
            return name.strip("'")
        parts = name.split(".")
        if parts[0] == "inputs":
            return self.inputs[parts[1].replace("-", "_")]
        assert (parts[0], parts[2]) == ("steps", "outputs")
        assert parts[1] in {step["id"] for step in STEPS}
        return self.outputs.get(parts[1], {}).get(parts[3], "")

    def _is_so(self, condition: str) -> bool:
        left, right = condition.split("==")
        return self._value(left.strip()) == self._value(right.strip())


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A Python of its own in which this checkout is installed, made without pip, which
    takes its time.
    """
    there = tmp_path_factory.mktemp("venv")
    subprocess.run(
        [sys.executable, "-I", "-m", "venv", "--without-pip", there], check=True
    )
    python = there / "bin" / "python"
    found = subprocess.run(
        [python, "-I", "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        capture_output=True,
        text=True,
        check=True,
    )
    lines = "".join(
        f"{folder}\n" for folder in (ROOT / "src", sysconfig.get_path("purelib"))
    )
    (Path(found.stdout.strip()) / "notelint.pth").write_text(lines)
    return str(python)


def job(workspace: Path, installed: str, **inputs: str) -> Done:
    return Runner(workspace, **inputs).run(
        {"look": {"python": sys.executable}, "install": {"python": installed}}
    )


# What the file says


def test_inputs_are_no_part_of_a_script() -> None:
    assert [step["name"] for step in STEPS if "${{" in step.get("run", "")] == []


def test_actions_of_others_are_known_and_pinned() -> None:
    used = [step["uses"] for step in STEPS if "uses" in step]
    assert [each.partition("@")[0] in KNOWN for each in used] == [True] * len(used)
    assert all(re.fullmatch(r"[0-9a-f]{40}", each.partition("@")[2]) for each in used)


def test_every_input_is_described_and_used() -> None:
    text = (ROOT / "action.yml").read_text(encoding="utf-8")
    assert [
        name
        for name, each in ACTION["inputs"].items()
        if not each["description"] or f"inputs.{name}" not in text
    ] == []
    assert [step.get("shell", "bash") for step in STEPS] == ["bash"] * len(STEPS)
    assert (
        ACTION["outputs"]["exit-code"]["value"] == "${{ steps.run.outputs.exit-code }}"
    )


# notelint is installed


def test_nothing_found(tmp_path: Path, installed: str) -> None:
    done = job(repository(tmp_path / "w", {"README.md": ENTRY}), installed)
    assert done[:3] == (0, "", "### notelint\n\nThe notebook is in order.\n")
    assert done.outputs["run"] == {"exit-code": "0"}


def test_finding_is_annotated_and_in_the_summary(
    tmp_path: Path, installed: str
) -> None:
    done = job(repository(tmp_path / "w", {"README.md": TRACKED}), installed)
    assert (done.code, done.outputs["run"]) == (1, {"exit-code": "1"})
    assert done.out.startswith(COMMAND)
    assert len(done.out.splitlines()) == 1
    assert done.summary.startswith(
        "### notelint\n\nFound 1 finding in 1 notebook: notelint fmt mends 1.\n"
    )
    assert "<summary><code>README.md</code>: 1 finding</summary>" in done.summary


def test_without_annotations(tmp_path: Path, installed: str) -> None:
    done = job(
        repository(tmp_path / "w", {"README.md": TRACKED}),
        installed,
        annotations="false",
    )
    assert (done.code, done.summary) == (1, "")
    assert done.out.startswith(
        "README.md:1:32: L402 tracking-query drop the tracking query"
    )


@pytest.mark.parametrize("form", ["--output-format sarif", "--output-format=sarif"])
def test_args_that_say_how_to_print(form: str, tmp_path: Path, installed: str) -> None:
    done = job(
        repository(tmp_path / "w", {"README.md": TRACKED}),
        installed,
        args=f"check {form} --output-file a.sarif",
    )
    assert done[:3] == (1, "", "")
    assert (tmp_path / "w" / "a.sarif").read_text().startswith('{\n  "$schema"')


@pytest.mark.parametrize(
    "args", ["check --statistics", "check --diff", "check --show-files", "fmt --check"]
)
def test_what_has_no_findings_to_annotate(
    args: str, tmp_path: Path, installed: str
) -> None:
    done = job(repository(tmp_path / "w", {"README.md": TRACKED}), installed, args=args)
    assert (done.code, done.summary) == (0 if "files" in args else 1, "")
    assert "::" not in done.out


def test_words_are_split_as_a_shell_does(tmp_path: Path, installed: str) -> None:
    files = {"a b.md": TRACKED, "c'd.md": TRACKED, "e.md": LOST}
    done = job(
        repository(tmp_path / "w", files),
        installed,
        args="check 'a b.md'\n  \"c'd.md\" --select=L402",
    )
    assert [line.split(",")[0] for line in done.out.splitlines()] == [
        "::warning file=a b.md",
        "::warning file=c'd.md",
    ]


@pytest.mark.parametrize(
    "args",
    [
        "check $(touch spoiled)",
        "check `touch spoiled`",
        "check ; touch spoiled",
        "check && touch spoiled",
        "check > spoiled",
        "check\ntouch spoiled\n",
        "check *",
    ],
)
def test_nothing_in_args_is_expanded(args: str, tmp_path: Path, installed: str) -> None:
    done = job(repository(tmp_path / "w", {"README.md": TRACKED}), installed, args=args)
    assert (done.code, done.summary) == (2, "")
    assert "no such file" in done.out
    assert sorted(each.name for each in (tmp_path / "w").iterdir()) == [
        ".git",
        "README.md",
    ]


def test_quote_that_is_not_closed(tmp_path: Path, installed: str) -> None:
    done = job(
        repository(tmp_path / "w", {"README.md": TRACKED}),
        installed,
        args="check 'a b.md",
    )
    assert done[:3] == (
        2,
        "::error title=notelint::args: a quote that is not closed\n",
        "",
    )
    assert done.outputs["run"] == {"exit-code": "2"}


def test_wrong_usage_is_as_notelint_says_it(tmp_path: Path, installed: str) -> None:
    done = job(
        repository(tmp_path / "w", {"README.md": TRACKED}),
        installed,
        args="check --no-such-option",
    )
    assert (done.code, done.summary) == (2, "")
    assert "No such option" in done.out


def test_folder_to_run_in(tmp_path: Path, installed: str) -> None:
    workspace = repository(
        tmp_path / "w", {"my notes/README.md": TRACKED, "other/README.md": TRACKED}
    )
    done = job(workspace, installed, args="check .", working_directory="my notes")
    assert [line.split(",")[0] for line in done.out.splitlines()] == [
        "::warning file=my notes/README.md"
    ]


def test_folder_that_is_not_there(tmp_path: Path, installed: str) -> None:
    done = job(
        repository(tmp_path / "w", {"README.md": TRACKED}),
        installed,
        working_directory="-P; touch spoiled",
    )
    assert done[:3] == (
        2,
        "::error title=notelint::working-directory: no such folder in the workspace\n",
        "",
    )
    assert not (tmp_path / "w" / "spoiled").exists()


def test_python_files_of_a_stranger_are_not_run(tmp_path: Path, installed: str) -> None:
    workspace = repository(
        tmp_path / "w",
        {"README.md": TRACKED, **{f"{name}.py": SPOILS for name in TAKEN}},
    )
    runner = Runner(workspace)
    done = runner.run(
        {"install": {"python": installed}}, {"PYTHONPATH": str(workspace)}
    )
    assert done.out.startswith(COMMAND)
    assert done.code == 1
    assert not (workspace / "spoiled").exists()


def test_title_that_forges_a_command(tmp_path: Path, installed: str) -> None:
    text = (
        TRACKED
        + "2. [A ::stop-commands::x ##[add-mask]a](https://arxiv.org/abs/1706.03762)\n"
    )
    done = job(
        repository(
            tmp_path / "w", {"README.md": text, "::set-env name=PATH::.md": TRACKED}
        ),
        installed,
    )
    assert [line.split(" ")[0] for line in done.out.splitlines()] == [
        "::warning"
    ] * len(done.out.splitlines())
    assert len(done.out.splitlines()) >= 3


# Finding a Python, and installing


def test_pythons_own_is_set_up_only_where_it_must_be(tmp_path: Path) -> None:
    workspace = repository(tmp_path / "w", {})
    given = {"setup": {"python-path": "/set/up"}, "install": {}, "run": {}}
    here, asked, without = (
        Runner(workspace),
        Runner(workspace, python_version="3.12"),
        Runner(workspace),
    )
    assert here.run(given).outputs["look"]["python"]
    assert here.skipped == ["setup"]
    assert asked.run(given).outputs["look"] == {"python": ""}
    assert asked.skipped == []
    tools = tmp_path / "tools"
    tools.mkdir()
    (tools / "bash").symlink_to("/bin/bash")
    old = tools / "python3"
    old.write_text("#!/bin/bash\nexit 1\n")
    old.chmod(0o755)
    assert without.run(given, {"PATH": str(tools)}).outputs["look"] == {"python": ""}
    assert without.skipped == []


@pytest.mark.parametrize(
    "version",
    [
        "main",
        "1.0 --index-url=x",
        "-r x",
        "1.0; python_version",
        "$(touch spoiled)",
        "git+https",
        "1.0\n2.0",
    ],
)
def test_version_that_is_none(version: str, tmp_path: Path) -> None:
    workspace = repository(tmp_path / "w", {})
    done = Runner(workspace, version=version).run({"run": {}})
    assert done[:3] == (
        2,
        "::error title=notelint::version: no version of notelint: write it as 1.2.3\n",
        "",
    )
    assert not (workspace / "spoiled").exists()


@pytest.mark.hooks
def test_installed_from_its_own_checkout(tmp_path: Path) -> None:
    workspace = repository(
        tmp_path / "w",
        {"README.md": TRACKED, **{f"{name}.py": SPOILS for name in TAKEN}},
    )
    done = Runner(workspace).run({}, {"PYTHONPATH": str(workspace)})
    assert done.code == 1, done.out
    assert done.out.splitlines()[-1].startswith(COMMAND)
    assert "### notelint" in done.summary
    python = done.outputs["install"]["python"]
    assert python.startswith(str(tmp_path))
    said = subprocess.run(
        [python, "-I", "-m", "notelint", "--version"],
        capture_output=True,
        text=True,
        check=True,
        cwd=tmp_path,
    )
    assert said.stdout == f"notelint {__version__}\n"
    write(workspace, {"README.md": ENTRY})
    assert Runner(workspace).run({"install": done.outputs["install"]})[:2] == (0, "")


@pytest.mark.hooks
def test_version_that_is_not_there(tmp_path: Path) -> None:
    done = Runner(
        repository(tmp_path / "w", {"README.md": TRACKED}), version="0.0.0"
    ).run({})
    assert (done.code, done.summary) == (2, "")
    assert "::error title=notelint::notelint cannot be installed: " in done.out
    assert "run" not in done.outputs
