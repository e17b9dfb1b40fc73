"""S702 heading-space."""

from __future__ import annotations

import re
from collections.abc import Iterator

from notelint.markdown import tree
from notelint.notebook.model import Notebook
from notelint.rules.base import rule
from notelint.text.diagnostics import Applicability, Edit, Finding, Fix, Severity
from notelint.text.source import Source, Span

# Blanks to the eye, letters to Markdown
_WIDE = "\\xa0\\u1680\\u2000-\\u200b\\u202f\\u205f\\u3000\\ufeff"
_MARKS = rf" {{0,3}}(#{{1,6}})(?!#)([ \t]*[{_WIDE}][{_WIDE} \t]*|(?=[^\s#]))(.*)"
_PHRASE = r"(?:[A-Z][A-Za-z'’-]+|[\u3400-\u9fff]+)(?:[ \t]+[^\s#]+)+[ \t]*#*[ \t]*"


@rule(
    "S702",
    severity=Severity.ERROR,
    fixes=(Applicability.SAFE,),
    precedence_over=("S704",),
    needs_entries=True,
    identified_by_entry=False,
)
def heading_space(notebook: Notebook) -> Iterator[Finding]:
    """Put a blank between the marks of a heading and its title.

    Without it (or with a wide one, U+3000) GitHub shows the marks and no heading. A single
    `#` counts only where it cannot be a hashtag: before several words, on a line of its
    own.

    Bad:

        ##Transformers

        1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762)

    Good:

        ## Transformers

        1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762)
    """
    source = notebook.source
    for block in notebook.tree.children:
        for node in block.children if isinstance(block, tree.Paragraph) else ():
            if isinstance(node, tree.Text) and source.text.startswith(
                "#", node.span.start
            ):
                yield from _findings(
                    source, node.span.start, is_alone=_is_one_line(source, block)
                )


def _is_one_line(source: Source, block: tree.Block) -> bool:
    return source.line_of(block.span.start) == source.line_of(block.span.end - 1)


def _findings(source: Source, start: int, *, is_alone: bool) -> Iterator[Finding]:
    line = source.line_span(source.line_of(start))
    match = re.match(_MARKS, source.slice(line)) if start - line.start < 4 else None
    if (
        not match
        or line.start + match.start(1) != start
        or "{{" in match[0]
        or "{%" in match[0]
    ):
        return
    marks, blanks, title = match.groups()
    if not re.search(r"\w", title) or (
        marks == "#" and not blanks and not (is_alone and re.fullmatch(_PHRASE, title))
    ):
        return
    place = Span(start, start + len(marks) + len(blanks))
    edit = Edit(Span(start + len(marks), place.end), " ")
    why = "with the wide one that is there" if blanks else "without one"
    message = (
        f"write a blank behind {marks}: {why}, readers see the marks and no heading"
    )
    yield Finding(place, message, Fix.safe(edit, message="put a blank"))
