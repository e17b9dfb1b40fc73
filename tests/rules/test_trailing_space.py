"""W801 trailing-space: blanks at a line's end that nobody sees."""

import pytest

from tests.notes import fixes_of, found, marked, mended

ENTRY = "1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762)\n"


@pytest.mark.parametrize(
    "text",
    [
        "a\nb",
        "a  \nb",
        "a    \nb",
        "> a  \n> b",
        "a　",
        "　\nb",
        "a\xa0\nb",
        "a\u2003\nb",
        "a\\ \nb",
        "```\na \n  \n```",
        "```\na \n\n   \nb",
        "    code \n      \n    code",
        "- a\n\n  ```\n  b  \n     \n  ```",
        "- ```\n  a\n    \n- b",
        "- a\n\n      code \n",
        "<pre>\na \n</pre>",
        "<div> \na \n</div> ",
        "<!-- a \n   \nb -->",
        "a <!-- b \nc --> d",
        "`a \nb`",
        "$$ \na \n$$",
        "<img \nsrc='a.png'>",
        "[a](b 'c \nd')",
        "{% highlight python %}\na \n   \nb \n{% endhighlight %}",
        "{{ a \nb }}",
        "-\n  \n  a",
        "- [ ] \n- [x] ",
        "[^1]: a\n    \n    b\n\nc[^1]",
    ],
)
def test_silent(text: str) -> None:
    assert found(f"{ENTRY}\nText\n\n{text}\n", "W801") == []


def test_front_matter_is_silent() -> None:
    assert found(f"---\ntitle: a \n---\n\n{ENTRY}", "W801") == []


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("a \nb", "a\nb"),
        ("a\t\nb", "a\nb"),
        ("a  ", "a"),
        ("a <br/> \nb", "a <br/>\nb"),
        ("**a \nb** ", "**a\nb**"),
        ("[a \nb](c) ", "[a\nb](c)"),
        ("# A  ", "# A"),
        ("# A # ", "# A #"),
        ("A \n=== ", "A\n==="),
        ("| a | b | \n|---|---| \n| c | d |  ", "| a | b |\n|---|---|\n| c | d |"),
        ("--- ", "---"),
        ("[a]: b ", "[a]: b"),
        ("> a \n> b  ", "> a\n> b"),
        ("- a  \n- b ", "- a\n- b"),
        ("- a\n  - b  \n\n- c ", "- a\n  - b\n\n- c"),
        ("- a\n  \n  b", "- a\n\n  b"),
        ("a\n\t\nb", "a\n\nb"),
        ("a\n \n \nb", "a\n\n\nb"),
        ("a  \n\n```\nb \n```\n   \nc", "a\n\n```\nb \n```\n\nc"),
        ("`a` \n$b$ \nc", "`a`\n$b$\nc"),
        ("{{ a }} \nb", "{{ a }}\nb"),
        ("　a \nb", "　a\nb"),
        ("a　 \nb", "a　\nb"),
    ],
)
def test_removed(text: str, right: str) -> None:
    before, after = (f"{ENTRY}\nText\n\n{each}\n" for each in (text, right))
    assert mended(before, "W801") == after
    assert set(fixes_of(before, "W801")) == {"layout"}


def test_what_it_says_and_where() -> None:
    text = ENTRY + "   one \n   two\n  \n   three   \n"
    assert found(text, "W801") == [
        (2, 7, "remove the blank at the line's end: nobody sees it"),
        (4, 1, "remove the 2 blanks at the line's end: nobody sees them"),
        (5, 9, "remove the 3 blanks at the line's end: nobody sees them"),
    ]
    assert marked(text, "W801") == [" ", "  ", "   "]


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_ends_stay(end: str) -> None:
    text = ENTRY + "   one \n   two  \n   three \n \nfour "
    assert mended(text.replace("\n", end), "W801") == (
        ENTRY + "   one\n   two  \n   three\n\nfour"
    ).replace("\n", end)


def test_a_blank_line_between_cr_and_lf_stays_one() -> None:
    assert found(f"{ENTRY}a\r  \nb\n", "W801") == []


def test_of_many_blank_lines_the_first_is_its_business_and_those_at_the_end_are_not() -> (
    None
):
    assert (
        mended(f"{ENTRY}\n \n  \n   \nText\n \n  \n", "W801")
        == f"{ENTRY}\n \n  \n   \nText\n \n  \n"
    )
    assert mended(f"{ENTRY} \n \n  \nText\n", "W801") == f"{ENTRY}\n \n  \nText\n"
