"""B204 trailing-break."""

from __future__ import annotations

import re
from collections.abc import Iterator

from notelint.notebook.habits import more_than_half
from notelint.notebook.model import Break, Entry, Notebook
from notelint.notebook.verbatim import without_comments
from notelint.rules.base import Enabled, rule
from notelint.text.diagnostics import Applicability, Edit, Finding, Fix, Severity
from notelint.text.source import Span

_LONE = r"</?[A-Za-z][^<>]*>"  # without the break it would be HTML, and no text
_BLANK_LINE = r"(?:\r\n?|\n)[ \t]*(?:\r\n?|\n)"


@rule(
    "B204",
    severity=Severity.WARNING,
    enabled=Enabled.BY_HABIT,
    fixes=(Applicability.LAYOUT,),
    precedence_over=("B201", "B205"),
    needs_entries=True,
    fix_rank=2,
)
def trailing_break(notebook: Notebook) -> Iterator[Finding]:
    """End an entry without a break.

    A break with nothing after it breaks nothing. Two or more make a gap that readers see,
    and are left alone; so are all of them where more than half of the entries with breaks
    end so.

    Bad:

        1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762)<br/>
           Attention alone is enough.<br/>
        2. [Deep Residual Learning for Image Recognition](https://arxiv.org/abs/1512.03385)<br/>
           Layers learn what to add.

    Good:

        1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762)<br/>
           Attention alone is enough.
        2. [Deep Residual Learning for Image Recognition](https://arxiv.org/abs/1512.03385)<br/>
           Layers learn what to add.
    """
    last_breaks = [
        _trailing(notebook, entry)
        for entry in notebook.entries
        if entry.lines and notebook.breaks_in(entry.span)
    ]
    if more_than_half(line_break is not None for line_break in last_breaks):
        return
    # An entry and the one in it may end with the same break
    for line_break in dict.fromkeys(last_breaks):
        if line_break is None:
            continue
        start, end = line_break.span
        while start and notebook.source.text[start - 1].isspace():
            start -= 1
        message = "remove the break: nothing follows it in this entry"
        yield Finding(line_break.span, message, Fix.layout(Edit(Span(start, end), "")))


def _trailing(notebook: Notebook, entry: Entry) -> Break | None:
    """The one HTML break that an entry ends with."""
    text = notebook.source.text
    last = _last_html_break(notebook, entry)
    if last is None or without_comments(text[last.span.end : entry.span.end]).strip():
        return None
    before = text[entry.span.start : last.span.start]
    words = before.rstrip()
    if not words or words.endswith("\\"):
        return None
    if words.endswith(">") and "<br" in words[-7:].lower():
        return None  # two breaks make a gap
    if re.search(r"  (?:\r\n?|\n)[ \t]*$", before):
        return None
    return None if re.fullmatch(_LONE, _paragraph(before, entry)) else last


def _last_html_break(notebook: Notebook, entry: Entry) -> Break | None:
    for line_break in reversed(notebook.breaks_in(entry.span)):
        if line_break.style == "html":
            return line_break
    return None


def _paragraph(before: str, entry: Entry) -> str:
    """What stands before a break in its paragraph, without the entry's marker."""
    if entry.marker_span:
        before = before[entry.marker_span.end - entry.span.start :]
    return re.split(_BLANK_LINE, before)[-1].strip()
