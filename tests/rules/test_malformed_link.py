"""L401 malformed-link: what was meant as a link and is none, or leads nowhere."""

import html
import re
from time import perf_counter

import pytest
from cmarkgfm import github_flavored_markdown_to_html
from hypothesis import given, settings
from hypothesis import strategies as st

from notelint.config import Config
from tests.notes import diagnostics_of, fixes_of, found, marked, mended

PAPER = "https://arxiv.org/abs/1706.03762"
RAW = "readers see the brackets, and no link"
ENTRY = f"1. [Attention Is All You Need]({PAPER})<br/>\n   {{}}\n"


def shown(text: str) -> list[tuple[str, str]]:
    """The links and figures of the page that GitHub makes of a text: address, and what
    stands for it.
    """
    page = github_flavored_markdown_to_html(text)
    links = re.findall(r'<a href="([^"]*)">(.*?)</a>', page, re.DOTALL) + re.findall(
        r'<img src="([^"]*)" alt="([^"]*)"', page
    )
    return [(html.unescape(url), html.unescape(words)) for url, words in links]


@pytest.mark.parametrize(
    "text",
    [
        f"[x]({PAPER})",
        f"[x]( {PAPER} )",
        f"[x](\n   {PAPER}\n   )",
        f'[x]({PAPER} "a title")',
        f"[x](<{PAPER}>)",
        "[x](<figs/a b.png>) ![](<figs/a b.png>)",
        "[x](https://en.wikipedia.org/wiki/Attention_(machine_learning))",
        "[x](https://a.org/?a=1&amp;b=2)",
        "[x](https://web.archive.org/web/2020/https://a.org/x)",
        "![](https://latex.codecogs.com/gif.latex? x )",
        "![](https://a.org/render/math?math=a b)",
        "![](https://www.zhihu.com/equation?tex=a + b)",
        "[x] (see below)",
        "[x] (2017)",
        "[x] (train.csv)",
        "[https://xxx] [http://...] [https://]",
        "[1] (https://a.org)",
        "[1], [2] (https://a.org/x)",
        "[ ] (task)",
        "[^1] (https://a.org)",
        "f[i](x y) array[0] (int) array[i] (https://a.org) a[i](x, y)",
        "[[wiki]] [[wiki]](see) [[a|b]]",
        "[x][y] [x][1] [x] [y]",
        "[x] https://a.org/y",
        "[x]: https://a.org/y",
        "[x] <https://a.org/y>",
        "【x】(https://a.org/y)",
        "【论文】https://a.org/y",
        "(ICLR 2020)[https://a.org/y]",
        f"[x]({PAPER})(https://a.org/y)",
        f"([x]({PAPER}))",
        f"\\[x]({PAPER}) \\[x\\]({PAPER}) [x]\\({PAPER})",
        f"`[x] ({PAPER})` `[x]({PAPER} b)`",
        f"$[x] ({PAPER})$",
        f"<!-- [x] ({PAPER}) ttps://a.org -->",
        f"{{{{ [x] ({PAPER}) }}}}",
        f'{{% include a.html x="[x] ({PAPER})" %}}',
        "[x]({{ base }}/a b.md)",
        "[x]({{ base }}/a.md]) [x](https://{{ host }};)",
        "[notes](notes.md) [code](a.py) [x](config.io) [x](../github.com/a)",
        "[x](#title) [x](#) [x]()",
        "[x](mailto:a@b.org) [x](ftp://a.org/b)",
        "<a@b.org> a@b.org <mailto:a@b.org> [a@b.org](mailto:a@b.org)",
        "| [x] |\n",
        "[0, 1)(https",
        "[x](a, b) [x](see a or b)",
        "https://a.org/x，".removesuffix("，"),
        "https://zh.wikipedia.org/wiki/你好，李焕英",
        "《x》（https://a.org/ ）",
        f"[a [x] b]({PAPER})",
        f"[![]({PAPER})]({PAPER})",
    ],
)
@pytest.mark.parametrize("frame", [ENTRY, "{}\n", "> {}\n", "- {}\n", "# {}\n"])
def test_silent(text: str, frame: str) -> None:
    if "\n" in text and frame.startswith(("#", ">")):
        return
    assert found(frame.format(text), "L401") == []


