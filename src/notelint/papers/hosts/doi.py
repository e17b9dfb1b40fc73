"""DOIs, at doi.org and in the addresses of publishers.

The grammar is the DOI Handbook's, which is wide: `10.`, a registrant's number, a slash and
something. A DOI has no letter case.
"""

from __future__ import annotations

import re

from notelint.papers.addresses import Address, decoded, shortened
from notelint.papers.hosts.arxiv_id import parse_id
from notelint.papers.ids import Page, PaperId

HOSTS = frozenset({"doi.org", "dx.doi.org"})
# Sites that have the DOI in the path of a paper's page. Subdomains count.
_PUBLISHERS = (
    "academic.oup.com ahajournals.org aip.scitation.org annualreviews.org ascelibrary.org biorxiv.org dl.acm.org direct.mit.edu "
    "degruyter.com epubs.siam.org frontiersin.org iopscience.iop.org journals.aps.org journals.physiology.org journals.sagepub.com "
    "liebertpub.com link.aps.org link.springer.com medrxiv.org mitpressjournals.org morganclaypool.com nature.com nejm.org "
    "onlinelibrary.wiley.com psycnet.apa.org pubs.acs.org pubs.aip.org pubsonline.informs.org royalsocietypublishing.org science.org "
    "tandfonline.com worldscientific.com"
)
PUBLISHERS = frozenset(_PUBLISHERS.split())
_GRAMMAR = r"(?a:10\.\d+(?:\.\d+)*/.+|10/[a-z0-9]+)"
# What publishers put after the DOI.
_TAIL = r"(?:[./](?:pdf|full|abstract|abs|html|meta|epub|fulltext|summary))+$|/(?:figures|tables|metrics|suppl_file)(?:/.*)?$|/$"


def read_doi(address: Address) -> Page | None:
    """`https://doi.org/10.…`, percent-encoded or not; `10.48550/arXiv.ID` is arXiv's paper."""
    paper = _paper(decoded(address.path).lstrip("/").removeprefix("doi:"))
    return (
        Page(paper, "doi", f"https://doi.org{address.path}{address.anchor}")
        if paper
        else None
    )


def _paper(text: str) -> PaperId | None:
    name = text.lower().rstrip(".,;/")
    while name.endswith(")") and name.count(")") > name.count("("):
        name = name[:-1]
    if not re.fullmatch(_GRAMMAR, name):
        return None
    if name.startswith("10.48550/arxiv."):
        known = parse_id(name.removeprefix("10.48550/arxiv."))
        return known if isinstance(known, PaperId) else None
    return PaperId("doi", name)


def fault_of_doi(address: Address) -> str | None:
    """Why there can be no such DOI; None for the other pages of doi.org."""
    text = decoded(address.path).lstrip("/").removeprefix("doi:")
    if text.lower().startswith("10.48550/arxiv."):
        known = parse_id(text[len("10.48550/arxiv.") :])
        return known if isinstance(known, str) else None
    if text.startswith(("10.", "http:", "https:")) and not _paper(text):
        return f"{shortened(text)} is not a DOI"
    return None


def read_publisher(address: Address) -> Page | None:
    """A publisher's page with its DOI in the path, and Nature's `/articles/NAME`, which
    is 10.1038/NAME.
    """
    path = decoded(address.path)
    if match := re.search(r"/(10\.[0-9]{4,9}/.+)", path):
        paper = _paper(_bare(match[1], address.site))
    elif address.site == "nature.com" and (
        match := re.match(
            r"/articles/([a-z0-9-]+)|/[a-z]+/journal/.*/(nature[0-9]+)", path
        )
    ):
        paper = PaperId("doi", f"10.1038/{match[1] or match[2]}")
    else:
        return None
    return Page(paper, "publisher", address.untracked, own=None) if paper else None


def _bare(text: str, site: str) -> str:
    """The DOI without what a publisher puts after it."""
    name = re.sub(_TAIL, "", text)
    if site == "academic.oup.com":
        name = re.sub(r"/[0-9]+$", "", name)  # the article's own number
    if site.endswith("rxiv.org"):
        name = re.sub(r"v[0-9]+$", "", name)  # the preprint's version
    return name


def read_pnas(address: Address) -> Page | None:
    """PNAS: `/doi/full/10.1073/…`; before February 2022 `/content/VOLUME/ISSUE/PAGE`,
    from which no DOI follows.
    """
    if not address.path.startswith("/content/"):
        return read_publisher(address)
    match = re.match(r"/content/(?:pnas/)?([0-9]+/[0-9]+/[A-Z]?[0-9]+)", address.path)
    return (
        Page(PaperId("pnas", match[1]), "publisher", None, own=None, dead=True)
        if match
        else None
    )
