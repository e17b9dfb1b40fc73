"""S705 duplicate-anchor."""

from __future__ import annotations

from collections.abc import Iterator

from notelint.markdown import tree
from notelint.notebook.anchors import Anchor
from notelint.notebook.facts import facts_of
from notelint.notebook.model import Notebook
from notelint.papers.addresses import decoded, shortened
from notelint.rules.base import rule
from notelint.text.diagnostics import Finding, Severity

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


@rule(
    "S705",
    severity=Severity.ERROR,
    needs_entries=True,
    identified_by_entry=False,
)
def duplicate_anchor(notebook: Notebook) -> Iterator[Finding]:
    """Give an anchor's name once.

    Where one `id` or `name` stands at two places, every link to it leads to the first.
    Those of headings and of `<a>` tags that are there to be led to count always, an `id` of
    another tag (it may be there for its looks) where a link of the notebook leads to it. A
    heading whose own words make the same name is no matter.

    Bad:

        - [GANs](#gan) and [more GANs](#gan)

        <a name="gan"></a>

        1. [Generative Adversarial Networks](https://arxiv.org/abs/1406.2661)

        <a name="gan"></a>

        2. [Conditional Generative Adversarial Nets](https://arxiv.org/abs/1411.1784)

    Good:

        - [GANs](#gan) and [more GANs](#more-gans)

        <a name="gan"></a>

        1. [Generative Adversarial Networks](https://arxiv.org/abs/1406.2661)

        <a name="more-gans"></a>

        2. [Conditional Generative Adversarial Nets](https://arxiv.org/abs/1411.1784)
    """
    targets = {
        decoded(link.url[1:]) for link in notebook.links if link.url.startswith("#")
    }
    first: dict[str, Anchor] = {}
    for anchor in facts_of(notebook).anchors:
        if anchor.tag is None:
            continue
        before = first.setdefault(anchor.name, anchor)
        if before.tag == anchor.tag:
            continue
        if _is_for_links(anchor.tag) or anchor.name in targets:
            line = notebook.source.line_of(before.span.start)
            name = shortened(anchor.name)
            message = (
                f'rename this anchor: links to "{name}" lead to the one in line {line}'
            )
            yield Finding(anchor.span, message)


def _is_for_links(tag: tree.Tag) -> bool:
    return (tag.name == "a" and tag.get("href") is None) or tag.name in _HEADINGS
