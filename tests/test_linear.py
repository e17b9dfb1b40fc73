"""Time grows with the text and not with its square: twice as much more of a pattern takes
about twice as many more steps.

Steps are the lines of our own code that run, so that no test depends on the machine's
speed. What a regular expression or a loop of the standard library does within one line is
not counted; the patterns that were slow there are timed by `bench_limits.py`.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from itertools import product
from types import FrameType
from typing import Any

import pytest

from notelint import check_text, format_text
from notelint.notebook.verbatim import templates_in, without_comments
from notelint.text import limits

ENTRY = "1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762)<br/>\n"
PIECES = 10
# Times as many more steps for twice as many more pieces; 4 where time grows with the square
MOST = 2.15


def repeated(piece: str, before: str = "", after: str = "") -> Callable[[int], str]:
    """A text of `n` equal pieces."""
    return lambda n: before + piece * n + after


def counted(piece: str, before: str = "") -> Callable[[int], str]:
    """A text of `n` pieces, each with its number in the place of `{}`."""
    return lambda n: (
        before + "".join(piece.replace("{}", str(1000 + number)) for number in range(n))
    )


PATTERNS: dict[str, Callable[[int], str]] = {
    "figures at the margin, no blank line": counted(
        "{}. [A Paper About {}](https://arxiv.org/abs/1706.1{})<br>\n   Text.<br>\n<img src=figures/{}.png>\n"
    ),
    "figures at the margin, blank lines": counted(
        "{}. [A Paper About {}](https://arxiv.org/abs/1706.1{})<br>\n   Text.<br>\n<img src=figures/{}.png>\n\n"
    ),
    "a list for each entry": counted(
        "{}. [A Paper About {}](https://arxiv.org/abs/1706.1{})<br>\n   <img src=f{}.png>\n\ntext\n\n",
        "# P\n\n",
    ),
    "figures at the margin in one entry": repeated("<img src=a.png>\n", ENTRY),
    "figures and words at the margin": repeated("   text\n<img src=a.png>\n", ENTRY),
    "breaks at the margin": repeated("<br>\n", ENTRY),
    "figures below a title": repeated("<img src=a.png>\n", "# Title\n\n"),
    "breaks": repeated("   <br>\n", ENTRY),
    "closing breaks": repeated("   a</br>\n", ENTRY),
    "missing breaks": counted(
        ENTRY
        + "   Text\n{}. [Another Title Of It](https://arxiv.org/abs/1706.1{})\n   Text\n"
    ),
    "lines at the margin": repeated("a\n", ENTRY),
    "carriage returns": repeated("   a\r", ENTRY),
    "hash lines": repeated("#a\n", ENTRY),
    "headings": counted("## h{}\n"),
    "headings of one name": repeated("## a\n\n" + ENTRY + "\n"),
    "blanks at line ends": repeated("   a \n", ENTRY),
    "empty lines": repeated("a\n\n\n\n"),
    "comments that stay open": repeated("   <!--\n", ENTRY),
    "comments": repeated("   <!-- a -->\n", ENTRY),
    "suppressions": repeated(
        "<!-- notelint-disable L401 -->\n\n[a] (http://x.org)\n\n"
    ),
    "suppressions that end": repeated(
        "<!-- notelint-disable L402 -->\n\n<!-- notelint-enable L403 -->\n\na \n\n",
        "<!-- notelint-disable -->\n\n",
    ),
    "suppressions in an entry": repeated(
        "   a <!-- notelint-disable-next-line W801 -->\n   a \n", ENTRY
    ),
    "templates": repeated("   {{ a }} {% b\n", ENTRY),
    "wide brackets": repeated("   [a](（http://x） \n", ENTRY),
    "links left open": repeated("[a](http://x\n"),
    "references": repeated("[r][r]\n", "[r]: http://x.org\n\n"),
    "definitions": counted("[r{}]: http://x.org/{}\n"),
    "underlines": repeated("a\n---\n"),
    "links in HTML": repeated('   <a href="x">\n', ENTRY, "</a>\n"),
    "numbers alone on a line": repeated("   a `b`\n   1.\n", ENTRY),
    "wrong numbers": repeated("3. [A Paper](https://arxiv.org/abs/1706.03762)\n"),
    "numbers of no entry": repeated("3. a\n", ENTRY),
    "bullets": repeated("- a\n"),
    "numbers meant as items": repeated(
        "2.[A Paper](https://arxiv.org/abs/1706.03762)\n", ENTRY
    ),
    "points in an entry": repeated(
        "   （1）[A Paper](https://arxiv.org/abs/1706.03762)\n", ENTRY
    ),
    "paragraphs": repeated(
        "[Title of the paper](https://arxiv.org/abs/1706.03762)\n\n"
    ),
    "headed": repeated(
        "### [Title of the paper](https://arxiv.org/abs/1706.03762)\n\ntext\n\n"
    ),
    "titled": repeated(
        "### Title of the paper\n\n[paper](https://arxiv.org/abs/1706.03762)\n\n"
    ),
    "a list below a title": repeated(
        "- a\n\nb\n\n",
        "### Title of it\n\n- [paper](https://arxiv.org/abs/1706.03762)\n",
    ),
    "one paper": counted("1. [A Title Of It {}](https://arxiv.org/abs/1706.03762)\n"),
    "one title": counted("1. [A Title Of It](https://arxiv.org/abs/1706.1{})\n"),
    "contents": lambda n: (
        "".join(f"- [h{i}](#h{i})\n" for i in range(n))
        + "\n"
        + "".join(f"## h{i}\n\n" for i in range(0, n, 2))
    ),
    "brackets": repeated("[a](b) "),
    "stars": repeated("**x** *a "),
    "rows": repeated("|[A](https://arxiv.org/abs/1706.03762)|b|\n", "|a|b|\n|-|-|\n"),
    "columns": lambda n: "|a" * n + "|\n" + "|-" * n + "|\n",
    "quotes": repeated("> 1. a [B](https://arxiv.org/abs/1706.03762)\n> <img src=a>\n"),
    "footnotes": repeated("[^a]: x\n"),
}


def steps(work: Callable[[str], object], text: str) -> int:
    """How many lines of our code run."""
    count = 0

    def line(_frame: FrameType, event: str, _argument: object) -> Any:
        nonlocal count
        count += event == "line"
        return line

    def call(frame: FrameType, _event: str, _argument: object) -> Any:
        return (
            line
            if "notelint" in frame.f_code.co_filename
            or "mistletoe" in frame.f_code.co_filename
            else None
        )

    before = sys.gettrace()
    sys.settrace(call)
    try:
        work(text)
    finally:
        sys.settrace(before)
    return count


FIXED = (
    "figures at the margin, no blank line",
    "figures and words at the margin",
    "breaks at the margin",
    "closing breaks",
    "missing breaks",
    "hash lines",
    "blanks at line ends",
    "wrong numbers",
    "wide brackets",
)


@pytest.fixture(autouse=True)
def without_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """To count lines takes its time."""
    monkeypatch.setattr(limits, "SECONDS", 1000.0)


@pytest.mark.parametrize(
    ("work", "name"),
    [
        *((check_text, name) for name in PATTERNS),
        *((format_text, name) for name in FIXED),
    ],
)
def test_twice_as_much_more_text_takes_twice_as_many_more_steps(
    work: Callable[[str], object], name: str
) -> None:
    work(PATTERNS[name](2))  # what is imported and compiled once
    few, more, many = (
        steps(work, PATTERNS[name](PIECES * times)) for times in (1, 2, 4)
    )
    assert many - more <= MOST * (more - few), (few, more, many)


def test_templates_close_on_their_line() -> None:
    for pieces in product(("{{", "}}", "{", "%}", "{%", "\n", "\r"), repeat=5):
        text = "".join(pieces)
        assert [*templates_in(text)] == [
            match.span() for match in re.finditer(r"\{\{.*?\}\}|\{%.*?%\}", text)
        ]


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("a", "a"),
        ("a<!-- b -->c<!--d-->", "ac"),
        ("<!--->-->a", "a"),
        ("<!-- a <!-- b -->c<!-- d", "c<!-- d"),
        ("--><!--", "--><!--"),
    ],
)
def test_what_comments_leave(text: str, rest: str) -> None:
    assert without_comments(text) == rest
