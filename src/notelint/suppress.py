"""`<!-- notelint-disable ... -->`: what a notebook's comments silence, and which of them silence nothing."""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from notelint.markdown import tree
from notelint.notebook import Notebook
from notelint.source import Span
from notelint.surroundings import Suppressed

_COMMENT = re.compile(
    r"<!--\s*notelint-(?P<verb>disable-next-line|disable-file|disable|enable)(?![\w-])(?P<codes>[^:>]*?)(?::.*?)?\s*-->",
    re.DOTALL,
)
_WORD = re.compile(r"[A-Za-z][\w-]*")


class Directive(NamedTuple):
    """One comment: what it does, what it names (nothing: every rule), and where."""

    verb: str
    words: tuple[tuple[str, Span], ...]
    span: Span


class Range(NamedTuple):
    """The lines (from 1, both included) on which one word of a comment silences; an empty selector silences every rule."""

    first: int
    last: int
    selector: str
    word: Span
    directive: Directive


class Suppressions:
    """The comments of one notebook; remembers which ranges have silenced something."""

    def __init__(self, notebook: Notebook) -> None:
        self._ranges = list(_ranges(notebook))
        self._used: set[int] = set()

    def covers(self, line: int, selectors: Collection[str], about: Span | None = None, *, by_name: bool = False) -> bool:
        """Whether a finding on a line, of the rule with this code and name, is silenced.

        A comment without codes does not silence what is said `about` itself, nor what can be suppressed `by_name` only.
        """
        names = {word.casefold() for word in selectors}
        hits = [
            index
            for index, each in enumerate(self._ranges)
            if each.first <= line <= each.last
            and (each.selector.casefold() in names if each.selector else not by_name and each.directive.span != about)
        ]
        self._used.update(hits)
        return bool(hits)

    def unused(self) -> list[Suppressed]:
        """What silenced nothing, in the order of the text."""
        return [
            Suppressed(each.word, each.selector, each.directive.span, len(each.directive.words) < 2)
            for index, each in enumerate(self._ranges)
            if index not in self._used
        ]


def _directives(notebook: Notebook) -> Iterator[Directive]:
    source = notebook.source
    for span in _comments(notebook.tree.children):
        match = _COMMENT.fullmatch(source.slice(span))
        if match:
            start = span.start + match.start("codes")
            words = tuple((each[0], Span(start + each.start(), start + each.end())) for each in _WORD.finditer(match["codes"]))
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
    enabling = [each for each in directives if each.verb == "enable"]
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
                behind = enabling[bisect_left(enabling, each.span.end, key=lambda other: other.span.start) :]
                ends = (source.line_of(other.span.start) for other in behind if _enables(other, word))
                yield Range(line, next(ends, last), word, span, each)


def _enables(directive: Directive, word: str) -> bool:
    named = {each.casefold() for each, _ in directive.words}
    return not named or word.casefold() in named
