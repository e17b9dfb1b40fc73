"""F302 figure-case: upper and lower case as on disk."""

import pytest

from notelint.config import Config
from tests.notes import fixes_of, found, marked, mended

FOLDERS = {
    "": {"Figs", "README.md", "notes"},
    "Figs": {"Attention.png", "two Words.png", "Sub"},
    "Figs/Sub": {"Deep.PNG", "deeper.png", "DEEPER.png"},
    "notes": {"Own.png"},
}
ENTRY = "1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762)<br/>\n   {}\n"


@pytest.mark.parametrize(
    "figure",
    [
        "![](Figs/Attention.png)",
        "![](/Figs/Sub/Deep.PNG)",
        "![](Figs/Sub/deeper.png)",
        "![](Figs/Sub/DEEPER.png)",
        "![](figs/missing.png)",
        "![](https://example.org/figs/attention.png)",
        "![]({{ base }}/figs/attention.png)",
        "`![](figs/attention.png)`",
    ],
)
def test_silent(figure: str) -> None:
    assert found(ENTRY.format(figure), "F302", FOLDERS) == []


@pytest.mark.parametrize(
    ("written", "right", "name"),
    [
        ("Figs/attention.png", "Figs/Attention.png", "Attention.png"),
        ("figs/Attention.png", "Figs/Attention.png", "Attention.png"),
        ("./figs/ATTENTION.PNG", "./Figs/Attention.png", "Attention.png"),
        ("/FIGS/sub/deep.png", "/Figs/Sub/Deep.PNG", "Deep.PNG"),
        ("figs/../figs/Attention.png", "figs/../Figs/Attention.png", "Attention.png"),
        ("Figs/attention.png?raw=true", "Figs/Attention.png?raw=true", "Attention.png"),
        ("Figs/Sub/Deeper.png", "Figs/Sub/DEEPER.png", "DEEPER.png"),
    ],
)
def test_the_right_name_is_offered(written: str, right: str, name: str) -> None:
    text = ENTRY.format(f'<img src="{written}" />')
    assert found(text, "F302", FOLDERS) == [
        (2, 14, f"the file is called {name}: GitHub tells letter case apart")
    ]
    assert marked(text, "F302", FOLDERS) == [written]
    assert fixes_of(text, "F302", FOLDERS) == ["safe"]
    assert mended(text, "F302", FOLDERS) == ENTRY.format(f'<img src="{right}" />')


def test_each_candidate_of_a_srcset() -> None:
    figure = '<img src="Figs/Attention.png" srcset="{}, Figs/{} 2x">'
    text = ENTRY.format(figure.format("figs/Sub/Deep.PNG", "attention.png"))
    assert marked(text, "F302", FOLDERS) == ["figs/Sub/Deep.PNG", "Figs/attention.png"]
    assert mended(text, "F302", FOLDERS) == ENTRY.format(
        figure.format("Figs/Sub/Deep.PNG", "Attention.png")
    )


def test_markdown_and_references() -> None:
    text = (
        ENTRY.format("![one](figs/attention.png) ![two][a]")
        + "\n[a]: <figs/two words.png>\n"
    )
    assert (
        mended(text, "F302", FOLDERS)
        == ENTRY.format("![one](Figs/Attention.png) ![two][a]")
        + "\n[a]: <Figs/two Words.png>\n"
    )


def test_a_path_that_is_not_written_plainly_is_reported_without_a_fix() -> None:
    text = ENTRY.format("![](figs/two%20words.png)")
    assert found(text, "F302", FOLDERS) == [
        (2, 8, "the file is called two Words.png: GitHub tells letter case apart")
    ]
    assert fixes_of(text, "F302", FOLDERS) == [""]


def test_relative_to_the_notebook() -> None:
    text = ENTRY.format("![](own.png) ![](../figs/attention.png)")
    assert mended(text, "F302", FOLDERS, path="notes/README.md") == ENTRY.format(
        "![](Own.png) ![](../Figs/Attention.png)"
    )


def test_it_speaks_in_place_of_missing_figure() -> None:
    config = Config(select=("F3",))
    text = ENTRY.format("![](figs/attention.png)")
    assert len(found(text, "F302", FOLDERS, config)) == 1
    assert found(text, "F301", FOLDERS, config) == []


@pytest.mark.parametrize(
    ("written", "real"),
    [
        ("re\u0301sume\u0301.png", "r\u00e9sum\u00e9.png"),
        ("r\u00e9sum\u00e9.png", "re\u0301sume\u0301.png"),
    ],
)
def test_unicode_form(written: str, real: str) -> None:
    text = ENTRY.format(f"![](figs/{written})")
    folders = {"": {"figs"}, "figs": {real}}
    assert found(text, "F302", folders) == [
        (
            2,
            8,
            f"the file is called {real}: GitHub tells the Unicode forms NFC and NFD apart",
        )
    ]
    assert mended(text, "F302", folders) == ENTRY.format(f"![](figs/{real})")
