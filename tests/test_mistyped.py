"""Addresses as people mistype them."""

from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notelint.rules.links.mistyped.address import (
    _mistake,
    is_address,
    is_near_http,
    is_plain,
    mistake_in,
    typed,
)
from notelint.rules.links.mistyped.strays import run_on
from tests.test_papers import ARXIV, DOIS, NO_PAPERS, OTHERS, TRACKED

HEAD = "the address begins with a stray "
TAIL = "the address ends in a stray "
TWICE = "the address stands there twice"
SCHEMES = "the scheme stands there twice"
TWO = "two addresses stand in one"
FILE = "without https:// readers are sent to a file of the repository"


@pytest.mark.parametrize(
    "url",
    sorted(
        url for url in {*ARXIV, *OTHERS, *DOIS, *NO_PAPERS, *TRACKED} if "://" in url
    ),
)
def test_real_addresses_are_well(url: str) -> None:
    mistake = mistake_in(url)
    assert mistake is None or mistake.right == url.rstrip(".,)\u200b")


@pytest.mark.parametrize(
    "url",
    [
        "",
        "https://a.org",
        "http://a.org:8080/x",
        "HTTPS://a.org",
        "https:///a.org/x",
        "//a.org/x",
        "ftp://a.org/x",
        "hxxp://a.org/x",
        "mailto:a@example.org",
        "data:image/png;base64,AAAA",
        "s3://bucket.org/x",
        "git@github.com:a/b.git",
        "C:\\notes\\a.org",
        "s:\\\\a.org",
        "javascript:void(0)",
        "https://en.wikipedia.org/wiki/Attention_(machine_learning)",
        "https://en.wikipedia.org/wiki/Inc.",
        "https://zh.wikipedia.org/wiki/你好，李焕英！",
        "https://a.org/论文，二。",
        "https://a.org/（见）",
        "https://a.org/?a=[1]",
        "https://a.org/%5B1%5D",
        "https://a.org/?a=1&amp;",
        "https://a.org/'x'",
        "https://a.org/?q=%22x%22",
        "https://a.org/#impl-From%3CT%3E",
        "https://a.org/Vec<T>",
        "https://a.org/x?b=<b>y</b>",
        "https://a.org/x<B id=1>y</b>",
        "https://a.org/x%3Cem%3Ey%3C/em%3E",
        "https://a.org/#:~:text=x,",
        "https://web.archive.org/web/2020/https://a.org/x",
        "https://web.archive.org/web/2020id_/http://a.org/",
        "https://a.org/?url=https://b.org/x",
        "https://a.org/login#https://b.org/x",
        "https://sci-hub.se/https://doi.org/10.1145/12.34",
        "https://translate.example.org/x=https://b.org",
        "https://img.shields.io/badge/site-https://x-blue",
        "https://a.org/http",
        "https://http.cat/404",
        "https://{{ host }}/a]",
        "https://a.org/${x}]",
        "notes.md",
        "notes/a.org.md",
        "a.py",
        "main.rs",
        "config.io",
        "notes.org",
        "notes.org#heading",
        "README.com",
        "README.md/#x",
        "socket.io/notes.md",
        "open.ai/figures/a.png",
        "ASP.NET/a.md",
        "./github.com/a",
        "/github.com/a",
        "http/a.org",
        "https.md",
        "1706.03762",
        "10.md",
        "10.1145",
        "logo@2x.png",
        "#title",
        "#",
        "##",
        "figs/a.png",
        "../a.org/x",
        "tree/main/a.io",
    ],
)
def test_well(url: str) -> None:
    assert mistake_in(url) is None
    assert typed(url) == url


@pytest.mark.parametrize(
    "start",
    """
    https// https:/ https::// hhttps:// ttps:// htps:// htts:// https：// https;// https: :// tps:// httsp:// hptts:// httpss:// https:\\\\
    https//: https.// hhttps// jttps:// s:// https://https// https://https:// http://https:// https:/https:// https://htps://
    https:///https://
    """.split(),
)
def test_the_scheme(start: str) -> None:
    mistake = mistake_in(f"{start}a.org/b")
    assert mistake is not None
    assert mistake.right == "https://a.org/b"
    assert mistake.what in {f"{start} is mistyped, and the link leads nowhere", SCHEMES}


@pytest.mark.parametrize(
    "start",
    [
        "http//",
        "http:/",
        "hhttp://",
        "ttp://",
        "htp://",
        "http;//",
        "http：//",
        "htttp://",
        "http://http//",
    ],
)
def test_plain_http(start: str) -> None:
    assert typed(f"{start}a.org/b") == "http://a.org/b"


