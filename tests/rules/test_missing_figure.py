"""F301 missing-figure: the file is there."""

import pytest

from notelint.config import Config
from tests.notes import around_of, diagnostics_of, found, marked, note

FOLDERS = {
    "": {"figs", "notes", "README.md", "top.png", "50%.png"},
    "figs": {"attention.png", "two words.png", "图1.png", "sub"},
    "figs/sub": {"deep.png"},
    "notes": {"own.png", "README.md"},
}
ENTRY = "1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762)<br/>\n   {}\n"


@pytest.mark.parametrize(
    "figure",
    [
        '<img src="./figs/attention.png" />',
        "<img src='figs/attention.png'>",
        "<img src=figs/attention.png>",
        "![](figs/attention.png)",
        "![](./figs/../figs/attention.png)",
        "![](/figs/attention.png)",
        "![](figs/two%20words.png)",
        "![](<figs/two words.png>)",
        '<img src="figs/two words.png">',
        "![](figs/图1.png)",
        "![](figs/%E5%9B%BE1.png)",
        "![](figs/sub/deep.png?raw=true)",
        "![](figs/attention.png#gh-dark-mode-only)",
        "![](https://example.org/a.png)",
        "![](HTTP://example.org/a.png)",
        "![](//example.org/a.png)",
        "![](data:image/png;base64,AAAA)",
        "![](#a)",
        "![](?raw=1)",
        "<img />",
        "<img src>",
        "<picture><source srcset=''><img src='figs/attention.png'></picture>",
        "<img alt='a.png'>",
        "![](path)",
        '<img src="path">',
        "![]({{ site.baseurl }}/figs/a.png)",
        '<img src="{{ site.baseurl }}/figs/a.png">',
        '<img src="{% link figs/a.png %}">',
        "`![](figs/a.png)`",
        "$![](figs/a.png)$",
        "<!-- ![](figs/a.png) <img src='figs/a.png'> -->",
        "\\![](figs/a.png)",
        "![][a]",
    ],
)
def test_silent(figure: str) -> None:
    assert found(ENTRY.format(figure), "F301", FOLDERS) == []


@pytest.mark.parametrize(
    "text",
    [
        "---\nfigure: ![](figs/a.png)\n---\n\n",
        "```\n![](figs/a.png)\n```\n\n",
        "    <img src='figs/a.png'>\n\n",
        "<!--\n![](figs/a.png)\n-->\n\n",
    ],
)
def test_code_comments_and_front_matter_are_silent(text: str) -> None:
    assert found(text + ENTRY, "F301", FOLDERS) == []


def test_unknown_surroundings_are_silent() -> None:
    assert found(ENTRY.format("![](figs/a.png)"), "F301", None) == []


@pytest.mark.parametrize(
    ("figure", "target", "message"),
    [
        (
            '<img src="./figs/atention.png" />',
            "./figs/atention.png",
            "figure not found: ./figs/atention.png",
        ),
        (
            "![](figs/missing.jpg)",
            "figs/missing.jpg",
            "figure not found: figs/missing.jpg",
        ),
        (
            "![](/notes/attention.png)",
            "/notes/attention.png",
            "figure not found: /notes/attention.png",
        ),
        (
            "![](../figs/attention.png)",
            "../figs/attention.png",
            "figure outside of the repository: ../figs/attention.png",
        ),
        (
            "![](%2e%2e/figs/a.png)",
            "%2e%2e/figs/a.png",
            "figure outside of the repository: ../figs/a.png",
        ),
        (
            "![](figs/../../etc/passwd)",
            "figs/../../etc/passwd",
            "figure outside of the repository: figs/../../etc/passwd",
        ),
        (
            "![](/../../etc/passwd)",
            "/../../etc/passwd",
            "figure outside of the repository: /../../etc/passwd",
        ),
        (
            "![](missing/attention.png)",
            "missing/attention.png",
            "figure not found: missing/attention.png",
        ),
        ("![](figs/a%20b.png)", "figs/a%20b.png", "figure not found: figs/a b.png"),
        ("![](missing.png)", "missing.png", "figure not found: missing.png"),
        ("![a](figs/missing)", "figs/missing", "figure not found: figs/missing"),
        (
            "[![](figs/a.png)](https://example.org)",
            "figs/a.png",
            "figure not found: figs/a.png",
        ),
        (
            "<picture><source srcset='figs/a.png 2x'></picture>",
            "figs/a.png",
            "figure not found: figs/a.png",
        ),
        (
            "<picture><source srcset='figs/attention.png, figs/a.png 2x'></picture>",
            "figs/a.png",
            "figure not found: figs/a.png",
        ),
        (
            "<img src='figs/attention.png' srcset='figs/a.png 2x'>",
            "figs/a.png",
            "figure not found: figs/a.png",
        ),
    ],
)
def test_missing(figure: str, target: str, message: str) -> None:
    text = ENTRY.format(figure)
    assert found(text, "F301", FOLDERS) == [
        (2, text.splitlines()[1].index(target) + 1, message)
    ]
    assert marked(text, "F301", FOLDERS) == [target]


