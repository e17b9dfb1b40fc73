"""Addresses that hold a secret, or work only for the one who copied them: sessions,
signatures, tokens.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from notelint.papers.addresses import Address, read_address


class Secret(NamedTuple):
    """What is private in an address.

    `name` is how the parameter is written, never its value; `kind` is session, expiring,
    secret or login.

    A session belongs to who copied the address; an expiring address stops working; a secret
    opens something; a login is a library's door, before which other readers stand.
    """

    name: str
    kind: str


# Parameters that are private on one site, without `www.`; elsewhere the same names mean
# nothing of the kind.
_ON_SITE = {
    "mp.weixin.qq.com": {
        "token": "session",
        "key": "session",
        "pass_ticket": "session",
        "tempkey": "expiring",
    },
    "raw.githubusercontent.com": {"token": "expiring"},
    "raw.github.com": {"token": "expiring"},
    "private-user-images.githubusercontent.com": {"jwt": "expiring"},
    "reader.elsevier.com": {"token": "expiring"},
    "watermark.silverchair.com": {"token": "expiring"},
}
# Parameters that are private wherever they stand, in lower case.
_ANYWHERE = {
    "jsessionid": "session",
    "phpsessid": "session",
    "cftoken": "session",
    "casa_token": "session",
    "x-amz-signature": "expiring",
    "x-amz-security-token": "expiring",
    "x-goog-signature": "expiring",
    "x-oss-signature": "expiring",
    "q-signature": "expiring",
}
# Names of keys to something. Pages that explain an API have them too, with a value that is
# none.
_KEYS = frozenset(
    {
        "access_token",
        "api_key",
        "apikey",
        "auth_token",
        "client_secret",
        "private_token",
        "refresh_token",
    }
)
_KEY = r"(?!pk\.)(?=[^\d]*\d)[A-Za-z0-9._~%+/-]{16,}=*"  # `pk.` begins the public keys of maps
# A parameter that signs an address is told by the one that says until when.
_SIGNED = (
    ("signature", frozenset({"expires", "expirationtimestamp"})),
    ("sig", frozenset({"se"})),
    ("hm", frozenset({"ex"})),
)
_DOORS = r"(?:^|\.)(?:ezproxy[0-9]*|libproxy|webvpn)\."
_COOKIELESS = r"/\([A-Z]\([A-Za-z0-9]{24}\)\)/"
_HINTS = ("=", "/(S(", "proxy", "webvpn")


def secret_in(url: str) -> Secret | None:
    """What is private in an address; None where nothing is, or the value is empty."""
    if not any(hint in url for hint in _HINTS):
        return None
    address = read_address(
        re.sub(r"^(\w+://[^/?#:@]+):\d+", r"\1", url)
    )  # servers that put sessions into addresses often have a port
    if address is None:
        return None
    return _in_path(address) or _in_query(address)


def _in_path(address: Address) -> Secret | None:
    if match := re.search(r";(jsessionid)=[^;/]+", address.path, re.IGNORECASE):
        return Secret(f";{match[1]}=", "session")
    if "/(S(" in address.path and re.search(_COOKIELESS, address.path):
        return Secret("(S(…))", "session")
    if re.search(_DOORS, address.host):
        return Secret(address.host, "login")
    return None


def _in_query(address: Address) -> Secret | None:
    pieces = [piece.partition("=") for piece in address.query.split("&")]
    given = {name.lower(): (name, value) for name, _, value in pieces if value}
    for key, (name, value) in given.items():
        kind = _ON_SITE.get(address.site, {}).get(key) or _ANYWHERE.get(key)
        if key in _KEYS and re.fullmatch(_KEY, value):
            kind = "secret"
        if kind and not (key == "key" and len(value) < 32):
            return Secret(f"{name}=", kind)
    for sign, until in _SIGNED:
        if sign in given and until & given.keys() and len(given[sign][1]) >= 20:
            return Secret(f"{given[sign][0]}=", "expiring")
    if address.host.endswith("acm.org") and {"acc", "key"} <= given.keys():
        return Secret(f"{given['key'][0]}=", "expiring")
    return _raw_token(address, given)


def _raw_token(address: Address, given: dict[str, tuple[str, str]]) -> Secret | None:
    """`github.com/o/r/raw/…?token=`, as it is copied from a private repository."""
    is_raw = (
        address.site == "github.com"
        and address.segments[2:3] == ["raw"]
        and "token" in given
    )
    return Secret(f"{given['token'][0]}=", "expiring") if is_raw else None
