"""What people write around a paper's title: badges, venues, numbers that cite.

Looks at one piece of text at a time, never at structure.
"""

from __future__ import annotations

import re

_EDGE = " \t\n[]()【】（）*_:：|,，.。;；-–—!/'\"“”「」<>"
_BADGES = frozenset(
    """
    arxiv paper papers pdf abs abstract code codes github git link links url project page homepage website site
    web demo video talk youtube slides slide poster supp supplement supplementary supplemental appendix dataset
    datasets data model models weights bibtex bib cite openreview html htm doi blog post blogpost review reviews
    notes note summary article medium zhihu colab notebook official unofficial implementation pytorch tensorflow
    tf keras jax caffe matlab torch theano mxnet chainer here source download full text preprint springer ieee acm
    cvf acl openaccess journal conference proceedings wiki docs documentation tutorial course report thesis book
    pmlr eccv iccv cvpr nips neurips icml iclr aaai semantic scholar google original version v1 v2 new org more
    info details
    论文 代码 链接 项目 主页 博客 笔记 解读 知乎 原文 地址 视频 数据集 数据
    下载 官方 源码 论文链接 代码链接 论文地址 代码地址 项目主页 项目地址 官方代码 解析 介绍 论文解读
    论文笔记
    """.split()
)
_BETWEEN = r"[\s/&+,:._-]+"
LONGEST_BADGE = 60

_WORD = r"[^\W_]+"  # patterns are compiled by `re` when a text is met that they are for
_TOKEN = r"[^\s,.;:()'’/]+"
_IDENTIFIER = r"(?i)(?:arxiv[:\s]*)?(?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[a-z]{2})?/\d{7})(?:v\d+)?(?:\.pdf)?|10\.\d{4,}/\S+|https?://\S+"
_VENUE = (
    r"(?i:(?:in|at|accepted|by|to|published)\s+)*+"
    r"(?:(?:[A-Z]|arXiv)[\w&./'’-]*+[\s,]*+(?:(?:on|of|and|for|in|the)\b)?\s*+){0,6}+['’]?(?:(?:19|20)?\d{2})?(?:\.\d{1,2})?"
    r"(?i:[\s,:(-]*+(?:oral|spotlight|poster|highlight|workshops?|best paper(?: award)?|findings|long|short|demo|accepted|under review"
    r"|preprint|submitted)\)?)*+"
)
_VENUES = frozenset(
    """
    arxiv cvpr iccv eccv nips neurips icml iclr aaai ijcai emnlp naacl coling interspeech icassp miccai isbi midl
    tpami pami ijcv tnnls siggraph wacv bmvc accv icra iros corl wsdm sigir recsys cikm icdm jmlr tmlr mlsys osdi
    sosp aistats acmmm icpr icip icme tkde tacl eacl aacl conll ecir iccad pnas
    """.split()
)
# Venues that are words or parts of titles as well count only as they are written here.
_APPEARANCES = frozenset(
    "in at by to on of and the accepted published oral spotlight poster highlight workshop workshops findings preprint".split()
)
_EXACT_VENUES = frozenset(
    "ACL KDD TIP TMI TOG RSS UAI COLT 3DV MM MedIA Nature Science Cell ISCA DAC SDM WWW T-PAMI".split()
)
_YEAR = r"\b(?:19[5-9]|20[0-4])\d\b|['’]\d{2}\b"


def is_badge(text: str) -> bool:
    """Whether a link's text says what is behind it, and is no title: `paper`, `[PDF]`,
    `arXiv`, `1706.03762`, `CVPR'20`, `论文`.
    """
    words = text.strip(_EDGE)
    if len(words) > LONGEST_BADGE:
        return False
    if not words or all(
        word.rstrip("0123456789") in _BADGES or word.isdigit()
        for word in re.split(_BETWEEN, words.casefold())
    ):
        return True
    if ("/" in words or any(map(str.isdigit, words))) and re.fullmatch(
        _IDENTIFIER, words
    ):
        return True
    return len(words) <= 24 and is_venue(words)


def is_venue(text: str) -> bool:
    """Whether a piece of text says where or when a paper appeared, and nothing else:
    `(ICLR 2022)`, `CVPR'20 oral`, `[arXiv]`.
    """
    words = text.strip(_EDGE + "'’")
    if not words or len(words) > 60:
        return False
    if re.fullmatch(r"(?:19|20)\d{2}(?:[./-]\d{1,2}){0,2}", words):
        return True
    return (
        re.search(_YEAR, words) is not None or _names_venue(words)
    ) and re.fullmatch(_VENUE, words) is not None


