"""Words glued to addresses: 43 things that may stand after an address, after 32 addresses,
in 12 wrappings, with LF and with CRLF.

What is glued is written in capitals, in Chinese or in emoji, of which no address here has
any. So what survived can be told without Markdown of our own: cmark-gfm renders the text,
and its page shows the same capitals in the same order.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from html.parser import HTMLParser
from itertools import product
from random import Random
from typing import NamedTuple
from urllib.parse import unquote

import cmarkgfm
from cmarkgfm.cmark import Options

ADDRESSES = (
    "https://example.com/a?utm_source=x",
    "https://example.com/a?utm_source=x&utm_medium=y",
    "https://example.com/a?page=2&utm_source=x",
    "https://example.com/a?utm_source=x&page=2",
    "https://example.com/a?utm_source=x#top",
    "https://example.com/a?fbclid=x_y-z",
    "https://example.com/a/?gclid=1.2",
    "https://example.com/a?spm=1001.2014.3001.5501",
    "https://example.com/100%?utm_source=x",
    "https://example.com/a(b)?utm_source=x",
    "https://example.com/a?ref_src=twsrc%5etfw",
    "https://github.com/a/b?utm_source=x",
    "http://arxiv.org/abs/1706.03762",
    "http://www.arxiv.org/abs/1706.03762v2",
    "https://arxiv.org/abs/1706.03762?x=",
    "http://arxiv.org/abs/1706.03762?context=cs",
    "https://export.arxiv.org/pdf/1706.03762.pdf#page=3",
    "https://arxiv.org/abs?id=1706.03762&x=",
    "https://arxiv.org/pdf/1706.03762?ref=https://example.org",
    "http://cn.arxiv.org/abs/1706.03762?x=",
    "https://www.arxiv-vanity.com/papers/1706.03762/",
    "http://openreview.net/forum?id=abcdefgh&referrer=x",
    "http://dx.doi.org/10.1016/j.x",
    "http://aclanthology.org/p19-1001?x=",
    "http://aclweb.org/anthology/p19-1001/",
    "http://openaccess.thecvf.com/a.pdf?utm_source=x",
    "https://link.zhihu.com/?target=https%3a//arxiv.org/abs/1706.03762",
    "https://link.zhihu.com/?target=https%3a//example.org/a&x=",
    "https://www.google.com/url?q=https://example.org/a&sa=",
    "https://https://example.org/a?utm_source=x",
    "https://arxiv.org/abs/1706.03762,https://arxiv.org/pdf/1706.03762?x=",
    "www.arxiv.org/abs/1706.03762?utm_source=x",
)
SUFFIXES = (
    "",
    *(
        "本文，并且。",
        "，本文",
        "。本文",
        "、本文",
        "；本文",
        "：本文",
        "）本文",
        "】本文",
        "”本文",
        "！本文",
        "？本文",
        "（本文）",
        "《本文》",
    ),
    *(
        "；",
        "。",
        "）后面",
        "\u3000本文",
        "\u200b本文",
        "\ufeff本文",
        "é本",
        "🙂本",
        "🙂",
    ),
    *(
        ";WORDS",
        ",WORDS",
        "!WORDS",
        "'WORDS'",
        '"WORDS"',
        "(WORDS)",
        ")WORDS",
        "]WORDS",
        "|WORDS",
        "$WORDS$",
        "^WORDS",
        "\\WORDS",
    ),
    *(
        "**BOLD**",
        "~~GONE~~",
        "`CODE`",
        "&nbsp;WORDS",
        "&quot;WORDS&quot;",
        "<br>WORDS",
        "</a>WORDS",
        "<b>WORDS</b>",
    ),
)
WRAPPINGS = (
    "See {address}{suffix} too.",
    "1. [Title]({address}{suffix}) THEN",
    "1. [Title]({address}){suffix} THEN",
    '1. [Title]({address}{suffix} "title") THEN',
    "1. [{address}{suffix}]({address}{suffix}) THEN",
    "- a **{address}{suffix}** THEN",
    "Then <{address}{suffix}> too.",
    "| a | b |\n| - | - |\n| {address}{suffix} | THEN |",
    "> A note[^1] THEN\n\n[^1]: {address}{suffix} END",
    "A [reference][r{number}] THEN\n\n[r{number}]: {address}{suffix}",
    "An <a href={address}{suffix}>anchor</a> THEN",
    'An <img src="{address}{suffix}" alt="ALT"> or <a href="{address}{suffix}">b</a> THEN',
)
ENDS = ("\n", "\r\n")
BATCH = 16
MARKER = "\ue000"  # stands in the heading above each case


class Case(NamedTuple):
    """One glued text. Its line ends are those of its batch."""

    address: str
    suffix: str
    wrapping: str

    def written(self, number: int) -> str:
        """The text with LF."""
        return self.wrapping.format(
            address=self.address, suffix=self.suffix, number=number
        ).replace("[^1]", f"[^{number}]")


def cases() -> list[Case]:
    """All of them: 43 x 32 x 12."""
    return [Case(*each) for each in product(ADDRESSES, SUFFIXES, WRAPPINGS)]


def batches(
    *, share: float = 1.0, seed: int = 0
) -> Iterator[tuple[tuple[Case, ...], str]]:
    """Cases that stand in one text, apart from one another, and its line ends.

    `share` of all of them, chosen by `seed`.

    They are shuffled, always in the same way: neighbours of one batch have nothing in common.
    """
    mixed = cases()
    Random(1).shuffle(mixed)
    whole = [
        (tuple(mixed[at : at + BATCH]), end)
        for at in range(0, len(mixed), BATCH)
        for end in ENDS
    ]
    yield from (
        Random(seed).sample(whole, round(len(whole) * share)) if share < 1 else whole
    )


def text_of(batch: Sequence[Case], end: str) -> str:
    """The cases as one text, each below a heading of its own."""
    parts = [
        f"## {MARKER}\n\n{case.written(number)}\n"
        for number, case in enumerate(batch, 1)
    ]
    return "\n".join(parts).replace("\n", end)


class Shown(NamedTuple):
    """What of a page is told apart: the text that is read, and what its links and
    figures lead to.
    """

    text: str
    targets: tuple[str, ...]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text: list[str] = []
        self.targets: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del tag
        self.targets += [
            value or ""
            for name, value in attrs
            if name in {"href", "src", "title", "alt"}
        ]

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def shown(text: str) -> Shown:
    """The page of a text."""
    unix = text.replace("\r\n", "\n")
    reader = _Reader()
    reader.feed(
        cmarkgfm.github_flavored_markdown_to_html(
            unix, options=Options.CMARK_OPT_UNSAFE | Options.CMARK_OPT_FOOTNOTES
        )
    )
    reader.close()
    return Shown("".join(reader.text), tuple(unquote(each) for each in reader.targets))


_GLUED = re.compile(r"[^\x00-\x40\x5b-\x7f]")  # capitals, and whatever is not ASCII
_PLAIN = re.compile(
    r"(?:https?://|www\.)[a-z0-9._~%+:@/=&?#()-]*"
)  # an address and nothing but


def glued(text: str) -> str:
    """The capitals, Chinese and emoji, in order."""
    return "".join(_GLUED.findall(text))


Loss = Callable[[str, str], str]


def losses(before: str, after: str, loss: Loss) -> list[str]:
    """What was lost of the cases of one text, each looked at alone."""
    parts, parts_now = before.split(MARKER), after.split(MARKER)
    if len(parts) != len(parts_now):
        return ["a heading is lost"]
    found = [
        loss(*pair) for pair in zip(parts, parts_now, strict=True) if pair[0] != pair[1]
    ]
    return [each for each in found if each]


def lost_by_layout(before: str, after: str) -> str:
    """What `fmt` took from a page; empty where it kept it all.

    What is read and where links lead stays, but for plain addresses.
    """
    old, new = shown(before), shown(after)
    if glued(old.text) != glued(new.text):
        return f"{glued(old.text)!r} became {glued(new.text)!r} in {before!r}"
    plain, plain_now = (
        "".join(_PLAIN.sub("@", each.text).split()) for each in (old, new)
    )
    if plain != plain_now:
        return f"{plain!r} became {plain_now!r} in {before!r}"
    targets, targets_now = (glued(" ".join(each.targets)) for each in (old, new))
    return (
        f"{targets!r} became {targets_now!r} in {before!r}"
        if targets != targets_now
        else ""
    )


def lost_by_fixes(before: str, after: str) -> str:
    """What `check --fix` took from a page: letters that are no longer read on it, nor a
    part of where a link leads, or in another order.
    """
    read = "".join(filter(str.isalnum, glued(shown(before).text)))
    written = iter(glued(after))
    if not all(letter in written for letter in read):
        return f"{read!r} is not in {after!r}"
    new = shown(after)
    kept = new.text + "".join(new.targets)
    missing = [
        letter
        for letter in sorted(set(read))
        if kept.count(letter) < read.count(letter)
    ]
    return f"{''.join(missing)!r} is gone from {before!r}" if missing else ""
