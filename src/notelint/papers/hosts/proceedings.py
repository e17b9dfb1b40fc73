"""The open proceedings: ACL, CVF, ECVA, NeurIPS, PMLR and JMLR.

Where a paper has a page and a file, both are read as one paper. Only ACL's addresses have a
canonical spelling; the others stay as they are, but for a query that is nothing but
tracking.
"""

from __future__ import annotations

import re

from notelint.papers.addresses import Address
from notelint.papers.ids import Page, PaperId

OLD_ACL = frozenset(
    {"aclanthology.coli.uni-saarland.de", "aclanthology.info", "anthology.aclweb.org"}
)
NEURIPS = frozenset(
    {
        "datasets-benchmarks-proceedings.neurips.cc",
        "papers.neurips.cc",
        "papers.nips.cc",
        "proceedings.neurips.cc",
        "proceedings.nips.cc",
    }
)
# An id of the ACL Anthology: P19-1001 until 2019, 2020.acl-main.1 since; `v2` is a revision
# of the file.
_ACL_ID = r"(?:([A-Za-z][0-9]{2}-[0-9]{4})|([0-9]{4}\.[a-z0-9]+-[a-z0-9]+\.[0-9]+))(?:v[0-9]+)?(\.pdf|\.bib)?"


def read_acl(address: Address) -> Page | None:
    """`https://aclanthology.org/ID/`, and `.pdf` and `.bib`."""
    match = re.fullmatch(_ACL_ID, (address.segments or [""])[-1])
    if not match or "attachments" in address.segments:
        return None
    path, form = address.path, (match[3] or ".abs")[1:]
    if len(address.segments) == 1:
        path = path.rstrip("/") + ("/" if form == "abs" else "")
    return Page(
        _acl_paper(match), form, f"https://aclanthology.org{path}{address.anchor}"
    )


def read_old_acl(address: Address) -> Page | None:
    """The anthology's old addresses, `aclweb.org/anthology/P/P15/P15-1033.pdf` and the
    like; all have moved.
    """
    match = next(
        (found for part in address.segments if (found := re.fullmatch(_ACL_ID, part))),
        None,
    )
    in_anthology = address.site != "aclweb.org" or address.segments[:1] == ["anthology"]
    if not match or not in_anthology or "attachments" in address.segments:
        return None
    paper, suffix = _acl_paper(match), match[3]
    return Page(
        paper,
        (suffix or ".abs")[1:],
        f"https://aclanthology.org/{paper.key}{suffix or '/'}{address.anchor}",
        dead=True,
    )


def _acl_paper(match: re.Match[str]) -> PaperId:
    return PaperId("acl", match[1].upper() if match[1] else match[2])


def read_cvf(address: Address) -> Page | None:
    """`/content/CVPR2022/html/NAME.html` and `/papers/NAME.pdf` are one; so is the copy at
    cv-foundation.org.

    Case varies.
    """
    pattern = r"(?:/openaccess)?/content[^/]*(?:/[^/]+)*?/(html|papers|supplemental)/(?:[^/]+/)*([^/]+?)(?:_paper|_supplemental)?\.(?:html|pdf)"
    match = re.fullmatch(pattern, address.path.replace("//", "/"))
    if not match:
        return None
    form = {"html": "html", "papers": "pdf"}.get(match[1], "supplement")
    return Page(PaperId("cvf", match[2].lower()), form, address.untracked)


def read_ecva(address: Address) -> Page | None:
    """`/papers/eccv_2024/papers_ECCV/html/4195_ECCV_2024_paper.php` and
    `/papers/04195.pdf`; before 2024 the numbers differ.
    """
    match = re.fullmatch(
        r"/papers/(eccv_[0-9]{4})/papers_ECCV/(html|papers)/0*([0-9]+)([^/]*)\.(?:php|pdf)",
        address.path,
    )
    if not match:
        return None
    form = (
        "html" if match[2] == "html" else "supplement" if "supp" in match[4] else "pdf"
    )
    return Page(PaperId("ecva", f"{match[1]}/{match[3]}"), form, address.untracked)


def read_neurips(address: Address) -> Page | None:
    """`/paper_files/paper/YEAR/hash/HASH-Abstract.html` and `/file/HASH-Paper.pdf`;
    before 2020 `/paper/NUMBER-title.pdf`.
    """
    path = address.path.replace("//", "/")
    hashed = r"[0-9]{4}/(?:hash|file)/([0-9a-f]{32})-?([A-Za-z]*)"
    numbered = r"(by-source-[0-9]+-[0-9]+|[0-9]{1,5})(?=[-./]|$)"
    match = re.fullmatch(f"/(?:paper_files/)?paper/(?:{hashed}|{numbered})[^/]*", path)
    if not match:
        return None
    form = (
        "supplement"
        if (match[2] or "").startswith(("Supp", "Review", "Meta", "Author"))
        else "pdf"
        if path.endswith(".pdf")
        else "abs"
    )
    return Page(PaperId("neurips", match[1] or match[3]), form, address.untracked)


def read_pmlr(address: Address) -> Page | None:
    """`/v97/gao19a.html`, `/v97/gao19a/gao19a.pdf` and, in the first volumes,
    `/v48/niepert16.pdf`.
    """
    return _pmlr_page(
        address,
        re.fullmatch(
            r"/([vr][0-9]+)/([a-z0-9-]+?)(-supp)?(?:/\2(-supp)?)?(?:\.html|\.pdf)?",
            address.path,
        ),
    )


def read_mlresearch(address: Address) -> Page | None:
    """PMLR's files since 2024:
    `raw.githubusercontent.com/mlresearch/v235/main/assets/KEY/KEY.pdf`.
    """
    return _pmlr_page(
        address,
        re.fullmatch(
            r"/mlresearch/([vr][0-9]+)/[^/]+/assets/([a-z0-9-]+)/\2(-supp)?()\.pdf",
            address.path,
        ),
    )


def _pmlr_page(address: Address, match: re.Match[str] | None) -> Page | None:
    if not match or not re.search("[a-z][0-9]{2}", match[2]):
        return None
    form = (
        "supplement"
        if match[3] or match[4]
        else "pdf"
        if address.path.endswith(".pdf")
        else "abs"
    )
    return Page(PaperId("pmlr", f"{match[1]}/{match[2]}"), form, address.untracked)


def read_jmlr(address: Address) -> Page | None:
    """`/papers/v15/srivastava14a.html` and
    `/papers/volume15/srivastava14a/srivastava14a.pdf`; `/proceedings/` was PMLR.
    """
    if match := re.fullmatch(
        r"/proceedings/papers/(v[0-9]+)/([a-z0-9-]+?)(-supp)?()(?:\.html|\.pdf)?",
        address.path,
    ):
        return _pmlr_page(address, match)
    match = re.match(
        r"/(?:beta/)?papers/v(?:olume)?([0-9]+)/([a-z0-9-]+)(?=[./]|$)", address.path
    )
    if not match:
        return None
    return Page(
        PaperId("jmlr", f"v{match[1]}/{match[2]}"),
        "pdf" if address.path.endswith(".pdf") else "abs",
        address.untracked,
    )
