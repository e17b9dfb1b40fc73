"""F303 figure-path."""

from __future__ import annotations

import re
from collections.abc import Iterator

from notelint.notebook.model import Figure, Notebook
from notelint.rules.base import Context, rule
from notelint.rules.context import OWN_DISK, RepoContext, tails
from notelint.text.diagnostics import Applicability, Edit, Finding, Fix, Severity
from notelint.text.source import Span

_EDGES = re.compile(r"^(?:\s|%20)+|(?<!\s)(?<!%20)(?:\s|%20)+$")


@rule(
    "F303",
    severity=Severity.ERROR,
    fixes=(Applicability.LAYOUT, Applicability.SAFE),
    precedence_over=("F302", "F301"),
    context=Context.OPTIONAL,
)
def figure_path(notebook: Notebook, context: RepoContext | None) -> Iterator[Finding]:
    """Give a figure a path that works for every reader.

    Blanks around the path, backslashes, and paths on your own disk (`C:\\\\…`, `/Users/…`,
    `file://`) lead nowhere on GitHub. Where the file is found in the repository, the right
    path is offered.

    Bad:

        1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762)<br/>
           <img src="./figs/attention.png " />

    Good:

        1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762)<br/>
           <img src="./figs/attention.png" />
    """
    for figure in notebook.pictures:
        written = notebook.source.slice(figure.target_span)
        path = written.strip()
        if not path:
            continue
        if OWN_DISK.match(path) and not _is_there(path, context):
            message = "use a path relative to the notebook: this one exists on one computer only"
            right = _tail_that_is_there(path, context)
            fix = None
            if right and figure.can_hold(right):
                fix = Fix.safe(Edit(figure.target_span, right))
            yield Finding(figure.target_span, message, fix)
        elif "\\" in written and "://" not in written:
            message = "use / in the path: GitHub does not take \\ for a folder's end"
            right = re.sub(r"\\+", "/", written)
            is_found = _is_there(right.strip(), context)
            fix = Fix.safe(Edit(figure.target_span, right)) if is_found else None
            yield Finding(figure.target_span, message, fix)
        elif spaces := list(_spaces_around(notebook, figure, written)):
            fix = Fix.layout(*(Edit(span, "") for span in spaces))
            yield Finding(figure.target_span, "remove the blanks around the path", fix)


def _tail_that_is_there(path: str, context: RepoContext | None) -> str | None:
    """The longest end of a path on somebody's own disk that is in the repository."""
    for tail in tails(path):
        if _is_there(tail, context):
            return tail
    return None


def _spaces_around(notebook: Notebook, figure: Figure, written: str) -> Iterator[Span]:
    start, end = figure.target_span
    for match in _EDGES.finditer(written):
        yield Span(start + match.start(), start + match.end())
    if figure.syntax == "markdown" and notebook.source.slice(figure.span).endswith(")"):
        text = notebook.source.text
        before = len(text[:start].rstrip(" \t"))
        after = end + len(text[end:]) - len(text[end:].lstrip(" \t"))
        if before < start and text[before - 1] == "(":
            yield Span(before, start)
        if after > end and text[after] == ")":
            yield Span(end, after)


def _is_there(path: str, context: RepoContext | None) -> bool:
    place = context.find(path) if context else None
    return place is not None and place.path is not None and place.exact
