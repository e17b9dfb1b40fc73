"""How much a piece of text looks like a paper's title, in its place.

A linear model: each feature of a candidate has a weight, which `tests/fit_titles.py` finds
from links that people have read. It is asked for a few links of each notebook, to learn
where that notebook has its titles.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from notelint.notebook.reading.candidates import Candidate, says_paper
from notelint.notebook.reading.title_weights import WEIGHTS
from notelint.papers.badges import is_badge
from notelint.papers.titles import LINKING
from notelint.papers.wording import is_appearance

_LENGTHS = (1, 2, 3, 4, 6, 12, 18, 26)  # words; a Chinese sign is half of one
_LABELS = frozenset(
    """
    tweet twitter tweets medium bilibili 知乎 link links url homepage home paper code github arxiv pdf project page author authors
    affiliation intro abstract official offical notes note conference journal venue year date
    keywords title video slides supp dataset blog website demo summary resources related work
    motivation method methods results conclusion experiments overview background
    contributions references reference introduction
    作者 会议 代码 链接 论文 年份 机构 关键词 发表 时间 地址 单位 期刊 相关链接 简介 参考文献 摘要
    """.split()
)
_FIELD = re.compile(
    r"(?i)\W*(?:authors?|affiliations?|conference|venue|year|date|keywords?|tags?|code"
    r"|project|homepage|links?|url|arxiv|pdf|published|publication|journal|intro|notes?"
    r"|institution|paper link|summary|abstract|tl;?dr|github|paper|official paper|dataset"
    r"|status|作者|会议|代码|链接|年份|机构|关键词|发表|时间|单位|期刊)\s*[:：]"
)
_SENTENCE = re.compile(
    r"(?i)\b(?:we|our|they|this paper|the authors|is a|are the|was|were|proposed?|proposes"
    r"|introduced?|introduces|can be|it is|there are|i think|i |you)\b|提出|我们|本文|作者|该"
)
_NAMES = re.compile(
    r"(?:[A-Z][\w.'’-]*\.?\s+){1,3}[A-Z][\w'’-]+"
    r"(?:\s*(?:,|&|and|;)\s*(?:and\s+)?(?:[A-Z][\w.'’-]*\.?\s+){0,3}[A-Z][\w'’-]+)*+"
    r"(?:,?\s*et al\.?)?"
)
_HAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_ADDRESS = re.compile(r"https?://|www\.|\.(?:com|org|pdf|html|cc)\b")
_PUBLISHED = re.compile(
    r"\b(?:In|Proceedings|Journal|Conference|Retrieved|preprint|Transactions)\b"
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_INITIAL = re.compile(r"\b[A-Z]\.")
_NAME_AND_COLON = re.compile(r"[^\s:]{2,20}(?:\s[^\s:]+){0,2}:\s")
_COLON = re.compile(r"[:：]\s")
_INNER_STOP = re.compile(r"[.。!?！？]\s*\S")
_SLASH = re.compile(r"\w/\w")
_HYPHEN = re.compile(r"\w-\w")
_BRACKET = re.compile(r"[\[\]【】]")
_TITLE_COLUMN = re.compile(r"(?i)title|paper|name|论文|题目|标题|文章")


def score(candidate: Candidate) -> float:
    """A number that is higher the more a candidate looks like its paper's title."""
    total = 0.0
    for name, value in features(candidate):
        total += WEIGHTS.get(name, 0.0) * value
    return total


def text_score(candidate: Candidate) -> float:
    """The part of the score that the words alone give, wherever they stand."""
    total = 0.0
    for name, value in _text_features(candidate):
        total += WEIGHTS.get(name, 0.0) * value
    return total


def is_possible(text: str) -> bool:
    """Whether a text can be a title at all: no label, venue, date, address or list of
    names.
    """
    if len(text) < 2 or text.casefold() in _LABELS or says_paper(text):
        return False
    if is_appearance(text) or _FIELD.match(text) or _ADDRESS.search(text):
        return False
    return not ("," in text and _NAMES.fullmatch(text))


def is_sentence(text: str) -> bool:
    """Whether a text has words that sentences have, and titles do not."""
    return _SENTENCE.search(text) is not None


