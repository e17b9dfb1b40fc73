"""From a text to its notebook: sections, entries of every shape, links, figures, breaks. One parse, each thing found once."""

from __future__ import annotations

from notelint.limits import refuse_too_many
from notelint.markdown import parse
from notelint.notebook import Notebook, Preferences
from notelint.reader.entries import find_entries
from notelint.reader.outline import sections_of
from notelint.reader.things import Things
from notelint.source import Source

__all__ = ["read"]


def read(source: Source, preferences: Preferences = Preferences()) -> Notebook:  # noqa: B008 - frozen
    """The notebook in a text.

    Raises UnreadableError, with the line, for a text that is nested too deep, or has too many things in it.
    """
    refuse_too_many(source.text)
    document = parse(source)
    things = Things(source).gather(document.children)
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
