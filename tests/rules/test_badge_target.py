"""L413 badge-target: badges that lead where they say."""

import pytest

from tests.notes import fixes_of, found, marked

ARXIV = "https://arxiv.org/abs/1706.03762"
REPOSITORY = "https://github.com/tensorflow/tensor2tensor"
CODE = "link to the code, or name this link paper: [{}] leads to arXiv"
SITE = "link to the site, or name this link paper: [{}] leads to arXiv"
PAPER = "link to the paper, or name this link code: [{}] leads to the repository tensorflow/tensor2tensor"
ENTRY = "- Attention Is All You Need [{}]({})\n"


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("paper", ARXIV),
        ("pdf", ARXIV),
        ("code", REPOSITORY),
        ("github", REPOSITORY),
        ("code", "https://arxiv.org/src/1706.03762"),
        ("code", "https://huggingface.co/papers/1706.03762"),
        ("code", "https://arxiv.org/list/cs.CV/recent"),
        ("code", "https://openreview.net/forum?id=YicbFdNTTy"),
        ("code", "https://aclanthology.org/P19-1001.pdf"),
        ("arXiv code", ARXIV),
        ("paper & code", ARXIV),
        ("paper & code", REPOSITORY),
        ("paper/code", REPOSITORY),
        ("paper, code", REPOSITORY),
        ("[paper][code]", REPOSITORY),
        ("paper][code", ARXIV),
        ("Code generation with transformers", ARXIV),
        ("CoDe", ARXIV),
        ("GitHUB", ARXIV),
        ("link", ARXIV),
        ("web", ARXIV),
        ("video", ARXIV),
        ("原文", REPOSITORY),
        ("papers", REPOSITORY),
        ("paper list", REPOSITORY),
        ("paper notes", REPOSITORY),
        ("Attention Is All You Need", REPOSITORY),
        ("paper", "https://github.com/tensorflow"),
        ("paper", f"{REPOSITORY}/blob/main/paper.pdf"),
        ("paper", f"{REPOSITORY}/releases"),
        ("paper", f"{REPOSITORY}#paper"),
        ("paper", "https://github.com/me/awesome-papers"),
        ("pdf", "https://github.com/py-pdf/pypdf"),
        ("arXiv", "https://github.com/me/arxiv.py"),
        ("paper", "https://github.com/topics/attention"),
        ("paper", "https://gist.github.com/me/0123456789"),
        ("paper", "https://me.github.io/attention"),
        ("paper", "https://example.org/tensorflow/tensor2tensor"),
        ("", REPOSITORY),
        ("", ARXIV),
    ],
)
def test_silent(text: str, url: str) -> None:
    assert found(ENTRY.format(text, url), "L413") == []


@pytest.mark.parametrize(
    "text",
    [
        f"[![code](https://img.shields.io/badge/Paper-red)]({ARXIV})",
        f"[![paper](https://img.shields.io/badge/Code-blue)]({REPOSITORY})",
        f'<a href="{REPOSITORY}"><img alt="paper" src="a.png" /></a>',
        f"`[code]({ARXIV})`",
        f"<!-- [code]({ARXIV}) -->",
        f"```\n[code]({ARXIV})\n```",
        f"$[code]({ARXIV})$",
        f"{{{{ [code]({ARXIV}) }}}}",
        f"![code]({ARXIV})",
        f"[code]: {ARXIV}",
    ],
)
def test_pictures_code_comments_and_templates_are_silent(text: str) -> None:
    assert found(text + "\n", "L413") == []


@pytest.mark.parametrize(
    ("badge", "message"),
    [
        ("code", CODE),
        ("Code", CODE),
        ("CODE", CODE),
        ("GitHub", CODE),
        ("Github", CODE),
        ("source code", CODE),
        ("代码", CODE),
        ("官方代码", CODE),
        ("project page", SITE),
        ("Project Page", SITE),
        ("Website", SITE),
        ("homepage", SITE),
        ("项目主页", SITE),
    ],
)
def test_code_that_leads_to_arxiv(badge: str, message: str) -> None:
    text = ENTRY.format(badge, ARXIV)
    assert found(text, "L413") == [(1, text.index("https") + 1, message.format(badge))]
    assert marked(text, "L413") == [ARXIV]
    assert fixes_of(text, "L413") == [""]


@pytest.mark.parametrize(
    "badge", ["paper", "Paper", "PDF", "arXiv", "论文", "论文链接", "abs"]
)
def test_paper_that_leads_to_a_repository(badge: str) -> None:
    text = ENTRY.format(badge, REPOSITORY)
    assert found(text, "L413") == [(1, text.index("https") + 1, PAPER.format(badge))]


@pytest.mark.parametrize(
    "url",
    [
        f"{REPOSITORY}/",
        f"{REPOSITORY}.git",
        f"{REPOSITORY}?tab=readme",
        "http://www.github.com/tensorflow/tensor2tensor",
    ],
)
def test_forms_of_a_repository(url: str) -> None:
    assert [each[2] for each in found(ENTRY.format("paper", url), "L413")] == [
        PAPER.format("paper")
    ]


@pytest.mark.parametrize(
    "url",
    [
        "http://arxiv.org/pdf/1706.03762v2.pdf",
        "https://arxiv.org/html/1706.03762",
        "https://doi.org/10.48550/arXiv.1706.03762",
    ],
)
def test_forms_of_arxiv(url: str) -> None:
    assert marked(ENTRY.format("code", url), "L413") == [url]


@pytest.mark.parametrize(
    "form",
    [
        "[[code]({})]",
        "[[code]]({})",
        "**[code]({})**",
        "([code]({}))",
        "[**code**]({})",
        "[code:]({})",
        "[💻 Code]({})",
    ],
)
def test_brackets_and_marks_around(form: str) -> None:
    assert marked(
        f"- Attention {form.format(ARXIV)}\r\n- [a]({REPOSITORY})\r\n", "L413"
    ) == [ARXIV]


def test_a_picture_beside_the_word_says_nothing() -> None:
    assert marked(f"- [![paper](a.png) code]({ARXIV})\n", "L413") == [ARXIV]
    assert marked(
        f'- <a href="{ARXIV}"><img alt="paper" src="a.png" /> code</a>\n', "L413"
    ) == [ARXIV]


def test_html_and_tables() -> None:
    text = f'| Paper | Code |\n|---|---|\n| [paper]({ARXIV}) | <a href="{ARXIV}">code</a> |\n'
    assert found(text, "L413") == [
        (3, text.splitlines()[2].rindex("https") + 1, CODE.format("code"))
    ]


def test_two_that_were_swapped_are_both_told() -> None:
    text = f"- Attention [[paper]({REPOSITORY})] [[code]({ARXIV})]\n"
    assert [each[2] for each in found(text, "L413")] == [
        PAPER.format("paper"),
        CODE.format("code"),
    ]


def test_references_are_told_where_they_stand() -> None:
    text = f"- Attention [paper][a] [code][a]\n\n[a]: {ARXIV}\n"
    assert found(text, "L413") == [(1, 24, CODE.format("code"))]
    assert marked(text, "L413") == ["[code][a]"]
