"""F307 figure-list-break: a lone tag left of the text ends the list on GitHub."""

import pytest

from notelint.config import Config
from tests.notes import fixes_of, found, marked, mended, note
from tests.pages import shown_numbers

FIGURE = '<img src="./figs/a.png" width="500" />'


def entry(line: str, marker: str = "1.") -> str:
    column = " " * (len(marker) + 1)
    return f"{marker} [Attention Is All You Need](https://arxiv.org/abs/1706.03762)<br/>\n{column}What it says.<br/>\n{line}\n"


@pytest.mark.parametrize(
    "line",
    [
        f"   {FIGURE}",
        f"     {FIGURE}",
        f"{FIGURE} {FIGURE}",
        f"{FIGURE} a figure",
        f"a figure {FIGURE}",
        f"{FIGURE}<br/>",
        "<b>",
        "![](figs/a.png)",
        "<!-- <br/> -->",
        "`<br/>`",
        f"\n{FIGURE}",
        "<img src=figs/a.png",
    ],
)
def test_silent(line: str) -> None:
    assert found(entry(line), "F307") == []


def test_outside_of_entries_it_is_silent() -> None:
    assert (
        found(
            f"{FIGURE}\n\nText\n{FIGURE}\n\n- a\n- b\n{FIGURE}\n\n{entry('   More.')}",
            "F307",
        )
        == []
    )


@pytest.mark.parametrize(
    ("line", "what"),
    [
        (FIGURE, "figure"),
        ("<IMG SRC='figs/a.png'>", "figure"),
        ("<br/>", "break"),
        ("<br>", "break"),
        ("</br>", "break"),
        (f"{FIGURE}  ", "figure"),
    ],
)
def test_flush_left(line: str, what: str) -> None:
    text = entry(line)
    assert found(text, "F307") == [
        (3, 1, f"indent this {what} by 3 blanks: GitHub ends the list here")
    ]
    assert marked(text, "F307") == [line.strip()]
    assert mended(text, "F307") == entry("   " + line)


@pytest.mark.parametrize("indent", [" ", "  "])
def test_indented_too_little(indent: str) -> None:
    text = entry(indent + FIGURE)
    assert found(text, "F307") == [
        (
            3,
            len(indent) + 1,
            "indent this figure by 3 blanks: GitHub ends the list here",
        )
    ]
    assert mended(text, "F307") == entry("   " + FIGURE)


@pytest.mark.parametrize(
    ("marker", "column"), [("-", 2), ("9.", 3), ("10.", 4), ("100)", 5)]
)
def test_the_column_of_the_text(marker: str, column: int) -> None:
    text = entry(FIGURE, marker)
    assert mended(text, "F307") == entry(" " * column + FIGURE, marker)


def test_within_a_nested_item() -> None:
    text = note(f"""
        - [Attention Is All You Need](https://arxiv.org/abs/1706.03762)
          - it is simple
        {FIGURE}
        """)
    assert mended(text, "F307") == text.replace(FIGURE, "    " + FIGURE)


def test_one_finding_a_line() -> None:
    text = entry(FIGURE + "\n" + FIGURE)
    assert [each[:2] for each in found(text, "F307")] == [(3, 1), (4, 1)]
    assert mended(text, "F307") == entry(f"   {FIGURE}\n   {FIGURE}")


def test_mended_the_list_is_whole_on_github() -> None:
    text = (
        entry(FIGURE + "\n")
        + entry(FIGURE + "\n", "2.").replace("1706.03762", "1512.03385")
        + entry("   More.", "5.")
    )
    assert shown_numbers(text) == [1, 2, 5]
    assert shown_numbers(mended(text, "F307")) == [1, 2, 3]


def test_it_speaks_in_place_of_missing_and_trailing_break() -> None:
    text = entry("<br/>") + entry("   More.", "2.") + entry("   More.", "3.")
    config = Config(select=("B", "F"))
    assert [each[0] for each in found(text, "F307", config=config)] == [3]
    assert (
        found(text, "B204", config=config) == found(text, "B202", config=config) == []
    )


def test_crlf() -> None:
    assert mended(entry(FIGURE).replace("\n", "\r\n"), "F307") == entry(
        "   " + FIGURE
    ).replace("\n", "\r\n")


@pytest.mark.parametrize(
    ("below", "expected"),
    [
        ("", "layout"),
        ("Words and [a link](https://example.org).\n", "layout"),
        (f"{FIGURE}\nWords.\n", "layout"),
        ("2. [Graphs](https://arxiv.org/abs/2101.00001)\n", "layout"),
        ("\n2. [Graphs](https://arxiv.org/abs/2101.00001)\n", "layout"),
        ("\nWords.\n", "layout"),
        ("![](figs/b.png)\n", "safe"),
        ("`code`\n", "safe"),
        ("&amp;\n", "safe"),
        ("# Heading\n", "safe"),
        ('[a](b "title")\n', "safe"),
        ("- [ ] a box\n", "safe"),
        ("\n   Words.\n", "safe"),
        ("\n5. [Graphs](https://arxiv.org/abs/2101.00001)\n", "safe"),
        (
            "2. [Graphs](https://arxiv.org/abs/2101.00001)\n3. [Trees](https://arxiv.org/abs/2101.00002)\n",
            "safe",
        ),
    ],
)
def test_layout_where_readers_see_nothing_that_they_do_not_see_now(
    below: str, expected: str
) -> None:
    assert fixes_of(entry(FIGURE) + below, "F307")[0] == expected


@pytest.mark.parametrize("end", ["\\", "<br/><br/>", "<br/>  "])
def test_a_break_that_is_seen_only_now_is_left_to_who_asks(end: str) -> None:
    assert fixes_of(entry(FIGURE).replace("says.<br/>", f"says.{end}"), "F307") == [
        "safe"
    ]


def test_a_list_of_bullets_that_goes_on_behind_a_blank_line() -> None:
    text = (
        entry(FIGURE, "-")
        + "\n"
        + entry("  More.", "-").replace("1706.03762", "1512.03385")
    )
    assert fixes_of(text, "F307") == ["safe"]
    assert fixes_of(entry(FIGURE, "-"), "F307") == ["layout"]
