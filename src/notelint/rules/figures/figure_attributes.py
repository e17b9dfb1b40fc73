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
    source = notebook.source
    for attribute in figure.tag.attributes if figure.tag else ():
        span, value_span = attribute.span, attribute.value_span
        text = source.slice(span)
        if value_span is None:
            if attribute.name not in _NAMES:
                message = (
                    f"give {text} a name (width?), or remove it: it is no attribute"
                )
                yield Finding(span, message)
            continue
        value = source.slice(value_span)
        if not attribute.quote:
            slash = _SLASH.search(source.text[: figure.span.end], value_span.start)
            if slash and slash.start() == value_span.end - 1:
                # The slash ends the tag, though a browser takes it for the value's
                value = value.removesuffix("/")
                span = Span(span.start, span.end - 1)
        name = text[: len(attribute.name)]
        wanted = f'{name}="{value}"'
        if source.slice(span) != wanted:
            fix = Fix.layout(Edit(span, wanted)) if '"' not in value else None
            shown = wanted if len(wanted) < 60 else f'{name}="…"'
            yield Finding(span, f"write {shown}", fix)
