"""Three versions of a notebook made one: what stays, what goes together, what is in
conflict, and which numbers are right.
"""

from __future__ import annotations

import re

import pytest

from notelint.errors import UnreadableError
from notelint.merge import unnumbered
from tests.branches import by_git, merge
from tests.cli.program import ROOT
from tests.notes import note, notebook_of

TITLES = {
    "Alpha": 813,
    "Beta": 707,
    "Gamma": 810,
    "Delta": 817,
    "Epsilon": 957,
    "Zeta": 731,
}


def listed(
    titles: str, start: int = 1, step: int = 1, mark: str = ".", **notes: str
) -> str:
    """A list of entries by their titles; `notes` are the lines below some of them."""
    lines = []
    for place, title in enumerate(titles.split()):
        head = f"{start + step * place}{mark} " if mark in ".)" else f"{mark} "
        lines.append(
            f"{head}[{title} Net](https://arxiv.org/abs/2101.{TITLES[title]:05})"
        )
        lines += [
            " " * len(head) + line for line in notes.get(title, "").split("/") if line
        ]
    return "".join(f"{line}\n" for line in lines)


def book(*sections: str) -> str:
    """A notebook whose sections are called X, Y and Z."""
    return "# N\n\n" + "\n".join(
        f"## {name}\n\n{text}" for name, text in zip("XYZW", sections, strict=False)
    )


def clean(base: str, ours: str, theirs: str, *notes: str) -> str:
    """The text of a merge without a conflict, of which no more is said than these notes."""
    done = merge(base, ours, theirs)
    assert done is not None
    assert (done.conflicts, [said for _, said in done.notes]) == (0, list(notes))
    return done.text


BASE = book(listed("Alpha Beta"), listed("Gamma"))

# Silence


@pytest.mark.parametrize(
    "text",
    [
        BASE,
        "",
        "words\n",
        BASE.replace("\n", "\r\n"),
        "\ufeff" + BASE,
        BASE.rstrip(),
        "1. x\n7. y\n",
    ],
)
def test_what_one_side_wrote_is_taken_as_it_is(text: str) -> None:
    assert clean(BASE, BASE, text) == text
    assert clean(BASE, text, BASE) == text


def test_no_notebook() -> None:
    assert merge("a\n", "a\nb\n", "c\na\n") is None
    assert merge("1. x\n", "1. y\n", "1. z\n") is None
    assert merge(BASE, BASE + "a\n", "a\n" + BASE, entry="off") is None


def test_unreadable() -> None:
    with pytest.raises(UnreadableError, match="nested"):
        merge(BASE, "> " * 3000 + "a\n", "a\n" + BASE)


def test_same_change_on_both_sides() -> None:
    ours = book(listed("Alpha Beta Delta", Alpha="new"), listed("Gamma"))
    assert clean(BASE, ours, ours) == ours


# Entries


def test_both_add_an_entry() -> None:
    ours, theirs = (
        book(listed("Alpha Beta Delta"), listed("Gamma")),
        book(listed("Alpha Beta Zeta"), listed("Gamma")),
    )
    assert clean(BASE, ours, theirs) == book(
        listed("Alpha Beta Delta Zeta"), listed("Gamma")
    )
    assert clean(BASE, theirs, ours) == book(
        listed("Alpha Beta Zeta Delta"), listed("Gamma")
    )


def test_both_add_at_the_top() -> None:
    ours, theirs = (
        book(listed("Delta Alpha Beta"), listed("Gamma")),
        book(listed("Zeta Alpha Beta"), listed("Gamma")),
    )
    assert clean(BASE, ours, theirs) == book(
        listed("Delta Zeta Alpha Beta"), listed("Gamma")
    )


def test_both_add_to_an_empty_section() -> None:
    base, ours, theirs = (
        "# N\n\n## X\n\n" + text + "## Y\n\n" + listed("Gamma")
        for text in ("", listed("Alpha") + "\n", listed("Beta") + "\n")
    )
    assert clean(base, ours, theirs) == book(listed("Alpha Beta"), listed("Gamma"))


