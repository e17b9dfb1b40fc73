"""L412 redirect-wrapper: the page itself instead of what leads to it."""

import pytest

from notelint.config import Config
from notelint.engine.linter import check_text
from tests.notes import fixes_of, found, marked, mended

ENTRY = "1. [Attention]({})\n"
WRAPPED = "https://link.zhihu.com/?target=https%3A//arxiv.org/abs/1706.03762"
REAL = "https://arxiv.org/abs/1706.03762"


@pytest.mark.parametrize(
    "url",
    [
        REAL,
        "https://t.co/abc",
        "https://bit.ly/abc",
        "https://link.zhihu.com/",
        "https://{{ a }}/?target=http",
    ],
)
def test_silent(url: str) -> None:
    assert found(ENTRY.format(url), "L412") == []


@pytest.mark.parametrize(
    "code",
    [
        "`{}`",
        "${}$",
        "<!-- {} -->",
        "```\n{}\n```",
        "{{{{ {} }}}}",
        "---\na: {}\n---",
        "![a]({})",
    ],
)
def test_code_math_comments_templates_and_figures_are_silent(code: str) -> None:
    assert found(code.format(WRAPPED) + "\n", "L412") == []


def test_the_address_inside_is_written() -> None:
    text = ENTRY.format(WRAPPED)
    assert found(text, "L412") == [
        (1, 16, f"write {REAL}: this address goes by way of link.zhihu.com")
    ]
    assert marked(text, "L412") == [WRAPPED]
    assert fixes_of(text, "L412") == ["safe"]
    assert mended(text, "L412") == ENTRY.format(REAL)


@pytest.mark.parametrize(
    "link",
    [
        "<{}>",
        "{}",
        '<a href="{}">x</a>',
        "<a href='{}'>x</a>",
        "[x](<{}>)",
        "[x]\n\n[x]: {}",
        "[{0}]({0})",
        "| [x]({}) |\n|---|",
    ],
)
def test_every_form_of_a_link(link: str) -> None:
    text = "a\r\n\r\n" + link.format(WRAPPED) + "\r\n"
    assert mended(text, "L412") == text.replace(WRAPPED, REAL)


def test_several_parameters_keep_their_ampersand() -> None:
    text = '<a href="https://www.google.com/url?sa=t&amp;url=https%3A//example.org/%3Fa%3D1%26b%3D2">x</a>\n'
    assert mended(text, "L412") == '<a href="https://example.org/?a=1&amp;b=2">x</a>\n'


def test_what_a_table_or_link_cannot_hold_is_encoded() -> None:
    text = "| [x](https://link.zhihu.com/?target=https%3A//example.org/a%7Cb%20%28c%29) |\n|---|\n"
    assert (
        mended(text, "L412") == "| [x](https://example.org/a%7Cb%20%28c%29) |\n|---|\n"
    )


def test_a_message_stays_short() -> None:
    ((_, _, message),) = found(ENTRY.format(WRAPPED + "a" * 500), "L412")
    assert len(message) < 200
    assert "…: this address goes" in message


def test_an_address_that_is_written_with_escapes_has_no_fix() -> None:
    text = ENTRY.format(WRAPPED.replace("_", "\\_").replace("?", "\\?"))
    assert [each[:2] for each in found(text, "L412")] == [(1, 16)]
    assert fixes_of(text, "L412") == [""]


def test_it_speaks_before_tracking_query() -> None:
    text = ENTRY.format(WRAPPED + "&utm_source=x")
    assert [each.code for each in check_text(text, config=Config(select=("L",)))] == [
        "L412"
    ]
