"""What is wrong with an address, and the pieces that are looked at."""

import re
from typing import NamedTuple


class Mistake(NamedTuple):
    """What is wrong with an address, and how it was meant; `right` is empty where that
    is a guess.
    """

    right: str
    what: str


def host_of(url: str) -> str:
    """The host of an address, in lower case and without `www.`."""
    return (
        re.split(r"[/?#:]", url.partition("://")[2], maxsplit=1)[0]
        .lower()
        .removeprefix("www.")
    )
