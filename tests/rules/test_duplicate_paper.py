"""P501 duplicate-paper: one paper, one entry."""

import pytest

from notelint.config import Config
from notelint.engine.linter import check
from notelint.notebook.model import Preferences
from notelint.papers import PaperId
from notelint.rules.context import Mention, RepoContext
from notelint.text.source import Source
from tests.notes import fixes_of, found, marked, note

ABS = "https://arxiv.org/abs/1706.03762"


def twice(first: str, second: str) -> str:
    return f"1. [Attention Is All You Need]({first})\n2. [Attention Is All You Need]({second})\n"


def scope(duplicates: str) -> Config:
    return Config(select=("P501",), notebook=Preferences(duplicates=duplicates))


@pytest.mark.parametrize(
    "url",
    [
        "https://arxiv.org/abs/1706.03763",
        "https://github.com/a/b",
        "https://example.org/1706.03762.pdf",
        "https://openreview.net/forum?id=YicbFdNTTy",
    ],
)
def test_other_papers_are_silent(url: str) -> None:
    assert found(twice(ABS, url), "P501") == []


@pytest.mark.parametrize(
    "url",
    [
        ABS,
        f"{ABS}v5",
        "https://arxiv.org/pdf/1706.03762",
        "https://arxiv.org/pdf/1706.03762v7.pdf",
        "http://export.arxiv.org/abs/1706.03762",
        "https://ar5iv.labs.arxiv.org/html/1706.03762",
        "https://doi.org/10.48550/arXiv.1706.03762",
        "https://huggingface.co/papers/1706.03762",
    ],
)
def test_abstract_pdf_versions_and_mirrors_are_one(url: str) -> None:
    text = twice(ABS, url)
    assert found(text, "P501") == [
        (
            2,
            4,
            'merge with "Attention Is All You Need" in line 1: both lead to arxiv 1706.03762',
        )
    ]
    assert marked(text, "P501") == [f"[Attention Is All You Need]({url})"]
    assert fixes_of(text, "P501") == [""]


def test_openreview_forum_and_pdf_are_one() -> None:
    text = twice(
        "https://openreview.net/forum?id=YicbFdNTTy",
        "https://openreview.net/pdf?id=YicbFdNTTy",
    )
    assert len(found(text, "P501")) == 1


def test_three_are_two_findings() -> None:
    text = twice(ABS, ABS) + f"3. [Attention]({ABS}v2)\n"
    assert [each[0] for each in found(text, "P501")] == [2, 3]
    assert all("in line 1" in each[2] for each in found(text, "P501"))


def test_the_badge_is_marked_where_the_title_is_plain() -> None:
    text = note("""
        - Attention Is All You Need [[code](https://github.com/a/b)] [[paper](https://arxiv.org/abs/1706.03762)]
        - Transformers from scratch [[pdf](https://arxiv.org/pdf/1706.03762)]
        """)
    assert marked(text, "P501") == ["[pdf](https://arxiv.org/pdf/1706.03762)"]


def test_two_links_of_one_entry_are_none() -> None:
    text = f"1. [Attention Is All You Need]({ABS}) [pdf](https://arxiv.org/pdf/1706.03762)\n   or [here]({ABS}v1)\n"
    assert found(text, "P501") == []


def test_mentions_in_prose_are_none() -> None:
    text = f"""\
Since [Attention]({ABS}) appeared, everything is a transformer, and the field has not been the same.

1. [Attention Is All You Need]({ABS})
2. [Image Transformer](https://arxiv.org/abs/1802.05751)
   goes on from [the first one]({ABS})

As we said of [Attention]({ABS}), much has changed since then, and the end is not in sight.
"""
    assert found(text, "P501") == []


def test_sections_are_apart() -> None:
    text = (
        f"## Language\n\n1. [Attention]({ABS})\n\n## Vision\n\n1. [Attention]({ABS})\n"
    )
    assert found(text, "P501") == []
    assert [each[:2] for each in found(text, "P501", config=scope("file"))] == [(7, 4)]


def test_two_lists_of_one_section_are_not() -> None:
    text = (
        f"## Language\n\n1. [Attention]({ABS})\n\nAnd more:\n\n- [Attention]({ABS})\n"
    )
    assert [each[:2] for each in found(text, "P501")] == [(7, 3)]


def test_groups_are_sections_of_their_own() -> None:
    text = note("""
        - Language
          - [Attention](https://arxiv.org/abs/1706.03762)
          - [Adam](https://arxiv.org/abs/1412.6980)
        - Vision
          - [Attention](https://arxiv.org/abs/1706.03762)
          - [Residuals](https://arxiv.org/abs/1512.03385)
        """)
    assert found(text, "P501") == []
    assert [
        each[:2] for each in found(text.replace("1512.03385", "1706.03762v2"), "P501")
    ] == [(6, 5)]
    assert [each[0] for each in found(text, "P501", config=scope("file"))] == [5]


