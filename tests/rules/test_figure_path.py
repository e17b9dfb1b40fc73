"""F303 figure-path: a path that works for every reader."""

import pytest

from notelint.config import Config
from tests.notes import fixes_of, found, marked, mended

FOLDERS = {
    "": {"figs", "README.md"},
    "figs": {"a.png", "two words.png", "sub"},
    "figs/sub": {"b.png"},
}
ENTRY = "1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762)<br/>\n   {}\n"
BLANKS = "remove the blanks around the path"
DISK = "use a path relative to the notebook: this one exists on one computer only"
SLASH = "use / in the path: GitHub does not take \\ for a folder's end"


@pytest.mark.parametrize(
    "figure",
    [
        '<img src="./figs/a.png" />',
        "<img src = './figs/a.png'>",
        "![](figs/a.png)",
        "![](<figs/two words.png>)",
        '![](figs/a.png "a title")',
        "![]( )",
        "![](/figs/a.png)",
        "![](https://example.org/a.png)",
        "![](https://latex.example.org/svg?\\alpha)",
        "![](/homepage/a.png)",
        "![](latex ? x )",
        "![]( {{ x }} )",
        "`![]( figs/a.png )`",
        "<!-- <img src=' figs/a.png'> -->",
        "![](figs/two%20words.png)",
        "![][a ]",
    ],
)
def test_silent(figure: str) -> None:
    assert found(ENTRY.format(figure), "F303", FOLDERS) == []


@pytest.mark.parametrize(
    ("figure", "right"),
    [
        ('<img src="./figs/a.png " />', '<img src="./figs/a.png" />'),
        ('<img src="  ./figs/a.png" />', '<img src="./figs/a.png" />'),
        ("<img src=' figs/two words.png\t'>", "<img src='figs/two words.png'>"),
        ("![](figs/a.png )", "![](figs/a.png)"),
        ("![]( figs/a.png)", "![](figs/a.png)"),
        ("![](  figs/a.png  )", "![](figs/a.png)"),
        ("![](figs/a.png%20)", "![](figs/a.png)"),
        ("![](%20%20figs/a.png)", "![](figs/a.png)"),
        ("![](< figs/a.png >)", "![](<figs/a.png>)"),
        ("![]( https://example.org/a.png )", "![](https://example.org/a.png)"),
        (
            '<img src="https://example.org/a.png " />',
            '<img src="https://example.org/a.png" />',
        ),
        ('![]( figs/a.png "a title")', '![](figs/a.png "a title")'),
    ],
)
def test_blanks_around_the_path(figure: str, right: str) -> None:
    text = ENTRY.format(figure)
    assert [each[2] for each in found(text, "F303", FOLDERS)] == [BLANKS]
    assert fixes_of(text, "F303", FOLDERS) == ["layout"]
    assert mended(text, "F303", FOLDERS) == ENTRY.format(right)


def test_the_path_is_marked_as_written() -> None:
    text = ENTRY.format('<img src="./figs/a.png " />')
    assert found(text, "F303", FOLDERS) == [(2, 14, BLANKS)]
    assert marked(text, "F303", FOLDERS) == ["./figs/a.png "]


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("C:\\notes\\figs\\a.png", "figs/a.png"),
        ("d:/work/figs/sub/b.png", "figs/sub/b.png"),
        ("/Users/ada/notes/figs/a.png", "figs/a.png"),
        ("/home/ada/figs/two words.png", "figs/two words.png"),
        ("~/notes/figs/a.png", "figs/a.png"),
        ("file:///Users/ada/notes/figs/a.png", "figs/a.png"),
        ("file://C:/notes/figs/a.png", "figs/a.png"),
        ("/mnt/d/figs/a.png", "figs/a.png"),
        (" /tmp/figs/a.png ", "figs/a.png"),
    ],
)
def test_a_path_on_ones_own_disk_where_the_file_is_found(
    written: str, right: str
) -> None:
    text = ENTRY.format(f'<img src="{written}" />')
    assert found(text, "F303", FOLDERS) == [(2, 14, DISK)]
    assert fixes_of(text, "F303", FOLDERS) == ["safe"]
    assert mended(text, "F303", FOLDERS) == ENTRY.format(f'<img src="{right}" />')


@pytest.mark.parametrize(
    "written",
    [
        "C:\\notes\\c.png",
        "/Users/ada/Desktop/c.png",
        "file:///tmp/x",
        "/Users/ada/figs/A.png",
    ],
)
def test_a_path_on_ones_own_disk_without_the_file(written: str) -> None:
    text = ENTRY.format(f'<img src="{written}" />')
    assert found(text, "F303", FOLDERS) == [(2, 14, DISK)]
    assert fixes_of(text, "F303", FOLDERS) == [""]


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("figs\\a.png", "figs/a.png"),
        (".\\figs\\sub\\b.png", "./figs/sub/b.png"),
        ("figs\\\\a.png", "figs/a.png"),
        ("figs/sub\\b.png", "figs/sub/b.png"),
    ],
)
def test_backslashes_where_the_file_is_found(written: str, right: str) -> None:
    text = ENTRY.format(f'<img src="{written}" />')
    assert found(text, "F303", FOLDERS) == [(2, 14, SLASH)]
    assert fixes_of(text, "F303", FOLDERS) == ["safe"]
    assert mended(text, "F303", FOLDERS) == ENTRY.format(f'<img src="{right}" />')


def test_backslashes_in_markdown() -> None:
    assert mended(
        ENTRY.format("![](figs\\sub\\b.png)"), "F303", FOLDERS
    ) == ENTRY.format("![](figs/sub/b.png)")


def test_backslashes_without_the_file() -> None:
    text = ENTRY.format("![](figs\\c.png)")
    assert found(text, "F303", FOLDERS) == [(2, 8, SLASH)]
    assert fixes_of(text, "F303", FOLDERS) == [""]


def test_a_reference() -> None:
    text = ENTRY.format("![one][a] ![again][a]") + "\n[a]: <figs\\a.png>\n"
    assert (
        mended(text, "F303", FOLDERS)
        == ENTRY.format("![one][a] ![again][a]") + "\n[a]: <figs/a.png>\n"
    )


@pytest.mark.parametrize(
    "figure",
    ['<img src="figs/c.png " />', "![](figs\\c.png)", "![](/Users/ada/figs/A.png)"],
)
def test_it_speaks_in_place_of_the_other_two(figure: str) -> None:
    config = Config(select=("F3",))
    text = ENTRY.format(figure)
    assert len(found(text, "F303", FOLDERS, config)) == 1
    assert (
        found(text, "F301", FOLDERS, config)
        == found(text, "F302", FOLDERS, config)
        == []
    )
