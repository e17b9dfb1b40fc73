"""F308 figure-attributes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from notelint.notebook.habits import attribute_style
from notelint.notebook.model import Figure, Notebook
from notelint.rules.base import rule
from notelint.text.diagnostics import Applicability, Edit, Finding, Fix, Severity
from notelint.text.source import Span

_NAMES = frozenset(
    [
        "src",
        "alt",
        "width",
        "height",
        "title",
        "style",
        "align",
        "class",
        "id",
        "loading",
        "border",
        "hspace",
        "vspace",
        "srcset",
        "sizes",
        "name",
        "decoding",
        "crossorigin",
        "referrerpolicy",
        "usemap",
        "ismap",
        "longdesc",
        "valign",
    ]
)
_SLASH = re.compile(r"/(?=>$)")


@rule(
    "F308",
    severity=Severity.WARNING,
    fixes=(Applicability.LAYOUT,),
)
def figure_attributes(notebook: Notebook) -> Iterator[Finding]:
    """Spell the attributes of `<img>` one way: `name="value"`.

    No blanks around `=`, and double quotes. Order and values stay as they are, and so does
    the tag's ending. A word that is no attribute (a size without its name) is reported, and
    left for you to mend.

    Bad:

        1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762)<br/>
           <img src="./figs/attention.png" width = "500" />

    Good:

        1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762)<br/>
           <img src="./figs/attention.png" width="500" />
    """
    if attribute_style(notebook) not in {"double", None}:
        return
    seen = set()
    for entry in notebook.entries:
        for figure in notebook.figures_in(entry.span):
            if figure.tag and figure.span not in seen:
                seen.add(figure.span)
                yield from _findings(notebook, figure)


def _findings(notebook: Notebook, figure: Figure) -> Iterator[Finding]:
    for attribute in figure.tag.attributes if figure.tag else ():
        text = notebook.source.slice(attribute.span)
        if attribute.value_span is None:
            if attribute.name not in _NAMES:
                yield Finding(
                    attribute.span,
                    f"give {text} a name (width?), or remove it: it is no attribute",
                )
            continue
        value = notebook.source.slice(attribute.value_span)
        span = attribute.span
        if not attribute.quote and (
            slash := _SLASH.search(
                notebook.source.text[: figure.span.end], attribute.value_span.start
            )
        ):
            value = (
                value.removesuffix("/")
                if slash.start() == attribute.value_span.end - 1
                else value
            )
            span = (
                Span(span.start, span.end - 1)
                if slash.start() == attribute.value_span.end - 1
                else span
            )
        name = text[: len(attribute.name)]
        wanted = f'{name}="{value}"'
        if notebook.source.slice(span) != wanted:
            fix = Fix.layout(Edit(span, wanted)) if '"' not in value else None
            yield Finding(
                span,
                f"write {wanted if len(wanted) < 60 else name + '=' + chr(34) + '…' + chr(34)}",
                fix,
            )
