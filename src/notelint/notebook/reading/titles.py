"""Which words of an entry are its title, and which of its links lead to the paper."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from notelint.markdown import tree
from notelint.notebook.model import Link, Title
from notelint.notebook.reading.lines import is_break, plain
from notelint.papers.badges import (
    bare_words,
    is_badge,
    is_label,
    is_trimming,
    is_venue,
    without_tail,
)
from notelint.text.source import Span

SHORT_TITLE = 8  # bold words shorter than this are a label

_NUMBERING = "0123456789.．。)(、（）【】[] \t"


def find_title(nodes: Sequence[tree.Inline], links: Sequence[Link]) -> Title | None:
    """The title in an entry's first line: the first link that is no badge and opens the
    line, else the words before the first link.

    `nodes` are the line's, `links` at least those in it, in order.
    """
    by_start = {link.span.start: link for link in reversed(links)}
    words: list[tree.Inline] = []
    for node in nodes:
        if is_break(node):
            break
        link = _link_in(node, by_start)
        if link is None:
            words.append(node)
            continue
        if not is_badge(link.text) and _is_opening(words):
            return Title(link.text_span, " ".join(link.text.split()), link)
        if not _is_opening(words):
            break
    return _plain_title(words)


def _link_in(node: tree.Inline, by_start: dict[int, Link]) -> Link | None:
    """The link that a node is or wholly consists of (`**[Title](u)**`)."""
    if isinstance(node, tree.Styled) and len(node.children) == 1:
        return _link_in(node.children[0], by_start)
    if isinstance(node, tree.Link) or (isinstance(node, tree.Tag) and node.name == "a"):
        return by_start.get(node.span.start)
    return None


def _is_opening(words: Sequence[tree.Inline]) -> bool:
    """Whether what stands before a link leaves it the first thing of its entry: marks, a
    number, a venue, a date.
    """
    text = plain(words)
    return (
        is_trimming(text)
        or is_trimming(text.strip(_NUMBERING))
        or is_venue(text)
        or is_label(text)
    )


def _plain_title(words: Sequence[tree.Inline]) -> Title | None:
    """The bold words, wherever they stand (authors may come first), else all of them."""
    bold = max(_bold(words), key=lambda nodes: len(plain(nodes)), default=[])
    nodes = (
        bold
        if len(plain(bold).strip()) >= SHORT_TITLE
        else [node for node in words if plain([node]).strip()]
    )
    whole = bare_words(" ".join(plain(nodes).split()))
    text = bare_words(without_tail(whole))
    if not text or (text == whole and nodes is not bold and is_venue(text)):
        return None
    return Title(Span(nodes[0].span.start, nodes[-1].span.end), text, None)


def _bold(words: Sequence[tree.Inline]) -> Iterator[list[tree.Inline]]:
    """Each run of bold words, in Markdown or in HTML."""
    held: list[tree.Inline] | None = None
    for node in words:
        if isinstance(node, tree.Styled) and node.kind == "strong":
            yield [node]
        elif isinstance(node, tree.Tag) and node.name in {"b", "strong"}:
            if held:
                yield held
            held = [] if node.form == "open" else None
        elif held is not None:
            held.append(node)


def _is_bold(nodes: Sequence[tree.Inline]) -> bool:
    """Whether a line is bold words and nothing else."""
    return all(
        isinstance(node, tree.Styled) and node.kind == "strong"
        for node in nodes
        if not is_trimming(plain([node]))
    )


def stands_alone(
    nodes: Sequence[tree.Inline], title: Title, links: Sequence[Link]
) -> bool:
    """Whether a line has title, badges and venue, and nothing else."""
    if title.link is None:
        return all(is_badge(link.text) for link in links) and (
            bool(links) or _is_bold(nodes)
        )
    rest: list[str] = []
    for node in nodes:
        if node.span.start <= title.span.start < node.span.end:
            rest.append("\n")
        elif isinstance(node, tree.Link):
            if not is_badge(plain(node.children)):
                return False
            rest.append("\n")
        else:
            rest.append(plain([node]))
    pieces = "".join(rest).split("\n")
    return all(
        is_trimming(piece) or is_trimming(piece.strip(_NUMBERING)) or is_venue(piece)
        for piece in pieces
    )
