"""Badges, venues, marks, cited numbers and titles: what the words around a paper mean."""

from time import process_time

import pytest

from notelint.papers.badges import (
    are_two_titles,
    bare_words,
    cited_numbers,
    is_badge,
    is_full_title,
    is_label,
    is_trimming,
    is_venue,
    without_tail,
)

TITLES = [
    "Attention Is All You Need",
    "Deep Residual Learning for Image Recognition",
    "Adam",
    "Paper Gestalt",
    "Code Llama: Open Foundation Models for Code",
    "Datasheets for Datasets",
    "Model Cards for Model Reporting",
    "ResNet",
    "GAN",
    "Show, Attend and Tell",
    "Nature Inspired Learning",
    "Cell Segmentation",
    "A Survey",
    "注意力就是一切",
    "1000 Layers",
    "Learning in 2020 and beyond",
]


@pytest.mark.parametrize("title", TITLES)
def test_a_title_is_neither_badge_nor_venue(title: str) -> None:
    assert not is_badge(title)
    assert not is_venue(title)
    assert not is_trimming(title)


@pytest.mark.parametrize(
    "text",
    [
        "paper",
        "[PDF]",
        "[[Code]]",
        "arXiv",
        "Project Page",
        "pdf / code",
        "Paper & Code",
        "code1",
        "论文",
        "【代码】",
        "论文链接",
        "here",
        "PyTorch",
        "official code",
        "1706.03762",
        "arXiv:1706.03762v2",
        "1706.03762.pdf",
        "hep-th/9901001",
        "10.1073/pnas.1907375117",
        "https://arxiv.org/abs/1706.03762",
        "CVPR'20",
        "ICLR 2022",
        "(NeurIPS 2017 oral)",
        "",
        " - ",
        "2021",
        "1",
    ],
)
def test_badge(text: str) -> None:
    assert is_badge(text)


@pytest.mark.parametrize(
    "text",
    [
        "paper " * 12,
        "paper on graphs",
        "codebase of graphs",
        "Conference on Graph Learning, Graphs Track 2021",
    ],
)
def test_what_only_begins_like_a_badge(text: str) -> None:
    assert not is_badge(text)


@pytest.mark.parametrize(
    "text",
    [
        "(ICLR 2022)",
        "CVPR'20 oral",
        "[arXiv]",
        "ICCV 2021",
        "NeurIPS",
        "in NeurIPS 2019, spotlight",
        "Accepted by TPAMI",
        "MICCAI 2021 workshop",
        "ECCV18",
        "Nature",
        "2021",
        "2021.03",
        "2021-03-04",
        "arXiv 2021",
        "Proceedings of IEEE 2019",
        "**ACL 2020**",
        "（CVPR 2021）",
        "CVPR 2021 Best Paper Award",
    ],
)
def test_venue(text: str) -> None:
    assert is_venue(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "()",
        "good",
        "It is from 2021 and it is good",
        "see ICLR",
        "x" * 61,
        "(ICLR 2022) and more",
        "202",
        "12345",
    ],
)
def test_no_venue(text: str) -> None:
    assert not is_venue(text)


@pytest.mark.parametrize(
    "text",
    [
        "A" * 60,
        "A. " * 20,
        "In " * 20,
        "Aa, on of " * 6,
        "Accepted by " * 5,
        "(" * 60,
        "A1" * 30,
        "' " * 30,
    ],
)
def test_a_long_piece_is_judged_at_once(text: str) -> None:
    before = process_time()
    assert isinstance(is_venue(text), bool)
    assert isinstance(is_badge(text), bool)
    assert process_time() - before < 0.1


@pytest.mark.parametrize(
    "text", ["", " ", "[](): ", " | · ⭐🔥", "，。；", "<>", "—", "~^~"]
)
def test_trimming(text: str) -> None:
    assert is_trimming(text)


