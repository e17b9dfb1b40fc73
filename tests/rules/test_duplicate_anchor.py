"""S705 duplicate-anchor: a name that is set once."""

import pytest

from tests.notes import fixes_of, found, marked, note

ENTRY = "1. [BERT](https://arxiv.org/abs/1810.04805)\n"


@pytest.mark.parametrize(
    "text",
    [
        '<a name="x"></a> <a name="y"></a>',
        '<a id="x" name="x"></a>',
        '<a id="x"></a> <a id="X"></a>',
        '# x\n\n<a name="x"></a>',
        "# x\n\n# x",
        "# x-1\n\n# x\n\n# x",
        '<a id=""></a> <a id=""></a> <a name></a> <a name></a>',
        '<a href="#x">a</a> <a href="#x">b</a>\n\n<a id="x"></a>',
        '<div id="center">a</div>\n\n<div id="center">b</div>',
        '<img id="logo" src="a.png"> <img id="logo" src="b.png">',
        '<a id="b" href="https://example.org">a</a> <a id="b" href="https://example.org/b">c</a>',
        '<a id="{{ x }}"></a> <a id="{{ x }}"></a>',
        '<a id="x"></a> `<a id="x"></a>`',
        '<a id="x"></a> $<a id="x"></a>$',
        '<a id="x"></a> \\<a id="x">',
        '<a id="x"></a>\n\n<!-- <a id="x"></a> -->',
        '<a id="x"></a>\n\n```\n<a id="x"></a>\n```',
        '<a id="x"></a>\n\n    <a id="x"></a>',
        "Text[^1] and[^1].\n\n[^1]: a",
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_silent(text: str, end: str) -> None:
    assert found(f"{text}\n\n{ENTRY}".replace("\n", end), "S705") == []


def test_front_matter_is_silent() -> None:
    assert (
        found(f'---\nx: <a id="x"></a>\n---\n\n<a id="x"></a>\n\n{ENTRY}', "S705") == []
    )


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ('<a name="x"></a>', '<a name="x"></a>'),
        ("<a id='x'></a>", "<a name=x></a>"),
        ('<a name="x"></a>', 'text <a id="x">y</a> text'),
        ('## A <a name="x"></a>', '## B <a name="x"></a>'),
        ('| <a name="x"></a> |\n|---|', '- > <a name="x"></a>'),
        ('<h2 id="x">A</h2>\n\n[a](#x)', '<h2 id="x">B</h2>'),
        ("[a](#%78)\n\n<div id='x'></div>", "<div id='x'></div>"),
        ('<div id="x"></div>', '<a name="x"></a>'),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_twice(first: str, second: str, end: str) -> None:
    text = f"{first}\n\n{ENTRY}\n{second}\n".replace("\n", end)
    ((line, _, _),) = found(text, "S705")
    assert line == text.count(end)
    assert marked(text, "S705") == ["x"]
    assert fixes_of(text, "S705") == [""]


def test_place_and_message() -> None:
    text = note("""
        # Papers

        <a name="gan"></a>
        1. [Generative Adversarial Networks](https://arxiv.org/abs/1406.2661)

        <a id="gan" name="gan"></a> <a name='gan'></a>
        """)
    message = 'rename this anchor: links to "gan" lead to the one in line 3'
    assert found(text, "S705") == [(6, 8, message), (6, 38, message)]


def test_a_text_without_entries_is_no_notebook() -> None:
    assert found('<a name="x"></a>\n\n<a name="x"></a>\n', "S705") == []
