"""P503 pinned-version: the paper, not one version of it."""

import pytest

from notelint.config import Config
from tests.notes import fixes_of, found, marked, mended

ABS = "https://arxiv.org/abs/1706.03762"
ENTRY = "1. [Attention]({})\n"


@pytest.mark.parametrize(
    "url",
    [
        ABS,
        "https://arxiv.org/pdf/1706.03762.pdf",
        f"{ABS}v5#comments",
        "https://arxiv.org/pdf/1706.03762v5#page=3",
        "https://arxiv.org/html/1706.03762v5#S3",
        "https://arxiv.org/html/1706.03762v5/figure.png",
        "https://www.alphaxiv.org/abs/1706.03762v5",
        "http://cn.arxiv.org/abs/1706.03762v5",
        "https://arxiv.org/abs/1713.03762v5",
        "https://arxiv.org/abs/1706.03762%76%35",
        "https://www.biorxiv.org/content/10.1101/2020.01.01.123456v2",
        "https://github.com/me/1706.03762v5",
        "https://example.org/abs/1706.03762v5",
    ],
)
def test_silent(url: str) -> None:
    assert found(ENTRY.format(url), "P503") == []


@pytest.mark.parametrize(
    "code",
    [
        "`{}`",
        "${}$",
        "<!-- {} -->",
        "```\n{}\n```",
        "{{{{ {} }}}}",
        "---\na: {}\n---",
        "![a]({})",
    ],
)
def test_code_math_comments_templates_and_figures_are_silent(code: str) -> None:
    assert found(f"{code.format(ABS + 'v5')}\n\n1. [Attention]({ABS})\n", "P503") == []


@pytest.mark.parametrize(
    "text",
    [
        f"1. [Attention]({ABS}v1), much changed in [the second version]({ABS}v2)\n",
        f"1. [Attention]({ABS}v1)\n   and [the PDF of the second](https://arxiv.org/pdf/1706.03762v2.pdf)\n",
        f"1. [Attention]({ABS}) ([v1]({ABS}v1))\n",
        f"1. [Attention]({ABS}) ([Version 1]({ABS}v1))\n",
        f"1. [Attention, V1]({ABS}v1)\n",
    ],
)
def test_versions_that_are_meant_are_silent(text: str) -> None:
    assert found(text, "P503") == []


@pytest.mark.parametrize(
    ("written", "right", "version"),
    [
        (f"{ABS}v5", ABS, 5),
        (f"{ABS}v12", ABS, 12),
        (f"{ABS}v1?context=cs", f"{ABS}?context=cs", 1),
        ("https://arxiv.org/pdf/1706.03762v5", "https://arxiv.org/pdf/1706.03762", 5),
        (
            "https://arxiv.org/pdf/1706.03762v5.pdf",
            "https://arxiv.org/pdf/1706.03762.pdf",
            5,
        ),
        ("https://arxiv.org/html/1706.03762v5", "https://arxiv.org/html/1706.03762", 5),
        (
            "http://www.arxiv.org/abs/math.GT/0309136v2",
            "http://www.arxiv.org/abs/math.GT/0309136",
            2,
        ),
        ("https://arxiv.org/abs/1706.03762v1/", "https://arxiv.org/abs/1706.03762/", 1),
    ],
)
def test_the_version_goes(written: str, right: str, version: int) -> None:
    text = ENTRY.format(written)
    assert found(text, "P503") == [
        (1, 16, f"write {right}: v{version} stays as it is when the paper changes")
    ]
    assert marked(text, "P503") == [written]
    assert fixes_of(text, "P503") == ["safe"]
    assert mended(text, "P503") == ENTRY.format(right)
    assert found(ENTRY.format(right), "P503") == []


def test_abstract_and_pdf_of_one_version_are_not_two() -> None:
    text = f"1. [Attention]({ABS}v5) [pdf](https://arxiv.org/pdf/1706.03762v5) [abs]({ABS})\n"
    assert mended(text, "P503") == text.replace("v5", "")


def test_versions_in_two_entries_are_not_compared() -> None:
    text = f"1. [Attention]({ABS}v1)\r\n2. [Attention]({ABS}v2)\r\n"
    assert [each[0] for each in found(text, "P503")] == [1, 2]
    assert mended(text, "P503") == f"1. [Attention]({ABS})\r\n2. [Attention]({ABS})\r\n"


def test_outside_of_entries_a_line_counts() -> None:
    text = f"1. [Attention]({ABS}) [code](https://github.com/a)\n\nMeanwhile [the first]({ABS}v1) became [the last]({ABS}v7).\n"
    assert found(text, "P503") == []
    assert [each[0] for each in found(text.replace(" became", "\nbecame"), "P503")] == [
        3,
        4,
    ]


def test_an_address_that_is_written_with_escapes_has_no_fix() -> None:
    text = ENTRY.format(f"{ABS}v5".replace(".", "\\."))
    assert [each[:2] for each in found(text, "P503")] == [(1, 16)]
    assert fixes_of(text, "P503") == [""]


def test_an_id_as_text_does_not_name_the_version() -> None:
    assert (
        mended(f"- Attention [1706.03762v5]({ABS}v5)\n", "P503")
        == f"- Attention [1706.03762v5]({ABS})\n"
    )
    assert (
        mended(f"- Attention [{ABS}v5]({ABS}v5)\n", "P503")
        == f"- Attention [{ABS}]({ABS})\n"
    )


def test_it_is_off() -> None:
    assert found(ENTRY.format(f"{ABS}v5"), "P503", config=Config()) == []
