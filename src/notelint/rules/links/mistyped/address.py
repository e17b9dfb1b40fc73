"""Addresses as people mistype them: what stands before them, the scheme, no scheme at all.

Looks at one target, without asking anyone.
"""

from __future__ import annotations

import re

from notelint.rules.links.mistyped.mistake import Mistake
from notelint.rules.links.mistyped.strays import stray_tail
from notelint.rules.links.mistyped.twice import START, two_in_one
from notelint.text.pictures import PICTURE_PATTERN

# All patterns are compiled by `re` when a target is met that is not plain: few notebooks
# have one.

# Endings of hosts that are no endings of files. Below them a host is known from a folder by
# its name alone where it is asked to be.
_ENDINGS = (
    "com|org|net|edu|gov|mil|int|io|ai|dev|app|info|tech|site|xyz|top|blog|cloud|page|online|science|wiki|google|co|me|tv|eu|us|uk|ac|cn|hk"
    "|tw|jp|kr|sg|in|il|au|nz|ca|br|de|fr|it|es|nl|se|ch|ru|be|at|fi|dk|no|gr|cz|pt|ly|gl|gle"
)
_NO_SCHEME = (
    rf"(?:www\.[\w-]+(?:\.[\w-]+)+|(?:[a-z0-9-]+\.)+(?:{_ENDINGS})(?::\d+)?/"
    r"|(?:[a-z0-9-]+\.)+(?:edu|gov|com|github\.io)(?::\d+)?)(?=[/?#]|$|(?<=/))"
)
_FOLDER = rf"[a-z0-9-]+\.(?!com/|org/|edu/|gov/)(?:{_ENDINGS})/.*\.(?:md|{PICTURE_PATTERN}|pdf|ipynb|txt|html)(?:#.*)?"
_MAIL = rf"[\w.+-]+@(?:[\w-]+\.)+(?:{_ENDINGS})"
_DOI = r"10\.\d{4,9}/[^\s/]\S*"
_HEAD = r"(?i)(?:%20|%22|[^\w#./]|#(?=h)|\./|/|\.){1,3}(?=(?:https?://|www\.)\w)"
_SECOND = r"\[[A-Za-z0-9._~%+:@/-]*\]\((https?://\S+)\)"
_SCHEME = r"(?a)([A-Za-z]{0,8})(\s?[:;：；.,]{0,3}\s?[/\\／]{0,3}[:：]?\s?)(?=(?:[\w-]+\.)+[A-Za-z]{2,}(?:[/:?#]|$))"
_AGAIN = r"(?i)([a-z]{2,7})[:;：/\\]{1,4}(?=https?://)"
_TWO_TYPOS = {"hptts", "hptt", "htpp", "tthp", "tthps", "hhtps", "htttps"}
ROUNDS = 5


def mistake_in(target: str, *, is_figure: bool = False) -> Mistake | None:
    """The mistake in a link's target, or in a figure's; None where it leads where it
    says, as far as one can see without asking.
    """
    if is_plain(target) or any(each in target for each in ("{{", "{%", "${", "#:~:")):
        return None
    right, what = target, ""
    for _ in range(ROUNDS):
        mistake = _mistake(right, is_figure=is_figure)
        if mistake is None:
            return Mistake(right, what) if what else None
        right, what = mistake.right, what or mistake.what
        if not right:
            break
    return Mistake("", what)


def is_plain(target: str) -> bool:
    """Whether one sees at a glance that a target holds no mistake, as nearly all do: a
    common address, a path, an anchor.

    A path is common where it begins with a folder whose name has no dot, as every host has.
    """
    if target.startswith("#"):
        return not target.startswith("##") and "://" not in target
    scheme, colon, rest = target.partition("?")[0].rpartition("://")
    if not target.isascii() or any(each in rest for each in (":", ";", "\\", "//")):
        return False
    if colon:
        ends_well = target[-1].isalnum() or target[-1] in "/-_=#"
        return scheme in {"https", "http"} and ends_well and "%" not in target[-3:]
    folder = rest.lstrip("./").partition("/")[0]
    return not target or (folder[:1].isalnum() and "." not in folder)