@pytest.mark.parametrize(
    "word",
    [
        "ftp",
        "sftp",
        "ssh",
        "git",
        "data",
        "smtp",
        "rtsp",
        "rtmp",
        "hxxp",
        "file",
        "tcp",
        "hf",
        "ipfs",
        "chrome",
    ],
)
def test_other_schemes(word: str) -> None:
    assert not is_near_http(word)
    assert mistake_in(f"{word}://a.org/b") is None


@pytest.mark.parametrize(
    ("url", "right", "what"),
    [
        ("https://a.org/x]", "https://a.org/x", TAIL + "]"),
        ("https://a.org/x;", "https://a.org/x", TAIL + ";"),
        ('https://a.org/x"', "https://a.org/x", TAIL + '"'),
        ("https://a.org/x>", "https://a.org/x", TAIL + ">"),
        ("https://a.org/x)", "https://a.org/x", TAIL + ")"),
        ("https://a.org/x_(y))", "https://a.org/x_(y)", TAIL + ")"),
        ("https://a.org/x,", "https://a.org/x", TAIL + ","),
        ("https://a.org/x'", "https://a.org/x", TAIL + "'"),
        ("https://a.org/x，", "https://a.org/x", TAIL + "，"),
        ("https://a.org/x。", "https://a.org/x", TAIL + "。"),
        ("https://a.org/x）", "https://a.org/x", TAIL + "）"),
        ("https://a.org/x”", "https://a.org/x", TAIL + "”"),
        ("https://a.org/x】", "https://a.org/x", TAIL + "】"),
        ("https://a.org/x%22", "https://a.org/x", TAIL + "%22"),
        ("https://a.org/x%5d", "https://a.org/x", TAIL + "%5d"),
        ("https://a.org/x%20", "https://a.org/x", TAIL + "%20"),
        ("https://a.org/x%EF%BC%89", "https://a.org/x", TAIL + "%EF%BC%89"),
        ("https://a.org/x.pdf%3C/p%3E", "https://a.org/x.pdf", TAIL + "%3C/p%3E"),
        ("https://a.org/x\u200b", "https://a.org/x", TAIL + "mark that nobody sees"),
        ("https://a.org/x]);", "https://a.org/x", TAIL + ";"),
        (
            "https://arxiv.org/abs/1706.03762.",
            "https://arxiv.org/abs/1706.03762",
            TAIL + ".",
        ),
        ("https://a.org/?a=1&amp;b=2;", "https://a.org/?a=1&amp;b=2", TAIL + ";"),
        ("(https://a.org/x)", "https://a.org/x", HEAD + "("),
        ("((https://a.org/x))", "https://a.org/x", HEAD + "(("),
        ("[https://a.org/x]", "https://a.org/x", HEAD + "["),
        ('"https://a.org/x"', "https://a.org/x", HEAD + '"'),
        ("（https://a.org/x）", "https://a.org/x", HEAD + "（"),
        ("%20https://a.org/x", "https://a.org/x", HEAD + "%20"),
        ("./https://a.org/x", "https://a.org/x", HEAD + "./"),
        (":https://a.org/x", "https://a.org/x", HEAD + ":"),
        (
            "[y](https://a.org/x)",
            "https://a.org/x",
            "a second link stands in the place of the address",
        ),
        ("https://a.org/xhttps://a.org/x", "https://a.org/x", TWICE),
        ("https://a.org/x/https://a.org/x/", "https://a.org/x/", TWICE),
        ("https://a.org/xhttps://a.org/x/y", "https://a.org/x/y", TWICE),
        ("https://github.com/https://github.com/a/b", "https://github.com/a/b", TWICE),
        (
            "https://doi.org/https://doi.org/10.1145/12.34",
            "https://doi.org/10.1145/12.34",
            TWICE,
        ),
        (
            "https://arxiv.org/abs/1706.03762%5Cnhttp://arxiv.org/pdf/1706.03762%5Cnhttp://arxiv.org/pdf/1706.03762",
            "https://arxiv.org/abs/1706.03762",
            TWO,
        ),
        ("https://a.org/xhttps://b.org/y", "", TWO),
        ("https://a.org/x,https://b.org/y", "", TWO),
        ("https://arxiv.org/abs/1706.03762/https://github.com/a/b", "", TWO),
        ("github.com/a/b", "https://github.com/a/b", FILE),
        ("www.a.xyz", "https://www.a.xyz", FILE),
        ("arxiv.org/abs/1706.03762", "https://arxiv.org/abs/1706.03762", FILE),
        ("a.github.io/b/", "https://a.github.io/b/", FILE),
        ("a.github.io", "https://a.github.io", FILE),
        ("cs.a.edu", "https://cs.a.edu", FILE),
        ("a.com", "https://a.com", FILE),
        ("a.ac.uk:80/x", "https://a.ac.uk:80/x", FILE),
        ("bit.ly/x", "https://bit.ly/x", FILE),
        (
            "github.com/a/b/blob/main/notes.md",
            "https://github.com/a/b/blob/main/notes.md",
            FILE,
        ),
        ("github.com/a/b;", "https://github.com/a/b", FILE),
        (
            "a@cs.b.edu",
            "mailto:a@cs.b.edu",
            "without mailto: readers are sent to a file of the repository",
        ),
        (
            "10.1145/12.34",
            "https://doi.org/10.1145/12.34",
            "a DOI alone sends readers to a file of the repository",
        ),
        ("##title", "#title", "an anchor begins with one #, however deep its heading"),
        ("###title", "#title", "an anchor begins with one #, however deep its heading"),
    ],
)
def test_mistakes(url: str, right: str, what: str) -> None:
    assert mistake_in(url) == (right, what)


