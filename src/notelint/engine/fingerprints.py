"""What names a finding without line numbers, so that it can be told again after other
things have changed: rule, entry, offending text.
"""

from __future__ import annotations

import posixpath
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable

from notelint.notebook.model import Notebook
from notelint.papers import page_key
from notelint.rules.catalogue import RULES
from notelint.text.source import Span

# A number at the head of an entry or a heading: `3.`, `（3）`, `### 3.2 `; one that begins a
# word or a path, `2.5D`, `1.png`, is none.
_NUMBER = r"(#{1,6}[ \t]+)?[（(]?(?:\d+(?:\.\d+)*(?:[、．）】]|[.):：](?=[\s\[]|$))|\d+(?:\.\d+)+(?=\s))\s*"
_BREAK = r"(?i)\s*<(?:[/\\]\s*)?br\s*[/\\]?\s*>/?"
# Rules that report the later of two places: which of them that is does not matter
_OF_TWO_PLACES = frozenset(rule.code for rule in RULES if not rule.identified_by_text)
# Rules that are about no entry, though they point into one
_OF_THE_FILE = frozenset(rule.code for rule in RULES if not rule.identified_by_entry)


def joined(*parts: str) -> str:
    """An identity of its parts: code, place, text, and which of several that are alike."""
    return "\0".join(parts)


def identities(notebook: Notebook, found: Iterable[tuple[str, Span]]) -> list[str]:
    """The identities of findings, each a rule's code and a range; those that are alike
    are counted apart, in this order.
    """
    naming, counts, names = _Naming(notebook), Counter[str](), []
    for code, span in found:
        text = naming.text(span)
        home = (
            ""
            if code in _OF_THE_FILE
            else naming.home(span.start if text else span.end)
        )  # blank lines are those before something
        name = joined(code, home, "" if code in _OF_TWO_PLACES else text)
        counts[name] += 1
        names.append(name if counts[name] == 1 else joined(name, str(counts[name])))
    return names


class _Naming:
    """Names for the places and the pieces of a notebook, which stay as they are when
    numbers, spaces and spellings are put right.
    """

    def __init__(self, notebook: Notebook) -> None:
        self._notebook = notebook
        self._links = {link.url_span: link for link in notebook.links}
        self._figures = {
            span: figure
            for figure in notebook.figures
            for span in (figure.span, figure.target_span)
        }
        self._spans = sorted(
            {*self._links, *self._figures}, key=lambda span: (span.start, -span.end)
        )

    def home(self, offset: int) -> str:
        """The paper of the entry that an offset lies in, the entry's title, or the
        section's.
        """
        entry = self._notebook.entry_at(offset)
        if entry and entry.paper:
            return f"{entry.paper.host}:{entry.paper.key}"
        if entry and entry.title and entry.title.text:
            return _plain(entry.title.text).casefold()
        sections = self._notebook.sections
        place = bisect_right(sections, offset, key=lambda section: section.span.start)
        return _plain(sections[place - 1].title).casefold() if place else ""

    def text(self, span: Span) -> str:
        """The text in a range; an address is the paper or the page that it leads to, a
        figure is its file, a break is a break.
        """
        source, pieces, at = self._notebook.source, list[str](), span.start
        for place in range(
            bisect_left(self._spans, span.start, key=lambda each: each.start),
            len(self._spans),
        ):
            each = self._spans[place]
            if each.start >= span.end:
                break
            if at <= each.start and each.end <= span.end:
                pieces += (source.slice(Span(at, each.start)), self._name(each))
                at = each.end
        return re.sub(
            _BREAK,
            "<br>",
            _plain("".join((*pieces, source.slice(Span(at, max(at, span.end)))))),
        )

    def _name(self, span: Span) -> str:
        if span in self._figures:
            return posixpath.normpath(
                self._figures[span].target.strip().replace("\\", "/")
            )
        link = self._links[span]
        return (
            f"{link.paper.host}:{link.paper.key}" if link.paper else page_key(link.url)
        )


def _plain(text: str) -> str:
    """A text with its spaces folded, without the number at its head."""
    return re.sub(f"^{_NUMBER}", r"\1", " ".join(text.split()))
