"""Links as people break them.

Looks at text that GitHub shows as it is written; what is no text in it is masked. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from notelint.papers.hosts.table import read_url
from notelint.rules.links.mistyped.address import is_address, typed
from notelint.rules.links.mistyped.brackets import (
    HIDDEN,
    LINKED,
    LONGEST,
    Broken,
    closes,
    pairs_in,
    stop_of,
)
from notelint.rules.links.mistyped.unlinked import unlinked
from notelint.text.pictures import PICTURE_PATTERN

# Compiled by `re` where brackets stand in the text that are part of no link.
_OPENED = r"[\]】]((?:[ \t]*(?:\n[ \t]*)?)?)([(（\[{])"
_FILE = (
    r"(?i)[^\n<>|\"*?,;]*[^\s<>|\"*?,;/]"
    rf"\.(?:md|pdf|{PICTURE_PATTERN}|tiff?|ipynb|html?|txt|docx?|pptx?|xlsx?|csv|mp4|bib)(?:#\S*)?"
)
_SHOWN = rf"(?i)\.(?:md|pdf|{PICTURE_PATTERN}|ipynb)$"
_RELATIVE = r"\.{1,2}/\S"
_ANCHOR = r"#+[ \t]*[^\W\d]"
_FORMULA = r"(?i)latex|math\?|tex\?|[?&]tex=|equation\?|cht=tx|codecogs|mathurl"
_STRETCH = r"[^\s\0\1\[]+"
_REST = r"\n[ \t]*([^\s\0\1()（）\[\]:]+)([)）])"
_STOP = r"[，。；：！？、）】》」』”’<]|[]}>.,;:!?*_~'\"]+$"
_IN_HOST = r"\A(?:[^:/]{1,8}:\s*//|www\.)[^/]*/?[ \t]*"
# One space next to a hyphen or a dot in the name of a repository, which has none.
_SPLIT_NAME = r"https?://github\.com/(?=\S+[ \t]+\S+$)(?=\S*(?:[-_./][ \t]|[ \t]+[-_./]))[^/]+/[^/]+/?"
_TITLED = r"\S+[ \t]+(?:['‘’].*|\(.*\)|.*[\"“”].*)"


def broken_links(text: str) -> Iterator[Broken]:
    """The texts that were meant as links, in order. Time is linear in the text."""
    if not any(bracket in text for bracket in "[]】"):
        return
    pairs, end = pairs_in(text), 0
    links = [*_after_brackets(text, pairs), *unlinked(text, pairs)]
    for broken in sorted(links, key=lambda link: (link.start, -link.end)):
        if broken.start >= end:
            end = broken.end
            yield broken


def _after_brackets(text: str, pairs: dict[int, int]) -> Iterator[Broken]:
    """The broken links whose address stands after their words in square brackets."""
    for match in re.finditer(_OPENED, text):
        start = pairs.get(match.start())
        if start is None or match.start() - start > LONGEST:
            continue
        if LINKED in text[start : match.start()]:
            continue
        if broken := _broken(text, pairs, start, match):
            yield broken


def _broken(
    text: str, pairs: dict[int, int], start: int, match: re.Match[str]
) -> Broken | None:
    gap, opener = match[1], match[2]
    before = text[start - 1 : start]
    words = text[start + 1 : match.start()].strip()
    if gap:
        if opener not in "(（" or re.match(r"\w", before, re.ASCII):
            return None
        if words.isdigit() or words.startswith("^"):  # a number, or a footnote
            return None
    if not words and before != "!":
        return None
    if not gap and text.startswith(LINKED, match.end()):
        second = re.compile("\1+\\)").match(text, match.end())
        if second:
            target = (match.end(), second.end() - 1)
            return Broken(start, second.end(), "second", target)
    stop = stop_of(text, match.end(), opener)
    if closes(text[stop : stop + 1], opener):
        return _closed(text, start, match, stop)
    return None if gap or opener in "[{" else _unclosed(text, pairs, start, match)


def _closed(text: str, start: int, match: re.Match[str], stop: int) -> Broken | None:
    written = text[match.end() : stop]
    inner = written.strip().removeprefix("<").removesuffix(">").strip()
    place = match.end() + written.index(inner)
    gap, opener = match[1], match[2]
    is_strict = bool(gap) or opener in "[{（"
    if re.search(_FORMULA, inner) or not _is_target(inner, strict=is_strict):
        return None
    has_spaces = re.search(r"\s", inner)
    what = "join" if gap else "blank" if has_spaces else "brackets"
    right = _without_spaces(inner) if what == "blank" else typed(inner)
    edits = []
    if gap:
        edits.append((match.start() + 1, match.end() - 1, ""))
    brackets = (
        (start, "["),
        (match.start(), "]"),
        (match.end() - 1, "("),
        (stop, ")"),
    )
    for offset, bracket in brackets:
        if text[offset] != bracket:
            edits.append((offset, offset + 1, bracket))
    if right != inner or written.strip() != inner:
        edits.append((match.end(), stop, right))
    if not edits:
        return None
    fixing = tuple(sorted(edits)) if right else ()
    return Broken(start, stop + 1, what, (place, place + len(inner)), fixing)


def _is_target(target: str, *, strict: bool) -> bool:
    """Whether a piece of text is an address or leads to a file or heading; `strict`:
    nobody would put it so into a sentence.
    """
    blanks = bool(re.search(r"\s", target))
    if strict and blanks:
        return False
    if is_address(target) or re.match(_RELATIVE, target):
        return True
    if strict:
        return bool(re.fullmatch(_FILE, target)) and (
            "/" in target or bool(re.search(_SHOWN, target))
        )
    return bool(re.fullmatch(_FILE, target) or re.match(_ANCHOR, target))


def _without_spaces(target: str) -> str:
    """The target as it was meant, its spaces gone or spelled `%20`; empty where nobody
    can tell.
    """
    if target.startswith("#") or re.fullmatch(_TITLED, target):
        return ""
    if not is_address(target):
        return re.sub(r"[ \t]", "%20", target)
    if target.count("://") > 1:
        return ""
    joined = typed("".join(target.split()))
    # No host has spaces: those next to its slashes and dots are slips.
    host = re.search(_IN_HOST, target)
    rest = target
    if host:
        joined_host = re.sub(r"(?<=[/.])\s+|\s+(?=[/.])", "", host[0])
        rest = joined_host + target[host.end() :]
    if not re.search(r"\s", rest):
        return joined
    page = read_url(joined)
    is_arxiv = page is not None and page.paper.host == "arxiv" and page.form != "asset"
    if is_arxiv and not re.search(r"[?#]", joined):
        return joined
    return joined if re.fullmatch(_SPLIT_NAME, target) else ""


def _unclosed(
    text: str, pairs: dict[int, int], start: int, match: re.Match[str]
) -> Broken | None:
    stretch = re.compile(_STRETCH).match(text, match.end())
    if stretch is None or not is_address(stretch[0].removeprefix("<")):
        return None
    begin, end = stretch.span()
    if text[end : end + 1] in {HIDDEN, LINKED} and re.search(
        r"[)）]", text[end : end + LONGEST].partition("\n")[0]
    ):
        return None
    edits = [] if match[2] == "(" else [(begin - 1, begin, "(")]
    if text[begin] == "<":
        edits.append((begin, begin + 1, ""))
        begin += 1
    if rest := re.compile(_REST).match(text, end):
        edits += [(end, rest.start(1), ""), (rest.start(2), rest.end(2), ")")]
        is_cut = text[end - 1] in "-_./=&?%" or re.search(
            r"[\d/._=&-]", rest[1]
        )  # else it may be a word of the sentence
        return Broken(
            start,
            rest.end(),
            "line",
            (begin, rest.end(1)),
            tuple(edits) if is_cut else (),
        )
    stop = re.compile(_STOP).search(text, begin + 8, end)
    bracket = text.find("]", begin, end)
    place = min(
        [each for each in (stop.start() if stop else end, bracket) if each >= 0]
    )
    wrong = (
        text[place : place + 1] in {"]", "}", ">"}
        and place < end
        and not (bracket == place and place in pairs and pairs[place] < start)
    )
    right = typed(text[begin:place])
    edits.append(
        (begin, place + wrong, f"{right})")
        if right != text[begin:place]
        else (place, place + wrong, ")")
    )
    return Broken(start, place + wrong, "close", (begin, place), tuple(edits))