def test_behind_a_link_that_leads_out() -> None:
    around = around_of("README.md", outside=frozenset({"figs/attention.png"}))
    text = ENTRY.format("![](figs/attention.png)")
    message = "figure outside of the repository: figs/attention.png"
    assert [each[2] for each in found(text, "F301", around=around)] == [message]
    assert found(text, "F301", around=around._replace(is_repository=False)) == []


def test_a_reference_is_reported_where_its_path_is_written() -> None:
    text = ENTRY.format("![one][a]") + "\n[a]: figs/missing.png\n"
    assert found(text, "F301", FOLDERS) == [
        (4, 6, "figure not found: figs/missing.png")
    ]


def test_the_nearest_name_is_offered() -> None:
    helps = [
        each.help
        for each in diagnostics_of(
            ENTRY.format("![](figs/atention.png) ![](figs/xyz.gif) ![](none/a.png)"),
            "F301",
            FOLDERS,
        )
    ]
    assert helps == [
        "did you mean attention.png?",
        "add the file, or correct the path",
        "add the file, or correct the path",
    ]


def test_paths_are_relative_to_the_notebook() -> None:
    text = ENTRY.format(
        "![](own.png) ![](../figs/attention.png) ![](figs/attention.png) ![](/top.png)"
    )
    assert [
        each[2] for each in found(text, "F301", FOLDERS, path="notes/README.md")
    ] == ["figure not found: figs/attention.png"]


def test_a_folder_that_a_figure_goes_through_by_mistake() -> None:
    assert [
        each[2]
        for each in found(
            ENTRY.format("![](figs/attention.png/a.png)"), "F301", FOLDERS
        )
    ] == ["figure not found: figs/attention.png/a.png"]


@pytest.mark.parametrize(
    ("figure", "place", "seen"),
    [
        ("![]()", "![]()", "nothing"),
        ("![](  )", "![](  )", "nothing"),
        ("![](<>)", "![](<>)", "nothing"),
        ("![ ]()", "![ ]()", "nothing"),
        ("![the encoder]()", "![the encoder]()", "its words alone"),
        ("[![]()](https://example.org)", "![]()", "nothing"),
        ('<img src="">', '<img src="">', "nothing"),
        ("<img width='5' src='' />", "<img width='5' src='' />", "nothing"),
        (
            "<img src='' alt='the encoder'>",
            "<img src='' alt='the encoder'>",
            "its words alone",
        ),
        ("<img src=' '>", " ", "nothing"),
    ],
)
def test_a_figure_without_a_path(figure: str, place: str, seen: str) -> None:
    text = ENTRY.format(f"图 {figure}").replace("\n", "\r\n")
    line = text.split("\r\n")[1]
    column = (
        line.index(place, line.index("src")) if place == " " else line.index(place)
    ) + 1
    assert found(text, "F301", FOLDERS) == [
        (2, column, f"give this figure a path: readers see {seen}")
    ]
    assert marked(text, "F301", FOLDERS) == [place]
    assert [each.fix for each in diagnostics_of(text, "F301", FOLDERS)] == [None]


def test_each_use_of_an_empty_definition_shows_nothing() -> None:
    text = ENTRY.format("![one][a] ![two][a]") + "\n[a]: <>\n"
    assert marked(text, "F301", FOLDERS) == ["![one][a]", "![two][a]"]


@pytest.mark.parametrize(
    "figure",
    [
        "`![]()`",
        "$![]()$",
        "<!-- ![]() <img src=''> -->",
        "\\![]()",
        "[]()",
        "<img src='{{ a }}'>",
    ],
)
def test_no_path_where_no_figure_is(figure: str) -> None:
    assert (
        found(
            f"---\na: ![]()\n---\n\n{ENTRY.format(figure)}\n```\n![]()\n```\n",
            "F301",
            FOLDERS,
        )
        == []
    )


@pytest.mark.parametrize(
    "path", ["template.md", "notes/TEMPLATE.md", "paper-template.md", "论文模板.md"]
)
def test_a_template_has_figures_without_a_path(path: str) -> None:
    assert found(ENTRY.format("![]() <img src=''>"), "F301", FOLDERS, path=path) == []
    assert (
        len(
            found(
                ENTRY.format("![]() <img src=''>"),
                "F301",
                FOLDERS,
                path=f"templates/{path[:2]}.md",
            )
        )
        == 2
    )


def test_a_figure_without_a_path_is_told_once_of_all_rules() -> None:
    text = ENTRY.format("![]()")
    config = Config(select=("F", "L", "E107"), ignore=("F309",))
    assert [
        found(text, code, FOLDERS, config)
        for code in ("F302", "F303", "F304", "F311", "F312", "L401", "L407", "E107")
    ] == [[]] * 8
    assert len(found(text, "F301", FOLDERS, config)) == 1


def test_wrong_letters_are_no_missing_file() -> None:
    assert found(ENTRY.format("![](figs/Attention.PNG)"), "F301", FOLDERS) == []


def test_figures_of_notes_on_one_paper_count_too() -> None:
    text = note("""
        # A note without entries

        ![](figs/missing.png)

        ## Method <img src="figs/gone.png">

        > ![](figs/lost.png)

        | ![](figs/away.png) |
        |---|
        """)
    assert [each[:2] for each in found(text, "F301", FOLDERS)] == [
        (3, 5),
        (5, 21),
        (7, 7),
        (9, 7),
    ]