@pytest.mark.parametrize(
    "text",
    [
        f"```\n[x] ({PAPER})\n```\n",
        f"    [x] ({PAPER})\n",
        f"---\nlink: [x] ({PAPER})\n---\n",
        f"<div>\n[x] ({PAPER})\n</div>\n",
        f"[x]: ({PAPER})\n",
        "- [x] (https://a.org/y) done\n",
        "- [ ] (https://a.org/y) to do\n",
        f"[a]: {PAPER}\n\n[x][a] [x] [a]\n",
        f"See [^1].\n\n[^1]: [x]({PAPER})\n",
    ],
)
def test_blocks_in_which_it_is_silent(text: str) -> None:
    assert found(text, "L401") == []
    assert found(text.replace("\n", "\r\n"), "L401") == []


JOIN = f"write the address of [x] right behind its brackets: {RAW}"
ROUND = f"put the address of [x] in round brackets, ( and ): {RAW}"
CLOSE = f"close the address of [x] with ): {RAW}"
MEND = f"mend the address of [x], which has blanks in it: {RAW}"
REMOVE = f"remove the blanks in the address of [x]: {RAW}"
ENCODE = f"write %20 for the blanks in the address of [x]: {RAW}"
LINE = f"write the address of [x] on one line: {RAW}"


@pytest.mark.parametrize(
    ("link", "right", "message"),
    [
        (f"[x] ({PAPER})", f"[x]({PAPER})", JOIN),
        (f"[x]\t ({PAPER})", f"[x]({PAPER})", JOIN),
        (f"[x]\n   ({PAPER})", f"[x]({PAPER})", JOIN),
        (f"[x] （{PAPER}）", f"[x]({PAPER})", JOIN),
        ("[x] (ttps://a.org)", "[x](https://a.org)", JOIN),
        ("[x] (./notes/a.md)", "[x](./notes/a.md)", JOIN),
        ("[x] (a.pdf)", "[x](a.pdf)", JOIN),
        (f"[x]（{PAPER}）", f"[x]({PAPER})", ROUND),
        (f"[x]（{PAPER})", f"[x]({PAPER})", ROUND),
        (f"[x]({PAPER}）", f"[x]({PAPER})", ROUND),
        ("[x]（./a.md）", "[x](./a.md)", ROUND),
        (f"[x】({PAPER})", f"[x]({PAPER})", ROUND),
        (f"【x]({PAPER})", f"[x]({PAPER})", ROUND),
        (f"[x][{PAPER}]", f"[x]({PAPER})", ROUND),
        ("[x][./notes/a.md]", "[x](./notes/a.md)", ROUND),
        (f"[x]{{{PAPER}}}", f"[x]({PAPER})", ROUND),
        (f"[x](<{PAPER})", f"[x]({PAPER})", ROUND),
        ("[x](./a b/c.md)", "[x](./a%20b/c.md)", ENCODE),
        ("[x](论文 笔记.md)", "[x](论文%20笔记.md)", ENCODE),
        ("[x](a (1).pdf)", "[x](a%20(1).pdf)", ENCODE),
        ("[x](https:// a.org/b)", "[x](https://a.org/b)", REMOVE),
        ("[x](https://a. org/b)", "[x](https://a.org/b)", REMOVE),
        ("[x](https://arxiv.org/abs/1706. 03762)", f"[x]({PAPER})", REMOVE),
        ("[x](https://github.com/a- b/c)", "[x](https://github.com/a-b/c)", REMOVE),
        ("[x](https://a.org/b c)", None, MEND),
        ("[x](https://a.org/b c.pdf)", None, MEND),
        ("[x](https://a.org title)", None, MEND),
        ("[x](https://github.com/a/b tree)", None, MEND),
        ("[x](https://github.com/a/b - c)", None, MEND),
        ("[x](https://a.org/b\n   and)", None, LINE),
        ("[x](https://a.org “title”)", None, MEND),
        ("[x](https://a.org https://b.org)", None, MEND),
        ('[x](./a b.md "title")', None, MEND),
        (
            "[x](/Users/ada/my notes/a.md)",
            None,
            f"use a path relative to the notebook for [x]: {RAW}",
        ),
        ("[x](# Title)", None, MEND),
        ("[x](https://arxiv.org/abs/17\n   06.03762)", f"[x]({PAPER})", LINE),
        ("[x](https://arxiv.org/abs/17\n06.03762)", f"[x]({PAPER})", LINE),
        (f"[x]({PAPER}", f"[x]({PAPER})", CLOSE),
        (f"[x](<{PAPER}", f"[x]({PAPER})", CLOSE),
        ("[x](https://a.org/b_(c)", "[x](https://a.org/b_(c))", CLOSE),
        (f"[x]({PAPER}]", f"[x]({PAPER})", CLOSE),
        ("[x](ttps://a.org", "[x](https://a.org)", CLOSE),
    ],
)
def test_what_is_shown_raw(link: str, right: str | None, message: str) -> None:
    text = ENTRY.format(f"见 {link}")
    assert found(text, "L401") == [(2, 6, message)]
    assert marked(text, "L401") == [link]
    assert fixes_of(text, "L401") == ["safe" if right else ""]
    assert mended(text, "L401") == ENTRY.format(f"见 {right or link}")
    if right:
        assert found(mended(text, "L401"), "L401") == []
        assert shown(right) in [
            [(url, "x")]
            for url in (
                right[4:-1],
                right[4:-1].replace("论文", "%E8%AE%BA%E6%96%87"),
                shown(right)[0][0],
            )
        ]


