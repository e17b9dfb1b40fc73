"""E107 placeholder-link: links that lead nowhere yet."""

import pytest

from notelint.config import Config
from tests.notes import fixes_of, found, marked

PAPER = "1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762)\n"


@pytest.mark.parametrize(
    "text",
    [
        "[code](https://github.com/a/b)",
        "[code](path)",
        "[code](url)",
        "[note](x.md)",
        "[note](TODO.md)",
        "[note](todo/a.md)",
        "[code](https://github.com/todo)",
        "[code](https://example.org/TODO)",
        "[pdf](https://arxiv.org/abs/1706.03762)",
        "[section](#graphs)",
        "[Back to top](#)",
        "[↑](#)",
        "[返回目录](#)",
        "[回到顶部](#)",
        "[words](# 'a tooltip')",
        '<a name="graphs"></a>',
        '<a name="graphs">Graphs</a>',
        '<a name="graphs" href="#">Graphs</a>',
        '<a id="graphs" href="">Graphs</a>',
        '<a href="#" onclick="go()">Graphs</a>',
        '<a href="#"><img src="a.png"></a>',
        "[![stars](a.png)](#)",
        "[]()",
        "![a figure]()",
        "![a figure](TODO)",
        "`[code]()`",
        "$[code]()$",
        "<!-- [code]() -->",
        "[code]({{ url }})",
        "{{ [code]() }}",
        "[//]: # (a comment)",
        "[code] (TODO)",
        "x[code]{}",
    ],
)
def test_silent(text: str) -> None:
    assert found(f"{PAPER}\n{text}\n", "E107") == []


@pytest.mark.parametrize("text", ["\n```\n[code]()\n```", "\n    [code]()"])
def test_code_is_silent(text: str) -> None:
    assert found(f"{PAPER}\nwords\n{text}\n", "E107") == []


def test_front_matter_is_silent() -> None:
    assert found(f"---\nlink: '[code]()'\n---\n\n{PAPER}", "E107") == []


@pytest.mark.parametrize(
    "path", ["template.md", "notes/PaperTemplate.md", "论文笔记模板.md"]
)
def test_a_template_is_silent(path: str) -> None:
    assert found(f"{PAPER}\n[code]()\n", "E107", path=path) == []


def test_a_folder_of_templates_makes_no_template() -> None:
    assert len(found(f"{PAPER}\n[code]()\n", "E107", path="templates/README.md")) == 1


@pytest.mark.parametrize("target", ["", " ", "<>", "#"])
def test_a_link_back_to_this_page(target: str) -> None:
    text = f"{PAPER}   See [the code]({target}).\n"
    assert found(text, "E107") == [
        (
            2,
            8,
            'write where "the code" leads, or drop the link: readers are led back to this page',
        )
    ]
    assert marked(text, "E107") == [f"[the code]({target})"]
    assert fixes_of(text, "E107") == [""]


@pytest.mark.parametrize(
    "target",
    [
        "TODO",
        "todo",
        "TBD",
        "tba",
        "FIXME",
        "xxx",
        "XXXX",
        "...",
        "?",
        "http://",
        "https://",
        "https:",
        "https://TODO",
        "https://xxx",
        "https://arxiv.org/abs/xxxx.xxxxx",
        "https://arxiv.org/pdf/XXXX.XXXXX.pdf",
        "https://arxiv.org/abs/xxxx.xxxxv1",
    ],
)
def test_a_link_to_nowhere(target: str) -> None:
    text = f"{PAPER}   [code]({target})\n"
    assert found(text, "E107") == [
        (2, 4, 'write where "code" leads, or drop the link: readers are led nowhere')
    ]


@pytest.mark.parametrize(
    "link",
    [
        '<a href="">code</a>',
        "<a href='#'>code</a>",
        '<a target="_blank" href="TODO">code</a>',
    ],
)
def test_html(link: str) -> None:
    assert marked(f"{PAPER}   {link}\n", "E107") == [link]
    assert marked(f'{PAPER}\n<p align="center">\n{link}\n</p>\n', "E107") == [link]


@pytest.mark.parametrize("words", ["Homepage", "顶会论文", "Backbones", "Feedback"])
def test_words_that_only_look_like_a_way_to_the_top(words: str) -> None:
    assert marked(f"{PAPER}   [{words}](#)\n", "E107") == [f"[{words}](#)"]


def test_each_of_a_reference() -> None:
    assert marked(f"{PAPER}   [code] and [data][code]\n\n[code]: TODO\n", "E107") == [
        "[code]",
        "[data][code]",
    ]


def test_a_long_text_is_cut() -> None:
    text = f"{PAPER}   [{'long ' * 20}]()\n"
    assert found(text, "E107")[0][2].startswith(f'write where "{"long " * 7}lo…" leads')


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_other_line_ends(end: str) -> None:
    assert [
        each[:2] for each in found(f"{PAPER}   [code]()\n".replace("\n", end), "E107")
    ] == [(2, 4)]


def test_l407_says_nothing_of_its_own_at_the_place() -> None:
    config = Config(select=("E107", "L407"))
    text = f"{PAPER}   [code](TODO)\n"
    assert len(found(text, "E107", {"": set()}, config)) == 1
    assert found(text, "L407", {"": set()}, config) == []
