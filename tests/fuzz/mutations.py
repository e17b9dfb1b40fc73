"""Small changes to a text, as a slip of the hand, a bad merge, an editor or an enemy makes
them.

Bytes choose which and where.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from tests.fuzz import pieces
from tests.fuzz.choices import Choices

Mutation = Callable[[str, Choices], str]

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_ADDRESS = re.compile(r"https?://[^\s()<>\[\]\"']+")


def mutated(text: str, choices: Choices) -> str:
    """The text with one change."""
    return choices.one_of(tuple(MUTATIONS.values()))(text, choices)


def lines_of(text: str) -> list[str]:
    """The lines of a text with their ends."""
    return _LINE.findall(text)


def _end_of(text: str) -> str:
    found = re.search(r"\r\n|\r|\n", text)
    return found[0] if found else "\n"


def _insert_line(text: str, choices: Choices) -> str:
    kinds = (
        pieces.LINES,
        pieces.PICTURES,
        pieces.BREAKS,
        pieces.COMMENTS,
        pieces.LINES,
    )
    return _with_line(text, choices, choices.one_of(choices.one_of(kinds)))


def _with_line(text: str, choices: Choices, line: str) -> str:
    lines, end = lines_of(text), _end_of(text)
    place = choices.below(len(lines) + 1)
    indent = choices.one_of(("", "", "   ", "  ", "\t"))
    return "".join([*lines[:place], f"{indent}{line}{end}", *lines[place:]])


def _delete_line(text: str, choices: Choices) -> str:
    lines = lines_of(text)
    place = choices.below(len(lines) + 1)
    return "".join([*lines[:place], *lines[place + 1 + choices.below(3) :]])


def _swap_lines(text: str, choices: Choices) -> str:
    lines = lines_of(text)
    if not lines:
        return text
    one, two = choices.below(len(lines)), choices.below(len(lines))
    lines[one], lines[two] = lines[two], lines[one]
    return "".join(lines)


def _duplicate_line(text: str, choices: Choices) -> str:
    lines = lines_of(text)
    place = choices.below(len(lines) + 1)
    return "".join([*lines[: place + 1], *lines[place:]])


def _join_lines(text: str, choices: Choices) -> str:
    lines = lines_of(text)
    place = choices.below(len(lines) + 1)
    joined = [
        line.rstrip("\r\n") + choices.one_of(("", " "))
        for line in lines[place : place + 1]
    ]
    return "".join([*lines[:place], *joined, *lines[place + 1 :]])


def _insert(things: tuple[str, ...]) -> Mutation:
    """Something put somewhere into the text."""

    def mutation(text: str, choices: Choices) -> str:
        place = choices.below(len(text) + 1)
        return text[:place] + choices.one_of(things or ("",)) + text[place:]

    return mutation


def _insert_whole(things: tuple[str, ...]) -> Mutation:
    """A line put between two lines."""
    return lambda text, choices: (
        _with_line(text, choices, choices.one_of(things)) if things else text
    )


def _delete_characters(text: str, choices: Choices) -> str:
    place = choices.below(len(text) + 1)
    return text[:place] + text[place + 1 + choices.below(4) :]


def _glue(text: str, choices: Choices) -> str:
    """Words put right after an address."""
    found = list(_ADDRESS.finditer(text))
    if not found or not pieces.GLUED:
        return text
    place = choices.one_of(found).end()
    return text[:place] + choices.one_of(pieces.GLUED) + text[place:]


def _query(text: str, choices: Choices) -> str:
    found = list(_ADDRESS.finditer(text))
    if not found:
        return text
    place = choices.one_of(found).end()
    return text[:place] + choices.one_of(pieces.QUERIES) + text[place:]


def _unglue(text: str, choices: Choices) -> str:
    """White space before or after a link taken away."""
    found = list(re.finditer(r"(?<=\)) +| +(?=\[)", text))
    if not found:
        return text
    match = choices.one_of(found)
    return text[: match.start()] + text[match.end() :]


def _indent(text: str, choices: Choices) -> str:
    """A few lines indented otherwise."""
    lines = lines_of(text)
    place, indent = (
        choices.below(len(lines) + 1),
        choices.one_of(("", " ", "  ", "   ", "    ", "\t", "　", "\xa0")),
    )
    until = place + 1 + choices.below(4)
    return "".join(
        [
            *lines[:place],
            *(indent + line.lstrip(" \t") for line in lines[place:until]),
            *lines[until:],
        ]
    )


def _other_ends(text: str, choices: Choices) -> str:
    return re.sub(r"\r\n|\r|\n", choices.one_of(("\r\n", "\n", "\r")), text)


def _other_end(text: str, choices: Choices) -> str:
    lines = lines_of(text)
    place = choices.below(len(lines) + 1)
    changed = [
        line.rstrip("\r\n") + choices.one_of(("\r\n", "\r", "\n", "\n\r"))
        for line in lines[place : place + 1]
    ]
    return "".join([*lines[:place], *changed, *lines[place + 1 :]])


def _break(text: str, choices: Choices) -> str:
    """A break at the end of a line, or in the place of another."""
    found = list(re.finditer(r"</?br ?/?>|(?=\r?\n)", text, re.IGNORECASE))
    if not found:
        return text
    match = choices.one_of(found)
    return text[: match.start()] + choices.one_of(pieces.BREAKS) + text[match.end() :]


def _marker(text: str, choices: Choices) -> str:
    """Another marker in the place of one, or where none was."""
    lines = lines_of(text)
    place = choices.below(len(lines) + 1)
    changed = [
        re.sub(
            r"^\s*(?:[-*+]|\d+[.)])?\s*", lambda _: choices.one_of(pieces.MARKERS), line
        )
        for line in lines[place : place + 1]
    ]
    return "".join([*lines[:place], *changed, *lines[place + 1 :]])


def _number(text: str, choices: Choices) -> str:
    found = list(re.finditer(r"(?m)^\s*\d+(?=[.)])", text))
    if not found:
        return text
    match = choices.one_of(found)
    return (
        text[: match.start()]
        + choices.one_of(("0", "1", "2", "3", "7", "10", "007", "999999999"))
        + text[match.end() :]
    )


MUTATIONS: dict[str, Mutation] = {
    "line inserted": _insert_line,
    "line deleted": _delete_line,
    "lines swapped": _swap_lines,
    "line duplicated": _duplicate_line,
    "lines joined": _join_lines,
    "odd character": _insert(pieces.ODD_CHARACTERS),
    "characters deleted": _delete_characters,
    "tag": _insert(pieces.TAGS),
    "tag alone": _insert_whole(pieces.TAGS),
    "marker": _marker,
    "number": _number,
    "fence": _insert_whole(pieces.FENCES),
    "merge mark": _insert_whole(pieces.MERGE),
    "break": _break,
    "words glued to an address": _glue,
    "query": _query,
    "glued link": _unglue,
    "indentation": _indent,
    "other line ends": _other_ends,
    "another line end": _other_end,
}
