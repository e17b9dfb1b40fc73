"""F312 figure-content: a picture, whatever its name says."""

import pytest

from notelint.repo.image_types import SHOWN
from notelint.rules.context import Picture, RepoContext
from tests.notes import around_of, diagnostics_of, fixes_of, found, marked

ENTRY = "1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762)<br/>\n   {}\n"
FAULTS = {
    "empty": ("an empty file", "save the figure anew"),
    "lfs": (
        "a Git LFS pointer, not the picture itself",
        "git lfs pull (in CI, check out with LFS)",
    ),
    "html": (
        "a web page, not a picture",
        "download the picture itself: what was saved is the page about it",
    ),
    "text": ("a text, not a picture", "save the figure anew"),
    "pdf": (
        "a PDF, which browsers do not show as a picture",
        "export it as PNG or SVG",
    ),
    "video": (
        "a video, which browsers do not show as a picture",
        "link to it, or export it as GIF or WebP",
    ),
    "unknown": ("no picture that browsers know", "export it as PNG, JPEG or SVG"),
}


def around(kind: str, path: str = "README.md") -> RepoContext:
    pictures = {"figs/A.png": Picture(kind, 100), "figs/good.png": Picture("png", 100)}
    return around_of("README.md", "notes/a.md", *pictures, path=path, pictures=pictures)


@pytest.mark.parametrize("kind", sorted(SHOWN))
def test_pictures_are_silent(kind: str) -> None:
    assert found(ENTRY.format("![](figs/A.png)"), "F312", around=around(kind)) == []


@pytest.mark.parametrize(
    "figure",
    [
        "![](figs/good.png)",
        "![](figs/missing.png)",
        "![](https://example.org/figs/A.png)",
        "[page](figs/A.png)",
        "`![](figs/A.png)`",
        "$![](figs/A.png)$",
        "<!-- ![](figs/A.png) -->",
        "![]({{ base }}/figs/A.png)",
        "\\![](figs/A.png)",
        "![](figs)",
        "![]()",
    ],
)
def test_silent(figure: str) -> None:
    assert found(ENTRY.format(figure), "F312", around=around("empty")) == []


@pytest.mark.parametrize(
    "text", ["---\na: ![](figs/A.png)\n---\n\n", "```\n![](figs/A.png)\n```\n\n"]
)
def test_code_and_front_matter_are_silent(text: str) -> None:
    assert found(text, "F312", around=around("empty")) == []


def test_silent_where_nothing_is_known() -> None:
    assert found(ENTRY.format("![](figs/A.png)"), "F312") == []
    assert (
        found(
            ENTRY.format("![](figs/A.png)"), "F312", {"": {"figs"}, "figs": {"A.png"}}
        )
        == []
    )


@pytest.mark.parametrize("kind", FAULTS)
def test_what_is_no_picture(kind: str) -> None:
    text = ENTRY.format("![图](figs/A.png) ![](figs/good.png)")
    what, help_ = FAULTS[kind]
    assert found(text, "F312", around=around(kind)) == [
        (2, 9, f"replace this file: it is {what}")
    ]
    assert marked(text, "F312", around=around(kind)) == ["figs/A.png"]
    assert [
        each.help for each in diagnostics_of(text, "F312", around=around(kind))
    ] == [help_]
    assert fixes_of(text, "F312", around=around(kind)) == [""]


@pytest.mark.parametrize(
    "target",
    [
        "./figs/A.png",
        "/figs/A.png",
        "figs/%41.png",
        "figs/A.png?raw=true",
        "figs/a.PNG",
    ],
)
def test_however_it_is_named(target: str) -> None:
    text = (
        f"1. [A](https://arxiv.org/abs/1706.03762)<br/>\r\n   <img src='{target}'>\r\n"
    )
    assert found(text, "F312", around=around("html")) == [
        (2, 14, "replace this file: it is a web page, not a picture")
    ]
    assert marked(text, "F312", around=around("html")) == [target]


def test_relative_to_the_notebook() -> None:
    text = ENTRY.format("![](figs/A.png) ![](../figs/A.png)")
    assert marked(text, "F312", around=around("empty", "notes/a.md")) == [
        "../figs/A.png"
    ]


def test_one_definition_is_reported_once() -> None:
    text = ENTRY.format("![one][a] ![two][a]") + "\n[a]: figs/A.png\n"
    assert [each[:2] for each in found(text, "F312", around=around("empty"))] == [
        (4, 6)
    ]
