"""Which links of a text are entries, and under which titles: learned from the text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notelint.markdown import parse
from notelint.notebook.reading.records import Record, find_records
from notelint.notebook.reading.things import InlineCollector
from notelint.text.source import Source
from tests.reader.shapes import ARXIV, SHAPES, Shape


def records_of(text: str, path: str = "README.md") -> list[Record]:
    source = Source(text, path)
    document = parse(source)
    links = InlineCollector(source).gather(document.children).links
    return find_records(source, document, links)


def titles_of(text: str, path: str = "README.md") -> list[tuple[str, str]]:
    """The arXiv id and the title of each entry."""
    return [
        (record.link.url.removeprefix(ARXIV), record.title.text)
        for record in records_of(text, path)
    ]


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.name)
def test_shape_is_read(shape: Shape) -> None:
    assert titles_of(shape.text) == list(shape.titles)


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.name)
def test_shape_is_read_with_windows_line_ends(shape: Shape) -> None:
    assert titles_of(shape.text.replace("\n", "\r\n")) == list(shape.titles)


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.name)
def test_title_is_where_its_range_says(shape: Shape) -> None:
    for record in records_of(shape.text):
        span = record.title.span
        written = shape.text[span.start : span.end]
        assert " ".join(written.replace("*", "").split()) == record.title.text
        assert record.span.start <= span.start
        assert span.end <= record.span.end


@pytest.mark.parametrize(
    "text",
    [
        "# Attention\n\nIt improves on [older work](https://arxiv.org/abs/1409.0473) by far.\n",
        "## References\n\n1. [Deep Learning of Things](https://arxiv.org/abs/1409.0473)\n",
        "## 参考文献\n\n- [Deep Learning of Things](https://arxiv.org/abs/1409.0473)\n",
        "We follow the authors of [Deep Nets](https://arxiv.org/abs/1409.0473) in this.\n",
        "`[Title of a Paper](https://arxiv.org/abs/1409.0473)`\n",
        "```\n- [Title of a Paper](https://arxiv.org/abs/1409.0473)\n```\n",
        "Nothing here.\n",
        "",
    ],
)
def test_mention_is_no_entry(text: str) -> None:
    assert records_of(text) == []


def test_link_within_a_note_is_no_entry() -> None:
    text = (
        "# Attention Is All You Need\n\n[Paper](https://arxiv.org/abs/1706.03762)\n\n"
        "## Idea\n\nIt builds on [Neural Machine Translation by Jointly Learning to Align]"
        "(https://arxiv.org/abs/1409.0473), among others.\n"
    )
    assert titles_of(text) == [("1706.03762", "Attention Is All You Need")]


def test_file_name_is_the_title_where_nothing_else_is() -> None:
    text = "[原论文链接](https://arxiv.org/abs/1706.04599)\n\n很好。\n"
    path = "notes/On Calibration of Modern Neural Networks.md"
    want = ("1706.04599", "On Calibration of Modern Neural Networks")
    assert titles_of(text, path) == [want]


def test_odd_entry_unsettles_nothing() -> None:
    rows = [
        f"- **Learning Things of Kind {word}**, ICLR 2020. [[paper]]({ARXIV}2001.0000{n})\n"
        for n, word in enumerate(("Alpha", "Beta", "Gamma", "Delta", "Epsilon"))
    ]
    rows[2] = f"- [[paper]]({ARXIV}2001.00002)\n"
    titles = dict(titles_of("".join(rows)))
    assert titles["2001.00001"] == "Learning Things of Kind Beta"
    assert titles["2001.00003"] == "Learning Things of Kind Delta"


WORDS = st.sampled_from(
    "Learning Graph Neural Sparse Robust Visual Language Models Attention Training "
    "Deep Networks Sampling Diffusion Policy Vision Robots Memory Fast Online".split()
)
TITLES = st.lists(WORDS, min_size=4, max_size=9, unique=True).map(" ".join)
FORMS = st.sampled_from(
    (
        "- [{title}]({url}) (CVPR 2020)\n",
        "1. **{title}**. [[paper]]({url}) [[code]](https://github.com/a/b)\n",
        "- {title} [[pdf]]({url})\n",
        "**{title}**\n\n- Paper: {url}\n- Code: https://github.com/a/b\n\n",
        "## {title}\n\n[Paper]({url})\n\nA note.\n\n",
    )
)


@given(st.lists(TITLES, min_size=2, max_size=8, unique=True), FORMS)
def test_titles_are_read_whatever_they_are(titles: list[str], form: str) -> None:
    text = "".join(
        form.format(title=title, url=f"{ARXIV}2001.0{number:04}")
        for number, title in enumerate(titles, 1)
    )
    assert [title for _, title in titles_of(text)] == titles


@given(
    st.lists(TITLES, min_size=2, max_size=8, unique=True).flatmap(
        lambda titles: st.tuples(st.just(titles), st.permutations(titles))
    ),
    FORMS,
)
def test_order_of_entries_changes_nothing_else(
    titles: tuple[list[str], list[str]], form: str
) -> None:
    found = []
    for order in titles:
        text = "".join(
            form.format(
                title=title, url=f"{ARXIV}2001.0{titles[0].index(title) + 1:04}"
            )
            for title in order
        )
        found.append(set(titles_of(text)))
    assert found[0] == found[1]


@given(st.text(alphabet='[]()*#|-1. \n`<>abA：论文"', max_size=200))
def test_any_text_is_read(text: str) -> None:
    page = f"{text}\n\n- [x]({ARXIV}2001.00001)\n{text}"
    for record in records_of(page):
        assert 0 <= record.span.start <= record.span.end <= len(page)
