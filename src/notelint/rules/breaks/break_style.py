"""B201 break-style."""

from __future__ import annotations

import re
from collections.abc import Iterator

from notelint.conventions import html_break
from notelint.diagnostics import Edit, Finding, Fix
from notelint.notebook import Notebook
from notelint.rule import rule

_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)


@rule("B201")
def break_style(notebook: Notebook) -> Iterator[Finding]:
    """Spell breaks one way.

    `<br>`, `<br/>` and `<br />` mean the same. The notebook's most frequent spelling is the right one (`<br/>` at a tie), unless
    `notebook.break` in the config names another. Breaks in tables, headings and code are left alone, and so are backslashes and two
    blanks at a line's end.

    Bad:

        1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762)<br/>
           Attention alone is enough.
        2. [Adam: A Method for Stochastic Optimization](https://arxiv.org/abs/1412.6980)<br>
           Step sizes of one's own for each weight.

    Good:

        1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762)<br/>
           Attention alone is enough.
        2. [Adam: A Method for Stochastic Optimization](https://arxiv.org/abs/1412.6980)<br/>
           Step sizes of one's own for each weight.
    """
    wanted = html_break(notebook)
    if wanted is None:
        return
    for each in notebook.breaks:
        if each.style == "html" and each.text != wanted and _BREAK.fullmatch(each.text):
            yield Finding(each.span, f"write {wanted} as elsewhere in this notebook, not {each.text}", Fix.layout(Edit(each.span, wanted)))