def is_address(target: str) -> bool:
    """Whether a target is a web address, rightly typed or not."""
    if re.match(START, target) or target.startswith("www."):
        return True
    mistake = mistake_in(target)
    return mistake is not None and re.match(START, mistake.right) is not None


def typed(target: str) -> str:
    """The target as it was meant; as it is where that is not known."""
    mistake = mistake_in(target)
    return mistake.right if mistake and mistake.right else target


def _mistake(url: str, *, is_figure: bool) -> Mistake | None:
    if second := re.fullmatch(_SECOND, url):
        return Mistake(second[1], "a second link stands in the place of the address")
    if head := re.match(_HEAD, url):
        return Mistake(url[head.end() :], f"the address begins with a stray {head[0]}")
    if re.match(START, url):
        plain = url.partition("://")[2]
        if _scheme(plain):
            return Mistake(plain, "the scheme stands there twice")
        return two_in_one(url) or stray_tail(url, is_figure=is_figure)
    return _scheme(url) or _bare(url, is_figure=is_figure)


def _scheme(url: str) -> Mistake | None:
    if (again := re.match(_AGAIN, url)) and is_near_http(again[1].lower()):
        return Mistake(url[again.end() :], "the scheme stands there twice")
    match = re.match(_SCHEME, url)
    if match is None:
        return None
    word, between = match[1].lower(), re.sub(r"\s", "", match[2])
    has_colon = re.search("[:;：；]", between) is not None
    slashes = len(re.findall(r"[/\\／]", between))
    is_known = word in {"http", "https"}
    if slashes < 2 and not (has_colon and (slashes or is_known)):
        return None
    if not word and not has_colon:
        return None
    if len(word) == 1 and "\\" in between:  # a disk of Windows
        return None
    if not is_known and not is_near_http(word):
        return None
    is_secure = not word or word.endswith(("s", "sp")) or word.startswith("https")
    right = "https" if is_secure else "http"
    written, rest = url[: match.end()], url[match.end() :]
    return Mistake(
        f"{right}://{rest}", f"{written} is mistyped, and the link leads nowhere"
    )


def is_near_http(word: str) -> bool:
    """Whether a scheme's name is `http` or `https` with one slip of the finger, or
    without its first letters.
    """
    if word in _TWO_TYPOS or "https".endswith(word) or "http".endswith(word):
        return True
    return any(_one_slip(word, right) for right in ("http", "https"))


def _one_slip(word: str, right: str) -> bool:
    """Whether one letter is missing, too many, another one, or has changed places with
    the next.
    """
    if word == right:
        return True
    at = next(
        (
            place
            for place, pair in enumerate(zip(word, right, strict=False))
            if pair[0] != pair[1]
        ),
        min(len(word), len(right)),
    )
    rest, others = word[at:], right[at:]
    swapped = rest[:2] == others[:2][::-1] and rest[2:] == others[2:]
    return rest[1:] == others or rest == others[1:] or rest[1:] == others[1:] or swapped


def _bare(url: str, *, is_figure: bool) -> Mistake | None:
    """What lacks a scheme."""
    if re.match(_NO_SCHEME, url) and not re.fullmatch(_FOLDER, url):
        return Mistake(
            f"https://{url}",
            "without https:// readers are sent to a file of the repository",
        )
    if is_figure:
        return None
    if re.fullmatch(_MAIL, url):
        return Mistake(
            f"mailto:{url}",
            "without mailto: readers are sent to a file of the repository",
        )
    if re.fullmatch(_DOI, url):
        return Mistake(
            f"https://doi.org/{url}",
            "a DOI alone sends readers to a file of the repository",
        )
    if re.match(r"##+[^#\s]", url):
        return Mistake(
            "#" + url.lstrip("#"),
            "an anchor begins with one #, however deep its heading",
        )
    return None
