"""A finding keeps its fingerprint while other things change: lines move, entries are
renumbered, sections change places, `fmt` mends.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from notelint.config import Config
from notelint.engine.formatter import LAYOUT, fix_source
from notelint.engine.linter import check
from notelint.text.diagnostics import Diagnostic
from notelint.text.source import Source
from tests.notes import note
from tests.planting import MARK, PLANTERS, Entry, Notes, Section, around, orderly
from tests.test_linter_properties import AROUND, texts

randoms = st.integers(0, 2**32 - 1).map(Random)
codes = st.sampled_from(sorted(PLANTERS))
few = settings(max_examples=15, deadline=None)


def planted(code: str, random: Random) -> Notes:
    notes = orderly(random)
    PLANTERS[code](notes)
    return notes


def found(
    text: str, notes: Notes, code: str, path: str = "README.md"
) -> list[Diagnostic]:
    """What a rule says of a text."""
    config = Config(extend_select=(code,), notebook=notes.preferences)
    return [
        each
        for each in check(Source(text, path), config, lambda _: around(text))
        if each.code == code
    ]


def prints(text: str, notes: Notes, code: str, path: str = "README.md") -> Counter[str]:
    said = Counter(each.fingerprint for each in found(text, notes, code, path))
    assert said, "the rule is silent"
    return said


def text_of(notes: Notes) -> str:
    return notes.text.replace(MARK, "")


def stays(code: str, random: Random, change: Callable[[Notes], object]) -> None:
    """Whether the fingerprints of what is planted are the same after a change to the
    notebook.
    """
    notes = planted(code, random)
    before = text_of(notes)
    change(notes)
    after = text_of(notes)
    assert prints(after, notes, code) == prints(before, notes, code), (
        f"{before}\n=====\n{after}"
    )


def renumbered(entries: list[Entry]) -> None:
    """Number entries in their order, as their writer would; a wrong number stays a wrong
    one.
    """
    for number, entry in enumerate(entries, 1):
        written = re.search(r"\d+", entry.marker)
        if written and int(written[0]) == entry.number:
            entry.marker = entry.marker.replace(written[0], str(number))
        elif written:
            wrong = int(written[0]) if int(written[0]) != number else number % 9 + 1
            entry.marker = entry.marker.replace(written[0], str(wrong))
        entry.number = number


def another(random: Random) -> Entry:
    month = f"24{random.randint(1, 12):02}"
    return Entry(
        1,
        "One more paper that nobody else has",
        f"{month}.{random.randint(1, 9999):05}",
        "CVPR 2024",
        "A note.",
        "./figs/new.png",
    )


# A notebook with a defect of any rule


@given(codes, randoms)
@few
def test_words_above(code: str, random: Random) -> None:
    def change(notes: Notes) -> None:
        notes.head = f"{notes.head}\nWords that were not here before.\n\nAnd more.\n"

    stays(code, random, change)


@given(codes, randoms)
@few
def test_an_entry_more_and_all_others_renumbered(code: str, random: Random) -> None:
    def change(notes: Notes) -> None:
        section = random.choice(notes.sections)
        place = random.randrange(
            len(section.entries) - (code == "E103")
        )  # behind a number alone there is no entry
        section.entries.insert(place, another(random))
        renumbered(section.entries)

    stays(code, random, change)


@given(codes, randoms)
@few
def test_an_entry_moved_within_its_list(code: str, random: Random) -> None:
    def change(notes: Notes) -> None:
        section = random.choice(notes.sections)
        last = len(section.entries) - (code == "E103")
        section.entries.insert(
            random.randrange(last), section.entries.pop(random.randrange(last))
        )
        renumbered(section.entries)

    stays(code, random, change)


@given(codes, randoms)
@few
def test_two_sections_in_each_others_place(code: str, random: Random) -> None:
    def change(notes: Notes) -> None:
        one, two = random.sample(range(len(notes.sections)), 2)
        notes.sections[one], notes.sections[two] = (
            notes.sections[two],
            notes.sections[one],
        )

    stays(code, random, change)


@given(codes, randoms)
@few
def test_a_section_more(code: str, random: Random) -> None:
    def change(notes: Notes) -> None:
        notes.sections.insert(
            random.randrange(len(notes.sections)),
            Section("## Planning", [another(random)]),
        )
        notes.contents.append("- [Planning](#planning)")

    stays(code, random, change)


@given(
    codes.filter(lambda code: code != "B204"), randoms
)  # which finds more where lines end with CRLF
@few
def test_other_line_ends_and_another_name(code: str, random: Random) -> None:
    notes = planted(code, random)
    text = text_of(notes)
    assert prints(text.replace("\n", "\r\n"), notes, code, "notes.md") == prints(
        text, notes, code
    )


# Of the whole file, or the same in every notebook that is planted in
OF_NO_ENTRY = {"W804", "S702", "S703", "S705", "X901"}


@given(codes.filter(lambda code: code not in OF_NO_ENTRY), randoms)
@few
def test_in_another_entry_it_is_another_finding(code: str, random: Random) -> None:
    one, two = (planted(code, Random(random.random())) for _ in range(2))
    for notes, year in ((one, "13"), (two, "14")):
        for entry in notes.entries:
            for at, line in enumerate(entry.lines):
                entry.lines[at] = re.sub(r"abs/\d\d", f"abs/{year}", line)
    first, second = (
        {
            (each.fingerprint)
            for each in found(text_of(notes), notes, code)
            if "arxiv:" in each.identity or each.code[0] in "BF"
        }
        for notes in (one, two)
    )
    assert not first & second


def fingerprints(text: str, code: str, path: str = "README.md") -> list[str]:
    """The fingerprints of what one rule says of a text that is written indented."""
    said = check(Source(note(text), path), Config(select=(code,)), lambda _: AROUND)
    return [each.fingerprint for each in said if each.code == code]


PAPERS = """
    ## {0}

    1. [{2}](https://arxiv.org/abs/1706.03762{4})

    ## {1}

    1. [{3}](https://arxiv.org/abs/1706.03762{5})
    """
ONE, TWO = "Attention Is All You Need", "Deep Residual Learning for Image Recognition"


@pytest.mark.parametrize(
    ("code", "before", "after"),
    [
        (
            "P504",
            ["A", "B", ONE, "Attention", "", "v2"],
            ["B", "A", "Attention", ONE, "v2", ""],
        ),
        ("P502", ["A", "B", ONE, TWO, "", ""], ["B", "A", TWO, ONE, "", ""]),
        ("S704", ["A", "a", ONE, TWO, "", ""], ["a", "A", TWO, ONE, "", ""]),
        ("P503", ["A", "B", ONE, TWO, "", "v2"], ["B", "A", TWO, ONE, "v3", ""]),
    ],
)
def test_of_two_places_it_does_not_matter_which_comes_first(
    code: str, before: list[str], after: list[str]
) -> None:
    one, two = (fingerprints(PAPERS.format(*words), code) for words in (before, after))
    assert len(one) == 1
    assert one == two


def test_an_anchor_is_the_files_whichever_entry_has_it_twice() -> None:
    text = """
        1. <a id="here"></a>[One](https://arxiv.org/abs/1706.03762)
        2. <a id="here"></a>[Two](https://arxiv.org/abs/1512.03385)
        """
    one, two = (
        fingerprints(each, "S705") for each in (text, text.replace("One", "Three"))
    )
    assert len(one) == 1
    assert (
        one
        == two
        == fingerprints(
            text.replace("1706.03762", "1412.6980").replace("1512.03385", "1706.03762"),
            "S705",
        )
    )


def test_the_end_of_the_file_is_no_entrys() -> None:
    one, two = (
        "1. [One](https://arxiv.org/abs/1706.03762)",
        "1. [Two](https://arxiv.org/abs/1512.03385)",
    )
    (first,), (second,) = (
        fingerprints(one, "W804"),
        fingerprints(f"{one}\n{two}", "W804"),
    )
    assert first == second


@pytest.mark.parametrize(
    ("heading", "other"),
    [
        ("## 3. Results", "## 4. Results"),
        ("## 3.2 Results", "## 4.1 Results"),
        ("## Results", "## RESULTS"),
        ("## 1、结果", "## 12、结果"),
    ],
)
def test_a_section_with_another_number_is_the_same(heading: str, other: str) -> None:
    one, two = (
        fingerprints(f"{each}\n\n![](gone.png)\n", "F301") for each in (heading, other)
    )
    assert len(one) == 1
    assert one == two


def test_a_number_that_is_part_of_a_name_counts() -> None:
    text = "## {0}\n\n![]({1})\n"
    pairs = [
        ("2021", "1.png"),
        ("2022", "1.png"),
        ("2021", "2.png"),
        ("3D models", "1.png"),
        ("2D models", "1.png"),
    ]
    assert len(
        {each for pair in pairs for each in fingerprints(text.format(*pair), "F301")}
    ) == len(pairs)


def test_a_title_on_two_lines_or_in_capitals_is_the_same() -> None:
    titles = [
        "Attention is all you need",
        "Attention Is All You Need",
        "Attention is\n   all you need",
    ]
    one, two, three = (
        fingerprints(f"1. [{title}](https://example.org/a)\n   ![](gone.png)\n", "F301")
        for title in titles
    )
    assert len(one) == 1
    assert one == two == three


@pytest.mark.parametrize(
    ("code", "before", "after"),
    [
        (
            "F309",
            "<img src='./figs/a.png' width = 500>",
            '<img src="figs/a.png" width="500" />',
        ),
        ("F309", '<img src="figs/a.png" />', "![](figs/a.png)"),
        ("F301", "![](./figs/x.png)", "![]( figs/x.png )"),
        (
            "L413",
            "[code](http://arxiv.org/abs/1512.03385)",
            "[code](https://arxiv.org/abs/1512.03385)",
        ),
        ("L410", "https://github.com/a/b?utm_source=x", "https://github.com/a/b"),
        ("W803", "x\nIt says.</br>", "x\nIt says.<br/>"),
    ],
)
def test_another_spelling_of_the_same_thing_is_the_same(
    code: str, before: str, after: str
) -> None:
    one, two = (
        fingerprints(f"1. [A](https://arxiv.org/abs/1706.03762) {each}\n", code)
        for each in (before, after)
    )
    assert len(one) == 1
    assert one == two


def test_alike_within_an_entry_are_counted_apart() -> None:
    figure = "   ![](gone.png)\n"
    text = f"1. [One](https://arxiv.org/abs/1706.03762)\n{figure}{figure}2. [Two](https://arxiv.org/abs/1512.03385)\n{figure}"
    first, second, third = fingerprints(text, "F301")
    assert len({first, second, third}) == 3
    assert fingerprints(text.replace(figure, "", 1), "F301") == [first, third]


# Any text


@given(texts)
@settings(max_examples=40, deadline=None)
def test_line_ends_and_name_of_any_text(text: str) -> None:
    def prints(text: str, path: str) -> list[str]:
        said = check(
            Source(text, path),
            Config(select=("ALL",), ignore=("B204",)),
            lambda _: AROUND,
        )  # which finds more behind CRLF
        return sorted(each.fingerprint for each in said)

    plain = re.sub(r"\r\n?", "\n", text)
    assert prints(plain.replace("\n", "\r\n"), "b.md") == prints(plain, "a.md")


@given(texts)
@settings(max_examples=15, deadline=None)
def test_what_the_formatter_leaves_is_known(text: str) -> None:
    """What is accepted stays so while `fmt` mends what is around it: nothing that it
    leaves of a rule is called by another name.
    """
    config = Config(
        select=(
            "L402",
            "L403",
            "L407",
            "L409",
            "L411",
            "L413",
            "P501",
            "P503",
            "F301",
            "F309",
            "E105",
        )
    )

    def said(text: str) -> Counter[tuple[str, str]]:
        return Counter(
            (each.code, each.fingerprint)
            for each in check(Source(text), config, lambda _: AROUND)
        )

    before = said(text)
    after = said(
        fix_source(
            Source(text), Config(extend_select=("B", "W")), lambda _: AROUND, LAYOUT
        ).source.text
    )
    for code in {code for code, _ in before}:
        one, two = (
            Counter({name: count for name, count in each.items() if name[0] == code})
            for each in (before, after)
        )
        assert one.total() != two.total() or one == two
