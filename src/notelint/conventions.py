"""What a notebook does most of the time, counted over its entries alone. Unsettled means None: then nobody is accused."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from notelint.notebook import HTML_BREAKS, Break, Entry, Link, Notebook

BREAK_TEXTS = {"backslash": "\\", "two-spaces": "  "}


def plurality(cases: Iterable[str], tie: str) -> str | None:
    """The most frequent of the cases; `tie` where it is one of several that are, else the first met; None where there are no cases."""
    counts = Counter(cases)
    if not counts:
        return None
    return tie if counts[tie] == max(counts.values()) else counts.most_common(1)[0][0]


def more_than_half(cases: Iterable[bool]) -> bool:
    """Whether more than half of the cases hold; no case is no habit."""
    held = list(cases)
    return sum(held) * 2 > len(held)


def breaks_of_entries(notebook: Notebook) -> Iterator[Break]:
    """The breaks in the notebook's entries, each once."""
    seen = set()
    for entry in notebook.entries:
        for each in notebook.breaks_in(entry.span):
            if each.span not in seen:
                seen.add(each.span)
                yield each


def html_break(notebook: Notebook) -> str | None:
    """The spelling of its HTML breaks: the one configured, else the most frequent in its entries, `<br/>` at a tie.

    None where it has none, or where breaks are to be kept as they are.
    """
    wanted = notebook.preferences.line_break
    if wanted in HTML_BREAKS:
        return wanted
    if wanted == "keep":
        return None
    return plurality((each.text for each in breaks_of_entries(notebook) if each.text in HTML_BREAKS), "<br/>")


def break_text(notebook: Notebook) -> str:
    """What to write where a break is missing: the notebook's own way, `<br/>` where it has none."""
    wanted = notebook.preferences.line_break
    if wanted in BREAK_TEXTS:
        return BREAK_TEXTS[wanted]
    style = plurality((each.style for each in breaks_of_entries(notebook) if each.style != "malformed"), "html")
    if wanted in {"auto", "keep"} and style in BREAK_TEXTS:
        return BREAK_TEXTS[style]
    return html_break(notebook) or "<br/>"


def attribute_style(notebook: Notebook) -> str | None:
    """How the `<img>` attributes of its entries are spelled mostly: `double` (name="value"), `single`, `bare`, or None without any."""
    names = {'"': "double", "'": "single", "": "bare"}
    tags = (figure.tag for entry in notebook.entries for figure in notebook.figures_in(entry.span) if figure.tag)
    return plurality((names[each.quote] for tag in tags for each in tag.attributes if each.value_span), "double")


def title_links(notebook: Notebook) -> Iterator[tuple[Entry, Link]]:
    """The entries whose title is a link, with that link."""
    for entry in notebook.entries:
        if entry.title and entry.title.link:
            yield entry, entry.title.link
