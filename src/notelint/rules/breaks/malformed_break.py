"""B203 malformed-break."""

from __future__ import annotations

from collections.abc import Iterator

from notelint.notebook.habits import html_break
from notelint.notebook.model import Notebook
from notelint.rules.base import rule
from notelint.text.diagnostics import Applicability, Edit, Finding, Fix, Severity


@rule(
    "B203",
    severity=Severity.ERROR,
    fixes=(Applicability.LAYOUT, Applicability.SAFE),
    precedence_over=("B201",),
    needs_entries=True,
    fix_rank=3,
    fix_removes_text=True,
)
def malformed_break(notebook: Notebook) -> Iterator[Finding]:
    """Write a break that is one: `<br/>`.

    Browsers happen to show `</br>` as a break; `<\\br>` and the slash of `<br>/` stand on
    the page as text.

    Bad:

        1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762)</br>
           Attention alone is enough.

    Good:

        1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762)<br/>
           Attention alone is enough.
    """
    wanted = html_break(notebook) or "<br/>"
    for each in notebook.breaks:
        if each.style == "malformed":
            edit = Edit(each.span, wanted)
            closing = each.text.startswith("</")
            shown = "a stray closing tag" if closing else "shown as text"
            yield Finding(
                each.span,
                f"write {wanted}: {each.text} is {shown}",
                Fix.layout(edit) if closing else Fix.safe(edit),
            )
