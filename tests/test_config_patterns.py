"""Patterns fit what the regular expressions of earlier versions did, and take no more
time than pattern and path are long.
"""

import re
import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from notelint.config.model import Links
from notelint.config.patterns import _compiled, fits

_TOKEN = re.compile(
    r"\\(?P<escaped>.)|(?P<star>\*+)|(?P<one>\?)|\[(?P<no>[!^]?)(?P<range>\]?[^\]]*)\]|(?P<plain>.)",
    re.DOTALL,
)


def oracle(pattern: str) -> re.Pattern[str]:
    """The pattern as notelint 1.0 compiled it; quick on what is short."""
    anchored = "/" in pattern.rstrip("/")
    parts = [part for part in pattern.split("/") if part not in ("", ".")]
    text = "" if anchored else "(?:.*/)?"
    for part in parts[:-1]:
        text += "(?:.*/)?" if part == "**" else _segment(part) + "/"
    if parts:
        text += ".+" if parts[-1] == "**" else _segment(parts[-1])
    return re.compile(
        text + ("/.*" if pattern.endswith("/") else "(?:/.*)?"), re.DOTALL
    )


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
    except re.error:
        return re.escape(match[0])
    return text


PIECES = [
    "a",
    "b",
    "*",
    "**",
    "?",
    "/",
    "/**/",
    "**/",
    "[ab]",
    "[!a]",
    "[^/]",
    "[b-a]",
    "[]a]",
    "[",
    "\\",
    "\\*",
    ".",
    "\n",
    "文",
]


@given(
    st.lists(st.sampled_from(PIECES), max_size=9).map("".join),
    st.lists(
        st.sampled_from(["a", "b", "/", "*", "[", "]", "\\", ".", "\n", "文"]),
        max_size=12,
    ).map("".join),
)
@example("", "")
@example("/", "a/")
@example("**", "")
@example("*/**/*/**", "a/b")
@example("[!a]", "/")
def test_same_as_the_regular_expressions(pattern: str, path: str) -> None:
    right = oracle(pattern).fullmatch(path) is not None
    assert (fits(pattern, path), _compiled(pattern).fits(path)) == (right, right)


@pytest.mark.parametrize(
    ("pattern", "path", "is_fitting"),
    [
        ("*a*a*a*a*a*a*a*a*ax", "a" * 200, False),
        ("*a*a*a*a*a*a*a*a*ax", "a" * 200 + "x", True),
        ("**/" * 14 + "x", "a/" * 1000 + "y", False),
        ("**/a/" * 14 + "x", "a/" * 1000 + "x", True),
        ("**/*a*/" * 14 + "x", "aa/" * 1000 + "y", False),
        ("*?" * 500 + "x", "a" * 3000, False),
        ("*[!b]" * 500 + "x", "a" * 3000, False),
        ("*" * 4000 + "x", "a" * 4000, False),
        ("a?" * 2000, "ab" * 2000, True),
        ("[" * 4000, "[" * 4000, True),
        ("*a", "b/" * 2000 + "c", False),
    ],
)
def test_time_is_that_of_pattern_times_path(
    pattern: str, path: str, is_fitting: bool
) -> None:
    start = time.process_time()
    assert fits(pattern, path) is is_fitting
    assert time.process_time() - start < 2


def test_addresses_too() -> None:
    start = time.process_time()
    links = Links(exclude=("https://*a*a*a*a*a*a*a*a*ax", "**/" * 14 + "x"))
    assert not links.is_excluded("https://" + "a" * 5000)
    assert links.is_excluded("https://" + "a" * 5000 + "x")
    assert time.process_time() - start < 2
