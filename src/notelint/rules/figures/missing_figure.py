"""F301 missing-figure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from posixpath import basename

from notelint.diagnostics import Finding
from notelint.notebook import Notebook
from notelint.rule import rule
from notelint.surroundings import Surroundings, local_path

_TEMPLATE = r"(?i)template|模[板版]"


@rule("F301")
def missing_figure(notebook: Notebook, surroundings: Surroundings) -> Iterator[Finding]:
    """Show only figures that are there.

    The file that the figure names does not exist: readers see a broken picture. A path that begins with `/` starts at the repository's
    root. A single word (`path` in a template) is no file's name. A figure without a path shows nothing at all.

    Bad:

        1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762)<br/>
           <img src="./figs/atention.png" />

    Good:

        1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762)<br/>
           <img src="./figs/attention.png" />
    """
    yield from _without_path(notebook)
    for figure in notebook.pictures:
        path = local_path(figure.target)
        if path and ("/" in path or "." in path) and surroundings.find(path).path is None:
            yield Finding(figure.target_span, f"figure not found: {path}", help=surroundings.hint(path))


def _without_path(notebook: Notebook) -> Iterator[Finding]:
    """The figures with nothing where the path belongs; in a template, by its name, they are what they should be."""
    if re.search(_TEMPLATE, basename(notebook.source.path)):
        return
    for figure in notebook.figures:
        if not figure.target.strip() and figure.syntax != "source":
            span = figure.target_span if figure.target_span.start < figure.target_span.end else figure.span
            seen = "its words alone" if figure.alt.strip() else "nothing"
            yield Finding(span, f"give this figure a path: readers see {seen}")
