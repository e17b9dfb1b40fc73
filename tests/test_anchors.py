"""Anchors as GitHub makes them.

Each case names where its fact is from; the headings are our own.
"""

from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notelint.markdown import parse
from notelint.notebook.anchors import Anchor, anchors_in, is_there, names_in, slug
from notelint.text.source import Source
from tests.notes import note

FILTER = "html-pipeline, toc_filter.rb: /[^\\p{Word}\\- ]/ goes, blanks become hyphens"
RUBY = "Ruby's manual: \\p{Word} is Alphabetic, Mark, Decimal_Number and Connector_Punctuation; downcase maps without context"
SLUGGER = "github-slugger, test/fixtures.json: rendered by GitHub itself"
MANUAL = "GitHub's manual, section links"
COMRAK = "comrak, Anchorizer"
LINT = "markdownlint, issues 643, 1277 and 1858: canonical at GitHub"
LYCHEE = "lychee, issue 2112: an anchor that works in browsers"
UNICODE = "the Unicode Character Database, by Ruby's definition"

CASES = [
    ("# Attention", "attention", MANUAL),
    ("## Related Work", "related-work", MANUAL),
    ("## bravoCharlie", "bravocharlie", SLUGGER),
    ("### What isn't new", "what-isnt-new", COMRAK),
    ("## The reader’s view", "the-readers-view", SLUGGER),
    ("## Q&A", "qa", FILTER),
    ("## Losses & metrics", "losses--metrics", FILTER),
    ("## Pros / cons", "pros--cons", FILTER),
    ("## 3.1 Data", "31-data", FILTER),
    ("## C++", "c", FILTER),
    ("## F#", "f", FILTER),
    ("## Node.js", "nodejs", SLUGGER),
    ("## What is next?", "what-is-next", FILTER),
    ("## [CVPR 2024] oral", "cvpr-2024-oral", SLUGGER),
    ("## a, b [, c] (d)", "a-b--c-d", SLUGGER),
    ("## a - b", "a---b", SLUGGER),
    ("## a--b", "a--b", FILTER),
    ("## Image-to-Image", "image-to-image", FILTER),
    ("## -a-", "-a-", SLUGGER),
    ("## a – b — c", "a--b--c", SLUGGER),
    ("## pre–training", "pretraining", SLUGGER),
    ("## with an _ in it", "with-an-_-in-it", SLUGGER),
    ("## snake_case_name", "snake_case_name", FILTER),
    ("## \\_\\_init\\_\\_", "__init__", SLUGGER),
    ("## Two  blanks", "two--blanks", FILTER),
    ("## a\tb", "ab", MANUAL),
    ("## a\u00a0b", "ab", SLUGGER),
    ("## a&nbsp;b", "ab", SLUGGER),
    ("## a\u3000b", "ab", SLUGGER),
    ("## a\u200bb", "ab", SLUGGER),
    ("## &#x20;a&#x20;", "-a-", SLUGGER),
    ("## _Self_-**supervised**", "self-supervised", MANUAL),
    ("## ~~Old~~ new", "old-new", FILTER),
    ("## `torch.nn` tricks", "torchnn-tricks", FILTER),
    ("## [Linked](https://example.org) title", "linked-title", FILTER),
    ("## [Title](#contents)", "title", FILTER),
    ("## <https://example.org/a>", "httpsexampleorga", FILTER),
    ("## Two<br>lines", "twolines", FILTER),
    ("## H<sub>2</sub>O", "h2o", FILTER),
    ("## a <!-- b --> c", "a--c", FILTER),
    ("## AT&amp;T &copy;", "att-", FILTER),
    ("## 1 &lt; 2", "1--2", FILTER),
    ("## Title ##", "title", FILTER),
    ("Underlined\n===", "underlined", FILTER),
    ("Also underlined\n---", "also-underlined", FILTER),
    ("## $x^2$ loss", "x2-loss", FILTER),
    ("## 图像 生成", "图像-生成", SLUGGER),
    ("## 目标检测（2D）", "目标检测2d", SLUGGER),
    ("## 一、引言", "一引言", SLUGGER),
    ("## 综述：方法与数据。", "综述方法与数据", SLUGGER),
    ("## データ・セット", "データセット", SLUGGER),
    ("## ニューラル", "ニューラル", SLUGGER),
    ("## 논문 목록", "논문-목록", SLUGGER),
    ("## ２０２３年", "２０２３年", SLUGGER),
    ("## ＧＡＮ", "ｇａｎ", SLUGGER),
    ("## a＿b", "a＿b", SLUGGER),
    ("## ① Start", "-start", SLUGGER),
    ("## Ⅳ Results", "ⅳ-results", SLUGGER),
    ("## Ⓔ mail", "ⓔ-mail", SLUGGER),
    ("## 🅰 team", "🅰-team", SLUGGER),
    ("## x² and x₁", "x-and-x", SLUGGER),
    ("## ½ price", "-price", SLUGGER),
    ("## xⁿ", "xⁿ", SLUGGER),
    ("## 5 € or $5", "5--or-5", SLUGGER),
    ("## a → b", "a--b", SLUGGER),
    ("## α-β divergence", "α-β-divergence", SLUGGER),
    ("## Обзор Статей", "обзор-статей", SLUGGER),
    ("## Überblick", "überblick", LINT),
    ("## STRAẞE Straße", "straße-straße", RUBY),
    ("## İstanbul", "i̇stanbul", RUBY),
    ("## ΣΊΣΥΦΟΣ", "σίσυφοσ", RUBY),
    ("## e\u0301tude", "e\u0301tude", SLUGGER),
    ("## नमस्ते", "नमस्ते", SLUGGER),
    ("## بحث علمي", "بحث-علمي", UNICODE),
    ("## ไทย", "ไทย", UNICODE),
    ("## 😄 mood", "-mood", SLUGGER),
    ("## 😄-😄 moods", "--moods", SLUGGER),
    ("## I ♥ GANs", "i--gans", SLUGGER),
    ("## GANs 🔥", "gans-", FILTER),
    ("## 🛠️ Tools", "\ufe0f-tools", LYCHEE),
    ("## 1️⃣ First", "1\ufe0f\u20e3-first", SLUGGER),
    ("## 👩\u200d💻 Code", "-code", SLUGGER),
    ("## 🇨🇳 中文", "-中文", UNICODE),
    ("## :arrow_left: Back", "arrow_left-back", LINT),
    ("## :ok: fine", "ok-fine", SLUGGER),
    ("- ## In a list", "in-a-list", FILTER),
    ("> ## In a quote", "in-a-quote", FILTER),
    ("<h2>Made of tags</h2>", "made-of-tags", FILTER),
    ('<h1 align="center">Big <b>one</b> &amp; only</h1>', "big-one--only", FILTER),
    ("<details><summary><h3>Folded</h3></summary></details>", "folded", FILTER),
    ("<h2>\n\nOver *blocks*\n\n</h2>", "over-blocks", FILTER),
    ("Text <h4>inside</h4> text", "inside", FILTER),
]


