"""arXiv: its pages, its former mirrors, and other people's pages of its papers.

The forms are those of arXiv's own routes (arxiv-browse); that the mirrors closed in
September 2024 is in its help page on mirrors.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from notelint.papers.addresses import Address, decoded, is_tracking
from notelint.papers.hosts.arxiv_id import parse_id, split_id
from notelint.papers.ids import Page, PaperId

LIVE = frozenset({"arxiv.org", "export.arxiv.org"})
_MIRRORS = "aps au br cn de es fr il in it jp kr lanl ru tw uk xxx za"
MIRRORS = frozenset(f"{name}.arxiv.org" for name in _MIRRORS.split()) | {"xxx.lanl.gov"}
VANITY = "arxiv-vanity.com"
_NAMES = {"e-print": "src", "bibtex": "bib"}
_FORMS = frozenset(
    {"abs", "pdf", "html", "format", "ps", "src", "e-print", "tb", "bibtex"}
)
# The forms whose query arXiv throws away.
QUERYLESS = frozenset({"abs", "pdf", "html", "format", "ps"})
# The spellings of an id that are put right: prefix, subject class, padding, a suffix, a
# slash at the end.
_FIXABLE = r"(?a:/(abs|pdf|html|format|ps)/(?i:arxiv:)?(\d{4}\.\d{4,5}|([a-z-]+)(?:\.[A-Z]{2})?/(\d{7}))(v\d+)?(\.pdf)?/?)"

# Where the id stands on the sites that show arXiv's papers under their own address.
_VIEWS = {
    "alphaxiv.org": ("abs", "pdf", "html", "overview", "resources"),
    "ar5iv.org": ("html", "abs", "pdf"),
    "ar5iv.labs.arxiv.org": ("html", "abs", "pdf"),
    "browse.arxiv.org": ("abs", "pdf", "html"),
    "hf.co": ("papers",),
    "huggingface.co": ("papers",),
    "scirate.com": ("arxiv",),
}
VIEWS = frozenset(_VIEWS)


class _IdInAddress(NamedTuple):
    """Where an address has its id. `own`: the query parameters that are part of it."""

    form: str
    written: str
    own: frozenset[str] = frozenset()


def _locate_id(address: Address) -> _IdInAddress | None:
    """The id of `/abs/ID` and its like, and of the queries that arXiv still answers;
    None for its other pages.
    """
    form, _, written = address.path.lstrip("/").partition("/")
    if form not in _FORMS:
        return None
    if form == "abs":
        return _locate_id_in_query(address, written) or _IdInAddress(form, written)
    return _IdInAddress(form, written)


def _locate_id_in_query(address: Address, written: str) -> _IdInAddress | None:
    """The id of `/abs?archive=math&papernum=0309136`, `/abs?id=ID` and `/abs?math/0309136`."""
    archive = written.strip("/") or address.parameter("archive")
    number = address.parameter("papernum")
    if archive and number:
        own = frozenset({"archive", "papernum"})
        return _IdInAddress("abs", f"{archive}/{number}", own)
    if written:
        return None
    if given := address.parameter("id"):
        return _IdInAddress("abs", given, frozenset({"id"}))
    for parameter in address.query.split("&"):
        # `utm_a/b` is tracking without a value, whose removal must not show another id.
        if "/" in parameter and "=" not in parameter and not is_tracking(parameter):
            return _IdInAddress("abs", parameter, frozenset({parameter}))
    return None


def read_arxiv(address: Address) -> Page | None:
    """`/abs/ID`, `/pdf/ID`, `/html/ID`, `/src/ID` and so on, with a version or without, and
    the old `/abs?id=ID`.

    A mirror's page is dead, and its new address is the same page of arXiv.
    """
    located = _locate_id(address)
    paper = parse_id(located.written) if located else None
    if not located or not isinstance(paper, PaperId):
        return None
    below = split_id(located.written)[1]
    form = "asset" if below else _NAMES.get(located.form, located.form)
    return Page(
        paper,
        form,
        _canonical(address, located),
        located.own,
        dead=address.site in MIRRORS,
    )


def _canonical(address: Address, located: _IdInAddress) -> str:
    """The same page at https://arxiv.org, with what can be put right in its id put
    right, and its fragment.
    """
    path, asked = address.path, address.asked
    named = f"/abs/{located.written}"
    if (
        path == "/abs"
        and "id" in located.own
        and not named.endswith("/")
        and re.fullmatch(_FIXABLE, named)
    ):
        path, asked = named, ""
    elif (
        located.form in QUERYLESS
        and not located.own
        and path.startswith(f"/{located.form}/")
    ):
        asked = ""
    return f"https://arxiv.org{_with_fixed_id(path)}{asked}{address.anchor}"


def _with_fixed_id(path: str) -> str:
    match = re.fullmatch(_FIXABLE, path)
    if not match:
        return path
    form, key, archive, number, version, suffix = match.groups()
    paper = parse_id(key)
    name = (
        f"{archive}/{number}"
        if archive
        else paper.key
        if isinstance(paper, PaperId)
        else key
    )
    return f"/{form}/{name}{version or ''}{(form == 'pdf' and suffix) or ''}"


def read_view(address: Address) -> Page | None:
    """A page about an arXiv paper on alphaXiv, ar5iv, Hugging Face (`/papers/ID`, not
    `/papers/trending`) or SciRate.
    """
    paper = parse_id(_shown(address))
    return (
        Page(paper, "view", address.untracked, own=None)
        if isinstance(paper, PaperId)
        else None
    )


def _shown(address: Address) -> str:
    """What stands in the place of the id on another site; nothing elsewhere."""
    first, _, rest = address.path.lstrip("/").partition("/")
    return rest if first in _VIEWS[address.site] else ""


def read_vanity(address: Address) -> Page | None:
    """arXiv Vanity, `/papers/ID/`: closed in January 2024, its pages led to arXiv's abs."""
    first, _, rest = address.path.lstrip("/").partition("/")
    paper = parse_id(rest) if first == "papers" else None
    if not isinstance(paper, PaperId):
        return None
    return Page(
        paper,
        "view",
        f"https://arxiv.org/abs/{versioned(paper)}{address.anchor}",
        dead=True,
    )


def versioned(paper: PaperId) -> str:
    """The id as arXiv writes it, with its version if it has one."""
    return f"{paper.key}v{paper.version}" if paper.version else paper.key


def fault_of_arxiv(address: Address) -> str | None:
    """Why no paper can have the id in an address of arXiv; None for other pages
    (`/list/`, `/search/`, `/a/`).
    """
    located = _locate_id(address)
    paper = (
        parse_id(located.written) if located and located.form in QUERYLESS else None
    )  # /tb/recent and the like are no papers
    return paper if isinstance(paper, str) else None


def fault_of_view(address: Address) -> str | None:
    """The same on another site, where only what is made of digits and a dot was meant as
    an id.
    """
    shown = decoded(_shown(address))
    paper = parse_id(shown) if re.match(r"\d+\.\d", shown, re.ASCII) else None
    return paper if isinstance(paper, str) else None
