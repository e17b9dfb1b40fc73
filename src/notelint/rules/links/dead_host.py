"""L406 dead-host."""

from __future__ import annotations

from collections.abc import Iterator

from notelint.notebook.model import Notebook, readdressed
from notelint.papers import is_dead_host, moved_url
from notelint.papers.addresses import read_address
from notelint.rules.base import rule
from notelint.text.diagnostics import Applicability, Finding, Severity

INSTEAD = {
    "arxiv-vanity.com": "link to arxiv.org: arXiv Vanity is gone",
    "paperswithcode.com": "link to the paper, code or data itself: Papers with Code is gone, and all its pages lead elsewhere",
    "pnas.org": "link to the paper's DOI: its page at pnas.org has moved",
    "sci-hub.tw": "link to the paper's DOI: sci-hub.tw is gone",
}


@rule(
    "L406",
    severity=Severity.ERROR,
    fixes=(Applicability.SAFE,),
    precedence_over=("L403", "L402", "N601", "N602", "N603", "N606", "N608"),
)
def dead_host(notebook: Notebook) -> Iterator[Finding]:
    """Link to a site that is still there.

    Papers with Code, arXiv Vanity and the arXiv mirrors are gone; PNAS and the ACL
    Anthology have left their old addresses. Where the new address follows from the old one,
    it is offered.

    Bad:

        1. [Attention Is All You Need](http://cn.arxiv.org/abs/1706.03762)

    Good:

        1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762)
    """
    for link in notebook.addresses:
        if not is_dead_host(link.url):
            continue
        address = read_address(link.url)
        site = address.site if address else ""
        if moved := moved_url(link.url):
            fix = readdressed(notebook, link, moved)
            yield Finding(link.url_span, f"write {moved}: {_fate(site)}", fix)
        else:
            yield Finding(
                link.url_span,
                INSTEAD.get(site) or f"link to {_heir(site)}: {_fate(site)}",
            )


def _heir(site: str) -> str:
    return "aclanthology.org" if "acl" in site else "arxiv.org"


def _fate(site: str) -> str:
    return "the ACL Anthology has moved" if "acl" in site else f"{site} is gone"
