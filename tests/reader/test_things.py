"""Links, figures, breaks and empty items, wherever they stand; and their exact places."""

import pytest

from notelint.notebook.model import readdressed
from tests.notes import note, notebook_of

SHIELD = "https://img.shields.io/badge/a-b"


def links(text: str) -> list[tuple[str, str, str]]:
    """Form, address and text of each link; every span is checked against the source."""
    notebook = notebook_of(text)
    for each in notebook.links:
        assert each.span.covers(each.text_span)
        if each.form in {"inline", "autolink", "bare", "html"}:
            assert each.span.covers(each.url_span)
    return [
        (each.form, notebook.source.slice(each.url_span), each.text)
        for each in notebook.links
    ]


@pytest.mark.parametrize(
    ("written", "form", "url", "text"),
    [
        ("[a](https://example.org)", "inline", "https://example.org", "a"),
        ("[a **b** `c`](<x y> 'z')", "inline", "x y", "a b c"),
        ("[![b](a.png)](https://example.org)", "inline", "https://example.org", ""),
        ("[]()", "inline", "", ""),
        (
            "<https://example.org>",
            "autolink",
            "https://example.org",
            "https://example.org",
        ),
        (
            "https://example.org/a_b.",
            "bare",
            "https://example.org/a_b",
            "https://example.org/a_b",
        ),
        (
            "<a href='https://example.org'>a <b>c</b></a>",
            "html",
            "https://example.org",
            "a c",
        ),
        (
            '<a class="x" href=" https://example.org ">a</a>',
            "html",
            " https://example.org ",
            "a",
        ),
        ("<a href=#a>never closed", "html", "#a", ""),
    ],
)
def test_links(written: str, form: str, url: str, text: str) -> None:
    for around in ("{}\n", "- {}\n", "# {}\n", "> {}\n", "a {} b\n", "*a {}*\n"):
        assert links(around.format(written)) == [(form, url, text)]


@pytest.mark.parametrize(
    ("form", "written"),
    [("full", "[a][b]"), ("collapsed", "[b][]"), ("shortcut", "[b]")],
)
def test_references_have_their_address_in_the_definition(
    form: str, written: str
) -> None:
    text = f"{written}\n\n[b]: <https://example.org> 'x'\n"
    notebook = notebook_of(text)
    (only,) = notebook.links
    assert (
        only.form,
        notebook.source.slice(only.span),
        notebook.source.slice(only.url_span),
    ) == (form, written, "https://example.org")
    assert only.url_span.start == text.rindex("https")


def test_a_definition_that_nothing_uses() -> None:
    text = note("""
        ![x][a] [y][b]

        [a]: a.png
        [b]: https://example.org/b
        [e]: {{url}}
        > [c]: https://example.org/c

        - [d]: https://example.org/d
        """)
    assert links(text) == [
        ("full", "https://example.org/b", "y"),
        ("definition", "https://example.org/c", ""),
        ("definition", "https://example.org/d", ""),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "`[a](https://example.org)`",
        "```\nhttps://example.org\n```",
        "    https://example.org",
        "$https://example.org$",
        "<!-- https://example.org <a href='x'>y</a> -->",
        "[a]({{ url }})",
        "[a]({{url}})",
        "[a](<{{ url }}>)",
        "<a href='{% url %}'>a</a>",
        "{{ https://example.org }}",
        "<a name='x'></a>",
        "</a>",
        "<a href>x</a>",
        "---\na: https://example.org\n---\n",
    ],
)
def test_no_links(text: str) -> None:
    assert links(text + "\n") == []


def test_links_in_html_blocks_and_tables() -> None:
    text = note("""
        <p align="center">
        <a href="https://example.org/a">one</a> <a href="https://example.org/b">
        two</a>
        </p>

        | [three](https://example.org/c) | https://example.org/d |
        |---|---|
        """)
    assert [(each[0], each[1][-1], each[2].strip()) for each in links(text)] == [
        ("html", "a", "one"),
        ("html", "b", "two"),
        ("inline", "c", "three"),
        ("bare", "d", "https://example.org/d"),
    ]