def _names_venue(words: str) -> bool:
    """Whether every word is a venue (`CVPR20` too) or says how a paper appeared there,
    and one is a venue.
    """
    tokens = [token.rstrip("0123456789") for token in re.findall(_TOKEN, words)]
    known = [token.casefold() in _VENUES or token in _EXACT_VENUES for token in tokens]
    return any(known) and all(
        one or not token or token.casefold() in _APPEARANCES
        for one, token in zip(known, tokens, strict=True)
    )


def is_trimming(text: str) -> bool:
    """Whether a piece of text is only marks between title and badges: brackets, dots,
    bars, stars.
    """
    return not text.strip(_EDGE + "+&·•|⭐🔥@#~=^")


def bare_words(text: str) -> str:
    """The text without the marks at its ends; a bracket that has its partner inside stays."""
    words = text.strip(_EDGE)
    start = text.find(words)
    for opening, closing in ("()", "[]", "（）", "【】"):
        surplus = words.count(opening) - words.count(closing)
        if surplus == 1 and text[start + len(words) :].startswith(closing):
            words += closing
        elif surplus == -1 and text[:start].endswith(opening):
            words = opening + words
    return words


def is_label(text: str) -> bool:
    """Whether a piece of text only says that a title follows: `Paper:`, `论文题目：`."""
    words = text.strip(_EDGE)
    return text.rstrip(" *_").endswith((":", "：")) and (
        is_badge(words) or words.casefold() in _LABELS
    )


_LABELS = frozenset(
    {"title", "paper title", "original paper", "题目", "标题", "论文题目", "论文标题"}
)
_TAILS = (  # compiled by `re` when a plain title is met
    r"[.,;]\s+(?P<venue>[^.]{2,60})\.?$",
    r"\s*[(（][^()（）]*\b(?:19|20)\d\d\b[^()（）]*[)）]?\.?$",
    r",\s+[A-Z]\. ?[A-Z][\w-]+(?:\s+et al)?\.?$|,\s+[A-Z][\w-]+ et al\.?$",
)


def without_tail(text: str) -> str:
    """A title without the venue, year or first author after it: `BERT: … .

    NAACL 2019`, `GANs (2014), I. Goodfellow et al.`.
    """
    for _ in _TAILS:
        for tail in _TAILS:
            match = re.search(tail, text)
            if (
                match
                and match.start() > 0
                and ("venue" not in match.groupdict() or is_venue(match["venue"]))
            ):
                text = text[: match.start()].rstrip()
    return text


_CITED = (  # compiled by `re` when a list with wrong numbers is met
    r"(?:论文|文章|文献|paper|papers|entry|entries|no\.|第)[ \t]*\[?(\d{1,3})\]?(?!\d|\.\d|\s*(?:维|层|步|次|阶段|章|节|页|个|张|年|月|天))"
    r"|\[(\d{1,3})\](?!\()|(?<![\w&/(])#(\d{1,3})\b"
)


def cited_numbers(text: str) -> set[int]:
    """The entries that a text cites by number: `论文1`, `paper 3`, `[4]`, `#2`."""
    return {
        int(match[match.lastindex or 0])
        for match in re.finditer(_CITED, text, re.IGNORECASE)
    }


_LINKING = frozenset(
    "a an and are as at by for from in into is of on or the their this to via we with using towards toward".split()
)
_AUTHORS = r"(?:\b[A-Z]\.|\bet al\b|,[^,]*,[^,]*,)"
FULL_TITLE = 25


def is_full_title(text: str) -> bool:
    """Whether a text is long enough to be told from other titles, and is no list of authors."""
    return (
        len(text) >= FULL_TITLE
        and len(_title_words(text)) >= 3
        and not is_badge(text)
        and not re.search(_AUTHORS, text)
    )


def are_two_titles(one: str, two: str) -> bool:
    """Whether two texts are titles of different papers: not one reworded, shortened,
    translated, or a name shared before a colon.
    """
    if _script(one) != _script(two) or (
        _acronym(one) and _acronym(one) == _acronym(two)
    ):
        return False
    words, others = _title_words(one), _title_words(two)
    shared = len(words & others)
    return shared * 2 < min(len(words), len(others))


def _title_words(text: str) -> set[str]:
    return {word for word in re.findall(_WORD, text.casefold()) if word not in _LINKING}


def _acronym(text: str) -> str:
    head, colon, _ = text.partition(":")
    return bare_words(head).casefold() if colon and len(head.split()) <= 3 else ""


def _script(text: str) -> str:
    return (
        "han"
        if any(
            "\u3400" <= char <= "\u9fff"
            or "\uac00" <= char <= "\ud7af"
            or "\u3040" <= char <= "\u30ff"
            for char in text
        )
        else "latin"
    )
