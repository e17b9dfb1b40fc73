"""Whether two titles are one paper's: what is written around them, how they are bent,
and what tells papers apart.
"""

from __future__ import annotations

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notelint.papers.titles import Likeness, likeness
from tests.cli.program import ROOT

SAME, DIFFERENT, UNKNOWN = Likeness.SAME, Likeness.DIFFERENT, Likeness.UNKNOWN
KNOWN = {
    "Attention Is All You Need": ("Ashish Vaswani", "Noam Shazeer"),
    "Deep Residual Learning for Image Recognition": (
        "Kaiming He",
        "Xiangyu Zhang",
        "Shaoqing Ren",
        "Jian Sun",
    ),
    "Adam: A Method for Stochastic Optimization": ("Diederik P. Kingma", "Jimmy Ba"),
    "Off-diagonal book Ramsey numbers": (
        "David Conlon",
        "Jacob Fox",
        "Yuval Wigderson",
    ),
    "Playing Atari with Deep Reinforcement Learning": (
        "Volodymyr Mnih",
        "Koray Kavukcuoglu",
    ),
    "The Lottery Ticket Hypothesis: Finding Sparse, Trainable Neural Networks": (
        "Jonathan Frankle",
        "Michael Carbin",
    ),
    "An Image is Worth 16x16 Words: Transformers for Image Recognition at Scale": (
        "Alexey Dosovitskiy",
    ),
    "Semi-Supervised Classification with Graph Convolutional Networks": (
        "Thomas N. Kipf",
        "Max Welling",
    ),
    "Itô Diffusions and the Schrödinger Bridge: Fast Sampling of Molecules": (
        "A. Nobody",
    ),
}
RESIDUAL = "Deep Residual Learning for Image Recognition"
LOTTERY = "The Lottery Ticket Hypothesis: Finding Sparse, Trainable Neural Networks"
LINES = (ROOT / "docs" / "right_paper.tsv").read_text(encoding="utf-8").splitlines()
TABLE = list(csv.DictReader(LINES, delimiter="\t", quoting=csv.QUOTE_NONE))

titles = st.sampled_from(sorted(KNOWN))


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row["written"])
def test_what_was_collected_by_hand(row: dict[str, str]) -> None:
    told = likeness(row["written"], row["title"], row["authors"].split("; "))
    assert told is DIFFERENT if row["is"] == "different" else told is not DIFFERENT


@pytest.mark.parametrize(
    "written",
    [
        "deep residual learning for image recognition",
        "DEEP RESIDUAL LEARNING FOR IMAGE RECOGNITION (CVPR 2016 best paper)",
        "12. Deep residual learning for image recognition.",
        "[CVPR'16] Deep Residual Learning for Image Recognition [PDF] [code]",
        "🔥 “Deep Residual Learning for Image Recognition” ⭐⭐",
        "Deep Residual Learning for Image Recognition（图像识别的深度残差学习）",
        "深度残差学习：Deep Residual Learning for Image Recognition",
        "ResNet: Deep Residual Learning for Image Recognition",
        "Deep Residual Learning",
        "Deep Residual Lerning for Image Recogniton",
        "Deep residual learning for images recognition",
        "K. He et al. Deep Residual Learning for Image Recognition. CVPR 2016",
    ],
)
def test_one_paper(written: str) -> None:
    assert likeness(written, RESIDUAL, KNOWN[RESIDUAL]) is SAME


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("DDPM", "Denoising Diffusion Probabilistic Models"),
        (
            "SETR: Rethinking Segmentation from Sequences",
            "SETR: A Transformer That Labels Whole Images",
        ),
        (
            "Modelling the behaviour of labelled colours",
            "Modeling the Behavior of Labeled Colors",
        ),
        (
            "α-GAN in L² and O(n log n)",
            r"$\alpha$-GAN in $L^2$ and $\mathcal{O}(n \log n)$",
        ),
        ("Schrödinger's Bridges", 'Schr\\"odinger’s bridges'),
        ("Pretraining on non local graphs", "Pre-training on Non-Local Graphs"),
        ("0", "0"),
    ],
)
def test_one_title_in_two_spellings(written: str, title: str) -> None:
    assert likeness(written, title) is SAME


@pytest.mark.parametrize(
    "written",
    [
        "",
        "…",
        "ResNet",
        "paper",
        "GAN Dissection",
        "残差网络",
        "Résumé pour les nuls: la vision par réseaux profonds",
        "Глубокое остаточное обучение для распознавания изображений",
        "He, K., Zhang, X., Ren, S., & Sun, J.",
        "the residual connection, in more depth than one would think",
        "The original work that introduced skip connections",
        "somebody/skip-connections-for-everything (unofficial)",
        "Skip Connections in Recognition of Objects",
    ],
)
def test_what_cannot_be_told(written: str) -> None:
    assert likeness(written, RESIDUAL, KNOWN[RESIDUAL]) is UNKNOWN


