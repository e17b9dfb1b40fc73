"""The kinds of changes that a rewrite can make to a page, and which of them do no harm.

A rule declares the kinds that its fixes may make; `guard` finds those that they do make.
"""

from enum import StrEnum


class Kind(StrEnum):
    """What a change does to a page."""

    BREAK = "a break added"
    BLANK = "a blank added"
    NUMBER = "a number put right"
    WHOLE = "a list whole again"
    READ = "raw text read again"
    LINK = "another address"
    FIGURE = "another figure"
    ALTERED = "something altered"
    LOST = "something lost"


# What a layout rewrite may do. All else harms the page, but where a safe fix is for it.
LAYOUT = frozenset({Kind.BREAK, Kind.BLANK, Kind.NUMBER, Kind.WHOLE, Kind.READ})
