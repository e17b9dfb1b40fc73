"""Finding, reading and laying over one another what the user says."""

import os
import pickle
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from notelint.config import Config, Links, describe, load, load_each
from notelint.errors import ConfigError
from notelint.notebook.model import Preferences
from notelint.rules.base import rule
from notelint.text.diagnostics import Finding, Severity


@rule("B201")
def break_style(notebook: object) -> Iterator[Finding]:
    yield from ()


@rule("E101")
def entry_number(notebook: object) -> Iterator[Finding]:
    yield from ()


@rule("E110")
def title_glue(notebook: object) -> Iterator[Finding]:
    yield from ()


@rule("F310")
def figure_size(
    notebook: object,
    *,
    max_kib: int = 5120,
    ratio: float = 0.5,
    strict: bool = False,
    unit: str = "KiB",
) -> Iterator[Finding]:
    yield from ()


RULES = (break_style, entry_number, title_glue, figure_size)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty repository, which is the working folder."""
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def config_of(text: str, name: str = ".notelint.yaml", **said: object) -> Config:
    Path(name).write_text(text, encoding="utf-8")
    config, warnings = load(Path("README.md"), rules=RULES, **said)  # type: ignore[arg-type]
    assert warnings == ()
    return config


FULL = """\
exclude: ["archive/**"]
extend-select: [title-glue]
ignore: [E101]
per-file-ignores: {"drafts/**": [E]}
severity: {break-style: error}
fail-on: error
notebook:
  entry: off
  break: <br/>
  arxiv-link: abs
  figure: html
  figure-folders: [figs]
  description: required
  duplicates: file
rules:
  figure-size: {max-kib: 1024}
links:
  exclude: ["https://intranet.example/**"]
  max-time: 60
"""
FULL_TOML = """\
[tool.other]
select = 1