def test_other_papers() -> None:
    assert likeness(LOTTERY, RESIDUAL, KNOWN[RESIDUAL]) is DIFFERENT
    assert likeness("Adam: A Method for Stochastic Optimization", LOTTERY) is DIFFERENT
    assert likeness("A Neural Algorithm of Artistic Style", RESIDUAL) is DIFFERENT


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Off-diagonal Ramsey numbers", "Off-diagonal book Ramsey numbers"),
        ("Integral points on curves", "Integral points on modular curves"),
        ("Graph Minors. Part II. Tree-Width", "Graph Minors. Part IV. Tree-Width"),
        ("Searching for YOLOv3 in the wild", "Searching for YOLOv4 in the wild"),
    ],
)
def test_papers_of_a_kind(one: str, two: str) -> None:
    assert likeness(one, two) is likeness(two, one) is DIFFERENT


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Off-diagonal Ramsey numbers", "Off-diagonal improved Ramsey numbers"),
        ("Off-diagonal Ramsey numbers", "Off-diagonal Ramsey numbers of books"),
        ("Off-diagonal Ramsey numbers", "New off-diagonal Ramsey numbers"),
        ("Paint: Synthesis with Equations", "Paint: Guided Synthesis with Equations"),
        (
            "A Rule for Updates That Converge to Equilibrium Points",
            "A Rule for Updates That Converge to Local Equilibrium Points",
        ),
        (
            "A collection of 100 talks for listeners",
            "A collection of 120 talks for listeners",
        ),
        (
            "A Dataset for Segmentation of Rivers",
            "A Benchmark for Segmentation of Rivers",
        ),
    ],
)
def test_a_word_more_that_tells_no_papers_apart(one: str, two: str) -> None:
    assert likeness(one, two) is not DIFFERENT
    assert likeness(two, one) is not DIFFERENT


@pytest.mark.parametrize(
    "near",
    [
        "Kaiming He, Xiangyu Zhang and others",
        "by kaiming he",
        "Zhang, Ren, Sun: 2016. Zhang and Shaoqing Ren",
        "何恺明 (Kaiming He)",
    ],
)
def test_who_names_the_authors_means_their_paper(near: str) -> None:
    assert likeness(LOTTERY, RESIDUAL, KNOWN[RESIDUAL], near) is UNKNOWN


@pytest.mark.parametrize(
    "near", ["he has shown it", "Zhang et al.", "the sun, and a jian", ""]
)
def test_a_word_that_is_a_name_as_well_names_nobody(near: str) -> None:
    assert likeness(LOTTERY, RESIDUAL, KNOWN[RESIDUAL], near) is DIFFERENT


@given(
    titles,
    st.integers(0, 99),
    st.sampled_from(["", "[CVPR 2021] ", "3. ", "🚀 ", "(NeurIPS 2020) "]),
    st.data(),
)
def test_what_stands_around_a_title_does_not_count(
    title: str, number: int, before: str, data: st.DataObject
) -> None:
    after = data.draw(
        st.sampled_from(
            [
                "",
                " (ICLR 2022)",
                " [paper]",
                f", {number}",
                " 论文笔记",
                " ⭐",
                ". ICML 2019",
                "（中文题目）",
            ]
        )
    )
    case = data.draw(st.sampled_from([str, str.upper, str.lower, str.title]))
    assert (
        likeness(f"{before}{case(title)}{after}", title, KNOWN[title]) is not DIFFERENT
    )


@given(titles, st.data())
def test_a_title_cut_off_is_the_same(title: str, data: st.DataObject) -> None:
    words = title.split()
    first = data.draw(st.integers(0, len(words) - 1))
    piece = words[first : data.draw(st.integers(first + 1, len(words)))]
    assert likeness(" ".join(piece), title, KNOWN[title]) is not DIFFERENT
    assert likeness(title, " ".join(piece), KNOWN[title]) is not DIFFERENT


@given(titles, st.data())
def test_a_typo_is_the_same(title: str, data: st.DataObject) -> None:
    place = data.draw(
        st.sampled_from([index for index, char in enumerate(title) if char.isalpha()])
    )
    letter = data.draw(st.sampled_from(["", "e", title[place] * 2]))
    assert (
        likeness(title[:place] + letter + title[place + 1 :], title, KNOWN[title])
        is not DIFFERENT
    )


@given(titles)
def test_a_title_is_its_own(title: str) -> None:
    assert likeness(title, title, KNOWN[title]) is SAME


@given(st.text(), st.text(), st.lists(st.text(), max_size=3), st.text())
def test_any_text_is_judged(
    written: str, title: str, authors: list[str], near: str
) -> None:
    assert likeness(written, title, authors, near) in Likeness
    assert likeness(written, written, authors, near) is not DIFFERENT


def test_long_texts_take_no_time() -> None:
    one, two = (
        " ".join(f"{letter}ord{number}" for number in range(3000)) for letter in "wl"
    )
    assert likeness(one, two) in Likeness
    assert likeness("\\" * 5000 + "{" * 5000, "[" * 5000 + "$^_" * 3000) is UNKNOWN
