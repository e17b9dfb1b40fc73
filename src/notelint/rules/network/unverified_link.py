"""N606 unverified-link."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from notelint.notebook.model import Link, Notebook
from notelint.rules.base import Context, rule
from notelint.rules.context import RepoContext, Verdict
from notelint.text.diagnostics import Finding, Severity


@rule(
    "N606",
    severity=Severity.INFO,
    context=Context.REQUIRED,
    needs_network=True,
)
def unverified_link(notebook: Notebook, context: RepoContext) -> Iterator[Finding]:
    """Know which links could not be checked.

    A host that shuts programs out, sets limits, is too slow or in disorder says nothing
    about the page: a person with a browser may well find it. So this is a remark, one for
    each host, at the first of its links, and fails no run unless `--strict` asks for that.

    Bad:

        1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762), [talk](https://walled.example/talk)

    Good:

        1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762), [talk](https://attention.example/talk)
    """
    hosts: dict[str, list[tuple[Link, Verdict]]] = {}
    for link in notebook.addresses:
        verdict = context.verdict_on(link.url)
        if verdict and verdict.state == "unverified":
            hosts.setdefault(verdict.host, []).append((link, verdict))
    for host, links in hosts.items():
        reasons = Counter(
            " ".join(verdict.reason.split()) for _, verdict in links if verdict.reason
        )
        why = f": {reasons.most_common(1)[0][0]}" if reasons else ""
        what = "this link" if len(links) == 1 else f"{len(links)} links"
        where = f" to {host}" if host else ""
        first, _ = links[0]
        yield Finding(first.url_span, f"could not verify {what}{where}{why}")