[tool.notelint]
exclude = ["archive/**"]
extend-select = ["title-glue"]
ignore = ["E101"]
per-file-ignores = { "drafts/**" = ["E"] }
fail-on = "error"
[tool.notelint.severity]
break-style = "error"
[tool.notelint.notebook]
entry = "off"
break = "<br/>"
arxiv-link = "abs"
figure = "html"
figure-folders = ["figs"]
description = "required"
duplicates = "file"
[tool.notelint.rules.figure-size]
max-kib = 1024
[tool.notelint.links]
exclude = ["https://intranet.example/**"]
max-time = 60
"""


def test_no_file_means_defaults(folder: Path) -> None:
    config, warnings = load(folder / "README.md", rules=RULES)
    assert config._replace(origins={}) == Config()
    assert config.origins == {}
    assert warnings == ()


@pytest.mark.parametrize(
    ("text", "name"),
    [(FULL, ".notelint.yaml"), (FULL, "notelint.yaml"), (FULL_TOML, "pyproject.toml")],
)
def test_all_keys(folder: Path, text: str, name: str) -> None:
    config = config_of(text, name)
    assert config._replace(origins={}) == Config(
        exclude=("archive/**",),
        extend_select=("title-glue",),
        ignore=("E101",),
        per_file_ignores={"drafts/**": ("E",)},
        severity={"B201": Severity.ERROR},
        fail_on="error",
        notebook=Preferences(
            "off", "<br/>", "abs", "html", ("figs",), "required", "file"
        ),
        rules={"figure-size": {"max-kib": 1024}},
        links=Links(("https://intranet.example/**",), 60),
        root=folder,
        path=folder / name,
    )
    assert pickle.loads(pickle.dumps(config)) == config


def test_origins(folder: Path) -> None:
    said = {
        "overrides": {"links.max-time": 5, "select": None, "exclude": ()},
        "environ": {"NOTELINT_FAIL_ON": "never"},
    }
    origins = config_of(FULL, **said).origins
    assert origins["exclude"] == ".notelint.yaml:1"
    assert origins["severity.B201"] == ".notelint.yaml:5"
    assert origins["notebook.break"] == ".notelint.yaml:9"
    assert origins["rules.figure-size.max-kib"] == ".notelint.yaml:16"
    assert "select" not in origins
    assert origins["links.max-time"] == "--max-time"
    assert origins["fail-on"] == "NOTELINT_FAIL_ON"


def test_rules_by_code(folder: Path) -> None:
    config = config_of(
        "rules: {F310: {max-kib: 7.0, ratio: 2, strict: on, unit: MiB}, figure-size: }\n"
    )
    assert config.rules == {
        "figure-size": {"max-kib": 7, "ratio": 2, "strict": True, "unit": "MiB"}
    }
    assert config.origins["rules.figure-size.max-kib"] == ".notelint.yaml:1"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n# nothing\n",
        "---\n",
        "ignore:\nrules:\nnotebook:\n  figure-folders:\nper-file-ignores: {x: }\n",
    ],
)
def test_nothing_said(folder: Path, text: str) -> None:
    assert config_of(text)._replace(origins={}, root=None, path=None) == Config()


def test_byte_order_mark_anchors_and_merges(folder: Path) -> None:
    text = "\ufeffignore: &list [E101]\nextend-select: *list\nnotebook: &book {break: keep}\nlinks: {<<: {max-time: 9}, max-time: 8}\n"
    config = config_of(text)
    assert (config.ignore, config.extend_select, config.links.max_time) == (
        ("E101",),
        ("E101",),
        8,
    )


def test_the_nearest_wins_whole(folder: Path) -> None:
    Path(".notelint.yaml").write_text("fail-on: never\nignore: [E]\n")
    Path("a/b").mkdir(parents=True)
    Path("a/.notelint.yaml").write_text("ignore: [B]\n")
    configs, _ = load_each(
        [
            Path("x.md"),
            Path("y.md"),
            Path("a/b/z.md"),
            Path("a/b"),
            Path("a/none/v.md"),
        ],
        rules=RULES,
    )
    assert [config.ignore for config in configs.values()] == [
        ("E",),
        ("E",),
        ("B",),
        ("B",),
        ("B",),
    ]
    assert configs[Path("a/b")].fail_on == "warning"
    assert configs[Path("x.md")] is configs[Path("y.md")]


def test_not_above_the_repository(folder: Path) -> None:
    Path(".notelint.yaml").write_text("fail-on: never\n")
    Path("inner").mkdir()
    Path("inner/.git").write_text("gitdir: elsewhere\n")
    assert load(Path("inner/README.md"))[0].path is None
    Path("inner/notelint.yaml").touch()
    assert load(Path("inner/README.md"))[0].path == folder / "inner/notelint.yaml"


def test_no_repository_at_all() -> None:
    assert load(Path("/"))[0].path is None


def test_second_file_is_warned_of(folder: Path) -> None:
    Path("pyproject.toml").write_text("[tool.notelint]\n")
    for name in (".notelint.yaml", "notelint.yaml", ".notelint.yml"):
        Path(name).touch()
    config, warnings = load(Path("README.md"))
    assert config.path == folder / ".notelint.yaml"
    assert warnings == (
        "notelint.yaml: not read: .notelint.yaml beside it comes first",
        "pyproject.toml: not read: .notelint.yaml beside it comes first",
        ".notelint.yml: not read: name it .notelint.yaml",
    )


@pytest.mark.parametrize(
    "text",
    [
        b"[project]\n",
        b"[project]\nname = 'notelint'\n",
        b"tool = 'notelint'",
        b"notelint = [",
        b"# notelint\n\xff",
        b"notelint=" + b"[" * 9999,
    ],
)
def test_pyproject_without_a_table(folder: Path, text: bytes) -> None:
    Path("pyproject.toml").write_bytes(text)
    assert load(Path("README.md"))[0].path is None


def test_pyproject_that_is_a_folder(folder: Path) -> None:
    Path("pyproject.toml").mkdir()
    assert load(Path("README.md"))[0].path is None


def test_explicit_and_isolated(folder: Path) -> None:
    Path(".notelint.yaml").write_text("fail-on: never\n")
    Path("other").mkdir()
    Path("other/x.conf").write_text("fail-on: error\n")
    config, _ = load(Path("README.md"), explicit=Path("other/x.conf"))
    assert (config.fail_on, config.root, config.origins["fail-on"]) == (
        "error",
        folder / "other",
        str(Path("other/x.conf:1")),
    )
    assert load(Path("README.md"), isolated=True)[0].fail_on == "warning"
    with pytest.raises(ConfigError, match="not together"):
        load(Path("README.md"), explicit=Path("x"), isolated=True)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("none.yaml", "none.yaml: no such file"),
        ("pyproject.toml", "pyproject.toml: no table [tool.notelint]"),
    ],
)
def test_explicit_that_is_none(folder: Path, name: str, message: str) -> None:
    Path("pyproject.toml").write_text("tool = 3\n")
    with pytest.raises(ConfigError) as caught:
        load(Path("README.md"), explicit=Path(name))
    assert str(caught.value) == message


def test_environment(folder: Path) -> None:
    environ = {
        "HOME": "/root",
        "NOTELINT_CACHE_DIR": "not ours to judge",
        "NOTELINT_SELECT": "E, B201,",
        "NOTELINT_IGNORE": "",
        "NOTELINT_PER_FILE_IGNORES": "drafts/**:E, drafts/**:B201",
        "NOTELINT_SEVERITY": "break-style:error",
        "NOTELINT_NOTEBOOK_BREAK": "<br />",
        "NOTELINT_LINKS_MAX_TIME": "30",
        "NOTELINT_LINKS_EXCLUDE": "https://a.example/**",
        "NOTELINT_RULES_FIGURE_SIZE_MAX_KIB": "1",
        "NOTELINT_RULES_FIGURE_SIZE_STRICT": "yes",
        "NOTELINT_RULES_FIGURE_SIZE_RATIO": "1.5",
    }
    config, _ = load(Path("README.md"), environ=environ, rules=RULES)
    assert config._replace(origins={}) == Config(
        select=("E", "B201"),
        per_file_ignores={"drafts/**": ("E", "B201")},
        severity={"B201": Severity.ERROR},
        notebook=Preferences(line_break="<br />"),
        links=Links(("https://a.example/**",), 30),
        rules={"figure-size": {"max-kib": 1, "strict": True, "ratio": 1.5}},
    )


def test_command_line_over_environment_over_file(folder: Path) -> None:
    environ = {"NOTELINT_FAIL_ON": "never", "NOTELINT_NOTEBOOK_ENTRY": "table"}
    config = config_of(
        "fail-on: warning\nnotebook: {entry: bullet, figure: html}\n",
        overrides={"fail-on": "error"},
        environ=environ,
    )
    assert (config.fail_on, config.notebook.entry, config.notebook.figure) == (
        "error",
        "table",
        "html",
    )


def test_ignore_extend_select_and_exclude_add_up(folder: Path) -> None:
    overrides = {"ignore": ["B201"], "extend-select": ["F"], "exclude": ["x"]}
    config = config_of(
        "ignore: [E101, F]\nextend-select: [E]\nexclude: [y]\n", overrides=overrides
    )
    assert (config.ignore, config.extend_select, config.exclude) == (
        ("E101", "B201"),
        ("E", "F"),
        ("y", "x"),
    )
    assert config.origins["ignore"] == ".notelint.yaml:1, --ignore"


def test_select_starts_afresh(folder: Path) -> None:
    config = config_of(
        "select: [B]\nignore: [E101]\nextend-select: [F]\nexclude: [y]\n",
        overrides={"select": "E101"},
    )
    assert (config.select, config.ignore, config.extend_select, config.exclude) == (
        ("E101",),
        (),
        (),
        ("y",),
    )


def test_excluded_on_the_command_line_from_the_working_folder(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("sub/old").mkdir(parents=True)
    Path(".notelint.yaml").touch()
    monkeypatch.chdir("sub")
    config, _ = load(
        Path("README.md"), overrides={"exclude": ["old/", "./new/*.md", "*.txt.md"]}
    )
    excluded = [
        config.is_excluded(Path(path))
        for path in ("old/x.md", "new/x.md", "a/b.txt.md", "../old/x.md", "a/old/x.md")
    ]
    assert excluded == [True, True, True, True, True]
    config, _ = load(
        Path("README.md"), overrides={"exclude": ["new/*.md", "/old/deep/"]}
    )
    assert [
        config.is_excluded(Path(path))
        for path in ("new/x.md", "../new/x.md", "old/deep/x.md")
    ] == [True, False, True]


def test_describe(folder: Path) -> None:
    rows = describe(config_of(FULL), RULES)
    assert rows[:7] == [
        ("select", "null", "default"),
        ("extend-select", "[title-glue]", ".notelint.yaml:2"),
        ("ignore", "[E101]", ".notelint.yaml:3"),
        ("exclude", "[archive/**]", ".notelint.yaml:1"),
        ("per-file-ignores.drafts/**", "[E]", ".notelint.yaml:4"),
        ("severity.B201", "error", ".notelint.yaml:5"),
        ("fail-on", "error", ".notelint.yaml:6"),
    ]
    assert ("notebook.entry", "'off'", ".notelint.yaml:8") in rows
    assert rows[-6:-2] == [
        ("rules.figure-size.max-kib", "1024", ".notelint.yaml:16"),
        ("rules.figure-size.ratio", "0.5", "default"),
        ("rules.figure-size.strict", "false", "default"),
        ("rules.figure-size.unit", "KiB", "default"),
    ]
    assert ("severity", "{}", "default") in describe(Config(), RULES)


def test_import_is_light() -> None:
    heavy = "yaml tomllib json difflib jsonschema inspect dataclasses"
    code = f"import sys, notelint.config; print(*set('{heavy}'.split()) & sys.modules.keys())"
    environ = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    found = subprocess.run(
        [sys.executable, "-c", code],
        env=environ,
        capture_output=True,
        text=True,
        check=True,
    )
    assert found.stdout.strip() == ""
