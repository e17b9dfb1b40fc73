"""What is where in one block's text: code, math, tags, links, emphasis, breaks.

One walk from special character to special character.

mistletoe looks for each kind of inline on its own and sorts out afterwards; that costs
positions, linear time and a dozen differences from GitHub. Here each kind binds as tightly
as cmark-gfm has it: escapes, code, math, tags and addresses before brackets, brackets
before emphasis.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Collection, Mapping
from typing import NamedTuple

from notelint.markdown import autolinks
from notelint.markdown.emphasis import Delimiters, run_at
from notelint.markdown.html_grammar import CLOSE_TAG, OPEN_TAG
from notelint.markdown.link_targets import MAX_LABEL, Target, inline_target, label_at
from notelint.markdown.text import ESCAPE, normalise_label
from notelint.markdown.tree import Definition

_SPECIAL = re.compile(
    rf"(?=[\\`<\[\]*_~\n$!{autolinks.FIRST}])(?:[\\`<\[\]*_~\n$]|!\[|{autolinks.START})"
)
_BACKTICKS = re.compile("`+")
# What few texts need is compiled by `re` where it is met.
_AUTOLINK = r"<([A-Za-z][A-Za-z0-9+.-]{1,31}:[^<>\x00-\x20]*+)>"
_EMAIL = (
    r"<([A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
    r"(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*)>"
)
_MATH = r"(?s)\$`([^`\n]+)`\$|\$\$(?=[^$])((?:[^$\\]|\\.|\$(?!\$))+?)\$\$|\$(?![\s$])((?:[^$\\\n]|\\.)*?[^\s$\\])\$(?![0-9A-Za-z$])"
_EMPTY_LABEL = r"\[[ \t\n]*+\]"
_RAW = (
    ("<!--", "-->", "comment"),
    ("<?", "?>", "instruction"),
    ("<![CDATA[", "]]>", "cdata"),
    ("<!", ">", "declaration"),
)
_DECLARATION = r"<![A-Z]+\s"
_COMMENT = r"(?s)<!--(?:>|->|(?:[^-]++|-[^-]|--[^>])*+-->)"


class Match(NamedTuple):
    """Something found: `start` to `end`; what stands in `inner` may hold further finds.

    Finds nest, they never cross.
    """

    kind: str
    start: int
    end: int
    inner: tuple[int, int] | None = None
    target: Target | Definition | None = None


class Bracket:
    """An open `[` or `![` and the delimiters below it."""

    __slots__ = ("bottom", "followed", "image", "start", "text")

    def __init__(self, start: int, text: int, bottom: int, *, image: bool) -> None:
        self.start, self.text, self.bottom, self.image = start, text, bottom, image
        self.followed = (
            False  # another bracket has opened inside: this text can be no label
        )


class Scanner:
    """One walk over one text."""

    def __init__(
        self,
        text: str,
        definitions: Mapping[str, Definition],
        footnotes: Collection[str],
    ) -> None:
        self.text = text
        self.definitions = definitions
        self.footnotes = footnotes
        self.found: list[Match] = []
        self._brackets: list[Bracket] = []
        self._delimiters = Delimiters()
        self._ticks: dict[int, list[int]] | None = None
        self._never: set[str] = set()
        # So many of the open brackets stand around a link already: no link in a link
        self._linked = 0
        self._broken = 0  # where the last line break ended

    def scan(self) -> list[Match]:
        """Everything in the text, in the order of (start, -end)."""
        place = 0
        while special := _SPECIAL.search(self.text, place):
            place = _READERS.get(special[0], Scanner._address)(self, special.start())
        self._pair(0)
        self.found.sort(key=_outer_first)
        return self.found

    def _add(
        self, kind: str, start: int, end: int, inner: tuple[int, int] | None = None
    ) -> int:
        self.found.append(Match(kind, start, end, inner))
        return end

    def _pair(self, bottom: int) -> None:
        for kind, start, end, *inner in self._delimiters.pair(bottom):
            self._add(kind, start, end, (inner[0], inner[1]))

    def _backslash(self, start: int) -> int:
        if self.text.startswith("\n", start + 1):
            return self._end_of_line(start, start + 1, "backslash")
        return (
            self._add("escape", start, start + 2)
            if ESCAPE.match(self.text, start)
            else start + 1
        )

    def _newline(self, start: int) -> int:
        blanks = start
        while blanks > self._broken and self.text[blanks - 1] in " \t":
            blanks -= 1
        return self._end_of_line(
            blanks,
            start,
            "two-spaces" if self.text.endswith("  ", blanks, start) else "soft",
        )

    def _end_of_line(self, start: int, newline: int, style: str) -> int:
        self._broken = newline + 1
        return self._add(style, start, newline + 1)

    def _backtick(self, start: int) -> int:
        if self._ticks is None:
            self._ticks = {}
            for run in _BACKTICKS.finditer(self.text, start):
                self._ticks.setdefault(len(run[0]), []).append(run.start())
        opening = _BACKTICKS.match(self.text, start)
        size = len(opening[0]) if opening else 1
        starts = self._ticks.get(size, [])
        index = bisect_left(starts, start + size)
        if index == len(starts):
            return start + size
        return self._add(
            "code", start, starts[index] + size, (start + size, starts[index])
        )

    def _dollar(self, start: int) -> int:
        before = self.text[start - 1 : start]
        match = (
            None
            if before and (before.isalnum() or before == "$") and before.isascii()
            else re.compile(_MATH).match(self.text, start)
        )
        if match is None:
            return start + 1
        return self._add("math", start, match.end(), match.span(match.lastindex or 0))

    def _less_than(self, start: int) -> int:
        text = self.text
        if tag := OPEN_TAG.match(text, start) or CLOSE_TAG.match(text, start):
            return self._add("tag", start, tag.end())
        if link := re.compile(_AUTOLINK).match(text, start) or re.compile(_EMAIL).match(
            text, start
        ):
            return self._add("autolink", start, link.end(), link.span(1))
        for opening, closing, kind in _RAW:
            if text.startswith(opening, start):
                if kind == "declaration" and not re.compile(_DECLARATION).match(
                    text, start
                ):
                    return start + 1
                return self._raw(start, opening, closing, kind)
        return start + 1

    def _raw(self, start: int, opening: str, closing: str, kind: str) -> int:
        if closing not in self._never:
            if kind == "comment" and (
                comment := re.compile(_COMMENT).match(self.text, start)
            ):
                return self._add(kind, start, comment.end())
            if (
                kind != "comment"
                and (end := self.text.find(closing, start + len(opening))) >= 0
            ):
                return self._add(kind, start, end + len(closing))
            self._never.add(closing)
        return start + 1

    def _delimiter(self, start: int) -> int:
        end, delimiter = run_at(self.text, start)
        if delimiter:
            self._delimiters.push(delimiter)
        return end

    def _open_bracket(self, start: int) -> int:
        image = self.text[start] == "!"
        if self._brackets:
            self._brackets[-1].followed = True
        top = self._delimiters.top
        self._brackets.append(
            Bracket(start, start + 1 + image, top.order if top else 0, image=image)
        )
        return start + 1 + image

    def _close_bracket(self, start: int) -> int:
        if not self._brackets:
            return start + 1
        bracket = self._brackets.pop()
        around_link = len(self._brackets) < self._linked and not bracket.image
        self._linked = min(self._linked, len(self._brackets))
        if around_link:
            return start + 1
        form, target, end = self._target_behind(bracket, start)
        if target is None:
            return self._footnote(bracket, start)
        self._pair(bracket.bottom)
        kind = "image" if bracket.image else "link"
        self.found.append(
            Match(f"{kind}-{form}", bracket.start, end, (bracket.text, start), target)
        )
        if not bracket.image:
            self._linked = len(self._brackets)
        return end

    def _target_behind(
        self, bracket: Bracket, close: int
    ) -> tuple[str, Target | Definition | None, int]:
        if self.text.startswith("(", close + 1) and (
            target := inline_target(self.text, close + 2)
        ):
            return "inline", target, target.end
        if not self.definitions:
            return "", None, 0
        label = label_at(self.text, close + 1)
        if label:
            return "full", self.definitions.get(normalise_label(label[0])), label[1]
        if bracket.followed or close - bracket.text > MAX_LABEL:
            return "", None, 0
        own = self.definitions.get(normalise_label(self.text[bracket.text : close]))
        collapsed = re.compile(_EMPTY_LABEL).match(self.text, close + 1)
        return (
            ("collapsed", own, collapsed.end())
            if collapsed
            else ("shortcut", own, close + 1)
        )

    def _footnote(self, bracket: Bracket, close: int) -> int:
        if (
            not self.footnotes
            or close - bracket.text > MAX_LABEL
            or not self.text.startswith("^", bracket.text)
        ):
            return close + 1
        label = self.text[bracket.text + 1 : close]
        if "\n" not in label and normalise_label(label) in self.footnotes:
            self._pair(bracket.bottom)  # so that no emphasis reaches into the label
            return self._add("footnote", bracket.start, close + 1)
        return close + 1

    def _address(self, start: int) -> int:
        end = None if self._brackets else autolinks.address_end(self.text, start)
        return self._add("bare", start, end) if end else start + 1


def _outer_first(match: Match) -> tuple[int, int]:
    return match.start, -match.end


_READERS: dict[str, Callable[[Scanner, int], int]] = {
    "\\": Scanner._backslash,
    "\n": Scanner._newline,
    "`": Scanner._backtick,
    "$": Scanner._dollar,
    "<": Scanner._less_than,
    "[": Scanner._open_bracket,
    "![": Scanner._open_bracket,
    "]": Scanner._close_bracket,
    "*": Scanner._delimiter,
    "_": Scanner._delimiter,
    "~": Scanner._delimiter,
}
