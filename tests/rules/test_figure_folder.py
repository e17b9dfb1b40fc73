"""F305 figure-folder: where the notebook keeps its figures."""

import pytest

from notelint.config import Config
from notelint.notebook.model import Preferences
from notelint.rules.context import RepoContext
from tests.notes import around_of, fixes_of, found, marked

ENTRY = "1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762)<br/>\n"


def note(*paths: str) -> str:
    """An entry with a figure a line."""
    return ENTRY + "".join(f'   <img src="{path}" />\n' for path in paths)


def many(count: int, folder: str = "figs/") -> list[str]:
    return [f"{folder}{number}.png" for number in range(count)]


def said(folders: str) -> str:
    return f"move this figure to {folders}, where the notebook's figures are"


def wanting(*folders: str) -> Config:
    return Config(select=("F305",), notebook=Preferences(figure_folders=folders))


@pytest.mark.parametrize(
    "other",
    [
        "figs/sub/x.png",
        "./figs/x.png",
        "/figs/x.png",
        "notes/figs/x.png",
        "figs/../figs/x.png",
        "https://example.org/x.png",
        "//example.org/x.png",
        "data:image/png;base64,AAAA",
        "{{ base }}/x.png",
        "/Users/ada/x.png",
        "C:\\figs\\x.png",
        "old\\x.png",
        "../x.png",
        "#x",
        "",
    ],
)
def test_silent(other: str) -> None:
    assert found(note(*many(19), other), "F305") == []
    assert found(note(*many(19), other), "F305", around=RepoContext("README.md")) == []


@pytest.mark.parametrize(
    "figure",
    [
        "`![](x.png)`",
        "$![](x.png)$",
        "<!-- ![](x.png) -->",
        "\\![](x.png)",
        "[x](x.png)",
    ],
)
def test_what_is_no_figure_is_silent(figure: str) -> None:
    assert (
        found(
            f"---\na: ![](x.png)\n---\n\n{note(*many(19))}   {figure}\n\n```\n![](x.png)\n```\n",
            "F305",
        )
        == []
    )


@pytest.mark.parametrize(
    "paths",
    [
        [*many(9), "x.png"],
        [*many(18), "x.png"],
        [*many(38), "x.png", "y.png", "z.png"],
        [*many(10), *many(10, "images/")],
        many(30, ""),
        [*many(30, ""), "figs/x.png"],
        ["x.png"],
    ],
    ids=[
        "few",
        "18 of 19",
        "38 of 41",
        "two folders",
        "beside the notebook",
        "one in a folder",
        "one",
    ],
)
def test_no_habit_no_finding(paths: list[str]) -> None:
    assert found(note(*paths), "F305") == []


def test_one_beside_the_habit() -> None:
    text = note(*many(19), "x.png")
    assert found(text, "F305") == [(21, 14, said("figs/"))]
    assert marked(text, "F305") == ["x.png"]
    assert fixes_of(text, "F305") == [""]


def test_with_crlf_and_markdown_figures() -> None:
    text = (
        ENTRY.replace("\n", "\r\n")
        + "".join(f"   图 ![](figs/{number}.png)\r\n" for number in range(19))
        + "   图 ![](<old figs/x.png>)\r\n"
    )
    assert found(text, "F305") == [(21, 11, said("figs/"))]
    assert marked(text, "F305") == ["old figs/x.png"]


def test_two_of_forty() -> None:
    assert marked(note("x.png", *many(38), "img/y.png"), "F305") == [
        "x.png",
        "img/y.png",
    ]


@pytest.mark.parametrize("folder", ["figs-old/", "myfigs/", "Figs/", "fig/"])
def test_a_folder_of_a_like_name_is_another(folder: str) -> None:
    assert marked(note(*many(19), f"{folder}x.png"), "F305") == [f"{folder}x.png"]


def test_the_deepest_folder_that_holds_nearly_all() -> None:
    assert found(note(*many(19, "docs/figs/"), "docs/x.png"), "F305") == [
        (21, 14, said("docs/figs/"))
    ]
    assert found(note(*many(10, "docs/a/"), *many(10, "docs/b/"), "x.png"), "F305") == [
        (22, 14, said("docs/"))
    ]
    assert (
        found(note(*many(10, "docs/a/"), *many(10, "docs/b/"), "docs/x.png"), "F305")
        == []
    )


def test_relative_to_the_notebook() -> None:
    text = note(*many(19, "../figs/"), "x.png")
    assert found(text, "F305", around=RepoContext("notes/a.md")) == [
        (21, 14, said("figs/"))
    ]
    assert found(text, "F305", path="notes/a.md") == [(21, 14, said("figs/"))]
    assert found(note(*many(19), "/figs/x.png"), "F305", path="notes/a.md") == [
        (21, 14, said("notes/figs/"))
    ]


def test_folders_that_the_config_names() -> None:
    text = note("figs/a.png", "x.png", "images/b.png", "old/c.png", "notes/figs/d.png")
    assert marked(text, "F305", config=wanting("figs")) == [
        "x.png",
        "images/b.png",
        "old/c.png",
    ]
    assert marked(text, "F305", config=wanting("figs/", "./images")) == [
        "x.png",
        "old/c.png",
    ]
    assert found(text, "F305", config=wanting("figs", "images"))[0] == (
        3,
        14,
        said("figs/ or images/"),
    )
    assert marked(text, "F305", config=wanting(".")) == []


def test_the_config_overrules_the_habit() -> None:
    assert len(marked(note(*many(19)), "F305", config=wanting("images"))) == 19


def test_one_definition_counts_once() -> None:
    text = note(*many(18)) + "   ![][a] ![][a] ![][a]\n\n[a]: x.png\n"
    assert found(text, "F305") == []
    assert marked(note(*many(19)) + "   ![][a] ![][a]\n\n[a]: x.png\n", "F305") == [
        "x.png"
    ]


def test_a_figure_that_is_not_there_cannot_be_moved() -> None:
    text, both = note(*many(19), "x.png"), Config(select=("F301", "F305"))
    there, gone = around_of(*many(19), "x.png"), around_of(*many(19))
    assert marked(text, "F305", config=both, around=there) == ["x.png"]
    assert marked(text, "F305", config=both, around=gone) == []
    assert marked(text, "F301", config=both, around=gone) == ["x.png"]
