"""L409 unsafe-url: links that a browser opens for everyone."""

import pytest

from notelint.rules.context import RepoContext
from tests.notes import diagnostics_of, fixes_of, found, marked

ENTRY = "1. [Attention]({})\n"
DISK = "link to a page on the web, or to a file of the repository: this path exists on one computer only"


@pytest.mark.parametrize(
    "url",
    [
        "https://arxiv.org/abs/1706.03762",
        "HTTPS://arxiv.org/abs/1706.03762",
        "http://example.org:8080/a",
        "mailto:me@example.org",
        "//example.org/a",
        "notes/a.md",
        "./notes/a:b.md",
        "../a.md",
        "/notes/a.md",
        "#anchor",
        "#a:b",
        "?a=b:c",
        "a.md#b:c",
        "",
        "www.example.org:80/x",
        "arxiv.org:443/abs/1706.03762",
        "https://medium.com/@me/a-post",
        "https://example.org/?mail=me@example.org",
        "https://example.org#me@example.org",
        "https://www.google.com/maps/@1,2,3z",
        "/home/",
        "/home/about.html",
        "/private/a.md",
        "/users/a/b.md",
        "irc://irc.example.org/a",
        "xmpp:a@example.org",
        "论文:笔记.md",
        "{{ site.baseurl }}/a",
    ],
)
def test_silent(url: str) -> None:
    assert found(ENTRY.format(url), "L409") == []


@pytest.mark.parametrize(
    "text",
    [
        "`[a](javascript:x)`",
        "```\n[a](javascript:x)\n```",
        "<!-- [a](javascript:x) -->",
        "$[a](javascript:x)$",
        "{{ [a](javascript:x) }}",
        "{% if a %}<a href='javascript:x'>{% endif %}".replace(
            "javascript:x", "{{ u }}"
        ),
        "---\nurl: '[a](javascript:x)'\n---",
        "![a](C:\\a.png)",
        "ftp://example.org/a",
        "<me@example.org>",
        "<key:value> and <std:vector>",
        "[note]: zotero://select/items/1",
        "# a:b\n\nftp: not a link, doi:10.1000/1 neither",
    ],
)
def test_what_is_no_link_is_silent(text: str) -> None:
    assert found(text + "\n", "L409") == []


@pytest.mark.parametrize(
    ("url", "message"),
    [
        (
            "javascript:alert(1)",
            "link to an https address: GitHub makes no link of javascript:",
        ),
        (
            "JavaScript:void(0)",
            "link to an https address: GitHub makes no link of JavaScript:",
        ),
        ("data:text/html,x", "link to an https address: GitHub makes no link of data:"),
        (
            "ftp://example.org/a.zip",
            "link to an https address: GitHub makes no link of ftp:",
        ),
        (
            "zotero://select/library/items/A",
            "link to an https address: GitHub makes no link of zotero:",
        ),
        (
            "obsidian://open?vault=a",
            "link to an https address: GitHub makes no link of obsidian:",
        ),
        ("tel:+41-1", "link to an https address: GitHub makes no link of tel:"),
        (
            "git+ssh://example.org/a",
            "link to an https address: GitHub makes no link of git+ssh:",
        ),
        (
            "doi:10.1000/182",
            "write https://doi.org/10.1000/182: GitHub makes no link of doi:",
        ),
        (
            "DOI://10.1000/182",
            "write https://doi.org/10.1000/182: GitHub makes no link of DOI:",
        ),
        ("doi:unknown", "link to an https address: GitHub makes no link of doi:"),
        (
            "arxiv:1706.03762",
            "write https://arxiv.org/abs/1706.03762: GitHub makes no link of arxiv:",
        ),
        (
            "arXiv:math/0309136v2",
            "write https://arxiv.org/abs/math/0309136v2: GitHub makes no link of arXiv:",
        ),
        (
            "chrome-extension://abc/https://example.org/a.pdf",
            "write https://example.org/a.pdf: GitHub makes no link of chrome-extension:",
        ),
        (
            "view-source:http://example.org",
            "write http://example.org: GitHub makes no link of view-source:",
        ),
        (
            "chrome-extension://abc/file.html",
            "link to an https address: GitHub makes no link of chrome-extension:",
        ),
        ("hdl:10.1000/182", "link to an https address: GitHub makes no link of hdl:"),
        (
            "mendeley:https://example.org",
            "link to an https address: GitHub makes no link of mendeley:",
        ),
        (
            "localhost:8888/a.ipynb",
            "link to a page on the web: localhost is every reader's own computer",
        ),
        (
            "git@github.com:me/notes.git",
            "write https://github.com/me/notes: GitHub makes no link of git@github.com:",
        ),
        (
            "git@gitlab.com:me/notes",
            "write https://gitlab.com/me/notes: GitHub makes no link of git@gitlab.com:",
        ),
    ],
)
def test_schemes(url: str, message: str) -> None:
    text = ENTRY.format(url)
    assert found(text, "L409") == [(1, 16, message)]
    assert marked(text, "L409") == [url]
    assert fixes_of(text, "L409") == [""]


