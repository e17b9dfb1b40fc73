"""N604 wrong-paper: a link that works and leads to another paper."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notelint.config import Config
from notelint.rules.context import RepoContext, Verdict
from tests.notes import fixes_of, found, marked, mended, note, notebook_of

URL = "https://arxiv.org/abs/1706.03762"
TRUE = Verdict(
    "ok",
    200,
    title="Attention Is All\n  You Need",
    authors=("Ashish Vaswani", "Noam Shazeer", "Niki Parmar"),
    host="export.arxiv.org",
)
WRITTEN = "Playing Atari with Deep Reinforcement Learning"
SAID = 'check this link or its title: arxiv 1706.03762 is "Attention Is All You Need" by Ashish Vaswani et al'
BOOKS = Verdict(
    "ok",
    200,
    title="Off-diagonal book Ramsey numbers",
    authors=("David Conlon", "Jacob Fox", "Yuval Wigderson"),
)


def around(verdict: Verdict = TRUE, url: str = URL) -> RepoContext:
    return RepoContext("README.md", verdicts={url: verdict})


@pytest.mark.parametrize(
    "title",
    [
        "Attention Is All You Need",
        "ATTENTION IS ALL YOU NEED",
        "Attention Is All You Need (NeurIPS 2017)",
        "Attention is all you need：注意力机制",
        "注意力就是你所需要的一切，从机器翻译说起的一篇论文",
        "Transformer",
        "paper",
        "1706.03762",
        "Attention",
        "Attention Is All You Need: Transformers for Translation",
        "The paper that introduced the transformer architecture to everybody",
        "Vaswani et al., the transformer that replaced recurrent networks in translation",
    ],
)
def test_silent(title: str) -> None:
    assert found(f"1. [{title}]({URL})\n", "N604", around=around()) == []


@pytest.mark.parametrize(
    "world",
    [
        RepoContext("README.md"),
        around(TRUE._replace(title="")),
        around(TRUE, "https://arxiv.org/abs/1706.03763"),
    ],
)
def test_silent_where_nothing_is_known_of_the_paper(world: RepoContext) -> None:
    assert found(f"1. [{WRITTEN}]({URL})\n", "N604", around=world) == []


@pytest.mark.parametrize(
    "text",
    [
        f"1. [{WRITTEN}]({URL}), Ashish Vaswani and others\n",
        f"1. [{WRITTEN}]({URL})<br/>\n   by Noam Shazeer and Niki Parmar\n",
        f"1. [{WRITTEN}](https://arxiv.org/abs/1312.5602)<br/>\n   unlike [this one]({URL}), and [paper]({URL})\n",
        f"- nice overview of what was done before that: [paper]({URL})\n",
        f"- **{WRITTEN}**\n\n  Much is owed to [paper]({URL})\n",
        f"- [A](https://arxiv.org/abs/1312.5602)\n- {WRITTEN} [[paper](https://arxiv.org/abs/1312.5602)], then there is [[paper]({URL})]\n",
        f"Some prose: [{WRITTEN}]({URL}).\n",
        f"```\n1. [{WRITTEN}]({URL})\n```\n",
    ],
)
def test_silent_where_the_link_may_be_meant(text: str) -> None:
    assert found(text, "N604", around=around()) == []


def test_wrong() -> None:
    text = f"1. [{WRITTEN}]({URL})\n"
    assert found(text, "N604", around=around()) == [(1, 4, SAID)]
    assert marked(text, "N604", around=around()) == [f"[{WRITTEN}]({URL})"]
    assert (
        mended(text, "N604", around=around())
        == f"1. [Attention Is All You Need]({URL})\n"
    )
    assert fixes_of(text, "N604", around=around()) == ["unsafe"]


def test_a_word_that_makes_another_paper_of_it() -> None:
    text = "1. [Off-diagonal Ramsey numbers](https://arxiv.org/abs/2110.14483)\n"
    world = around(BOOKS, "https://arxiv.org/abs/2110.14483")
    message = 'check this link or its title: arxiv 2110.14483 is "Off-diagonal book Ramsey numbers" by David Conlon et al'
    assert found(text, "N604", around=world) == [(1, 4, message)]


SHAPES = {
    "badge": f"- T [[paper]({URL})] [[code](https://github.com/a/b)]\n",
    "bold, with authors and venue": f"- **T**, V. Mnih, NIPS 2013 [[pdf]({URL})]\n",
    "venue between": f"- T (NIPS 2013) [paper]({URL})\n",
    "code first": f"- T [[code](https://github.com/a/b)] [[paper]({URL})]\n",
    "heading": f"## T\n\n[paper]({URL})\n\nSome notes.\n",
    "table": f"| title | link |\n|---|---|\n| T | [paper]({URL}) |\n| Other | [paper](https://arxiv.org/abs/1312.5602) |\n",
    "link and break": f"1. [T]({URL})<br/>\n   Some notes.\n",
    "reference": f"1. [T][atari]\n\n[atari]: {URL}\n",
}


@pytest.mark.parametrize("shape", SHAPES)
def test_shapes(shape: str) -> None:
    text = SHAPES[shape]
    written = text.replace("T", WRITTEN, 1)
    assert [each[2] for each in found(written, "N604", around=around())] == [SAID]
    assert mended(written, "N604", around=around()) == text.replace(
        "T", "Attention Is All You Need", 1
    )


def test_the_badge_beside_a_title_that_leads_elsewhere() -> None:
    text = note(f"""
        1. [{WRITTEN}](https://openreview.net/forum?id=YicbFdNTTy) ([arXiv]({URL}))
        2. [Other](https://arxiv.org/abs/1312.5602)
        """)
    assert marked(text, "N604", around=around()) == [f"[arXiv]({URL})"]


@pytest.mark.parametrize(
    "entry",
    [
        f"1. [**Playing Atari** with Deep Reinforcement Learning]({URL})\n",
        f'1. <a href="{URL}">{WRITTEN}</a>\n',
        f"1. [{WRITTEN}]\n\n[{WRITTEN}]: {URL}\n",
        f"1. [{WRITTEN.replace('with', '&#119;ith')}]({URL})\n",
    ],
)
def test_what_is_more_than_plain_words_is_reported_and_left(entry: str) -> None:
    assert [each[2] for each in found(entry, "N604", around=around())] == [SAID]
    assert fixes_of(entry, "N604", around=around()) == [""]


def test_an_address_that_two_entries_share_is_told_once() -> None:
    text = f"1. [{WRITTEN}][a]\n2. [{WRITTEN}][a]\n\n[a]: {URL}\n"
    assert [each[:2] for each in found(text, "N604", around=around())] == [(1, 4)]


def test_of_two_titles_for_one_paper_the_network_knows_which_is_right() -> None:
    text = f"1. [Attention Is All You Need, and More]({URL})\n2. [{WRITTEN}]({URL})\n"
    config = Config(select=("N604", "P502"))
    assert [
        each[:2] for each in found(text, "N604", config=config, around=around())
    ] == [(2, 4)]
    assert found(text, "P502", config=config, around=around()) == []


def test_a_long_title_is_cut_in_the_message_and_two_authors_are_both_named() -> None:
    title = "Grammar of Cuneiform Tablets, Seals and of Potsherds, " * 3
    verdict = Verdict("ok", 200, title=title, authors=("A. One", "B. Two"))
    message = found(f"1. [{WRITTEN}]({URL})\n", "N604", around=around(verdict))[0][2]
    assert (
        message
        == f'check this link or its title: arxiv 1706.03762 is "{title[:119].rstrip()}…" by A. One and B. Two'
    )


marks = st.text(string.punctuation + "αé2  ", max_size=6)


@given(marks, marks, marks, st.sampled_from(sorted(SHAPES)))
def test_the_true_title_is_shown_as_it_is(
    before: str, between: str, after: str, shape: str
) -> None:
    """Whatever marks are in it, and nothing else on the page changes."""
    title = f"{before}Grammar of Cuneiform{between} Tablets {after} and Potsherds"
    text = SHAPES[shape].replace("T", WRITTEN, 1)
    fixed = mended(text, "N604", around=around(TRUE._replace(title=title)))
    old, new = notebook_of(text), notebook_of(fixed)
    assert [link.url for link in new.links] == [link.url for link in old.links]
    assert [(entry.shape, entry.paper, entry.number) for entry in new.entries] == [
        (entry.shape, entry.paper, entry.number) for entry in old.entries
    ]
    assert len(fixed.splitlines()) == len(text.splitlines())
    if shape == "link and break" and fixed != text:
        assert new.links[0].text == " ".join(title.split())


def test_marks_in_the_true_title() -> None:
    title = "3. Can $O(n^2)$ *Attention* Scale_? [A Study] of <Long> | Sequences & More"
    world = around(Verdict("ok", 200, title=title))
    assert mended(f"- {WRITTEN} [[paper]({URL})]\n", "N604", around=world) == (
        rf"- 3\. Can \$O(n^2)\$ \*Attention\* Scale\_? \[A Study\] of \<Long> \| Sequences & More [[paper]({URL})]"
        "\n"
    )
