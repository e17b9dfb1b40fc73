"""What the commands share: one config a folder, each warning once."""

from pathlib import Path

import pytest

from notelint.cli.settings import Choices, Configs
from notelint.errors import ConfigError
from tests.cli.program import notelint, write

NOTHING = Choices((), (), (), ())


def configs() -> Configs:
    return Configs(None, isolated=False, overrides=NOTHING.overrides())


def test_config_of_a_folder_is_read_once(folder: Path) -> None:
    write(folder, {".notelint.yaml": "fail-on: error\n", "a.md": "", "b.md": ""})
    known = configs()
    first = known.of(Path("a.md"))
    write(folder, {".notelint.yaml": "fail-on: never\n"})
    assert known.of(Path("b.md")) is first is known.of(Path())
    assert first.fail_on == "error"
    assert configs().of(Path("a.md")).fail_on == "never"


def test_warning_comes_once(folder: Path) -> None:
    write(
        folder, {".notelint.yaml": "", "notelint.yaml": "", "a/a.md": "", "b/b.md": ""}
    )
    assert (
        notelint("check", "a", "b").err
        == "warning: notelint.yaml: not read: .notelint.yaml beside it comes first\n"
    )


def test_config_file_that_is_not_there() -> None:
    with pytest.raises(ConfigError, match="--config: no such file: lost"):
        Configs("lost", isolated=False, overrides={})


def test_options_by_the_names_of_the_config() -> None:
    assert NOTHING.overrides() == {}
    assert Choices((), ("L402",), (), ("x/**",), "error").overrides() == {
        "extend-select": ("L402",),
        "exclude": ("x/**",),
        "fail-on": "error",
    }
