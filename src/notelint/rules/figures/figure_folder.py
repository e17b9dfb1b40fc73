"""F305 figure-folder."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from posixpath import join, normpath

from notelint.notebook.habits import is_settled
from notelint.notebook.model import Notebook
from notelint.rules.base import Context, Enabled, rule
from notelint.rules.context import OWN_DISK, RepoContext, local_path
from notelint.text.diagnostics import Finding, Severity

_DEEPEST = 20


@rule(
    "F305",
    severity=Severity.WARNING,
    enabled=Enabled.BY_HABIT,
    context=Context.OPTIONAL,
)
def figure_folder(notebook: Notebook, context: RepoContext | None) -> Iterator[Finding]:
    """Keep figures in the figures' folder.

    Where nearly all figures of a notebook (19 of 20, and at least ten) lie in one folder or
    below it, one beside it was put there by mistake. `notebook.figure-folders` names the
    folders; then every figure outside of them is reported.

    Bad:

        1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762)<br/>
           <img src="figs/a1.png" /> <img src="figs/a2.png" /> <img src="figs/a3.png" /> <img src="figs/a4.png" />
           <img src="figs/b1.png" /> <img src="figs/b2.png" /> <img src="figs/b3.png" /> <img src="figs/b4.png" />
           <img src="figs/c1.png" /> <img src="figs/c2.png" /> <img src="figs/c3.png" /> <img src="figs/c4.png" />
           <img src="figs/d1.png" /> <img src="figs/d2.png" /> <img src="figs/d3.png" /> <img src="figs/d4.png" />
           <img src="figs/e1.png" /> <img src="figs/e2.png" /> <img src="figs/e3.png" /> <img src="e4.png" />

    Good:

        1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762)<br/>
           <img src="figs/attention.png" />
    """
    context = context or RepoContext(notebook.source.path)
    figures = [
        (figure, context.resolve(inner))
        for figure in notebook.pictures
        if (inner := _inner_path(figure.target, context))
    ]
    folders = [
        normpath(join("/", folder))[1:]
        for folder in notebook.preferences.figure_folders
    ]
    folders = folders or _habit([path for _, path in figures])
    if not folders:
        return
    names = " or ".join(f"{folder}/" for folder in folders)
    message = f"move this figure to {names}, where the notebook's figures are"
    for figure, path in figures:
        if not any(_is_below(path, folder) for folder in folders):
            yield Finding(figure.target_span, message)


def _inner_path(target: str, context: RepoContext) -> str | None:
    """A figure's path where it leads to a place in the repository."""
    path = local_path(target)
    if not path or OWN_DISK.match(target) or "\\" in target:
        return None
    return None if context.resolve(path).startswith("../") else path


def _habit(paths: Sequence[str]) -> list[str]:
    """The folder that holds nearly all of them, the deepest such; none where that is not
    settled.
    """
    counts = Counter(folder for path in paths for folder in _above(path))
    often = (folder for folder, count in counts.items() if count * 2 > len(paths))
    settled = [
        folder
        for folder in often
        if is_settled(_is_below(path, folder) for path in paths)
    ]
    return [max(settled, key=lambda folder: folder.count("/"))] if settled else []


def _above(path: str) -> Iterator[str]:
    """The folders above a file, the root left out, and what no one would call a folder
    for figures: the path may be an attack.
    """
    names = path.split("/", _DEEPEST + 1)[:-1][:_DEEPEST]
    yield from ("/".join(names[:count]) for count in range(1, len(names) + 1))


def _is_below(path: str, folder: str) -> bool:
    """Whether a file lies below a folder, which is named from the root or, where it has
    one name, stands anywhere on the way.
    """
    return path.startswith(f"{folder}/") or folder in {"", "."} or f"/{folder}/" in path
