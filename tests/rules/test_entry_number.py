"""E101 entry-number: the numbers of a list are what GitHub shows."""

import time

import pytest

from tests.notes import fixes_of, found, marked, mended, note


def numbered(numbers: str, head: str = "") -> str:
    """A list with these numbers; each entry has a paper of its own."""
    lines = [
        f"{each} [Graphs, part {place}](https://arxiv.org/abs/2101.{place:05})\n"
        for place, each in enumerate(numbers.split(), start=1)
    ]
    return head + "".join(lines)


def written(text: str) -> str:
    """The numbers in a text."""
    return " ".join(line.split()[0] for line in text.splitlines() if line[:1].isdigit())


@pytest.mark.parametrize(
    "numbers",
    [
        "1. 2. 3.",
        "1. 1. 1.",
        "1.",
        "0.",
        "0. 1. 2.",
        "1) 2) 3)",
        "- - -",
        "1. 2. 3. 4. 5. 6. 7. 8. 9. 10. 11.",
    ],
)
def test_in_order(numbers: str) -> None:
    assert found(numbered(numbers), "E101") == []


@pytest.mark.parametrize(
    ("numbers", "right"),
    [
        ("1. 2. 4. 5.", "1. 2. 3. 4."),
        ("1. 2. 2. 3.", "1. 2. 3. 4."),
        ("1. 3. 3. 4.", "1. 2. 3. 4."),
        ("1. 1. 2. 3.", "1. 2. 3. 4."),
        ("1. 1. 1. 2.", "1. 1. 1. 1."),
        ("0. 0. 0.", "0. 1. 2."),
        ("0. 1. 3.", "0. 1. 2."),
        ("2. 3. 4.", "1. 2. 3."),
        ("3. 1. 2.", "1. 2. 3."),
        ("1) 2) 4)", "1) 2) 3)"),
        ("1. 2. 10.", "1. 2. 3."),
        ("1. 02. 3. 5.", "1. 02. 3. 4."),
        ("9.", "1."),
        ("1. 2. 3. 4. 5. 6. 7. 8. 9. 11.", "1. 2. 3. 4. 5. 6. 7. 8. 9. 10."),
    ],
)
def test_renumbered(numbers: str, right: str) -> None:
    text = mended(numbered(numbers), "E101")
    assert written(text) == right
    assert text == numbered(right)
    assert found(text, "E101") == []


def test_where_and_what_it_says() -> None:
    text = numbered("1. 2. 4. 5. 5.")
    assert found(text, "E101") == [(3, 1, "number this entry 3: 4 stands after 2")]
    assert marked(text, "E101") == ["4."]


def test_a_slip_is_said_once_and_the_next_one_again() -> None:
    text = numbered("1. 3. 4. 6. 7.")
    assert found(text, "E101") == [
        (2, 1, "number this entry 2: 3 stands after 1"),
        (4, 1, "number this entry 4: 6 stands after 4"),
    ]
    assert written(mended(text, "E101")) == "1. 2. 3. 4. 5."


def test_wrong_at_the_head() -> None:
    assert found(numbered("2. 3."), "E101") == [
        (1, 1, "number this entry 1: 2 stands at the head of this list")
    ]


def test_bullets_and_lists_without_papers_are_no_business_of_its() -> None:
    text = note("""
        1. first
        2. second
        4. fourth

        - [Graphs, part 1](https://arxiv.org/abs/2101.00001)
        - [Graphs, part 2](https://arxiv.org/abs/2101.00002)
        """)
    assert found(text, "E101") == []


def test_a_second_list_may_start_at_one() -> None:
    text = (
        numbered("1. 2.")
        + "\nAnd on language:\n\n"
        + numbered("1. 2.")
        + "\n"
        + numbered("1) 2)")
    )
    assert found(text, "E101") == []


def test_a_list_may_go_on_counting_from_the_section_before() -> None:
    text = (
        "# Vision\n\n"
        + numbered("1. 2.")
        + "\n# Language\n\n"
        + numbered("3. 4.")
        + "\n# Speech\n\n"
        + numbered("5.")
    )
    assert found(text, "E101") == []


@pytest.mark.parametrize(
    ("numbers", "right"),
    [
        ("4. 5.", "3. 4."),
        ("2. 4. 5.", "3. 4. 5."),
        ("2. 2. 3.", "1. 2. 3."),
        ("5. 4. 5.", "3. 4. 5."),
        ("3. 2. 3.", "1. 2. 3."),
        ("2. 9.", "1. 2."),
        ("1. 4. 5.", "1. 2. 3."),
    ],
)
def test_a_wrong_head_goes_on_counting_or_begins_anew_as_most_of_its_list_does(
    numbers: str, right: str
) -> None:
    text = "# Vision\n\n" + numbered("1. 2.") + "\n# Language\n\n" + numbered(numbers)
    assert written(mended(text, "E101")) == f"1. 2. {right}"


