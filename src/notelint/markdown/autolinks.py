"""Bare addresses in running text, as GitHub links them (GFM's autolink extension)."""

from __future__ import annotations

import re

FIRST = "hHfFw"  # what START may begin with
START = r"(?:[hH][tT][tT][pP][sS]?|[fF][tT][pP])://|www\."

_HOST = re.compile(
    r"[^\W_][A-Za-z0-9._-]{0,999}+"
)  # no longer, so that `www.a_` over and over takes linear time
_END = re.compile(r"[ \t-\r<]")
_ENTITY_END = re.compile(r"&[A-Za-z]+;$")


def address_end(text: str, start: int) -> int | None:
    """Where the address ends that begins with START, or None where GitHub makes no link
    of it.
    """
    is_www = text.startswith("www.", start)
    before = text[start - 1 : start] if start else ""
    if is_www and before and before not in " \t\n*_~(":
        return None
    if not is_www and before.isascii() and before.isalpha():
        return None
    host_start = start if is_www else text.index("://", start) + 3
    host = _HOST.match(text, host_start)
    if host is None or not _is_domain(
        host[0] if host.end() < len(text) else host[0][:-1], needs_dot=is_www
    ):
        return None
    end = _END.search(text, host.end())
    return _trimmed(text, start, end.start() if end else len(text))


def _is_domain(host: str, *, needs_dot: bool) -> bool:
    """Whether GitHub takes a host for one.

    It does not look at the very last character of a text.
    """
    labels = host.split(".")
    if "_" in "".join(labels[-2:]):
        return False
    return len(labels) > 1 or not needs_dot


def _trimmed(text: str, start: int, end: int) -> int:
    """Without what belongs to the sentence: closing punctuation, an unmatched bracket,
    an entity.
    """
    surplus = text.count(")", start, end) - text.count("(", start, end)
    while end > start:
        last = text[end - 1]
        if last in "?!.,:*_~'\"":
            end -= 1
        elif last == ")" and surplus > 0:
            surplus -= 1
            end -= 1
        elif last == ";" and (
            entity := _ENTITY_END.search(text, max(start, end - 40), end)
        ):
            end = entity.start()
        elif last == ";":
            end -= 1
        else:
            break
    return end
