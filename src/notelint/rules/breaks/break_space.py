"""B205 break-space."""

from __future__ import annotations

import re
from collections.abc import Iterator

from notelint.notebook.model import Break, Notebook
from notelint.rules.base import Enabled, rule
from notelint.text.diagnostics import Applicability, Edit, Finding, Fix, Severity
from notelint.text.source import Span

MANY = 5  # breaks: in fewer, nothing is a habit


@rule(
    "B205",
    severity=Severity.WARNING,
    enabled=Enabled.BY_HABIT,
    fixes=(Applicability.LAYOUT,),
    needs_entries=True,
)
def break_space(notebook: Notebook) -> Iterator[Finding]:
    """Put a break right behind its text.

    Blanks before `<br/>` are never seen, and some lines have them and some do not. Those at
    the start of a line are indentation and stay. A notebook in which half or more of five
    or more breaks are written so means it.

    Bad:

        1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762) <br/>
           Attention alone is enough.

    Good:

        1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762)<br/>
           Attention alone is enough.
    """
    spaced = []
    after_text = 0
    for line_break in notebook.breaks:
        if line_break.style != "html":
            continue
        before = _before(notebook, line_break)
        if not _is_text(before):
            continue
        after_text += 1
        if spaces := _spaces_at_end(before, line_break.span.start):
            spaced.append((line_break, spaces))
    if after_text >= MANY and len(spaced) * 2 >= after_text:
        return
    for line_break, spaces in spaced:
        message = f"put {line_break.text} right behind the text"
        yield Finding(spaces, message, Fix.layout(Edit(spaces, "")))


def _before(notebook: Notebook, line_break: Break) -> str:
    """The text before a break on its line, without the marker of its entry."""
    source, place = notebook.source, line_break.span.start
    start = source.line_span(source.line_of(place)).start
    entry = notebook.entry_at(place)
    marker = entry.marker_span if entry else None
    if marker and start <= marker.start < place:
        start = marker.end
    return source.text[start:place]


def _is_text(before: str) -> bool:
    """Whether more than marks and breaks stands before a break."""
    text = before.rstrip(" \t")
    if text.lower().endswith(("<br>", "<br/>", "<br />")):
        return False
    return bool(re.sub(r"^[ \t]*(?:[-+*]|\d+[.)])$", "", text).strip(" \t>"))


def _spaces_at_end(before: str, end: int) -> Span | None:
    """The spaces at the end of a text, which ends at this offset."""
    text = before.rstrip(" \t")
    count = len(before) - len(text)
    if not count or text.endswith("\\"):  # it would escape the tag
        return None
    return Span(end - count, end)
