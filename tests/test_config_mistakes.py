"""Every mistake is said with its file, line and key, and the nearest good word."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from notelint.config import load
from notelint.errors import ConfigError
from notelint.rules.base import rule
from notelint.text.diagnostics import Finding


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


def mistake_in(text: str | bytes, name: str = ".notelint.yaml") -> str:
    Path(name).write_bytes(text.encode() if isinstance(text, str) else text)
    with pytest.raises(ConfigError) as caught:
        load(Path("README.md"), rules=RULES)
    return str(caught.value)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("\n\nignor: [E]\n", '3: unknown key "ignor": did you mean "ignore"?'),
        ("break: auto\n", '1: unknown key "break": did you mean "notebook.break"?'),
        (
            "notebook:\n  brek: auto\n",
            '2: notebook: unknown key "brek": did you mean "break"?',
        ),
        (
            "xyz: 1\n",
            '1: unknown key "xyz": there is select, extend-select, ignore, exclude, per-file-ignores, severity, *',
        ),
        ("1: 1\n", '1: unknown key "1": there is select, *'),
        (
            "notebook:\n  break: br\n",
            '2: notebook.break: "br" is not one of auto, <br/>, <br>, <br />, backslash, two-spaces, keep',
        ),
        ("fail-on: no\n", "1: fail-on: false is not one of error, warning, never"),
        (
            "fail-on: [never]\n",
            "1: fail-on: expects one of error, warning, never, not a list",
        ),
        ("fail-on:\n", "1: fail-on: expects one of error, warning, never, not nothing"),
        ("a: 1\n", '1: unknown key "a": there is *'),
        (
            "ignore:\n- E101\n- E999\n",
            '3: ignore: no rule "E999": the nearest is E110 title-glue',
        ),
        (
            "ignore: [e101]\n",
            '1: ignore: no rule "e101": the nearest is E101 entry-number',
        ),
        (
            "ignore: [brake-style]\n",
            '1: ignore: no rule "brake-style": the nearest is B201 break-style',
        ),
        ("ignore: [Q1]\n", '1: ignore: no rule "Q1": notelint rule lists them'),
        ("ignore: [qqq]\n", '1: ignore: no rule "qqq": notelint rule lists them'),
        ('ignore: [""]\n', '1: ignore: no rule "": notelint rule lists them'),
        (
            "ignore: E101\n",
            '1: ignore: expects a list of strings, not a string: write ["E101"]',
        ),
        ("ignore: 101\n", "1: ignore: expects a list of strings, not a number"),
        (
            "ignore:\n- E101\n- 101\n",
            "3: ignore: expects a list of strings, not a number",
        ),
        ("ignore: [2020-01-01]\n", "1: ignore: expects a list of strings, not a date"),
        (
            "ignore: [2020-13-45]\n",
            '1: ignore: no rule "2020-13-45": notelint rule lists them',
        ),
        (
            "exclude: ['!x']\n",
            '1: exclude: "!x" is not a pattern (as in .gitignore, without "!")',
        ),
        (
            "severity: {E1: info}\n",
            '1: severity: no rule "E1": the nearest is E101 entry-number',
        ),
        (
            "severity: {E101: bad}\n",
            '1: severity.E101: "bad" is not one of error, warning, info',
        ),
        ("severity: [E101]\n", "1: severity: expects a mapping, not a list"),
        (
            "per-file-ignores:\n  x: E101\n",
            '2: per-file-ignores.x: expects a list of strings, not a string: write ["E101"]',
        ),
        (
            "notebook: auto\n",
            "1: notebook: expects keys and values: entry, break, arxiv-link, figure, figure-folders, description, duplicates",
        ),
        (
            "links: {max-time: 0}\n",
            "1: links.max-time: expects a whole number of 1 or more, not 0",
        ),
        (
            "links: {max-time: 1.5}\n",
            "1: links.max-time: expects a whole number of 1 or more, not 1.5",
        ),
        (
            "links: {max-time: .nan}\n",
            "1: links.max-time: expects a whole number of 1 or more, not nan",
        ),
        (
            "links: {max-time: true}\n",
            "1: links.max-time: expects a whole number of 1 or more, not true",
        ),
        (
            "links: {max-time: '1'}\n",
            "1: links.max-time: expects a whole number of 1 or more, not a string",
        ),
        (
            "rules: [x]\n",
            "1: rules: expects a mapping from rules to their options, not a list",
        ),
        (
            "rules:\n  figure-sise: {}\n",
            '2: rules: no rule "figure-sise": the nearest is F310 figure-size',
        ),
        ("rules:\n  E101:\n    x: 1\n", "2: rules.E101: this rule has no options"),
        (
            "rules: {F310: 3}\n",
            "1: rules.F310: expects a mapping from options to values, not a number",
        ),
        (
            "rules:\n  F310:\n    max-kb: 3\n",
            '3: rules.F310: unknown option "max-kb": did you mean "max-kib"?',
        ),
        (
            "rules: {F310: {strict: 1}}\n",
            "1: rules.F310.strict: expects true or false, not a number",
        ),
        (
            "rules: {F310: {ratio: x}}\n",
            "1: rules.F310.ratio: expects a number of 0 or more, not a string",
        ),
        (
            "rules: {F310: {unit: 1}}\n",
            "1: rules.F310.unit: expects a string, not a number",
        ),
        ("- ignore\n", "1: expects keys and values, as in fail-on: error"),
        ("ignore\n", "1: expects keys and values, as in fail-on: error"),
        (
            "fail-on: never\n\nfail-on: error\n",
            '3: "fail-on" is here twice: first on line 1',
        ),
        (
            "{fail-on: never, fail-on: error}\n",
            '1: "fail-on" is here twice: first on line 1',
        ),
        ("ignore:\n\t- E101\n", "2: a tab: YAML indents with blanks"),
        (
            "ignore: [E101\nfail-on: never\n",
            "2: not YAML: expected ',' or ']', but got ':'",
        ),
        (
            "a: 1\n---\nb: 2\n",
            "2: not YAML: expected a single document in the stream but found another document",
        ),
        ("ignore: !x [E101]\n", '1: not YAML: the tag "!x": a config is plain data'),
        (
            "ignore: !x E101\n",
            "1: not YAML: could not determine a constructor for the tag '!x'",
        ),
        ("{? [a] : 1}\n", "1: not YAML: a key that is no plain word"),
        ("<<: {? [a] : 1}\n", "1: not YAML: a key that is no plain word"),
        ("ignore: *x\n", "1: not YAML: found undefined alias 'x'"),
        ("ignore: &x [*x]\n", "1: ignore: expects a list of strings, not a list"),
        ("a: 1\nb: \x07\n", "2: not YAML: special characters are not allowed"),
        (b"a: 1\nb: \xff\n", "2: not UTF-8: save the file as UTF-8"),
        ("[" * 600, "1: not a config: nested too deep"),
        ("w" * 70 + ": 1\n", '1: unknown key "' + "w" * 40 + '…": there is *'),
    ],
)
def test_mistakes_in_yaml(folder: Path, text: str | bytes, message: str) -> None:
    found = mistake_in(text)
    if message.endswith("*"):
        assert found.startswith(f".notelint.yaml:{message[:-1]}")
    else:
        assert found == f".notelint.yaml:{message}"


def test_all_mistakes_together_in_order(folder: Path) -> None:
    text = "fail-on: x\nnope-nope: 1\nlinks:\n  max-time: x\n  nix: 1\nfail-on: y\n"
    places = [line.split(": ")[0] for line in mistake_in(text).splitlines()]
    assert places == [f".notelint.yaml:{line}" for line in (2, 4, 5, 6, 6)]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "[tool.notelint]\nignor = []\n",
            '2: unknown key "ignor": did you mean "ignore"?',
        ),
        (
            "[tool]\nnotelint.ignor = []\n",
            '2: unknown key "ignor": did you mean "ignore"?',
        ),
        (
            "[tool.notelint]\n[tool.notelint.notebook] # x\nbreak = 'br'\n",
            '3: notebook.break: "br" is not one of *',
        ),
        (
            "[tool.notelint]\nnotebook.break = 'br'\n",
            '2: notebook.break: "br" is not one of *',
        ),
        (
            "[tool.notelint]\nignore = [\n  'E101',\n  'E999',\n]\n",
            '4: ignore: no rule "E999": the nearest is E110 title-glue',
        ),
        (
            "[tool.notelint]\nignore = [\n  'E101',\n  3,\n]\n",
            "3: ignore: expects a list of strings, not a number",
        ),
        (
            '[tool.notelint.per-file-ignores]\n"a.b/**" = 3\n',
            "2: per-file-ignores.a.b/**: expects a list of strings, not a number",
        ),
        (
            "\n[tool]\nnotelint = 3\n",
            "3: expects keys and values, as in fail-on: error",
        ),
        ("[tool.notelint]\nignore = [E101]\n", "2: not TOML: invalid value"),
        (
            "[tool.notelint]\nfail-on = 'x'\nfail-on = 'y'\n",
            "3: not TOML: cannot overwrite a value",
        ),
        ("[tool.notelint]\nignore = [\n", "3: not TOML: invalid value"),
        ("[tool.notelint]\nignore = " + "[" * 9999, "1: not a config: nested too deep"),
        ("[tool.notelint]\nsince = 2020-01-01\n", '2: unknown key "since": there is *'),
    ],
)
def test_mistakes_in_toml(folder: Path, text: str, message: str) -> None:
    found = mistake_in(text, "pyproject.toml")
    if message.endswith("*"):
        assert found.startswith(f"pyproject.toml:{message[:-1]}")
    else:
        assert found == f"pyproject.toml:{message}"


def test_folder_in_place_of_the_file(folder: Path) -> None:
    Path(".notelint.yaml").mkdir()
    with pytest.raises(
        ConfigError, match=r"^\.notelint\.yaml: a folder, not a config file$"
    ):
        load(Path("README.md"))


def test_file_that_cannot_be_read(folder: Path) -> None:
    Path(".notelint.yaml").symlink_to(".notelint.yaml")
    with pytest.raises(
        ConfigError, match=r"^\.notelint\.yaml: cannot be read: too many levels"
    ):
        load(Path("README.md"))


def test_file_outside_the_working_folder_is_named_in_full(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path(".notelint.yaml").write_text("x: 1\n")
    Path("sub").mkdir()
    monkeypatch.chdir("sub")
    with pytest.raises(ConfigError) as caught:
        load(Path("README.md"))
    assert str(caught.value).startswith(f"{folder / '.notelint.yaml'}:1: ")


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        (
            "NOTELINT_SELECT",
            "E999",
            'NOTELINT_SELECT: no rule "E999": the nearest is E110 title-glue',
        ),
        (
            "NOTELINT_SEVERITY",
            "E101",
            "NOTELINT_SEVERITY: expects a mapping, not a string",
        ),
        (
            "NOTELINT_LINKS_MAX_TIME",
            "soon",
            "NOTELINT_LINKS_MAX_TIME: expects a whole number of 1 or more, not a string",
        ),
        (
            "NOTELINT_RULES_FIGURE_SIZE_STRICT",
            "x",
            "NOTELINT_RULES_FIGURE_SIZE_STRICT: expects true or false, not a string",
        ),
        (
            "NOTELINT_NOTEBOOK_BRAKE",
            "x",
            'unknown variable "NOTELINT_NOTEBOOK_BRAKE": did you mean "NOTELINT_NOTEBOOK_BREAK"?',
        ),
    ],
)
def test_mistakes_in_the_environment(
    folder: Path, name: str, text: str, message: str
) -> None:
    with pytest.raises(ConfigError) as caught:
        load(Path("README.md"), environ={name: text}, rules=RULES)
    assert str(caught.value) == message


def test_mistake_on_the_command_line(folder: Path) -> None:
    with pytest.raises(
        ConfigError, match=r'^--select: no rule "E999": the nearest is E110 title-glue$'
    ):
        load(Path("README.md"), overrides={"select": ("E101,E999",)}, rules=RULES)
    with pytest.raises(
        ConfigError, match=r"^--select: expects a list of strings, not a number$"
    ):
        load(Path("README.md"), overrides={"select": 3}, rules=RULES)