def test_a_head_that_says_where_the_list_goes_on() -> None:
    text = "# Vision\n\n" + numbered("1. 2.") + "\n# Language\n\n" + numbered("4. 5.")
    assert found(text, "E101") == [
        (8, 1, "number this entry 3: 4 stands at the head of this list")
    ]


def test_a_list_may_go_on_counting_from_a_list_that_was_mended() -> None:
    text = "# Vision\n\n" + numbered("1. 3.") + "\n# Language\n\n" + numbered("3. 4.")
    assert written(mended(text, "E101")) == "1. 2. 3. 4."


def test_descending_is_reported_without_a_fix() -> None:
    text = numbered("3. 2. 1.")
    assert found(text, "E101")[0] == (
        1,
        1,
        "number this entry 1: 3 stands at the head of this list",
    )
    assert set(fixes_of(text, "E101")) == {""}
    assert mended(text, "E101") == text


@pytest.mark.parametrize(
    "words",
    [
        "与论文1相对应",
        "as in paper 3",
        "see [4] for more",
        "unlike #2",
        "第2篇",
        "cf. entry 3",
    ],
)
def test_cited_by_number_is_reported_without_a_fix(words: str) -> None:
    text = numbered("1. 2. 4.") + f"   {words}\n"
    assert found(text, "E101") == [(3, 1, "number this entry 3: 4 stands after 2")]
    assert fixes_of(text, "E101") == [""]


@pytest.mark.parametrize(
    "words",
    [
        "on page 3",
        "in 2022",
        "[4](https://example.org/4)",
        "paper 300",
        "256 layers",
        "&#39;t",
    ],
)
def test_what_cites_no_entry_leaves_the_fix(words: str) -> None:
    assert fixes_of(numbered("1. 2. 4.") + f"   {words}\n", "E101") == ["layout"]


def test_a_citation_in_another_section_leaves_the_fix() -> None:
    text = (
        "# Vision\n\n"
        + numbered("1. 2. 4.")
        + "\n# Language\n\n"
        + numbered("1. 2.")
        + "   see paper 2\n"
    )
    assert fixes_of(text, "E101") == ["layout"]


def test_a_list_cut_by_a_figure_is_judged_as_whole() -> None:
    text = note("""
        1. [Graphs, part 1](https://arxiv.org/abs/2101.00001)<br/>
           one
        <img src="./figs/a.png" />
        2. [Graphs, part 2](https://arxiv.org/abs/2101.00002)<br/>
        <br/>

        3. [Graphs, part 3](https://arxiv.org/abs/2101.00003)
        """)
    assert found(text, "E101") == []
    assert found(text.replace("3. [", "5. ["), "E101") == [
        (7, 1, "number this entry 3: 5 stands after 2")
    ]


def test_a_number_glued_to_its_title_counts_as_an_entry() -> None:
    text = note("""
        1. [Graphs, part 1](https://arxiv.org/abs/2101.00001)
        2.[Graphs, part 2](https://arxiv.org/abs/2101.00002)
        3. [Graphs, part 3](https://arxiv.org/abs/2101.00003)
        4、[Graphs, part 4](https://arxiv.org/abs/2101.00004)
        5. [Graphs, part 5](https://arxiv.org/abs/2101.00005)
        """)
    assert found(text, "E101") == []


def test_a_glued_number_that_is_wrong_is_reported_and_left() -> None:
    text = note("""
        1. [Graphs, part 1](https://arxiv.org/abs/2101.00001)
        3.[Graphs, part 2](https://arxiv.org/abs/2101.00002)
        5. [Graphs, part 3](https://arxiv.org/abs/2101.00003)
        """)
    assert found(text, "E101") == [
        (2, 1, "number this entry 2: 3 stands after 1"),
        (3, 1, "number this entry 3: 5 stands after 3"),
    ]
    assert mended(text, "E101") == text.replace("5. [", "3. [")


def test_a_number_within_a_sentence_is_no_entry() -> None:
    text = note("""
        1. [Graphs, part 1](https://arxiv.org/abs/2101.00001)
           1、builds on [Graphs, part 9](https://arxiv.org/abs/2101.00009), with trees
           3.5 points better than [Graphs, part 9](https://arxiv.org/abs/2101.00009)
        2. [Graphs, part 2](https://arxiv.org/abs/2101.00002)
        """)
    assert found(text, "E101") == []


