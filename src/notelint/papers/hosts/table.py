"""The table of paper hosts, and the questions that rules, the formatter's guard and the
network checkers ask of an address.

Every function takes any string, with HTML entities already decoded, and raises nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from notelint.papers.addresses import Address, is_tracking, name_of, read_address
from notelint.papers.hosts import arxiv, doi, openreview, proceedings
from notelint.papers.ids import Page, PaperId

# Hosts without `www.`.
_READERS: dict[str, Callable[[Address], Page | None]] = {
    **dict.fromkeys(arxiv.LIVE | arxiv.MIRRORS, arxiv.read_arxiv),
    **dict.fromkeys(arxiv.VIEWS, arxiv.read_view),
    arxiv.VANITY: arxiv.read_vanity,
    "openreview.net": openreview.read_openreview,
    **dict.fromkeys(doi.HOSTS, doi.read_doi),
    **dict.fromkeys(doi.PUBLISHERS, doi.read_publisher),
    "pnas.org": doi.read_pnas,
    "aclanthology.org": proceedings.read_acl,
    **dict.fromkeys(proceedings.OLD_ACL | {"aclweb.org"}, proceedings.read_old_acl),
    **dict.fromkeys(
        ("openaccess.thecvf.com", "cv-foundation.org"), proceedings.read_cvf
    ),
    "ecva.net": proceedings.read_ecva,
    **dict.fromkeys(proceedings.NEURIPS, proceedings.read_neurips),
    "proceedings.mlr.press": proceedings.read_pmlr,
    "raw.githubusercontent.com": proceedings.read_mlresearch,
    **dict.fromkeys(("jmlr.org", "jmlr.csail.mit.edu"), proceedings.read_jmlr),
}
_FAULTS: dict[str, Callable[[Address], str | None]] = {
    **dict.fromkeys(arxiv.LIVE | arxiv.MIRRORS, arxiv.fault_of_arxiv),
    **dict.fromkeys(arxiv.VIEWS, arxiv.fault_of_view),
    "openreview.net": openreview.fault_of_openreview,
    **dict.fromkeys(doi.HOSTS, doi.fault_of_doi),
}
# Papers with Code closed in July 2025, arXiv Vanity in January 2024; PNAS moved in February
# 2022.
_DEAD_HOSTS = (
    arxiv.MIRRORS
    | proceedings.OLD_ACL
    | {arxiv.VANITY, "paperswithcode.com", "sci-hub.tw"}
)
_DEAD_PARTS = {"aclweb.org": "anthology", "pnas.org": "content"}
# Paper hosts whose pages are not read, or not by their path, and what they add to an address.
_MORE_PAPER_SITES = frozenset(
    {
        "ieeexplore.ieee.org",
        "linkinghub.elsevier.com",
        "sciencedirect.com",
        "semanticscholar.org",
    }
)
_FOREIGN = frozenset({"context", "ref", "referrer", "source", "via", "via%3dihub"})


@lru_cache(maxsize=4096)
def read_url(url: str) -> Page | None:
    """The paper that an address leads to, and what of it; None where that is no paper's
    page, or none that can exist.
    """
    address = read_address(url)
    if not address:
        return None
    reader = _READERS.get(address.site)
    if not reader and address.host.partition(".")[2] in doi.PUBLISHERS:
        reader = doi.read_publisher
    return reader(address) if reader else None


def paper_of(url: str) -> PaperId | None:
    """The paper that an address leads to, whatever the form; compare `.paper` where
    versions are one.
    """
    page = read_url(url)
    return page.paper if page else None


def canonical_url(url: str) -> str | None:
    """The same page as its host spells it: host, scheme and id put right; form, suffix,
    version and fragment as written.

    None for what is no paper's page, has an id that cannot exist, or is on a host that is gone.
    """
    page = read_url(url)
    return page.url if page and not page.dead else None


def moved_url(url: str) -> str | None:
    """Where a page of a dead host is now, if that follows from its address."""
    page = read_url(url)
    return page.url if page and page.dead else None


def is_dead_host(url: str) -> bool:
    """Whether the address is on a host, or in a part of one, that is gone or has moved
    for good.
    """
    address = read_address(url)
    if not address:
        return False
    if address.site in _DEAD_PARTS:
        return address.segments[:1] == [_DEAD_PARTS[address.site]]
    return address.site in _DEAD_HOSTS


def without_tracking(url: str) -> str:
    """The address without the query parameters that tell who sent the reader; all else byte
    for byte.

    `utm_*`, `fbclid`, `gclid`, `igshid`, `ref_src`, `ref_url` and `spm` everywhere; on the
    pages of papers also `ref`, `source` and their kind, and where the page's own parameters
    are known every other one.
    """
    address = read_address(url)
    if not address or not address.query:
        return url
    page, site = read_url(url), address.site
    is_paper = bool(page) or site in _MORE_PAPER_SITES
    parameters = address.query.split("&")
    kept = []
    for parameter in parameters:
        name = name_of(parameter)
        is_foreign = is_paper and _is_foreign(name, page, site)
        if not is_tracking(name) and not is_foreign:
            kept.append(parameter)
    if len(kept) == len(parameters):
        return url
    # The query is the address's own: a line end after the address is in no parameter's name.
    before, text, after = url.partition(address.text)
    head, hash_sign, fragment = text.partition("#")
    path = head.partition("?")[0]
    query = "?" + "&".join(kept) if any(kept) else ""
    return before + path + query + hash_sign + fragment + after


def _is_foreign(name: str, page: Page | None, site: str) -> bool:
    """Whether a parameter of a paper's page is no part of the page."""
    if site == "raw.githubusercontent.com":
        return False  # `ref` is a branch there
    if page and page.own is not None:
        return name not in page.own
    return name.lower() in _FOREIGN


def impossible_id(url: str) -> str | None:
    """Why there can be no paper of the id in an arXiv, OpenReview or DOI address; None
    where there can, and for other pages.
    """
    address = read_address(url)
    fault = _FAULTS.get(address.site) if address else None
    return fault(address) if address and fault else None


def arxiv_form(url: str) -> str | None:
    """abs, pdf or html for these pages of arxiv.org itself, else None."""
    address, page = read_address(url), read_url(url)
    if (
        not address
        or not page
        or address.site not in arxiv.LIVE
        or page.form not in {"abs", "pdf", "html"}
    ):
        return None
    return page.form


def as_form(url: str, form: str) -> str | None:
    """An arXiv abs or pdf address as the other of the two, with its version; None where
    that would lose something.

    That is: for html, for other hosts, and for a fragment, which is a page or section of
    this form only.
    """
    page, now = read_url(url), arxiv_form(url)
    if not page or now not in {"abs", "pdf"} or form not in {"abs", "pdf"}:
        return None
    if now == form:
        return canonical_url(url)
    return (
        None
        if "#" in url
        else f"https://arxiv.org/{form}/{arxiv.versioned(page.paper)}"
    )