def test_numbers_that_were_left_as_they_were_are_put_right() -> None:
    ours = (
        "# N\n\n## X\n\n"
        + listed("Delta")
        + listed("Alpha Beta")
        + "\n## Y\n\n"
        + listed("Gamma")
    )
    theirs = book(listed("Beta", start=2), listed("Gamma"))
    assert clean(BASE, ours, theirs) == book(listed("Delta Beta"), listed("Gamma"))


def test_one_moves_and_the_other_rewords() -> None:
    ours, theirs = (
        book(listed("Beta"), listed("Alpha Gamma")),
        book(listed("Alpha Beta", Alpha="new"), listed("Gamma")),
    )
    assert clean(BASE, ours, theirs) == book(
        listed("Beta"), listed("Alpha Gamma", Alpha="new")
    )


def test_moved_to_two_places() -> None:
    base = book(listed("Alpha Beta"), listed("Gamma"), listed("Delta"))
    ours = book(listed("Beta"), listed("Alpha Gamma"), listed("Delta"))
    theirs = book(listed("Beta"), listed("Gamma"), listed("Alpha Delta"))
    assert (
        clean(
            base,
            ours,
            theirs,
            '"Alpha Net" was moved to another section on both sides: it stands where ours has it',
        )
        == ours
    )


def test_each_deletes_and_adds() -> None:
    assert clean(
        BASE,
        book(listed("Beta Delta"), listed("Gamma")),
        book(listed("Alpha Zeta"), listed("Gamma")),
    ) == book(listed("Delta Zeta"), listed("Gamma"))


def test_lines_of_one_entry() -> None:
    base, ours, theirs = (
        book(listed("Alpha", Alpha=text))
        for text in ("one/two/three", "ONE/two/three", "one/two/THREE")
    )
    assert clean(base, ours, theirs) == book(listed("Alpha", Alpha="ONE/two/THREE"))


def test_a_line_more_columns_to_the_right_is_the_same_line() -> None:
    nine = " ".join(["Alpha", *["Beta"] * 0])
    base = book(listed(nine, start=9, Alpha="note") + "\n" + "text\n")
    ours = book(listed(nine, start=10, Alpha="note") + "\n" + "text\n")
    theirs = book(listed(nine, start=9, Alpha="note/more") + "\n" + "text\n")
    assert clean(base, ours, theirs) == book(
        listed(nine, start=10, Alpha="note/more") + "\n" + "text\n"
    )


# The same paper on both sides


def test_same_entry_added_twice_stands_once() -> None:
    ours, theirs = (
        book(listed("Alpha Beta Delta"), listed("Gamma")),
        book(listed("Delta Alpha Beta"), listed("Gamma")),
    )
    assert clean(BASE, ours, theirs) == ours


def test_the_longer_of_two_entries_is_kept() -> None:
    ours, theirs = (
        book(listed("Alpha Beta Delta"), listed("Gamma")),
        book(listed("Alpha Beta Delta", Delta="gist"), listed("Gamma")),
    )
    assert clean(BASE, ours, theirs) == theirs
    assert clean(BASE, theirs, ours) == theirs


def test_one_paper_in_different_words_stands_twice_and_is_named() -> None:
    ours, theirs = (
        book(listed("Alpha Beta Delta", Delta=text), listed("Gamma"))
        for text in ("ours", "theirs")
    )
    done = merge(BASE, ours, theirs)
    assert done
    assert done.text == book(
        listed("Alpha Beta Delta", Delta="ours")
        + listed("Delta", start=4, Delta="theirs"),
        listed("Gamma"),
    )
    assert done.notes == (
        (9, '"Delta Net" was added on both sides: one of the two entries can go'),
    )


# Conflicts: marked around what is in conflict, the rest merged


