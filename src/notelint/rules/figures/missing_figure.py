"""F301 missing-figure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from posixpath import basename

from notelint.notebook.model import Notebook
from notelint.rules.base import Context, rule
from notelint.rules.context import RepoContext, local_path
from notelint.text.diagnostics import Finding, Severity

_TEMPLATE = r"(?i)template|模[板版]"


@rule(
    "F301",
    severity=Severity.ERROR,
    precedence_over=("F305",),
    context=Context.REQUIRED,
)
def missing_figure(notebook: Notebook, context: RepoContext) -> Iterator[Finding]:
    """Show only figures that are there.

    The file that the figure names does not exist: readers see a broken picture. A path that
    begins with `/` starts at the repository's root. A single word (`path` in a template) is
    no file's name. Each file in a `srcset` is a figure. A figure without a path shows
    nothing at all. A figure outside of the repository, by `..` or by a symbolic link, is
    never looked for: readers do not see it, wherever it is. Neither do they see
    what lies in a submodule, which is another repository.

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
        if not path or not ("/" in path or "." in path):
            continue
        place = context.find(path)
        if context.is_in_submodule(path):
            yield Finding(
                figure.target_span,
                f"figure in a submodule: {path}",
                help="copy it into this repository: GitHub shows no file of a submodule",
            )
        elif place.outside and context.is_repository:
            yield Finding(
                figure.target_span,
                f"figure outside of the repository: {path}",
                help=context.hint(path),
            )
        elif place.path is None and not place.outside:
            yield Finding(
                figure.target_span,
                f"figure not found: {path}",
                help=context.hint(path),
            )


def _without_path(notebook: Notebook) -> Iterator[Finding]:
    """The figures with nothing where the path belongs; in a template, by its name, they
    are what they should be.
    """
    if re.search(_TEMPLATE, basename(notebook.source.path)):
        return
    for figure in notebook.figures:
        if not figure.target.strip() and figure.syntax != "source":
            span = (
                figure.target_span
                if figure.target_span.start < figure.target_span.end
                else figure.span
            )
            seen = "its words alone" if figure.alt.strip() else "nothing"
            yield Finding(span, f"give this figure a path: readers see {seen}")
