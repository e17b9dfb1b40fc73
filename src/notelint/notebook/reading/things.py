"""Links, figures, breaks and empty items, wherever they stand in a text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import TypeVar

from notelint.markdown import tree
from notelint.markdown.text import unescape_entities
from notelint.notebook.model import Break, Empty, Figure, Link
from notelint.notebook.reading.lines import plain
from notelint.notebook.reading.outline import without_tags
from notelint.notebook.reading.srcset import srcset_candidates
from notelint.notebook.verbatim import templates_in
from notelint.papers import paper_of
from notelint.text.source import Source, Span

_TEMPLATE = re.compile(r"\{\{|\{%")
_SLASH = re.compile(r"/(?=\s|$|<)")
_BACKSLASHED = re.compile(r"<\\br\s*/?>", re.IGNORECASE)
_ALONE = re.compile(r"[ \t]*(\d{1,3}[.)])[ \t]*")


class InlineCollector:
    """What was found, each kind in the order of its places.

    Templates (`{{ }}`) are left out: nobody knows what they become.
    """

    def __init__(self, source: Source) -> None:
        self.source = source
        self.links: list[Link] = []
        self.figures: list[Figure] = []
        self.breaks: list[Break] = []
        self.empties: list[Empty] = []

    def gather(self, blocks: Sequence[tree.Block]) -> InlineCollector:
        """Collect from the blocks of a whole text."""
        self._walk(blocks, quiet=False)
        used = {link.url_span for link in self.links} | {
            figure.target_span for figure in self.figures
        }
        for node in _definitions(blocks):
            if node.target_span not in used and not _TEMPLATE.search(node.target):
                self.links.append(
                    Link(
                        node.span,
                        "definition",
                        node.target,
                        node.target_span,
                        "",
                        node.span,
                        paper_of(node.target),
                    )
                )
        templates = list(templates_in(self.source.text))
        self.links = _outside(templates, self.links)
        self.figures = _outside(templates, self.figures)
        self.breaks = _outside(templates, self.breaks)
        self.empties = _outside(templates, self.empties)
        return self

    def _walk(self, nodes: Sequence[tree.Node], *, quiet: bool) -> None:
        """`quiet`: in a table, a heading or a quote, where breaks and empty items are
        nobody's business.
        """
        for node in nodes:
            match node:
                case tree.Link():
                    self._link(node)
                case tree.Image():
                    self._image(node)
                case tree.LineBreak() if node.style != "soft" and not quiet:
                    self.breaks.append(
                        Break(node.span, node.style, self.source.slice(node.span))
                    )
                case tree.HtmlBlock():
                    self._html(node.parts, quiet=quiet or len(node.parts) > 1)
                case tree.Item() if not node.children and not quiet:
                    self.empties.append(Empty(node.marker_span, True))
                case tree.Paragraph() if not quiet:
                    self.empties += self._lone_numbers(node)
                case _:
                    pass
            children = tree.children_of(node)
            if not quiet and isinstance(node, tree.Paragraph | tree.Styled):
                self._malformed(children)
            inner_quiet = quiet or isinstance(
                node, tree.Quote | tree.Table | tree.Heading
            )
            self._html(
                [child for child in children if isinstance(child, tree.Tag)],
                quiet=inner_quiet,
            )
            self._walk(children, quiet=inner_quiet)

    def _lone_numbers(self, block: tree.Paragraph) -> Iterator[Empty]:
        """Numbers alone on a line of text below its first, which Markdown does not take
        for items.
        """
        hidden = _Cover(_hidden(block.children))
        for number in range(
            self.source.line_of(block.span.start) + 1,
            self.source.line_of(block.span.end) + 1,
        ):
            line = self.source.line_span(number)
            if line.start < block.span.end and (
                match := _ALONE.fullmatch(self.source.slice(line))
            ):
                start = line.start + match.start(1)
                place = Span(start, start + len(match[1]))
                if not hidden.covers(place):
                    yield Empty(place, False)

    def _link(self, node: tree.Link) -> None:
        if not _TEMPLATE.search(node.target):
            words = plain(node.children)
            self.links.append(
                Link(
                    node.span,
                    node.form,
                    node.target,
                    node.target_span,
                    words,
                    node.text_span,
                    paper_of(node.target),
                )
            )

    def _image(self, node: tree.Image) -> None:
        if not _TEMPLATE.search(node.target):
            self.figures.append(
                Figure(
                    node.span,
                    "markdown",
                    node.target,
                    node.target_span,
                    plain(node.children),
                )
            )

    def _html(self, parts: Sequence[tree.Tag | tree.RawHtml], *, quiet: bool) -> None:
        ends = [
            part for part in parts if isinstance(part, tree.Tag) and _ends_anchor(part)
        ]
        for tag in parts:
            if not isinstance(tag, tree.Tag):
                continue
            if tag.name in {"img", "source"} and tag.form != "close":
                self._picture(tag)
            elif tag.name == "a" and tag.form == "open":
                place = bisect_right(
                    ends, tag.span.start, key=lambda each: each.span.start
                )
                self._anchor(tag, ends[place] if place < len(ends) else None)
            elif tag.name == "br" and not quiet and not tag.attributes:
                self.breaks.append(self._break(tag))

    def _break(self, tag: tree.Tag) -> Break:
        after = _SLASH.match(self.source.text, tag.span.end)
        span = Span(tag.span.start, after.end()) if after else tag.span
        style = "malformed" if after or tag.form == "close" else "html"
        return Break(span, style, self.source.slice(span))

    def _malformed(self, nodes: Sequence[tree.Node]) -> None:
        """What was meant as a break and is shown as text."""
        for node in nodes:
            if isinstance(node, tree.Text):
                for match in _BACKSLASHED.finditer(self.source.text, *node.span):
                    self.breaks.append(
                        Break(Span(*match.span()), "malformed", match[0])
                    )

    def _picture(self, tag: tree.Tag) -> None:
        if tag.name == "img":
            self._src(tag)
        self._srcset(tag)

    def _src(self, tag: tree.Tag) -> None:
        target = tag.get("src")
        if (
            target is None
            or target.value_span is None
            or _TEMPLATE.search(target.value)
        ):
            return
        alt = tag.get("alt")
        self.figures.append(
            Figure(
                tag.span,
                "html",
                target.value,
                target.value_span,
                alt.value if alt else "",
                tag,
            )
        )

    def _srcset(self, tag: tree.Tag) -> None:
        """The candidates of a `srcset`; the first one of a `<source>` stands for the tag."""
        target = tag.get("srcset")
        if (
            target is None
            or target.value_span is None
            or _TEMPLATE.search(target.value)
        ):
            return
        start = target.value_span.start
        spans = [
            Span(start + span.start, start + span.end)
            for span in srcset_candidates(self.source.slice(target.value_span))
        ]
        if tag.name == "source" and not spans:
            spans = [Span(start, start)]
        for index, span in enumerate(spans):
            stands_for_tag = tag.name == "source" and index == 0
            address = unescape_entities(self.source.slice(span))
            self.figures.append(
                Figure(
                    tag.span if stands_for_tag else span, "source", address, span, ""
                )
            )

    def _anchor(self, tag: tree.Tag, end: tree.Tag | None) -> None:
        target = tag.get("href")
        if (
            target is None
            or target.value_span is None
            or _TEMPLATE.search(target.value)
        ):
            return
        inner = Span(tag.span.end, end.span.start if end else tag.span.end)
        words = without_tags(self.source.slice(inner)).strip()
        span = Span(
            tag.span.start, end.span.end if end and end.form == "close" else inner.end
        )
        url = target.value.strip()
        self.links.append(
            Link(span, "html", url, target.value_span, words, inner, paper_of(url))
        )


def _ends_anchor(tag: tree.Tag) -> bool:
    """Whether a tag ends the link before it: its closing tag, or, as browsers read it,
    the next link's opening one.
    """
    return tag.name == "a" and (tag.form == "close" or tag.get("href") is not None)


def _hidden(nodes: Sequence[tree.Node]) -> Iterator[Span]:
    """Code, math, tags and comments, in which words mean nothing."""
    for node in nodes:
        if isinstance(node, tree.InlineCode | tree.Math | tree.Tag | tree.RawHtml):
            yield node.span
        yield from _hidden(tree.children_of(node))


class _Cover:
    """Ranges, of which it is asked again and again whether one of them covers another."""

    def __init__(self, spans: Iterator[Span]) -> None:
        self._spans = sorted(spans)
        self._reach = list(accumulate((span.end for span in self._spans), max))

    def covers(self, span: Span) -> bool:
        """Whether one of them covers the range."""
        before = bisect_right(self._spans, span.start, key=lambda each: each.start)
        return before > 0 and self._reach[before - 1] >= span.end


_Placed = TypeVar("_Placed", Link, Figure, Break, Empty)


def _outside(templates: Sequence[Span], found: Sequence[_Placed]) -> list[_Placed]:
    """What does not lie in a template, in the order of its places.

    Templates are in order, and apart from one another.
    """

    def is_outside(each: _Placed) -> bool:
        last = (
            bisect_right(
                templates, each.span.start, key=lambda template: template.start
            )
            - 1
        )
        return last < 0 or not templates[last].covers(each.span)

    return sorted(filter(is_outside, found), key=lambda each: each.span)


def _definitions(nodes: Sequence[tree.Node]) -> Iterator[tree.Definition]:
    for node in nodes:
        if isinstance(node, tree.Definition):
            yield node
        elif isinstance(
            node, tree.Quote | tree.ListBlock | tree.Item | tree.FootnoteDefinition
        ):
            yield from _definitions(tree.children_of(node))
