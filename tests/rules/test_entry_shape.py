"""E108 entry-shape: entries of another shape than the notebook's."""

import pytest

from notelint.config import Config
from notelint.notebook.model import Preferences
from tests.notes import fixes_of, found, marked

ODD = "[Trees](https://arxiv.org/abs/2102.00001)"


def entries(count: int = 19, marker: str = "1.", first: int = 1) -> str:
    """A list with one marker for all."""
    return "".join(
        f"{marker} [Graphs, part {place}](https://arxiv.org/abs/2101.{place:05})\n"
        for place in range(first, first + count)
    )


def wanting(shape: str) -> Config:
    return Config(select=("E108",), notebook=Preferences(entry=shape))


@pytest.mark.parametrize(
    "rest",
    [
        "",
        f"1. {ODD}\n",
        f"2) {ODD}\n",
        f"- a remark that mentions {ODD}\n",
        f"\nA sentence on {ODD}\n",
        f"\n{ODD} is where all of this began, and more words of it follow here.\n",
        f"\n## Trees\n\n- {ODD}\n",
        f"\n## [Trees](https://arxiv.org/abs/2102.00001)\n\n{entries(1)}",
        f"\n| a | b |\n|---|---|\n| {ODD} | 12.5 |\n",
        f"   - {ODD}\n",
        f"   - {ODD}\n   - {ODD}\n",
        f"- {ODD}\n- {ODD}\n- {ODD}\n",
        f"```\n- {ODD}\n```\n",
        f"<!--\n- {ODD}\n-->\n",
        f"\n> - {ODD}\n",
    ],
)
def test_silent(rest: str) -> None:
    assert found(entries(60) + rest, "E108") == []


def test_what_it_says() -> None:
    text = entries() + f"- {ODD}\n"
    assert found(text, "E108") == [
        (
            20,
            1,
            'write "Trees" as a numbered item, as the other entries are: readers see a bullet',
        )
    ]
    assert marked(text, "E108") == ["-"]
    assert fixes_of(text, "E108") == [""]


@pytest.mark.parametrize(
    ("marker", "odd", "what"),
    [
        (
            "-",
            f"1. {ODD}",
            '"Trees" as a bullet, as the other entries are: readers see a numbered item',
        ),
        (
            "-",
            f"\n{ODD} (ICLR 2022)",
            '"Trees" as a bullet, as the other entries are: readers see a paragraph',
        ),
        (
            "1.",
            f"\n{ODD}\n",
            '"Trees" as a numbered item, as the other entries are: readers see a paragraph',
        ),
        ("##", f"- {ODD}", ""),
    ],
)
def test_every_pair(marker: str, odd: str, what: str) -> None:
    assert [each[2] for each in found(f"{entries(19, marker)}{odd}\n", "E108")] == (
        [f"write {what}"] if what else []
    )


def test_a_paragraph_is_marked_by_its_first_line() -> None:
    text = f"{entries()}\n{ODD}\n[code](https://github.com/a/b)\n"
    assert marked(text, "E108") == [ODD]


def test_only_where_at_least_95_of_100_agree() -> None:
    assert found(entries(18) + f"- {ODD}\n", "E108") == []
    assert found(entries(8) + f"- {ODD}\n", "E108") == []
    assert len(found(entries(40) + f"- {ODD}\n- {ODD}\n", "E108")) == 2


def test_nested_bullets_are_bullets_and_entries_within_entries_do_not_count() -> None:
    nested = "- Group\n" + "".join(
        f"  {line}\n" for line in entries(10, "-").splitlines()
    )
    assert found(nested + entries(10, "-", 11), "E108") == []
    assert len(found(nested + entries(10, "-", 11) + f"1. {ODD}\n", "E108")) == 1


def test_as_configured() -> None:
    text = entries(2) + f"\n- {ODD}\n\n## {ODD}\n"
    assert [each[0] for each in found(text, "E108", config=wanting("ordered"))] == [
        4,
        6,
    ]
    assert [each[0] for each in found(text, "E108", config=wanting("bullet"))] == [
        1,
        2,
        6,
    ]
    assert [each[0] for each in found(text, "E108", config=wanting("heading"))] == [
        1,
        2,
        4,
    ]
    assert len(found(text, "E108", config=wanting("table"))) == 4
    assert found(text, "E108", config=wanting("auto")) == []
    assert found(entries() + f"- {ODD}\n", "E108", config=wanting("off")) == []


def test_a_glued_number_is_told_by_its_own_rule() -> None:
    text = entries() + f"\n20.{ODD}\n"
    assert len(found(text, "E102", config=Config(select=("E102", "E108")))) == 1
    assert found(text, "E108", config=Config(select=("E102", "E108"))) == []


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_other_line_ends(end: str) -> None:
    assert [
        each[:2]
        for each in found((entries() + f"- {ODD}\n").replace("\n", end), "E108")
    ] == [(20, 1)]


def test_front_matter_is_silent() -> None:
    assert found(f"---\na:\n- {ODD}\n---\n\n{entries()}", "E108") == []
