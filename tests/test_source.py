"""A text and its places: every offset has a line and a column, whatever ends the lines."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notelint.errors import UnreadableError
from notelint.text.source import Position, Source, Span

TEXTS = st.text(
    alphabet=st.sampled_from("ab 如😀é\t\r\n\u2028\x0b\x0c\x85"), max_size=40
)


@given(TEXTS)
def test_lines_make_up_the_text(text):
    source = Source(text)
    lines = re.findall(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z", text) or [""]
    assert [
        source.line(number) for number in range(1, len(source.line_starts) + 1)
    ] == [line.rstrip("\r\n") for line in lines]
    assert source.line_starts == [
        sum(map(len, lines[:number])) for number in range(len(lines))
    ]


@given(TEXTS)
def test_position_leads_back_to_its_offset(text):
    source = Source(text)
    for offset in range(len(text) + 1):
        line, column = source.position(offset)
        assert source.line_starts[line - 1] + column - 1 == offset
        assert source.line_of(offset) == line


@given(TEXTS)
def test_position_counts_line_ends(text):
    source = Source(text)
    for offset in range(len(text)):
        before = (
            text[:offset].removesuffix("\r") if text[offset] == "\n" else text[:offset]
        )
        assert (
            source.position(offset).line == len(re.findall(r"\r\n|\r|\n", before)) + 1
        )


@given(TEXTS)
def test_bytes_and_text_are_one(text):
    source = Source.from_bytes(text.encode())
    assert (source.text, source.bom) == (text, False)
    marked = Source.from_bytes(b"\xef\xbb\xbf" + text.encode(), "a.md")
    assert (marked.text, marked.bom, marked.path) == (text, True, "a.md")


@given(TEXTS)
def test_slice_of_a_line_span_is_the_line(text):
    source = Source(text)
    for number in range(1, len(source.line_starts) + 1):
        span = source.line_span(number)
        assert source.slice(span) == source.line(number)
        assert not re.search(r"[\r\n]", source.line(number))


def test_empty_text_has_one_line():
    source = Source("")
    assert source.line_starts == [0]
    assert source.position(0) == Position(1, 1)
    assert source.line(1) == ""


def test_line_ends_of_all_kinds():
    source = Source("a\r\nb\rc\n\n\rd")
    assert source.line_starts == [0, 3, 5, 7, 8, 9]
    assert [source.line(number) for number in range(1, 7)] == [
        "a",
        "b",
        "c",
        "",
        "",
        "d",
    ]


@pytest.mark.parametrize("char", ["\u2028", "\u2029", "\x85", "\x0b", "\x0c", "\x1c"])
def test_other_separators_end_no_line(char):
    assert Source(f"a{char}b").line_starts == [0]


def test_end_of_the_text_belongs_to_its_last_line():
    assert Source("a\nb").position(3) == Position(2, 2)
    assert Source("a\nb\n").position(4) == Position(2, 3)


def test_columns_count_code_points():
    assert Source("如😀a").position(2) == Position(1, 3)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("\ufeffa", ("a", True)),
        ("a\ufeff", ("a\ufeff", False)),
        ("\ufeff\ufeff", ("\ufeff", True)),
    ],
)
def test_byte_order_mark_of_a_text(text, expected):
    source = Source.from_text(text)
    assert (source.text, source.bom) == expected
    assert source.path == "-"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16(encoding):
    with pytest.raises(
        UnreadableError, match="not UTF-8 but UTF-16: save the file as UTF-8"
    ) as caught:
        Source.from_bytes("\ufeff# a\n".encode(encoding))
    assert caught.value.line == 1


@pytest.mark.parametrize(
    ("data", "line"),
    [(b"\0", 1), (b"a\nb\0", 2), (b"\xef\xbb\xbfa\r\nb\rc\0", 3), (b"a\n\xff\n\0", 3)],
)
def test_nul(data, line):
    with pytest.raises(UnreadableError, match="a NUL byte") as caught:
        Source.from_bytes(data)
    assert caught.value.line == line


@pytest.mark.parametrize(
    ("data", "byte", "line"),
    [
        (b"\xff", "0xff", 1),
        ("如\n\n".encode() + "论".encode("gbk"), "0xc2", 3),
        (b"\xef\xbb\xbf\r\r\n\x80", "0x80", 3),
        (b"a\r\n\xe5\xa6", "0xe5", 2),
    ],
    ids=["alone", "GBK", "behind a mark", "cut short"],
)
def test_bad_byte(data, byte, line):
    with pytest.raises(
        UnreadableError, match=re.escape(f"not UTF-8 (byte {byte})")
    ) as caught:
        Source.from_bytes(data)
    assert caught.value.line == line


def test_span_covers():
    assert Span(1, 5).covers(Span(1, 5))
    assert Span(1, 5).covers(Span(3, 3))
    assert not Span(1, 5).covers(Span(0, 2))
    assert not Span(1, 5).covers(Span(4, 6))
