"""The notebooks in examples/shapes: each is of the shape that it claims, in order, and
stays so when its habits are written down.
"""

from __future__ import annotations

import runpy
import zlib
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

import pytest

from notelint.config import Config
from notelint.engine.linter import check
from notelint.markdown import tree
from notelint.notebook.habits import is_settled, shape_of
from notelint.notebook.model import Notebook, Preferences
from notelint.notebook.reading import read
from notelint.papers import read_url
from notelint.rules.context import RepoContext
from notelint.text.diagnostics import Diagnostic
from notelint.text.source import Source
from tests.cli.program import ROOT, notelint
from tests.pages import rendered, shown_numbers

EXAMPLES = ROOT / "examples"
SHAPES = EXAMPLES / "shapes"


class Habits(NamedTuple):
    """What a notebook does throughout.

    `entries` counts the shapes as the reader tells them, `sections` those that hold
    entries, `breaks` the breaks as written, `figures` their syntax; `arxiv` is the form of
    every link to arXiv; `preferences` say the same in the words of the config.
    """

    entries: dict[str, int]
    sections: int
    breaks: dict[str, int]
    figures: dict[str, int]
    arxiv: str
    preferences: Preferences


NOTEBOOKS = {
    "bullets.md": Habits(
        {"bullet": 16},
        4,
        {},
        {},
        "pdf",
        Preferences(entry="bullet", arxiv_link="pdf", description="required"),
    ),
    "tables.md": Habits(
        {"table": 14},
        4,
        {},
        {},
        "pdf",
        Preferences(entry="table", arxiv_link="pdf", description="required"),
    ),
    "headings.md": Habits(
        {"titled": 14},
        14,
        {},
        {},
        "pdf",
        Preferences(entry="heading", arxiv_link="pdf", description="required"),
    ),
    "images.md": Habits(
        {"ordered": 13},
        3,
        {},
        {"markdown": 3},
        "pdf",
        Preferences(
            entry="ordered",
            arxiv_link="pdf",
            figure="markdown",
            figure_folders=("figs",),
            description="required",
        ),
    ),
    "two-spaces.md": Habits(
        {"ordered": 14},
        4,
        {"  \n": 29},
        {},
        "pdf",
        Preferences(
            entry="ordered",
            line_break="two-spaces",
            arxiv_link="pdf",
            description="required",
        ),
    ),
    "abs.md": Habits(
        {"ordered": 15},
        4,
        {"<br>": 17},
        {},
        "abs",
        Preferences(
            entry="ordered", line_break="<br>", arxiv_link="abs", description="required"
        ),
    ),
}

each_notebook = pytest.mark.parametrize("name", NOTEBOOKS)


def source_of(name: str) -> Source:
    return Source.from_text((SHAPES / name).read_bytes().decode(), f"shapes/{name}")


def notebook_of(name: str) -> Notebook:
    return read(source_of(name))


def around(name: str) -> RepoContext:
    figures = frozenset(path.name for path in (SHAPES / "figs").iterdir())
    folders = {
        "": frozenset({"shapes"}),
        "shapes": frozenset({*NOTEBOOKS, "figs"}),
        "shapes/figs": figures,
    }
    return RepoContext(f"shapes/{name}", folders)


def said(name: str, preferences: Preferences) -> list[Diagnostic]:
    return check(source_of(name), Config(notebook=preferences), lambda _: around(name))


def test_every_notebook_is_here() -> None:
    assert {path.name for path in SHAPES.glob("*.md")} == set(NOTEBOOKS)


def test_in_order_from_the_command_line() -> None:
    assert notelint("check", "--isolated", str(SHAPES)) == (
        0,
        "All 6 notebooks are in order.\n",
        "",
    )


@pytest.mark.parametrize(
    "family", ["E", "B", "F3", "L", "P501", "P502", "P504", "S", "W"]
)
def test_in_order_for_rules_that_are_off_by_themselves(family: str) -> None:
    ignored = (
        ("--ignore", "F306") if family == "F3" else ()
    )  # asks about all folders of the repository
    done = notelint("check", "--isolated", "--select", family, *ignored, str(SHAPES))
    assert done == (0, "All 6 notebooks are in order.\n", "")


@each_notebook
def test_silent(name: str) -> None:
    assert said(name, Preferences()) == []


@each_notebook
def test_entries_are_of_one_shape(name: str) -> None:
    entries = notebook_of(name).entries
    habits = NOTEBOOKS[name]
    assert Counter(entry.shape for entry in entries) == habits.entries
    assert {shape_of(entry) for entry in entries} == {habits.preferences.entry}
    assert len({entry.section for entry in entries}) == habits.sections
    assert is_settled([True] * len(entries))


@each_notebook
def test_breaks_are_of_one_kind(name: str) -> None:
    assert (
        Counter(each.text for each in notebook_of(name).breaks)
        == NOTEBOOKS[name].breaks
    )


@each_notebook
def test_figures_are_of_one_syntax(name: str) -> None:
    figures = notebook_of(name).figures
    assert Counter(each.syntax for each in figures) == NOTEBOOKS[name].figures
    assert all(each.alt and each.target.startswith("figs/") for each in figures)


