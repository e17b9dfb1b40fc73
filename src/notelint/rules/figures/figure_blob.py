"""F311 figure-blob."""

from __future__ import annotations

from collections.abc import Iterator
from posixpath import dirname, relpath

from notelint.notebook.model import Notebook
from notelint.rules.base import Context, rule
from notelint.rules.context import RepoContext, blob_of
from notelint.text.diagnostics import Applicability, Edit, Finding, Fix, Severity

_SPECIAL = frozenset("()<>\"'%?#&\\|:")


@rule(
    "F311",
    severity=Severity.WARNING,
    fixes=(Applicability.SAFE,),
    context=Context.REQUIRED,
)
def figure_blob(notebook: Notebook, context: RepoContext) -> Iterator[Finding]:
    """Show the file itself, not GitHub's page of it.

    `https://github.com/owner/name/blob/main/figs/a.png` is a page about the file. GitHub
    puts up with it; everywhere else, and in every fork and branch, the picture is broken or
    another one. A path relative to the notebook works for everybody.

    Bad:

        1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762)<br/>
           <img src="https://github.com/someone/notes/blob/main/figs/attention.png" />

    Good:

        1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762)<br/>
           <img src="figs/attention.png" />
    """
    for figure in notebook.pictures:
        blob = blob_of(figure.target) if "/blob/" in figure.target else None
        if blob is None or not context.is_own(blob.repository):
            continue
        span = figure.target_span
        place = context.find(blob.path)
        if place.path and place.exact:
            path = _encoded(relpath(place.path, dirname(context.path) or "."))
            if blob.fragment:
                path += f"#{blob.fragment}"
            fix = None
            if notebook.source.slice(span) == figure.target and figure.can_hold(path):
                fix = Fix.safe(Edit(span, path), message=f"write {path}")
            message = "name the figure itself: this is GitHub's page about it, and no picture anywhere else"
            yield Finding(span, message, fix)
        elif context.repository:
            message = "name the figure itself: this is GitHub's page about one that this branch does not have"
            yield Finding(span, message)


def _encoded(path: str) -> str:
    """A path as it can stand in a target of any kind."""
    return "".join(
        f"%{ord(char):02X}" if char <= " " or char in _SPECIAL else char
        for char in path
    )
