"""F307 figure-list-break."""

from __future__ import annotations

from collections.abc import Iterator

from notelint.diagnostics import Edit, Finding, Fix
from notelint.notebook import Notebook
from notelint.rule import rule
from notelint.source import Span


@rule("F307")
def figure_list_break(notebook: Notebook) -> Iterator[Finding]:
    """Indent a figure or break that stands alone on a line of an entry.

    A line that is one tag and stands left of the entry's text ends the list on GitHub. The figure is shown outside of its entry, what
    follows up to the next blank line is shown raw, and the next entry starts a new list. Indented to the entry's text, all of it is
    whole again.

    Bad:

        1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762)<br/>
           Attention alone is enough.<br/>
        <img src="./figs/attention.png" />
        2. [Deep Residual Learning for Image Recognition](https://arxiv.org/abs/1512.03385)

    Good:

        1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762)<br/>
           Attention alone is enough.<br/>
           <img src="./figs/attention.png" />
        2. [Deep Residual Learning for Image Recognition](https://arxiv.org/abs/1512.03385)
    """
    source = notebook.source
    for entry in notebook.entries:
        for place, (number, column) in enumerate(entry.cuts):
            line = source.line_span(number)
            text = source.slice(line)
            start = line.start + len(text) - len(text.lstrip())
            what = "figure" if "<img" in text.lower() else "break"
            fix = Fix.layout(Edit(Span(line.start, start), " " * column), message=f"indent the line by {column}")
            shown = "shows it outside of its entry" if place else "ends the list here"
            span = Span(start, line.start + len(text.rstrip()))
            yield Finding(span, f"indent this {what} by {column} blanks: GitHub {shown}", fix)