def test_both_reword_one_line() -> None:
    ours, theirs = (
        book(listed("Alpha Beta", Alpha=text), listed(more))
        for text, more in (("ours", "Gamma Delta"), ("theirs", "Gamma Zeta"))
    )
    done = merge(BASE, ours, theirs)
    assert done
    assert done.conflicts == 1
    assert done.text == book(
        "1. [Alpha Net](https://arxiv.org/abs/2101.00813)\n<<<<<<< ours\n   ours\n=======\n   theirs\n>>>>>>> theirs\n"
        + listed("Beta", start=2),
        listed("Gamma Delta Zeta"),
    )


def test_one_deletes_what_the_other_rewords() -> None:
    ours, theirs = (
        book(listed("Beta"), listed("Gamma Delta")),
        book(listed("Alpha Beta", Alpha="new"), listed("Gamma Zeta")),
    )
    done, other = merge(BASE, ours, theirs), merge(BASE, theirs, ours)
    assert done
    assert other
    alpha = listed("Alpha", Alpha="new")
    assert done.text == book(
        f"<<<<<<< ours\n=======\n{alpha}>>>>>>> theirs\n" + listed("Beta"),
        listed("Gamma Delta Zeta"),
    )
    assert other.text == book(
        f"<<<<<<< ours\n{alpha}=======\n>>>>>>> theirs\n" + listed("Beta", start=2),
        listed("Gamma Zeta Delta"),
    )


def test_both_write_in_one_place_outside_of_entries() -> None:
    done = merge(
        BASE,
        BASE.replace("# N\n", "# N\n\nOur words.\n"),
        BASE.replace("# N\n", "# N\n\nTheir words.\n"),
    )
    assert done
    assert done.text == BASE.replace(
        "# N\n",
        "# N\n\n<<<<<<< ours\nOur words.\n=======\nTheir words.\n>>>>>>> theirs\n",
    )


# Sections


def test_section_renamed_moved_split_and_joined() -> None:
    more = book(listed("Alpha Beta Delta"), listed("Gamma"))
    assert clean(BASE, BASE.replace("## X", "## Graphs"), more) == more.replace(
        "## X", "## Graphs"
    )
    moved = "# N\n\n## Y\n\n" + listed("Gamma") + "\n## X\n\n" + listed("Alpha Beta")
    assert clean(BASE, moved, more) == moved + listed("Delta", start=3)
    split = (
        "# N\n\n## X\n\n"
        + listed("Alpha")
        + "\n## New\n\n"
        + listed("Beta")
        + "\n## Y\n\n"
        + listed("Gamma")
    )
    assert clean(BASE, split, more) == split.replace(
        "\n## Y", listed("Delta", start=2) + "\n## Y"
    )
    joined = "# N\n\n## X\n\n" + listed("Alpha Beta Gamma")
    assert clean(
        BASE, joined, book(listed("Alpha Beta"), listed("Delta Gamma"))
    ) == "# N\n\n## X\n\n" + listed("Alpha Beta Delta Gamma")


def test_both_add_sections() -> None:
    ours, theirs = (
        BASE + f"\n## {name}\n\n" + listed(title)
        for name, title in (("Ours", "Delta"), ("Theirs", "Zeta"))
    )
    assert clean(BASE, ours, theirs) == ours + "\n## Theirs\n\n" + listed("Zeta")
    same = BASE + "\n## Ours\n\n" + listed("Zeta")
    assert clean(BASE, ours, same) == BASE + "\n## Ours\n\n" + listed("Delta Zeta")


def test_section_deleted_and_left_alone() -> None:
    assert clean(
        BASE,
        "# N\n\n## X\n\n" + listed("Alpha Beta"),
        book(listed("Alpha Delta Beta"), listed("Gamma")),
    ) == "# N\n\n## X\n\n" + listed("Alpha Delta Beta")


def test_section_deleted_and_written_in() -> None:
    theirs = book(listed("Alpha Beta Zeta"), listed("Gamma Delta"))
    done = merge(BASE, "# N\n\n## X\n\n" + listed("Alpha Beta"), theirs)
    assert done
    assert done.conflicts == 1
    assert (
        done.text
        == theirs.replace("## Y", "<<<<<<< ours\n=======\n## Y") + ">>>>>>> theirs\n"
    )