def test_papers_and_badges() -> None:
    notebook = notebook_of(
        "[paper](https://arxiv.org/abs/1706.03762v2) [Adam, a method](https://doi.org/10.1000/182) [a](x.md)\n"
    )
    assert [
        (
            each.paper and (each.paper.host, each.paper.key, each.paper.version),
            each.is_badge,
        )
        for each in notebook.links
    ] == [
        (("arxiv", "1706.03762", 2), True),
        (("doi", "10.1000/182", None), False),
        (None, False),
    ]


def test_addresses_are_each_written_once() -> None:
    notebook = notebook_of(
        "[one][a] [two][a] [three](https://example.org) [a]\n\n[a]: https://example.org/a\n"
    )
    assert [each.text for each in notebook.addresses] == ["three", "one"]


# --- figures


def figures(text: str) -> list[tuple[str, str, str]]:
    """Syntax, path as written, and alt text of each figure."""
    notebook = notebook_of(text)
    return [
        (each.syntax, notebook.source.slice(each.target_span), each.alt)
        for each in notebook.figures
    ]


@pytest.mark.parametrize(
    ("written", "syntax", "target", "alt"),
    [
        ("![one *two*](a.png)", "markdown", "a.png", "one two"),
        ("![]( <a b.png> 'x' )", "markdown", "a b.png", ""),
        ("<img src='a.png' alt='&lt;x>'>", "html", "a.png", "<x>"),
        ('<IMG WIDTH="50%" SRC="a&amp;b.png"/>', "html", "a&amp;b.png", ""),
        ("<img src=a.png>", "html", "a.png", ""),
        ("[![](a.png)](https://example.org)", "markdown", "a.png", ""),
        ("<a href='x'><img src='a.png'></a>", "html", "a.png", ""),
        ("<source srcset='a.png 2x'>", "source", "a.png", ""),
        ("<source srcset=' a.png,'>", "source", "a.png", ""),
        ("<source srcset=''>", "source", "", ""),
    ],
)
def test_figures(written: str, syntax: str, target: str, alt: str) -> None:
    for around in ("{}\n", "- {}\n", "> {}\n", "a {} b\n", "# {}\n", "| {} |\n|---|\n"):
        assert figures(around.format(written)) == [(syntax, target, alt)]


@pytest.mark.parametrize(
    ("written", "targets"),
    [
        ("<source srcset='a.png 2x, b.png'>", ["a.png", "b.png"]),
        ("<source srcset=' a.png, b.png , c.png 3x,'>", ["a.png", "b.png", "c.png"]),
        ("<img srcset='a.png 1x,b.png 2x'>", ["a.png", "b.png"]),
        ("<img src='c.png' srcset='a,b.png 40w'>", ["c.png", "a,b.png"]),
        ("<img srcset='a.png calc(1, 2), b.png'>", ["a.png", "b.png"]),
        (
            "<img srcset='data:image/png;base64,xx 2x, b.png'>",
            ["data:image/png;base64,xx", "b.png"],
        ),
        ("<img srcset='a&amp;b.png, c.png'>", ["a&amp;b.png", "c.png"]),
        ("<img srcset=' , '>", []),
        ("<img srcset>", []),
        ("<img srcset='{{ a.png }}, b.png'>", []),
    ],
)
def test_candidates_of_a_srcset(written: str, targets: list[str]) -> None:
    for around in ("{}\n", "- {}\n", "> {}\n", "a {} b\n", "# {}\n", "| {} |\n|---|\n"):
        assert [target for _, target, _ in figures(around.format(written))] == targets


@pytest.mark.parametrize("around", ["{}", "> {}", "- {}"])
def test_candidates_on_several_lines(around: str) -> None:
    margin = {"{}": "  ", "> {}": "> ", "- {}": "  "}[around]
    text = f"<img srcset='a.png 1x,\n{margin}b.png 2x,\n{margin}c.png' src='d.png'>\n"
    written = {target for _, target, _ in figures(around.format(text))}
    assert written == {"a.png", "b.png", "c.png", "d.png"}


