"""W802 blank-lines: one between blocks, one around headings, all or none in a list."""

import pytest

from tests.notes import fixes_of, found, marked, mended, note
from tests.pages import rendered

ENTRY = "1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762)\n"


@pytest.mark.parametrize(
    "text",
    [
        "# A\n\nb\n",
        "a\n\n\nb\n",
        "\n\n\n\n# A\n\nb\n",
        "a\n\n# A\n\n\nb\n",
        "```\na\n\n\n\n\nb\n```\n",
        "```\n# A\nb\n```\n",
        "    a\n\n\n\n\n    b\n",
        "<!-- a\n\n\n\n\nb -->\n",
        "<pre>\n\n\n\n</pre>\n",
        "- ```\n  a\n\n\n\n\nb\n",
        "{% highlight c %}\na\n\n\n\n\nb\n{% endhighlight %}\n",
        "{% raw %}\n\n# A\nb\n\n{% endraw %}\n",
        "> # A\n> b\n",
        "- # A\n  b\n",
        "<h2>A</h2>\n\nb\n",
        "<!-- markdownlint-disable-next-line -->\n# A\n\nb\n",
        "a <!-- notelint-disable-next-line S704 -->\n# A\n\nb\n",
        '<a name="a">\n\n# A\n\nb\n',
        "[a]: b\n# A\n\nb\n",
        "-\n\n\n\n  a\n",
        "[^1]: a\n\n\n\n    b\n\nc[^1]\n",
        "a\n\n　\n\nb\n",
    ],
)
def test_silent(text: str) -> None:
    assert found(f"{text}\nText\n\n{ENTRY}", "W802") == []


def test_front_matter_is_silent() -> None:
    assert found(f"---\na: b\n\n\n\n\nc: d\n---\n\n{ENTRY}", "W802") == []


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("a\n\n\n\nb\n", "a\n\nb\n"),
        ("a\n\n\n\n\n\nb\n", "a\n\nb\n"),
        ("a\n \n\t\n  \nb\n", "a\n \nb\n"),
        ("# A\n\n\n\nb\n", "# A\n\nb\n"),
        ("- a\n\n\n\n- b\n", "- a\n\n- b\n"),
        ("- a\n\n  ```\n  b\n  ```\n\n\n\n\nc\n", "- a\n\n  ```\n  b\n  ```\n\nc\n"),
        ("```\na\n```\n\n\n\nb\n", "```\na\n```\n\nb\n"),
        ("<!-- a -->\n\n\n\nb\n", "<!-- a -->\n\nb\n"),
        ("> a\n\n\n\n> b\n", "> a\n\n> b\n"),
        ("# A\nb\n", "# A\n\nb\n"),
        ("a\n# A\n\nb\n", "a\n\n# A\n\nb\n"),
        ("- a\n# A\nb\n", "- a\n\n# A\n\nb\n"),
        ("# A\n## B\nc\n", "# A\n\n## B\n\nc\n"),
        ("A\n===\nb\n", "A\n===\n\nb\n"),
        ("# A\n---\n\nb\n", "# A\n\n---\n\nb\n"),
        (
            "# A\n<!-- notelint-disable-next-line L403 -->\na\n",
            "# A\n\n<!-- notelint-disable-next-line L403 -->\na\n",
        ),
        ("```\na\n```\n# A\n\nb\n", "```\na\n```\n\n# A\n\nb\n"),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_one_blank_line(text: str, right: str, end: str) -> None:
    before, after = (
        f"{each}\nText\n\n{ENTRY}".replace("\n", end) for each in (text, right)
    )
    assert mended(before, "W802") == after
    assert set(fixes_of(before, "W802")) == {"layout"}
    assert found(after, "W802") == []


def test_two_stay_before_headings_where_most_have_two() -> None:
    text = f"Text\n\n\n# A\n\n{ENTRY}\n\n# B\n\nb\n\n\n\n\n# C\n\nc\n"
    assert found(text, "W802") == [(14, 1, "leave two blank lines here, not 4")]
    assert mended(text, "W802") == text.replace("\n\n\n\n\n", "\n\n\n")
    assert mended(text.replace("\n\n\n# B", "\n\n# B"), "W802") == text.replace(
        "\n\n\n# B", "\n\n# B"
    ).replace("\n\n\n\n\n", "\n\n")


def test_what_it_says_and_where() -> None:
    text = f"Text\n# A\n{ENTRY}\n\n\nMore\n"
    assert found(text, "W802") == [
        (2, 1, "leave a blank line before this heading"),
        (2, 1, "leave a blank line after this heading"),
        (5, 1, "leave one blank line here, not 3"),
    ]
    assert marked(text, "W802") == ["# A", "# A", "\n\n"]


ENTRIES = [
    f"{number}. [Paper {number}](https://arxiv.org/abs/1706.0376{number})\n"
    for number in range(1, 6)
]


def test_a_loose_list_is_evened_out() -> None:
    text = ENTRIES[0] + "\n" + ENTRIES[1] + ENTRIES[2] + "\n" + ENTRIES[3]
    assert found(text, "W802") == [
        (4, 1, "leave a blank line before this item, as between the others of its list")
    ]
    assert marked(text, "W802") == ["3."]
    assert mended(text, "W802") == "\n".join(ENTRIES[:4])
    assert rendered(mended(text, "W802")) == rendered(text)


@pytest.mark.parametrize(
    "text",
    [
        "".join(ENTRIES),
        ENTRIES[0] + "\n" + ENTRIES[1] + ENTRIES[2],
        ENTRIES[0] + "\n" + "".join(ENTRIES[1:]),
        ENTRIES[0] + "\n   More.\n" + ENTRIES[1] + ENTRIES[2],
        ENTRIES[0]
        + "\n"
        + ENTRIES[1]
        + "   - nested\n"
        + ENTRIES[2]
        + "\n"
        + ENTRIES[3],
        ENTRIES[0] + "\n" + ENTRIES[1] + "<br/>\n" + ENTRIES[2] + "\n" + ENTRIES[3],
        ENTRIES[0]
        + "\n"
        + ENTRIES[1]
        + "\n   ```\n   open\n"
        + ENTRIES[2]
        + "\n"
        + ENTRIES[3],
        "1. ```\n\n2. [a](https://arxiv.org/abs/1706.03762)\n3. b\n",
        "> - a\n>\n> - b\n> - c\n>\n> - d\n\n" + ENTRY,
    ],
)
def test_never_tight_to_loose_nor_around_nested_lists(text: str) -> None:
    assert found(text, "W802") == []


def test_a_comment_silences_it() -> None:
    text = note(f"""
        # A
        {ENTRY}
        """)
    assert len(found(text, "W802")) == 1
    assert found("<!-- notelint-disable-next-line W802 -->\n" + text, "W802") == []