@pytest.mark.parametrize("text", ["a", "1.", "的", "[x]", "$"])
def test_no_trimming(text: str) -> None:
    assert not is_trimming(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Attention", "Attention"),
        ("  **Attention**: ", "Attention"),
        ("“Attention”.", "Attention"),
        ("Attention (again)", "Attention (again)"),
        ("Attention (again", "Attention (again"),
        ("(Attention)", "Attention"),
        ("Attention [v2]", "Attention [v2]"),
        ("[3] Attention", "[3] Attention"),
        ("注意力（新版）", "注意力（新版）"),
        ("注意力【新版】。", "注意力【新版】"),
        ("", ""),
        (" - ", ""),
    ],
)
def test_bare_words(text: str, words: str) -> None:
    assert bare_words(text) == words


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("与论文1相对应", {1}),
        ("论文 2 和文章3，文献[4]", {2, 3, 4}),
        ("as in paper 3 and Papers 12", {3, 12}),
        ("entry 3, entries 4", {3, 4}),
        ("see [4] and [15]", {4, 15}),
        ("unlike #2", {2}),
        ("第5篇", {5}),
        ("No. 7", {7}),
        ("paper [8]", {8}),
    ],
)
def test_cited_numbers(text: str, numbers: set[int]) -> None:
    assert cited_numbers(text) == numbers


@pytest.mark.parametrize(
    "text",
    [
        "",
        "3 papers",
        "[4](https://example.org)",
        "[x] [^1] [1a]",
        "第3层、第 2 步、第1章、第12个",
        "paper 2021",
        "论文2.5节",
        "&#39;t",
        "https://example.org/#3",
        "C#3",
        "(#3)",
        "#1234",
        "ResNet50",
        "paper about 3 graphs",
        "# Papers\n\n1. a",
        "a good paper\n3. b",
    ],
)
def test_no_cited_numbers(text: str) -> None:
    assert cited_numbers(text) == set()


LONG = "Attention Is All You Need, and What It Costs"


@pytest.mark.parametrize(
    "text",
    [
        LONG,
        "Deep Residual Learning for Image Recognition",
        "面向图像识别的深度残差学习 deep residual learning",
    ],
)
def test_full_title(text: str) -> None:
    assert is_full_title(text)


@pytest.mark.parametrize(
    "text",
    [
        "Attention Is All You Need"[:24],
        "",
        "paper",
        "https://arxiv.org/abs/1706.03762v1",
        "Vaswani, Shazeer, Parmar, Uszkoreit and others",
        "A. Vaswani and the others of the paper",
        "Vaswani et al. on attention alone",
        "Transformers, transformers and the",
    ],
)
def test_no_full_title(text: str) -> None:
    assert not is_full_title(text)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (LONG, LONG),
        (LONG, LONG.casefold()),
        (LONG, "What It Costs: Attention Is All You Need"),
        (LONG, "Attention Is All You Need"),
        (LONG, "注意力就是你所需要的一切"),
        ("SETR: One Thing and Another", "setr: Quite Different Words Here"),
        ("SETR : One Thing and Another", "**SETR**: Quite Different Words Here"),
        ("", LONG),
    ],
)
def test_one_title(one: str, two: str) -> None:
    assert not are_two_titles(one, two)
    assert not are_two_titles(two, one)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (LONG, "Deep Residual Learning for Image Recognition"),
        ("SETR: One Thing and Another", "ViLT: Quite Different Words Here"),
        (
            "What to do when it rains: a study",
            "What to do when it rains: nothing of the kind"[25:],
        ),
        ("注意力 就是 一切", "深度 残差 学习"),
        ("Learning of the Graphs", "Trees of the Woods"),
    ],
)
def test_two_titles(one: str, two: str) -> None:
    assert are_two_titles(one, two)
    assert are_two_titles(two, one)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Attention Is All You Need", "Attention Is All You Need"),
        ("Attention Is All You Need. NeurIPS 2017", "Attention Is All You Need"),
        ("Attention Is All You Need, NeurIPS 2017.", "Attention Is All You Need"),
        ("Attention Is All You Need (2017)", "Attention Is All You Need"),
        (
            "Attention Is All You Need (NeurIPS 2017), A. Vaswani et al.",
            "Attention Is All You Need",
        ),
        ("Attention, A. Vaswani et al. (2017)", "Attention"),
        (
            "Adam: A Method for Optimization. What follows",
            "Adam: A Method for Optimization. What follows",
        ),
        ("Attention (again)", "Attention (again)"),
        ("(2017)", "(2017)"),
    ],
)
def test_without_tail(text: str, title: str) -> None:
    assert without_tail(text) == title


@pytest.mark.parametrize(
    "text", ["Paper:", "**Title**: ", "论文题目：", "*Paper title:*", "论文:"]
)
def test_label(text: str) -> None:
    assert is_label(text)


@pytest.mark.parametrize("text", ["Paper", "Attention:", "Title", "The paper:", ""])
def test_no_label(text: str) -> None:
    assert not is_label(text)
