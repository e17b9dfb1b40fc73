"""B201 break-style: HTML breaks spelled one way."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from notelint.config import Config
from notelint.engine.formatter import fix_source
from notelint.guard.changes import changes
from notelint.notebook.model import Preferences
from notelint.text.source import Source
from tests.notes import fixes_of, found, marked, mended, note

SPELLINGS = ["<br/>", "<br>", "<br />"]


def entries(*breaks: str) -> str:
    """A list whose entries have these breaks behind their titles."""
    return "".join(
        f"{place}. [Graphs, part {place}](https://arxiv.org/abs/2101.{place:05}){each}\n   What it says.\n"
        for place, each in enumerate(breaks, start=1)
    )


def preferring(line_break: str) -> Config:
    return Config(select=("B201",), notebook=Preferences(line_break=line_break))


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_one_spelling_is_in_order(spelling: str) -> None:
    assert found(entries(spelling, spelling, spelling), "B201") == []


@pytest.mark.parametrize(
    ("breaks", "right"),
    [
        ("<br/> <br/> <br>", "<br/>"),
        ("<br> <br/> <br>", "<br>"),
        ("<br|/> <br|/> <br>", "<br />"),
        ("<br> <br/>", "<br/>"),
        ("<br> <br/> <br> <br/>", "<br/>"),
        ("<br> <br> <br/> <br|/> <br|/>", "<br>"),
        ("<br> <br|/> <br/>", "<br/>"),
        ("<BR> <br>", "<br>"),
        ("<BR/> <br/>", "<br/>"),
        ("<br|||/> <br|/>", "<br />"),
    ],
)
def test_the_most_frequent_spelling_is_right(breaks: str, right: str) -> None:
    written = [each.replace("|", " ") for each in breaks.split()]
    text = entries(*written)
    assert len(found(text, "B201")) == sum(each != right for each in written)
    assert mended(text, "B201") == entries(*[right] * len(written))


def test_a_spelling_of_its_own_is_no_habit() -> None:
    assert found(entries("<BR>", "<BR>"), "B201") == []


def test_where_and_what_it_says() -> None:
    text = note("""
        1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762)<br/>
           Attention<br>alone<br/> is enough.
        """)
    assert found(text, "B201") == [
        (2, 13, "write <br/> as elsewhere in this notebook, not <br>")
    ]


@pytest.mark.parametrize("right", SPELLINGS)
def test_the_config_names_the_spelling(right: str) -> None:
    text = entries("<br/>", "<br>", "<br />", "<br>")
    assert mended(text, "B201", config=preferring(right)) == entries(*[right] * 4)


@pytest.mark.parametrize("line_break", ["backslash", "two-spaces", "auto"])
def test_breaks_of_other_kinds_leave_the_habit_to_the_notebook(line_break: str) -> None:
    text = entries("", "", "").replace("says", "{}says")
    assert mended(
        text.format("<br>", "<br>", "<br/>"), "B201", config=preferring(line_break)
    ) == text.format("<br>", "<br>", "<br>")


def test_keep_is_silent() -> None:
    assert (
        found(entries("<br>", "<br>", "<br/>"), "B201", config=preferring("keep")) == []
    )


@pytest.mark.parametrize(
    "text",
    [
        "| a | b |\n|---|---|\n| one<br>two | [Graphs](https://arxiv.org/abs/2101.00009)<br> |\n",
        "<h2>Graphs<br>and trees</h2>\n",
        "<div>\n<br>\n<br>\n<img src='a.png'>\n</div>\n",
        "## Graphs<br>and trees\n",
        "```\n<br>\n```\n",
        "`<br>` is a break\n",
        "$x<br>y$ is math\n",
        "<!-- <br> -->\n",
        "> quoted<br>\n> text\n",
        "two blanks  \nand a backslash\\\nare breaks of other kinds\n",
        '<br clear="left">\n',
        "a `</br>` and a \\<br> that is text\n",
    ],
)
def test_elsewhere_it_is_silent(text: str) -> None:
    assert found(entries("<br/>", "<br/>") + "\n" + text, "B201") == []


def test_prose_is_mended_but_does_not_count() -> None:
    text = "A<br>B<br>C<br>\n\n" + entries("<br/>", "<br/>")
    assert mended(text, "B201") == text.replace("<br>", "<br/>")


def test_a_break_alone_on_its_line() -> None:
    text = entries("<br/>", "<br/>") + "\n<br>\n\nThe end.\n"
    assert found(text, "B201") == [
        (6, 1, "write <br/> as elsewhere in this notebook, not <br>")
    ]


def test_prose_alone_is_no_habit() -> None:
    assert (
        found("A<br>B<br/>C\n\n1. [Graphs](https://arxiv.org/abs/2101.00009)\n", "B201")
        == []
    )


def test_a_malformed_break_is_left_to_its_own_rule() -> None:
    assert found(entries("<br/>", "</br>", "<br>/"), "B201") == []
    every = Config(select=("B",))
    assert found(entries("<br/>", "</br>", "<br>/"), "B201", config=every) == []


# notebook.break: one kind at every line's end

KINDS = {
    "<br/>": "<br/>",
    "<br>": "<br>",
    "<br />": "<br />",
    "backslash": "\\",
    "two-spaces": "  ",
}


HTML = ["<br/>", "<br>", "<br />", "<BR>", " <br>", "<br> ", "<br/>\t"]
BACKSLASHES = ["\\", " \\"]
BLANKS = ["  ", "    "]


@pytest.mark.parametrize(
    ("kind", "others"),
    [(spelling, BACKSLASHES + BLANKS) for spelling in SPELLINGS]
    + [("backslash", HTML + BLANKS), ("two-spaces", HTML + BACKSLASHES)],
)
def test_every_break_at_a_lines_end_becomes_the_one_asked_for(
    kind: str, others: list[str]
) -> None:
    text = entries(*others)
    done = fix_source(Source(text), preferring(kind), lambda _: None)
    assert done.source.text == entries(*[KINDS[kind]] * len(others))
    assert done.refused == ()
    assert changes(text, done.source.text) == ()


@pytest.mark.parametrize(
    ("kind", "written", "message"),
    [
        (
            "<br/>",
            "  ",
            "end the line with <br/>, not with blanks: notebook.break asks for it",
        ),
        (
            "<br/>",
            "\\",
            "end the line with <br/>, not with a backslash: notebook.break asks for it",
        ),
        (
            "backslash",
            "<br>",
            "end the line with a backslash, not with <br>: notebook.break asks for it",
        ),
        (
            "backslash",
            "   ",
            "end the line with a backslash, not with blanks: notebook.break asks for it",
        ),
        (
            "two-spaces",
            "<br />",
            "end the line with blanks, not with <br />: notebook.break asks for it",
        ),
        (
            "two-spaces",
            "\\",
            "end the line with blanks, not with a backslash: notebook.break asks for it",
        ),
    ],
)
def test_where_and_what_it_says_of_another_kind(
    kind: str, written: str, message: str
) -> None:
    text = entries(written)
    assert found(text, "B201", config=preferring(kind)) == [(1, 54, message)]
    assert marked(text, "B201", config=preferring(kind)) == [written]
    assert fixes_of(text, "B201", config=preferring(kind)) == ["layout"]


@pytest.mark.parametrize("kind", ["auto", "keep"])
def test_kinds_are_not_mixed_up_by_themselves(kind: str) -> None:
    text = entries("<br/>", "<br/>", "  ", "\\")
    assert found(text, "B201", config=preferring(kind)) == []


def test_line_ends_stay() -> None:
    text = entries("<br>", "\\").replace("\n", "\r\n")
    assert mended(text, "B201", config=preferring("two-spaces")) == entries(
        "  ", "  "
    ).replace("\n", "\r\n")


def test_prose_nested_items_bold_text_and_words_of_links_are_turned_too() -> None:
    text = note("""
        Prose of<br>
        two lines.

        - [Graphs](https://arxiv.org/abs/2101.00001)<br>
          about **bold<br>
          words** and [a link<br>
          of lines](https://example.org)
          - [Trees](https://arxiv.org/abs/2101.00002)<br>
            inside.
        """)
    assert mended(text, "B201", config=preferring("backslash")) == text.replace(
        "<br>", "\\"
    )


ALL = ["<br/>", "backslash", "two-spaces"]


@pytest.mark.parametrize(
    "text",
    [
        "| a | b |\n|---|---|\n| one<br/>two | three<br/> |\n",
        "<div>\n<br/>\ntext<br/>\n</div>\n",
        "## Graphs<br/>\n",
        "Graphs  \nand trees\\\nof all<br/>\nkinds\n=====\n",
        "```\na  \nb\\\nc<br/>\nd\n```\n",
        "Code:\n\n    a  \n    b\\\n    c<br/>\n    d\n",
        "> quoted<br/>\n> and  \n> so\\\n> on\n",
        "$$\na  \nb\\\\\nc\n$$\n",
        "<!-- a  \nb\\\nc<br/>\n-->\n",
        "![words  \nof a<br/>\nfigure](a.png)\n",
        "[^1]: A footnote  \n    of two lines.\n\nA word[^1].\n",
        "A paragraph's end<br/>\n\nanother\\\n\nand one  \n",
        "Within<br/>a line\n",
        "<br/>\ntext\n",
        "text\n<br/>\ntext\n",
    ],
)
@pytest.mark.parametrize("kind", ALL)
def test_what_is_no_break_at_a_texts_line_end_stays(kind: str, text: str) -> None:
    whole = entries(KINDS[kind]) + "\n" + text
    assert mended(whole, "B201", config=preferring(kind)) == whole


@pytest.mark.parametrize("kind", ["backslash", "two-spaces"])
@pytest.mark.parametrize(
    "text",
    [
        "Two in a row<br/><br/>\nand on.\n",
        "Two in a row<br/> <br/>\nand on.\n",
        "Two in a row<br/>  \nand on.\n",
        "A heading if it were bare\n===<br/>\nand on.\n",
        "A heading if it were bare\n---<br/>\nand on.\n",
        "- A\n-<br/>\n  b\n",
        "#<br/>\nand on.\n",
        "A rule?\n***<br/>\nand on.\n",
        "| a | b |<br/>\n|---|---|\nand on.\n",
        "One\n2.<br/>\nand on.\n",
        "- [ ]<br/>\n  and on.\n",
        "[label]: <b><br/>\nand on.\n",
        "A backslash\\\\<br/>\nand on.\n",
        "A star *<br/>\nand on.\n",
        "a **<br/>\nb**\n",
    ],
)
def test_what_a_bare_line_would_become_keeps_its_tag(kind: str, text: str) -> None:
    whole = entries(KINDS[kind]) + "\n" + text
    assert mended(whole, "B201", config=preferring(kind)) == whole


@pytest.mark.parametrize(
    "text",
    [
        "See https://example.org/a<br/>\nand on.\n",
        "See *https://example.org/a.*<br/>\nand on.\n",
    ],
)
def test_an_address_does_not_swallow_a_backslash(text: str) -> None:
    whole = entries("\\") + "\n" + text
    assert mended(whole, "B201", config=preferring("backslash")) == whole
    blanks = entries("  ") + "\n" + text
    assert mended(blanks, "B201", config=preferring("two-spaces")) == blanks.replace(
        "<br/>", "  "
    )


def test_what_may_be_the_rule_below_a_tables_header_stays() -> None:
    text = "1. [Graphs](https://arxiv.org/abs/2101.00001)\n   - text\n   10. <b>[a]\n   |--|  \n      a\n"
    assert mended(text, "B201", config=preferring("<br/>")) == text


def test_a_figure_alone_on_its_line() -> None:
    text = note("""
        <img src="a.png"><br/>
        text

        1. [Graphs](https://arxiv.org/abs/2101.00001)\\
           <img src="a.png"><br/>
           text\\
        <img src="b.png"><br/>
        text
        """)
    inside = text.replace(
        '   <img src="a.png"><br/>', '   <img src="a.png">  '
    ).replace("\\\n", "  \n")
    assert mended(text, "B201", config=preferring("two-spaces")) == inside
    assert mended(text, "B201", config=preferring("backslash")) == text.replace(
        "<br/>", "\\"
    )


def test_nothing_is_turned_where_github_shows_it_raw() -> None:
    text = note("""
        1. [Graphs](https://arxiv.org/abs/2101.00001)<br>
           What they say.<br>
        <img src="a.png">
        shown as it is\\
        written<br>
        2. [Trees](https://arxiv.org/abs/2101.00002)<br>
           And trees.

        3. [Woods](https://arxiv.org/abs/2101.00003)<br>
           And woods.
        """)
    wanted = text.replace("00001)<br>", "00001)  ").replace("00003)<br>", "00003)  ")
    assert mended(text, "B201", config=preferring("two-spaces")) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "![Graphs<br>and trees](a.png)\n",
        "[graphs]: trees<br />\n\n- [trees]: woods<br />\n",
    ],
)
def test_breaks_that_are_something_else_keep_their_spelling(text: str) -> None:
    assert found(entries("<br/>", "<br/>") + "\n" + text, "B201") == []


ENDS = [
    "<br>",
    "<br/>",
    "<br />",
    "  ",
    "\\",
    "   ",
    " <br>",
    " \\",
    "<br> ",
    "<br>  ",
    "<br><br>",
    "<br>\\",
    "",
    "<BR>",
    "</br>",
]
WORDS = [
    "text",
    "*em*",
    "**bold [x](https://example.org)**",
    "word *",
    "word **",
    '<img src="a.png">',
    "![](a.png)",
    "===",
    "---",
    "#",
    "-",
    "1.",
    "| a | b |",
    "|---|---|",
    "https://example.org/a",
    "*https://example.org/a*",
    "`code`",
    "$x$",
    "[a]: b",
    "[ ]",
    "a\\",
    "a <",
    '<a name="x">',
    "[link",
    "text](u)",
    "![alt",
    "> q",
    "文字",
    "2. [Trees](https://arxiv.org/abs/2101.00002)",
    "- item",
    "",
]
LINES = st.tuples(
    st.sampled_from(["", "   ", "  ", "    "]),
    st.sampled_from(WORDS),
    st.sampled_from(ENDS),
).map("".join)
EVERY = Config(select=("B201", "F307"))


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(ENDS),
    st.lists(LINES, max_size=6),
    st.sampled_from([*KINDS, "auto", "keep"]),
    st.sampled_from(["\n", "\r\n"]),
)
def test_the_page_stays_and_one_run_is_enough(
    first: str, lines: list[str], kind: str, end: str
) -> None:
    text = end.join(
        [f"1. [Graphs](https://arxiv.org/abs/2101.00001){first}", *lines, ""]
    )
    config = Config(select=("B201",), notebook=Preferences(line_break=kind))
    whole = fix_source(
        Source(text), EVERY, lambda _: None
    ).source.text  # a cut list made whole, which is what is formatted first
    done = fix_source(Source(whole), config, lambda _: None)
    assert changes(whole, done.source.text) == ()
    assert (
        fix_source(done.source, config, lambda _: None).source.text == done.source.text
    )
    assert [each for each in done.refused if "notebook.break" in each.message] == []
    assert _bare(done.source.text) == _bare(whole)


def _bare(text: str) -> str:
    """A text without breaks and blanks: nothing else may have changed."""
    return re.sub(
        r"(?i)<br\s*/?>|\\(?=\r?\n)|[ \t]+(?=\r?\n)|[ \t]+(?=<br|\\)", "", text
    )


@pytest.mark.parametrize("written", ["<br\n   />", "<br\r\n />"])
def test_message_is_one_line_where_the_break_is_on_two(written: str) -> None:
    ((_, _, message),) = found(entries("<br/>", "<br/>", written), "B201")
    assert message == "write <br/> as elsewhere in this notebook, not <br />"
