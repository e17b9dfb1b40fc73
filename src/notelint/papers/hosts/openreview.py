"""OpenReview: forums and the files of their papers.

The forms are those of OpenReview's own site (openreview-web), the ids those of its API
reference: 10 letters and digits today, 7 to 14 with `_` and `-` before. The bounds here are
wider.
"""

from __future__ import annotations

import re

from notelint.papers.addresses import Address, name_of, shortened
from notelint.papers.hosts.arxiv_id import parse_id
from notelint.papers.ids import Page, PaperId

_ID = r"[A-Za-z0-9_-]{6,20}"
# A revision's file has the revision's own id: it is not known of which paper.
_FORMS = {
    "forum": "forum",
    "pdf": "pdf",
    "attachment": "attachment",
    "revisions": "revisions",
    "references/pdf": "pdf",
    "notes/edits/pdf": "pdf",
}
# Who sent the reader. OpenReview's other parameters are left alone.
FOREIGN = frozenset({"referrer", "ref"})


def read_openreview(address: Address) -> Page | None:
    """`/forum?id=ID`, `/pdf?id=ID`, `/attachment?id=ID&name=pdf`, `/revisions?id=ID`,
    `/pdf/HASH.pdf`, `/forum/HASH`, `/forum?arxivid=ID`.

    `noteId` is a place on a forum's page, not a paper.
    """
    path = "/".join(address.segments)
    if (
        path == "forum"
        and (arxiv := address.parameter("arxivid"))
        and not address.parameter("id")
    ):
        known = parse_id(arxiv)
        paper = known if isinstance(known, PaperId) else None
        form = "forum"
    else:
        form, key = _find(address, path)
        paper = PaperId("openreview", key) if key else None
    return Page(paper, form, _canonical(address), own=None) if paper else None


def _find(address: Address, path: str) -> tuple[str, str]:
    """The form and the id, which is empty where there is none."""
    if form := _FORMS.get(path):
        key = address.parameter("id")
        if form == "attachment" and address.parameter("name") == "pdf":
            form = "pdf"
        return form, key if re.fullmatch(_ID, key) else ""
    first, _, rest = path.partition("/")
    if first == "pdf" and (match := re.fullmatch(r"([A-Za-z0-9_-]{6,40})\.pdf", rest)):
        return "pdf", match[1]
    return "forum", rest if first == "forum" and "/" not in rest else ""


def _canonical(address: Address) -> str:
    kept = "&".join(
        piece for piece in address.query.split("&") if name_of(piece) not in FOREIGN
    )
    return f"https://openreview.net{address.path}{'?' if kept else ''}{kept}{address.anchor}"


def fault_of_openreview(address: Address) -> str | None:
    """Why no paper can be at a forum's or a file's address."""
    if "/".join(address.segments) not in {"forum", "pdf"}:
        return None
    if key := address.parameter("id"):
        return (
            None
            if re.fullmatch(_ID, key)
            else f"{shortened(key)} is not an OpenReview id"
        )
    if arxiv := address.parameter("arxivid"):
        known = parse_id(arxiv)
        return known if isinstance(known, str) else None
    return (
        None
        if any(map(address.parameter, ("noteId", "paperhash")))
        else "the address has no OpenReview id"
    )
