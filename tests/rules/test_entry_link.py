"""E104 entry-link: entries without any link where entries link."""

import pytest

from notelint.config import Config
from tests.notes import fixes_of, found, marked


def linked(count: int = 19, marker: str = "-") -> str:
    """A list in which every entry links its paper."""
    return "".join(
        f"{marker} [Graphs, part {place}](https://arxiv.org/abs/2101.{place:05})\n"
        for place in range(1, count + 1)
    )


ENTRY = "Deep Residual Learning for Image Recognition"


@pytest.mark.parametrize(
    "item",
    [
        f"[{ENTRY}](https://arxiv.org/abs/1512.03385)",
        f"{ENTRY} [[paper](https://arxiv.org/abs/1512.03385)]",
        f"{ENTRY} https://arxiv.org/abs/1512.03385",
        f"{ENTRY} <https://arxiv.org/abs/1512.03385>",
        f'{ENTRY} <a href="https://arxiv.org/abs/1512.03385">paper</a>',
        f"{ENTRY}\n  - [paper](https://arxiv.org/abs/1512.03385)",
        f"{ENTRY} [our note](notes/resnet.md)",
        f"{ENTRY} [paper]()",
        f"{ENTRY} (arXiv:1512.03385)",
        f"{ENTRY}, doi 10.1109/CVPR.2016.90",
        f"[{ENTRY}] (https//arxiv.org/abs/1512.03385)",
        f"[{ENTRY}](https://arxiv.org/abs/1512.03385",
        "TODO: Read the Papers of the Last Conference",
        "More Papers on Graphs and Trees (2022)",
        "See the Survey of Graphs and Trees above",
        "we only list papers that appeared since the year 2019",
        "papers whose code is not public are left out of this list",
        "还有很多论文没有整理，欢迎大家补充和指正，谢谢",
        "多模态大模型的论文还没有读",
        "ResNet",
        "Vision and Language",
        "...",
        "",
        "![](figs/a.png)",
        "`code`",
        "$x$",
        f"<!-- {ENTRY} (CVPR 2016) -->",
        "{{ site.title }}",
        f"`{ENTRY} (CVPR 2016)`"[:8],
    ],
)
def test_silent(item: str) -> None:
    assert found(f"{linked()}- {item}\n", "E104") == []


@pytest.mark.parametrize(
    "item",
    [
        f"{ENTRY} (CVPR 2016)",
        f"**{ENTRY}**",
        "**attention is all you need, again**",
        ENTRY,
        "Region-based networks for accurate detection (2016), R. Girshick et al.",
        "On the properties of machine translation (2014), K. Cho et. al.",
        "A framework for fast computation of expressions, R. Al-Rfou et al.",
        f"{ENTRY} [paper][resnet]",
        f"{ENTRY}\n  skip connections",
    ],
)
def test_a_paper_without_a_link(item: str) -> None:
    findings = found(f"{linked()}- {item}\n", "E104")
    assert [each[:2] for each in findings] == [(20, 3)]


def test_what_it_says() -> None:
    text = f"{linked(19, '1.')}1. {ENTRY} (CVPR 2016)\n"
    assert found(text, "E104") == [
        (20, 4, f'link the paper of "{ENTRY}": readers see its title and no way to it')
    ]
    assert marked(text, "E104") == [f"{ENTRY} (CVPR 2016)"]
    assert fixes_of(text, "E104") == [""]


def test_only_where_at_least_95_of_100_link() -> None:
    assert len(found(f"{linked(19)}- {ENTRY}\n", "E104")) == 1
    assert found(f"{linked(18)}- {ENTRY}\n", "E104") == []
    assert found(f"{linked(37)}- {ENTRY}\n- {ENTRY} 2\n", "E104") == []
    assert len(found(f"{linked(38)}- {ENTRY}\n- {ENTRY} 2\n", "E104")) == 2


def test_remarks_do_not_count_against_the_habit() -> None:
    assert len(found(f"{linked(19)}- a remark\n- another\n- {ENTRY}\n", "E104")) == 1


def test_a_list_that_is_none_of_papers() -> None:
    text = f"{linked()}\n## Topics\n\n- Deep Learning for Image Recognition\n- Deep Learning for Speech Recognition\n"
    assert found(text, "E104") == []


def test_a_heading_within_a_list() -> None:
    text = f"{linked()}- Deep Learning for Image Recognition\n  - [Trees](https://arxiv.org/abs/2102.00001)\n"
    assert found(text, "E104") == []


@pytest.mark.parametrize(
    "text",
    [
        f"```\n- {ENTRY} (CVPR 2016)\n```",
        f"> - {ENTRY} (CVPR 2016)",
        f"    - {ENTRY} (CVPR 2016)",
    ],
)
def test_code_and_quotes_are_silent(text: str) -> None:
    assert found(f"{linked()}\nwords\n\n{text}\n", "E104") == []


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_other_line_ends(end: str) -> None:
    assert [
        each[:2] for each in found(f"{linked()}- {ENTRY}\n".replace("\n", end), "E104")
    ] == [(20, 3)]


def test_a_description_is_asked_of_those_that_link() -> None:
    text = linked().replace(")\n", ") (ICLR 2022)\n") + f"- {ENTRY}\n"
    assert len(found(text, "E104", config=Config(select=("E104", "E105")))) == 1
    assert found(text, "E105", config=Config(select=("E105",))) == []
