"""S704 duplicate-section: one section for one subject."""

import pytest

from tests.notes import fixes_of, found, marked

ONE = "1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762)\n"
TWO = "1. [Deep Residual Learning for Image Recognition](https://arxiv.org/abs/1512.03385)\n"


@pytest.mark.parametrize(
    "headings",
    [
        ("## A", "## B", "## C"),
        ("## CVPR\n\n### 2020", "## ICCV\n\n### 2020", "## C"),
        ("# A\n\n### 2020", "# B\n\n### 2020", "# C"),
        ("## A", "### A", "## C"),
        ("##", "##", "##"),
        ("## [A](#a)", "## B", "## A"),
        ("```\n## A\n```", "## A", "## C"),
        ("> ## A", "## A", "## C"),
        ("<!--\n## A\n-->", "## A", "## C"),
        ("{% raw %}", "## A", "## C"),
    ],
)
def test_silent(headings: tuple[str, str, str]) -> None:
    assert (
        found(
            "".join(
                f"{heading}\n\n{entry}\n"
                for heading, entry in zip(headings, (ONE, TWO, ONE), strict=True)
            ),
            "S704",
        )
        == []
    )


def test_sections_without_entries_are_silent() -> None:
    notes = "## Abstract\n\nWhat it is.\n\n## Method\n\nHow it works.\n\n"
    assert found(f"# One\n\n{ONE}\n{notes}{notes}", "S704") == []


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("## A", "## A"),
        ("## A b", "##  a  B ##"),
        ("## A", "A\n---"),
        ("## **A**", "## A"),
        ("<h2>A</h2>", "## A"),
        ('## A <a name="a"></a>', "## A"),
        ("## [A](https://example.org)", "## A"),
        ("## 图像", "## 图像"),
    ],
)
@pytest.mark.parametrize("parent", ["", "# Notes\n\n"])
def test_found(parent: str, first: str, second: str) -> None:
    text = f"{parent}{first}\n\n{ONE}\n## Other\n\n{ONE}\n{second}\n\n{TWO}"
    assert len(found(text, "S704")) == 1
    assert marked(text, "S704") == [second.split("\n")[0]]
    assert fixes_of(text, "S704") == [""]


def test_what_it_says_once_a_name() -> None:
    text = f"# Notes\n\n## A\n\n{ONE}\n## A\n\nMore.\n\n## A\n\n{TWO}\n"
    assert found(text, "S704") == [
        (
            7,
            1,
            'merge this section with the first "A" in line 3, or give it another name',
        )
    ]


def test_entries_in_sections_below_count() -> None:
    text = f"## A\n\nText\n\n## A\n\n### B\n\n{ONE}"
    assert [each[0] for each in found(text, "S704")] == [5]


def test_the_parent_is_the_nearest_heading_above_of_a_higher_rank() -> None:
    text = f"# One\n\n#### A\n\n{ONE}\n## B\n\n#### A\n\n{TWO}\n#### A\n\n{ONE}"
    assert [each[0] for each in found(text, "S704")] == [13]


def test_crlf() -> None:
    text = f"## A\n\n{ONE}\n## A\n\n{TWO}".replace("\n", "\r\n")
    assert found(text, "S704") == [
        (
            5,
            1,
            'merge this section with the first "A" in line 1, or give it another name',
        )
    ]
