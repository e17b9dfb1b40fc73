"""How notebooks are written, counted."""

from collections import Counter
from collections.abc import Iterator, Mapping
from posixpath import dirname
from typing import NamedTuple

from notelint.notebook.habits import breaks_of_entries, outermost, shape_of
from notelint.notebook.model import HTML_BREAKS, Figure, Notebook, Preferences
from notelint.rules.base import Rule
from notelint.rules.breaks.break_style import break_style
from notelint.rules.context import OWN_DISK, RepoContext, local_path
from notelint.rules.entries.entry_description import entry_description
from notelint.rules.entries.entry_shape import entry_shape
from notelint.rules.links.arxiv_form import arxiv_form
from notelint.text.pictures import PHOTO_ENDINGS
from notelint.text.source import Span

# The rule that a setting speaks to, and the values that can be learned for it.
ASKED: dict[str, tuple[Rule, tuple[str, ...]]] = {
    "entry": (entry_shape, ("ordered", "bullet", "heading", "table", "paragraph")),
    "break": (break_style, HTML_BREAKS),
    "arxiv-link": (arxiv_form, ("abs", "pdf")),
    "description": (entry_description, ("required", "optional")),
}

Counts = Mapping[str, Counter[str]]


class Tally(NamedTuple):
    """How one notebook is written, or several together.

    `sections` counts those that hold entries. `counts` has for each of these how often it
    is written each way: `entry` (shapes), `description` (required: more than a link),
    `break` (spellings, or kinds), `figure` (syntax), `tag` (`<img width>`), in entries;
    `kind` (of breaks), `arxiv-link` (forms), `picture` (all that lie in the repository),
    `home` (the folder of each) and `figure-folders` (those below each folder) in the whole
    text; `depth` sums up how deep these folders lie. `changed` has the values of each
    setting with which its rule would say something else than it does by itself.
    """

    sections: int
    counts: Counts
    changed: Mapping[str, frozenset[str]]


def preferences_of(values: Mapping[str, str]) -> Preferences:
    """Preferences with these values, by the keys of the config."""
    plain, folder = Preferences(), values.get("figure-folders")
    return Preferences(
        entry=values.get("entry", plain.entry),
        line_break=values.get("break", plain.line_break),
        arxiv_link=values.get("arxiv-link", plain.arxiv_link),
        figure=values.get("figure", plain.figure),
        figure_folders=(folder,) if folder else (),
        description=values.get("description", plain.description),
    )


def survey(notebook: Notebook, path: str) -> Tally:
    """Count one notebook, read without preferences; `path` is its own, from the root of
    the repository.
    """
    figures = list(_drawn(notebook))
    places = list(_places(notebook, path))
    folders = [_folders(place) for place in places]
    said = {
        (key, value): _said(notebook, key, value)
        for key, (_, values) in ASKED.items()
        for value in ("", *values)
    }
    bare = len(said["description", "required"])
    counts = {
        "entry": Counter(map(shape_of, outermost(notebook.entries))),
        "description": Counter(
            {"required": len(notebook.entries) - bare, "optional": bare}
        ),
        "break": Counter(
            each.text if each.style == "html" else each.style
            for each in breaks_of_entries(notebook)
        ),
        "kind": Counter(
            each.style for each in notebook.breaks if each.style != "malformed"
        ),
        "arxiv-link": +Counter(
            {
                "abs": len(said["arxiv-link", "pdf"]),
                "pdf": len(said["arxiv-link", "abs"]),
            }
        ),
        "figure": Counter(figure.syntax for figure in figures),
        "tag": Counter(map(_tag, figures)),
        "picture": Counter(local=len(places)),
        "home": Counter(map(dirname, places)),
        "figure-folders": Counter(folder for each in folders for folder in each),
        "depth": sum(map(Counter, folders), Counter()),
    }
    changed = {
        key: frozenset(value for value in values if said[key, value] != said[key, ""])
        for key, (_, values) in ASKED.items()
    }
    return Tally(len({entry.section for entry in notebook.entries}), counts, changed)


def _said(notebook: Notebook, key: str, value: str) -> frozenset[Span]:
    """Where the rule that a setting speaks to has something to say, with this value or
    (an empty one) by itself.
    """
    preferences = preferences_of({key: value} if value else {})
    return frozenset(
        finding.span
        for finding in ASKED[key][0].check(notebook._replace(preferences=preferences))
    )


def _drawn(notebook: Notebook) -> Iterator[Figure]:
    """The figures in entries, each once, without badges and formulas that a server draws."""
    seen = set()
    for entry in notebook.entries:
        for figure in notebook.figures_in(entry.span):
            target = figure.target.partition("?")[0].lower()
            if (
                figure.span not in seen
                and figure.syntax != "source"
                and (local_path(figure.target) or target.endswith(PHOTO_ENDINGS))
            ):
                seen.add(figure.span)
                yield figure


def _tag(figure: Figure) -> str:
    """How a figure is written: `![]()`, or `<img>` with the names of its attributes, but
    for the path and what stands in for it.
    """
    if not figure.tag:
        return "![]()"
    names = {
        each.name
        for each in figure.tag.attributes
        if each.name.isascii() and each.name.isalpha()
    } - {"src", "alt"}
    return f"<{' '.join(['img', *sorted(names)])}>"


def _places(notebook: Notebook, path: str) -> Iterator[str]:
    """Where the figures lie that are meant to lie in the repository."""
    around = RepoContext(path)
    for figure in notebook.pictures:
        target = local_path(figure.target)
        if (
            target
            and not OWN_DISK.match(figure.target)
            and "\\" not in target
            and not (place := around.resolve(target)).startswith("../")
        ):
            yield place


def _folders(place: str) -> dict[str, int]:
    """The names that F305 knows a figure's folder by (its path from the root, or one
    name on the way), each with its depth.
    """
    found: dict[str, int] = {}
    while place := dirname(place):
        depth = place.count("/") + 1
        for name in (place, place.rpartition("/")[2]):
            if name.isprintable():
                found.setdefault(name, depth)
    return found
