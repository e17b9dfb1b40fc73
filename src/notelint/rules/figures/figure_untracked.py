"""F304 figure-untracked."""

from __future__ import annotations

from collections.abc import Iterator
from posixpath import dirname

from notelint.notebook.model import Notebook
from notelint.rules.base import Context, rule
from notelint.rules.context import RepoContext
from notelint.text.diagnostics import Finding, Severity


@rule(
    "F304",
    severity=Severity.ERROR,
    context=Context.REQUIRED,
)
def figure_untracked(notebook: Notebook, context: RepoContext) -> Iterator[Finding]:
    """Add a figure to Git along with the notebook that shows it.

    The file is on your disk, but not in Git, or Git ignores it: you see the picture,
    readers do not. While the notebook itself is not in Git, only figures that are ignored
    are reported: the others can still come along with it.

    Bad:

        1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762)<br/>
           <img src="./figs/untracked.png" />

    Good:

        1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762)<br/>
           <img src="./figs/attention.png" />
    """
    tracked, others = context.tracked, context.others
    if tracked is None:
        return
    if context.path not in tracked and context.path not in others:
        return
    for figure in notebook.pictures:
        place = context.place_of(figure.target)
        if not place or not place.path or not place.exact:
            continue
        if place.path not in context.pictures or _has(tracked, place.path):
            continue
        if not _has(others, place.path):
            yield Finding(
                figure.target_span,
                "add this figure to Git, which ignores it: readers do not see it",
                help=f"git add --force {_quoted(place.path)}, or change .gitignore",
            )
        elif context.path in tracked:
            yield Finding(
                figure.target_span,
                "add this figure to Git: readers do not see it",
                help=f"git add {_quoted(place.path)}",
            )


def _has(files: frozenset[str], path: str) -> bool:
    """Whether the file is among those that Git names, or lies below one: a submodule, a
    link, a repository that is not added.
    """
    while path and path not in files and f"{path}/" not in files:
        path = dirname(path)
    return bool(path)


def _quoted(path: str) -> str:
    """A path as it can be given to a shell."""
    from shlex import quote  # slow to import, and seldom wanted

    return quote(path)
