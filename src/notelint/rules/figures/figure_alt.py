"""F309 figure-alt."""

from __future__ import annotations

from collections.abc import Iterator

from notelint.notebook.model import Notebook
from notelint.rules.base import Enabled, rule
from notelint.text.diagnostics import Finding, Severity


@rule(
    "F309",
    severity=Severity.WARNING,
    enabled=Enabled.IF_SELECTED,
)
def figure_alt(notebook: Notebook) -> Iterator[Finding]:
    """Say in words what a figure shows.

    Who cannot see the figure, or cannot load it, reads its alternative text:
    `![words](path)` or `alt="words"`.

    Bad:

        1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762)<br/>
           <img src="./figs/attention.png" />

    Good:

        1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762)<br/>
           <img src="./figs/attention.png" alt="encoder and decoder side by side" />
    """
    for figure in notebook.figures:
        if figure.syntax != "source" and not figure.alt.strip():
            how = (
                "between the brackets" if figure.syntax == "markdown" else 'in alt="…"'
            )
            yield Finding(
                figure.span,
                f"say {how} what this figure shows: it has no alternative text",
            )
