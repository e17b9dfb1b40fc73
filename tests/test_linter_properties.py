"""What holds for every notebook: random ones, built from pieces of all shapes with
defects planted in them.
"""

from __future__ import annotations

from collections import Counter

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from notelint.config import Config
from notelint.engine.linter import check
from notelint.notebook.model import Notebook, Preferences
from notelint.notebook.reading import read
from notelint.rules.catalogue import PRECEDENCE, RULES
from notelint.rules.context import Picture, RepoContext
from notelint.text.diagnostics import Applicability, Diagnostic
from notelint.text.source import Source
from tests.notes import applied, are_disjoint

AROUND = RepoContext(
    "README.md",
    {
        "": frozenset({"figs", "README.md"}),
        "figs": frozenset(
            {"a.png", "B.png", "c d.png", "new.png", "huge.png", "empty.png", "sub"}
        ),
        "figs/sub": frozenset({"e.png"}),
    },
    tracked=frozenset(
        {
            "README.md",
            "figs/a.png",
            "figs/B.png",
            "figs/c d.png",
            "figs/huge.png",
            "figs/empty.png",
            "figs/sub/e.png",
        }
    ),
    others=frozenset({"figs/new.png"}),
    pictures={
        "figs/a.png": Picture("png", 100),
        "figs/new.png": Picture("png", 100),
        "figs/huge.png": Picture("png", 10_000_000),
        "figs/empty.png": Picture("empty", 0),
    },
)
# Rules that are about no notebook, must be asked for, or have habits of more entries than
# these have: tests/test_planting.py has them.
ELSEWHERE = {
    *(each.code for each in RULES if each.code.startswith("N")),
    "F306",
    "X901",
    "X902",
    "X903",
    "E104",
    "E108",
    "F305",
    "F313",
    "L404",
    "S701",
}
LAYOUT = [each.code for each in RULES if "layout" in each.fix]

TITLES = [
    "Attention Is All You Need",
    "Deep Residual Learning for Image Recognition",
    "Adam: A Method for Stochastic Optimization",
    "SETR: Rethinking Semantic Segmentation",
    "SETR: A Transformer That Segments Whole Images",
    "关注就是一切",
    "One of graphs",
    "Graphs over\n   two lines",
    "Graphs<br>and trees",
]
URLS = [
    "https://arxiv.org/abs/1706.03762",
    "https://arxiv.org/pdf/1706.03762v2.pdf",
    "http://arxiv.org/abs/1512.03385",
    "https://www.arxiv.org/abs/1412.6980?utm_source=x",
    "https://arxiv.org/abs/1713.03762",
    "http://arxiv.org/abs/1713.03762?ref=x",
    "https://openreview.net/forum?id=YicbFdNTTy&utm_medium=y",
    "http://dx.doi.org/10.1073/pnas.1907375117",
    "https://github.com/a/b?ref=main&spm=z",
    "https://example.org/a.pdf",
    "#graphs",
    "#nowhere",
    "",
    "TODO",
    "notes/gone.md",
    "github.com/a/b",
    "https://paperswithcode.com/paper/a",
    "https://aclweb.org/anthology/P19-1001",
    "https://me:secret@example.org/a",
    "https://mp.weixin.qq.com/s?__biz=a&token=12345",
    "https://link.zhihu.com/?target=https%3A//arxiv.org/abs/1706.03762",
]
FIGURES = [
    '<img src="./figs/a.png" />',
    '<img src="figs/a.png " width = "500" />',
    "<img src='figs/b.PNG' width=500/>",
    "<img src=figs/missing.png widht>",
    "![](figs/a.png)",
    "![](figs\\sub\\e.png)",
    "![]( figs/c%20d.png )",
    "![](/Users/ada/notes/figs/a.png)",
    "[![](figs/sub/E.png)](https://example.org/?utm_source=x)",
    "![](figs/new.png)",
    "![](figs/huge.png)",
    '<img src="figs/empty.png" alt="nothing">',
    "![](https://github.com/a/b/blob/main/figs/a.png)",
    "![stars](https://img.shields.io/github/stars/a/b)",
]
BREAKS = [
    "<br/>",
    "<br>",
    "<br />",
    " <br/>",
    "</br>",
    "<br>/",
    "<\\br>",
    "<BR>",
    "\\",
    "  ",
    "<br/><br/>",
    "",
    "",
    "",
]
TAILS = [
    "",
    "",
    "",
    " (ICLR 2022)",
    "(ICLR 2022)",
    " [[code](https://github.com/a/b)]",
    "很好",
    " and more",
    "Oral",
    " [[code](https://arxiv.org/abs/1706.03762)]",
]
WORDS = [
    "What it says.",
    "与论文1相对应",
    "see [2]",
    "More\\",
    "1.",
    "(ICCV 2021)",
    "`<br>` and $x<br>y$",
    "3、[Adam](https://arxiv.org/abs/1412.6980)",
    "<b>bold</b>",
    "// read again",
    "[code] (https://github.com/a/b)",
    "https://github.com/a/b",
    '<a name="here"></a>again ',
    "### Later",
]

