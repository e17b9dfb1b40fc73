"""What holds for every address, and for every rewrite of one."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notelint.papers import (
    arxiv_form,
    as_form,
    canonical_url,
    impossible_id,
    is_dead_host,
    moved_url,
    paper_of,
    read_url,
    without_tracking,
)
from tests.test_papers import (
    ARXIV,
    DEAD,
    DOIS,
    IMPOSSIBLE,
    NO_PAPERS,
    OTHERS,
    REWRITTEN,
    TRACKED,
)

REFEREE = Path(__file__).parents[2] / "shared" / "tools" / "page_diff.py"
ALL_URLS = [
    *ARXIV,
    *OTHERS,
    *DOIS,
    *NO_PAPERS,
    *REWRITTEN,
    *TRACKED,
    *IMPOSSIBLE,
    *DEAD,
]

_HOSTS = """
    arxiv.org www.arxiv.org ArXiv.org export.arxiv.org cn.arxiv.org browse.arxiv.org openreview.net www.openreview.net doi.org dx.doi.org
    www.doi.org aclanthology.org www.aclanthology.org www.aclweb.org openaccess.thecvf.com www.ecva.net papers.nips.cc
    proceedings.mlr.press www.jmlr.org huggingface.co ar5iv.org dl.acm.org www.sciencedirect.com h.org
"""
_PLACES = """
    / /abs/ //abs/ /abs// /pdf/ /html/ /ps/ /src/ /format/ /forum/ /anthology/ /papers/ /v97/ /paper/ /doi/ /forum?id= /pdf?id= /abs?id=
    /abs/?id=
"""
HOSTS = st.sampled_from(_HOSTS.split())
PLACES = st.sampled_from(_PLACES.split())
IDS = st.one_of(
    st.from_regex(
        r"(?:arXiv:|/)?(?:0[678]|1[45]|24)(?:0[0-9]|1[0-3])\.[0-9]{3,6}(?:v[0-9]{1,2})?(?:\.pdf|\.)?/?",
        fullmatch=True,
    ),
    st.from_regex(
        r"(?:math|math\.GT|hep-th|hepth|Math|cs\.lg)/(?:0[0-7]|9[0-9])(?:0[1-9])[0-9]{3}(?:v[1-9])?(?:\.pdf)?/?",
        fullmatch=True,
    ),
    st.sampled_from(
        [
            "10.1/x",
            "10.1016/J.X%2F1",
            "10.48550/arXiv.1706.3762",
            "P19-1001",
            "2020.acl-main.1.pdf/",
            "P19-1001//",
            "YicbFdNTTy",
        ]
    ),
    st.from_regex(r"[a-z0-9./%:-]{0,12}", fullmatch=True),
)
QUERIES = st.lists(
    st.sampled_from(
        [
            "ref=x",
            "referrer=%5Ba%20b%5D",
            "utm_source=y",
            "id=YicbFdNTTy",
            "id=math.GT/0309136",
            "noteId=z",
            "archive=cs",
            "papernum=0309136",
            "",
            "a=+",
            "b",
        ]
    ),
    max_size=3,
).map("&".join)
FRAGMENTS = st.sampled_from(["", "", "#", "#page=3", "#S3?x"])


@st.composite
def urls(draw: Callable[..., str]) -> str:
    scheme = draw(st.sampled_from(["http", "https", "HTTPS"]))
    place, query = draw(PLACES) + draw(IDS), draw(QUERIES)
    mark = "&" if "?" in place else "?"
    return f"{scheme}://{draw(HOSTS)}{place}{mark + query if query else ''}{draw(FRAGMENTS)}"


ANY_URL = st.one_of(urls(), st.sampled_from(ALL_URLS))


@pytest.fixture(scope="module")
def same_page() -> Callable[[str], str]:
    """The project's outside judge of rewrites, where it is at hand."""
    if not REFEREE.exists():
        pytest.skip("the referee of rewrites is not beside this checkout")
    pytest.importorskip("cmarkgfm", reason="the referee renders with cmarkgfm")
    spec = importlib.util.spec_from_file_location("page_diff", REFEREE)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    judge: Callable[[str], str] = module.same_page
    return judge


@given(ANY_URL)
def test_canonicalising_twice_changes_nothing(url: str) -> None:
    once = canonical_url(url)
    assert once is None or canonical_url(once) == once


@given(ANY_URL)
def test_canonicalising_keeps_the_paper(url: str) -> None:
    if (canonical := canonical_url(url)) is not None:
        before, after = read_url(url), read_url(canonical)
        assert before
        assert after
        assert (before.paper, before.form) == (after.paper, after.form)


@given(ANY_URL)
def test_moving_keeps_the_paper(url: str) -> None:
    if (moved := moved_url(url)) is not None:
        assert paper_of(moved) == paper_of(url)
        assert not is_dead_host(moved)
        assert canonical_url(moved) == moved


@given(ANY_URL)
def test_dropping_the_tracking_twice_changes_nothing_and_keeps_the_page(
    url: str,
) -> None:
    clean = without_tracking(url)
    assert without_tracking(clean) == clean
    assert paper_of(clean) == paper_of(url)
    assert impossible_id(clean) == impossible_id(url)


@pytest.mark.parametrize(
    ("url", "clean"),
    [
        ("https://arxiv.org/abs?/1706.03762\n", "https://arxiv.org/abs?/1706.03762\n"),
        (
            " https://arxiv.org/abs?math/0309136&utm_source=x\n",
            " https://arxiv.org/abs?math/0309136\n",
        ),
        ("https://example.org/?utm_source=x\n", "https://example.org/\n"),
        ("https://example.org/#a?utm_source=x", "https://example.org/#a?utm_source=x"),
        (
            "https://arxiv.org/abs?utm_a/b&math/0309136",
            "https://arxiv.org/abs?math/0309136",
        ),
    ],
)
def test_an_id_without_a_name_is_no_tracking(url: str, clean: str) -> None:
    assert without_tracking(url) == clean
    assert paper_of(url) == paper_of(clean)


@given(ANY_URL, st.sampled_from(["abs", "pdf"]))
def test_the_other_form_is_the_same_paper(url: str, form: str) -> None:
    if (other := as_form(url, form)) is not None:
        assert paper_of(other) == paper_of(url)
        assert arxiv_form(other) == form


@given(ANY_URL)
def test_an_id_is_read_or_refused_never_both(url: str) -> None:
    assert paper_of(url) is None or impossible_id(url) is None


@given(ANY_URL)
def test_the_referee_sees_the_same_page(
    same_page: Callable[[str], str], url: str
) -> None:
    if (canonical := canonical_url(url)) is not None:
        assert same_page(canonical) == same_page(url)


@given(
    st.one_of(
        st.text(),
        urls().flatmap(lambda url: st.text().map(url.__add__)),
        st.text().map("https://arxiv.org/abs/".__add__),
    )
)
def test_nothing_raises(url: str) -> None:
    for question in (
        read_url,
        paper_of,
        canonical_url,
        moved_url,
        is_dead_host,
        impossible_id,
        arxiv_form,
    ):
        question(url)
    as_form(url, "pdf")
    clean = without_tracking(url)
    assert without_tracking(clean) == clean
    assert canonical_url(url) is None or "\n" not in (impossible_id(url) or "")