@pytest.mark.parametrize(
    "url",
    [
        r"C:\Users\me\a.pdf",
        "D:/papers/a.pdf",
        "file:///Users/me/a.pdf",
        "file:/tmp/a.pdf",
        "/Users/me/papers/a.pdf",
        "/home/me/papers/a.pdf",
        "/Volumes/disk/a.pdf",
        "/tmp/a.pdf",
        "~/papers/a.pdf",
    ],
)
def test_paths_on_the_own_disk(url: str) -> None:
    assert found(ENTRY.format(url), "L409") == [(1, 16, DISK)]
    assert marked(ENTRY.format(url), "L409") == [url]


def test_a_path_of_the_repository_that_looks_like_one_is_silent() -> None:
    text = ENTRY.format("/home/me/a.pdf")
    there = {"": {"home", "README.md"}, "home": {"me"}, "home/me": {"a.pdf"}}
    assert found(text, "L409", there) == []
    assert found(text, "L409", {"": {"README.md"}}) == [(1, 16, DISK)]


@pytest.mark.parametrize(
    ("url", "message"),
    [
        (
            "https://me:secret@example.org/a",
            "take the user and password out of the address: everyone can read them",
        ),
        (
            "http://me:@example.org/",
            "take the user and password out of the address: everyone can read them",
        ),
        (
            "https://abcdef@github.com/me/notes",
            "take the user out of the address: everyone can read it",
        ),
        (
            "http://@example.org",
            "take the user out of the address: everyone can read it",
        ),
        (
            "http://me@localhost",
            "take the user out of the address: everyone can read it",
        ),
        (
            "HTTPS://abcdef@github.com/me/notes",
            "take the user out of the address: everyone can read it",
        ),
        (
            "http://me@example.org",
            "write mailto: in place of the scheme if this is a mail address: as it is, it leads to the site example.org",
        ),
    ],
)
def test_users(url: str, message: str) -> None:
    assert found(ENTRY.format(url), "L409") == [(1, 16, message)]


def test_a_password_is_not_repeated() -> None:
    (diagnostic,) = diagnostics_of(
        ENTRY.format("https://me:hunter22@example.org"), "L409"
    )
    assert "hunter22" not in diagnostic.message
    assert "hunter22" not in diagnostic.help


@pytest.mark.parametrize(
    "link",
    [
        "[a](<{}>)",
        "<{}>",
        '<a href="{}">a</a>',
        "[a][b]\n\n[b]: {}",
        "# [a]({})",
        "| [a]({}) |\n|---|",
        "> [a]({})",
    ],
)
def test_every_form_of_a_link(link: str) -> None:
    assert marked(link.format("ftp://example.org/a") + "\n", "L409") == [
        "ftp://example.org/a"
    ]


@pytest.mark.parametrize(
    "link", ["<javascript:x>", "<doi:10.1000/182>", "<arxiv:1706.03762>"]
)
def test_in_angle_brackets(link: str) -> None:
    assert marked(f"See {link}.\n", "L409") == [link[1:-1]]


def test_a_definition_is_reported_once() -> None:
    assert [
        each[:2]
        for each in found(
            "[a][x] and [b][x]\r\n\r\n[x]: ftp://example.org/a\r\n", "L409"
        )
    ] == [(3, 6)]


def test_it_speaks_before_missing_file() -> None:
    text = ENTRY.format("git@github.com:me/notes.git")
    both = diagnostics_of(text, "L409", {"": {"README.md"}})
    assert len(both) == 1
    assert RepoContext().find("git@github.com:me/notes.git").path is None
