"""L411 private-url: addresses that are everybody's."""

import pytest

from tests.notes import diagnostics_of, fixes_of, found, marked

ENTRY = "1. [Attention](https://arxiv.org/abs/1706.03762) [post]({})\n"
RAW = "https://raw.githubusercontent.com/me/notes/main/a.png?token=ABCDEFGHIJ"
WEIXIN = "https://mp.weixin.qq.com/s?mid=1&token=1865767437&lang=zh_CN"


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/a?token=1",
        "https://mp.weixin.qq.com/s?mid=1&token=&lang=zh_CN",
        "a.png?token=1",
    ],
)
def test_silent(url: str) -> None:
    assert found(ENTRY.format(url) + f"   ![]({url})\n", "L411") == []


@pytest.mark.parametrize(
    "code",
    ["`{}`", "${}$", "<!-- {} -->", "```\n{}\n```", "{{{{ {} }}}}", "---\na: {}\n---"],
)
def test_code_math_comments_and_templates_are_silent(code: str) -> None:
    assert found(code.format(RAW) + "\n", "L411") == []


@pytest.mark.parametrize(
    ("url", "message"),
    [
        (
            WEIXIN,
            "take token= out of the address: it is the session of whoever copied it",
        ),
        (RAW, "link to an address that lasts: token= makes this one expire"),
        (
            "https://example.org/?access_token=0123456789abcdef0123",
            "take access_token= out of the address: it is a key, and everyone can read it",
        ),
        (
            "https://example-org.ezproxy.uni.example/a",
            "link to the publisher's own page: example-org.ezproxy.uni.example asks readers for a login",
        ),
    ],
)
def test_messages(url: str, message: str) -> None:
    text = ENTRY.format(url)
    assert found(text, "L411") == [(1, 57, message)]
    assert marked(text, "L411") == [url]
    assert fixes_of(text, "L411") == [""]


def test_the_secret_is_not_repeated() -> None:
    for url, secret in ((WEIXIN, "1865767437"), (RAW, "ABCDEFGHIJ")):
        (diagnostic,) = diagnostics_of(ENTRY.format(url), "L411")
        assert secret not in diagnostic.message + diagnostic.help


@pytest.mark.parametrize(
    "form",
    [
        "![a]({})",
        '<img src="{}" />',
        "[a]({})",
        "<{}>",
        "{}",
        '<a href="{}">a</a>',
        "[a]\n\n[a]: {}",
    ],
)
def test_links_and_figures(form: str) -> None:
    text = "a\r\n\r\n" + form.format(RAW) + "\r\n"
    assert marked(text, "L411") == [RAW]


def test_ampersands_of_html() -> None:
    assert (
        len(
            found(
                '<a href="https://mp.weixin.qq.com/s?mid=1&amp;token=1865767437">a</a>\n',
                "L411",
            )
        )
        == 1
    )


def test_each_address_is_told_once_and_in_order() -> None:
    text = f"[![a]({RAW})]({RAW})\n\n[b][x] [c][x] ![d][x]\n\n[x]: {WEIXIN}\n"
    assert [each[:2] for each in found(text, "L411")] == [
        (1, 7),
        (1, len(RAW) + 10),
        (5, 6),
    ]