links = st.builds(
    lambda title, url: f"[{title}]({url})",
    st.sampled_from(TITLES),
    st.sampled_from(URLS),
)
plain = st.builds(
    lambda title, url: f"{title} [[paper]({url})]",
    st.sampled_from(TITLES[:7]),
    st.sampled_from(URLS),
)
bold = st.builds("**{}**".format, links)
titles = st.one_of(links, links, links, plain, bold)
breaks = st.sampled_from(BREAKS)
lines = st.builds(
    "{}{}{}".format,
    st.sampled_from(["", "", "<br/>"]),
    st.one_of(st.sampled_from(WORDS), st.sampled_from(FIGURES)),
    breaks,
)


@st.composite
def entry(draw: st.DrawFn, marker: str) -> str:
    """A list item."""
    column = " " * (len(marker) + 1)
    written = (
        [marker + " " + draw(titles) + draw(st.sampled_from(TAILS)) + draw(breaks)]
        if draw(st.integers(0, 15))
        else [marker]
    )
    indented = st.builds("{}{}".format, st.sampled_from([column, column, ""]), lines)
    written += draw(st.lists(indented, max_size=3))
    if not draw(st.integers(0, 5)):
        written += ["", column + draw(lines)]
    if not draw(st.integers(0, 5)):
        written.append(column + "- " + draw(st.one_of(links, st.sampled_from(WORDS))))
    return "\n".join(written) + "\n"


@st.composite
def listed(draw: st.DrawFn) -> str:
    """A list, its numbers mostly right."""
    kind = draw(st.sampled_from(["1.", "1.", "1)", "-", "*"]))
    items, number = [], draw(st.sampled_from([1, 1, 1, 0, 3]))
    for _ in range(draw(st.integers(1, 5))):
        items.append(draw(entry(f"{number}{kind[1:]}" if kind[0] == "1" else kind)))
        number += draw(st.sampled_from([1, 1, 1, 1, 0, 2]))
    return draw(st.sampled_from(["", "\n"])).join(items)


@st.composite
def grouped(draw: st.DrawFn) -> str:
    """Items that group entries."""
    inner = draw(st.lists(titles, min_size=1, max_size=3))
    return "- Vision\n" + "".join(
        f"  - {each}\n".replace("\n   two", "\n    two") for each in inner
    )


def row(title: str, line: str) -> str:
    return f"| {title} | {line} |\n".replace("\n   two", " two")


tables = st.builds(
    lambda rows: "| a | b |\n|---|---|\n" + "".join(row(*each) for each in rows),
    st.lists(st.tuples(titles, lines), max_size=3),
)
paragraphs = st.builds(
    lambda title, after: f"{title}{after[0]}\n{after[1]}\n",
    titles,
    st.tuples(breaks, lines),
)
headings = st.sampled_from(
    [
        "# Vision\n",
        "## Language\n",
        "## Language\n",
        "##Speech\n",
        "\n\n\n## Robots\n",
        "Speech\n---\n",
        '<h2 id="x">Graphs</h2>\n',
    ]
)
heading_entries = st.builds(
    lambda title, line: f"## {title}\n\n{line}\n".replace("\n   two", " two"),
    titles,
    lines,
)
others = st.sampled_from(
    [
        "```\n1. [a](http://arxiv.org/abs/1706.03762)<br>\n3. b </br>\n```\n",
        "<!-- <br> [a](http://arxiv.org/abs/1706.03762) -->\n",
        '<p align="center">\n<img src = "figs/a.png"><br>\n</p>\n',
        "> 1. [a](http://arxiv.org/abs/1706.03762) <br>\n",
        "Are seeds enough?\n1.\n",
        "{{ <br> https://example.org?utm_source=x }}\n",
        "[a]: http://arxiv.org/abs/1706.03762\n",
        "A break<br>in prose, and [a link](https://example.org?utm_source=x).\n",
        '<img src="figs/a.png">\n',
        "-\n",
        "- [Vision](#vision)\n- [Graphs](#graphs)\n- [Robots](#robots)\n\n# Vision\n\n# Graphs\n\n# Robots\n\n# Flow\n",
        "1. [A](https://arxiv.org/abs/2101.00001)\n"
        + "".join(
            f"{n}. [B](https://arxiv.org/abs/2101.0000{n}): good\n" for n in range(2, 8)
        ),
    ]
)
blocks = st.one_of(
    listed(),
    listed(),
    listed(),
    grouped(),
    tables,
    paragraphs,
    headings,
    heading_entries,
    others,
)
notebooks = st.lists(blocks, min_size=1, max_size=5).map("\n".join)
ends = st.sampled_from(["\n", "\n", "\n", "\r\n", "\r"])
texts = st.builds(
    lambda text, end, final: (text if final else text.rstrip("\n")).replace("\n", end),
    notebooks,
    ends,
    st.booleans(),
)

many = settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
few = settings(many, max_examples=15)  # for what judges a text once a rule