def read(text: str) -> tuple[Anchor, ...]:
    source = Source(text)
    return anchors_in(parse(source), source)


def made(text: str) -> list[str]:
    return [each.name for each in read(text) if not each.explicit]


def given_names(text: str) -> list[str]:
    return [each.name for each in read(text) if each.explicit]


def names(text: str) -> frozenset[str]:
    source = Source(text)
    return names_in(parse(source), source)


@pytest.mark.parametrize(
    ("heading", "name", "fact"), CASES, ids=[case[0] for case in CASES]
)
def test_heading(heading: str, name: str, fact: str) -> None:
    assert made(heading + "\n") == [name], fact
    assert is_there(name, names(heading + "\n"))


@pytest.mark.parametrize(("end"), ["\n", "\r\n", "\r"])
def test_line_ends_in_a_heading_go(end: str) -> None:
    assert made(f"Over two{end}lines{end}==={end}") == ["over-twolines"]


@pytest.mark.parametrize(
    ("titles", "expected", "fact"),
    [
        (["a", "a", "a"], ["a", "a-1", "a-2"], MANUAL),
        (["a", "A!", "*a*"], ["a", "a-1", "a-2"], FILTER),
        (
            ["echo", "echo", "echo 1", "echo-1", "echo"],
            ["echo", "echo-1", "echo-1-1", "echo-1-2", "echo-2"],
            SLUGGER,
        ),
        (["fox-1", "fox", "fox"], ["fox-1", "fox", "fox-2"], SLUGGER),
        (["图", "表", "图"], ["图", "表", "图-1"], FILTER),
    ],
)
def test_headings_of_one_name(
    titles: list[str], expected: list[str], fact: str
) -> None:
    assert made("".join(f"## {title}\n\n" for title in titles)) == expected, fact


def test_where_the_sources_count_differently_both_are_there() -> None:
    text = "# echo\n# echo\n# echo 1\n# echo-1\n"
    assert {"echo-1-1", "echo-1-2"} <= names(text)
    assert [each.is_certain for each in read(text)] == [True, True, False, False]


def test_a_name_that_is_set_takes_no_number() -> None:
    assert made('<a name="a"></a>\n\n# a\n') == ["a"]


