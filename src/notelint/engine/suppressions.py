"""`<!-- notelint-disable ... -->`: what a notebook's comments suppress, and which of them
suppress nothing.
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
    """The lines (from 1, both included) on which one word of a comment suppresses; an
    empty selector suppresses every rule.
    """

    first: int
    last: int
    selector: str
    word: Span
    directive: Directive


class Suppressions:
    """The comments of one notebook; remembers on which lines they have suppressed something."""

    def __init__(self, notebook: Notebook) -> None:
        self._ranges = list(_ranges(notebook))
        groups: dict[str, list[Range]] = {}
        for disabled in self._ranges:
            groups.setdefault(disabled.selector.casefold(), []).append(disabled)
        self._groups = {selector: _Group(ranges) for selector, ranges in groups.items()}

    def covers(
        self,
        line: int,
        selectors: Collection[str],
        about: Span | None = None,
        *,
        by_name: bool = False,
    ) -> bool:
        """Whether a finding on a line, of the rule with this code and name, is suppressed.

        A comment without codes does not suppress a finding `about` itself, nor one that can
        be suppressed `by_name` only.
        """
        names = {word.casefold() for word in selectors}
        if not by_name:
            names.add("")
        hits = []
        for name in names:
            group = self._groups.get(name)
            if group is None or not group.covers(line):
                continue
            is_own = name == "" and about is not None and group.is_alone(line, about)
            if not is_own:
                hits.append(group)
        for group in hits:
            group.hits.add(line)
        return bool(hits)

    def unused(self) -> list[Suppressed]:
        """The comments that suppressed nothing, in the order of the text."""
        hits = {
            selector: sorted(group.hits) for selector, group in self._groups.items()
        }
        unused = []
        for disabled in self._ranges:
            if _is_hit(hits[disabled.selector.casefold()], disabled):
                continue
            directive = disabled.directive
            is_whole = len(directive.words) < 2
            unused.append(
                Suppressed(disabled.word, disabled.selector, directive.span, is_whole)
            )
        return unused


class _Group:
    """The ranges of one selector, in which the line of each finding is looked up."""

    def __init__(self, ranges: Sequence[Range]) -> None:
        self.hits: set[int] = set()
        self._by_directive = {disabled.directive.span: disabled for disabled in ranges}
        self._firsts = sorted(disabled.first for disabled in ranges)
        self._lasts = sorted(disabled.last for disabled in ranges)

    def _count_at(self, line: int) -> int:
        """How many of the ranges a line is in."""
        return bisect_right(self._firsts, line) - bisect_left(self._lasts, line)

    def covers(self, line: int) -> bool:
        """Whether a line is in one of the ranges."""
        return self._count_at(line) > 0

    def is_alone(self, line: int, directive: Span) -> bool:
        """Whether a line is in the range of this directive and in no other."""
        own = self._by_directive.get(directive)
        return (
            own is not None
            and own.first <= line <= own.last
            and self._count_at(line) == 1
        )


def _is_hit(hits: Sequence[int], disabled: Range) -> bool:
    index = bisect_left(hits, disabled.first)
    return index < len(hits) and hits[index] <= disabled.last


def _directives(notebook: Notebook) -> Iterator[Directive]:
    source = notebook.source
    for span in _comments(notebook.tree.children):
        match = _COMMENT.fullmatch(source.slice(span))
        if match:
            start = span.start + match.start("codes")
            words = tuple(
                (word[0], Span(start + word.start(), start + word.end()))
                for word in _WORD.finditer(match["codes"])
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
    enabled = _enabling(directives)
    for directive in directives:
        if directive.verb == "enable":
            continue
        line = source.line_of(directive.span.end - 1)
        for word, span in directive.words or (("", directive.span),):
            if directive.verb == "disable-file":
                first, end = 1, last
            elif directive.verb == "disable-next-line":
                first = end = line + 1
            else:
                first, end = line, last
                for key in {"", word.casefold()}:
                    offset = _next(enabled.get(key, ()), directive.span.end)
                    if offset is not None:
                        end = min(end, source.line_of(offset))
            yield Range(first, end, word, span, directive)


def _enabling(directives: Sequence[Directive]) -> dict[str, list[int]]:
    """The offsets at which each word is enabled again; the empty one stands for all."""
    offsets: dict[str, list[int]] = {}
    for directive in directives:
        if directive.verb != "enable":
            continue
        for word in {word.casefold() for word, _ in directive.words} or {""}:
            offsets.setdefault(word, []).append(directive.span.start)
    return offsets


def _next(offsets: Sequence[int], offset: int) -> int | None:
    """The first of the offsets from one on."""
    index = bisect_left(offsets, offset)
    return offsets[index] if index < len(offsets) else None