def begins_as_field(text: str) -> bool:
    """Whether a text begins with the label of a field: `Authors:`, `代码：`."""
    return _FIELD.match(text) is not None


def is_names(text: str) -> bool:
    """Whether a text is a list of people's names."""
    return _NAMES.fullmatch(text) is not None


def count_words(text: str) -> int:
    """How many words a text has; two Chinese signs are one."""
    han = len(_HAN.findall(text))
    words = len(re.findall(r"[^\W\d_]+", _HAN.sub(" ", text)))
    return words + han // 2


def features(candidate: Candidate) -> Iterator[tuple[str, float]]:
    """The features of a candidate that are not 0: of its words and of its place."""
    yield from _text_features(candidate)
    relation, kind = candidate.relation, candidate.kind
    place = "column" if relation.startswith("column") else relation
    yield f"relation {place}", 1.0
    yield f"kind {kind}", 1.0
    if relation == "same":
        yield f"same {kind}", 1.0
    elif relation.startswith(("heading", "top", "first", "summary")):
        yield f"heading {kind}", 1.0
    else:
        yield f"other {kind}", 1.0
    yield "distance", min(candidate.distance, 6) / 6
    if candidate.line.header and _TITLE_COLUMN.search(candidate.line.header):
        yield "title column", 1.0


def _text_features(candidate: Candidate) -> Iterator[tuple[str, float]]:
    text = candidate.text
    yield from _words(text)
    yield from _marks(text)
    raw = candidate.line.text[candidate.start : candidate.raw_end].rstrip()
    if raw.endswith(("。", "！")):
        yield "full stop", 1.0
    if raw.rstrip("*_ ").endswith((":", "：")):
        yield "ends in colon", 1.0


def _words(text: str) -> Iterator[tuple[str, float]]:
    words = _WORD.findall(text)
    count = len(words)
    han = len(_HAN.findall(text))
    length = count + han / 2
    for limit in _LENGTHS:
        if length > limit:
            yield f"words > {limit}", 1.0
    if han:
        yield "chinese", 1.0
        if han * 2 > len(text):
            yield "mostly chinese", 1.0
        elif count > 3:
            yield "mixed", 1.0
    if not count:
        return
    lower = [word.casefold() for word in words]
    small = sum(word in LINKING for word in lower)
    capital = sum(word[0].isupper() for word in words)
    plain = sum(word[0].islower() for word in words) - sum(
        word[0].islower() and word in LINKING for word in words
    )
    yield "capitals", capital / count
    yield "small words", min(small, 3) / 3
    yield "lower case", plain / count
    yield "labels", sum(word in _LABELS for word in lower) / count
    if words[0][0].islower():
        yield "begins lower", 1.0
    if sum(word.isdigit() for word in words) * 2 >= count:
        yield "numbers", 1.0
    if _NAMES.fullmatch(text):
        if "," in text:
            yield "names", 1.0
        if count <= 3:
            yield "one name", 1.0


def _marks(text: str) -> Iterator[tuple[str, float]]:
    yield "commas", min(text.count(", "), 4) / 4
    yield "initials", min(len(_INITIAL.findall(text)), 3) / 3
    for name, pattern in _PATTERNS:
        if pattern.search(text):
            yield name, 1.0
    if _NAME_AND_COLON.match(text):
        yield "name and colon", 1.0
    if _FIELD.match(text):
        yield "field", 1.0
    if is_badge(text) or says_paper(text):
        yield "badge", 1.0
    if is_appearance(text):
        yield "appearance", 1.0
    for name, mark in (
        ("et al", "et al"),
        ("bar", "|"),
        ("underscore", "_"),
        ("star", "*"),
    ):
        if mark in text:
            yield name, 1.0
    if text.endswith(("-", "–", "(")):
        yield "unfinished", 1.0


_PATTERNS = (
    ("colon", _COLON),
    ("year", _YEAR),
    ("sentence", _SENTENCE),
    ("inner stop", _INNER_STOP),
    ("address", _ADDRESS),
    ("slash", _SLASH),
    ("hyphen", _HYPHEN),
    ("brackets", _BRACKET),
    ("published", _PUBLISHED),
)