def test_an_entry_within_the_entry_of_its_paper_is_none() -> None:
    text = note("""
        - [Attention](https://arxiv.org/abs/1706.03762)
          - [Attention, the talk about it](https://arxiv.org/abs/1706.03762)
          - [Attention, what came after it](https://arxiv.org/abs/1802.05751)
        """)
    assert found(text, "P501") == []


def test_rows_of_a_table_are_alike_only_where_their_words_are() -> None:
    table = note("""
        | Task | Paper |
        |---|---|
        | Translation | [Attention](https://arxiv.org/abs/1706.03762) |
        | Parsing | [Attention, again](https://arxiv.org/abs/1706.03762) |
        | Parsing | [Attention](https://arxiv.org/pdf/1706.03762) |
        """)
    assert [each[:2] for each in found(table, "P501")] == [(5, 13)]


def test_headings_and_paragraphs() -> None:
    text = note("""
        # Notes

        **Attention Is All You Need** [[paper](https://arxiv.org/abs/1706.03762)]

        **The Transformer, once more** [[pdf](https://arxiv.org/pdf/1706.03762)]
        """)
    assert [each[:2] for each in found(text, "P501")] == [(5, 33)]
    heads = "## [Attention](https://arxiv.org/abs/1706.03762)\n\nGood.\n\n## [Attention](https://arxiv.org/abs/1706.03762)\n\nGood.\n"
    assert found(heads, "P501") == []
    assert [each[:2] for each in found(heads, "P501", config=scope("file"))] == [(5, 4)]


def test_code_and_comments_are_silent() -> None:
    text = f"1. [Attention]({ABS})\n\n<!--\n2. [Attention]({ABS})\n-->\n\n```\n2. [Attention]({ABS})\n```\n"
    assert found(text, "P501") == []


def test_other_title_speaks_first() -> None:
    text = (
        f"1. [Attention Is All You Need, and What It Costs]({ABS})\n2. [Deep Residual Learning for Image Recognition]({ABS})\n"
        f"3. [Attention Is All You Need, and What It Costs]({ABS})\n"
    )
    config = Config(select=("P",))
    assert [each[0] for each in found(text, "P502", config=config)] == [2]
    assert [each[0] for each in found(text, "P501", config=config)] == [3]


def found_in_repository(
    text: str, *mentions: Mention, duplicates: str = "repository"
) -> list[tuple[int, str]]:
    around = RepoContext(
        "b/README.md", mentions={PaperId("arxiv", "1706.03762"): mentions}
    )
    return [
        (each.start.line, each.message)
        for each in check(
            Source(text, "b/README.md"), scope(duplicates), lambda _: around
        )
    ]


def test_the_repository_counts_where_the_config_asks() -> None:
    text = f"1. [Adam](https://arxiv.org/abs/1412.6980)\n2. [Attention]({ABS}v2)\n"
    other = Mention("a/README.md", 12, "Language", '"Attention Is All You Need"')
    message = 'merge with "Attention Is All You Need" in a/README.md line 12: both lead to arxiv 1706.03762'
    assert found_in_repository(text, other) == [(2, message)]
    assert found_in_repository(
        text, Mention("c.md", 1, "", '"C"'), other._replace(line=20), other
    ) == [(2, message)]
    assert found_in_repository(text, other, duplicates="file") == []
    assert found_in_repository(text, other, duplicates="section") == []


def test_of_two_files_the_later_one_tells() -> None:
    text = f"1. [Attention]({ABS})\n"
    assert (
        found_in_repository(
            text, Mention("b/a.md", 1, "", '"A"'), Mention("c.md", 1, "", '"C"')
        )
        == []
    )
    assert len(found_in_repository(text, Mention("b/A.md", 1, "", '"A"'))) == 1


def test_the_own_file_is_told_before_another() -> None:
    text = f"## A\n\n1. [Attention]({ABS})\n\n## B\n\n1. [Attention]({ABS})\n"
    messages = found_in_repository(text, Mention("a.md", 5, "", '"A"'))
    assert [(line, message.partition(":")[0]) for line, message in messages] == [
        (3, 'merge with "A" in a.md line 5'),
        (7, 'merge with "Attention" in line 3'),
    ]


def test_the_repository_counts_only_where_it_is_known() -> None:
    assert found(f"1. [Attention]({ABS})\n", "P501", config=scope("repository")) == []
