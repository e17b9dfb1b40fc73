"""From a text to its notebook: sections, entries of every shape, links, figures, breaks.

One parse, each thing found once.
"""

from __future__ import annotations

from notelint.markdown import parse
from notelint.notebook.model import Notebook, Preferences
from notelint.notebook.reading.entries import find_entries
from notelint.notebook.reading.outline import sections_of
from notelint.notebook.reading.things import InlineCollector
from notelint.text.limits import refuse_too_many
from notelint.text.source import Source

__all__ = ["read"]


def read(source: Source, preferences: Preferences = Preferences()) -> Notebook:  # noqa: B008 - frozen
    """The notebook in a text.

    Raises UnreadableError, with the line, for a text that is nested too deep, or has too
    many things in it.
    """
    refuse_too_many(source.text)
    document = parse(source)
    things = InlineCollector(source).gather(document.children)
    sections = sections_of(document)
    entries, series = find_entries(source, document, sections, things.links)
    return Notebook(
        source,
        document,
        sections,
        entries,
        series,
        tuple(things.links),
        tuple(things.figures),
        tuple(things.breaks),
        tuple(things.empties),
        preferences,
    )
