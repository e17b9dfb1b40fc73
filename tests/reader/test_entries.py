"""Which parts of a text are entries, in the seven shapes, and which are none."""

import pytest

from notelint.notebook.model import Notebook
from tests.notes import note, notebook_of
from tests.pages import shown_numbers

ABS = "https://arxiv.org/abs/1706.03762"
OTHER = "- [Deep Residual Learning](https://arxiv.org/abs/1512.03385)\n"


def read_entries(text: str) -> list[tuple[str, int, int, str | None, str | None]]:
    """Shape, first and last line, title and paper of each entry."""
    notebook = notebook_of(text)
    line_of = notebook.source.line_of
    return [
        (
            each.shape,
            line_of(each.span.start),
            line_of(each.span.end - 1),
            each.title.text if each.title else None,
            each.paper.key if each.paper else None,
        )
        for each in notebook.entries
    ]


def pieces(notebook: Notebook) -> list[str]:
    return [notebook.source.slice(each.span) for each in notebook.entries]


# --- shapes


def test_ordered() -> None:
    text = note("""
        1. [One of graphs](https://arxiv.org/abs/2101.00001)<br/>
           What it says.
        2. [Two of graphs](https://arxiv.org/abs/2101.00002)
        flush left

        3) [Three of graphs](https://arxiv.org/abs/2101.00003)
        """)
    assert read_entries(text) == [
        ("ordered", 1, 2, "One of graphs", "2101.00001"),
        ("ordered", 3, 4, "Two of graphs", "2101.00002"),
        ("ordered", 6, 6, "Three of graphs", "2101.00003"),
    ]


def test_bullet() -> None:
    text = note("""
        * [One of graphs](https://arxiv.org/abs/2101.00001)

          What it says.

        * [Two of graphs](https://arxiv.org/abs/2101.00002)
          - a point
            - under it
        """)
    assert read_entries(text) == [
        ("bullet", 1, 3, "One of graphs", "2101.00001"),
        ("bullet", 5, 7, "Two of graphs", "2101.00002"),
    ]


def test_nested_under_items_that_group() -> None:
    text = note("""
        - Detection
          - [One of graphs](https://arxiv.org/abs/2101.00001)
            - a point
          - [Two of graphs](https://arxiv.org/abs/2101.00002)
        - Segmentation
          1. [Three of graphs](https://arxiv.org/abs/2101.00003)
        """)
    assert read_entries(text) == [
        ("nested", 2, 3, "One of graphs", "2101.00001"),
        ("nested", 4, 4, "Two of graphs", "2101.00002"),
        ("nested", 6, 6, "Three of graphs", "2101.00003"),
    ]
    one, two, three = notebook_of(text).entries
    assert one.group == two.group
    assert 0 not in {one.group, three.group}
    assert one.group != three.group


def test_table() -> None:
    text = note("""
        | Year | Title | Links |
        |---|---|---|
        | 2021 | [One of graphs](https://arxiv.org/abs/2101.00001) | [code](https://github.com/a/b) |
        | 2021 | Two of graphs, the long way | [pdf](https://arxiv.org/abs/2101.00002) |
        | 2022 | nothing | - |
        | [pdf](https://arxiv.org/abs/2101.00003) |
        """)
    assert read_entries(text) == [
        ("table", 3, 3, "One of graphs", "2101.00001"),
        ("table", 4, 4, "Two of graphs, the long way", "2101.00002"),
        ("table", 6, 6, None, "2101.00003"),
    ]


def test_heading() -> None:
    text = note("""
        # Papers

        ## [One of graphs](https://arxiv.org/abs/2101.00001)

        What it says.

        - a point

        [Two of graphs](https://arxiv.org/abs/2101.00002)
        ---
        What it says.
        """)
    assert read_entries(text) == [
        ("heading", 3, 8, "One of graphs", "2101.00001"),
        ("heading", 9, 11, "Two of graphs", "2101.00002"),
    ]


@pytest.mark.parametrize(
    "below",
    [
        "[paper](https://arxiv.org/abs/2101.00001)",
        "> [[pdf]](https://arxiv.org/abs/2101.00001)",
        "- [arXiv](https://arxiv.org/abs/2101.00001)",
    ],
)
def test_titled(below: str) -> None:
    text = f"# Papers\n\n## One of graphs\n\n{below}\n\nWhat it says, at length.\n\n## Remarks\n\nNone.\n"
    assert read_entries(text) == [("titled", 3, 8, "One of graphs", "2101.00001")]


def test_paragraph() -> None:
    text = note("""
        [One of graphs](https://arxiv.org/abs/2101.00001)
        What it says.

        **Two of graphs** [[paper](https://arxiv.org/abs/2101.00002)] [[code](https://github.com/a/b)]

        More on the second.
        """)
    assert read_entries(text) == [
        ("paragraph", 1, 2, "One of graphs", "2101.00001"),
        ("paragraph", 4, 4, "Two of graphs", "2101.00002"),
    ]