@each_notebook
def test_links_to_arxiv_are_of_one_form(name: str) -> None:
    links = [
        link.url
        for link in notebook_of(name).links
        if link.paper and link.paper.host == "arxiv"
    ]
    forms = [page.form for url in links if (page := read_url(url))]
    assert len(links) == len(forms) == len(notebook_of(name).entries)
    assert set(forms) == {NOTEBOOKS[name].arxiv}


@each_notebook
def test_every_entry_has_its_title_and_its_paper(name: str) -> None:
    entries = notebook_of(name).entries
    assert all(entry.title and len(entry.title.text) >= 10 for entry in entries)
    assert len({entry.paper for entry in entries if entry.paper}) == len(entries)


@each_notebook
def test_silent_with_its_habits_written_down(name: str) -> None:
    assert said(name, NOTEBOOKS[name].preferences) == []


# What each of them would be told if it had to become like another: so much for "silent
# because nobody looks".
OTHERS = [
    ("bullets.md", Preferences(entry="ordered"), {"E108": 16}),
    ("tables.md", Preferences(entry="bullet"), {"E108": 14}),
    ("headings.md", Preferences(entry="table"), {"E108": 14}),
    ("images.md", Preferences(entry="paragraph"), {"E108": 13}),
    ("two-spaces.md", Preferences(entry="heading"), {"E108": 14}),
    ("abs.md", Preferences(line_break="<br/>"), {"B201": 17}),
    ("abs.md", Preferences(arxiv_link="pdf"), {"L404": 15}),
    ("bullets.md", Preferences(arxiv_link="abs"), {"L404": 16}),
    ("images.md", Preferences(figure_folders=("pictures",)), {"F305": 3}),
]


@pytest.mark.parametrize(
    ("name", "preferences", "expected"),
    OTHERS,
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_accused_where_other_habits_are_written_down(
    name: str, preferences: Preferences, expected: dict[str, int]
) -> None:
    assert Counter(each.code for each in said(name, preferences)) == expected


@pytest.mark.parametrize(
    "name", [name for name, habits in NOTEBOOKS.items() if "ordered" in habits.entries]
)
def test_numbers_on_the_page_are_those_written(name: str) -> None:
    text = source_of(name).text
    assert shown_numbers(text) == [entry.number for entry in notebook_of(name).entries]


def test_two_blanks_are_breaks_on_the_page() -> None:
    """And have survived every editor so far."""
    assert rendered(source_of("two-spaces.md").text).count("<br />") == 29
    assert "trim_trailing_whitespace = false" in (SHAPES / ".editorconfig").read_text(
        encoding="utf-8"
    )


def _nodes(node: tree.Node | tree.Document) -> Iterator[tree.Node]:
    for child in tree.children_of(node):
        yield child
        yield from _nodes(child)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("bullets.md", tree.Math),
        ("bullets.md", tree.HtmlBlock),
        ("tables.md", tree.Math),
        ("tables.md", tree.FrontMatter),
        ("headings.md", tree.CodeBlock),
        ("headings.md", tree.Quote),
        ("two-spaces.md", tree.InlineCode),
    ],
)
def test_what_else_they_hold(name: str, kind: type) -> None:
    assert any(isinstance(node, kind) for node in _nodes(notebook_of(name).tree))


def _is_han(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff"


@pytest.mark.parametrize(
    ("name", "least", "most"),
    [
        ("bullets.md", 0, 0),
        ("two-spaces.md", 0, 0),
        ("tables.md", 150, 600),
        ("images.md", 150, 600),
        ("headings.md", 500, 2000),
        ("abs.md", 500, 2000),
    ],
)
def test_languages(name: str, least: int, most: int) -> None:
    assert least <= sum(map(_is_han, source_of(name).text)) <= most


def test_no_sentence_twice() -> None:
    lines = [
        line.strip(" -")
        for name in NOTEBOOKS
        for line in source_of(name).text.splitlines()
    ]
    told = Counter(
        line
        for line in lines
        if len(line) > 12 and not line.startswith(("| Paper", "| ---"))
    )
    assert [line for line, count in told.items() if count > 1] == []


@pytest.mark.parametrize("name", ["orderly", "notebook", "shapes"])
def test_figures_are_those_that_the_script_draws(name: str) -> None:
    drawings = runpy.run_path(str(EXAMPLES / "draw_figures.py"))["FIGURES"][name]
    assert {path.stem for path in (EXAMPLES / name / "figs").iterdir()} == {
        draw.__name__ for draw in drawings
    }
    for draw in drawings if name != "notebook" else ():  # the same as orderly's
        kept = (EXAMPLES / name / "figs" / f"{draw.__name__}.png").read_bytes()
        assert _unpacked(draw().png()) == _unpacked(kept)


def _unpacked(png: bytes) -> bytes:
    """The picture's rows; how small they were packed is zlib's business."""
    start = png.index(b"IDAT") + 4
    return zlib.decompress(
        png[start : start + int.from_bytes(png[start - 8 : start - 4], "big")]
    )
