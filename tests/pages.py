"""What readers see: the page as cmark-gfm, GitHub's own library, renders it."""

from __future__ import annotations

from html.parser import HTMLParser

import cmarkgfm
from cmarkgfm.cmark import Options


def rendered(text: str) -> str:
    """The page as HTML."""
    return str(
        cmarkgfm.github_flavored_markdown_to_html(
            text, options=Options.CMARK_OPT_UNSAFE
        )
    )


def shown_numbers(text: str) -> list[int]:
    """The number before each item of the ordered lists of a page, in reading order."""
    reader = _Numbers()
    reader.feed(rendered(text))
    return reader.numbers


class _Numbers(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.numbers: list[int] = []
        self._next: list[int | None] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"ol", "ul"}:
            self._next.append(
                int(dict(attrs).get("start") or 1) if tag == "ol" else None
            )
        elif tag == "li" and (number := self._next[-1]) is not None:
            self.numbers.append(number)
            self._next[-1] = number + 1

    def handle_endtag(self, tag: str) -> None:
        if tag in {"ol", "ul"}:
            self._next.pop()
