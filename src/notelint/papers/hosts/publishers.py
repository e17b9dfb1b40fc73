"""Pages that hold a paper without telling its id, and hosts that serve all of theirs
over https.
"""

from __future__ import annotations

from functools import lru_cache

from notelint.papers.addresses import read_address
from notelint.papers.hosts.table import paper_of

# The end of a host, and how the paths of its papers begin; an empty path stands for any.
_PUBLISHERS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("ieee.org", ("/document", "/abstract", "/iel", "/xpl", "/stamp")),
    ("computer.org", ("/csdl",)),
    ("sciencedirect.com", ("/science",)),
    ("springer.com", ("/article", "/chapter", "/content", "/book")),
    ("acm.org", ("/doi", "/citation", "/abs")),
    ("nature.com", ("/articles",)),
    ("science.org", ("/doi", "/content")),
    ("sciencemag.org", ("/doi", "/content")),
    ("semanticscholar.org", ("/paper", "/reader")),
    ("ssrn.com", ("",)),
    ("biorxiv.org", ("/content",)),
    ("medrxiv.org", ("/content",)),
    ("hal.science", ("",)),
    ("archives-ouvertes.fr", ("",)),
    ("researchgate.net", ("/publication",)),
    ("aaai.org", ("/ojs", "/index.php", "/papers", "/Papers", "/Library", "/ocs")),
    ("ijcai.org", ("/proceedings", "/Proceedings", "/papers")),
    ("usenix.org", ("/conference", "/system/files")),
    ("roboticsproceedings.org", ("",)),
    ("bmva.org", ("/bmvc",)),
    ("isca-speech.org", ("/archive",)),
    ("isca-archive.org", ("",)),
    ("mitpressjournals.org", ("/doi",)),
    ("mit.edu", ("/neco", "/tacl", "/coli")),
    ("wiley.com", ("/doi",)),
    ("citeseerx.ist.psu.edu", ("",)),
    ("ncbi.nlm.nih.gov", ("/pubmed", "/pmc")),
    ("oup.com", ("/",)),
    ("mdpi.com", ("/",)),
    ("plos.org", ("/",)),
    ("tandfonline.com", ("/doi",)),
    ("cv-foundation.org", ("/openaccess",)),
    ("research.google", ("/pubs",)),
    ("paperswithcode.com", ("/paper",)),
    ("dblp.org", ("/rec",)),
)


_SECURE = frozenset(
    "openaccess.thecvf.com www.ecva.net ecva.net papers.nips.cc papers.neurips.cc proceedings.neurips.cc proceedings.mlr.press jmlr.org"
    " www.jmlr.org".split()
)


def secure_url(url: str) -> str | None:
    """The https address of a page on a paper host that serves all of its pages so; None
    for every other address.
    """
    address = read_address(url)
    if address is None or address.scheme != "http" or address.host not in _SECURE:
        return None
    return "https" + url[len("http") :]


@lru_cache(maxsize=4096)
def is_paper_page(url: str) -> bool:
    """Whether an address leads to a paper: to one that has an id, to a publisher's page,
    or to a PDF anywhere.
    """
    if paper_of(url):
        return True
    address = read_address(url)
    if address is None:
        return False
    if address.path.lower().endswith(".pdf"):
        return True
    return any(
        (address.host == site or address.host.endswith(f".{site}"))
        and address.path.startswith(paths)
        for site, paths in _PUBLISHERS
    )
