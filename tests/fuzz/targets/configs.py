"""Any bytes as a config file make a Config or a message for the user, and a Config that
was made can be used.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from notelint.config import SETTINGS, Config, enabled_rules, load
from notelint.engine.linter import check_text
from notelint.errors import NotelintError
from notelint.rules.catalogue import RULES
from tests.fuzz.choices import Choices
from tests.fuzz.corpus import choices as random_choices

_TEXT = "1. [Attention](http://arxiv.org/abs/1706.03762?utm_source=x)<br>\n   words\n"
_VALUES = (
    *(
        "",
        "ALL",
        "E",
        "B201",
        "[]",
        "[E, B201]",
        "[ALL, E101]",
        "{}",
        "null",
        "true",
        "off",
        "~",
        "0",
        "-1",
        "1.5",
        ".inf",
        ".nan",
    ),
    *(
        "1e400",
        "0x10",
        "010",
        "1_000",
        "190:20:30",
        "2021-01-01",
        "2021-99-99",
        "99999999999999999999",
        "[[]]",
        "[{}]",
        "[null, 1, true]",
    ),
    *(
        "!!bool maybe",
        "!!int x",
        "!!float y",
        "!!python/object:os.system ls",
        "!x y",
        "!!binary '%'",
        "!!timestamp x",
        "!!set {a}",
    ),
    *(
        "&a [*a]",
        "*a",
        "&b {<<: *b}",
        "<<: 1",
        "{<<: [1]}",
        "{a: b}",
        "{? [a] : b}",
        "|\n  x",
        ">-\n  y",
        "'x",
        '"\\x"',
        '"\\uD800"',
    ),
    *(
        "'**'",
        "'[a'",
        "'**/*.md'",
        "'a/../b'",
        "'/'",
        "'!a'",
        "'***'",
        "'{a,b}'",
        "'\\'",
        "error",
        "warning",
        "never",
        "section",
        "keep",
    ),
    *(
        "{B201: error}",
        "{entry-number: info}",
        "{E101: {}}",
        "{E105: {most: 3}}",
        "{F309: {most: -1}}",
        "{X: {y: z}}",
        "{'*.md': [E]}",
    ),
)
_TOML = (
    "true",
    "[]",
    '["E"]',
    "{}",
    "1",
    "1.5",
    "inf",
    "nan",
    '"x"',
    "'ALL'",
    "2021-01-01",
    "1979-05-27T07:32:00Z",
    "[[]]",
    "0xff",
    "{a = 1}",
)
_TREES = (
    "---\n",
    "---\n---\n",
    "%YAML 1.2\n---\n",
    "...\n",
    "# words\n",
    "\ufeff",
    "\t",
    "- a\n",
    "x: &x [*x]\n",
    "\x00",
    "\x85",
    "? a\n: b\n",
)


def seeds() -> Iterator[bytes]:
    """Choices, and a few files as they are."""
    yield from random_choices()
    yield b"\xffselect: [E]\nnotebook:\n  break: <br/>\n"
    yield b"\xff\xfe\x00a"
    yield b"\xffrules:\n  entry-number:\n    start: 0\n"


def shown(data: bytes) -> str:
    """The file that the bytes make."""
    name, content = _made(data)
    return f"{name}\n{content.decode('utf-8', 'replace')}"


def _made(data: bytes) -> tuple[str, bytes]:
    choices = Choices(data)
    kind = choices.below(256)
    if kind == 255:
        return ".notelint.yaml", choices.rest()
    if kind == 254:
        return "pyproject.toml", b"[tool.notelint]\n" + choices.rest()
    return (
        ("pyproject.toml", _toml(choices).encode())
        if kind % 4 == 3
        else (".notelint.yaml", _yaml(choices).encode())
    )


def _key(choices: Choices) -> str:
    names = [setting.key for setting in SETTINGS]
    return choices.one_of(
        (
            *names,
            *(f"rules.{rule.name}" for rule in RULES[:20]),
            "nosuch",
            "<<",
            "1",
            "rules.E101.nosuch",
        )
    )


def _yaml(choices: Choices) -> str:
    lines = choices.one_of(_TREES) if choices.one_in(6) else ""
    for _ in range(1 + choices.below(5)):
        *sections, name = _key(choices).split(".")
        for depth, section in enumerate(sections):
            lines += f"{'  ' * depth}{section}:\n"
        value = choices.one_of(_VALUES).replace("\n", "\n" + "  " * (len(sections) + 1))
        lines += f"{'  ' * len(sections)}{name}: {value}\n"
    return lines


def _toml(choices: Choices) -> str:
    lines = "[tool.notelint]\n" if choices.below(6) else "[tool]\nnotelint = 1\n"
    for _ in range(1 + choices.below(5)):
        value = (
            choices.one_of(_TOML)
            if choices.below(3)
            else json.dumps(choices.one_of(_VALUES))
        )
        lines += f"{_key(choices)} = {value}\n"
    return lines


def run(data: bytes) -> None:
    """Read the config, and use it."""
    name, content = _made(data)
    with TemporaryDirectory() as folder:
        (Path(folder) / ".git").mkdir()
        (Path(folder) / name).write_bytes(content)
        try:
            config, warnings = load(Path(folder))
        except NotelintError:
            return
    assert isinstance(config, Config)
    assert all(isinstance(each, str) for each in warnings)
    enabled_rules(config, RULES, Path("notes/README.md"))
    check_text(_TEXT, "README.md", config)