# Numbers


def test_numbers_that_count_on_through_sections() -> None:
    base = book(listed("Alpha"), listed("Beta", start=2))
    ours, theirs = (
        book(listed("Alpha Gamma"), listed("Beta", start=3)),
        book(listed("Delta Alpha"), listed("Beta", start=3)),
    )
    assert clean(base, ours, theirs) == book(
        listed("Delta Alpha Gamma"), listed("Beta", start=4)
    )


@pytest.mark.parametrize(
    ("step", "sides"),
    [
        (0, "Alpha Beta Gamma Delta"),
        (1, "Alpha Beta Gamma Delta"),
        (-1, "Gamma Delta Alpha Beta"),
    ],
)
def test_numbers_go_on_as_they_are(step: int, sides: str) -> None:
    def numbered(titles: str) -> str:
        return book(
            listed(titles, start=len(titles.split()) if step < 0 else 1, step=step)
        )

    ours, theirs = (
        numbered(" ".join(title for title in sides.split() if title != without))
        for without in ("Delta", "Gamma")
    )
    assert clean(numbered("Alpha Beta"), ours, theirs) == numbered(sides)


def test_numbers_of_lists_that_nobody_touched_stay() -> None:
    odd = listed("Alpha Beta", step=3)
    assert clean(
        book(odd, listed("Gamma")),
        book(odd, listed("Gamma Delta")),
        book(odd, listed("Gamma Zeta")),
    ) == book(odd, listed("Gamma Delta Zeta"))


def test_numbers_that_were_never_in_order_are_not_ours_to_mend() -> None:
    def odd(*rows: tuple[str, int]) -> str:
        return book("".join(listed(title, start=number) for title, number in rows))

    base, ours = (
        odd(("Alpha", 3), ("Beta", 14)),
        odd(("Alpha", 3), ("Beta", 14), ("Gamma", 15)),
    )
    assert clean(base, ours, odd(("Zeta", 92), ("Alpha", 3), ("Beta", 14))) == odd(
        ("Zeta", 92), ("Alpha", 3), ("Beta", 14), ("Gamma", 15)
    )


def test_one_side_renumbers() -> None:
    base, right = (
        book(listed("Alpha Beta", step=3), listed("Gamma")),
        book(listed("Alpha Beta"), listed("Gamma")),
    )
    assert clean(
        base, right, base.replace("Gamma Net", "Gamma Network")
    ) == right.replace("Gamma Net", "Gamma Network")
    assert clean(
        base, base.replace("Beta Net", "Beta Network"), right
    ) == right.replace("Beta Net", "Beta Network")
    ones = book(listed("Alpha Beta", step=0), listed("Gamma"))
    assert clean(BASE, ones, book(listed("Alpha Beta"), listed("Gamma Zeta"))) == book(
        listed("Alpha Beta", step=0), listed("Gamma Zeta")
    )


def test_section_that_cites_entries_by_number() -> None:
    base, ours, theirs = (
        "See paper 2.\n\n" + listed(titles)
        for titles in ("Alpha Beta", "Gamma Alpha Beta", "Alpha Beta Delta")
    )
    said = "this list is numbered anew, and its section cites entries by number: see whether it still cites the right ones"
    assert clean(base, ours, theirs, said) == "See paper 2.\n\n" + listed(
        "Gamma Alpha Beta Delta"
    )
    assert clean(
        base, base + listed("Gamma", start=3), theirs
    ) == "See paper 2.\n\n" + listed("Alpha Beta Gamma Delta")


def test_lists_that_are_no_entries() -> None:
    base, ours, theirs = (
        BASE + f"\n## Todo\n\n1. read\n2. write\n{more}"
        for more in ("", "3. sleep\n", "3. eat\n")
    )
    assert clean(base, ours, theirs) == ours + "4. eat\n"


