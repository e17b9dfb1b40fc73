"""Brackets in text that GitHub shows as it is written, in which all that is no text is
masked.
"""

import re
from typing import NamedTuple

HIDDEN = "\0"  # in the place of each character of code, math, tags, figures, emphasis, escapes
LINKED = "\1"  # and of each character of a link
LONGEST = 600  # characters of an address that are looked at

_CLOSERS = {"(": ")）", "（": ")）", "[": "]", "{": "}"}
_OPENERS = {"(": "(（", "（": "(（", "[": "[", "{": "{"}


class Broken(NamedTuple):
    """A broken link: its range, what is wrong, the range of its target, and the edits
    that fix it, empty where that is a guess.
    """

    start: int
    end: int
    what: str
    target: tuple[int, int]
    edits: tuple[tuple[int, int, str], ...] = ()


def pairs_in(text: str) -> dict[int, int]:
    """Where each closing square bracket was opened; `【` opens as well."""
    pairs: dict[int, int] = {}
    opened: list[int] = []
    for match in re.finditer(r"[\[\]【】]", text):
        if match[0] in "[【":
            opened.append(match.start())
        elif opened:
            opening = opened.pop()
            if match[0] == "]" or text[opening] == "[":
                pairs[match.start()] = opening
    return pairs


def closes(char: str, opener: str) -> bool:
    """Whether a character closes a bracket, in its own width or the other."""
    return char != "" and char in _CLOSERS[opener]


def stop_of(text: str, place: int, opener: str) -> int:
    """Where a target's closing bracket stands, or where the line ends without one."""
    depth = 0
    for at in range(place, min(len(text), place + LONGEST)):
        char = text[at]
        if char in "\n\0\1" or (depth == 0 and char in _CLOSERS[opener]):
            return at
        depth += (char in _OPENERS[opener]) - (char in _CLOSERS[opener])
    return min(len(text), place + LONGEST)
