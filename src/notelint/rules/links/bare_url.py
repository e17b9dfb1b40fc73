"""L410 bare-url."""

from __future__ import annotations

from collections.abc import Iterator

from notelint.notebook.model import Notebook
from notelint.rules.base import Enabled, rule
from notelint.text.diagnostics import Finding, Severity


@rule(
    "L410",
    severity=Severity.WARNING,
    enabled=Enabled.IF_SELECTED,
)
def bare_url(notebook: Notebook) -> Iterator[Finding]:
    """Give an address a text.

    `[project page](https://…)` tells readers what they will find, and a bare address does
    not. An address in angle brackets stands there on purpose.

    Bad:

        1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762), code: https://github.com/tensorflow/tensor2tensor

    Good:

        1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762), [code](https://github.com/tensorflow/tensor2tensor)
    """
    for link in notebook.links:
        if link.form == "bare":
            yield Finding(
                link.span, "write [text](address): readers see a bare address"
            )
