"""`<!-- notelint-disable ... -->`: what a notebook's comments silence, and which of them
silence nothing.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from notelint.markdown import tree
from notelint.notebook.model import Notebook
from notelint.rules.context import Suppressed
from notelint.text.source import Span

_COMMENT = re.compile(
    r"<!--\s*notelint-(?P<verb>disable-next-line|disable-file|disable|enable)(?![\w-])(?P<codes>[^:>]*?)(?::.*?)?-->",
    re.DOTALL,
)
_WORD = re.compile(r"[A-Za-z][\w-]*")


class Directive(NamedTuple):
    """One comment: what it does, what it names (nothing: every rule), and where."""

    verb: str
    words: tuple[tuple[str, Span], ...]
    span: Span


class Range(NamedTuple):
    """The lines (from 1, both included) on which one word of a comment silences; an
    empty selector silences every rule.
    """

    first: int
    last: int
    selector: str
    word: Span
    directive: Directive


class Suppressions:
    """The comments of one notebook; remembers on which lines they have silenced something."""

    def __init__(self, notebook: Notebook) -> None:
        self._ranges = list(_ranges(notebook))
        groups: dict[str, list[Range]] = {}
        for each in self._ranges:
            groups.setdefault(each.selector.casefold(), []).append(each)
        self._groups = {selector: _Group(ranges) for selector, ranges in groups.items()}

    def covers(
        self,
        line: int,
        selectors: Collection[str],
        about: Span | None = None,
        *,
        by_name: bool = False,
    ) -> bool:
        """Whether a finding on a line, of the rule with this code and name, is silenced.

        A comment without codes does not silence what is said `about` itself, nor what can
        be suppressed `by_name` only.
        """
        names = {word.casefold() for word in selectors} | (set() if by_name else {""})
        hits = [
            group
            for name in names
            if (group := self._groups.get(name)) and group.covers(line)
        ]
        if (
            about
            and (every := self._groups.get("")) in hits
            and every
            and every.is_alone(line, about)
        ):
            hits.remove(every)
        for group in hits:
            group.hits.add(line)
        return bool(hits)

    def unused(self) -> list[Suppressed]:
        """What silenced nothing, in the order of the text."""
        hits = {
            selector: sorted(group.hits) for selector, group in self._groups.items()
        }
        return [
            Suppressed(
                each.word,
                each.selector,
                each.directive.span,
                len(each.directive.words) < 2,
            )
            for each in self._ranges
            if not _hit(hits[each.selector.casefold()], each)
        ]


class _Group:
    """The ranges of one selector, of which it is asked for each finding whether one of
    them is around it.
    """

    def __init__(self, ranges: Sequence[Range]) -> None:
        self.hits: set[int] = set()
        self._by_directive = {each.directive.span: each for each in ranges}
        self._firsts = sorted(each.first for each in ranges)
        self._lasts = sorted(each.last for each in ranges)

    def _around(self, line: int) -> int:
        """How many of the ranges a line is in."""
        return bisect_right(self._firsts, line) - bisect_left(self._lasts, line)

    def covers(self, line: int) -> bool:
        """Whether a line is in one of the ranges."""
        return self._around(line) > 0

    def is_alone(self, line: int, directive: Span) -> bool:
        """Whether a line is in the range of this directive and in no other."""
        own = self._by_directive.get(directive)
        return (
            own is not None
            and own.first <= line <= own.last
            and self._around(line) == 1
        )


def _hit(hits: Sequence[int], each: Range) -> bool:
    place = bisect_left(hits, each.first)
    return place < len(hits) and hits[place] <= each.last


def _directives(notebook: Notebook) -> Iterator[Directive]:
    source = notebook.source
    for span in _comments(notebook.tree.children):
        match = _COMMENT.fullmatch(source.slice(span))
        if match:
            start = span.start + match.start("codes")
            words = tuple(
                (each[0], Span(start + each.start(), start + each.end()))
                for each in _WORD.finditer(match["codes"])
            )
            yield Directive(match["verb"], words, span)


def _comments(nodes: Sequence[tree.Node]) -> Iterator[Span]:
    for node in nodes:
        parts = node.parts if isinstance(node, tree.HtmlBlock) else (node,)
        for part in parts:
            if isinstance(part, tree.RawHtml) and part.kind == "comment":
                yield part.span
        yield from _comments(tree.children_of(node))


def _ranges(notebook: Notebook) -> Iterator[Range]:
    source = notebook.source
    last = len(source.line_starts)
    directives = list(_directives(notebook))
    enabling: dict[
        str, list[int]
    ] = {}  # where each word is enabled; the empty one stands for all
    for each in directives:
        if each.verb == "enable":
            for word in {word.casefold() for word, _ in each.words} or {""}:
                enabling.setdefault(word, []).append(each.span.start)
    for each in directives:
        if each.verb == "enable":
            continue
        line = source.line_of(each.span.end - 1)
        for word, span in each.words or (("", each.span),):
            if each.verb == "disable-file":
                yield Range(1, last, word, span, each)
            elif each.verb == "disable-next-line":
                yield Range(line + 1, line + 1, word, span, each)
            else:
                ends = [
                    _next(enabling.get(key, ()), each.span.end)
                    for key in {"", word.casefold()}
                ]
                yield Range(
                    line,
                    min(
                        (source.line_of(end) for end in ends if end is not None),
                        default=last,
                    ),
                    word,
                    span,
                    each,
                )


def _next(places: Sequence[int], offset: int) -> int | None:
    """The first of the places from an offset on."""
    found = bisect_left(places, offset)
    return places[found] if found < len(places) else None
