"""E107 placeholder-link."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from notelint.notebook.model import Link, Notebook
from notelint.rules.base import rule
from notelint.text.diagnostics import Finding, Severity
from notelint.text.display import shorten
from notelint.text.source import Span

_UNWRITTEN = r"(?:todo|tbd|tba|tbc|fixme|x{3,}|\?+|\.{3,}|…)"
_NOWHERE = rf"(?i)(?:https?:/*)?(?:{_UNWRITTEN})?/?"
_PAPER = r"(?i)https?://\S*/(?:x{4}\.x{3,5}|\?{4}\.\?{3,5})(?:v\d)?(?:\.pdf)?"
_TEMPLATE = r"(?i)template|模[板版]"
_TO_TOP = r"(?i)\b(?:top|back|up|home)\b|顶部|到顶|返回|回到|目录|[↑⬆🔝⇧▲△☝⏫🔼^]"
_PURPOSE = r"""(?i)\s(?:name|id|title|class|role|on\w+|data-[\w-]+)\s*="""


@rule(
    "E107",
    severity=Severity.WARNING,
    precedence_over=("L407",),
    needs_entries=True,
)
def placeholder_link(notebook: Notebook) -> Iterator[Finding]:
    """Write where a link leads, or leave the link out.

    `[code]()`, `[code](#)` and `[code](TODO)` look like links to readers and lead back to
    this page or nowhere. In a template, by its name, they are what they should be; `[Back
    to top](#)` is a link too.

    Bad:

        1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762) [[code]()]

    Good:

        1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762) [code to come]
    """
    if re.search(_TEMPLATE, posixpath.basename(notebook.source.path)):
        return
    for link in notebook.links:
        words = " ".join(link.text.split())
        if link.form == "definition" or not words:
            continue
        if _is_placeholder(notebook, link):
            shown = "back to this page" if link.url.strip() in {"", "#"} else "nowhere"
            message = f'write where "{shorten(words, 40, kept=37)}" leads, or drop the link: readers are led {shown}'
            yield Finding(link.span, message)


def _is_placeholder(notebook: Notebook, link: Link) -> bool:
    url = link.url.strip()
    if url == "#":
        return not re.search(_TO_TOP, link.text) and not _has_purpose(notebook, link)
    if re.fullmatch(_NOWHERE, url):
        return bool(url) or not _has_purpose(notebook, link)
    return re.fullmatch(_PAPER, url) is not None


def _has_purpose(notebook: Notebook, link: Link) -> bool:
    """Whether a link to its own page is there for its tooltip, its name, or a script."""
    if link.form == "html":
        tag = notebook.source.slice(Span(link.span.start, link.text_span.start))
        return re.search(_PURPOSE, tag) is not None
    if link.form != "inline":
        return False
    after = notebook.source.slice(Span(link.url_span.end, link.span.end))
    return '"' in after or "'" in after
