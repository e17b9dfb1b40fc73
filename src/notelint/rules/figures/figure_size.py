"""F310 figure-size."""

from __future__ import annotations

from collections.abc import Iterator

from notelint.notebook.model import Notebook
from notelint.rules.base import Context, rule
from notelint.rules.context import RepoContext
from notelint.text.diagnostics import Finding, Severity

KIB, MIB = 1024, 1024 * 1024


@rule(
    "F310",
    severity=Severity.WARNING,
    context=Context.REQUIRED,
)
def figure_size(
    notebook: Notebook, context: RepoContext, *, max_kib: int = 5120
) -> Iterator[Finding]:
    """Keep figures small.

    Everybody who opens the page loads the file, and everybody who clones the repository
    gets every version of it. The option `max-kib` says how many KiB a figure may have.

    Bad:

        1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762)<br/>
           <img src="./figs/huge.png" />

    Good:

        1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762)<br/>
           <img src="./figs/attention.png" />
    """
    most = (
        f"{max_kib} KiB" if max_kib % 1024 or not max_kib else f"{max_kib // 1024} MiB"
    )
    for figure in notebook.pictures:
        picture = context.picture_of(figure.target)
        if picture and picture.size > max_kib * KIB:
            yield Finding(
                figure.target_span,
                f"make this figure smaller: {_size(picture.size)}, and {most} is the most",
            )


def _size(count: int) -> str:
    """A number of bytes as people say it, rounded up: what is too large never looks as
    large as what is allowed.
    """
    if count < MIB:
        return f"{-(-count // KIB)} KiB"
    return f"{-(-count * 10 // MIB) / 10:.1f} MiB"
