"""E105 entry-description: a link and nothing else."""

import pytest

from notelint.config import Config
from notelint.notebook.model import Preferences
from tests.notes import fixes_of, found, marked, note

BARE = "[Attention Is All You Need](https://arxiv.org/abs/1706.03762)"


def told(count: int = 4) -> str:
    """Entries that say something."""
    return "".join(
        f"- [Graphs, part {place}](https://arxiv.org/abs/2101.{place:05})\n  some words\n"
        for place in range(1, count + 1)
    )


def wanting(description: str) -> Config:
    return Config(select=("E105",), notebook=Preferences(description=description))


@pytest.mark.parametrize(
    "entry",
    [
        f"{BARE} words",
        f"{BARE}\n  words",
        f"{BARE}<br/>\n  words",
        f"{BARE}\n\n  words",
        f"{BARE}\nwords",
        f"{BARE} (ICLR 2022)",
        f"{BARE} `tag`",
        f"{BARE} $x$",
        f"{BARE} 2017",
        f"2017 {BARE}",
        f"[PNN] {BARE}",
        f"{BARE} ![](a.png)",
        f"{BARE}\n  <img src='a.png'>",
        f"{BARE}\n<img src='a.png'>",
        f"{BARE}\n\n<p><img src='a.png'></p>",
        f"{BARE}\n\nA whole paragraph that stands left of the entry, and is about it.",
        f"{BARE} [note](notes/attention.md)",
        f"{BARE} [our note on it](https://example.org/a)",
        f"{BARE}\n  - words",
        f"{BARE}\n  - [note](notes/attention.md)",
        f"{BARE}\n\n  ```\n  code\n  ```",
        f"{BARE}\n\n  > quoted",
        f"{BARE}\n\n  | a |\n  |---|\n  | b |",
        "[[PNN] Attention Is All You Need](https://arxiv.org/abs/1706.03762)",
        "[Attention Is All You Need (NIPS 2017)](https://arxiv.org/abs/1706.03762)",
        "[Attention Is All You Need, CVPR2018](https://arxiv.org/abs/1706.03762)",
        "Attention Is All You Need. NIPS 2017. [[paper](https://arxiv.org/abs/1706.03762)]",
        "Attention Is All You Need, A. Vaswani et al. [[paper](https://arxiv.org/abs/1706.03762)]",
        "Attention Is All You Need. Vaswani and others. [[paper](https://arxiv.org/abs/1706.03762)]",
        "[Accepted papers](https://example.org/accepted.pdf)",
        "words without a link",
    ],
)
def test_silent(entry: str) -> None:
    assert found(f"{told()}- {entry}\n", "E105") == []
    assert found(f"- {entry}\n{told()}", "E105") == []


@pytest.mark.parametrize(
    "entry",
    [
        BARE,
        f"**{BARE}**",
        f"{BARE}.",
        f"{BARE} 🔥",
        f"{BARE}<br/>",
        f"{BARE} [[code](https://github.com/a/b)] [[project](https://example.org/a)]",
        f"{BARE} | [pdf](https://arxiv.org/pdf/1706.03762)",
        f"{BARE} https://github.com/a/b",
        f"{BARE} <!-- words that nobody sees -->",
        f"{BARE}\n\n  <!-- words that nobody sees -->",
        f"{BARE}\n\n**Trees**",
        "Attention Is All You Need [[paper](https://arxiv.org/abs/1706.03762)]",
        "**Attention Is All You Need** [[paper](https://arxiv.org/abs/1706.03762)]",
        "[How to Attend? And When to Attend](https://arxiv.org/abs/1706.03762)",
        "<a href='https://arxiv.org/abs/1706.03762'>Attention Is All You Need</a>",
        "[Attention Is All You Need, as it was written by many hands](https://example.org/attention.pdf)",
    ],
)
def test_a_link_and_nothing_else(entry: str) -> None:
    assert [each[0] for each in found(f"{told()}- {entry}\n", "E105")] == [9]


def test_what_it_says() -> None:
    text = f"{told()}- {BARE}\n"
    message = 'say what "Attention Is All You Need" is about: readers see a link and nothing else'
    assert found(text, "E105") == [(9, 4, message)]
    assert marked(text, "E105") == ["Attention Is All You Need"]
    assert fixes_of(text, "E105") == [""]
    assert found(f"{told()}- [paper](https://arxiv.org/abs/1706.03762)\n", "E105") == [
        (9, 3, "say what this entry is about: readers see a link and nothing else")
    ]


def test_only_where_three_in_four_of_five_or_more_say_something() -> None:
    assert found(f"{told(3)}- {BARE}\n", "E105") == []
    assert len(found(f"{told(4)}- {BARE}\n", "E105")) == 1
    assert found(f"{told(5)}- {BARE}\n- {BARE}\n", "E105") == []
    assert len(found(f"{told(6)}- {BARE}\n- {BARE}\n", "E105")) == 2


def test_a_section_of_bare_links_means_it() -> None:
    text = f"{told(12)}\n## To read\n\n" + f"- {BARE}\n" * 3
    assert found(text, "E105") == []
    assert len(found(text, "E105", config=wanting("required"))) == 3
    assert len(found(text.replace("## To read", ""), "E105")) == 3
    assert len(found(f"{told(12)}\n## To read\n\n" + f"- {BARE}\n" * 2, "E105")) == 2


def test_as_configured() -> None:
    text = f"{told(4)}- {BARE}\n"
    assert found(text, "E105", config=wanting("optional")) == []
    assert len(found(f"- {BARE}\n", "E105", config=wanting("required"))) == 1
    assert found(f"- {BARE}\n", "E105", config=wanting("auto")) == []


def test_rows() -> None:
    text = note(f"""
        | paper | about |
        |---|---|
        | [Graphs, part 1](https://arxiv.org/abs/2101.00001) | words |
        | [Graphs, part 2](https://arxiv.org/abs/2101.00002) | words |
        | [Graphs, part 3](https://arxiv.org/abs/2101.00003) | words |
        | [Graphs, part 4](https://arxiv.org/abs/2101.00004) | [code](https://github.com/a/b) |
        | {BARE} | |
        """)
    assert [each[:2] for each in found(text, "E105")] == [(7, 4)]


def test_paragraphs_and_headings() -> None:
    head = "".join(
        f"## Trees, part {place}\n\n[paper](https://arxiv.org/abs/2102.{place:05})\n\nwords\n\n"
        for place in range(1, 5)
    )
    assert (
        found(
            f"{head}## Attention Is All You Need\n\n[paper](https://arxiv.org/abs/1706.03762)\n\nwords\n",
            "E105",
        )
        == []
    )
    assert [each[0] for each in found(f"{head}## {BARE}\n", "E105")] == [25]
    paragraphs = "".join(
        f"[Graphs, part {place}](https://arxiv.org/abs/2101.{place:05}), words\n\n"
        for place in range(1, 5)
    )
    assert [each[0] for each in found(f"{paragraphs}1、{BARE}\n", "E105")] == [9]


def test_code_comments_and_front_matter_are_no_entries() -> None:
    assert (
        found(
            f"---\na: b\n---\n\n{told()}\n```\n- {BARE}\n```\n\n<!--\n- {BARE}\n-->\n\n    - {BARE}\n",
            "E105",
        )
        == []
    )


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_other_line_ends(end: str) -> None:
    assert [
        each[:2] for each in found(f"{told()}- {BARE}\n".replace("\n", end), "E105")
    ] == [(9, 4)]
