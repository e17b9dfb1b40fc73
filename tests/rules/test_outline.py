"""S701 outline: the notebook's own contents list names its sections."""

import pytest

from notelint.config import Config
from notelint.engine.linter import check
from notelint.text.source import Source
from tests.notes import diagnostics_of, fixes_of, found, marked, mended, note

ENTRY = "1. [BERT](https://arxiv.org/abs/1810.04805)\n"
LIST = "- [One](#one)\n- [Two](#two)\n- [Three](#three)\n"
LACKS = LIST + "\n## One\n\n" + ENTRY + "\n## Two\n\n## Three\n\n"


def lacking(text: str) -> list[str]:
    """The headings that findings stand at."""
    return [each.lstrip("# ") for each in marked(text, "S701")]


@pytest.mark.parametrize(
    "text",
    [
        LACKS,
        "# Title\n\n" + LACKS,
        "## Before\n\n## Contents\n\n" + LACKS,
        LACKS
        + "## License\n\n## Contributing\n\n## Star History\n\n## References\n\n## 致谢\n\n## 📜 Citation\n",
        LACKS
        + "## :scroll: License\n\n## 4. Citation & Contact\n\n## 参考文献 / References\n\n## Star History 🌟\n",
        "## :hammer: **目录 | Table of Contents（点击跳转）**\n\n" + LACKS,
        LACKS + "### Deeper\n\n### Deeper still\n",
        LACKS + "# Other level\n\n# One more\n",
        LIST
        + '\n<a name="one"></a>\n\n## First\n\n'
        + ENTRY
        + '\n## Two\n\n## Last <a id="three"></a>\n',
        LIST + '\n## First\n<a name="one"></a>\n\n' + ENTRY + "\n## Two\n\n## Three\n",
        LIST
        + "- Four\n- **Five**\n\n## One\n\n"
        + ENTRY
        + "\n## Two\n\n## Three\n\n## Four\n\n## Five\n",
        LIST
        + "\nAlso [four](#four).\n\n## One\n\n"
        + ENTRY
        + "\n## Two\n\n## Three\n\n## Four\n",
        LIST
        + "- [Four](#fuor)\n\n## One\n\n"
        + ENTRY
        + "\n## Two\n\n## Three\n\n## Four\n",
        LIST
        + "\n## One\n\n"
        + ENTRY
        + "\n## Two\n\n## Three\n\n## A\n\n## B\n\n## C\n",
        "- [One](#one)\n- [Two](#two)\n\n## One\n\n" + ENTRY + "\n## Two\n\n## Three\n",
        "- [One](#one)\n- [Two](#two)\n- [Three](#three)\n- a\n- b\n- c\n\n## One\n\n"
        + ENTRY
        + "\n## Two\n\n## Three\n\n## Four\n",
        "- [One](a.md#one)\n- [Two](a.md#two)\n- [Three](a.md#three)\n\n## One\n\n"
        + ENTRY
        + "\n## Two\n\n## Three\n\n## Four\n",
        "## Class\n\nIts methods:\n\n"
        + LIST
        + "\n## One\n\n"
        + ENTRY
        + "\n## Two\n\n## Three\n\n## Four\n\n## Five\n",
        LACKS + "## \n\n##\n",
        LACKS + "## Notes\n\n## Notes\n\n## Notes\n",
        LACKS
        + "### [A paper](https://arxiv.org/abs/1706.03762)\n\n### [Another](https://arxiv.org/abs/1512.03385)\n",
        LACKS + "## [A paper](https://arxiv.org/abs/1706.03762)\n",
        LACKS + "```\n## Four\n```\n\n<!--\n## Five\n-->\n\n    ## Six\n",
        "---\ntitle: a\n---\n\n" + LACKS,
        "\n## One\n\n" + ENTRY + "\n## Two\n\n## Three\n\n## Four\n",
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_silent(text: str, end: str) -> None:
    assert found(text.replace("\n", end), "S701") == []


def test_a_text_without_entries_is_no_notebook() -> None:
    assert found(LACKS.replace(ENTRY, "") + "## Four\n", "S701") == []


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        (LACKS + "## Four\n", ["Four"]),
        ("# Title\n\n## About\n\n## Contents\n\n" + LACKS + "## Four\n", ["Four"]),
        (LACKS + "## Four\n\n## Five\n", ["Four"]),
        (LACKS + "## Reference Resolution\n", ["Reference Resolution"]),
        ("## 目录（点击跳转）\n\n" + LACKS + "## Four\n\n## Five\n", ["Four"]),
        (LACKS + "<h2>Four</h2>\n", ["<h2>Four</h2>"]),
        (LACKS + "## License\n\n## Four\n", ["Four"]),
        (
            LIST
            + "\n## Zero\n\n## One\n\n"
            + ENTRY
            + "\n## Two\n\n## Half\n\n## Three\n",
            ["Zero", "Half"],
        ),
        (
            "## Class\n\nIts methods:\n\n"
            + LIST
            + "- [Four](#four)\n\n"
            + LACKS.removeprefix(LIST)
            + "## Four\n\n## Five\n",
            ["Five"],
        ),
    ],
)
def test_lacking(text: str, titles: list[str]) -> None:
    assert lacking(text) == titles


