"""E109 stray-comment."""

from __future__ import annotations

import re
from collections.abc import Iterator

from notelint.notebook.facts import facts_of
from notelint.notebook.model import Notebook
from notelint.rules.base import rule
from notelint.text.diagnostics import Finding, Severity
from notelint.text.source import Span

HELP = "<!-- ... --> hides a remark from readers"

_REMARK = r"//(?=[ \t]+\S|\w)(?!(?:[\w-]+\.)+\w+(?:[/:?#]|\s|$)|[\w.-]+/)"
_CODE = r"[;{}]\s*$|\{[{%]"


@rule(
    "E109",
    severity=Severity.WARNING,
    needs_entries=True,
)
def stray_comment(notebook: Notebook) -> Iterator[Finding]:
    """Hide a remark in `<!-- ... -->`.

    `//` begins a comment in many languages, and none in Markdown: readers see it, and the
    remark behind it.

    Bad:

        1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762)
           Attention alone is enough for translation.
           // say more about the positions

    Good:

        1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762)
           Attention alone is enough for translation.
           <!-- say more about the positions -->
    """
    source, remark = notebook.source, re.compile(_REMARK)
    for passage in facts_of(notebook).passages:
        starts = [start for start in passage.starts if remark.match(source.text, start)]
        if not starts or re.search(f"(?m){_CODE}", source.slice(passage.span)):
            continue
        last = -1
        for start in starts:
            line = source.line_of(start)
            if line != last + 1:  # lines in a row are one remark
                written = source.text[start : source.line_span(line).end].rstrip()
                span = Span(start, start + len(written))
                message = 'hide this remark, or take its "//" away: readers see both'
                yield Finding(span, message, help=HELP)
            last = line
