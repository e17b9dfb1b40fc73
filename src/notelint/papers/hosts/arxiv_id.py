"""The grammar of arXiv's ids.

From arXiv's help page on its identifiers and from its own parser (arxiv-base), which
repairs an id before it looks it up.
"""

from __future__ import annotations

import re

from notelint.papers.addresses import decoded, shortened
from notelint.papers.ids import PaperId

# The archives of the ids before April 2007; econ, eess, q-fin and stat are younger.
_ARCHIVES = (
    "acc-phys adap-org alg-geom ao-sci astro-ph atom-ph bayes-an chao-dyn chem-ph cmp-lg comp-gas cond-mat cs dg-ga funct-an gr-qc hep-ex "
    "hep-lat hep-ph hep-th math math-ph mtrl-th nlin nucl-ex nucl-th patt-sol physics plasm-ph q-alg q-bio quant-ph solv-int supr-con"
)
_BY_LETTERS = {name.replace("-", ""): name for name in _ARCHIVES.split()}
_SUFFIXES = (
    ".pdf",
    ".ps.gz",
    ".ps",
    ".gz",
    ".md",
)  # arXiv drops the first four; alphaXiv serves the last

# Patterns stay text in this room: most runs need few of them, and `re` keeps those that
# were used.
_NEW = r"(?a:(\d\d)(\d\d)\.(\d+)(v\d+)?)"
_OLD = r"(?a:(?i:([a-z-]+)(?:\.[a-z-]{2,})?)/(\d\d)(\d\d)(\d*)(v\d+)?)"


def split_id(written: str) -> tuple[str, str]:
    """The id, bare of prefix and suffix, and what the path has below it
    (`2403.10561/icon.png`).
    """
    text = decoded(written).strip("/")
    if text[:6].lower() == "arxiv:":
        text = text[6:].lstrip("/")
    first, *rest = re.split("/+", text)
    if rest and not first[:1].isdigit():
        first = f"{first}/{rest.pop(0)}"
    for suffix in _SUFFIXES:
        if first.lower().endswith(suffix):
            first = first[: -len(suffix)]
            break
    return first, "/".join(rest)


def spelled(written: str) -> str:
    """An id without prefix, `.pdf` and subject class, and padded as its year wants;
    whatever is none as it is.

    Unlike `parse_id` this checks nothing: ids that cannot exist are distinguished too.
    """
    text = written[6:] if written[:6].lower() == "arxiv:" else written
    text = text.removesuffix(".pdf")
    if match := re.fullmatch(r"(?a:(\d\d)(\d\d)\.(\d{4,5})(v\d+)?)", text):
        year, month, number, version = match.groups()
        return f"{year}{month}.{int(number):0{_width(year)}d}{version or ''}"
    return re.sub(r"^([a-z-]+)\.[A-Z]{2}/", r"\1/", text)


def _width(year: str) -> int:
    """How many digits the numbers of a year have."""
    return 4 if year < "15" else 5


def parse_id(written: str) -> PaperId | str:
    """The paper of an id in any spelling that arXiv accepts, or else why there can be no
    such id.

    Spellings: `1706.03762v7`, `arXiv:1706.03762`, `1706.03762.pdf`, `1501.1234` for
    1501.01234, `0808.05394` for 0808.5394, `math.GT/0309136`, `hepth/9901001`, and any of
    them with a path below. Today's date plays no part.
    """
    name, _ = split_id(written)
    if not name:
        return "the address has no arXiv id"
    if match := re.fullmatch(_NEW, name):
        return _new_id(name, match)
    if match := re.fullmatch(_OLD, name):
        return _old_id(name, match)
    if match := re.match(_NEW, name):
        return f"{shortened(name[match.end() :])} stands after the id {match[0][:20]}"
    return f"{shortened(name)} is not an arXiv id"


def _new_id(name: str, match: re.Match[str]) -> PaperId | str:
    """Since April 2007: year, month and a number of four digits, of five since 2015;
    arXiv pads it or cuts its zeros itself.
    """
    year, month, number, version = match.groups()
    before_2015 = year < "15"
    if len(number) not in {4, 5}:
        return f"{shortened(name)}: the number has {_count(number)}, arXiv's have four or five"
    if before_2015 and int(number) > 9999:
        return f"{name} has five digits; ids before 2015 have four"
    if fault := _fault(name, month, number, version):
        return fault
    if year + month < "0704":
        return f"{name}: ids of this kind begin with 0704"
    return PaperId(
        "arxiv", f"{year}{month}.{int(number):0{_width(year)}d}", _version(version)
    )


def _old_id(name: str, match: re.Match[str]) -> PaperId | str:
    """From July 1991 to March 2007: an archive, perhaps its subject class (dropped in
    2008), year, month and three digits.
    """
    archive, year, month, number, version = match.groups()
    home = _BY_LETTERS.get(archive.replace("-", "").lower())
    if not home:
        return f"{shortened(name)}: {shortened(archive)} is no archive with ids of this kind"
    if len(number) != 3:
        return f"{shortened(name)} needs seven digits after the slash"
    if fault := _fault(name, month, number, version):
        return fault
    if not "1991-07" <= f"{19 if year > '90' else 20}{year}-{month}" <= "2007-03":
        return f"{name}: ids of this kind run from 9107 to 0703"
    return PaperId("arxiv", f"{home}/{year}{month}{number}", _version(version))


def _fault(name: str, month: str, number: str, version: str | None) -> str | None:
    """What both kinds of ids share: months 1 to 12; papers and versions are counted from 1."""
    if not "01" <= month <= "12":
        return f"{shortened(name)}: month {month} does not exist"
    if not int(number):
        return f"{shortened(name)}: papers are counted from 1"
    if version and (version[1] == "0" or len(version) > 5):
        return f"{shortened(name)}: there is no version {shortened(version[1:])}"
    return None


def _version(version: str | None) -> int | None:
    return int(version[1:]) if version else None


def _count(number: str) -> str:
    return {1: "one digit", 2: "two digits", 3: "three digits", 6: "six digits"}.get(
        len(number), "too many digits"
    )
