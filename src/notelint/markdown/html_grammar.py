"""The grammar of HTML in Markdown: tags, comments, and which lines begin an HTML block."""

from __future__ import annotations

import re
from collections.abc import Iterator

from notelint.markdown.lines import Content
from notelint.markdown.text import unescape_entities
from notelint.markdown.tree import Attribute, RawHtml, Tag

_NAME = r"[A-Za-z][A-Za-z0-9-]*"
_ATTRIBUTE = (
    r"""[A-Za-z_:][A-Za-z0-9_.:-]*(?:\s*=\s*(?:[^\s"'=<>`]++|'[^']*+'|"[^"]*+"))?"""
)
OPEN_TAG = re.compile(rf"<{_NAME}(?:\s++{_ATTRIBUTE})*+\s*+/?>", re.ASCII)
CLOSE_TAG = re.compile(rf"</{_NAME}\s*+>", re.ASCII)
_LOOSE_ATTRIBUTE = re.compile(
    r"""([^\s"'<>/=]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'=<>`]+))?""", re.ASCII
)
_LOOSE_TAG = re.compile(r"""</?[A-Za-z][A-Za-z0-9-]*+(?:[^<>"']|"[^"]*"|'[^']*')*+>""")
_PART = re.compile(r"<!--|<[/A-Za-z]")

_BLOCK_TAGS = frozenset(
    """
    address article aside base basefont blockquote body caption center col colgroup dd details dialog dir div dl dt fieldset
    figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hr html iframe legend li link main menu menuitem
    nav noframes ol optgroup option p param section source summary table tbody td tfoot th thead title tr track ul
    """.split()
)
_STARTS = (
    (
        re.compile(r"<(?:script|pre|style|textarea)(?:[ \t\n>])", re.IGNORECASE),
        re.compile(r"</(?:script|pre|style|textarea)>", re.IGNORECASE),
    ),
    (re.compile(r"<!--"), re.compile(r"-->")),
    (re.compile(r"<\?"), re.compile(r"\?>")),
    (re.compile(r"<![A-Z]"), re.compile(r">")),
    (re.compile(r"<!\[CDATA\["), re.compile(r"\]\]>")),
)
_BLOCK_TAG = re.compile(rf"</?({_NAME})(?:[ \t\n]|/?>)")
NEVER = re.compile(r"(?!)")  # the end of a block that goes on to the next blank line


def block_end(stripped: str, *, in_paragraph: bool) -> re.Pattern[str] | None:
    """What ends the HTML block that this line (without leading spaces) begins, or None
    where it begins none.

    NEVER stands for "up to the next blank line". A lone tag of any name cannot begin a
    block in a paragraph.
    """
    if not stripped.startswith("<"):
        return None
    for start, end in _STARTS:
        if start.match(stripped):
            return end
    match = _BLOCK_TAG.match(stripped)
    if match and match[1].lower() in _BLOCK_TAGS:
        return NEVER
    return NEVER if not in_paragraph and is_lone_tag(stripped) else None


def is_lone_tag(stripped: str) -> bool:
    """Whether a line holds one complete tag and nothing else (CommonMark's seventh kind
    of HTML block).
    """
    match = OPEN_TAG.match(stripped) or CLOSE_TAG.match(stripped)
    return match is not None and stripped[match.end() :].strip(" \t\n") == ""


def parts_of(content: Content) -> Iterator[Tag | RawHtml]:
    """The tags and comments of an HTML block, as a browser would find them."""
    text, place = content.text, 0
    while match := _PART.search(text, place):
        start = match.start()
        if match[0] == "<!--":
            end = text.find("-->", start)
            place = end + 3 if end >= 0 else len(text)
            yield RawHtml(content.span(start, place), "comment")
        elif tag := _LOOSE_TAG.match(text, start):
            yield read_tag(content, start, tag.end())
            place = tag.end()
        else:
            place = start + 1


def read_tag(content: Content, start: int, end: int) -> Tag:
    """The tag that stands there, with its attributes."""
    raw = content.text[start:end]
    closing = raw.startswith("</")
    name = re.match(_NAME, raw[2 if closing else 1 :])
    word = name[0] if name else ""
    form = "close" if closing else "empty" if raw.endswith("/>") else "open"
    attributes = (
        ()
        if closing
        else tuple(
            _attributes(
                content, start + 1 + len(word), end - (2 if form == "empty" else 1)
            )
        )
    )
    return Tag(content.span(start, end), word.lower(), form, attributes)


def _attributes(content: Content, start: int, end: int) -> Iterator[Attribute]:
    for match in _LOOSE_ATTRIBUTE.finditer(content.text, start, end):
        span = content.span(*match.span())
        if match[2] is None:
            yield Attribute(span, match[1].lower(), "", None, "")
            continue
        quote = match[2][0] if match[2][0] in "\"'" else ""
        first, last = match.span(2)
        inner = (first + len(quote), last - len(quote))
        yield Attribute(
            span,
            match[1].lower(),
            unescape_entities(content.text[inner[0] : inner[1]]),
            content.span(*inner),
            quote,
        )
