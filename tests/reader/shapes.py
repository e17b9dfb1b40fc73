"""Made-up notebooks, one for each way in which people write entries.

Each has a text and the title of each paper in it, in order: what the reader must find, and
what the weights of `title_score` are fitted on beside the labelled links.
"""

from __future__ import annotations

from typing import NamedTuple

ARXIV = "https://arxiv.org/abs/"


class Shape(NamedTuple):
    """One text; `titles` has (arXiv id, title) of each entry."""

    name: str
    text: str
    titles: tuple[tuple[str, str], ...]


def shape(name: str, *titles: tuple[str, str], text: str) -> Shape:
    """A shape; `{0}` in its text is the first paper's address, and so on."""
    filled = text
    for number, (identifier, _) in enumerate(titles):
        filled = filled.replace(f"{{{number}}}", ARXIV + identifier)
    return Shape(name, filled, titles)


SHAPES = (
    shape(
        "R1 bold line, then a list of labels",
        ("2312.00109", "Scaffold: Structured Gaussians"),
        ("2306.05422", "Tracking Any Point Everywhere"),
        text="""\
**Scaffold: Structured Gaussians**

- Homepage: https://c.example
- Paper: {0}
- Code: https://github.com/a/b

**Tracking Any Point Everywhere**

- Paper(Oral): {1}
- Code: https://github.com/c/d
""",
    ),
    shape(
        "R1 labels in small letters and in Chinese",
        ("2312.00109", "Structured Gaussians for View-Adaptive Rendering"),
        text="""\
**Structured Gaussians for View-Adaptive Rendering**

- intro: ECCV 2020
- arXiv: <{0}>
- 代码：https://github.com/a/b
""",
    ),
    shape(
        "R2 title in brackets above a bullet of badges",
        ("1605.00001", "Coupled Networks for Images"),
        ("1705.00002", "Learning to Track at Speed"),
        text="""\
:heavy_check_mark: [Coupled Networks for Images]
- [[Paper]]({0})[[Code]](https://github.com/a/b)(NIPS 2016)

:heavy_check_mark: [Learning to Track at Speed]
- [[Paper]]({1})(NIPS 2017)
""",
    ),
    shape(
        "R3 bold title, authors, venue, each on a line",
        ("2301.00001", "Scaling up Networks"),
        ("2302.00002", "Deep Learning of Graphs"),
        text="""\
## Section

**Scaling up Networks.**<br>
*[Ann Lee](https://ann.example), Bob Roe.*<br>
CVPR 2023. [[PDF]({0})]

**Deep Learning of Graphs.**<br>
*[Cy Fox](https://cy.example), Bob Roe.*<br>
CVPR 2023. [[PDF]({1})]
""",
    ),
    shape(
        "R4 a nickname before the linked title",
        ("1810.04805", "BERT: Pre-training of Deep Transformers"),
        ("1801.00002", "Improving Language Understanding by Generative Models"),
        text="""\
- BERT: [BERT: Pre-training of Deep Transformers]({0}) [[Notes](bert.md)]
- GPT: [Improving Language Understanding by Generative Models]({1}) [[Notes](gpt.md)]
""",
    ),
    shape(
        "R4 a tag before the linked title",
        ("1801.00001", "Deep Learning for Detection of Things"),
        ("1801.00002", "Learning to Segment Every Thing"),
        text="""\
+ [tag] | [Deep Learning for Detection of Things]({0}) | [notes](v.md)
+ [tag] | [Learning to Segment Every Thing]({1}) | [notes](w.md)
""",
    ),
    shape(
        "R4b the same, alone in its list",
        ("1810.04805", "BERT: Pre-training of Deep Transformers"),
        text="- BERT: [BERT: Pre-training of Deep Transformers]({0}) [[Notes](bert.md)]\n",
    ),
    shape(
        "R5 table with the title before a badge",
        ("2101.00001", "Efficient Context Network"),
        ("2002.00002", "Dual Attention for Segmentation of Organs"),
        text="""\
| Year | Author | Paper | Score | Remarks |
|---|---|---|---|---|
| 2021 | Fan Zhang | Efficient Context Network [(paper)]({0}) | 0.895 | 1st Place in MICCAI 2021 |
| 2020 | Li Wei | Dual Attention for Segmentation of Organs [(paper)]({1}) | 0.875 | 2nd Place in MICCAI 2021 |
""",
    ),
    shape(
        "R5b table with a bold name and what it is",
        ("2501.00001", "MEM1"),
        ("2502.00002", "Deep Research"),
        text="""\
| What | Where |
|---|---|
| 1) **MEM1** - trains agents with a small memory. | [Paper]({0}), [Tweet](https://x.com/a) |
| 2) **Deep Research** - plans and searches. | [Paper]({1}), [Tweet](https://x.com/b) |
""",
    ),
    shape(
        "R6 nickname and venue in bold brackets",
        ("1604.00001", "A MultiPath Network for Detection"),
        ("1708.00002", "Coupling Global Structure with Local Parts"),
        text="""\
- **[MPN]** A MultiPath Network for Detection | **[BMVC' 16]** |[pdf]({0})
- **[CoupleNet]** Coupling Global Structure with Local Parts | **[ICCV' 17]** |[pdf]({1})
""",
    ),
    shape(
        "R7 a reference with the title quoted and bold",
        ("1501.00001", "Deep learning for everyone"),
        text="""\
## 1.1 Survey

**[1]** LeCun, Yann, Yoshua Bengio. "**Deep learning for everyone**." Nature (2015). [[pdf]]({0})
""",
    ),
    shape(
        "R8 a title line above one bullet with many badges",
        ("2101.00001", "Efficient Context Network for Images"),
        text="""\
Efficient Context Network for Images
- [[Paper]]({0}) [[Code]](https://github.com/a/b) [[Project]](https://p.example) [[Slides]](https://s.example)
""",
    ),
    shape(
        "R9 a name as heading, the title as link below",
        ("2304.08485", "Visual Instruction Tuning"),
        ("2201.12086", "Bootstrapping Language-Image Pre-training"),
        text="""\
# Notes

## LLaVA

[Visual Instruction Tuning]({0})

![](figs/a.png)

It is a model.

## BLIP

[Bootstrapping Language-Image Pre-training]({1})

![](figs/b.png)

It is another.
""",
    ),
    shape(
        "R10 a summary, and a label before the link",
        ("2401.04722", "U-Mamba: Long-range Dependency"),
        text="""\
<details><summary><b>1.1 U-Mamba</b></summary>

The Paper: [U-Mamba: Long-range Dependency]({0})

It is a model.

</details>
""",
    ),
    shape(
        "R11 a list of fields",
        ("1506.02025", "Spatial Transformers"),
        text="""\
# Paper

* **Title**: Spatial Transformers
* **Authors**: Max Jader, Karen Simon
* **Link**: {0}
""",
    ),
    shape(
        "R12 a date as the link's text",
        ("1909.00001", "CDOT: Continuous Adaptation using Transport"),
        text="- CDOT: Continuous Adaptation using Transport [[20 Sep 2019]]({0})\n",
    ),
    shape(
        "R12 the title leads to a note",
        ("1909.00001", "Continuous Adaptation using Transport"),
        text="- [Continuous Adaptation using Transport](notes/x.md) [[arXiv]({0})]\n",
    ),
    shape(
        "R13 a nickname, authors, and a quoted title on the next line",
        ("2004.00001", "Tracking by Instance Detection"),
        ("1904.00002", "Accurate Tracking by Overlap Maximization"),
        text="""\
* **MAML:** Guangting Wang, Chong Luo.<br />
"Tracking by Instance Detection." CVPR (2020).
[[paper]({0})]
* **ATOM:** Martin Dan, Goutam Bhat.<br />
"Accurate Tracking by Overlap Maximization." CVPR (2019).
[[paper]({1})]
""",
    ),
    shape(
        "R15 one note a file, under sub-headings",
        ("1706.03762", "Attention Is All You Need"),
        text="""\
# [Attention Is All You Need]({0})

Text of the note.

#### Key ideas

It is better than [recurrence](https://example.org).
""",
    ),
    shape(
        "R16 a heading, and fields in Chinese",
        ("2603.12036", "Single Pixel Imaging"),
        text="""\
# Single Pixel Imaging

**会议**: CVPR 2026\x20\x20
**arXiv**: [2603.12036]({0})\x20\x20
**代码**: 无\x20\x20
**关键词**: 成像

## 一句话总结

很好。
""",
    ),
    shape(
        "R17 a Chinese heading, and the title as a field in a quote",
        ("2503.00779", "Phantom: Training Robots Without Robots"),
        text="""\
# Phantom：无需机器人

> **论文**：*Phantom: Training Robots Without Robots*
>
> **作者**：Ann Lee
>
> **链接**：{0}
""",
    ),
    shape(
        "R19 a date and a nickname before the title",
        ("2405.00001", "Full Title of the Paper"),
        ("2406.00002", "Another Title of a Paper"),
        text="""\
- arXiv 2024.05, **Nick**: Full Title of the Paper, [website](https://w.example) / [arXiv]({0})
- arXiv 2024.06, **Name**: Another Title of a Paper, [website](https://v.example) / [arXiv]({1})
""",
    ),
    shape(
        "R19 a linked date before the title",
        ("2605.00001", "Full Title of the Paper"),
        ("2604.00002", "Another Title of a Paper"),
        text="""\
- [arXiv 2026.05]({0}), Full Title of the Paper
- [arXiv 2026.04]({1}), Another Title of a Paper
""",
    ),
    shape(
        "R20 references as a bibliography has them",
        ("2207.12598", "Classifier-free guidance"),
        ("1907.05600", "Generative modeling by estimating gradients"),
        text="""\
- Ho, Jonathan, and Tim Salimans. "Classifier-free guidance." arXiv preprint [arXiv:2207.12598]({0}) (2022).
- Song, Yang, and Stefano Ermon. "Generative modeling by estimating gradients." arXiv preprint [arXiv:1907.05600]({1}) (2019).
""",
    ),
)
