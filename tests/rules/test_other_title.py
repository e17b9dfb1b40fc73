"""P502 other-title: one paper under two titles."""

import pytest

from tests.notes import fixes_of, found, marked, note

ABS = "https://arxiv.org/abs/1706.03762"
LONG = "Attention Is All You Need, and What It Costs"
OTHER = "Deep Residual Learning for Image Recognition"


def titled(one: str, two: str, section: str = "") -> str:
    return f"- [{one}]({ABS})\n{section}- [{two}](https://arxiv.org/pdf/1706.03762v2)\n"


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (LONG, LONG),
        (LONG, LONG.upper()),
        (LONG, "What It Costs: Attention Is All You Need"),
        (LONG, "Attention Is All We Need and What It Really Costs Us"),
        (LONG, "ResNet"),
        (LONG, "Deep Residual Learning"),
        (LONG, "paper"),
        (LONG, "https://arxiv.org/abs/1706.03762"),
        (
            LONG,
            "关注就是你所需要的一切以及它的代价是什么，这是一个很长的中文题目，超过二十五个字",
        ),
        (
            "SETR: Rethinking Semantic Segmentation from Sequences",
            "SETR: A Transformer That Segments Whole Images",
        ),
        (
            "SETR: Rethinking Semantic Segmentation from Sequences",
            "setr : Transformers That Label Whole Images",
        ),
        (LONG, "Kaiming He, Xiangyu Zhang, Shaoqing Ren, Jian Sun"),
        (LONG, "K. He and X. Zhang and S. Ren and J. Sun"),
        (LONG, "Deep residual networks by He et al. in vision"),
    ],
)
def test_silent(one: str, two: str) -> None:
    assert found(titled(one, two), "P502") == []
    assert found(titled(two, one), "P502") == []


def test_two_titles() -> None:
    text = titled(LONG, OTHER)
    assert found(text, "P502") == [
        (2, 3, f'check this link or line 1\'s: arxiv 1706.03762 is "{LONG}" there')
    ]
    assert marked(text, "P502") == [f"[{OTHER}](https://arxiv.org/pdf/1706.03762v2)"]
    assert fixes_of(text, "P502") == [""]


def test_other_names_before_the_colon() -> None:
    assert (
        len(
            found(
                titled(
                    "SETR: Rethinking Semantic Segmentation",
                    "ViLT: Vision and Language without Regions",
                ),
                "P502",
            )
        )
        == 1
    )


def test_in_another_section() -> None:
    assert [
        each[:2] for each in found(titled(LONG, OTHER, "\n## Vision\n\n"), "P502")
    ] == [(5, 3)]


def test_plain_titles_beside_badges() -> None:
    text = note(f"""
        - {LONG} [[paper]({ABS})]
        - {OTHER} [[paper]({ABS})] [[code](https://github.com/a/b)]
        """)
    assert found(text, "P502") == [
        (2, 49, f'check this link or line 1\'s: arxiv 1706.03762 is "{LONG}" there')
    ]
    assert marked(text, "P502") == [f"[paper]({ABS})"]


def test_all_are_held_against_the_first() -> None:
    text = titled(LONG, OTHER) + titled(
        "Adam: A Method for Stochastic Optimization", LONG
    )
    assert [each[:2] for each in found(text, "P502")] == [(2, 3), (3, 3)]


def test_other_papers_are_silent() -> None:
    assert found(titled(LONG, OTHER).replace("03762v2", "03763"), "P502") == []


def test_a_mention_within_an_entry_is_none() -> None:
    text = f"- [{LONG}]({ABS})\n- [{OTHER}](https://arxiv.org/abs/1512.03385)\n  unlike [{LONG}]({ABS})\n"
    assert found(text, "P502") == []


def test_a_long_title_is_cut_in_the_message() -> None:
    text = titled("Attention " * 8 + "Is All You Need", OTHER)
    assert found(text, "P502") == [
        (
            2,
            3,
            f'check this link or line 1\'s: arxiv 1706.03762 is "{("Attention " * 6)[:57].rstrip()}…" there',
        )
    ]
