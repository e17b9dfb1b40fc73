"""E108 entry-shape."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from notelint.notebook.habits import is_settled, outermost, plurality, shape_of
from notelint.notebook.model import Entry, Notebook
from notelint.rules.base import Enabled, rule
from notelint.text.diagnostics import Finding, Severity
from notelint.text.source import Span

FEW = 2  # entries in a row: more of another shape are a list of its own

_SHAPES = {
    "ordered": "a numbered item",
    "bullet": "a bullet",
    "table": "a row of a table",
    "heading": "a heading",
    "paragraph": "a paragraph",
}


@rule(
    "E108",
    severity=Severity.WARNING,
    enabled=Enabled.BY_HABIT,
    needs_entries=True,
)
def entry_shape(notebook: Notebook) -> Iterator[Finding]:
    """Write all entries in one shape.

    A bullet between numbered entries ends their list, and the numbers begin again behind
    it. Said where at least 95 % of at least ten entries have one shape, of an entry or two
    between such entries; with `notebook.entry` set, of every entry of another shape.

    Bad:

        1. [A paper on graphs 01](https://arxiv.org/abs/2101.00001)
        2. [A paper on graphs 02](https://arxiv.org/abs/2101.00002)
        3. [A paper on graphs 03](https://arxiv.org/abs/2101.00003)
        4. [A paper on graphs 04](https://arxiv.org/abs/2101.00004)
        5. [A paper on graphs 05](https://arxiv.org/abs/2101.00005)
        6. [A paper on graphs 06](https://arxiv.org/abs/2101.00006)
        7. [A paper on graphs 07](https://arxiv.org/abs/2101.00007)
        8. [A paper on graphs 08](https://arxiv.org/abs/2101.00008)
        9. [A paper on graphs 09](https://arxiv.org/abs/2101.00009)
        10. [A paper on graphs 10](https://arxiv.org/abs/2101.00010)
        11. [A paper on graphs 11](https://arxiv.org/abs/2101.00011)
        12. [A paper on graphs 12](https://arxiv.org/abs/2101.00012)
        13. [A paper on graphs 13](https://arxiv.org/abs/2101.00013)
        14. [A paper on graphs 14](https://arxiv.org/abs/2101.00014)
        15. [A paper on graphs 15](https://arxiv.org/abs/2101.00015)
        16. [A paper on graphs 16](https://arxiv.org/abs/2101.00016)
        17. [A paper on graphs 17](https://arxiv.org/abs/2101.00017)
        18. [A paper on graphs 18](https://arxiv.org/abs/2101.00018)
        19. [A paper on graphs 19](https://arxiv.org/abs/2101.00019)
        - [A paper on graphs 20](https://arxiv.org/abs/2101.00020)

    Good:

        1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762)
        2. [Deep Residual Learning for Image Recognition](https://arxiv.org/abs/1512.03385)
    """
    entries = outermost(notebook.entries)
    wanted = notebook.preferences.entry
    if wanted in _SHAPES:
        odd = [entry for entry in entries if shape_of(entry) != wanted]
    else:
        shapes = [shape_of(entry) for entry in entries]
        wanted = plurality(shapes, "ordered") or ""
        if not is_settled(shape == wanted for shape in shapes):
            return
        odd = list(_slips(entries, wanted))
    for entry in odd:
        what = f"write {entry.name} as {_SHAPES[wanted]}, as the other entries are"
        message = f"{what}: readers see {_SHAPES[shape_of(entry)]}"
        yield Finding(_head(notebook, entry), message)


def _slips(entries: list[Entry], wanted: str) -> Iterator[Entry]:
    """Items and lone title lines of another shape, one or two in a row, in a section that
    has entries of the shape wanted.

    A longer list of another kind is meant, a table compares, and a heading or a sentence
    groups what follows.
    """
    for _, section in groupby(entries, key=lambda entry: entry.section):
        runs = [(shape, list(run)) for shape, run in groupby(section, key=shape_of)]
        if not any(shape == wanted for shape, _ in runs):
            continue
        for shape, run in runs:
            if shape in {wanted, "table", "heading"} or len(run) > FEW:
                continue
            for entry in run:
                if shape != "paragraph" or entry.title_alone:
                    yield entry


def _head(notebook: Notebook, entry: Entry) -> Span:
    """An entry's marker, or its first line."""
    if entry.marker_span:
        return entry.marker_span
    line = notebook.source.line_span(notebook.source.line_of(entry.span.start))
    return Span(entry.span.start, min(line.end, entry.span.end))