def test_contents() -> None:
    base, ours, theirs = (
        BASE.replace("# N\n", f"# N\n\n- [X](#x)\n{more}")
        for more in ("", "- [A](#a)\n", "- [B](#b)\n")
    )
    assert clean(base, ours, theirs) == BASE.replace(
        "# N\n", "# N\n\n- [X](#x)\n- [A](#a)\n- [B](#b)\n"
    )


# Other shapes


def test_bullets_and_blank_lines_between() -> None:
    base, ours, theirs = (
        listed(titles, mark="-").replace("\n-", "\n\n-")
        for titles in ("Alpha Beta", "Alpha Beta Gamma", "Delta Alpha Beta")
    )
    assert clean(base, ours, theirs) == listed(
        "Delta Alpha Beta Gamma", mark="-"
    ).replace("\n-", "\n\n-")


def test_tables() -> None:
    def table(*rows: str, wide: bool = False) -> str:
        return "".join(
            f"| {row.ljust(60) if wide else row} |\n"
            for row in (
                "Paper | Gist",
                "--- | ---",
                *(
                    f"[{row} Net](https://arxiv.org/abs/2101.{TITLES[row]:05}) | of {row}"
                    for row in rows
                ),
            )
        )

    assert clean(
        table("Alpha", "Beta"),
        table("Alpha", "Beta", "Gamma"),
        table("Alpha", "Delta", "Beta"),
    ) == table("Alpha", "Delta", "Beta", "Gamma")
    padded = clean(
        table("Alpha", "Beta"),
        table("Alpha", "Beta", "Gamma", wide=True),
        table("Alpha", "Beta").replace("of Beta", "of all Beta"),
    )
    assert (
        padded.split()
        == table("Alpha", "Beta", "Gamma").replace("of Beta", "of all Beta").split()
    )


def test_headings_as_entries() -> None:
    def headed(*titles: str) -> str:
        return "\n".join(
            f"## [{title} Net](https://arxiv.org/abs/2101.{TITLES[title]:05})\n\nWhat {title} says.\n"
            for title in titles
        )

    assert clean(
        headed("Alpha", "Beta"),
        headed("Alpha", "Beta", "Gamma"),
        headed("Alpha", "Delta", "Beta"),
    ) == headed("Alpha", "Delta", "Beta", "Gamma")
    assert clean(
        headed("Alpha", "Beta"),
        headed("Beta", "Alpha"),
        headed("Alpha", "Beta").replace("What Alpha", "All that Alpha"),
    ) == headed("Beta", "Alpha").replace("What Alpha", "All that Alpha")


def test_topics_with_entries_of_their_own() -> None:
    def topics(first: str, second: str) -> str:
        return "".join(
            f"- **{name}**\n"
            + "".join(f"  {line}\n" for line in listed(titles).splitlines())
            for name, titles in (("A", first), ("B", second))
        )

    assert clean(
        topics("Alpha Beta", "Gamma Delta"),
        topics("Alpha Beta Zeta", "Gamma Delta"),
        topics("Alpha", "Beta Gamma Delta"),
    ) == topics("Alpha Zeta", "Beta Gamma Delta")


def test_figures_between_entries() -> None:
    def shown(titles: str) -> str:
        return "\n".join(
            f"{place}. [{title} Net](https://arxiv.org/abs/2101.{TITLES[title]:05})\n\n<img src='{title}.png'>\n"
            for place, title in enumerate(titles.split(), 1)
        )

    assert clean(
        shown("Alpha Beta"), shown("Alpha Beta Gamma"), shown("Alpha Beta Delta")
    ) == shown("Alpha Beta Gamma Delta")


def test_definitions() -> None:
    base, ours, theirs = (
        BASE + f"\n[a]: http://a.example\n{more}"
        for more in ("", "[b]: http://b.example\n", "[c]: http://c.example\n")
    )
    assert clean(base, ours, theirs) == ours + "[c]: http://c.example\n"


def test_chinese() -> None:
    def notes(*titles: str) -> str:
        rows = (
            f"{place}. [{title}](https://arxiv.org/abs/2101.0000{place})<br>\n   摘要：{title}\n"
            for place, title in enumerate(titles, 1)
        )
        return "## 图像分割\n\n" + "".join(rows)

    ours, theirs = (
        notes("注意力", "扩散模型"),
        notes("注意力").replace("摘要：", "要点："),
    )
    assert clean(notes("注意力"), ours, theirs) == ours.replace(
        "摘要：注意力", "要点：注意力"
    )


