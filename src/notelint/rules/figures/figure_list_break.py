"""F307 figure-list-break."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from notelint.diagnostics import Edit, Finding, Fix
from notelint.markdown import tree
from notelint.notebook import Entry, Notebook
from notelint.papers import page_key
from notelint.rule import rule
from notelint.source import Source, Span

# What a line may end with: a break, and what is more than one or none.
_BREAK = r"(?:<(?i:br)\s*/?>|  )\s*$"
_BREAKS = r"\\$|<(?i:br)\s*/?>\s*<(?i:br)\s*/?>\s*$|<(?i:br)\s*/?>\s*  $"


@rule("F307")
def figure_list_break(notebook: Notebook) -> Iterator[Finding]:
    """Indent a figure or break that stands alone on a line of an entry.

    A line that is one tag and stands left of the entry's text ends the list on GitHub. The figure is shown outside of its entry, what
    follows up to the next blank line is shown raw, and the next entry starts a new list. Indented to the entry's text, all of it is
    whole again.

    Where that shows readers more than they see now (a raw picture, code, a list that takes up another number), `check --fix` does it, and
    `fmt` leaves it to you.

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
            make = Fix.layout if _goes_on(notebook, entry, number) else Fix.safe
            fix = make(Edit(Span(line.start, start), " " * column), message=f"indent the line by {column}")
            shown = "shows it outside of its entry" if place else "ends the list here"
            span = Span(start, line.start + len(text.rstrip()))
            yield Finding(span, f"indent this {what} by {column} blanks: GitHub {shown}", fix)


def _goes_on(notebook: Notebook, entry: Entry, number: int) -> bool:
    """Whether the list is whole behind the line when it is indented, and readers see nothing that they do not see now, raw or not."""
    source = notebook.source
    raw = Span(source.line_span(number).end, _raw_end(source, number))
    if re.search(_BREAKS if "<img" in source.line(number).lower() else f"{_BREAKS}|{_BREAK}", source.line(number - 1)):
        return False  # seen there, and not at the end of a list
    return _counts_on(notebook, entry, raw.end) and _is_plain(source, list(_inside(notebook.tree.children, raw)), raw)


def _raw_end(source: Source, number: int) -> int:
    """Where the text ends that GitHub shows raw below a line: at the next blank line."""
    while number < len(source.line_starts) and source.line(number + 1).strip(" \t"):
        number += 1
    return source.line_span(number).end


def _inside(nodes: Sequence[tree.Node], raw: Span) -> Iterator[tree.Node]:
    """All nodes that lie in a range, or reach into it, those around others first."""
    first = bisect_right(nodes, raw.start, key=lambda node: node.span.end)
    last = bisect_left(nodes, raw.end, key=lambda node: node.span.start)
    for node in nodes[first:last]:
        yield node
        yield from _inside(tree.children_of(node), raw)


def _is_plain(source: Source, nodes: Sequence[tree.Node], raw: Span) -> bool:
    """Whether raw text is words, links and breaks, all of it spelled as it is read, and a number only at its start or behind a figure."""
    behind_words = False
    for node in nodes:
        begins = node.span.start >= raw.start
        if not begins and isinstance(node, tree.Styled | tree.Link):
            return False
        match node:
            case tree.Text():
                plain = not {"&", "<"} & {*source.slice(node.span)}
                behind_words = behind_words or bool(node.text.strip())
            case tree.Link():
                plain = node.form == "inline" and node.title_span is None and _letters(node.target) == _letters(page_key(node.target))
                behind_words = True
            case tree.Tag():
                plain = node.name in {"img", "br"}
                behind_words = behind_words and node.name != "img"
            case tree.Item():
                plain = not (begins and behind_words and node.number is not None)
            case tree.Paragraph():
                plain = not (begins and node.task)
            case _:
                plain = isinstance(node, tree.ListBlock | tree.Styled | tree.LineBreak)
        if not plain or (begins and node.span.end > raw.end and source.text[raw.end : node.span.end].strip()):
            return False
    return True


def _letters(address: str) -> list[str]:
    """What of an address tells pages apart: a tracking query is read as nothing, and so would be lost."""
    return sorted(re.sub(r"https?|www|arxiv|abs|pdf|html|doi|org|\W|_", "", address))


def _counts_on(notebook: Notebook, entry: Entry, end: int) -> bool:
    """Whether what follows the blank line is none of the list, or its next entry under the number that it would have."""
    blocks, start, text = notebook.tree.children, entry.span.start, notebook.source.text
    block = blocks[bisect_right(blocks, start, key=lambda each: each.span.start) - 1]
    if not isinstance(block, tree.ListBlock) or block.children[_at(block, start) - 1].span.start != start:
        return False  # a list within another
    place = _at(block, end)
    if place == len(block.children):
        return not text[end : block.span.end].strip()
    before, following = block.children[0].number, block.children[place]
    if before is None or text[end : following.span.start].strip():
        return False
    return following.number in {1, before + place if entry.shown is None else entry.shown + 1}


def _at(block: tree.ListBlock, offset: int) -> int:
    """How many items of a list begin up to an offset."""
    return bisect_right(block.children, offset, key=lambda item: item.span.start)
