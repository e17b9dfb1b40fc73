"""Wounds: a notebook's text spoiled at random, in the ways in which notebooks are, so
that the formatter has something to mend.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

Wound = Callable[[str, Random], str]
_Made = Callable[[re.Match[str], Random], str]


def _wound(pattern: str, share: float, made: _Made) -> Wound:
    """Some of the places that a pattern fits, written as `made` says."""
    compiled = re.compile(pattern, re.MULTILINE)

    def wound(text: str, random: Random) -> str:
        return compiled.sub(
            lambda match: made(match, random) if random.random() < share else match[0],
            text,
        )

    return wound


def _one_of(*texts: str) -> _Made:
    return lambda _, random: random.choice(texts)


def _loose_end(text: str, random: Random) -> str:
    return text.rstrip("\r\n") + random.choice(["", "\n\n\n", "\n \n", "\n\t"])


WOUNDS: dict[str, Wound] = {
    "trailing blanks": _wound(r"(?=\r?$)", 0.2, _one_of(" ", "  ", "   ", "\t")),
    "other breaks": _wound(
        r"<(?:br|BR) ?/?>",
        0.4,
        _one_of("<br>", "<br />", "<br/>", "<BR>", "</br>", "<br/><br/>"),
    ),
    "blanks before breaks": _wound(r"(?<=\S)(?=<br)", 0.4, _one_of(" ", "  ")),
    "breaks at ends": _wound(
        r"(?<=\w)(?=\r?$)", 0.2, _one_of("<br/>", "<br>", "  ", "\\")
    ),
    "no breaks": _wound(r"<br ?/?>(?=\r?$)", 0.3, _one_of("")),
    "flush-left lines": _wound(r"^ {1,4}(?=\S)", 0.3, _one_of("", "", " ")),
    "lone tags": _wound(
        r"^",
        0.1,
        _one_of(
            "<br/>\n",
            '<img src="figs/a.png">\n',
            "   <br>\n",
            '<img src="figs/a.png" />\n\n',
        ),
    ),
    "other hosts": _wound(
        r"https://arxiv\.org",
        0.4,
        _one_of("http://arxiv.org", "http://www.arxiv.org", "https://export.arxiv.org"),
    ),
    "tracking": _wound(
        r"arxiv\.org/(?:abs|pdf)/[\w.]+",
        0.3,
        lambda match, _: f"{match[0]}?utm_source=x",
    ),
    "numbers": _wound(r"^\d(?=[.)] )", 0.3, _one_of(*"0123456789")),
    "blank lines more": _wound(
        r"^(?=\S)", 0.15, _one_of("\n", "\n\n\n\n", " \n\n\n \n")
    ),
    "blank lines less": _wound(r"^\r?\n", 0.4, _one_of("")),
    "glue": _wound(r"(?<=\)) (?=[(\w])", 0.5, _one_of("")),
    "attributes": _wound(
        r'="(\w+)"',
        0.5,
        lambda match, random: random.choice(
            [f"={match[1]}", f"='{match[1]}'", f' = "{match[1]}"']
        ),
    ),
    "titles over two lines": _wound(
        r"(?<=[a-z]) (?=[a-z])", 0.1, _one_of("\n", "\n  ")
    ),
    "loose end": _loose_end,
}


def wounded(text: str, random: Random) -> str:
    """The text with a few kinds of wounds, its line ends kept."""
    end = "\r\n" if "\r\n" in text else "\n"
    text = text.replace("\r\n", "\n")
    for name in random.sample(sorted(WOUNDS), random.randint(1, 4)):
        text = WOUNDS[name](text, random)
    return text.replace("\n", end)
