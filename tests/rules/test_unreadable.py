"""X902 unreadable: what cannot be judged is said, and that is all."""

import pytest

from notelint.config import Config
from notelint.engine.findings import unreadable
from notelint.engine.linter import check, check_text
from notelint.errors import UnreadableError
from notelint.text.diagnostics import Severity
from notelint.text.source import Position, Source

DEEP = "1. [Attention](http://arxiv.org/abs/1706.03762)\n\n" + "- " * 400 + "x\n"


def test_what_can_be_read_is_silent() -> None:
    assert [
        each.code
        for each in check_text("1. [Attention](https://arxiv.org/abs/1706.03762)\n")
    ] == []


def test_nested_too_deep() -> None:
    (only,) = check_text(DEEP, "deep.md")
    assert (only.code, only.name, only.severity, only.path) == (
        "X902",
        "unreadable",
        Severity.ERROR,
        "deep.md",
    )
    assert only.message == "lists and quotes nested more than 100 deep"
    assert only.fix is None
    assert only.start == only.end == Position(3, 1)


@pytest.mark.parametrize(
    "config",
    [
        Config(select=()),
        Config(ignore=("ALL",)),
        Config(ignore=("X902",)),
        Config(select=("E101",)),
    ],
)
def test_it_cannot_be_switched_off(config: Config) -> None:
    assert [each.code for each in check(Source(DEEP), config)] == ["X902"]


@pytest.mark.parametrize(
    ("data", "message", "line"),
    [
        (b"\xff\xfea\0", "not UTF-8 but UTF-16: save the file as UTF-8", 1),
        (b"a\nb\0", "a NUL byte: this is not a text file", 2),
        ("笔记\n".encode("gbk"), "not UTF-8 (byte 0xb1): save the file as UTF-8", 1),
        (b"a\r\nb\rc\n\xe9", "not UTF-8 (byte 0xe9): save the file as UTF-8", 4),
    ],
)
def test_other_encodings(data: bytes, message: str, line: int) -> None:
    with pytest.raises(UnreadableError) as caught:
        Source.from_bytes(data)
    only = unreadable("notes.md", caught.value)
    assert (only.code, only.message, only.start, only.end) == (
        "X902",
        message,
        Position(line, 1),
        Position(line, 1),
    )


def test_each_file_has_a_fingerprint_of_its_own() -> None:
    error = UnreadableError("nested too deep", 3)
    assert (
        unreadable("a.md", error).fingerprint
        == unreadable("a.md", UnreadableError("nested too deep", 9)).fingerprint
    )
    assert (
        unreadable("a.md", error).fingerprint != unreadable("b.md", error).fingerprint
    )