# --- titles


@pytest.mark.parametrize(
    "line",
    [
        "[Attention Is All You Need](URL)",
        "[[Attention Is All You Need](URL)]",
        "**[Attention Is All You Need](URL)**",
        "[**Attention Is All You Need**](URL)",
        "***[Attention Is All You Need](URL)***",
        "(NeurIPS 2017) [Attention Is All You Need](URL)",
        "[Attention Is All You Need](URL) (NeurIPS 2017)",
        "2017.06 [Attention Is All You Need](URL)",
        "⭐ [Attention Is All You Need](URL)",
        "[x] [Attention Is All You Need](URL)",
        "[ ] [Attention Is All You Need](URL)",
        "<a href='URL'>Attention Is All You Need</a>",
        '<a name="a"></a>[Attention Is All You Need](URL)',
        "[Attention Is\n  All You Need](URL)",
        "[Attention Is All You Need][a]\n\n[a]: URL\n",
        "[Attention `Is` *All* You Need](URL)",
        "[Attention Is All You Need](https://github.com/a/b) [paper](URL)",
        "[paper](URL) **Attention Is All You Need**",
        "Attention Is All You Need [paper](URL)",
        "Attention Is All You Need [[paper](URL)] [[code](https://github.com/a/b)]",
        "Attention Is All You Need: [URL](URL)",
        "Attention Is All You Need <URL>",
        "Attention Is All You Need URL",
        "**Attention Is All You Need** Vaswani et al. [paper](URL)",
        "Vaswani et al. **Attention Is All You Need**. NeurIPS 2017. [pdf](URL)",
        "<b>Attention Is All You Need</b> [paper](URL)",
        "<strong>Attention Is All You Need</strong><br>[paper](URL)",
        "Attention Is All You Need<br/>Vaswani [paper](URL)",
        "Attention Is All You Need\n  [paper](URL)",
        "[x] Attention Is All You Need [paper](URL)",
        "“Attention Is All You Need” [paper](URL)",
    ],
)
def test_title(line: str) -> None:
    entry = notebook_of(f"- {line.replace('URL', ABS)}\n{OTHER}").entries[0]
    assert entry.title
    assert entry.title.text == "Attention Is All You Need"
    assert entry.paper
    assert entry.paper.key == "1706.03762"


@pytest.mark.parametrize(
    ("line", "title"),
    [
        (
            "[[P12] Attention Is All You Need (SJTU 2016)](URL)",
            "[P12] Attention Is All You Need (SJTU 2016)",
        ),
        ("[[Attention Is All You Need]](URL)", "[Attention Is All You Need]"),
        (
            "Attention (Is) All You Need (again) [paper](URL)",
            "Attention (Is) All You Need (again)",
        ),
        ("[3] Attention Is All You Need [paper](URL)", "[3] Attention Is All You Need"),
        ("关注就是你所需要的一切 [论文](URL)", "关注就是你所需要的一切"),
        ("[关注就是你所需要的一切](URL)", "关注就是你所需要的一切"),
        ("[Learning $\\alpha$ &amp; `beta`](URL)", "Learning \\alpha & beta"),
    ],
)
def test_what_a_title_keeps(line: str, title: str) -> None:
    entry = notebook_of(f"- {line.replace('URL', ABS)}\n{OTHER}").entries[0]
    assert entry.title
    assert entry.title.text == title


@pytest.mark.parametrize(
    "line",
    [
        "[paper](URL)",
        "URL",
        "<URL>",
        "[1706.03762](URL)",
        "**[[PDF]](URL)**",
        "NeurIPS 2017 [paper](URL)",
        "[![](a.png)](URL)",
    ],
)
def test_no_title(line: str) -> None:
    entry = notebook_of(f"- {line.replace('URL', ABS)}\n{OTHER}").entries[0]
    assert entry.title is None
    assert entry.paper
    assert entry.name == "this entry"


def test_where_a_title_is_written() -> None:
    notebook = notebook_of(
        f"- **[Attention](https://github.com/a/b)** [paper]({ABS})\n- Adam, a *method* <br/> [[paper]({ABS})]\n"
    )
    linked, plain = (each.title for each in notebook.entries)
    assert linked
    assert linked.link
    assert notebook.source.slice(linked.span) == "Attention"
    assert linked.link.url == "https://github.com/a/b"
    assert plain
    assert plain.link is None
    assert notebook.source.slice(plain.span) == "Adam, a *method*"


