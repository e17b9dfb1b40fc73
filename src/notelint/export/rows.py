"""A row for each entry of a notebook: what it says, and nothing guessed."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from notelint.notebook.model import Figure, Link, Notebook
from notelint.notebook.reading.parts import Labelled, Parts, parts_of
from notelint.notebook.reading.records import Record, find_records
from notelint.notebook.reading.title_slots import describe
from notelint.text.source import Source, Span

Row = dict[str, Any]
"""One entry; keys and types as in `export.schema.json`."""


def rows_of(notebook: Notebook) -> list[Row]:
    """The rows of all entries, in the order of the text."""
    source = notebook.source
    records = find_records(source, notebook.tree, notebook.links)
    rows = []
    for record in records:
        links = notebook.links_in(record.span)
        parts = parts_of(source, record, links)
        rows.append(_row(source, record, parts, notebook.figures_in(record.span)))
    return rows


def _row(
    source: Source, record: Record, parts: Parts, figures: Sequence[Figure]
) -> Row:
    link = record.link
    title = record.title.span
    return {
        "path": source.path,
        "line": source.line_of(record.span.start),
        "end_line": _last_line(source, record.span),
        "section": _section(record),
        "number": parts.number,
        "shape": describe(record.title, record.lines[0]),
        "title": record.title.text or None,
        "title_line": None
        if record.title.kind == "file"
        else source.line_of(title.start),
        "nickname": parts.nickname,
        "url": link.url,
        "paper": _paper(link),
        "authors": parts.authors,
        "venue": parts.venue,
        "year": parts.year,
        "done": parts.done,
        "tags": list(parts.tags),
        "links": [_labelled(source, labelled) for labelled in parts.links],
        "note": parts.note or None,
        "figures": list(dict.fromkeys(figure.target for figure in figures)),
        "fingerprint": _fingerprint(record, link),
    }


def _last_line(source: Source, span: Span) -> int:
    """The last line with text in a range."""
    end = len(source.text[span.start : span.end].rstrip()) + span.start
    return source.line_of(max(span.start, end - 1))


def _section(record: Record) -> list[str]:
    """The headings that an entry stands under, the outermost first."""
    first = record.lines[0]
    return [heading.text.strip() for heading in first.headings if heading is not first]


def _paper(link: Link) -> Row | None:
    if link.paper is None:
        return None
    return {
        "host": link.paper.host,
        "id": link.paper.key,
        "version": link.paper.version,
    }


def _labelled(source: Source, labelled: Labelled) -> Row:
    return {
        "label": labelled.label or None,
        "url": labelled.link.url,
        "line": source.line_of(labelled.link.span.start),
    }


def _fingerprint(record: Record, link: Link) -> str:
    """What names an entry without its place: its paper, else its title."""
    if link.paper:
        name = f"{link.paper.paper.host}\0{link.paper.paper.key}"
    else:
        name = " ".join(record.title.text.casefold().split())
    return sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:16]
