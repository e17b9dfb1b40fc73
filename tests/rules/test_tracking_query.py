"""L402 tracking-query: links without what tells who sent the reader."""

import pytest

from notelint.config import Config
from tests.notes import fixes_of, found, marked, mended, note

ENTRY = "1. [Attention Is All You Need]({})\n"
PAPER = "https://arxiv.org/abs/1706.03762"


@pytest.mark.parametrize(
    "url",
    [
        PAPER,
        "https://openreview.net/forum?id=YicbFdNTTy",
        "https://openreview.net/forum?id=YicbFdNTTy&noteId=abc",
        "https://github.com/a/b?ref=main",
        "https://github.com/a/b/tree/main?tab=readme",
        "https://example.org/a?ref=b&source=c&page=2",
        "https://example.org/a?q=utm_source",
        "https://example.org/a#utm_source=x",
        "https://example.org/a?",
        "figs/a.png?utm_source=x",
        "#utm_source=x",
        "mailto:a@example.org?utm_source=x",
        "https://{{ host }}/a?utm_source=x",
    ],
)
def test_silent(url: str) -> None:
    assert found(ENTRY.format(url), "L402") == []


@pytest.mark.parametrize(
    ("written", "right"),
    [
        (f"{PAPER}?utm_source=newsletter", PAPER),
        (f"{PAPER}?ref=https://example.org", PAPER),
        (f"{PAPER}?context=cs&source=x", PAPER),
        (f"{PAPER}v2?fbclid=x#bib", f"{PAPER}v2#bib"),
        (
            "https://openreview.net/forum?id=YicbFdNTTy&referrer=x",
            "https://openreview.net/forum?id=YicbFdNTTy",
        ),
        (
            "https://example.org/a?utm_source=x&utm_medium=y&page=2",
            "https://example.org/a?page=2",
        ),
        ("https://example.org/a?page=2&gclid=x", "https://example.org/a?page=2"),
        ("https://example.org/a?spm=x.y&ref_src=z", "https://example.org/a"),
        (
            "https://github.com/a/b?ref=main&utm_source=x",
            "https://github.com/a/b?ref=main",
        ),
        (
            "https://example.org/a?b=1&amp;c=2&amp;utm_source=x",
            "https://example.org/a?b=1&amp;c=2",
        ),
    ],
)
def test_dropped(written: str, right: str) -> None:
    text = ENTRY.format(written)
    assert [each[:2] for each in found(text, "L402")] == [(1, 32)]
    assert marked(text, "L402") == [written]
    assert fixes_of(text, "L402") == ["layout"]
    assert mended(text, "L402") == ENTRY.format(right)


@pytest.mark.parametrize(
    ("written", "right"),
    [
        (
            "https://www.sciencedirect.com/science/article/pii/S1?via%3Dihub",
            "https://www.sciencedirect.com/science/article/pii/S1",
        ),
        (
            "https://openreview.net/forum?id=YicbFdNTTy&utm_medium=x",
            "https://openreview.net/forum?id=YicbFdNTTy",
        ),
        ("https://Example.org/a?utm_source=x", "https://Example.org/a"),
        ("https://example.org/a?b%2Fc&utm_source=x", "https://example.org/a?b%2Fc"),
    ],
)
def test_what_may_be_another_page_is_no_matter_of_layout(
    written: str, right: str
) -> None:
    text = ENTRY.format(written)
    assert fixes_of(text, "L402") == ["safe"]
    assert mended(text, "L402") == ENTRY.format(right)


def test_what_it_says() -> None:
    assert found(ENTRY.format(f"{PAPER}?utm_source=newsletter"), "L402") == [
        (1, 32, "drop the tracking query ?utm_source=newsletter")
    ]
    assert found(ENTRY.format(f"{PAPER}?utm_source={'x' * 60}"), "L402") == [
        (1, 32, "drop the tracking query")
    ]