def test_place_and_message() -> None:
    text = "# Papers\n\n" + LACKS + "## Four\n\n## Five\n"
    message = 'add "Four" and "Five" to the contents in line 3: readers do not find them there'
    assert found(text, "S701") == [(15, 1, message)]
    assert found(LACKS + "## Four\n", "S701") == [
        (13, 1, 'add "Four" to the contents in line 1: readers do not find it there')
    ]
    long = (
        LIST
        + "- [A](#a)\n- [B](#b)\n- [C](#c)\n- [D](#d)\n\n"
        + LACKS.removeprefix(LIST)
        + "## A\n## B\n## C\n## D\n## 4\n## 5\n## 6\n## 7\n"
    )
    assert [each[2] for each in found(long, "S701")] == [
        'add "4", "5", "6" and 1 more to the contents in line 1: readers do not find them there'
    ]


def test_parts_of_a_section_are_wanted_only_where_it_has_most_of_them() -> None:
    text = note("""
        - [Vision](#vision)
          - [Depth](#depth)
          - [Flow](#flow)
          - [Pose](#pose)
        - [Data](#data)

        ## Vision

        ### Depth

        1. [BERT](https://arxiv.org/abs/1810.04805)

        ### Flow

        ### Pose

        ### Faces

        ## Data

        ### Small
        """)
    assert lacking(text) == ["Faces"]
    assert mended(text, "S701") == text.replace(
        "  - [Pose](#pose)\n", "  - [Pose](#pose)\n  - [Faces](#faces)\n"
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (LIST, LIST + "- [Four](#four)\n"),
        (
            LIST.replace("- ", "*   "),
            LIST.replace("- ", "*   ") + "*   [Four](#four)\n",
        ),
        (
            LIST.replace("\n-", "\n\n-"),
            LIST.replace("\n-", "\n\n-") + "\n- [Four](#four)\n",
        ),
        (
            "1. [One](#one)\n2. [Two](#two)\n3. [Three](#three)\n",
            "1. [One](#one)\n2. [Two](#two)\n3. [Three](#three)\n4. [Four](#four)\n",
        ),
        (
            "1) [One](#one)\n1) [Two](#two)\n1) [Three](#three)\n",
            "1) [One](#one)\n1) [Two](#two)\n1) [Three](#three)\n1) [Four](#four)\n",
        ),
        (
            "- [One](#one)\n- [Two](#two)\n- [Three](#three), the last\n  - a\n",
            "- [One](#one)\n- [Two](#two)\n- [Three](#three), the last\n  - a\n- [Four](#four)\n",
        ),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_added_behind_its_neighbour(before: str, after: str, end: str) -> None:
    rest = (LACKS.removeprefix(LIST) + "## Four:\n").replace("\n", end)
    text = before.replace("\n", end) + rest
    assert fixes_of(text, "S701") == ["safe"]
    assert mended(text, "S701") == after.replace("\n", end) + rest
    assert found(mended(text, "S701"), "S701") == []


def test_added_before_the_first_between_and_several_at_once() -> None:
    text = (
        LIST
        + "\n## Zero\n\n## One\n\n"
        + ENTRY
        + "\n## Two\n\n## Two and a half\n\n## Two and a bit\n\n## Three\n"
    )
    text = (
        text.replace(LIST, LIST + "- [Four](#four)\n- [Five](#five)\n")
        + "\n## Four\n\n## Five\n"
    )
    after = mended(text, "S701")
    assert after == text.replace("- [One]", "- [Zero](#zero)\n- [One]").replace(
        "- [Three]",
        "- [Two and a half](#two-and-a-half)\n- [Two and a bit](#two-and-a-bit)\n- [Three]",
    )
    assert found(after, "S701") == []


@pytest.mark.parametrize(
    ("contents", "heading"),
    [
        (LIST, "## A [b] c"),
        (LIST, "## `code`_x"),
        (LIST, "## ![](a.png) Four"),
        (LIST, "## Four :rocket:"),
        (LIST.replace("[Three](#three)", "**[Three](#three)**"), "## Four"),
        (LIST.replace("[Three](#three)", '<a href="#three">Three</a>'), "## Four"),
        (LIST.replace("[Three](#three)", "3\\. [Three](#three)"), "## Four"),
    ],
)
def test_no_fix_where_it_is_not_plain(contents: str, heading: str) -> None:
    assert fixes_of(LACKS.replace(LIST, contents) + heading + "\n", "S701") == [""]


def test_an_ordered_contents_is_not_numbered_anew() -> None:
    text = (
        "1. [One](#one)\n2. [Two](#two)\n3. [Three](#three)\n\n## One\n\n"
        + ENTRY
        + "\n## Half\n\n## Two\n\n## Three\n"
    )
    assert fixes_of(text, "S701") == [""]


def test_two_lists_of_one_section_are_one_contents() -> None:
    text = (
        "# T\n\n"
        + LIST
        + "\nMore:\n\n* [Four](#four)\n\n"
        + LACKS.removeprefix(LIST)
        + "## Four\n\n## Five\n"
    )
    assert lacking(text) == ["Five"]
    assert mended(text, "S701") == text.replace(
        "* [Four](#four)\n", "* [Four](#four)\n* [Five](#five)\n"
    )


def test_a_line_that_leads_nowhere() -> None:
    text = LIST.replace(
        "[Two](#two)", "[Two](#two)\n- [Old](#old)"
    ) + LACKS.removeprefix(LIST)
    assert found(text, "S701") == [
        (3, 9, "drop or correct this line of the contents: there is no #old")
    ]
    assert fixes_of(text, "S701") == [""]


def test_missing_anchor_speaks_in_its_place() -> None:
    text = LIST.replace(
        "[Two](#two)", "[Two](#two)\n- [Old](#old)"
    ) + LACKS.removeprefix(LIST)
    assert [
        each.code for each in check(Source(text), Config(select=("L408", "S701")))
    ] == ["L408"]


def test_papers_headings_are_wanted_where_the_contents_names_them() -> None:
    papers = "".join(
        f"## [Paper {name}](https://arxiv.org/abs/1706.0376{place})\n\nText.\n\n"
        for place, name in enumerate("ABCDE")
    )
    contents = "".join(f"- [Paper {name}](#paper-{name.lower()})\n" for name in "ABCD")
    assert lacking(contents + "\n" + papers) == [
        "[Paper E](https://arxiv.org/abs/1706.03764)"
    ]
    assert (
        mended(contents + "\n" + papers, "S701")
        == contents + "- [Paper E](#paper-e)\n\n" + papers
    )


def test_a_finding_can_be_silenced_at_its_heading() -> None:
    text = LACKS + "<!-- notelint-disable-next-line S701 -->\n## Four\n"
    assert diagnostics_of(text, "S701") == []


@pytest.mark.parametrize(
    "piece", ["- [a](#a)\n", "- [a](#a)\n\n## a\n\n", "## b\n\n<a name='x'></a>\n"]
)
def test_time_grows_with_the_text(piece: str) -> None:
    from time import process_time

    source = Source(LACKS + piece * 3000)
    start = process_time()
    check(source, Config(select=("S701",)))
    assert process_time() - start < 10