@pytest.mark.parametrize(
    ("text", "right", "place", "message"),
    [
        (
            f"(x)[{PAPER}]",
            f"[x]({PAPER})",
            1,
            f"write [x] in square brackets, and its address in round ones: {RAW}",
        ),
        (
            f"[x({PAPER})",
            f"[x]({PAPER})",
            1,
            f"close [x] with ] before its address: {RAW}",
        ),
        (
            f"[x ({PAPER})",
            f"[x]({PAPER})",
            1,
            f"close [x] with ] before its address: {RAW}",
        ),
        (
            f"[x({PAPER})]",
            f"[x]({PAPER})",
            1,
            f"close [x] with ] before its address: {RAW}",
        ),
        (f"x]({PAPER})", None, 2, f"open the words before ]({PAPER}) with [: {RAW}"),
        (
            f"[x]([y z]({PAPER}))",
            None,
            1,
            f"write the address alone behind [x], not a second link: {RAW}",
        ),
        (
            f"[{PAPER}]",
            f"[<{PAPER}>]",
            1,
            f"write < and > around the address in [{PAPER}]: {RAW}",
        ),
        (
            f"[code: {PAPER}].",
            f"[code: <{PAPER}>].",
            1,
            f"write < and > around the address in [{PAPER}]: {RAW}",
        ),
        (
            "[www.a.org]",
            "[<https://www.a.org>]",
            1,
            f"write < and > around the address in [www.a.org]: {RAW}",
        ),
    ],
)
def test_other_brackets(text: str, right: str | None, place: int, message: str) -> None:
    assert found(f"{text}\n", "L401") == [(1, place, message)]
    assert fixes_of(f"{text}\n", "L401") == ["safe" if right else ""]
    assert mended(f"{text}\n", "L401") == f"{right or text}\n"
    if right:
        assert found(f"{right}\n", "L401") == []
        assert len(shown(right)) == 1


