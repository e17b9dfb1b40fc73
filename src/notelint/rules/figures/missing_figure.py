"""F301 missing-figure."""

from __future__ import annotations

from collections.abc import Iterator
from posixpath import basename

from notelint.diagnostics import Finding
from notelint.notebook import Notebook
from notelint.rule import rule
from notelint.surroundings import Surroundings, local_path


@rule("F301")
def missing_figure(notebook: Notebook, surroundings: Surroundings) -> Iterator[Finding]:
    """Show only figures that are there.

    The file that the figure names does not exist: readers see a broken picture. A path that begins with `/` starts at the repository's
    root. A single word (`path` in a template) is no file's name.

    Bad:

        1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762)<br/>
           <img src="./figs/atention.png" />

    Good:

        1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762)<br/>
           <img src="./figs/attention.png" />
    """
    for figure in notebook.pictures:
        path = local_path(figure.target)
        if path and ("/" in path or "." in path) and surroundings.find(path).path is None:
            yield Finding(figure.target_span, f"figure not found: {path}", help=_hint(path, surroundings.names_beside(path)))


def _hint(path: str, names: frozenset[str]) -> str:
    if not names:
        return "add the file, or correct the path"
    from difflib import get_close_matches  # slow to import, and seldom wanted

    near = get_close_matches(basename(path), sorted(names), n=1)
    return f"did you mean {near[0]}?" if near else "add the file, or correct the path"
