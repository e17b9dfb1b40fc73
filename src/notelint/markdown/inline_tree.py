"""From the scanner's finds to inline nodes: what lies in what, the text between, and
every range in the source.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from notelint.errors import UnreadableError
from notelint.markdown import tree
from notelint.markdown.html_grammar import read_tag
from notelint.markdown.inline_scanner import Match
from notelint.markdown.lines import Content
from notelint.markdown.link_targets import Target
from notelint.markdown.text import normalise_label, unescape_all, unescape_entities
from notelint.text.source import Source, Span

MAX_INLINE_DEPTH = 200

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{1,31}:")


class Nester:
    """Makes nodes of finds, which nest but never cross, with the text that is left
    between them.
    """

    def __init__(
        self, content: Content, found: Sequence[Match], source: Source
    ) -> None:
        self.content = content
        self.found = found
        self.source = source
        self._next = 0

    def nest(self, start: int, end: int, depth: int) -> tuple[tree.Inline, ...]:
        """The nodes from `start` to `end`.

        Raises UnreadableError where emphasis and links are nested deeper than MAX_INLINE_DEPTH.
        """
        if depth > MAX_INLINE_DEPTH:
            raise UnreadableError(
                f"emphasis nested more than {MAX_INLINE_DEPTH} deep",
                self.source.line_of(self.content.offset(start)),
            )
        nodes: list[tree.Inline] = []
        place = start
        while self._next < len(self.found) and self.found[self._next].start < end:
            match = self.found[self._next]
            self._next += 1
            if match.start > place:
                nodes.append(self._text(place, match.start))
            nodes.append(self._node(match, depth))
            place = match.end
            while self._next < len(self.found) and self.found[self._next].start < place:
                self._next += 1  # a footnote's label is no markup
        if place < end:
            nodes.append(self._text(place, end))
        return tuple(nodes)

    def _text(self, start: int, end: int) -> tree.Text:
        return tree.Text(
            self.content.span(start, end),
            unescape_entities(self.content.text[start:end]),
        )

    def _node(self, match: Match, depth: int) -> tree.Inline:
        content, (kind, start, end, inner, _) = self.content, match
        span = content.span(start, end)
        if inner is None:
            return self._leaf(kind, span, start, end)
        first, last = inner
        text = content.text[first:last]
        if kind in {"em", "strong", "del"}:
            return tree.Styled(span, kind, self.nest(first, last, depth + 1))
        if kind == "code":
            return tree.InlineCode(span, _code_text(text))
        if kind == "math":
            return tree.Math(span, text)
        if kind == "autolink":
            scheme = "" if _SCHEME.match(text) else "mailto:"
            words = self._text(first, last)
            return tree.Link(
                span,
                "autolink",
                scheme + words.text,
                words.span,
                "",
                None,
                words.span,
                (words,),
            )
        return self._link(match, span, (first, last), depth)

    def _leaf(self, kind: str, span: Span, start: int, end: int) -> tree.Inline:
        text = self.content.text[start:end]
        if kind == "escape":
            return tree.Text(span, text[1])
        if kind in {"soft", "two-spaces", "backslash"}:
            return tree.LineBreak(self._through_line_end(span), kind)
        if kind == "tag":
            return read_tag(self.content, start, end)
        if kind == "bare":
            scheme = "http://" if text.startswith("www") else ""
            return tree.Link(
                span,
                "bare",
                scheme + text,
                span,
                "",
                None,
                span,
                (tree.Text(span, text),),
            )
        if kind == "footnote":
            return tree.FootnoteReference(span, normalise_label(text[2:-1]))
        return tree.RawHtml(span, kind)

    def _through_line_end(self, span: Span) -> Span:
        """A break's range with all of its line end: CRLF counts as one character to the
        parser.
        """
        return (
            Span(span.start, span.end + 1)
            if self.source.text.startswith("\r\n", span.end - 1)
            else span
        )

    def _link(
        self, match: Match, span: Span, inner: tuple[int, int], depth: int
    ) -> tree.Link | tree.Image:
        content, target = self.content, match.target
        children = self.nest(*inner, depth + 1)
        make = tree.Image if match.kind.startswith("image-") else tree.Link
        form, text_span = match.kind.partition("-")[2], content.span(*inner)
        if isinstance(target, Target):
            title = (
                unescape_all(content.text[slice(*target.title)]) if target.title else ""
            )
            url = unescape_all(content.text[slice(*target.destination)])
            title_span = content.span(*target.title) if target.title else None
            return make(
                span,
                form,
                url,
                content.span(*target.destination),
                title,
                title_span,
                text_span,
                children,
            )
        if not isinstance(target, tree.Definition):
            raise TypeError(f"a {match.kind} without a target")
        return make(
            span,
            form,
            target.target,
            target.target_span,
            target.title,
            target.title_span,
            text_span,
            children,
        )


def _code_text(text: str) -> str:
    text = text.replace("\n", " ")
    padded = text.startswith(" ") and text.endswith(" ") and text.strip(" ") != ""
    return text[1:-1] if padded else text