@pytest.mark.parametrize(
    ("text", "right"),
    [
        (f"[[x]({PAPER}] and [[y]({PAPER})]", f"[[x]({PAPER})] and [[y]({PAPER})]"),
        (f"**[x]({PAPER}**", f"**[x]({PAPER})**"),
        (f"[x]({PAPER}, and more", f"[x]({PAPER}), and more"),
        (f"[x]({PAPER}. And (more)", f"[x]({PAPER}). And (more)"),
        (f"[x]({PAPER}），后面（见下）", f"[x]({PAPER})，后面（见下）"),
        (f"[x]({PAPER}<br>", f"[x]({PAPER})<br>"),
        (
            f"**[x] ({PAPER})** and *[y]（{PAPER}）*",
            f"**[x]({PAPER})** and *[y]({PAPER})*",
        ),
        (f"[[x]] ({PAPER})", f"[[x]]({PAPER})"),
        (f"[`x`] ({PAPER})", f"[`x`]({PAPER})"),
        (f"[*x* y] ({PAPER})", f"[*x* y]({PAPER})"),
        (f"[![b](c.png)] ({PAPER})", f"[![b](c.png)]({PAPER})"),
        (f"![x] (a.png) [y] ({PAPER})", f"![x](a.png) [y]({PAPER})"),
        (
            f"[x]({PAPER})[note][./a.md][y][{PAPER}]]",
            f"[x]({PAPER})[note](./a.md)[y]({PAPER})]",
        ),
        (f"[x][a] [y] ({PAPER})", f"[x][a] [y]({PAPER})"),
        (f"!(x)[{PAPER}]", f"![x]({PAPER})"),
    ],
)
def test_all_else_stays(text: str, right: str) -> None:
    assert mended(ENTRY.format(text), "L401") == ENTRY.format(right)
    assert found(ENTRY.format(right), "L401") == []


def test_a_table() -> None:
    text = f"| a | b |\n|---|---|\n| [x] ({PAPER}) | [y]（{PAPER}） |\n"
    assert [each[:2] for each in found(text, "L401")] == [
        (3, 3),
        (3, 3 + len(f"[x] ({PAPER}) | ")),
    ]
    assert (
        mended(text, "L401")
        == f"| a | b |\n|---|---|\n| [x]({PAPER}) | [y]({PAPER}) |\n"
    )


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_quote_over_two_lines(end: str) -> None:
    text = "> See\n> [x](https://arxiv.org/abs/17\n> 06.03762) there.\n".replace(
        "\n", end
    )
    assert mended(text, "L401") == f"> See\n> [x]({PAPER}) there.\n".replace("\n", end)
    assert found(text, "L401") == [(2, 3, LINE)]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_the_blank_may_be_a_lines_end(end: str) -> None:
    assert mended(
        f"a [x]\n({PAPER})\n".replace("\n", end), "L401"
    ) == f"a [x]({PAPER})\n".replace("\n", end)


def test_figures() -> None:
    text = ENTRY.format("![](figs/a b.png)")
    assert found(text, "L401") == [
        (
            2,
            4,
            "write %20 for the blanks in the address of [figs/a b.png]: readers see the brackets, and no figure",
        )
    ]
    assert mended(text, "L401") == ENTRY.format("![](figs/a%20b.png)")
    assert shown("![](figs/a%20b.png)") == [("figs/a%20b.png", "")]
    text = ENTRY.format("![](/Users/ada/a b/x.png)")
    disk = "use a path relative to the notebook for [/Users/ada/a b/x.png]: readers see the brackets, and no figure"
    assert found(text, "L401") == [(2, 4, disk)]
    assert marked(text, "L401") == ["![](/Users/ada/a b/x.png)"]
    assert fixes_of(text, "L401") == [""]


def test_an_anchor_with_blanks_that_names_a_heading() -> None:
    text = (
        "[x](## Deep Nets, and *Why*)\n\n## Deep Nets, and Why\n\n### Other\n".replace(
            "*", ""
        )
    )
    assert found(text, "L401") == [
        (1, 1, f"write #deep-nets-and-why in the place of its address: {RAW}")
    ]
    assert mended(text, "L401") == text.replace(
        "(## Deep Nets, and Why)", "(#deep-nets-and-why)"
    )
    twice = text + "\n## Deep Nets, and Why\n"
    assert fixes_of(twice, "L401") == [""]


