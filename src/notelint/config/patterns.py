"""Patterns for paths, as in `.gitignore` (https://git-scm.com/docs/gitignore), without negation."""

from __future__ import annotations

import re
from functools import cache


def fits(pattern: str, path: str) -> bool:
    """Whether `path` (with `/`, relative to the patterns' folder) is what `pattern` names, or lies in a folder that it names."""
    return _expression(pattern).fullmatch(path) is not None


@cache
def _expression(pattern: str) -> re.Pattern[str]:
    anchored = "/" in pattern.rstrip("/")
    parts = [part for part in pattern.split("/") if part not in ("", ".")]
    text = "" if anchored else "(?:.*/)?"
    for part in parts[:-1]:
        text += "(?:.*/)?" if part == "**" else _segment(part) + "/"
    if parts:
        text += ".+" if parts[-1] == "**" else _segment(parts[-1])
    return re.compile(text + ("/.*" if pattern.endswith("/") else "(?:/.*)?"), re.DOTALL)


_TOKEN = re.compile(r"\\(?P<escaped>.)|(?P<star>\*+)|(?P<one>\?)|\[(?P<no>[!^]?)(?P<range>\]?[^\]]*)\]|(?P<plain>.)", re.DOTALL)


def _segment(part: str) -> str:
    return "".join(_piece(match) for match in _TOKEN.finditer(part))


def _piece(match: re.Match[str]) -> str:
    if match["star"]:
        return "[^/]*"
    if match["one"]:
        return "[^/]"
    if match["range"]:
        return _range(match)
    return re.escape(match["escaped"] or match["plain"] or match[0])


def _range(match: re.Match[str]) -> str:
    inside = re.sub(r"([\\\[\]&|~^])", r"\\\1", match["range"])
    text = f"[{'^' if match['no'] else ''}{inside}]"
    try:
        re.compile(text)
    except re.error:  # `[z-a]` holds no character: it stands for itself
        return re.escape(match[0])
    return text
