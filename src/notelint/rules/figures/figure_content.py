"""F312 figure-content."""

from __future__ import annotations

from collections.abc import Iterator

from notelint.notebook.model import Notebook
from notelint.rules.base import Context, rule
from notelint.rules.context import RepoContext
from notelint.text.diagnostics import Finding, Severity

_FAULTS = {
    "empty": ("an empty file", "save the figure anew"),
    "lfs": (
        "a Git LFS pointer, not the picture itself",
        "git lfs pull (in CI, check out with LFS)",
    ),
    "html": (
        "a web page, not a picture",
        "download the picture itself: what was saved is the page about it",
    ),
    "text": ("a text, not a picture", "save the figure anew"),
    "pdf": (
        "a PDF, which browsers do not show as a picture",
        "export it as PNG or SVG",
    ),
    "video": (
        "a video, which browsers do not show as a picture",
        "link to it, or export it as GIF or WebP",
    ),
    "unknown": ("no picture that browsers know", "export it as PNG, JPEG or SVG"),
}


@rule(
    "F312",
    severity=Severity.ERROR,
    context=Context.REQUIRED,
)
def figure_content(notebook: Notebook, context: RepoContext) -> Iterator[Finding]:
    """Show only what is a picture.

    The file is there, but it is empty, a Git LFS pointer, a web page saved as `.png`, or
    something else that no browser shows: readers see a broken picture. What counts is the
    content, not the name.

    Bad:

        1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762)<br/>
           <img src="./figs/empty.png" />

    Good:

        1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762)<br/>
           <img src="./figs/attention.png" />
    """
    for figure in notebook.pictures:
        picture = context.picture_of(figure.target)
        if picture and picture.kind in _FAULTS:
            what, help_ = _FAULTS[picture.kind]
            yield Finding(
                figure.target_span, f"replace this file: it is {what}", help=help_
            )
