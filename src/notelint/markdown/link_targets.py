"""Where a link leads: labels, destinations and titles, each found at a place in a text.

All of it takes linear time.
"""

import re
from typing import NamedTuple

MAX_PARENTHESES = 32  # as many levels in a destination as cmark-gfm follows
MAX_LABEL = 999  # characters in a label, as CommonMark has it

_BLANKS = re.compile(r"[ \t]*+(?:\n[ \t]*+)?")
# This, titles and labels are compiled by `re` where one is met
_ANGLE = r"<((?:[^<>\\\n]|\\.)*+)>"
_BARE_PIECE = re.compile(
    r"[^\\()\s\x00-\x1f\x7f]++|\\[!-/:-@\[-`{-~]|[\\()]|[^\S \t\n\x0b\x0c\r\x1c-\x1f]"
)
_TITLE = r'(?s)"((?:[^"\\]|\\.)*+)"|\'((?:[^\'\\]|\\.)*+)\'|\(((?:[^()\\]|\\.)*+)\)'
_LABEL = rf"(?s)\[((?:[^\[\]\\]|\\.){{1,{MAX_LABEL}}}+)\]"


class Target(NamedTuple):
    """A destination and a title: ranges within the text, `title` None where there is none.

    `end` is where they end.
    """

    destination: tuple[int, int]
    title: tuple[int, int] | None
    end: int


class Definition(NamedTuple):
    """A link reference definition that begins at a place in a text and ends, line end
    included, at `end`.
    """

    label: str
    target: Target
    end: int


def skip_blanks(text: str, place: int) -> int:
    """After spaces with at most one line end in them."""
    match = _BLANKS.match(text, place)
    return match.end() if match else place


def destination_at(text: str, place: int) -> tuple[int, int, int] | None:
    """The range of a destination (without angle brackets) and where it ends."""
    if text.startswith("<", place):
        match = re.compile(_ANGLE).match(text, place)
        return (*match.span(1), match.end()) if match else None
    end, depth = place, 0
    while piece := _BARE_PIECE.match(text, end):
        if piece[0] == "(":
            depth += 1
            if depth > MAX_PARENTHESES:
                return None
        elif piece[0] == ")":
            if depth == 0:
                break
            depth -= 1
        end = piece.end()
    return None if depth else (place, end, end)


def title_at(text: str, place: int) -> tuple[int, int, int] | None:
    """The range of a title without its quotes, and where it ends."""
    match = re.compile(_TITLE).match(text, place)
    return (*match.span(match.lastindex or 0), match.end()) if match else None


def label_at(text: str, place: int) -> tuple[str, int] | None:
    """The label in brackets that begins here, and where it ends."""
    match = re.compile(_LABEL).match(text, place)
    return (match[1], match.end()) if match and match[1].strip() else None


def inline_target(text: str, place: int) -> Target | None:
    """What follows `](`: destination, title and the closing parenthesis; `end` lies
    after it.
    """
    found = destination_at(text, skip_blanks(text, place))
    if found is None:
        return None
    start, end, place = found
    behind = skip_blanks(text, place)
    title = title_at(text, behind) if behind > place else None
    if title:
        behind = skip_blanks(text, title[2])
    if not text.startswith(")", behind):
        return None
    return Target((start, end), title[:2] if title else None, behind + 1)


def definition_at(text: str, place: int) -> Definition | None:
    """The link reference definition that begins at the start of a line."""
    label = label_at(text, place)
    if label is None or label[0].startswith("^") or not text.startswith(":", label[1]):
        return None
    found = destination_at(text, skip_blanks(text, label[1] + 1))
    if found is None or found[2] == found[0] == found[1]:
        return None
    start, end, place = found
    behind = skip_blanks(text, place)
    title = title_at(text, behind) if behind > place else None
    if title and (line_end := _line_end(text, title[2])) is not None:
        return Definition(label[0], Target((start, end), title[:2], title[2]), line_end)
    line_end = _line_end(text, place)
    return (
        Definition(label[0], Target((start, end), None, place), line_end)
        if line_end is not None
        else None
    )


def _line_end(text: str, place: int) -> int | None:
    """After the end of this line, if nothing but spaces stands before it."""
    while place < len(text) and text[place] in " \t":
        place += 1
    if place == len(text):
        return place
    return place + 1 if text[place] == "\n" else None


def definitions_in(text: str) -> list[Definition]:
    """The definitions that a paragraph begins with."""
    found: list[Definition] = []
    place = 0
    while text.startswith("[", place) and (definition := definition_at(text, place)):
        found.append(definition)
        place = definition.end
    return found
