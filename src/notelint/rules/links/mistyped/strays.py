"""What stands after an address: brackets that nothing opened, punctuation, and the
words that GitHub takes into a bare one.
"""

from __future__ import annotations

import re

from notelint.rules.links.mistyped.mistake import Mistake, host_of

_TAIL = (
    r"(?i)(?:[\])}>;,.\"'`”’」』》】）、，。；：！？\u200b\ufeff]|%20|%22|%3E|%5D|%E3%80%82|%EF%BC%8[9C]"
    r"|</[a-z]{1,9}>|<br/?>|%3C/[a-z]{1,9}%3E|%3Cbr/?%3E)$"
)
_OPENERS = {
    ")": "(",
    "]": "[",
    "}": "{",
    ">": "<",
    "”": "“",
    "’": "‘",
    "」": "「",
    "』": "『",
    "》": "《",
    "】": "【",
    "）": "（",
    "%5D": "%5B",
    "%3E": "%3C",
}


def stray_tail(url: str, *, is_figure: bool) -> Mistake | None:
    """What stands after an address and is no part of it: a bracket that nothing opened,
    a quotation mark, a semicolon.
    """
    match = re.search(_TAIL, url)
    if match is None or len(host_of(url[: match.start()])) < len("a.b"):
        return None
    tail, rest = match[0], url[: match.start()]
    if not _is_stray(tail, rest, is_figure=is_figure):
        return None
    shown = tail if tail.isprintable() else "mark that nobody sees"
    return Mistake(rest, f"the address ends in a stray {shown}")


def _is_stray(tail: str, rest: str, *, is_figure: bool) -> bool:
    if opener := _OPENERS.get(tail.upper()):
        return rest.upper().count(opener) <= rest.upper().count(tail.upper())
    if closed := re.search(r"(?i)/([a-z]+)(?:>|%3E)$", tail):
        return not re.search(
            rf"(?i)(?:<|%3C){closed[1]}\b", rest
        )  # with the tag that opens it, it goes or stays as a whole
    if tail == ";":
        return not re.search(r"&#?\w{1,31}$", rest)
    if tail == ".":
        return host_of(rest) in {"arxiv.org", "github.com"} and not rest.endswith(".")
    if tail == "'":
        return rest.count("'") % 2 == 0
    if tail in "、，。；：！？" or tail.upper().startswith("%E"):
        return rest.isascii() and "%E" not in rest.upper()
    return not (is_figure and tail == "%20") and not (tail == "%22" and "%22" in rest)


def run_on(address: str) -> int | None:
    """Where a bare address ends into which the words after it were taken; None where it
    is well as it is.
    """
    match = re.search(r"[、，。；：！？）（】【》《」「』『”“]|[‘’]$", address)
    if (
        match is None
        or not address[: match.start()].isascii()
        or "wiki" in host_of(address)
    ):
        return None
    end = match.start()
    while end and (
        address[end - 1] in "]>\"'.,;:!?*_~"
        or (
            address[end - 1] == ")"
            and address.count(")", 0, end) > address.count("(", 0, end)
        )
    ):
        end -= 1
    return end
