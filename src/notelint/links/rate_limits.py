"""How fast each host is asked, as its owner says or as is polite."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from requests import PreparedRequest, RequestException
from urllib3.exceptions import HTTPError
from urllib3.util import parse_url

from notelint.links.addresses import block_of, is_number

if TYPE_CHECKING:
    from publicsuffixlist import PublicSuffixList

_PLAIN = r"(?i)https?://([a-z0-9-]+(?:\.[a-z0-9-]+)*)\.?(?::[0-9]*)?(?=[/?#]|\Z)"


class RateLimit(NamedTuple):
    """The rate limit of the hosts that share a name: seconds between two requests, and how many
    may be under way at once.

    A rate limit that is `shared` is kept by all processes of the user together, from the end of
    one request to the start of the next. `penalty`: seconds to wait after a 429 that does
    not say how long. `is_known`: its owner says what is polite, wherever its servers are.
    """

    name: str
    gap: float = 1.0
    at_once: int = 2
    shared: bool = False
    penalty: float = 5.0
    is_known: bool = False


# arXiv's terms of use of its API: one request in three seconds, one connection, over all
# machines of a user; its pages' robots rules ask no less. OpenReview lets guests ask 20
# times a minute. GitHub asks for one request after the other.
_RATE_LIMITS = {
    "arxiv.org": RateLimit(
        "arxiv-api", 3.0, 1, shared=True, penalty=30.0, is_known=True
    ),
    "openreview.net": RateLimit(
        "openreview-api", 3.0, 1, shared=True, penalty=60.0, is_known=True
    ),
    "doi.org": RateLimit("doi.org", 1.0, 1, is_known=True),
    "api.github.com": RateLimit("api.github.com", 1.0, 1, is_known=True),
}


def rate_limit_of(url: str) -> RateLimit:
    """The rate limit for an address, which all hosts of a registered domain share; what is no
    address that can be asked has one, too.
    """
    return rate_limit_for(host_of(url))


def rate_limit_for(host: str) -> RateLimit:
    """The rate limit for a host, as `host_of` has it."""
    domain = domain_of(host)
    return _RATE_LIMITS.get(host) or _RATE_LIMITS.get(domain) or RateLimit(domain)


def host_of(url: str) -> str:
    """The host of an address as it is looked up: in lower case, without a dot at its
    end, in ASCII; empty where there is none.
    """
    if match := re.match(_PLAIN, url):
        return match[1].lower()
    prepared = PreparedRequest()
    try:
        prepared.prepare_url(url, None)
        host = parse_url(prepared.url or "").host
    except (RequestException, HTTPError, ValueError):
        return ""
    return (host or "").strip("[]").lower().rstrip(".")


@cache
def domain_of(host: str) -> str:
    """The domain that somebody has registered, to which a host belongs; an IP address is
    one, with those next to it.

    Whoever gives domains away keeps them apart: `a.github.io` and `b.github.io` are two
    (publicsuffix.org, with its private part).
    """
    if not host:
        return ""
    if is_number(host):
        return _block(host)
    return _suffixes().privatesuffix(host) or host


def _block(host: str) -> str:
    try:
        return block_of(host)
    except ValueError:  # short for one
        return host


@cache
def _suffixes() -> PublicSuffixList:
    """The list of public suffixes that comes with the library; it opens no connection."""
    from publicsuffixlist import PublicSuffixList

    return PublicSuffixList()