def test_a_candidate_stands_for_itself_but_for_the_first_of_a_source() -> None:
    text = "<picture><source srcset='a.png, b.png'><img src='c.png' srcset='d.png 2x'></picture>\n"
    notebook = notebook_of(text)
    spans = [notebook.source.slice(each.span) for each in notebook.figures]
    assert spans == [
        "<source srcset='a.png, b.png'>",
        "b.png",
        "<img src='c.png' srcset='d.png 2x'>",
        "d.png",
    ]
    assert [each.target for each in notebook.figures] == [
        "a.png",
        "b.png",
        "c.png",
        "d.png",
    ]


def test_picture_and_reference_style() -> None:
    text = note("""
        <picture>
          <source media="(prefers-color-scheme: dark)" srcset="dark.png">
          <img alt="logo" src="light.png">
        </picture>

        ![one][a] ![a]

        [a]: figs/a.png
        """)
    assert figures(text) == [
        ("source", "dark.png", ""),
        ("html", "light.png", "logo"),
        ("markdown", "figs/a.png", "one"),
        ("markdown", "figs/a.png", "a"),
    ]
    assert [each.alt for each in notebook_of(text).pictures] == ["", "logo", "one"]


@pytest.mark.parametrize(
    "text",
    [
        "`![](a.png)`",
        "<img>",
        "<img src>",
        "</img>",
        "![]({{ x }}/a.png)",
        "![]({{x}}/a.png)",
        "<img src='{{ x }}'>",
        "<!-- ![](a.png) -->",
        "\\![](a.png)"[:2],
        "{{ ![](a.png) }}",
    ],
)
def test_no_figures(text: str) -> None:
    assert figures(text + "\n") == []


# --- breaks


def breaks(text: str) -> list[tuple[str, str]]:
    notebook = notebook_of(text)
    assert [notebook.source.slice(each.span) for each in notebook.breaks] == [
        each.text for each in notebook.breaks
    ]
    return [(each.style, each.text) for each in notebook.breaks]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "a<br>b<br/>c<br />d<BR>",
            [("html", "<br>"), ("html", "<br/>"), ("html", "<br />"), ("html", "<BR>")],
        ),
        ("a  \nb\\\nc\nd", [("two-spaces", "  \n"), ("backslash", "\\\n")]),
        (
            "a</br>b<\\br>c<\\br/>d<br>/\ne",
            [
                ("malformed", "</br>"),
                ("malformed", "<\\br>"),
                ("malformed", "<\\br/>"),
                ("malformed", "<br>/"),
            ],
        ),
        (
            "a<br>/b<br>/<i>c</i><br>/ d",
            [("html", "<br>"), ("malformed", "<br>/"), ("malformed", "<br>/")],
        ),
        ("- a<br>\n  - b<br/>", [("html", "<br>"), ("html", "<br/>")]),
        ("**a<br>b**", [("html", "<br>")]),
        ("[a<br>b](c)", [("html", "<br>")]),
        ("<br>", [("html", "<br>")]),
        ("a\n\n<br/>\n\nb", [("html", "<br/>")]),
    ],
)
def test_breaks(text: str, found: list[tuple[str, str]]) -> None:
    assert breaks(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "a<br clear=all>b",
        "# a<br>b",
        "> a<br>b",
        "> - a  \n>   b",
        "| a<br>b |\n|---|",
        "<div>\n<br>\n</div>",
        "`<br>`",
        "$<br>$",
        "<!-- <br> -->",
        "{{ <br> }}",
        "a <\\b> c",
        "a  ",
        "a\\",
    ],
)
def test_no_breaks(text: str) -> None:
    assert breaks(text + "\n") == []


