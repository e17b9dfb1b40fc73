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
    for line_break in notebook.breaks:
        if line_break.style != "malformed":
            continue
        edit = Edit(line_break.span, wanted)
        if line_break.text.startswith("</"):
            shown, fix = "a stray closing tag", Fix.layout(edit)
        else:
            shown, fix = "shown as text", Fix.safe(edit)
        message = f"write {wanted}: {line_break.text} is {shown}"
        yield Finding(line_break.span, message, fix)
