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
    starts = [block.span.start for block in notebook.tree.children]
    sections = [
        section for section in notebook.sections if section.heading and section.title
    ]
    for section, following in pairwise([*sections, None]):
        if (
            section is None
            or section.heading is None
            or notebook.links_in(section.heading)
            or _is_title(section, sections[0])
        ):
            continue
        end = following.span.start if following else len(notebook.source.text)
        blocks = notebook.tree.children[
            bisect_left(starts, section.heading.start) : bisect_left(starts, end)
        ]
        if (
            (following is None or following.level <= section.level)
            and not any(map(_says_something, blocks[1:]))
            and not _is_more(blocks[0])
        ):
            line = notebook.source.line_span(
                notebook.source.line_of(section.heading.start)
            )
            span = Span(section.heading.start, min(section.heading.end, line.end))
            yield Finding(
                span,
                f'write something under "{shortened(section.title)}", or remove the heading: nothing stands below it',
            )


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
    behind = next(
        (
            place
            for place, tag in enumerate(tags)
            if tag.form == "close" and tag.name == tags[0].name
        ),
        len(tags),
    )
    return len(tags) > behind + 1
