"""S702 heading-space."""

from __future__ import annotations

import re
from collections.abc import Iterator

from notelint.markdown import tree
from notelint.notebook.model import Notebook
from notelint.rules.base import rule
from notelint.text.diagnostics import Applicability, Edit, Finding, Fix, Severity
from notelint.text.source import Source, Span

# Spaces to the eye, letters to Markdown
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
        if not isinstance(block, tree.Paragraph):
            continue
        for node in block.children:
            start = node.span.start
            if isinstance(node, tree.Text) and source.text.startswith("#", start):
                is_alone = _is_one_line(source, block)
                yield from _findings(source, start, is_alone=is_alone)


def _is_one_line(source: Source, block: tree.Block) -> bool:
    return source.line_of(block.span.start) == source.line_of(block.span.end - 1)


def _findings(source: Source, start: int, *, is_alone: bool) -> Iterator[Finding]:
    line = source.line_span(source.line_of(start))
    if start - line.start >= 4:
        return
    match = re.match(_MARKS, source.slice(line))
    if not match or line.start + match.start(1) != start:
        return
    if "{{" in match[0] or "{%" in match[0]:
        return  # a template
    marks, spaces, title = match.groups()
    if not re.search(r"\w", title):
        return
    is_heading = is_alone and re.fullmatch(_PHRASE, title)
    if marks == "#" and not spaces and not is_heading:
        return
    place = Span(start, start + len(marks) + len(spaces))
    edit = Edit(Span(start + len(marks), place.end), " ")
    why = "with the wide one that is there" if spaces else "without one"
    message = (
        f"write a blank behind {marks}: {why}, readers see the marks and no heading"
    )
    yield Finding(place, message, Fix.safe(edit, message="put a blank"))