def test_numbers_inside_of_an_entry_are_sub_points() -> None:
    text = note("""
        1. [Graphs, part 1](https://arxiv.org/abs/2101.00001)
           1. an idea
           3. another
        2. [Graphs, part 2](https://arxiv.org/abs/2101.00002)
        """)
    assert found(text, "E101") == []


def test_lists_in_a_group_are_each_their_own() -> None:
    text = note("""
        - Vision
          1. [Graphs, part 1](https://arxiv.org/abs/2101.00001)
          2. [Graphs, part 2](https://arxiv.org/abs/2101.00002)
        - Language
          1. [Graphs, part 3](https://arxiv.org/abs/2101.00003)
          3. [Graphs, part 4](https://arxiv.org/abs/2101.00004)
        """)
    assert found(text, "E101") == [(6, 3, "number this entry 2: 3 stands after 1")]


@pytest.mark.parametrize("fence", ["```", "~~~"])
def test_code_is_silent(fence: str) -> None:
    text = numbered("1. 2.") + f"\n{fence}\n" + numbered("1. 3.") + f"{fence}\n"
    assert found(text, "E101") == []


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_other_line_ends(end: str) -> None:
    text = numbered("1. 3.").replace("\n", end)
    assert mended(text, "E101") == numbered("1. 2.").replace("\n", end)


BULLET = "- [Trees, part 1](https://arxiv.org/abs/2102.00001)\n"


def test_a_list_goes_on_counting_behind_an_entry_of_another_shape() -> None:
    rest = numbered("4. 5.").replace("2101", "2103")
    assert found(numbered("1. 2.") + BULLET + rest, "E101") == []
    assert (
        found(
            numbered("1. 2.")
            + BULLET
            + rest.replace("4. ", "3. ").replace("5. ", "4. "),
            "E101",
        )
        == []
    )
    assert found(
        numbered("1. 2.")
        + BULLET
        + rest.replace("4. ", "5. ").replace("5. ", "6. ", 1),
        "E101",
    )[0][:2] == (4, 1)


def test_a_list_goes_on_counting_behind_a_line_that_is_no_item() -> None:
    line = "3.[Trees, part 1](https://arxiv.org/abs/2102.00001)\n"
    rest = numbered("4. 5.").replace("2101", "2103")
    assert found(numbered("1. 2.") + "\n" + line + "\n" + rest, "E101") == []
    assert found(line.replace("3", "1", 1) + "\n" + numbered("2. 3."), "E101") == []
    text = (
        numbered("1. 2.")
        + "\n"
        + line
        + "\n"
        + numbered("5. 6.").replace("2101", "2103")
    )
    assert found(text, "E101") == [
        (6, 1, "number this entry 4: 5 stands at the head of this list")
    ]


def test_lists_within_groups_are_counted_in_their_order() -> None:
    group = "".join(
        f"   {line}\n"
        for line in numbered("1. 2.").replace("2101", "2104").splitlines()
    )
    text = "- Vision\n" + group + BULLET + "- Language\n" + group
    assert found(text, "E101") == []


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("   words\n\n   - point\n", "    words\n\n    - point\n"),
        ("lazy\n  lazy\n", "lazy\n  lazy\n"),
        ("   words\n\n       code\n", "    words\n\n        code\n"),
        ("   ```\n   code\n\n   ```\n", "    ```\n    code\n\n    ```\n"),
    ],
)
def test_lines_move_with_the_text_of_a_number_that_grows(
    lines: str, expected: str
) -> None:
    nine = numbered("1. 2. 3. 4. 5. 6. 7. 8. 9.")
    text, whole = (
        nine + numbered(f"{last}.").replace("2101", "2105") + rest
        for last, rest in (("9", lines), ("10", expected))
    )
    assert mended(text, "E101") == whole
    assert found(whole, "E101") == []


def test_and_back_with_one_that_shrinks() -> None:
    text = (
        numbered("1.")
        + numbered("10.").replace("2101", "2105")
        + "    words\n\n        code\n   lazy\n"
    )
    assert mended(text, "E101") == text.replace("10.", "2.").replace(
        "    words", "   words"
    ).replace("        code", "       code")


def test_a_list_that_github_cuts_is_renumbered_for_who_asks() -> None:
    text = (
        numbered("1.")
        + '<img src="figs/a.png" />\n\n'
        + numbered("3.").replace("2101", "2105")
    )
    assert fixes_of(text, "E101") == ["safe"]
    assert fixes_of(text.replace("<img", "   <img"), "E101") == ["layout"]


def test_a_number_as_large_as_can_be_takes_no_time() -> None:
    text = numbered("1.") + numbered("999999999.").replace("2101", "2105")
    start = time.perf_counter()
    assert len(found(text, "E101")) == 1
    assert time.perf_counter() - start < 1
