"""Patterns for paths, as in `.gitignore` (https://git-scm.com/docs/gitignore), without
negation.

A pattern and a path may both come from strangers. Python's regular expressions try each way
to split a path among the wildcards, which takes very long where there are many. So they are
used only for few wildcards and a short path. In all other cases the states that a pattern
can be in are the bits of one number, which is computed from character to character: in at
most pattern length times path length.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, cached_property

LONGEST = 4096  # characters, as of a path

_FEW = 2
_SHORT = 200  # characters


def fits(pattern: str, path: str) -> bool:
    """Whether `path` (with `/`, relative to the patterns' folder) is what `pattern`
    names, or lies in a folder that it names.
    """
    compiled = _compiled(pattern)
    if compiled.wildcards <= _FEW and len(path) <= _SHORT:
        return compiled.expression.fullmatch(path) is not None
    return compiled.fits(path)


_TOKEN = re.compile(
    r"\\(?P<escaped>.)|(?P<star>\*+)|(?P<one>\?)|\[(?P<no>[!^]?)(?P<range>\]?[^\]]*)\]|(?P<plain>.)",
    re.DOTALL,
)

# The steps of a pattern: a regular expression each, and these, which need not take a single
# character.
_STAR, _ANY, _FOLDERS, _WITHIN = "[^/]*", ".*", "(?:.*/)?", "(?:/.*)?"
_OPTION = "?"  # before two steps that are taken both or not at all


def _steps(pattern: str) -> Iterator[str]:
    """The steps of a pattern, in order: each is a regular expression that takes one
    character, or one of the four above.
    """
    parts = [part for part in pattern.split("/") if part not in ("", ".")]
    if "/" not in pattern.rstrip("/"):
        yield _FOLDERS
    before = ""
    for part in parts[:-1]:
        if part != "**":
            yield from (*_segment(part), "/")
        elif before != "**":  # one after the other is as good as one
            yield _FOLDERS
        before = part
    if parts:
        yield from (".", _ANY) if parts[-1] == "**" else _segment(parts[-1])
    yield from ("/", _ANY) if pattern.endswith("/") else (_WITHIN,)


def _segment(part: str) -> Iterator[str]:
    for match in _TOKEN.finditer(part):
        if match["star"]:
            yield _STAR
        elif match["one"]:
            yield "[^/]"
        elif match["range"] and _is_range(text := _range(match)):
            yield text
        else:  # `[z-a]` holds no character: it stands for itself
            yield from map(re.escape, match["escaped"] or match["plain"] or match[0])


def _range(match: re.Match[str]) -> str:
    inside = re.sub(r"([\\\[\]&|~^])", r"\\\1", match["range"])
    return f"[{'^' if match['no'] else ''}{inside}]"


def _is_range(text: str) -> bool:
    try:
        re.compile(text)
    except re.error:
        return False
    return True


class _Pattern:
    """A pattern, compiled.

    In state number n, which is bit n, the steps before n have been taken; in the last state
    the path fits.
    """

    def __init__(self, pattern: str) -> None:
        self._text = tuple(_steps(pattern))
        self.wildcards = sum(step in {_STAR, _ANY, _FOLDERS} for step in self._text)
        self._taking: dict[str, int] = {}

    @cached_property
    def expression(self) -> re.Pattern[str]:
        """The whole as a regular expression."""
        return re.compile("".join(self._text), re.DOTALL)

    def fits(self, path: str) -> bool:
        """Whether a path fits, by its states from character to character."""
        states = self._closed(1)
        for char in path:
            loops = self._anything if char == "/" else self._anything | self._stars
            states = self._closed(
                ((states & self._takes(char)) << 1) | (states & loops)
            )
            if not states:
                return False
        return bool(states >> len(self._plain))

    @cached_property
    def _plain(self) -> tuple[str, ...]:
        """The steps, with those that may be left out spelled out."""
        spelled = {_FOLDERS: (_OPTION, _ANY, "/"), _WITHIN: (_OPTION, "/", _ANY)}
        steps: list[str] = []
        for step in self._text:
            steps += spelled.get(step, (step,))
        return tuple(steps)

    @cached_property
    def _anything(self) -> int:
        return self._bits(_ANY)

    @cached_property
    def _stars(self) -> int:
        return self._bits(_STAR)

    @cached_property
    def _options(self) -> int:
        return self._bits(_OPTION)

    def _bits(self, kind: str) -> int:
        return sum(
            1 << number for number, step in enumerate(self._plain) if step == kind
        )

    def _takes(self, char: str) -> int:
        """The states whose next step takes the character."""
        if char not in self._taking:
            steps = {
                step
                for step in self._plain
                if step not in {_STAR, _ANY, _OPTION}
                and re.fullmatch(step, char, re.DOTALL)
            }
            self._taking[char] = sum(
                1 << number for number, step in enumerate(self._plain) if step in steps
            )
        return self._taking[char]

    def _closed(self, states: int) -> int:
        """The states and those that are reached from them without a character: no more
        than a few in a row.
        """
        empty = self._stars | self._anything | self._options
        while (
            reached := states
            | ((states & empty) << 1)
            | ((states & self._options) << 3)
        ) != states:
            states = reached
        return states


_compiled = cache(_Pattern)
