"""P504 cross-listed: one paper in two sections."""

from collections.abc import Mapping

import pytest

from notelint.config import Config
from notelint.engine.linter import check
from notelint.notebook.model import Preferences
from notelint.papers import PaperId
from notelint.rules.context import Mention, RepoContext
from notelint.text.diagnostics import Severity
from notelint.text.source import Source
from tests.notes import diagnostics_of, fixes_of, found, marked

ABS = "https://arxiv.org/abs/1706.03762"
TWICE = f"## Language\n\n1. [Attention]({ABS})\n\n## Vision\n\n1. [Attention, seen]({ABS}v2)\n"
MESSAGE = 'list "Attention, seen" once: it stands under "Language" in line 3 too'


def found_among(
    text: str, mentions: Mapping[PaperId, list[Mention]], duplicates: str = "repository"
) -> list[str]:
    config = Config(select=("P504",), notebook=Preferences(duplicates=duplicates))
    around = RepoContext("b/README.md", mentions=mentions)
    return [
        each.message
        for each in check(Source(text, "b/README.md"), config, lambda _: around)
    ]


@pytest.mark.parametrize(
    "text",
    [
        TWICE.replace(f"{ABS}v2", "https://arxiv.org/abs/1512.03385"),
        f"## Language\n\n1. [Attention]({ABS})\n2. [Attention]({ABS})\n",
        f"## A\n\n1. [Attention]({ABS})\n2. [Notes](a.md)\n\n## B\n\n1. [Adam](https://arxiv.org/abs/1412.6980)\n2. [Notes](a.md)\n",
        f"## Language\n\n1. [Attention]({ABS}) [pdf](https://arxiv.org/pdf/1706.03762)\n",
        f"## Language\n\n1. [Attention]({ABS})\n\n## Vision\n\nAll of it began with [Attention]({ABS}), as we have said already.\n",
        f"## Language\n\n1. [Attention]({ABS})\n\n## Vision\n\n<!-- 1. [Attention]({ABS}) -->\n\n```\n1. [Attention]({ABS})\n```\n",
    ],
)
def test_silent(text: str) -> None:
    assert found(text, "P504") == []


def test_it_is_off() -> None:
    assert found(TWICE, "P504", config=Config()) == []


def test_the_second_is_told_where_the_first_is() -> None:
    assert found(TWICE, "P504") == [(7, 4, MESSAGE)]
    assert marked(TWICE, "P504") == [f"[Attention, seen]({ABS}v2)"]
    assert fixes_of(TWICE, "P504") == [""]
    assert [each.severity for each in diagnostics_of(TWICE, "P504")] == [Severity.INFO]
    assert found(TWICE.replace("\n", "\r\n"), "P504") == [(7, 4, MESSAGE)]


def test_each_section_is_told_once() -> None:
    text = TWICE + f"2. [Attention]({ABS})\n\n## Sound\n\n1. [Attention]({ABS})\n"
    assert [each[:2] for each in found(text, "P504")] == [(7, 4), (12, 4)]
    assert all(
        each[2].endswith('under "Language" in line 3 too')
        for each in found(text, "P504")
    )


def test_what_stands_before_the_first_heading() -> None:
    text = f"1. [Attention]({ABS})\n\n## Vision\n\n1. [Attention]({ABS})\n"
    assert found(text, "P504") == [
        (5, 4, 'list "Attention" once: it stands in line 1 too')
    ]


def test_headings_that_are_entries_name_no_section() -> None:
    text = f"## [Attention]({ABS})\n\nGood.\n\n## [Attention]({ABS})\n\nGood.\n"
    assert found(text, "P504") == [
        (5, 4, 'list "Attention" once: it stands in line 1 too')
    ]


def test_duplicate_paper_and_other_title_speak_first() -> None:
    config = Config(select=("P",), notebook=Preferences(duplicates="file"))
    assert found(TWICE, "P504", config=config) == []
    assert [each[0] for each in found(TWICE, "P501", config=config)] == [7]
    titles = TWICE.replace(
        "[Attention]", "[Attention Is All You Need, and What It Costs]"
    ).replace("[Attention, seen]", "[Deep Residual Learning for Image Recognition]")
    assert found(titles, "P504", config=Config(select=("P",))) == []
    assert [
        each[0] for each in found(titles, "P502", config=Config(select=("P",)))
    ] == [7]


def test_other_notebooks_count_where_the_config_asks() -> None:
    text = f"## Vision\n\n1. [Attention]({ABS}v2)\n"
    paper = PaperId("arxiv", "1706.03762")
    earlier = [
        Mention("c.md", 1, "C", '"C"'),
        Mention("b/A.md", 9, "Later", '"B"'),
        Mention("a.md", 7, "Language", '"A"'),
    ]
    assert found_among(text, {paper: earlier}) == [
        'list "Attention" once: it stands under "Language" in a.md line 7 too'
    ]
    assert found_among(text, {paper: [Mention("a.md", 7, "", '"A"')]}) == [
        'list "Attention" once: it stands in a.md line 7 too'
    ]
    assert found_among(text, {paper: earlier[:1]}) == []
    assert found_among(text, {paper: earlier}, duplicates="section") == []
    assert found_among(text, {paper: earlier}, duplicates="file") == []
    assert found_among(text, {PaperId("arxiv", "1512.03385"): earlier}) == []
    assert (
        found(
            text,
            "P504",
            config=Config(
                select=("P504",), notebook=Preferences(duplicates="repository")
            ),
        )
        == []
    )
