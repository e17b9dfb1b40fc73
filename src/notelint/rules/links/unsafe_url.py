"""L409 unsafe-url."""

from __future__ import annotations

import re
from collections.abc import Iterator

from notelint.notebook.model import Link, Notebook
from notelint.rules.base import Context, rule
from notelint.rules.context import OWN_DISK, RepoContext
from notelint.text.diagnostics import Finding, Severity

# Browsers' own schemes, with an address inside that is copied along.
WITHIN = frozenset(
    {"chrome-extension", "extension", "microsoft-edge", "moz-extension", "view-source"}
)
# GitHub keeps those of chats also.
KEPT = frozenset({"http", "https", "mailto", "irc", "ircs", "xmpp"})

_SCHEME = r"([A-Za-z][A-Za-z0-9+-]+):"
_USER = r"(?i)https?:/*([^/?#\s@]*)@([^/?#\s]*)"
_CLONED = r"git@([A-Za-z0-9.-]+):([^\s/:]+/[^\s/:]+?)(?:\.git)?/?"
# `/home/` and its like may be a page of the repository's own site; below a user's folder
# they are not.
_ROOTED = r"/(?:Users|home|private)/[^/]+/.|/(?:mnt|root|Volumes|tmp|var)/."


@rule(
    "L409",
    severity=Severity.ERROR,
    precedence_over=("L407", "N601", "N602", "N603", "N606", "N608"),
    context=Context.OPTIONAL,
)
def unsafe_url(notebook: Notebook, context: RepoContext | None) -> Iterator[Finding]:
    """Link to what a browser opens for everyone.

    GitHub makes no link of `javascript:`, `data:`, `ftp:`, `doi:`, `zotero:` and other
    schemes than `http`, `https` and `mailto`. A path on your own disk (`C:\\…`, `/Users/…`,
    `file://`) opens for nobody else, and a user or password in an address is read by
    everyone.

    Bad:

        1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762), [my copy](file:///Users/me/papers/attention.pdf)

    Good:

        1. [Attention Is All You Need](https://arxiv.org/abs/1706.03762)
    """
    for link in notebook.addresses:
        if message := _fault(link, context):
            yield Finding(link.url_span, message)


def _fault(link: Link, context: RepoContext | None) -> str | None:
    url = link.url.strip()
    if "@" in url and (match := re.match(_USER, url)):
        return _user(match, url)
    if url.lower().startswith(("http:", "https:", "mailto:")) or link.form in {
        "bare",
        "definition",
    }:
        # A bare address stays readable, and a definition that nothing uses is not seen at
        # all
        return None
    if OWN_DISK.match(url):
        own = not url.startswith("/") or (
            re.match(_ROOTED, url) and not _is_there(url, context)
        )
        return (
            "link to a page on the web, or to a file of the repository: this path exists on one computer only"
            if own
            else None
        )
    if match := re.fullmatch(_CLONED, url):
        return f"write https://{match[1]}/{match[2]}: GitHub makes no link of git@{match[1]}:"
    match = re.match(_SCHEME, url)
    if (
        match is None
        or match[1].lower() in KEPT
        or (link.form == "autolink" and not _is_address(match[1], url))
    ):
        return None
    return _scheme(match[1], url[match.end() :])


def _user(match: re.Match[str], url: str) -> str:
    """What to say of a user in an address; who it is, and the password, are not repeated."""
    name, host = match.groups()
    if match.end() == len(url) and name and ":" not in name and "." in host:
        return f"write mailto: in place of the scheme if this is a mail address: as it is, it leads to the site {host}"
    what, they = ("user and password", "them") if ":" in name else ("user", "it")
    return f"take the {what} out of the address: everyone can read {they}"


def _scheme(scheme: str, rest: str) -> str:
    lower = scheme.lower()
    if lower == "doi" and (name := rest.strip("/")).startswith("10."):
        return f"write https://doi.org/{name}: GitHub makes no link of {scheme}:"
    if lower == "arxiv" and (name := rest.strip("/")):
        return f"write https://arxiv.org/abs/{name}: GitHub makes no link of {scheme}:"
    if lower in WITHIN and (inner := re.search(r"https?://.+", rest)):
        return f"write {inner[0]}: GitHub makes no link of {scheme}:"
    if lower == "localhost":
        return "link to a page on the web: localhost is every reader's own computer"
    return f"link to an https address: GitHub makes no link of {scheme}:"


def _is_address(scheme: str, url: str) -> bool:
    """Whether what stands in angle brackets is an address, and not a word with a colon
    (`<key:value>`).
    """
    return scheme.lower() in {
        "arxiv",
        "data",
        "doi",
        "javascript",
        "tel",
    } or url.startswith("//", len(scheme) + 1)


def _is_there(path: str, context: RepoContext | None) -> bool:
    return context is not None and context.find(path).path is not None
