"""S703 empty-section."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise

from notelint.markdown import tree
from notelint.notebook.model import Notebook, Section
from notelint.papers.addresses import shortened
from notelint.rules.base import Enabled, rule
from notelint.text.diagnostics import Finding, Severity
from notelint.text.source import Span


@rule(
    "S703",
    severity=Severity.WARNING,
    enabled=Enabled.IF_SELECTED,
    needs_entries=True,
)
def empty_section(notebook: Notebook) -> Iterator[Finding]:
    """Put something under a heading, or leave it out.

    A heading with nothing under it before the next of its level or a higher one promises
    what is not there. Headings below it count as something; comments and rules do not. The
    notebook's own title, and headings that hold a link, are left alone.

    Bad:

        ## Transformers

        ## Convolutions

        1. [Deep Residual Learning for Image Recognition](https://arxiv.org/abs/1512.03385)

    Good:

        ## Convolutions

        1. [Deep Residual Learning for Image Recognition](https://arxiv.org/abs/1512.03385)
    """
    source = notebook.source
    sections = [
        section for section in notebook.sections if section.heading and section.title
    ]
    for section, following in pairwise([*sections, None]):
        if section is None or section.heading is None:
            continue
        if notebook.links_in(section.heading) or _is_title(section, sections[0]):
            continue
        if following is not None and following.level > section.level:
            continue
        end = following.span.start if following else len(source.text)
        if _is_empty(notebook, Span(section.heading.start, end)):
            line = source.line_span(source.line_of(section.heading.start))
            span = Span(section.heading.start, min(section.heading.end, line.end))
            title = shortened(section.title)
            message = f'write something under "{title}", or remove the heading: nothing stands below it'
            yield Finding(span, message)


def _is_empty(notebook: Notebook, span: Span) -> bool:
    """Whether nothing follows the heading that a range begins with."""
    blocks = notebook.tree.children
    first = bisect_left(blocks, span.start, key=lambda block: block.span.start)
    last = bisect_left(blocks, span.end, key=lambda block: block.span.start)
    if any(map(_says_something, blocks[first + 1 : last])):
        return False
    return not _is_more(blocks[first])


def _is_title(section: Section, first: Section) -> bool:
    return section is first and section.level == 1


def _says_something(block: tree.Block) -> bool:
    """Whether readers see more of a block than a line, or nothing."""
    match block:
        case tree.ThematicBreak() | tree.Definition():
            return False
        case tree.Heading():
            return bool(block.children)
        case tree.HtmlBlock():
            return any(
                isinstance(part, tree.Tag) and part.name != "br" for part in block.parts
            )
        case _:
            return True


def _is_more(block: tree.Block) -> bool:
    """Whether a block of raw HTML holds more than the heading that it begins with."""
    if not isinstance(block, tree.HtmlBlock):
        return False
    tags = [part for part in block.parts if isinstance(part, tree.Tag)]
    for place, tag in enumerate(tags):
        if tag.form == "close" and tag.name == tags[0].name:
            return len(tags) > place + 1
    return False
