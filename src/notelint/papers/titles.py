"""Whether the title that an entry gives and the one that a paper has are one paper's.

Says that they are not only where it can tell.

The limits, and what they were chosen on, are in docs/right-paper.md.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum

from notelint.papers.badges import (
    bare_words,
    is_badge,
    is_full_title,
    is_venue,
    without_tail,
)

FEWEST_WORDS = (
    4  # words, small ones left out, that both titles must have to be called different
)
# Share of the shorter title's telling words that two papers' titles may have in common
MOST_SHARED = 0.25
ALIKE = (
    0.9  # how alike, letter by letter, two spellings of one title are (difflib's ratio)
)
LONGEST = 400  # characters of a title; what is longer is none
SURNAME = 4  # letters of a surname that is no word by chance
SHORT = range(3, 7)  # words of a title in which one word more makes another paper of it

_STYLES = r"\\(?:text|math)?(?:rm|bf|it|sf|tt|sc|sl|cal|bb|frak|emph|mathit|mathsf|operatorname|ensuremath|mbox|text|displaystyle)\b\*?"
LINKING = frozenset(
    "a an and are as at be by can do does for from how in into is it its of on or over per so than that the their".split()
)
LINKING |= frozenset(
    "this through to toward towards under upon use using via we what when where which why with within without".split()
)
# Said of half of all papers: to share them tells nothing, nor does one of them put in or
# left out
_COMMON = frozenset(
    """
    accurate adaptive algorithm analysis application applied approach architecture automatic based better beyond comprehensive data
    dataset deep effective efficient end fast framework general generic high image improved improving large learn learned learning method
    model modeling modelling multi network neural new novel object optimal overview performance practical quality rethinking review
    revisiting robust scalable self semi simple state strong study supervised survey system task technique training unified universal
    """.split()
)
_ABOUT = frozenset(  # words of remarks about a paper
    "al article articles authors blog et introduced introduces official original paper papers proposed repo repository slides".split()
)
_FOREIGN = frozenset(  # small words of other languages in Latin letters
    "das dem den der des die du ein eine el et für il la las le les lo los mit para par por pour sur um uma un una une und von zur".split()
)
_OTHER_SCRIPT = r"[\u0400-\u052f\u0590-\u06ff\u0900-\u0dff\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[\u0370-\u03ff]{3}"
_ROMAN = frozenset("i ii iii iv v vi vii viii ix x".split())


class Likeness(StrEnum):
    """What can be told of two titles."""

    SAME = "same"
    DIFFERENT = "different"
    UNKNOWN = "unknown"


def likeness(
    written: str, title: str, authors: Sequence[str] = (), near: str = ""
) -> Likeness:
    """Whether the title `written` in an entry is of the paper with this title and these
    authors; `near` is what else the entry says.

    Venues, badges, numbers, translations and authors around the title do not count, nor do
    case, accents, TeX, hyphens, spelling, typos and subtitles left off. Short names
    (`ResNet`), other languages and titles that have become others since are unknown.
    """
    if max(len(written), len(title)) > LONGEST:
        return Likeness.UNKNOWN
    own, theirs = _words(_trimmed(written)), _words(title)
    if not own or not theirs:
        return Likeness.UNKNOWN
    if _is_part(own, theirs) or _share_a_name(written, title):
        return Likeness.SAME
    if _names_author(f"{written}\n{near}", theirs, authors):
        return Likeness.UNKNOWN
    if _is_other_of_a_kind(own, theirs, ":" in written or ":" in title):
        return Likeness.DIFFERENT
    if _resemble("".join(own), "".join(theirs)):
        return Likeness.SAME
    return (
        Likeness.DIFFERENT
        if _is_title(written)
        and _is_english(title)
        and _have_little_in_common(own, theirs)
        else Likeness.UNKNOWN
    )


def _trimmed(written: str) -> str:
    """A title without what stands around it: a number, tags in brackets, a translation,
    venue and year.
    """
    text = re.sub(r"^\W*\d{1,3}[.)\]:、]\s*|^\s*\[\d{1,3}\]", "", written)
    for tag in re.findall(r"[\[(（【][^\[\](（【】）)]*[\])）】]", text):
        if (
            is_badge(tag)
            or is_venue(tag)
            or re.search(_OTHER_SCRIPT, tag)
            or re.search(r"\b(?:19|20)\d\d\b", tag)
        ):
            text = text.replace(tag, " ", 1)
    latin = re.split(_OTHER_SCRIPT, text, maxsplit=1)[0]
    return bare_words(
        without_tail(latin if len(latin.split()) >= FEWEST_WORDS else text)
    )


def _words(text: str) -> list[str]:
    """The words of a title, each in one spelling."""
    return [_stem(word) for word in re.findall(r"[^\W_]+", _plain(text))]


def _plain(text: str) -> str:
    """Small letters without accents; of TeX what it shows, Greek letters by their names."""
    import unicodedata

    text = re.sub(_STYLES, " ", text)
    text = re.sub(
        r"\\[\"'`^~=.uvHtcdbk]\s*\{?([A-Za-z])\}?(?![A-Za-z])|\\[\"'`^~=.]\{?([A-Za-z])\}?",
        r"\1\2",
        text,
    )
    text = re.sub(r"[${}^_]|\\(?=[a-zA-Z])|['’‘`´]|&(?=amp;)", "", text)
    text = text.replace("+", " plus ")
    folded = unicodedata.normalize(
        "NFKD", unicodedata.normalize("NFKC", text).casefold()
    )
    plain = "".join(char for char in folded if not unicodedata.combining(char))
    return re.sub(
        r"[α-ω]",
        lambda match: unicodedata.name(match[0]).rpartition(" ")[2].casefold(),
        plain,
    )


def _stem(word: str) -> str:
    """A word without its plural, and as Americans spell it."""
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    if len(word) > 5:
        word = re.sub(r"is(e|ed|er|ing|ation)$", r"iz\1", word)
        word = re.sub(
            r"our(?=$|ed$|ing$|ful$|al$)",
            "or",
            re.sub(r"ll(?=ing$|ed$|er$)", "l", word),
        )
    return word


def _is_part(own: Sequence[str], theirs: Sequence[str]) -> bool:
    """Whether one title is the other, cut off or with more around it; a word or two are
    too little to tell.
    """
    short, long = sorted(("".join(own), "".join(theirs)), key=len)
    return (
        short == long
        or (long.startswith(short) and len(short) >= 4)
        or (short in long and len(short) >= 12)
    )


def _share_a_name(written: str, title: str) -> bool:
    """Whether both begin with one name and a colon, or one is the other's initials:
    `SETR: …`, `DDPM`.
    """
    heads = {
        "".join(_words(text.partition(":")[0]))
        for text in (_trimmed(written), title)
        if ":" in text
    }
    if (
        ":" in written
        and ":" in title
        and len(heads) == 1
        and len(written.partition(":")[0].split()) <= 3
    ):
        return True
    initials = "".join(word[0] for word in _words(title))
    name = "".join(_words(_trimmed(written)))
    return (
        name
        in {
            initials,
            "".join(word[0] for word in _words(title) if word not in LINKING),
        }
        and len(name) > 2
    )


def _names_author(text: str, title: Sequence[str], authors: Sequence[str]) -> bool:
    """Whether a text names an author in full, the first one's surname or two surnames;
    short ones and words of the title do not count.
    """
    said = _plain(text)
    words = set(re.findall(r"[^\W_]+", said)).difference(title)
    names = [re.findall(r"[^\W_]+", _plain(author)) for author in authors]
    surnames = [
        bool(name) and len(name[-1]) >= SURNAME and name[-1] in words for name in names
    ]
    return (
        sum(surnames) > 1
        or surnames[:1] == [True]
        or any(len(name) > 1 and " ".join(name) in said for name in names)
    )


def _is_other_of_a_kind(
    own: Sequence[str], theirs: Sequence[str], has_name: bool
) -> bool:
    """Whether two titles differ in what tells papers of a series apart: a number, or one
    word put into a short title.
    """
    if len(own) == len(theirs) >= SHORT.start:
        pairs = [(one, two) for one, two in zip(own, theirs, strict=True) if one != two]
        return len(pairs) == 1 and _are_numbers_of_a_series(*pairs[0], own)
    short, long = sorted((list(own), list(theirs)), key=len)
    if has_name or len(long) != len(short) + 1 or len(short) not in SHORT:
        return False
    place = next(
        (index for index, word in enumerate(short) if word != long[index]), len(short)
    )
    word = long[place]
    telling = word.isalpha() and len(word) >= 4 and word not in _COMMON | LINKING
    return telling and 0 < place < len(short) and long[place + 1 :] == short[place:]


def _are_numbers_of_a_series(one: str, two: str, words: Sequence[str]) -> bool:
    """`II` and `III` after `part`, `v2` and `v3`, `YOLOv3` and `YOLOv4`; a bare number
    may be one of anything.
    """
    if "part" in words and {one, two} <= _ROMAN | set("123456789"):
        return True
    pieces = [re.fullmatch(r"([a-z]+)(\d{1,2})", word) for word in (one, two)]
    return all(pieces) and len({piece[1] for piece in pieces if piece}) == 1


def _resemble(one: str, two: str) -> bool:
    """Whether two titles are written alike, letter by letter: typos, a word or a letter
    more.
    """
    from difflib import SequenceMatcher

    match = SequenceMatcher(None, one, two, autojunk=False)
    return match.real_quick_ratio() >= ALIKE and match.ratio() >= ALIKE


def _is_title(text: str) -> bool:
    """Whether a text is a full title in English, as far as can be seen: no list of
    authors, no remark about a paper, no repository.
    """
    trimmed = _trimmed(text)
    words = re.findall(r"[^\W_]+", trimmed)
    return (
        is_full_title(trimmed)
        and len(words) >= FEWEST_WORDS
        and not (words[0].isalpha() and words[0].islower())
        and "/" not in trimmed.split()[0]
        and not _ABOUT.intersection(word.casefold() for word in words)
        and _is_english(trimmed)
    )


def _is_english(text: str) -> bool:
    """Whether nothing speaks against it: another script, or the small words of another
    language.
    """
    words = re.findall(r"[^\W_]+", text.casefold())
    foreign, linking = (
        sum(word in small for word in words) for small in (_FOREIGN, LINKING)
    )
    return not re.search(_OTHER_SCRIPT, text) and (foreign < 2 or linking > 1)


def _have_little_in_common(own: Sequence[str], theirs: Sequence[str]) -> bool:
    """Whether two titles have next to no telling word in common, however it is joined,
    bent or mistyped.
    """
    few, many = sorted((set(own) - LINKING, set(theirs) - LINKING), key=len)
    if len(few) < FEWEST_WORDS:
        return False
    shared = {
        word
        for word in few
        if _is_among(word, many, "".join(theirs if few <= set(own) else own))
    }
    telling = min(len(few - _COMMON), len(many - _COMMON))
    if telling < FEWEST_WORDS - 1:
        return telling > 1 and not shared
    return len(shared - _COMMON) <= MOST_SHARED * telling


def _is_among(word: str, words: set[str], whole: str) -> bool:
    from difflib import get_close_matches

    return (
        word in words
        or (len(word) >= 4 and word in whole)
        or bool(len(word) >= 5 and get_close_matches(word, words, 1, 0.75))
    )
