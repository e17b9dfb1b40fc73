"""What written characters mean: entities, backslash escapes, labels, and which
characters part words.
"""

from __future__ import annotations

import re
from html import unescape
from html.entities import html5
from unicodedata import category

ENTITY = re.compile(
    r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"
)
ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_ESCAPE_OR_ENTITY = f"{ESCAPE.pattern}|({ENTITY.pattern})"


def _decoded(entity: str) -> str:
    if entity[1] == "#" or entity[1:] in html5:
        return unescape(entity)
    return entity


def unescape_entities(text: str) -> str:
    """The text with its entities decoded, HTML 5's and numeric ones, and only those that
    end in a semicolon.
    """
    return ENTITY.sub(lambda match: _decoded(match[0]), text) if "&" in text else text


def unescape_all(text: str) -> str:
    """The text with backslash escapes and entities decoded, as in a link's target."""
    if "\\" not in text and "&" not in text:
        return text
    return re.sub(_ESCAPE_OR_ENTITY, lambda match: match[1] or _decoded(match[0]), text)


def normalise_label(label: str) -> str:
    """A reference's label as it is compared: case folded, spaces collapsed."""
    return " ".join(label.split()).casefold()


def is_blank(char: str) -> bool:
    """Unicode white space, or an end of the text (an empty string)."""
    return char == "" or char in "\t\n\x0c\r " or category(char) == "Zs"


def is_punctuation(char: str) -> bool:
    """ASCII punctuation or Unicode's P categories, as cmark-gfm has it; CommonMark 0.31
    adds symbols, GitHub does not.
    """
    return char != "" and (char in "$+<=>^`|~" or category(char)[0] == "P")