def test_a_figure() -> None:
    assert mistake_in("https//a.org/x.png", is_figure=True) == (
        "https://a.org/x.png",
        "https// is mistyped, and the link leads nowhere",
    )
    assert mistake_in("img.shields.io/badge/x", is_figure=True) == (
        "https://img.shields.io/badge/x",
        FILE,
    )
    for url in ("https://a.org/x.png%20", "##x", "10.1145/12.34", "a@cs.b.edu"):
        assert mistake_in(url, is_figure=True) is None


def test_what_is_an_address() -> None:
    assert all(
        map(
            is_address,
            [
                "https://a.org",
                "www.a.org",
                "https//a.org",
                "a.github.io/b",
                "(https://a.org",
            ],
        )
    )
    assert not any(
        map(
            is_address,
            ["", "a.md", "#a", "##a", "see below", "a@cs.b.edu", "figs/a.png"],
        )
    )


@pytest.mark.parametrize(
    ("address", "end"),
    [
        ("https://a.org/x。后面", 15),
        ("https://a.org/x，见https://b.org", 15),
        ("https://a.org/x（见）", 15),
        ("https://a.org/x)，见", 15),
        ("https://a.org/x_(y)，见", 19),
        ("https://a.org/x”", 15),
        ("https://a.org/x.，", 15),
        ("https://a.org/x", None),
        ("https://a.org/论文，二", None),
        ("https://zh.wikipedia.org/wiki/C（语言）", None),
        ("https://a.org/x的代码", None),
    ],
)
def test_words_taken_into_an_address(address: str, end: int | None) -> None:
    assert run_on(address) == end


@given(
    st.sampled_from(["https://a.org/x", "figs/a.png", "www.a.org", "#a"]),
    st.text("()[]<>;,\"'#./:hpst%20 \n\t，）", max_size=12),
    st.booleans(),
)
def test_what_is_mended_is_well(url: str, junk: str, is_before: bool) -> None:
    """Or cannot be told; never is something found in what was written for it."""
    mistake = mistake_in(junk + url if is_before else url + junk)
    assert mistake is None or not mistake.right or mistake_in(mistake.right) is None


@pytest.mark.parametrize(
    "piece",
    [
        "https://",
        "(",
        ")",
        ";",
        "a.",
        "www.",
        "h",
        "%20",
        "[",
        ":/",
        " ",
        "，",
        "https://a.org/",
        "a.com/",
        "-",
    ],
)
def test_long_ones_take_linear_time(piece: str) -> None:
    for start in ("", "https://a.org/", "["):
        text = start + piece * 20_000
        begin = perf_counter()
        mistake_in(text)
        run_on(text)
        assert perf_counter() - begin < 0.5


PLAIN = [
    "https://arxiv.org/abs/1706.03762",
    "https://arxiv.org/pdf/1706.03762.pdf?ref=https://example.org",
    "https://openreview.net/pdf?id=rkpoTaxA-",
    "https://example.org/a%20b/",
    "figs/attention.png",
    "./figs/a.png",
    "../notes/a.md#heading",
    "#attention",
    "#注意力",
]


@pytest.mark.parametrize("target", PLAIN)
def test_plain_at_a_glance(target: str) -> None:
    assert is_plain(target)


@pytest.mark.parametrize(
    "target",
    [
        "https:/example.org",
        "https://example.org)",
        "https://example.org/a%20",
        "https://a.org/https://b.org",
        "##a",
        "github.com/a",
    ],
)
def test_not_plain_at_a_glance(target: str) -> None:
    assert not is_plain(target)


PIECES = "http https htp :// :/ : // / www. a.com foo figs x.png ./ ../ # ## h 10.1234 %20 % ] ) ; 。 ： \\ ? = @ .edu ~ . - _ 1 HTTP 图".split()


@given(
    st.lists(st.sampled_from([*PIECES, " ", "\n"]), min_size=1, max_size=7).map(
        "".join
    ),
    st.booleans(),
)
def test_what_is_plain_holds_no_mistake(target: str, is_figure: bool) -> None:
    assert not is_plain(target) or _mistake(target, is_figure=is_figure) is None
