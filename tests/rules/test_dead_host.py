"""L406 dead-host: links to sites that are gone, or have moved for good."""

import pytest

from notelint.config import Config
from notelint.engine.linter import check_text
from tests.notes import fixes_of, found, marked, mended

ENTRY = "1. [Attention]({})\n"


@pytest.mark.parametrize(
    "url",
    [
        "https://arxiv.org/abs/1706.03762",
        "http://www.arxiv.org/abs/1706.03762",
        "http://export.arxiv.org/abs/1706.03762",
        "https://aclanthology.org/P19-1001/",
        "https://www.aclweb.org/portal/",
        "https://www.pnas.org/doi/10.1073/pnas.1907375117",
        "https://www.pnas.org/contents",
        "https://github.com/paperswithcode/releasing-research-code",
        "https://example.org/paperswithcode.com",
        "https://example.org/?u=https://paperswithcode.com/paper/a",
        "https://notpaperswithcode.com/",
        "paperswithcode.com/paper/a",
        "https://{{ host }}/paperswithcode.com",
    ],
)
def test_silent(url: str) -> None:
    assert found(ENTRY.format(url), "L406") == []


@pytest.mark.parametrize(
    "code",
    ["`{}`", "${}$", "<!-- {} -->", "```\n{}\n```", "{{{{ {} }}}}", "---\na: {}\n---"],
)
def test_code_math_comments_and_templates_are_silent(code: str) -> None:
    assert found(code.format("http://cn.arxiv.org/abs/1706.03762") + "\n", "L406") == []


def test_figures_are_silent() -> None:
    assert found("![PWC](https://paperswithcode.com/badge/a.svg)\n", "L406") == []


@pytest.mark.parametrize(
    ("written", "right", "why"),
    [
        (
            "http://cn.arxiv.org/abs/1706.03762",
            "https://arxiv.org/abs/1706.03762",
            "cn.arxiv.org is gone",
        ),
        (
            "https://xxx.lanl.gov/pdf/1706.03762v2.pdf",
            "https://arxiv.org/pdf/1706.03762v2.pdf",
            "xxx.lanl.gov is gone",
        ),
        (
            "http://lanl.arxiv.org/abs/math.GT/0309136#x",
            "https://arxiv.org/abs/math/0309136#x",
            "lanl.arxiv.org is gone",
        ),
        (
            "https://www.arxiv-vanity.com/papers/1706.03762/",
            "https://arxiv.org/abs/1706.03762",
            "arxiv-vanity.com is gone",
        ),
        (
            "https://www.aclweb.org/anthology/P19-1001/",
            "https://aclanthology.org/P19-1001/",
            "the ACL Anthology has moved",
        ),
        (
            "http://aclweb.org/anthology/P/P15/P15-1033.pdf",
            "https://aclanthology.org/P15-1033.pdf",
            "the ACL Anthology has moved",
        ),
        (
            "https://aclanthology.info/papers/P17-1001/p17-1001",
            "https://aclanthology.org/P17-1001/",
            "the ACL Anthology has moved",
        ),
    ],
)
def test_moved(written: str, right: str, why: str) -> None:
    text = ENTRY.format(written)
    assert found(text, "L406") == [(1, 16, f"write {right}: {why}")]
    assert marked(text, "L406") == [written]
    assert fixes_of(text, "L406") == ["safe"]
    assert mended(text, "L406") == ENTRY.format(right)
    assert found(ENTRY.format(right), "L406") == []


@pytest.mark.parametrize(
    ("url", "message"),
    [
        (
            "https://paperswithcode.com/paper/attention",
            "link to the paper, code or data itself: Papers with Code is gone, and all its pages lead elsewhere",
        ),
        (
            "http://www.paperswithcode.com/",
            "link to the paper, code or data itself: Papers with Code is gone, and all its pages lead elsewhere",
        ),
        (
            "https://www.pnas.org/content/117/48/30071",
            "link to the paper's DOI: its page at pnas.org has moved",
        ),
        (
            "http://www.pnas.org/content/early/2017/03/13/1611835114",
            "link to the paper's DOI: its page at pnas.org has moved",
        ),
        (
            "http://sci-hub.tw/10.1000/182",
            "link to the paper's DOI: sci-hub.tw is gone",
        ),
        ("https://www.arxiv-vanity.com/", "link to arxiv.org: arXiv Vanity is gone"),
        (
            "http://cn.arxiv.org/list/cs.CV/recent",
            "link to arxiv.org: cn.arxiv.org is gone",
        ),
        (
            "http://www.aclweb.org/anthology/N13-1#page=784",
            "link to aclanthology.org: the ACL Anthology has moved",
        ),
    ],
)
def test_gone(url: str, message: str) -> None:
    text = ENTRY.format(url)
    assert found(text, "L406") == [(1, 16, message)]
    assert fixes_of(text, "L406") == [""]


@pytest.mark.parametrize(
    "link",
    [
        "<{}>",
        "{}",
        '<a href="{}">x</a>',
        "[x](<{}>)",
        "[x]\n\n[x]: {}",
        "[{0}]({0})",
        "| [x]({}) |\n|---|",
    ],
)
def test_every_form_of_a_link(link: str) -> None:
    text = link.format("http://cn.arxiv.org/abs/1706.03762") + "\n"
    assert mended(text, "L406") == text.replace("http://cn.", "https://")


def test_an_address_that_is_written_with_escapes_has_no_fix() -> None:
    text = ENTRY.format("http://cn.arxiv.org/abs/1706\\.03762")
    assert [each[:2] for each in found(text, "L406")] == [(1, 16)]
    assert fixes_of(text, "L406") == [""]


def test_a_definition_is_reported_once() -> None:
    assert (
        len(
            found(
                "[a][x] and [b][x]\r\n\r\n[x]: http://cn.arxiv.org/abs/1706.03762\r\n",
                "L406",
            )
        )
        == 1
    )


def test_it_speaks_before_paper_url_and_tracking_query() -> None:
    url = "http://cn.arxiv.org/abs/1706.03762?utm_source=x"
    assert [
        each.code
        for each in check_text(ENTRY.format(url), config=Config(select=("L",)))
    ] == ["L406"]
    assert mended(ENTRY.format(url), "L406") == ENTRY.format(
        "https://arxiv.org/abs/1706.03762"
    )


def test_paper_url_speaks_before_tracking_query() -> None:
    url = "http://arxiv.org/abs/1706.03762?utm_source=x"
    assert [
        each.code
        for each in check_text(ENTRY.format(url), config=Config(select=("L",)))
    ] == ["L403"]