@pytest.mark.parametrize(
    ("link", "right"),
    [
        (
            "[https://example.org/a?utm_source=x](https://example.org/a?utm_source=x)",
            "[https://example.org/a](https://example.org/a)",
        ),
        ("<https://example.org/a?utm_source=x>", "<https://example.org/a>"),
        ("https://example.org/a?utm_source=x", "https://example.org/a"),
        ("[a](<https://example.org/a?utm_source=x>)", "[a](<https://example.org/a>)"),
        (
            '[a](https://example.org/a?utm_source=x "b")',
            '[a](https://example.org/a "b")',
        ),
        (
            '<a href="https://example.org/a?utm_source=x">b</a>',
            '<a href="https://example.org/a">b</a>',
        ),
        (
            "<a href='https://example.org/a?b=1&amp;utm_source=x'>b</a>",
            "<a href='https://example.org/a?b=1'>b</a>",
        ),
        (
            "[![b](figs/a.png)](https://example.org/a?utm_source=x)",
            "[![b](figs/a.png)](https://example.org/a)",
        ),
    ],
)
def test_every_form_of_a_link(link: str, right: str) -> None:
    assert (
        mended(ENTRY.format(PAPER) + f"   See {link} too.\n", "L402")
        == ENTRY.format(PAPER) + f"   See {right} too.\n"
    )


def test_a_text_that_is_not_the_whole_address_stays() -> None:
    text = (
        ENTRY.format(PAPER)
        + "   [example.org/a?utm_source=x](https://example.org/a?utm_source=x)\n"
    )
    assert mended(text, "L402") == text.replace(
        "(https://example.org/a?utm_source=x)", "(https://example.org/a)"
    )


def test_a_definition_is_reported_once() -> None:
    text = note("""
        - [Attention][a], again [as such][a] and [a]

        [a]: https://arxiv.org/abs/1706.03762?utm_source=x
        """)
    assert found(text, "L402") == [(3, 6, "drop the tracking query ?utm_source=x")]
    assert mended(text, "L402") == text.replace("?utm_source=x", "")


def test_a_definition_that_nothing_uses() -> None:
    text = ENTRY.format(PAPER) + "\n[a]: <https://example.org/a?utm_source=x>\n"
    assert found(text, "L402") == [(3, 7, "drop the tracking query ?utm_source=x")]


@pytest.mark.parametrize(
    "text",
    [
        "`https://example.org/a?utm_source=x`",
        "$https://example.org/a?utm_source=x$",
        "<!-- https://example.org/a?utm_source=x -->",
        "\n\n```\nhttps://example.org/a?utm_source=x\n```",
        "{{ https://example.org/a?utm_source=x }}",
        "{% include a.html link='https://example.org/a?utm_source=x' %}",
        "[a]({{ base }}?utm_source=x)",
    ],
)
def test_code_math_comments_and_templates_are_silent(text: str) -> None:
    assert found(ENTRY.format(PAPER) + f"   See {text}\n", "L402") == []


def test_front_matter_is_silent() -> None:
    assert (
        found(
            f"---\nlink: https://example.org/a?utm_source=x\n---\n\n{ENTRY.format(PAPER)}",
            "L402",
        )
        == []
    )


def test_an_address_that_is_not_written_plainly_is_reported_without_a_fix() -> None:
    text = ENTRY.format(f"{PAPER}?utm_source&#61;x")
    assert [each[:2] for each in found(text, "L402")] == [(1, 32)]
    assert fixes_of(text, "L402") == [""]


def test_a_text_without_entries_counts_too() -> None:
    assert (
        mended("See [a](https://example.org/?utm_source=x).\n", "L402")
        == "See [a](https://example.org/).\n"
    )


def test_a_dead_host_is_left_to_its_own_rule() -> None:
    assert (
        found(ENTRY.format("https://paperswithcode.com/paper/a?utm_source=x"), "L402")
        == []
    )


def test_an_impossible_id_speaks_in_its_place() -> None:
    text = ENTRY.format("https://arxiv.org/abs/1713.03762?utm_source=x")
    config = Config(select=("L",))
    assert len(found(text, "L405", config=config)) == 1
    assert found(text, "L402", config=config) == []


def test_the_message_names_what_goes_and_not_what_stays() -> None:
    text = "1. [Attention Is All You Need](https://openreview.net/forum?id=abcdefgh&referrer=x)\n"
    assert found(text, "L402") == [(1, 32, "drop the tracking query ?referrer=x")]
