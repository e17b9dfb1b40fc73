"""Sections: Markdown headings, underlined ones, and raw HTML."""

import pytest

from tests.notes import note, notebook_of


def sections(text: str) -> list[tuple[str, int, str]]:
    """Title, level, and the text of each section."""
    notebook = notebook_of(text)
    return [
        (each.title, each.level, notebook.source.slice(each.span))
        for each in notebook.sections
    ]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Hello.\n",
        "    # code\n",
        "```\n# code\n```\n",
        "- # in an item\n",
        "> # quoted\n",
        "#hashtag\n",
        "<!-- <h2>a</h2> -->\n",
    ],
)
def test_without_headings_all_is_one_section(text: str) -> None:
    assert sections(text) == [("", 0, text)]


def test_every_heading_begins_one() -> None:
    text = note("""
        Hello.

        # Papers
        Text.
        ## On **graphs** & `trees` [here](https://example.org)
        More
        ====
        Title
        over two lines
        ---
        """)
    assert [each[:2] for each in sections(text)] == [
        ("", 0),
        ("Papers", 1),
        ("On graphs & trees here", 2),
        ("More", 1),
        ("Title over two lines", 2),
    ]
    assert "".join(each[2] for each in sections(text)) == text
    assert sections(text)[1][2] == "# Papers\nText.\n"


@pytest.mark.parametrize(
    ("heading", "title", "level"),
    [
        ('<h2 id="lang">Language</h2>', "Language", 2),
        ("<h1 align=center>Language <b>models</b></h1>", "Language models", 1),
        ("<H3>\n  Language\n</H3>", "Language", 3),
        ("<h6></h6>", "", 6),
        ("#", "", 1),
        ("### Closed ###", "Closed", 3),
        ("# ![](a.png)", "", 1),
        ("# A<br>b", "Ab", 1),
    ],
)
def test_titles_and_levels(heading: str, title: str, level: int) -> None:
    assert [each[:2] for each in sections(f"Hello.\n\n{heading}\n\nText.\n")] == [
        ("", 0),
        (title, level),
    ]


@pytest.mark.parametrize(
    "html",
    [
        "<h7>a</h7>",
        "<p>\n<h2>a</h2>\n</p>",
        "</h2>",
        "<hr>",
        "<header>a</header>",
        "<!-- a -->\n",
    ],
)
def test_other_html_begins_none(html: str) -> None:
    assert len(sections(f"Hello.\n\n{html}\n")) == 1


def test_headings_are_where_they_are_written() -> None:
    notebook = notebook_of("# A\n\nB\n-\n\n<h2>C</h2>\n")
    assert [
        each.heading and notebook.source.slice(each.heading)
        for each in notebook.sections
    ] == [None, "# A", "B\n-", "<h2>C</h2>"]


def test_entries_know_their_section() -> None:
    text = note("""
        - [One of graphs](https://arxiv.org/abs/2101.00001)

        <h2>A</h2>

        - [Two of graphs](https://arxiv.org/abs/2101.00002)

        ## [Three of graphs](https://arxiv.org/abs/2101.00003)
        """)
    notebook = notebook_of(text)
    assert [notebook.sections[each.section].title for each in notebook.entries] == [
        "",
        "A",
        "Three of graphs",
    ]


def test_front_matter_is_no_section() -> None:
    assert [each[:2] for each in sections("---\ntitle: A\n---\n\n# B\n")] == [
        ("", 0),
        ("B", 1),
    ]