@pytest.mark.parametrize(
    ("link", "right"),
    [
        (f"[x](({PAPER}))", f"[x]({PAPER})"),
        (f"[x]([{PAPER}])", f"[x]({PAPER})"),
        (f"[x]([y]({PAPER}))", f"[x]({PAPER})"),
        (f"[x]({PAPER};)", f"[x]({PAPER})"),
        (f"[x]({PAPER}，)", f"[x]({PAPER})"),
        (f"[x]({PAPER}>)", f"[x]({PAPER})"),
        (f'[x](<{PAPER}" >)', f"[x](<{PAPER}>)".replace(">)", " >)")),
        (f'[x]({PAPER}; "title")', f'[x]({PAPER} "title")'),
        ("[x](https//a.org)", "[x](https://a.org)"),
        ("[https//a.org](https//a.org)", "[https//a.org](https://a.org)"),
        ("[x](github.com/a/b)", "[x](https://github.com/a/b)"),
        ("[x](www.a.org)", "[x](https://www.a.org)"),
        ("[x](##title)", "[x](#title)"),
        ("[x](https://https://a.org)", "[x](https://a.org)"),
        ('<a href="https//a.org">x</a>', '<a href="https://a.org">x</a>'),
        (
            "<a href=' github.com/a/b '>x</a>",
            "<a href=' https://github.com/a/b '>x</a>",
        ),
        ('<img src="https//a.org/b.png" />', '<img src="https://a.org/b.png" />'),
        ("![](img.shields.io/badge/x)", "![](https://img.shields.io/badge/x)"),
        ("[![](a.png)](github.com/a/b)", "[![](a.png)](https://github.com/a/b)"),
        ("[x](https://a.org/?a=1&amp;b=2;)", "[x](https://a.org/?a=1&amp;b=2)"),
        ("https://a.org/x，后面", "<https://a.org/x>，后面"),
        ("（见https://a.org/x）。", "（见<https://a.org/x>）。"),
        ("www.a.org/x，后面", "www.a.org/x ，后面"),
        ("见 https://a.org/xhttps://a.org/x。", "见 <https://a.org/x>。"),
        ("https://a.org/xhttps://a.org/x now", "https://a.org/x now"),
    ],
)
def test_addresses(link: str, right: str) -> None:
    text = ENTRY.format(link)
    assert len(found(text, "L401")) == 1
    assert fixes_of(text, "L401") == ["safe"]
    assert mended(text, "L401") == ENTRY.format(right)
    assert found(ENTRY.format(right), "L401") == []


def test_what_it_says_of_an_address() -> None:
    missing = "write https://github.com/a/b: without https:// readers are sent to a file of the repository"
    assert found(ENTRY.format("[x](github.com/a/b)"), "L401") == [(2, 8, missing)]
    assert marked(ENTRY.format("[x](github.com/a/b)"), "L401") == ["github.com/a/b"]
    two = ENTRY.format("[x](https://a.org/bhttps://c.org)")
    assert found(two, "L401") == [
        (2, 8, "correct the address: two addresses stand in one")
    ]
    assert fixes_of(two, "L401") == [""]
    run = "write <https://a.org/x>: the link takes in ， and what follows, and leads nowhere"
    assert found(ENTRY.format("https://a.org/x，后面"), "L401") == [(2, 4, run)]


def test_a_definition_counts_once_and_only_where_it_is_used() -> None:
    text = "[x][a] and [y][a]\n\n[a]: github.com/a/b\n"
    assert [each[:2] for each in found(text, "L401")] == [(3, 6)]
    assert found("[a]: github.com/a/b\n", "L401") == []