def test_the_paper_is_the_titles_else_the_first_that_has_an_id() -> None:
    entries = notebook_of(
        note("""
        1. [Attention](https://github.com/a/b) [blog](https://example.org) [v1](https://arxiv.org/abs/1706.03762v1)
        2. [Adam](https://arxiv.org/abs/1412.6980), see [Attention](https://arxiv.org/abs/1706.03762)
        3. [A thesis](https://example.org/thesis.pdf)
        4. [Of publishers](https://ieeexplore.ieee.org/document/7780459)
        """)
    ).entries
    assert [
        each.paper and (each.paper.host, each.paper.key, each.paper.version)
        for each in entries
    ] == [
        ("arxiv", "1706.03762", 1),
        ("arxiv", "1412.6980", None),
        None,
        None,
    ]


@pytest.mark.parametrize(
    ("tail", "alone"),
    [
        ("", True),
        ("<br/>", True),
        (" (NeurIPS 2017)", True),
        (" [[code](https://github.com/a/b)] ⭐", True),
        (
            " [pdf](https://arxiv.org/pdf/1706.03762), [code](https://github.com/a/b).",
            True,
        ),
        (" ![stars](https://img.shields.io/github/stars/a/b)", True),
        (" which we read", False),
        ("，很好", False),
        (" [and its talk on graphs](https://example.org)", False),
    ],
)
def test_title_alone(tail: str, alone: bool) -> None:
    assert (
        notebook_of(f"1. [Attention Is All You Need]({ABS}){tail}\n   What it says.\n")
        .entries[0]
        .title_alone
        is alone
    )


# --- numbers and series


def test_numbers_and_series() -> None:
    notebook = notebook_of(
        note("""
        # Vision

        3. [One of graphs](https://arxiv.org/abs/2101.00001)
        5. [Two of graphs](https://arxiv.org/abs/2101.00002)
           1. a point
        7.[Three of graphs](https://arxiv.org/abs/2101.00003)

        # Language

        1) [Four of graphs](https://arxiv.org/abs/2101.00004)

        - [Five of graphs](https://arxiv.org/abs/2101.00005)
        """)
    )
    slice_ = notebook.source.slice
    assert [
        (
            each.number,
            each.shown,
            each.series,
            each.marker_span and slice_(each.marker_span),
        )
        for each in notebook.entries
    ] == [
        (3, 3, 0, "3."),
        (5, 4, 0, "5."),
        (1, 1, 1, "1)"),
        (None, None, None, "-"),
    ]
    assert [
        (each.section, [(number, slice_(marker)) for number, marker in each.items])
        for each in notebook.series
    ] == [
        (1, [(3, "3."), (5, "5."), (7, "")]),
        (2, [(1, "1)")]),
    ]


BODIES = [
    "",
    "   text\n",
    "text\n",
    "FIGURE\n",
    "<br/>\n",
    "   text\nFIGURE\n   text\n",
    "FIGURE\n\n   text\n",
    "FIGURE\n\ntext\n",
    "\nFIGURE\n",
    "FIGURE\n<br/>\n",
]


@pytest.mark.parametrize("numbers", [(1, 2, 3), (1, 1, 1), (3, 4, 9)])
@pytest.mark.parametrize("gap", ["", "\n"])
def test_shown_as_on_github(numbers: tuple[int, ...], gap: str) -> None:
    for one in BODIES:
        for two in BODIES:
            bodies = (one + gap, two + gap, "")
            text = "".join(
                f"{number}. [Graphs, part {place}](https://arxiv.org/abs/2101.0000{place})\n{body}"
                for place, (number, body) in enumerate(
                    zip(numbers, bodies, strict=True), start=1
                )
            ).replace("FIGURE", '<img src="a.png">')
            shown = [
                each.shown
                for each in notebook_of(text).entries
                if each.shown is not None and each.shape == "ordered"
            ]
            assert shown == shown_numbers(text), text


def test_cuts_and_the_column_that_mends_them() -> None:
    text = note("""
        10. [One of graphs](https://arxiv.org/abs/2101.00001)
        <img src="a.png">
            - a point
        <br/>
        <b>

        11. [Two of graphs](https://arxiv.org/abs/2101.00002)
            <img src="a.png">
        """)
    assert [each.list_interruptions for each in notebook_of(text).entries] == [
        ((2, 4), (4, 6)),
        (),
    ]


