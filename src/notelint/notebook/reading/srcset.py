"""The files that a `srcset` offers, of which a browser takes one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from notelint.text.source import Span

# The parts of https://html.spec.whatwg.org/multipage/images.html#parse-a-srcset-attribute
_GAP = re.compile(r"[ \t\n\f\r,]*")
_ADDRESS = re.compile(r"[^ \t\n\f\r]+")
_DESCRIPTORS = re.compile(r"(?:[^,(]|\([^)]*\)?)*")
# What a block quote or a list puts before the lines of a long value
_LINE_PREFIX = re.compile(r"(?<=[\r\n])[ \t>]+")


def srcset_candidates(value: str) -> Iterator[Span]:
    """The range of each address in the value of a `srcset`, as it is written.

    A comma within an address is part of it; one at its end separates it from the next.
    """
    value = _LINE_PREFIX.sub(lambda prefix: " " * len(prefix[0]), value)
    position = 0
    while True:
        position += len(_matched(_GAP, value, position))
        written = _matched(_ADDRESS, value, position)
        if not written:
            return
        address = written.rstrip(",")
        yield Span(position, position + len(address))
        position += len(written)
        if address == written:
            position += len(_matched(_DESCRIPTORS, value, position))


def _matched(pattern: re.Pattern[str], text: str, position: int) -> str:
    match = pattern.match(text, position)
    return match[0] if match else ""
