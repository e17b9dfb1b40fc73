"""L410 bare-url: an address in the text instead of a link."""

import pytest

from notelint.config import Config
from tests.notes import fixes_of, found, marked

MESSAGE = "write [text](address): readers see a bare address"


@pytest.mark.parametrize(
    "text",
    [
        "[code](https://example.org)",
        "[https://example.org](https://example.org)",
        "<https://example.org>",
        '<a href="https://example.org">code</a>',
        "![a](https://example.org/a.png)",
        "[a]: https://example.org",
        "`https://example.org`",
        "    https://example.org",
        "```\nhttps://example.org\n```",
        "<!-- https://example.org -->",
        "$https://example.org$",
        "{{ https://example.org }}",
        "---\nurl: https://example.org\n---",
        "<div>\nhttps://example.org\n</div>",
        "example.org/a",
        "me@example.org",
    ],
)
def test_silent(text: str) -> None:
    assert found(text + "\n", "L410") == []


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/a_b?c=d",
        "http://example.org",
        "www.example.org/a",
        "ftp://example.org/a",
    ],
)
@pytest.mark.parametrize(
    "line",
    [
        "{}",
        "See {}.",
        "- code: {}",
        "1. [A](https://arxiv.org/abs/1706.03762) {}",
        "> {}",
        "# {}",
        "**{}**",
    ],
)
def test_found(url: str, line: str) -> None:
    text = line.format(url) + "\n"
    assert found(text, "L410") == [(1, text.index(url) + 1, MESSAGE)]
    assert marked(text, "L410") == [url]
    assert fixes_of(text, "L410") == [""]


def test_lines_of_windows() -> None:
    assert found("a\r\nhttps://example.org\r\n\r\nb www.example.org\r\n", "L410") == [
        (2, 1, MESSAGE),
        (4, 3, MESSAGE),
    ]


def test_it_is_off() -> None:
    assert found("https://example.org\n", "L410", config=Config()) == []
