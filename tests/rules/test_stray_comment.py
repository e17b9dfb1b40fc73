"""E109 stray-comment: `//` that readers see."""

import pytest

from tests.notes import diagnostics_of, fixes_of, found, marked, note

PAPER = "1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762)\n"
MESSAGE = 'hide this remark, or take its "//" away: readers see both'


@pytest.mark.parametrize(
    "text",
    [
        "words // and more words",
        "https://example.org/a",
        "//example.org/a",
        "//example.org is down",
        "//host/path",
        "//arxiv.org",
        "//",
        "///",
        "/// three of them",
        "//-----",
        "\\// escaped",
        "&#47;/ escaped",
        "`// code`",
        "`code\n// code`",
        "$$\n// math\n$$",
        "[a link\n// over lines](https://example.org)",
        "[// a link](https://example.org)",
        "<!-- // hidden -->",
        "<!--\n// hidden\n-->",
        "> // quoted",
        "| // a |\n|---|\n| // b |",
        "# // heading",
        "```\n// code\n```",
        "    // code",
        "<div>\n// raw\n</div>",
        "{% highlight c %}\n// code\n{% endhighlight %}",
        "{{\n// template\n}}",
        "int a = 1;\n// code that forgot its fence",
        "for (;;) {\n// code that forgot its fence\n}",
    ],
)
def test_silent(text: str) -> None:
    assert found(f"{text}\n\n{PAPER}", "E109") == []


def test_front_matter_is_silent() -> None:
    assert found(f"---\nlink: a\n  // b\n---\n\n{PAPER}", "E109") == []


@pytest.mark.parametrize(
    "text",
    [
        "// a remark",
        "//a remark",
        "//该论文",
        "//TODO",
        "// see https://example.org/a",
        "//example: a.b/c",
    ],
)
def test_a_remark(text: str) -> None:
    assert found(f"{text}  \n\n{PAPER}", "E109") == [(1, 1, MESSAGE)]
    assert marked(f"{text}  \n\n{PAPER}", "E109") == [text]
    assert fixes_of(f"{text}  \n\n{PAPER}", "E109") == [""]


def test_it_says_how_to_hide_it() -> None:
    assert [each.help for each in diagnostics_of(f"{PAPER}// a remark\n", "E109")] == [
        "<!-- ... --> hides a remark from readers"
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_wherever_a_line_begins(end: str) -> None:
    text = note("""
        1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762)<br/>
           // in an entry
        // at its left

        - // in an item
        - **bold
          // on two lines**

           // indented
        """).replace("\n", end)
    assert [each[:2] for each in found(text, "E109")] == [
        (2, 4),
        (5, 3),
        (7, 3),
        (9, 4),
    ]


def test_lines_in_a_row_are_one_remark() -> None:
    assert [
        each[0] for each in found(f"// one\n// two\nwords\n// three\n\n{PAPER}", "E109")
    ] == [1, 4]


def test_a_text_without_entries_is_no_notebook() -> None:
    assert found("// a remark\n", "E109") == []