def diagnose(text: str, config: Config | None = None) -> list[Diagnostic]:
    return check(Source(text, "README.md"), config or Config(), lambda _: AROUND)


def between_entries(notebook: Notebook) -> list[int]:
    """Where a comment may stand alone without changing anything: before a block, behind
    a blank line, and inside of no entry.
    """
    source, starts = notebook.source, []
    for block in notebook.tree.children:
        line = source.line_of(block.span.start)
        place = source.line_starts[line - 1]
        inside = any(
            each.span.start < place < each.span.end for each in notebook.entries
        )
        if not inside and (line == 1 or not source.line(line - 1).strip()):
            starts.append(place)
    return starts


@many
@given(texts)
def test_places_lie_in_the_text_and_agree(text: str) -> None:
    source = Source(text)
    for each in diagnose(text):
        assert 0 <= each.span.start <= each.span.end <= len(text)
        assert (each.start, each.end) == (
            source.position(each.span.start),
            source.position(each.span.end),
        )
        assert 1 <= each.start.line <= len(source.line_starts)
        assert (
            source.line_starts[each.start.line - 1] + each.start.column - 1
            == each.span.start
        )


@many
@given(texts)
def test_edits_of_a_fix_are_disjoint_inside_of_the_text_and_change_it(
    text: str,
) -> None:
    for each in diagnose(text):
        if each.fix:
            assert each.fix.edits
            assert are_disjoint(sorted(each.fix.edits), len(text))
            assert applied(text, [each]) != text


@many
@given(texts)
def test_the_order_is_that_of_the_places_and_stays(text: str) -> None:
    found = diagnose(text)
    assert found == sorted(found, key=lambda each: (each.span, each.code))
    assert diagnose(text) == found


def layout_of(text: str, config: Config) -> list[Diagnostic]:
    """The findings that layout mends."""
    return [
        each
        for each in diagnose(text, config)
        if each.fix and each.fix.applicability is Applicability.LAYOUT
    ]


@few
@given(texts)
def test_what_layout_mends_is_gone(text: str) -> None:
    for code in LAYOUT:
        config = Config(select=(code,))
        layout = layout_of(text, config)
        if layout:
            assert len(layout_of(applied(text, layout), config)) < len(layout), code


@many
@given(texts)
def test_a_comment_for_the_next_line_silences_it_and_nothing_else(text: str) -> None:
    if "\r" in text:
        return
    notebook = read(Source(text))
    source, found = notebook.source, diagnose(text)
    for place in between_entries(notebook):
        line = source.line_of(place)
        for code in {each.code for each in found if each.start.line == line}:
            comment = f"<!-- notelint-disable-next-line {code} -->\n"
            left = [
                each for each in found if (each.code, each.start.line) != (code, line)
            ]
            after = diagnose(text[:place] + comment + text[place:])
            assert [
                (each.code, each.span.start - len(comment) * (each.span.start > place))
                for each in after
            ] == [(each.code, each.span.start) for each in left]


@few
@given(texts)
def test_a_comment_for_the_file_silences_a_rule_and_nothing_else(text: str) -> None:
    text = text.lstrip("\r\n")
    found = diagnose(text)
    for code in {each.code for each in found}:
        after = diagnose(f"<!-- notelint-disable-file {code} -->\n\n{text}")
        assert Counter(each.code for each in after) == Counter(
            each.code for each in found if each.code != code
        )


@many
@given(texts)
def test_fingerprints_tell_findings_apart_and_stay_when_lines_come_before(
    text: str,
) -> None:
    text = text.lstrip(
        "\r\n"
    )  # empty lines at the head are none too many; behind words they are
    found = diagnose(text)
    prints = [each.fingerprint for each in found]
    assert len(set(prints)) == len(prints)
    assert [
        each.fingerprint for each in diagnose("Words before all.\n\n" + text)
    ] == prints


@many
@given(texts)
def test_one_defect_is_one_finding(text: str) -> None:
    found = diagnose(text)
    for winner, loser in PRECEDENCE:
        for one in (each for each in found if each.code == winner):
            for two in (each for each in found if each.code == loser):
                assert one.span.end <= two.span.start or two.span.end <= one.span.start


@many
@given(
    texts,
    st.sampled_from(["<br/>", "<br>", "<br />", "keep", "backslash", "two-spaces"]),
)
def test_with_a_configured_break_one_pass_of_break_style_is_enough(
    text: str, line_break: str
) -> None:
    config = Config(select=("B201",), notebook=Preferences(line_break=line_break))
    assert diagnose(applied(text, diagnose(text, config)), config) == []


def test_the_pieces_are_rich_enough_to_bring_every_rule_to_speak() -> None:
    spoken: Counter[str] = Counter()

    @settings(many, max_examples=400, database=None, derandomize=True)
    @given(texts)
    def listen(text: str) -> None:
        spoken.update(each.code for each in diagnose(text, Config(select=("ALL",))))

    listen()
    assert set(spoken) >= {each.code for each in RULES} - ELSEWHERE
