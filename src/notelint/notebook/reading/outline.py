"""The sections of a notebook: Markdown headings at its root, and raw HTML ones."""

from __future__ import annotations

import re
from collections.abc import Iterator

from notelint.markdown import tree
from notelint.notebook.model import Section
from notelint.notebook.reading.lines import plain
from notelint.text.source import Span

_HEADING = re.compile(r"h([1-6])")
_TAG = re.compile(r"<[^>]*>")


def without_tags(text: str, instead: str = "") -> str:
    """The text with `instead` in the place of each tag."""
    end = (
        text.rfind(">") + 1
    )  # after the last one nothing is a tag, however many begin there
    return _TAG.sub(instead, text[:end]) + text[end:]


def shown_words(html: str) -> str:
    """The words that readers see of raw HTML, nearly."""
    return " ".join(without_tags(html, " ").split())


def heading_level(block: tree.HtmlBlock) -> int | None:
    """The level of the heading that raw HTML begins with, 1 to 6; None where it is none."""
    first = next((part for part in block.parts if isinstance(part, tree.Tag)), None)
    if first is None or first.form != "open":
        return None
    match = _HEADING.fullmatch(first.name)
    return int(match[1]) if match else None


def sections_of(document: tree.Document) -> tuple[Section, ...]:
    """All sections in order; the first stands for what comes before any heading and has
    level 0.
    """
    heads = list(_heads(document))
    starts = [*(span.start for *_, span in heads), document.span.end]
    found = [Section("", 0, Span(0, starts[0]), None)]
    for (title, level, span), end in zip(heads, starts[1:], strict=True):
        found.append(Section(title, level, Span(span.start, end), span))
    return tuple(found)


def _heads(document: tree.Document) -> Iterator[tuple[str, int, Span]]:
    for block in document.children:
        if isinstance(block, tree.Heading):
            yield plain(block.children).strip(), block.level, block.span
        elif isinstance(block, tree.HtmlBlock):
            level = heading_level(block)
            if level is not None:
                yield shown_words(block.text), level, block.span