@pytest.mark.parametrize(
    ("heading", "name", "other"),
    [
        ("## ![logo](a.png) Title", "-title", "title"),
        ('## <img src="a.png"> Title', "-title", "title"),
        ('## Title <a name="x"></a>', "title-", "title"),
        ("<h2>\n  Title\n</h2>", "--title", "title"),
        ("## Title[^n]\n\n[^n]: a", "title", "title1"),
        ("## Title {#own}", "title-own", "own"),
        ("## Title {#own}", "title-own", "title"),
    ],
)
def test_where_the_sources_disagree_both_are_there(
    heading: str, name: str, other: str
) -> None:
    anchor = next(each for each in read(heading + "\n") if not each.explicit)
    assert anchor.name == name
    assert not anchor.is_certain
    assert is_there(name, names(heading + "\n"))
    assert is_there(other, names(heading + "\n"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('<a id="x"></a>\n', ["x"]),
        ('<a name="x"></a>\n', ["x"]),
        ('<a id="x" name="x"></a>\n', ["x"]),
        ('<a id="X" name=y>', ["X", "y"]),
        ('text <span id="x">y</span> text\n', ["x"]),
        ('<div id="x">\n\n# A\n\n</div>\n', ["x"]),
        ('## A <a id="x"></a>\n', ["x"]),
        ('| a <a id="x"></a> |\n|---|\n| <b id="y"></b> |\n', ["x", "y"]),
        ('- > <a id="x"></a>\n', ["x"]),
        ("<a id='图'></a>\n", ["图"]),
        ('<a id="a&amp;b"></a>\n', ["a&b"]),
        ('<a id=""></a> <a id></a> <a href="#x" class="id">y</a>\n', []),
        ('<a id="{{ x }}"></a>\n', []),
        ('`<a id="x"></a>` $<a id="x"></a>$ \\<a id="x">\n', []),
        ('<!-- <a id="x"></a> -->\n', []),
        ('```\n<a id="x"></a>\n# A\n```\n', []),
    ],
)
def test_names_that_are_set(text: str, expected: list[str]) -> None:
    assert given_names(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "text\n",
        "#\n",
        "##Title\n",
        "\\# Title\n",
        "`# a`\n",
        "    # a\n",
        "```\n# a\n```\n",
        "<!--\n# a\n-->\n",
        "<h2></h2>\n",
        "---\n# a\n---\n",
    ],
)
def test_no_heading(text: str) -> None:
    assert names(text) == frozenset()


def test_places_and_words() -> None:
    text = note("""
        # One *two*

        <h2 id="x">Three</h2>

        [^n]: note
        """)
    found = [
        (each.name, text[each.span.start : each.span.end], each.words, each.explicit)
        for each in read(text)
    ]
    assert found == [
        ("one-two", "# One *two*", "One two", False),
        ("three", '<h2 id="x">Three</h2>', "Three", False),
        ("x", "x", "", True),
        ("fn-n", "[^n]: note", "", True),
    ]


def test_a_heading_of_tags_that_is_not_ended_ends_at_the_next() -> None:
    assert made("<h2>a\n\nb\n\n# c\n") == ["ab", "c"]
    assert made("<h2>a<h3>b</h3>\n") == ["a", "b"]
    assert made("<h2>a\n") == ["a"]


@pytest.mark.parametrize(
    "fragment",
    [
        "related-work",
        "Related-Work",
        "user-content-related-work",
        "%E5%9B%BE",
        "图",
        "x%2dy",
        "X-Y",
        "top",
        "readme",
        "readme-ov-file",
        "Top",
        ":~:text=any%20words",
        "related-work:~:text=any",
        "fn-1",
        "user-content-fnref-1",
        "/guide/start",
        "!page",
        "?id=x",
        "a%20b",
    ],
)
def test_there(fragment: str) -> None:
    text = '# Related Work\n\n## 图\n\n<a name="x-y"></a> <a id="a%20b"></a>\n\nText[^1].\n\n[^1]: a\n'
    assert is_there(fragment, names(text))


@pytest.mark.parametrize(
    "fragment",
    [
        "related_work",
        "relatedwork",
        "related-work-1",
        "Related%20Work",
        "#related-work",
        "L10",
        "x",
        "gone:~:text=any",
        "fn-2",
    ],
)
def test_not_there(fragment: str) -> None:
    assert not is_there(
        fragment,
        names('# Related Work\n\n<a name="x-y"></a>\n\nText[^1].\n\n[^1]: a\n'),
    )


def test_final_sigma_is_a_sigma() -> None:
    assert is_there("σίσυφος", names("# ΣΊΣΥΦΟΣ\n"))


@given(st.text())
def test_a_slug_holds_word_characters_and_hyphens_alone(words: str) -> None:
    name = slug(words)
    assert slug(name) == name
    assert " " not in name
    assert name.count("-") == words.count("-") + words.count(" ")


@given(st.lists(st.sampled_from(["a", "a 1", "a-1", "b", "a-1-1"])))
def test_no_two_headings_have_one_name(titles: list[str]) -> None:
    found = made("".join(f"# {title}\n" for title in titles))
    assert len(found) == len({*found}) == len(titles)


@pytest.mark.parametrize(
    "piece",
    [
        "# a\n",
        "# a-1\n",
        '<a id="x"></a>\n\n',
        "<h2>\n\n",
        "# 🛠️ Ⓔ ΣΣΣ {#\n",
        "[^1]: a\n\n",
    ],
)
def test_time_grows_with_the_text(piece: str) -> None:
    source = Source(piece * 4000)
    document = parse(source)
    start = perf_counter()
    anchors_in(document, source)
    assert perf_counter() - start < 2
