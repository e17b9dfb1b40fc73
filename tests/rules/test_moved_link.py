"""N603 moved-link: the address where a page is now."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notelint.config import Config
from notelint.rules.context import RepoContext, Verdict
from tests.notes import fixes_of, found, marked, mended, notebook_of

OLD, NEW = "https://github.com/ada/old", "https://github.com/ada/new"
TEXT = "1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762), [code]({})\n"


def around(target: str, url: str = OLD, state: str = "moved") -> RepoContext:
    return RepoContext(
        "README.md", verdicts={url: Verdict(state, 301, target, host="github.com")}
    )


@pytest.mark.parametrize(
    "world",
    [
        around(NEW, state="ok"),
        around(NEW, state="unverified"),
        around(""),
        around(OLD),
        RepoContext("README.md"),
    ],
)
def test_silent(world: RepoContext) -> None:
    assert found(TEXT.format(OLD), "N603", around=world) == []


def test_moved() -> None:
    text = TEXT.format(OLD)
    assert found(text, "N603", around=around(NEW)) == [
        (1, 74, f"write {NEW}: the page has moved there for good")
    ]
    assert marked(text, "N603", around=around(NEW)) == [OLD]
    assert mended(text, "N603", around=around(NEW)) == TEXT.format(NEW)
    assert fixes_of(text, "N603", around=around(NEW)) == ["safe"]


def test_the_place_in_the_page_goes_along() -> None:
    text = TEXT.format(f"{OLD}#results")
    assert mended(text, "N603", around=around(NEW, f"{OLD}#results")) == TEXT.format(
        f"{NEW}#results"
    )
    assert mended(
        text, "N603", around=around(f"{NEW}#more", f"{OLD}#results")
    ) == TEXT.format(f"{NEW}#more")


def test_a_spelling_of_the_same_page_is_no_layout_fix_where_the_network_said_it() -> (
    None
):
    url = "https://example.org/a?utm_source=x"
    world = around("https://example.org/a", url)
    assert fixes_of(TEXT.format(url), "N603", around=world) == ["safe"]


def test_a_bare_address_is_mended_where_it_is_shown() -> None:
    assert mended(
        f"1. [Title](https://arxiv.org/abs/1706.03762)\n   {OLD}\n",
        "N603",
        around=around(NEW),
    ).endswith(f"\n   {NEW}\n")
    assert (
        mended(f"See [{OLD}]({OLD}).\n", "N603", around=around(NEW))
        == f"See [{NEW}]({NEW}).\n"
    )


@pytest.mark.parametrize(
    "front", ["https://lab.example", "https://lab.example/", "https://lab.example/#top"]
)
def test_a_page_that_became_the_front_page_is_gone(front: str) -> None:
    text, world = TEXT.format(OLD), around(front)
    assert [each[2] for each in found(text, "N603", around=world)] == [
        f"find this page anew: its address leads to the front page {front}"
    ]
    assert fixes_of(text, "N603", around=world) == [""]


def test_a_front_page_may_move_to_another() -> None:
    text = TEXT.format("http://lab.example")
    assert mended(
        text, "N603", around=around("https://lab.example/", "http://lab.example")
    ) == TEXT.format("https://lab.example/")


@pytest.mark.parametrize(
    "target",
    [
        "https://x.example/a b",
        "https://x.example/\u202egnp",
        "https://me:secret@x.example/a",
        "ftp://x.example/a",
        "/a/b",
        "https://x.example/<a>",
    ],
)
def test_what_cannot_be_written_down_is_not_offered(target: str) -> None:
    assert fixes_of(TEXT.format(OLD), "N603", around=around(target)) == [""]


def test_what_can_be_told_offline_comes_first() -> None:
    url = "http://arxiv.org/abs/1706.03762"
    text = f"1. [Attention Is All You Need]({url})\n"
    config = Config(select=("L403", "N603"))
    assert (
        found(
            text,
            "N603",
            config=config,
            around=around("https://arxiv.org/abs/1706.03762", url),
        )
        == []
    )


FORMS = {
    "inline": "1. [Title](https://arxiv.org/abs/1706.03762), [code]({})\n",
    "bare": "1. [Title](https://arxiv.org/abs/1706.03762)<br/>\n   {} 代码\n",
    "angles": "1. [Title](https://arxiv.org/abs/1706.03762), <{}>\n",
    "reference": "1. [Title](https://arxiv.org/abs/1706.03762), [code][c]\n\n[c]: {}\n",
    "html": '1. [Title](https://arxiv.org/abs/1706.03762), <a href="{}">code</a>\n',
    "table": "| a | b |\n|---|---|\n| [Title](https://arxiv.org/abs/1706.03762) | [code]({}) |\n",
}


@given(
    st.text(string.punctuation + "a1é版", max_size=8), st.sampled_from(sorted(FORMS))
)
def test_whatever_a_host_answers_the_link_leads_there(tail: str, form: str) -> None:
    target, text = f"https://new.example/{tail}", FORMS[form].format(OLD)
    fixed = mended(text, "N603", around=around(target))
    old, new = (
        [link.url for link in notebook_of(each).addresses] for each in (text, fixed)
    )
    assert (
        [target if url == OLD else url for url in old] == new
        if fixed != text
        else old == new
    )
    assert fixed != text or not tail.isalnum() or not tail.isascii()
