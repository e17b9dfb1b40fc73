"""B205 break-space."""

from __future__ import annotations

import re
from collections.abc import Iterator

from notelint.notebook.model import Break, Notebook
from notelint.rules.base import Enabled, rule
from notelint.text.diagnostics import Applicability, Edit, Finding, Fix, Severity
from notelint.text.source import Span

MANY = 5


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
    spaced = [
        (each, blanks)
        for each in notebook.breaks
        if each.style == "html" and (blanks := _blanks_before(notebook, each))
    ]
    behind_text = sum(
        each.style == "html" and _stands_after_text(notebook, each)
        for each in notebook.breaks
    )
    if behind_text >= MANY and len(spaced) * 2 >= behind_text:
        return
    for each, blanks in spaced:
        yield Finding(
            blanks,
            f"put {each.text} right behind the text",
            Fix.layout(Edit(blanks, "")),
        )


def _before(notebook: Notebook, each: Break) -> str:
    """What stands before a break on its line, without the marker of its entry."""
    source = notebook.source
    start = source.line_span(source.line_of(each.span.start)).start
    entry = notebook.entry_at(each.span.start)
    if (
        entry
        and entry.marker_span
        and start <= entry.marker_span.start < each.span.start
    ):
        start = entry.marker_span.end
    return source.text[start : each.span.start]


def _stands_after_text(notebook: Notebook, each: Break) -> bool:
    text = _before(notebook, each).rstrip(" \t")
    return bool(
        re.sub(r"^[ \t]*(?:[-+*]|\d+[.)])$", "", text).strip(" \t>")
    ) and not text.lower().endswith(("<br>", "<br/>", "<br />"))


def _blanks_before(notebook: Notebook, each: Break) -> Span | None:
    """The blanks between a text and the break behind it."""
    before = _before(notebook, each)
    count = len(before) - len(before.rstrip(" \t"))
    escapes = before.rstrip(" \t").endswith("\\")  # the tag, were it right behind
    return (
        Span(each.span.start - count, each.span.start)
        if count and not escapes and _stands_after_text(notebook, each)
        else None
    )