def test_no_base() -> None:
    ours, theirs = (
        "# N\n\nIntro.\n\n" + listed("Alpha Beta"),
        "# N\n\nIntro.\n\n" + listed("Gamma Beta"),
    )
    assert clean("", ours, theirs) == "# N\n\nIntro.\n\n" + listed("Alpha Gamma Beta")


# Bytes


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_our_line_ends_win(end: str) -> None:
    ours, theirs = (
        book(listed("Alpha Beta Delta"), listed("Gamma")),
        book(listed("Zeta Alpha Beta"), listed("Gamma")),
    )
    merged = book(listed("Zeta Alpha Beta Delta"), listed("Gamma"))
    assert clean(BASE, ours.replace("\n", end), theirs) == merged.replace("\n", end)
    assert clean(BASE, ours, theirs.replace("\n", end)) == merged


def test_mixed_line_ends_stay_where_they_are() -> None:
    mixed = BASE.replace("00707)\n", "00707)\r\n")
    assert clean(
        mixed, mixed + listed("Delta", start=2), "Words.\n\n" + mixed
    ) == "Words.\n\n" + mixed + listed("Delta", start=2)


def test_mark_and_last_line_end() -> None:
    ours, theirs = (
        book(listed("Alpha Beta Delta"), listed("Gamma")),
        book(listed("Alpha Beta"), listed("Gamma Zeta")),
    )
    both = book(listed("Alpha Beta Delta"), listed("Gamma Zeta"))
    assert clean("\ufeff" + BASE, "\ufeff" + ours, "\ufeff" + theirs) == "\ufeff" + both
    assert clean("\ufeff" + BASE, "\ufeff" + ours, theirs) == both
    assert clean(BASE.rstrip(), ours.rstrip(), theirs.rstrip()) == both.rstrip()
    assert clean(BASE, ours, theirs.rstrip()) == both.rstrip()


def test_what_cannot_be_merged_by_entries_is_left_to_git() -> None:
    """A table's rows are no table without its head, which theirs took away."""
    base = "| Paper |\n|---|\n| [Alpha](https://arxiv.org/abs/2101.00813) |\n\nwords\n\nmore words\n"
    ours = base.replace(
        " |\n\n", " |\n| [Beta](https://arxiv.org/abs/2101.00707) |\n\n", 1
    )
    assert (
        merge(
            base,
            ours,
            base.removeprefix("| Paper |\n|---|\n").replace("more", "no more"),
        )
        is None
    )


# As git compares them


def test_unnumbered() -> None:
    before = book(
        listed("Alpha Beta", start=9, Alpha="note", Beta="note"),
        "words 1.\n\n    1. code\n",
    )
    after = book(
        listed("Alpha Beta", start=10, Alpha="note", Beta="note"),
        "words 1.\n\n    1. code\n",
    )
    assert (
        unnumbered(notebook_of(before))
        == unnumbered(notebook_of(after))
        == before.replace("9. [", "#. [")
        .replace("10. [", "#. [")
        .replace("    note", "   note")
    )
    assert unnumbered(notebook_of(after.replace("\n", "\r\n"))) == unnumbered(
        notebook_of(after)
    ).replace("\n", "\r\n")
    assert (
        unnumbered(
            notebook_of(
                note("""
        1. a
           1. b
        """)
            )
        )
        == "#. a\n   1. b\n"
    )


def test_example_in_the_docs() -> None:
    text = (ROOT / "docs" / "merging.md").read_text(encoding="utf-8")
    shown = dict(
        re.findall(r"^```markdown (\w+)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    )
    assert clean(shown["base"], shown["ours"], shown["theirs"]) == shown["merged"]
    assert not by_git(shown["ours"], shown["base"], shown["theirs"])[1]
