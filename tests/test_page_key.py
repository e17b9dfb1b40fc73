"""Which addresses are spellings of one page."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from notelint.papers import canonical_url, page_key, without_tracking
from tests.referee import referee
from tests.test_papers_properties import ANY_URL

ARXIV = "https://arxiv.org/abs/1706.03762"
FORUM = "https://openreview.net/forum?id=YicbFdNTTy"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (ARXIV, "http://arxiv.org/abs/1706.03762"),
        (ARXIV, "https://www.arxiv.org/abs/1706.03762/"),
        (ARXIV, "HTTPS://ArXiv.org/abs/1706.03762"),
        (ARXIV, "https://export.arxiv.org/abs/arXiv:1706.03762"),
        (ARXIV, "https://arxiv.org/abs/1706.03762.pdf?context=cs"),
        (ARXIV, "https://arxiv.org/abs/1706.3762"),
        (ARXIV, "https://arxiv.org/abs?id=1706.03762&utm_source=x"),
        (ARXIV, f" {ARXIV} "),
        ("https://arxiv.org/abs/0808.05394v2", "https://arxiv.org/abs/0808.5394v2"),
        ("https://arxiv.org/abs/math.GT/0309136", "https://arxiv.org/abs/math/0309136"),
        (
            "https://arxiv.org/pdf/1706.03762#page=2",
            "http://arxiv.org/pdf/1706.03762.pdf?x#page=2",
        ),
        (
            "https://arxiv.org/list/cs.CV/recent",
            "http://www.arxiv.org/list/cs.CV/recent",
        ),
        (FORUM, f"{FORUM}&referrer=%5Bx%5D"),
        (FORUM, "http://www.openreview.net/forum?ref=x&id=YicbFdNTTy"),
        (f"{FORUM}&noteId=a", "https://openreview.net/forum?noteId=a&id=YicbFdNTTy"),
        ("https://doi.org/10.1016/J.X", "http://dx.doi.org/10.1016/j.x?utm_source=y"),
        ("https://doi.org/10.1016/j.x", "https://www.doi.org/10.1016/J.X"),
        (
            "https://aclanthology.org/P19-1001",
            "http://www.aclanthology.org/P19-1001/?x=1",
        ),
        ("https://h.org/a?b=1", "https://h.org/a?utm_source=x&b=1&utm_medium=y"),
        ("https://h.org/a#b", "https://h.org/a?fbclid=x#b"),
        (
            "https://h.org/a",
            "https://h.org/a?gclid=1&igshid=2&ref_src=3&ref_url=4&spm=5",
        ),
        ("figs/a.png", "figs/a.png "),
    ],
)
def test_one_page(one: str, other: str) -> None:
    assert page_key(one) == page_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (ARXIV, "https://arxiv.org/pdf/1706.03762"),
        (ARXIV, "https://arxiv.org/abs/1706.03762v1"),
        (ARXIV, f"{ARXIV}#a"),
        (ARXIV, "https://arxiv.org/abs/1706.37620"),
        (ARXIV, "https://cn.arxiv.org/abs/1706.03762"),
        (ARXIV, "https://www.export.arxiv.org/abs/1706.03762"),
        (ARXIV, "https://arxiv.org:443/abs/1706.03762"),
        (ARXIV, "https://me@arxiv.org/abs/1706.03762"),
        (ARXIV, "ftp://arxiv.org/abs/1706.03762"),
        (ARXIV, "https://arxiv.org//abs/1706.03762"),
        (ARXIV, "https://arxiv.org/abs/1706.03762//"),
        ("https://arxiv.org/abs/1713.3762", "https://arxiv.org/abs/1713.37620"),
        ("https://arxiv.org/abs/1412.12345", "https://arxiv.org/abs/1412.2345"),
        ("https://arxiv.org/abs/math/0309136", "https://arxiv.org/abs/math.GT/0309137"),
        (
            "https://arxiv.org/list/cs.CV/recent",
            "https://arxiv.org/list/cs.CV/recent?skip=50",
        ),
        ("https://arxiv.org/src/1706.03762", "https://arxiv.org/src/1706.03762?x"),
        (FORUM, "https://openreview.net/pdf?id=YicbFdNTTy"),
        (FORUM, f"{FORUM}&noteId=a"),
        (FORUM, f"{FORUM}&utm_source=x"),
        (FORUM, FORUM.lower()),
        ("https://doi.org/10.1/x", "https://doi.org/10.1/x/"),
        ("https://doi.org/10.1/x", "https://www.dx.doi.org/10.1/x"),
        ("https://aclanthology.org/P19-1001", "https://aclanthology.org/P19-1001.pdf"),
        (
            "https://aclanthology.org/P19-1001",
            "https://www.aclweb.org/anthology/P19-1001",
        ),
        ("https://h.org/a", "http://h.org/a"),
        ("https://h.org/a", "https://www.h.org/a"),
        ("https://h.org/a", "https://h.org/a/"),
        ("https://h.org/a", "https://h.org/a?"),
        ("https://h.org/a", "https://h.org/a?ref=x"),
        ("https://H.org/a", "https://H.org/a?utm_source=x"),
        ("https://h.org/a?b%2Fc", "https://h.org/a?b%2Fc&utm_source=x"),
        ("figs/a.png", "./figs/a.png"),
        ("", "#"),
    ],
)
def test_two_pages(one: str, other: str) -> None:
    assert page_key(one) != page_key(other)


@st.composite
def pairs(draw: Callable[..., str]) -> tuple[str, str]:
    """An address, and one that may be another spelling of it."""
    url = draw(ANY_URL)
    old, new = draw(st.sampled_from(SWAPS))
    other = draw(
        st.sampled_from(
            [
                url.replace(old, new, 1),
                canonical_url(url) or url,
                without_tracking(url),
                url + new,
            ]
        )
    )
    return url, other


SWAPS = [
    *[
        ("http:", "https:"),
        ("https:", "http:"),
        ("//www.", "//"),
        ("//", "//www."),
        ("//export.", "//"),
        ("//", "//export."),
    ],
    *[
        ("/abs/", "/abs/arXiv:"),
        ("/abs/", "/abs?id="),
        (".", ".0"),
        ("0", ""),
        (".pdf", ""),
        ("", "/"),
        ("", ".pdf"),
        ("?", "?utm_source=x&"),
    ],
    *[
        ("", "?utm_source=x"),
        ("", "&spm=x"),
        ("", "?ref=x"),
        ("&", "&amp;"),
        ("%", "%25"),
        ("+", "%20"),
        ("=", "%3D"),
        ("/", "//"),
        ("x", "X"),
    ],
    *[
        ("#", "?"),
        ("?", "#"),
        (".org", ".org:80"),
        (".org", ".org:"),
        ("//", "//a@"),
        ("/", " /"),
        ("/", "\t/"),
        ("e", "é"),
        ("", "\x7f"),
    ],
]


@settings(max_examples=500)
@given(pairs())
def test_never_coarser_than_the_referee(
    same_page: Callable[[str], str], pair: tuple[str, str]
) -> None:
    one, other = pair
    if page_key(one) == page_key(other):
        assert same_page(one) == same_page(other)


@pytest.fixture(scope="module")
def same_page() -> Callable[[str], str]:
    judge: Callable[[str], str] = referee().same_page
    return judge


@given(ANY_URL)
def test_as_fine_as_the_referee(same_page: Callable[[str], str], url: str) -> None:
    for other in (without_tracking(url), canonical_url(url) or url):
        assert (page_key(url) == page_key(other)) == (
            same_page(url) == same_page(other)
        )
