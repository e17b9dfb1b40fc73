"""The model: a notebook, its sections, entries, figures and links.

Frozen; made by the reader, checked by the rules.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple, TypeVar

from notelint.markdown import tree
from notelint.papers import PaperId, page_key
from notelint.papers.badges import is_badge, is_venue
from notelint.papers.rewriting import is_closed, part_edits
from notelint.text.diagnostics import Edit, Fix
from notelint.text.display import shorten
from notelint.text.source import Source, Span

HTML_BREAKS = ("<br/>", "<br>", "<br />")


class Preferences(NamedTuple):
    """What the config says of a notebook (`notebook:`); `auto` and `keep` leave it to
    the notebook's own habit.
    """

    entry: str = "auto"
    line_break: str = "auto"
    arxiv_link: str = "keep"
    figure: str = "keep"
    figure_folders: tuple[str, ...] = ()
    description: str = "auto"
    duplicates: str = "section"


class Link(NamedTuple):
    """A link that readers can follow.

    `form`: inline, full, collapsed, shortcut, autolink, bare, html or definition (one that
    nothing uses). `url` is decoded, `url_span` is where it is written (in the definition
    for references), `text` what readers see.
    """

    span: Span
    form: str
    url: str
    url_span: Span
    text: str
    text_span: Span
    paper: PaperId | None

    @property
    def is_badge(self) -> bool:
        """Whether the text says what kind of page it is (`paper`, `PDF`, `code`, an id),
        and is no title.
        """
        return is_badge(self.text)


class Figure(NamedTuple):
    """A picture.

    `syntax`: markdown, html (an `<img>`, which is `tag`) or source (an address in a
    `srcset`; `span` is its own, but for the first one of a `<source>`, which has the tag's).
    `target` is decoded; `alt` is what stands in for it.
    """

    span: Span
    syntax: str
    target: str
    target_span: Span
    alt: str
    tag: tree.Tag | None = None

    def can_hold(self, target: str) -> bool:
        """Whether a target can be written in the place of this one.

        In a `srcset`, spaces end an address, and commas separate two.
        """
        return self.syntax != "source" or not re.search(r"\s|^,|,$", target)


class Break(NamedTuple):
    """A break in a line, as written.

    `style`: html, backslash, two-spaces, or malformed (`</br>`, `<\\br>`, `<br>/`).
    """

    span: Span
    style: str
    text: str


class Line(NamedTuple):
    """One line of an entry as it was written; a title over two lines is one.

    `span` has no spaces at its ends. `text` is its words, without pictures. `breaks_before`
    and `breaks_after` count the breaks it begins and ends with on the page. `end` is its
    line end with the spaces or backslash before it, None for the last line of a paragraph.
    """

    span: Span
    text: str
    figures: int
    breaks_before: int
    breaks_after: int
    end: Span | None

    @property
    def is_figure(self) -> bool:
        """Whether it holds figures and no words."""
        return self.figures > 0 and not self.text

    @property
    def is_venue(self) -> bool:
        """Whether it says where the paper appeared, and nothing else."""
        return is_venue(self.text)


class Title(NamedTuple):
    """An entry's title: a link's text, or the plain or bold words before its badges
    (`link` is None then).
    """

    span: Span
    text: str
    link: Link | None


class Entry(NamedTuple):
    """The notes on one paper.

    `shape`: ordered, bullet, nested, table, heading, titled (a heading, then a paragraph
    with the link) or paragraph. `span` reaches to the next entry or heading. `number` is as
    written, `shown` as GitHub shows it; both None where there is no number. `series` tells
    which list it stands in (its index in the notebook), None outside of lists. `group` is
    where the marker ends of the item that groups it with others, 0 without one. `lines` are
    those of its first paragraph.
    """

    shape: str
    span: Span
    section: int
    title: Title | None
    paper: PaperId | None
    lines: tuple[Line, ...] = ()
    number: int | None = None
    shown: int | None = None
    marker_span: Span | None = None
    series: int | None = None
    group: int = 0
    title_alone: bool = False
    list_interruptions: tuple[tuple[int, int], ...] = ()

    @property
    def name(self) -> str:
        """How a message names the entry: its title, or its number."""
        if self.title and self.title.text:
            words = " ".join(self.title.text.split())
            return f'"{shorten(words, 60, kept=57)}"'
        return f"entry {self.number}" if self.number is not None else "this entry"


class Section(NamedTuple):
    """What stands under one heading; `level` 0 for what comes before the first.

    `span` reaches to the next heading of any level.
    """

    title: str
    level: int
    span: Span
    heading: Span | None


class Series(NamedTuple):
    """The items of one ordered list of entries, in order: (number as written, range of the
    marker), and the section it stands in.

    Lines that were meant as items (`2.Title`) are in it with an empty marker range.
    """

    section: int
    items: tuple[tuple[int, Span], ...]


class Empty(NamedTuple):
    """A number or bullet with nothing after it; `is_item` tells whether Markdown takes
    it for a list item.
    """

    span: Span
    is_item: bool


class _NotebookFields(NamedTuple):
    """The fields of a notebook."""

    source: Source
    tree: tree.Document
    sections: tuple[Section, ...]
    entries: tuple[Entry, ...]
    series: tuple[Series, ...]
    links: tuple[Link, ...]
    figures: tuple[Figure, ...]
    breaks: tuple[Break, ...]
    empties: tuple[Empty, ...]
    preferences: Preferences = Preferences()


class Notebook(_NotebookFields):
    """A whole text as a notebook."""

    # A class of its own below the tuple of fields, without `__slots__`: so it has room for
    # the facts that `facts.facts_of` keeps. `_replace` makes a notebook without them.

    @property
    def has_front_matter(self) -> bool:
        """Whether the text begins with YAML, as the pages do of which a web site is made."""
        return any(
            isinstance(block, tree.FrontMatter) for block in self.tree.children[:1]
        )

    @property
    def addresses(self) -> list[Link]:
        """The links, each written address once: references to one definition are one."""
        seen: dict[Span, Link] = {}
        for link in self.links:
            seen.setdefault(link.url_span, link)
        return sorted(seen.values(), key=lambda link: link.url_span)

    @property
    def pictures(self) -> list[Figure]:
        """The figures, each written path once: references to one definition are one."""
        seen: dict[Span, Figure] = {}
        for figure in self.figures:
            seen.setdefault(figure.target_span, figure)
        return sorted(seen.values(), key=lambda figure: figure.target_span)

    def links_in(self, span: Span) -> Sequence[Link]:
        """The links in a range."""
        return _inside(self.links, span)

    def figures_in(self, span: Span) -> Sequence[Figure]:
        """The figures in a range."""
        return _inside(self.figures, span)

    def breaks_in(self, span: Span) -> Sequence[Break]:
        """The breaks in a range."""
        return _inside(self.breaks, span)

    def lead(self, entry: Entry) -> Span:
        """Where an entry names its paper: the address of the first link that leads
        there, else the title, else the first line.
        """
        for link in self.links_in(entry.span):
            if link.paper and entry.paper and link.paper.paper == entry.paper.paper:
                return link.span
        return (
            entry.title.span
            if entry.title
            else Span(entry.span.start, entry.span.start)
        )

    def entry_at(self, offset: int) -> Entry | None:
        """The innermost entry that an offset lies in; entries lie within their sections."""
        place = (
            bisect_right(self.entries, offset, key=lambda entry: entry.span.start) - 1
        )
        section = self.entries[place].section if place >= 0 else -1
        while place >= 0 and self.entries[place].section == section:
            span = self.entries[place].span
            if offset < max(span.end, span.start + 1):
                return self.entries[place]
            place -= 1
        return None


def readdressed(notebook: Notebook, link: Link, url: str) -> Fix | None:
    """The fix that gives a link another address: layout where both are spellings of one
    page, else safe.

    It edits the parts of the address that differ. Shown text that is the address goes
    along. None where the address is not written plainly (escapes, entities other than
    `&amp;`), could not be written so, or may hold words that ran into it.
    """
    written = notebook.source.slice(link.url_span)
    amp = "&amp;" if "&amp;" in written else "&"
    if written.strip().replace("&amp;", "&") != link.url or any(
        char in url for char in ' <>"'
    ):
        return None
    if _is_open(notebook, link) and not is_closed(
        written, url, notebook.source.text[link.url_span.end : link.url_span.end + 1]
    ):
        return None
    parts = part_edits(written.strip(), url.replace("&", amp), amp)
    if parts is None:
        return None
    start = link.url_span.start + len(written) - len(written.lstrip())
    edits = [
        Edit(Span(start + first, start + last), text) for first, last, text in parts
    ]
    if link.form == "inline" and notebook.source.slice(link.text_span) == link.url:
        start = link.text_span.start
        edits += [
            Edit(Span(start + first, start + last), text)
            for first, last, text in part_edits(link.url, url) or ()
        ]
    return (
        Fix.layout(*edits) if page_key(link.url) == page_key(url) else Fix.safe(*edits)
    )


def _is_open(notebook: Notebook, link: Link) -> bool:
    """Whether nothing marks the end of an address: one in running text, or the value of
    an attribute without quotes.
    """
    if link.form != "html":
        return link.form == "bare"
    start = link.url_span.start
    return notebook.source.text[start - 1 : start] not in {'"', "'"}


_Placed = TypeVar("_Placed", Link, Figure, Break)


def _inside(things: Sequence[_Placed], span: Span) -> Sequence[_Placed]:
    """The things that start in a range; they are in the order of their starts."""
    first = bisect_left(things, span.start, key=lambda each: each.span.start)
    last = bisect_left(things, span.end, key=lambda each: each.span.start)
    return things[first:last]
