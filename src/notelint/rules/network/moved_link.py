"""N603 moved-link."""

from __future__ import annotations

import re
from collections.abc import Iterator

from notelint.notebook.model import Link, Notebook, readdressed
from notelint.rules.base import Context, rule
from notelint.rules.context import RepoContext
from notelint.text.diagnostics import Applicability, Finding, Fix, Severity

# No user and password, and nothing that is more than an address in Markdown
_PLAIN = r"https?://[^\s@/?#]+(?:[/?#][^\s<>\"\\`{}\[\]|^$]*)?"
# An entity, brackets that may not match, a mark that ends a bare address
_ODD = r"&#?\w+;|\)[^(]*\(|[?!.,:;*_~'\")]$"


@rule(
    "N603",
    severity=Severity.WARNING,
    fixes=(Applicability.SAFE,),
    context=Context.REQUIRED,
    needs_network=True,
)
def moved_link(notebook: Notebook, context: RepoContext) -> Iterator[Finding]:
    """Link to where a page is now.

    The page has moved, and its host says that it has for good, each time it hands the
    reader on. Papers' own pages are left out: L403 and L406 know their addresses. A page
    that now leads to the front page of its host is not there any more, and no address is
    offered.

    Bad:

        1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762), [code](https://github.com/example/t2t)

    Good:

        1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762), [code](https://github.com/example/tensor2tensor)
    """
    for link in notebook.addresses:
        verdict = context.verdict_on(link.url)
        if verdict is None or verdict.state != "moved" or not verdict.target:
            continue
        target = _with_anchor(verdict.target, link.url)
        if target == link.url:
            continue
        if _is_front_page(target) and not _is_front_page(link.url):
            yield Finding(
                link.url_span,
                f"find this page anew: its address leads to the front page {target}",
            )
        else:
            yield Finding(
                link.url_span,
                f"write {target}: the page has moved there for good",
                _fix(notebook, link, target),
            )


def _with_anchor(target: str, url: str) -> str:
    """Where a link leads now: the place within the page goes along, as it does in a browser."""
    anchor = url.partition("#")[2]
    return f"{target}#{anchor}" if anchor and "#" not in target else target


def _is_front_page(url: str) -> bool:
    rest = url.partition("#")[0].partition("://")[2]
    return not rest.partition("/")[2]


def _fix(notebook: Notebook, link: Link, target: str) -> Fix | None:
    """The new address, which is never part of canonical form: the network said it.

    None where it cannot be written down plainly.
    """
    if (
        not target.isprintable()
        or not re.fullmatch(_PLAIN, target)
        or target.count("(") != target.count(")")
        or re.search(_ODD, target)
    ):
        return None
    fix = readdressed(notebook, link, target)
    return fix._replace(applicability=Applicability.SAFE) if fix else None
