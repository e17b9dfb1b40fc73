"""F302 figure-case."""

from __future__ import annotations

from collections.abc import Iterator
from posixpath import basename

from notelint.notebook.model import Notebook
from notelint.rules.base import Context, rule
from notelint.rules.context import RepoContext, local_path, told_apart
from notelint.text.diagnostics import Applicability, Edit, Finding, Fix, Severity


@rule(
    "F302",
    severity=Severity.ERROR,
    fixes=(Applicability.SAFE,),
    precedence_over=("F301",),
    context=Context.REQUIRED,
)
def figure_case(notebook: Notebook, context: RepoContext) -> Iterator[Finding]:
    """Spell a figure's file as it is spelled on disk.

    macOS and Windows find `Unet.png` where the file is `unet.png`; GitHub does not, and
    readers see a broken picture. So it is with an accent that is a character of its own in
    one of the two names (NFD), and part of its letter in the other (NFC).

    Bad:

        1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762)<br/>
           <img src="./figs/Attention.PNG" />

    Good:

        1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762)<br/>
           <img src="./figs/attention.png" />
    """
    for figure in notebook.pictures:
        path = local_path(figure.target)
        place = context.find(path) if path else None
        if path and place and place.path and not place.exact:
            written = notebook.source.slice(figure.target_span)
            right = _respelled(context.resolve(path), place.path, written)
            fix = None
            if right and figure.can_hold(right):
                fix = Fix.safe(Edit(figure.target_span, right))
            what = told_apart(context.resolve(path), place.path)
            yield Finding(
                figure.target_span,
                f"the file is called {basename(place.path)}: GitHub tells {what} apart",
                fix,
            )


def _respelled(asked: str, real: str, written: str) -> str | None:
    """The path as written, with the letters of the real one; None where it is not
    written plainly.
    """
    asked_names, real_names = asked.split("/"), real.split("/")
    for count in range(len(asked_names), 0, -1):
        tail = "/".join(asked_names[-count:])
        if tail in written:
            head, _, rest = written.rpartition(tail)
            return head + "/".join(real_names[-count:]) + rest
    return None