@pytest.mark.parametrize(
    ("text", "others"),
    [
        (
            "1. [Attention Is All You Need](https://arxiv.org/abs/1713.03762;)\n",
            ["L405", "L403"],
        ),
        (
            "1. [Attention Is All You Need](arxiv.org/abs/1706.03762)\n",
            ["E104", "L407"],
        ),
        (
            "1. [Attention Is All You Need] (http://www.arxiv.org/abs/1706.03762?utm_source=x)\n",
            ["E104", "L402", "L403", "L410"],
        ),
        (
            "1. [A](https://arxiv.org/abs/1706.03762) ![](https//a.org/x.png )\n",
            ["F301", "F303"],
        ),
    ],
)
def test_it_speaks_first(text: str, others: list[str]) -> None:
    folders = {"": {"README.md"}}
    config = Config(select=("L", "E104", "F"))
    assert len(found(text, "L401", folders, config)) == 1
    assert [code for code in others if found(text, code, folders, config)] == []


words = st.lists(
    st.text("ab论文é!-:", min_size=1, max_size=6).map("a{}".format),
    min_size=1,
    max_size=3,
).map(" ".join)
paths = st.lists(st.text("abc019-.", max_size=4).map("{}z".format), max_size=3).map(
    "/".join
)
urls = st.builds(
    "https://{}.org/{}".format, st.sampled_from(["a", "papers.b", "c-d"]), paths
)
WAYS = [
    "[{}] ({})",
    "[{}]\n({})",
    "[{}]（{}）",
    "[{}]({}）",
    "[{}]（{})",
    "[{}][{}]",
    "[{}]{{{}}}",
    "[{}]({}",
    "[{}]({}]",
    "[{}](<{})",
    "[{}({})",
]
WAYS += [
    "[{}](({}))",
    "[{}]([{}])",
    "[{}]({};)",
    '[{}]({}")',
    "[{}]({}，)",
    "[{}](h{})",
    "【{}]({})",
    "[{}】({})",
    "({})[{}]",
    "[{0}]({1}{1})",
]


@settings(max_examples=300, deadline=None)
@given(
    words,
    urls,
    st.sampled_from(WAYS),
    st.sampled_from(["", "See ", "1. ", "- **a** ", "> "]),
    st.sampled_from(["", " and", "<br/>"]),
)
def test_every_way_of_breaking_a_link_is_found_at_its_place_and_mended(
    title: str, url: str, way: str, before: str, after: str
) -> None:
    link = way.format(title, url).replace("\n", "\n" + "> " * (before == "> "))
    text = f"{before}{link}{after}\n"
    found_ = diagnostics_of(text, "L401")
    assert len(found_) == 1
    assert len(before) <= found_[0].span.start
    assert found_[0].span.end <= len(before + link)
    assert mended(text, "L401") == f"{before}[{title}]({url}){after}\n"
    assert shown(f"[{title}]({url})\n")[0][1] == title


@settings(max_examples=200, deadline=None)
@given(st.text("[]()（）【】 x\n<>!*`$\\;/.#https:a" + "，", max_size=60))
def test_on_any_text_the_fixes_are_apart_and_inside(text: str) -> None:
    mended(text, "L401")
    for each in diagnostics_of(text, "L401"):
        assert 0 <= each.span.start < each.span.end <= len(text)
        assert "\n" not in each.message


@pytest.mark.parametrize(
    "piece",
    [
        "[x](",
        "[x] (",
        "](",
        "[",
        "]",
        "[x](https://a.org/b ",
        "(x)[",
        "[x]（",
        "【",
        "[https://a.org",
        "[x(",
        "[x]\n",
        "https://a.org，",
        "[x](a b.md) ",
    ],
)
def test_linear_time(piece: str) -> None:
    def seconds(count: int) -> float:
        begin = perf_counter()
        diagnostics_of(piece * count + "\n", "L401")
        return perf_counter() - begin

    seconds(10)
    assert seconds(8000) < 20 * seconds(1000) + 0.5
