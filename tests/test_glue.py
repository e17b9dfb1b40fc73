"""No fix takes a word that is glued to an address: 33,024 texts, of which a test run
takes some (NOTELINT_GLUED is the share of them).
"""

from __future__ import annotations

import os

import pytest

from notelint.config import Config
from notelint.engine import formatter
from notelint.engine.formatter import format_text
from notelint.text.source import Source
from tests.glue import (
    ADDRESSES,
    SUFFIXES,
    WRAPPINGS,
    Case,
    batches,
    cases,
    glued,
    losses,
    lost_by_fixes,
    lost_by_layout,
    shown,
    text_of,
)
from tests.notes import found, mended

SHARE = float(os.environ.get("NOTELINT_GLUED", "0.02"))
SEED = int(os.environ.get("NOTELINT_SEED", "0"))


def fixed(text: str) -> str:
    """A text after `check --fix`."""
    return formatter.fix_source(
        Source.from_text(text, "README.md"), Config(), lambda _: None, formatter.SAFE
    ).source.whole


def test_there_are_as_many_as_said() -> None:
    assert (len(SUFFIXES), len(ADDRESSES), len(WRAPPINGS), 2 * len(cases())) == (
        43,
        32,
        12,
        33_024,
    )
    assert sum(len(batch) for batch, _ in batches()) == 33_024
    assert len(set(SUFFIXES)) == 43


def test_no_letter_is_lost_by_layout() -> None:
    texts = [text_of(*each) for each in batches(share=SHARE, seed=SEED)]
    assert [
        loss
        for text in texts
        for loss in losses(text, format_text(text), lost_by_layout)
    ] == []


def test_no_letter_is_lost_by_safe_fixes() -> None:
    texts = [text_of(*each) for each in batches(share=SHARE / 4, seed=SEED + 1)]
    assert [
        loss for text in texts for loss in losses(text, fixed(text), lost_by_fixes)
    ] == []


@pytest.mark.parametrize("address", ADDRESSES[:7])
def test_the_oracle_sees_a_loss(address: str) -> None:
    before = Case(address, "本文，并且。", WRAPPINGS[0]).written(1)
    assert lost_by_layout(before, before.replace("本文，并且。", ""))
    assert lost_by_fixes(before, before.replace("本文，并且。", ""))
    assert not lost_by_layout(before, before)
    assert glued(shown(before).text).endswith("本文，并且。")


# What was lost once.


@pytest.mark.parametrize(
    "text",
    [
        "见 https://example.com/a?utm_source=x本文，并且这样。后面",
        "http://arxiv.org/abs/1706.03762?x=本文，并且。",
        "see https://example.com/a?utm_source=x;words here",
        "see https://example.com/a?utm_source=x**bold** here",
        "see https://example.com/a?utm_source=x~~gone~~ here",
        "see https://example.com/a?utm_source=x_words_ here",
        "see https://example.com/a?utm_source=x`code` here",
        "see https://example.com/a?utm_source=x:words here",
        "see https://example.com/a?utm_source=x.Then here",
        "see https://example.com/a?utm_source=x--then here",
        "see https://example.com/a?utm_source=x?words here",
        "see https://example.com/a?utm_source=x&nbsp;words here",
        "see https://example.com/a?utm_source=x🙂",
        "see https://example.com/a?utm_source=x\u3000words",
        "see https://example.com/a?utm_source=x\u200bwords",
        "see https://example.com/a.?utm_source=x here",
        "<a href=https://example.com/?utm_source=a>words</a>",
        "<img src=https://example.com/a.png?utm_source=x>",
        "<div><a href=https://example.com/?utm_source=a>words</a></div>",
        "see <http://arxiv.org/abs/1706.03762?x=本文> here",
        "[a](http://arxiv.org/abs/1706.03762?x=本文)",
        "[a]: https://example.com/a?utm_source=x;words\n\n[a]",
        "see http://openreview.net/forum?id=abcdefgh&referrer=x，本文",
    ],
)
def test_words_that_ran_into_an_address_stay(text: str) -> None:
    assert format_text(f"{text}\n") == f"{text}\n"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("see http://cn.arxiv.org/abs/1706.03762?x=本文", "L406"),
        ("see https://www.arxiv-vanity.com/papers/1706.03762/本文 here", "L406"),
        ("[a](https://www.arxiv-vanity.com/papers/1706.03762/本文)", "L406"),
        ("[a](http://aclweb.org/anthology/P19-1001/本文)", "L406"),
        ("[a](https://link.zhihu.com/?target=https%3A//example.org/a&x=本文)", "L412"),
        (
            "[a](https://link.zhihu.com/?target=https%3A//example.org/a%23b#本文)",
            "L412",
        ),
        (
            "see https://link.zhihu.com/?target=https%3A//example.org/a&x=words.Then here",
            "L412",
        ),
        (
            "see https://arxiv.org/abs/1706.03762,https://arxiv.org/pdf/1706.03762?x=words here",
            "L401",
        ),
        (
            "see https://arxiv.org/abs/1706.03762,https://arxiv.org/pdf/1706.03762/words here",
            "L401",
        ),
        ("[a](https://arxiv.org/abs/1706.03762? words)", "L401"),
        ("[a](https://arxiv.org/abs/1706.03762/ 本文)", "L401"),
    ],
)
def test_safe_fixes_leave_words_alone_too(text: str, code: str) -> None:
    assert found(f"{text}\n", code)
    assert mended(f"{text}\n", code) == f"{text}\n"
    assert fixed(f"{text}\n") == f"{text}\n"


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("see https://example.com/a?utm_source=x.", "see https://example.com/a."),
        (
            "see https://example.com/a?utm_source=x, and",
            "see https://example.com/a, and",
        ),
        ("(see https://example.com/a?utm_source=x)", "(see https://example.com/a)"),
        ("**https://example.com/a?utm_source=x**", "**https://example.com/a**"),
        (
            "see https://example.com/a?utm_source=x<br>words",
            "see https://example.com/a<br>words",
        ),
        (
            "see https://example.com/a?page=2&utm_source=x&b=1 too",
            "see https://example.com/a?page=2&b=1 too",
        ),
        (
            "see https://example.com/a?utm_source=x&page=2#top too",
            "see https://example.com/a?page=2#top too",
        ),
        (
            "see http://arxiv.org/abs/1706.03762?ref=https://example.org/b too",
            "see https://arxiv.org/abs/1706.03762 too",
        ),
        ("[a](https://example.com/本文?utm_source=x)", "[a](https://example.com/本文)"),
        ("[a](https://example.com/100%?utm_source=x)", "[a](https://example.com/100%)"),
        ("<https://example.com/a?utm_source=x>words", "<https://example.com/a>words"),
    ],
)
def test_plain_queries_still_go(text: str, right: str) -> None:
    assert format_text(f"{text}\n") == f"{right}\n"
