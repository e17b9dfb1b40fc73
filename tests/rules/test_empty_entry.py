"""E103 empty-entry: a number or bullet with nothing behind it."""

import pytest

from tests.notes import fixes_of, found, marked, note

PAPER = "1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762)\n"


@pytest.mark.parametrize(
    "text",
    [
        PAPER,
        "- [x]\n- text\n",
        "1. `code`\n2. $x$\n3. ![](figs/a.png)\n4. <img src='figs/a.png'>\n",
        "- - nested\n",
        "1.\n   [Paper](https://arxiv.org/abs/1706.03762) on the next line\n",
        "Numbers in a table are no entries.\n\n| a | b |\n|---|---|\n| 1. | - |\n",
        "```\n1.\n-\n```\n",
        "<!--\n1.\n-->\n",
        "---\ntitle:\n- \n---\n",
        "> quoted\n> 1.\n>\n> -\n",
        "in the year\n1984.5\n",
    ],
)
def test_silent(text: str) -> None:
    assert found(text + "\n" + PAPER, "E103") == []


def test_a_number_under_a_line_of_text_which_markdown_takes_for_text() -> None:
    text = note("""
        ## Segmentation
        Are seeds enough?
        1.

        ## Transformers
        1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762)
        """)
    message = 'write this entry or remove its "1.": readers see a bare "1." at the end of the text'
    assert found(text, "E103") == [(3, 1, message)]
    assert found(text.replace("\n1.\n", "\n1. \n"), "E103") == [(3, 1, message)]
    assert fixes_of(text, "E103") == [""]


@pytest.mark.parametrize("marker", ["1.", "3)", "-", "*", "+"])
def test_an_empty_item(marker: str) -> None:
    text = f"## Segmentation\n\n{marker}\n\n## Transformers\n\n{PAPER}"
    assert found(text, "E103") == [
        (3, 1, f'write this entry or remove its "{marker}": readers see an empty item')
    ]
    assert marked(text, "E103") == [marker]


def test_an_empty_item_among_others() -> None:
    text = (
        PAPER
        + "2.\n3. [Adam: A Method for Stochastic Optimization](https://arxiv.org/abs/1412.6980)\n4. \n"
    )
    assert [each[:2] for each in found(text, "E103")] == [(2, 1), (4, 1)]


def test_a_number_between_two_lines_of_text() -> None:
    assert [
        each[:2] for each in found(f"Is this\n  7)\nenough?\n\n{PAPER}", "E103")
    ] == [(2, 3)]


def test_a_text_without_entries_is_no_notebook() -> None:
    assert found("What to do:\n\n1.\n2.\n", "E103") == []