# --- no entries


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        "- [Vision](#vision)\n- [Language](#language)\n",
        "- [ImageNet](https://image-net.org)\n- [COCO](https://cocodataset.org)\n",
        "- [ImageNet](https://image-net.org)\n- [COCO](https://cocodataset.org), [paper](https://arxiv.org/abs/1405.0312)\n- CIFAR\n",
        f"Since [Attention]({ABS}) much has changed, and we say so at length in this paragraph, which is prose.\n",
        f"As [we said](https://example.org), see\n[Attention]({ABS})\n",
        f"# Notes\n\n> [Attention]({ABS})\n",
        f"```\n1. [Attention]({ABS})\n```\n",
        f"<!--\n1. [Attention]({ABS})\n-->\n",
        f"---\npaper: {ABS}\n---\n",
        f"`[Attention]({ABS})`\n",
        f"[Attention]: {ABS}\n",
        "[Attention]({{ site.url }}/abs/1706.03762)\n",
        "| a | b |\n|---|---|\n| [x](https://example.org) | 2 |\n",
        "1. first\n2. second\n",
        "# [Home](https://example.org)\n\nHello.\n",
        "[a](https://arxiv.org/list/cs.CV/recent)\n",
    ],
)
def test_no_entries(text: str) -> None:
    assert notebook_of(text).entries == ()


def test_sub_points_of_an_entry_that_mention_papers_are_none() -> None:
    text = note("""
        - [One of graphs](https://arxiv.org/abs/2101.00001)
          - builds on [Two](https://arxiv.org/abs/2101.00002) and on what came before it
          - is simple
          - beats the rest
        """)
    assert read_entries(text) == [("bullet", 1, 4, "One of graphs", "2101.00001")]


def test_an_item_whose_siblings_are_entries_is_one_too() -> None:
    text = note("""
        1. [One of graphs](https://arxiv.org/abs/2101.00001)
        2. Two of graphs, of which there is no page
        3. [Three of graphs](https://arxiv.org/abs/2101.00003)
        """)
    assert [each[3] for each in read_entries(text)] == [
        "One of graphs",
        "Two of graphs, of which there is no page",
        "Three of graphs",
    ]


def test_an_item_that_groups_is_none() -> None:
    text = note("""
        - Detection, where [boxes](https://example.org) are found
          - [One of graphs](https://arxiv.org/abs/2101.00001)
          - [Two of graphs](https://arxiv.org/abs/2101.00002)
        """)
    assert [each[:4] for each in read_entries(text)] == [
        ("nested", 2, 2, "One of graphs"),
        ("nested", 3, 3, "Two of graphs"),
    ]


def test_an_item_with_its_badge_below_is_one() -> None:
    text = note("""
        - One of graphs
          - [paper](https://arxiv.org/abs/2101.00001)
          - it is simple
        - Two of graphs
          - [paper](https://arxiv.org/abs/2101.00002)
        """)
    assert read_entries(text) == [
        ("bullet", 1, 3, "One of graphs", "2101.00001"),
        ("bullet", 4, 5, "Two of graphs", "2101.00002"),
    ]


def test_entries_follow_their_item_to_what_stands_flush_left_without_a_blank() -> None:
    text = note("""
        1. [One of graphs](https://arxiv.org/abs/2101.00001)
        <div>
        shown
        </div>
        ![](a.png)

        Prose.
        """)
    assert pieces(notebook_of(text)) == [text.partition("\n\nProse")[0]]


def test_entry_at_is_the_innermost() -> None:
    text = note("""
        - [One of graphs](https://arxiv.org/abs/2101.00001)
          - [Two of graphs](https://arxiv.org/abs/2101.00002)
          - [Three of graphs](https://arxiv.org/abs/2101.00003)

        Prose.
        """)
    notebook = notebook_of(text)
    names = [
        entry.name if (entry := notebook.entry_at(text.index(word))) else None
        for word in ("One", "Two", "Three", "Prose")
    ]
    assert names == ['"One of graphs"', '"Two of graphs"', '"Three of graphs"', None]


def test_names() -> None:
    text = f"1. [{'Graphs and more ' * 5}]({ABS})\n2.\n   - point\n3. [Adam](https://arxiv.org/abs/1412.6980)\n"
    assert [each.name for each in notebook_of(text).entries] == [
        f'"{("Graphs and more " * 4)[:57].rstrip()}…"',
        "entry 2",
        '"Adam"',
    ]


def test_lead_is_where_an_entry_names_its_paper() -> None:
    notebook = notebook_of(
        f"- Attention [[code](https://github.com/a/b)] [[pdf]({ABS})]\n- no page\n- [Adam](https://arxiv.org/abs/1412.6980)\n"
    )
    assert [
        notebook.source.slice(notebook.lead(each)) for each in notebook.entries
    ] == [
        f"[pdf]({ABS})",
        "no page",
        "[Adam](https://arxiv.org/abs/1412.6980)",
    ]


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_other_line_ends_change_nothing(end: str) -> None:
    text = "# A\n\n1. [One of\n   graphs](https://arxiv.org/abs/2101.00001)\n   text\n\n2. [Two](https://arxiv.org/abs/2101.00002)\n"
    assert read_entries(text.replace("\n", end)) == read_entries(text)
