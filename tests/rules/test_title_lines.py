"""E106 title-lines: a title stands on one line."""

import pytest

from tests.notes import found, marked, mended, note

WHOLE = "1. [Understanding the role of individual units in a deep neural network](https://doi.org/10.1073/pnas.1907375117)\n"


@pytest.mark.parametrize(
    "text",
    [
        WHOLE,
        "1. [paper](https://arxiv.org/abs/1706.03762)\n   has no title\n",
        "1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762)\n   Attention alone\n   is enough.\n",
        "1. Attention Is All You Need\n   [paper](https://arxiv.org/abs/1706.03762)\n",
        "1. [Attention<br/>\n   Is All You Need](https://arxiv.org/abs/1706.03762)\n",
        "1. [Attention\\\n   Is All You Need](https://arxiv.org/abs/1706.03762)\n",
        "1. [Attention  \n   Is All You Need](https://arxiv.org/abs/1706.03762)\n",
        "Prose links [a paper over\ntwo lines](https://arxiv.org/abs/1706.03762), which is no entry of its own.\n\n"
        + WHOLE,
    ],
)
def test_silent(text: str) -> None:
    assert found(text, "E106") == []


@pytest.mark.parametrize(
    "broken",
    [
        "deep\nneural",
        "deep\n   neural",
        "deep \n      neural",
        "deep\r\nneural",
        "deep\rneural",
    ],
)
def test_a_link_is_joined_with_one_blank(broken: str) -> None:
    text = WHOLE.replace("deep neural", broken)
    assert found(text, "E106") == [(1, 5, "write the title on one line")]
    assert mended(text, "E106") == WHOLE


def test_three_lines() -> None:
    text = WHOLE.replace("the role of", "the\nrole\nof")
    assert mended(text, "E106") == WHOLE


def test_all_of_the_title_is_marked() -> None:
    text = WHOLE.replace("deep neural", "deep\nneural")
    assert marked(text, "E106") == [
        "Understanding the role of individual units in a deep\nneural network"
    ]


def test_a_bold_title_beside_a_badge() -> None:
    text = "- **Understanding the role of individual units in a\n  deep neural network** [[paper]](https://doi.org/10.1073/pnas.1907375117)\n"
    assert found(text, "E106") == [(1, 3, "write the title on one line")]
    assert mended(text, "E106") == text.replace("a\n  deep", "a deep")


def test_a_quoted_example_is_silent() -> None:
    text = note("""
        > 1. [Understanding the role of individual
        >    units](https://doi.org/10.1073/pnas.1907375117)
        """)
    assert found(text + "\n" + WHOLE, "E106") == []


def test_code_and_comments_are_silent() -> None:
    broken = "1. [Understanding\nunits](https://doi.org/10.1073/pnas.1907375117)\n"
    assert found(f"{WHOLE}\n```\n{broken}```\n\n<!--\n{broken}-->\n", "E106") == []
