"""L402 tracking-query."""

from __future__ import annotations

import re
from collections.abc import Iterator

from notelint.notebook.model import Notebook, readdressed
from notelint.papers import is_dead_host, without_tracking
from notelint.rules.base import rule
from notelint.text.diagnostics import Applicability, Finding, Severity

LONG = 60
_PLAIN = r"[A-Za-z0-9._~%+:@/=&-]*"  # all else may be words that ran into the address


@rule(
    "L402",
    severity=Severity.WARNING,
    fixes=(Applicability.LAYOUT, Applicability.SAFE),
    precedence_over=("N603",),
)
def tracking_query(notebook: Notebook) -> Iterator[Finding]:
    """Link to the page, without the query that tells who sent you.

    `?ref=`, `?utm_source=` and their kind add nothing for the reader, and two links to one
    page no longer look alike. On code hosts `ref=` names a branch and stays.

    Bad:

        1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762?utm_source=newsletter)

    Good:

        1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762)
    """
    for link in notebook.addresses:
        clean = without_tracking(link.url)
        if clean != link.url and not is_dead_host(link.url):
            what = _dropped(link.url, clean)
            yield Finding(
                link.url_span,
                f"drop the tracking query {what}".rstrip(),
                readdressed(notebook, link, clean),
            )


def _dropped(url: str, clean: str) -> str:
    """The parameters that go, where they fit into a message."""
    kept = _parameters(clean)
    text = "&".join(each for each in _parameters(url) if each not in kept)
    return f"?{text}" if 0 < len(text) < LONG and re.fullmatch(_PLAIN, text) else ""


def _parameters(url: str) -> list[str]:
    return url.partition("#")[0].partition("?")[2].split("&")
