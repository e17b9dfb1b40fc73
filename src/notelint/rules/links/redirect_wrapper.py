"""L412 redirect-wrapper."""

from __future__ import annotations

from collections.abc import Iterator

from notelint.notebook.model import Notebook, readdressed
from notelint.papers.addresses import read_address
from notelint.papers.redirects import unwrapped
from notelint.rules.base import rule
from notelint.text.diagnostics import Applicability, Finding, Severity
from notelint.text.display import shorten

LONG = 120


@rule(
    "L412",
    severity=Severity.WARNING,
    fixes=(Applicability.SAFE,),
    precedence_over=("L402", "N603"),
)
def redirect_wrapper(notebook: Notebook) -> Iterator[Finding]:
    """Link to the page itself, not to a site that leads on to it.

    Search engines, mail scanners and social networks wrap the addresses that are copied
    from them. The real address is inside; the wrapper may stop working, warns readers, or
    counts them.

    Bad:

        1. [Attention Is All You Need](https://link.zhihu.com/?target=https%3A//arxiv.org/abs/1706.03762)

    Good:

        1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762)
    """
    for link in notebook.addresses:
        address = read_address(link.url) if (inner := unwrapped(link.url)) else None
        if inner and address:
            fix = readdressed(notebook, link, inner)
            shown = shorten(inner, LONG)
            message = f"write {shown}: this address goes by way of {address.host}"
            yield Finding(link.url_span, message, fix)
