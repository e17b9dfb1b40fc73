"""A config and a baseline are plain files of the repository, of bounded size; whatever
is in them is data or a mistake, and soon.
"""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from notelint.baseline.file import read as read_baseline
from notelint.config import load
from notelint.config.documents import parsed
from notelint.config.layers import from_document, from_environment
from notelint.errors import ConfigError, NotelintError
from notelint.rules.catalogue import RULES
from tests.cli.program import ENTRY, notelint, process, repository

NAMES = [".notelint.yaml", "notelint.yaml", "pyproject.toml", ".notelint-baseline.yaml"]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository, which is the working folder, and a secret beside it."""
    root = repository(tmp_path / "r", {"a.md": ENTRY})
    (tmp_path / "secret").write_text(
        "root:$6$secretsecretsecret:19000:0:99999:7:::\n[tool.notelint]\n"
    )
    monkeypatch.chdir(root)
    return root


def socket_at(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as one:
        one.bind(path.name)


def chained(path: Path) -> None:
    path.with_name("x").symlink_to("..")
    path.symlink_to("x/secret")


def sparse(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(2**40)


ODD: dict[str, Callable[[Path], None]] = {
    "a pipe": os.mkfifo,
    "a socket": socket_at,
    "a link to a device": lambda path: path.symlink_to("/dev/zero"),
    "a link to a terminal": lambda path: path.symlink_to("/dev/tty"),
    "a link to a file outside": lambda path: path.symlink_to("../secret"),
    "a link to a whole path outside": lambda path: path.symlink_to(
        path.parent.parent / "secret"
    ),
    "a link to a file of the system's": lambda path: path.symlink_to(
        "/proc/self/environ"
    ),
    "a link by way of a link": chained,
    "a link to itself": lambda path: path.symlink_to(path.name),
    "a link to nowhere": lambda path: path.symlink_to("nowhere"),
    "a huge file": sparse,
    "a folder": Path.mkdir,
}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("kind", ODD)
def test_odd_file_in_the_place_of_a_config(folder: Path, name: str, kind: str) -> None:
    ODD[kind](folder / name)
    done = process("check", "a.md", folder=folder)
    if name == "pyproject.toml":  # which is other programs' too, and says nothing to us
        assert (done.code, done.err) == (0, "")
        return
    assert done.code == 2
    assert done.err.startswith(f"error: {name}: ")
    assert done.err.count("\n") == 1
    assert "secret" not in done.err
    assert "Traceback" not in done.err


def test_link_to_a_config_within_the_repository(folder: Path) -> None:
    (folder / "docs").mkdir()
    (folder / "docs" / "c.yaml").write_text("exclude: [a.md]\n")
    (folder / ".notelint.yaml").symlink_to("docs/c.yaml")
    assert load(folder / "a.md")[0].exclude == ("a.md",)


def test_config_that_is_named_may_lie_anywhere_and_be_a_pipe(folder: Path) -> None:
    (folder.parent / "c.yaml").write_text("exclude: [a.md]\n")
    (folder / "link.yaml").symlink_to("../c.yaml")
    for named in ("../c.yaml", "link.yaml"):
        assert notelint("check", "--config", named, "--show-files").out == ""
    line = (
        f"'{sys.executable}' -m notelint check --show-files --config <(cat ../c.yaml)"
    )
    done = subprocess.run(
        ["bash", "-c", line], cwd=folder, capture_output=True, check=False, timeout=60
    )
    assert (done.returncode, done.stdout) == (0, b"")
    for odd in ("/dev/zero", "/dev/null", "/"):
        done = notelint("check", "--config", odd)
        assert (done.code, done.err.count("\n")) == (2, 1)
    os.mkfifo(folder / "fifo")
    assert notelint("check", "--config", "fifo", "a.md").code in {0, 2}


def test_a_message_repeats_no_more_than_forty_characters_of_a_word(
    folder: Path,
) -> None:
    word = "w" * 30 + "secret" + "x" * 30
    texts = [
        f"{word}: 1",
        f"ignore: [{word}]",
        f"ignore: *{word}",
        f"ignore: !{word} x",
        f"fail-on: {word}",
        f"severity: {{{word}: x}}",
    ]
    texts += [
        f"rules: {{F310: {{{word}: 1}}}}",
        f"per-file-ignores: {{{word}: 1}}",
        f"{word}: 1\n{word}: 2",
        f"exclude: ['!{word}']",
        word,
    ]
    for text in texts:
        (folder / ".notelint.yaml").write_text(text)
        with pytest.raises(ConfigError) as caught:
            load(folder / "a.md")
        assert "x" * 10 not in str(caught.value), text


LAUGHS = "".join(
    f"a{n + 1}: &a{n + 1} [{', '.join([f'*a{n}'] * 9)}]\n" for n in range(9)
)
MERGES = "".join(
    f"a{n + 1}: &a{n + 1} {{<<: [{', '.join([f'*a{n}'] * 9)}]}}\n" for n in range(9)
)
LARGE = {
    "larger than a MiB": "# " + "x\n# " * 300_000,
    "one long line": "exclude: [" + "x" * 1_000_000 + "]",
    "a number to the base 60": "links: {max-time: " + "1:" * 40_000 + "1}",
    "many patterns": "exclude: [" + "x, " * 20_000 + "]",
    "more than a thousand patterns": "exclude:\n" + "- x\n" * 1001,
    "a long pattern": "exclude: [" + "*a" * 3000 + "]",
    "a number of many digits": "links: {max-time: " + "9" * 90_000 + "}",
    "a number of some digits": "links: {max-time: 1" + "0" * 400 + "}",
    "a number of many digits to the base 16": "links: {max-time: 0x"
    + "f" * 90_000
    + "}",
    "a billion laughs": "a0: &a0 [x]\n" + LAUGHS,
    "a billion merges": "a0: &a0 {x: 1}\n" + MERGES,
    "a merge of itself": "a: &a {<<: *a}",
    "deep lists": "[" * 50_000,
    "deep mappings": "? " * 50_000,
    "many keys": "".join(f"k{n}: 1\n" for n in range(9_000)),
    "many lines": "\n" * 900_000 + "x: 1",
}


@pytest.mark.parametrize("text", LARGE.values(), ids=LARGE)
def test_large_yaml_is_a_mistake_at_once(folder: Path, text: str) -> None:
    (folder / ".notelint.yaml").write_text(text)
    start = time.process_time()
    with pytest.raises(ConfigError) as caught:
        load(folder / "a.md")
    assert time.process_time() - start < 5
    assert str(caught.value).startswith(".notelint.yaml:")
    assert max(map(len, str(caught.value).splitlines())) < 400


LARGE_TOML = {
    "deep lists": "ignore = " + "[" * 100_000,
    "a key of many parts": "a." * 20_000 + "b = 1",
    "a table of many parts": "[" + "a." * 20_000 + "b]",
    "a number of many digits": "x = " + "9" * 90_000,
    "many patterns": "exclude = [" + "'x'," * 200_000 + "]",
    "patterns with escapes": "exclude = [\n"
    + '"\\u0061",\n' * 900
    + "]\nx = 1\n"
    + "# x\n" * 100_000,
    "a NUL": 'exclude = ["a\\u0000"]',
    "a time": "ignore = [12:00:00]",
    "infinity": "links.max-time = inf",
}


@pytest.mark.parametrize("text", LARGE_TOML.values(), ids=LARGE_TOML)
def test_large_toml_is_a_mistake_at_once(folder: Path, text: str) -> None:
    (folder / "pyproject.toml").write_text(f"[tool.notelint]\n{text}\n")
    start = time.process_time()
    with pytest.raises(ConfigError) as caught:
        load(folder / "a.md")
    assert time.process_time() - start < 5
    assert str(caught.value).startswith("pyproject.toml:")


ODD_VALUES = """\
!!bool maybe|!!int x|!!int ""|!!float ""|!!float x|!!timestamp 2020-99-99|!!timestamp x|!!binary x|!!binary "=="|!!set {a}|!!omap [a: 1]
!!null x|!!pairs [a: 1]|!!python/object:os.system x|!!python/name:os.system|!!str [a]|!!map x|!!seq x|.inf|-.inf|.nan|-1|1e400|1_0|0b|0x_
2001-12-14t21:59:43.10+99:99|0001-01-01T00:00:00+23:00|"\\0"|"\\ud800"|"\\UFFFFFFFF"|"\\U00110000"|1:30|1:30.5|=|<<|!|!<>|&a|*a|%|@|`|~|null
""".replace("\n", "|").split("|")
PLACES = [
    "ignore: {}",
    "links: {{max-time: {}}}",
    "fail-on: {}",
    "exclude: [{}]",
    "severity: {{E101: {}}}",
    "rules: {{F310: {{max-kib: {}}}}}",
]
PLACES += [
    "{}: 1",
    "? {} : 1",
    "{}",
    "<<: {}",
    "notebook: {}",
    "per-file-ignores: {{a: {}}}",
    "version: {}\nfindings: {}",
    "- {}",
]


@pytest.mark.parametrize("value", [each for each in ODD_VALUES if each])
def test_any_value_anywhere_is_data_or_a_mistake(folder: Path, value: str) -> None:
    for place in PLACES:
        check_yaml(place.replace("{{", "{").replace("}}", "}").replace("{}", value))


def mistakes(call: Callable[[], object]) -> list[str]:
    """The lines of what is wrong; none for a config."""
    try:
        call()
    except NotelintError as error:
        return str(error).split("\n")
    return []


def check_yaml(text: str) -> None:
    """Whatever the text is, it is a config or a mistake with file and line; and so for a
    baseline.
    """
    assert all(
        line.startswith("c.yaml:")
        for line in mistakes(lambda: from_document(parsed(text, Path("c.yaml")), RULES))
    )


def check_toml(text: str) -> None:
    assert all(
        line.startswith("c.toml:")
        for line in mistakes(lambda: from_document(parsed(text, Path("c.toml")), RULES))
    )


WORDS = [
    "ignore",
    "exclude",
    "links",
    "max-time",
    "rules",
    "F310",
    "severity",
    "fail-on",
    "notebook",
    "version",
    "findings",
    "code",
]
SIGNS = [
    ": ",
    "- ",
    "\n",
    "\n  ",
    "[",
    "]",
    "{",
    "}",
    ", ",
    "? ",
    "<<",
    "&a ",
    "*a",
    "'",
    '"',
    "#",
    "|",
    ">",
    "!!",
    "!",
    "%",
    "\t",
    "---\n",
    "= ",
]
pieces = st.sampled_from(
    [*WORDS, *SIGNS, *(each for each in ODD_VALUES if each)]
) | st.text(max_size=3)


@given(st.lists(pieces, max_size=12).map("".join))
@example("ignore: !!bool maybe")
@example("")
@example("# only a comment")
@example("\ufeffignore: []")
@example("%YAML 9.9\n---\na: 1")
@example("%YAML 1." + "1" * 5000 + "\n---\na: 1")
@example("2020-01-01: 1\n? !!binary x\n: 1")
def test_any_yaml_is_a_config_or_a_mistake(text: str) -> None:
    check_yaml(text)


@given(
    st.lists(
        pieces
        | st.sampled_from(["[tool.notelint]\n", "'''", '"""', "inf", "1979-05-27"]),
        max_size=12,
    ).map("".join)
)
@example("[tool]\nnotelint = 1")
@example("tool = 1")
def test_any_toml_is_a_config_or_a_mistake(text: str) -> None:
    check_toml(text)
    check_toml(f"[tool.notelint]\n{text}")


@given(st.lists(pieces, max_size=12).map("".join))
def test_any_baseline_is_one_or_a_mistake(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    path = tmp_path_factory.getbasetemp() / "b.yaml"
    path.write_bytes(f"version: 1\n{text}".encode("utf-8", "surrogatepass"))
    assert all("b.yaml:" in line for line in mistakes(lambda: read_baseline(path)))


@given(
    st.sampled_from(
        [
            "SELECT",
            "EXCLUDE",
            "LINKS_MAX_TIME",
            "SEVERITY",
            "FAIL_ON",
            "PER_FILE_IGNORES",
            "NOTEBOOK_BREAK",
        ]
    ),
    pieces | st.just("9" * 5000),
)
def test_any_variable_is_a_setting_or_a_mistake(name: str, value: str) -> None:
    assert all(
        line.startswith("NOTELINT_")
        for line in mistakes(
            lambda: from_environment({f"NOTELINT_{name}": value}, RULES)
        )
    )


def test_base_sixty_is_text_and_a_time_is_none(folder: Path) -> None:
    (folder / ".notelint.yaml").write_text("links: {max-time: 1:30}\n")
    with pytest.raises(
        ConfigError, match="expects a whole number of 1 or more, not a string"
    ):
        load(folder / "a.md")