# --- empties


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1.\n", [("1.", True)]),
        ("- a\n-\n", [("-", True)]),
        ("- - \n", [("-", True)]),
        ("text\n1.\n", [("1.", False)]),
        ("text\n  12) \nmore\n", [("12)", False)]),
        ("text\n1984.\n", []),
        ("- text\n  2.\n", [("2.", False)]),
        ("1. \n\n   text\n", [("1.", True)]),
        ("1. `a`\n2. ![](a.png)\n", []),
        ("> 1.\n", []),
        ("| 1. |\n|---|\n", []),
        ("`a\n1.\n`\n", []),
        ("**a `b\n1.\n`**\n", []),
        ("$$a\n1.\nb$$\n", []),
        ("a <!--\n1.\n--> b\n", []),
        ("a <b\n1.\n> b\n", [("1.", False)]),
        ("**a\n1.\nb**\n", [("1.", False)]),
    ],
)
def test_empties(text: str, found: list[tuple[str, bool]]) -> None:
    notebook = notebook_of(text)
    assert [
        (notebook.source.slice(each.span), each.is_item) for each in notebook.empties
    ] == found


# --- ranges


def test_what_lies_in_a_range() -> None:
    text = "[a](u) ![](x.png)<br>\n\n[b](v) ![](y.png)<br>\n"
    notebook = notebook_of(text)
    whole, second = notebook.tree.span, notebook.tree.children[1].span
    assert [
        len(each(whole))
        for each in (notebook.links_in, notebook.figures_in, notebook.breaks_in)
    ] == [2, 2, 2]
    assert [each.url for each in notebook.links_in(second)] == ["v"]
    assert [each.target for each in notebook.figures_in(second)] == ["y.png"]
    assert [each.span.start for each in notebook.breaks_in(second)] == [
        text.rindex("<br>")
    ]


@pytest.mark.parametrize(
    ("written", "url", "right"),
    [
        ("[a](https://x.org/?b)", "https://x.org/", "[a](https://x.org/)"),
        (
            "[a](https://x.org/?b&amp;c)",
            "https://x.org/?b&c&d",
            "[a](https://x.org/?b&amp;c&amp;d)",
        ),
        (
            "[https://x.org/?b](https://x.org/?b)",
            "https://x.org/",
            "[https://x.org/](https://x.org/)",
        ),
        (
            '<a href=" https://x.org/?b ">c</a>',
            "https://x.org/",
            '<a href=" https://x.org/ ">c</a>',
        ),
        ("<https://x.org/?b>", "https://x.org/", "<https://x.org/>"),
        ("[a](https://x.org/\\_b)", "https://x.org/", None),
        ("[a](https://x.org/&#98;)", "https://x.org/", None),
        ("[a](https://x.org/?b)", "https://x.org/ c", None),
        ("[a](https://x.org/?b)", "https://x.org/<c", None),
    ],
)
def test_another_spelling_of_an_address(
    written: str, url: str, right: str | None
) -> None:
    notebook = notebook_of(written)
    fix = readdressed(notebook, notebook.links[0], url)
    text = written
    for (start, end), new in sorted(fix.edits if fix else (), reverse=True):
        text = text[:start] + new + text[end:]
    assert (text if fix else None) == right


@pytest.mark.parametrize(
    ("written", "url", "applicability"),
    [
        (
            "http://www.arxiv.org/abs/1706.03762",
            "https://arxiv.org/abs/1706.03762",
            "layout",
        ),
        (
            "https://arxiv.org/abs/1706.03762",
            "https://arxiv.org/pdf/1706.03762",
            "safe",
        ),
        ("https://x.org/?utm_source=b", "https://x.org/", "layout"),
        ("https://x.org/?b", "https://x.org/", "safe"),
    ],
)
def test_who_may_write_another_address(
    written: str, url: str, applicability: str
) -> None:
    notebook = notebook_of(f"[a]({written})")
    fix = readdressed(notebook, notebook.links[0], url)
    assert fix
    assert fix.applicability == applicability
