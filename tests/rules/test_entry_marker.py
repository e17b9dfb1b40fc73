"""E102 entry-marker: lines meant as numbered entries that Markdown takes for text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from notelint.config import Config
from tests.notes import diagnostics_of, fixes_of, found, marked, mended, note
from tests.pages import rendered, shown_numbers

ONE = "[Graphs, part 1](https://arxiv.org/abs/2101.00001)"
TWO = "[Graphs, part 2](https://arxiv.org/abs/2101.00002)"
THREE = "[Graphs, part 3](https://arxiv.org/abs/2101.00003)"
LIST = f"1. {ONE}\n"
OTHER = "\n## Trees\n\n- [Trees, part 1](https://arxiv.org/abs/2102.00001)\n"


@pytest.mark.parametrize(
    "line",
    [
        f"2. {TWO}",
        f"2) {TWO}",
        f"- {TWO}",
        f"- 2.{TWO}",
        f"[2] {TWO}",
        f"[2]{TWO}",
        f"2017.01 {TWO}",
        f"2017. {TWO}",
        f"3.5{TWO}",
        f"12.5% better than {TWO}",
        f"2.x of {TWO} is faster",
        f"1、builds on {TWO}, with trees",
        "2.The first approach is described in the original [paper](https://arxiv.org/abs/2101.00002)",
        "2、作者提出了新的方法，见[论文](https://arxiv.org/abs/2101.00002)",
        "2.[Code](https://github.com/a/b)",
        "2、[a note](notes/graphs.md)",
        "2.a remark without a link",
        f"2\\.{TWO}",
        f"2 {TWO}",
        f"2.{TWO[:1]}",
        f"   （2）{TWO}",
        f"   (2) {TWO}",
    ],
)
def test_silent(line: str) -> None:
    assert found(f"{LIST}{line}\n", "E102") == []


@pytest.mark.parametrize(
    "text",
    [
        f"`\n2.{TWO}`",
        f"\n```\n2.{TWO}\n```",
        f"\n\n    2.{TWO}",
        f"$$\n2.{TWO}\n$$",
        f"<!--\n2.{TWO}\n-->",
        f"> quoted\n> 2.{TWO}",
        f"\n<div>\n2.{TWO}\n</div>",
        f"\n## 2.{TWO}",
        f"\n| a |\n|---|\n| 2.{TWO} |",
        f"{{{{ 2.{TWO} }}}}",
        f"\n{{% include a.html x='' 2.x='{TWO}' %}}",
    ],
)
def test_code_math_comments_quotes_html_headings_tables_and_templates_are_silent(
    text: str,
) -> None:
    assert found(f"{LIST}\nwords {text}\n", "E102") == []


def test_points_under_a_heading_that_is_an_entry() -> None:
    text = f"## {ONE}\n\n（1）{TWO} is where it began.\n\n(2) {THREE} went on.\n"
    assert found(text, "E102") == []
    assert [
        each[0] for each in found(f"{text}\n3.{TWO}\n\n# Trees\n\n（1）{TWO}\n", "E102")
    ] == [7, 11]


def test_front_matter_is_silent() -> None:
    assert found(f"---\nlink:\n  2.{TWO}\n---\n\n{LIST}", "E102") == []


def test_what_it_says() -> None:
    text = f"{LIST}2.{TWO}\n3. {THREE}\n"
    message = (
        'write "2. " before this entry: readers see "2." as text, and no item of a list'
    )
    assert found(text, "E102") == [(2, 1, message)]
    assert marked(text, "E102") == ["2."]
    assert fixes_of(text, "E102") == ["safe"]
    assert mended(text, "E102") == f"{LIST}2. {TWO}\n3. {THREE}\n"


@pytest.mark.parametrize(
    "marker",
    [
        "2.",
        "2)",
        "2、",
        "2、 ",
        "2．",
        "2。",
        "2）",
        "（2）",
        "(2)",
        "(2) ",
        "（2） ",
        "２．",
        "2．\t",
        "02.",
    ],
)
def test_every_way_to_write_a_number(marker: str) -> None:
    text = f"{LIST}{marker}{TWO}\n"
    assert marked(text, "E102") == [marker.rstrip()]
    assert mended(text, "E102") == f"{LIST}2. {TWO}\n"
    assert shown_numbers(mended(text, "E102")) == [1, 2]


@pytest.mark.parametrize(
    "entry",
    [
        f"**{TWO}** (ICLR 2022)",
        f"🔥 {TWO}",
        "<a href='https://arxiv.org/abs/2101.00002'>Graphs, part 2</a>",
        "Learning Graphs from Trees [[paper](https://arxiv.org/abs/2101.00002)]",
        "**Learning graphs with few trees** [paper](https://arxiv.org/abs/2101.00002)",
        "Learning Graphs from Trees [code](https://github.com/a/b) [pdf](https://arxiv.org/abs/2101.00002)",
        "基于图的机器翻译 [论文](https://arxiv.org/abs/2101.00002)",
        "[Graphs, part 2](https://example.org/graphs) [paper](https://arxiv.org/abs/2101.00002)",
        "https://arxiv.org/abs/2101.00002",
    ],
)
def test_every_way_to_name_a_paper(entry: str) -> None:
    assert mended(f"{LIST}2.{entry}\n", "E102") == f"{LIST}2. {entry}\n"


def test_the_bracket_of_the_list_is_kept() -> None:
    assert mended(f"1) {ONE}\n2.{TWO}\n", "E102") == f"1) {ONE}\n2) {TWO}\n"
    assert mended(f"1) {ONE}\n\n2.{TWO}\n", "E102") == f"1) {ONE}\n\n2) {TWO}\n"
    assert mended(f"1.{ONE}\n\n2) {TWO}\n", "E102") == f"1) {ONE}\n\n2) {TWO}\n"


def test_a_list_of_such_lines_alone() -> None:
    text = f"## Graphs\n\n1.{ONE}\nsome words\n2、{TWO}\n  （3）{THREE}\n"
    assert [each[:2] for each in found(text, "E102")] == [(3, 1), (5, 1), (6, 3)]
    assert (
        mended(text, "E102")
        == f"## Graphs\n\n1. {ONE}\nsome words\n2. {TWO}\n  3. {THREE}\n"
    )
    assert shown_numbers(mended(text, "E102")) == [1, 2, 3]


def test_a_one_begins_a_list_under_a_line_of_text() -> None:
    text = f"On graphs:\n1.{ONE}\n2.{TWO}\n{OTHER}"
    assert mended(text, "E102") == f"On graphs:\n1. {ONE}\n2. {TWO}\n{OTHER}"
    assert shown_numbers(mended(text, "E102")) == [1, 2]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_another_number_needs_an_empty_line(end: str) -> None:
    text = note(f"""
        On graphs:
        2.{TWO}
        3.{THREE}

        - {ONE}
        """).replace("\n", end)
    assert mended(
        text, "E102"
    ) == f"On graphs:\n\n2. {TWO}\n3. {THREE}\n\n- {ONE}\n".replace("\n", end)
    assert found(mended(text, "E102"), "E102") == []


def test_a_backslash_before_an_empty_line_would_be_seen() -> None:
    assert (
        mended(f"On graphs:\\\n2.{TWO}\n{OTHER}", "E102")
        == f"On graphs:\n\n2. {TWO}\n{OTHER}"
    )


def test_a_number_well_written_under_a_line_of_text() -> None:
    text = f"{LIST}\nOn trees:\n2. {TWO}\n3. {THREE}\n"
    assert found(text, "E102") == [
        (
            4,
            1,
            'put an empty line before this "2.": readers see it run on from the line above',
        )
    ]
    assert mended(text, "E102") == f"{LIST}\nOn trees:\n\n2. {TWO}\n3. {THREE}\n"
    assert shown_numbers(mended(text, "E102")) == [1, 2, 3]


def test_a_number_that_is_well_written_below_one_that_is_not() -> None:
    text = f"{LIST}\nOn trees:\n2.{TWO}\n3. {THREE}\n"
    assert [each[:2] for each in found(text, "E102")] == [(4, 1)]
    assert shown_numbers(mended(text, "E102")) == [1, 2, 3]


def test_under_a_bullet() -> None:
    text = f"- {ONE}\n2.{TWO}\n"
    assert mended(text, "E102") == f"- {ONE}\n2. {TWO}\n"
    assert shown_numbers(mended(text, "E102")) == [2]


def test_in_a_list_within_a_list() -> None:
    text = f"- Graphs\n  1. {ONE}\n  2.{TWO}\n"
    assert mended(text, "E102") == f"- Graphs\n  1. {ONE}\n  2. {TWO}\n"
    assert shown_numbers(mended(text, "E102")) == [1, 2]


def test_points_in_the_text_of_an_item() -> None:
    text = f"- On graphs:\n  1.{ONE}\n  2.{TWO}\n{OTHER}"
    assert mended(text, "E102") == f"- On graphs:\n  1. {ONE}\n  2. {TWO}\n{OTHER}"
    assert shown_numbers(mended(text, "E102")) == [1, 2]


@pytest.mark.parametrize(
    "text",
    [
        f"1. {ONE}\n   2.{TWO}\n",
        f"- Graphs\n  - {ONE}\n2.{TWO}\n",
        f"{LIST}2.- {TWO}\n",
        f"{LIST}2.> {TWO}\n",
        f"{LIST}2.# {TWO}\n",
        f"Words\n     2.{TWO}\n\n{LIST}",
        f"Words\n\t2.{TWO}\n\n{LIST}",
    ],
)
def test_where_it_would_be_no_item_of_the_list_it_is_left(text: str) -> None:
    assert fixes_of(text, "E102") in ([""], ["safe"])
    if fixes_of(text, "E102") == ["safe"]:
        assert (
            rendered(mended(text, "E102")).count("<li>")
            == rendered(text).count("<li>") + 1
        )


def chinese(count: int, end: str = "\n") -> str:
    return "".join(
        f"{each}、[Graphs, part {each}](https://arxiv.org/abs/2101.{each:05}){end}\n"
        for each in range(1, count + 1)
    )


def test_a_style_that_a_notebook_keeps_to_and_that_readers_see_is_none() -> None:
    assert found(chinese(5), "E102") == []
    assert found(chinese(5, "<br>"), "E102") == []
    assert found(chinese(5, "  "), "E102") == []
    assert len(found(chinese(4), "E102")) == 4
    assert len(found(chinese(5, ""), "E102")) == 4 + 1
    assert len(found(chinese(5).replace("、", "."), "E102")) == 5
    lists = "".join(
        f"{each}. [Trees, part {each}](https://arxiv.org/abs/2102.{each:05})\n"
        for each in range(1, 6)
    )
    assert len(found(chinese(5) + "## Trees\n\n" + lists, "E102")) == 5


def test_e101_says_nothing_of_its_own_at_the_place() -> None:
    text = f"{LIST}3.{TWO}\n4. {THREE}\n"
    assert len(found(text, "E102", config=Config(select=("E",)))) == 1
    assert found(text, "E101", config=Config(select=("E101", "E102"))) == []
    assert found(mended(text, "E102"), "E101") == [
        (2, 1, "number this entry 2: 3 stands after 1")
    ]


MARKERS = st.sampled_from(
    ["{}.", "{})", "{}、", "{}、 ", "{}．", "{}。", "（{}）", "({}) "]
)
ENTRIES = st.builds(
    lambda marker, indent, words: (indent, marker, words),
    MARKERS,
    st.sampled_from(["", " ", "  "]),
    st.sampled_from(
        ["", "\nand words", "<br>\n   more words", " (ICLR 2022)\\\nand *words*"]
    ),
)


@settings(deadline=None)
@given(
    head=st.sampled_from(
        [
            "",
            "words\n",
            "words<br>\n",
            "words\\\n",
            "## Graphs\n",
            "***\n",
            "words  \n",
            "![](a.png)\n",
        ]
    ),
    first=st.integers(1, 120),
    entries=st.lists(ENTRIES, min_size=1, max_size=4),
    end=st.sampled_from(["\n", "\r\n"]),
)
def test_readers_see_the_numbers_as_they_were_meant(
    head: str, first: int, entries: list[tuple[str, str, str]], end: str
) -> None:
    lines = [
        f"{indent}{marker.format(number)}[Graphs, part {number}](https://arxiv.org/abs/2101.{number:05}){words}\n"
        for number, (indent, marker, words) in enumerate(entries, start=first)
    ]
    text = (head + "".join(lines) + OTHER).replace("\n", end)
    after = mended(text, "E102")
    assert found(after, "E102") == []
    assert shown_numbers(after) == list(range(first, first + len(entries)))


@settings(deadline=None)
@given(
    before=st.integers(1, 3),
    entries=st.lists(ENTRIES, min_size=1, max_size=3),
    mark=st.sampled_from([".", ")"]),
)
def test_lines_under_an_item_go_on_counting(
    before: int, entries: list[tuple[str, str, str]], mark: str
) -> None:
    head = "".join(
        f"{each}{mark} [Trees, part {each}](https://arxiv.org/abs/2102.{each:05})\n"
        for each in range(1, before + 1)
    )
    lines = [
        f"{indent}{marker.format(number)}[Graphs, part {number}](https://arxiv.org/abs/2101.{number:05}){words}\n"
        for number, (indent, marker, words) in enumerate(entries, start=before + 1)
    ]
    after = mended(head + "".join(lines), "E102")
    assert found(after, "E102") == []
    assert shown_numbers(after) == list(range(1, before + len(entries) + 1))


def test_an_empty_line_and_a_marker_are_one_edit() -> None:
    found_here = diagnostics_of(f"1. {ONE}\n\nSome words\n2. {TWO}\n", "E102")
    assert [each.fix and len(each.fix.edits) for each in found_here] == [1]
