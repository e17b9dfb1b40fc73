"""W803 entry-indent: an entry's lines stand under its text."""

import pytest

from notelint.config import Config
from tests.notes import fixes_of, found, marked, mended, note
from tests.pages import rendered

TITLE = "[Attention Is All You Need](https://arxiv.org/abs/1706.03762)"


def entry(line: str, marker: str = "1.") -> str:
    return f"{marker} {TITLE}<br/>\n{line}\n"


@pytest.mark.parametrize(
    "line",
    [
        "   a",
        "     a",
        "        a",
        "\n   a",
        "\na",
        "===",
        "= ",
        "|---|",
        "| --- | --- |",
        "--- | ---",
        ":-:",
        "- a",
        "2. a",
        "# a",
        "> a",
        "```\na\n```",
        "<div>\na\n</div>",
        "<b>",
        "</details>",
        "<b>\na",
        "<!-- a -->",
        "\ta",
        " \ta",
        "   `a\nb`",
        "   <!-- a\nb -->",
        "   $$a\nb$$",
        "$$\na\n$$",
        "   <img\nsrc='a.png'> a",
        "{{ a }}",
        "{% a %}",
        "   ```\n   a\n   ```",
        "\n      code\n",
    ],
)
def test_silent(line: str) -> None:
    assert found(entry(line), "W803") == []


@pytest.mark.parametrize(
    "line",
    [
        "    - a",
        "    # a",
        "    ===",
        "    > a",
        "    ```",
        "    <div>",
        "    | a",
        "    [^1]: a",
        "    2. a",
    ],
)
def test_behind_four_blanks_what_would_mean_something_stays(line: str) -> None:
    assert found(entry(line, "100."), "W803") == []


@pytest.mark.parametrize(
    "text",
    [
        f"> 1. {TITLE}\n> a\n\n- {TITLE}\n",
        f"1.\t{TITLE}\na\n",
        f"- a\nb\n\nText\n\n1. {TITLE}\n",
        f"{TITLE}\na\n",
        f"## {TITLE}\n\na\n",
        f"- [x]: /y\na\n- {TITLE}\n",
    ],
)
def test_what_is_no_item_of_an_entry_is_silent(text: str) -> None:
    assert found(text, "W803") == []


@pytest.mark.parametrize(
    "line",
    [
        "a",
        " a",
        "  a",
        "　　文字",
        "**a** b",
        "*[Name](u)*",
        "#tag",
        "1.a",
        "2、a",
        "`a` b",
        "$a$ b",
        "[a](b)",
        "![](a.png)",
        "\\- a",
        "<b>a</b> c",
    ],
)
@pytest.mark.parametrize(
    ("marker", "column"), [("-", 2), ("9.", 3), ("10.", 4), ("100)", 5)]
)
def test_indented(line: str, marker: str, column: int) -> None:
    text, right = entry(line, marker), entry(" " * column + line.lstrip(" "), marker)
    expected = [] if len(line) - len(line.lstrip(" ")) >= column else ["layout"]
    assert fixes_of(text, "W803") == expected
    assert mended(text, "W803") == (right if expected else text)
    assert rendered(mended(text, "W803")) == rendered(text)


def test_what_it_says_and_where() -> None:
    assert found(entry(" a  \n   b\nc"), "W803") == [
        (2, 2, "indent this line by 3 blanks, to the text of its entry"),
        (4, 1, "indent this line by 3 blanks, to the text of its entry"),
    ]
    assert marked(entry(" a  \n   b\nc"), "W803") == ["a", "c"]


def test_a_line_belongs_to_the_innermost_item() -> None:
    text = note(f"""
        10. {TITLE}
            - it is simple
        and fast
            1. it is
              attention
        """)
    right = text.replace("\nand", "\n      and").replace(
        "\n      attention", "\n       attention"
    )
    assert mended(text, "W803") == right
    assert rendered(right) == rendered(text)


def test_a_title_over_two_lines() -> None:
    text = "1. [Attention Is\nAll You Need](https://arxiv.org/abs/1706.03762)<br/>\nWhat it says.\n"
    assert mended(text, "W803") == text.replace("\nAll", "\n   All").replace(
        "\nWhat", "\n   What"
    )


@pytest.mark.parametrize("tag", ["<br/>", "<img src='figs/a.png'>", "</br>"])
def test_a_lone_tag_is_first_the_business_of_figure_list_break(tag: str) -> None:
    text = entry(f"{tag}\nMore.")
    assert [each[0] for each in found(text, "W803")] == [2, 3]
    assert mended(text, "W803") == entry(f"   {tag}\n   More.")
    config = Config(select=("F307", "W803"))
    assert [each[0] for each in found(text, "W803", config=config)] == [3]


def test_crlf() -> None:
    assert mended(entry("a\nb").replace("\n", "\r\n"), "W803") == entry(
        "   a\n   b"
    ).replace("\n", "\r\n")
