"""Which addresses may be asked: what leads into somebody's network is not, whoever
writes it into a notebook.
"""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Iterable
from typing import NamedTuple

from notelint.errors import NotelintError

PORTS = frozenset({80, 443})

# What no link may lead to: IANA's registries of special addresses (IPv4, IPv6), multicast,
# reserved blocks, and Azure's own. Of IPv6 only what is handed out to somebody (2000::/3)
# is public, without the special blocks in it, and IPv4 behind NAT64.
_CLOSED_4 = (
    "0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 168.63.129.16/32 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 "
    "192.31.196.0/24 192.52.193.0/24 192.88.99.0/24 192.168.0.0/16 192.175.48.0/24 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 "
    "224.0.0.0/3"
)
_CLOSED_6 = "2001::/23 2001:db8::/32 2620:4f:8000::/48 3fff::/20"
_NETWORKS_4 = tuple(ipaddress.IPv4Network(each) for each in _CLOSED_4.split())
_NETWORKS_6 = tuple(ipaddress.IPv6Network(each) for each in _CLOSED_6.split())
_ASSIGNED = ipaddress.IPv6Network("2000::/3")
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_ISATAP = frozenset(
    {0x00005EFE, 0x02005EFE}
)  # the upper half of the interface's name (RFC 5214), before an IPv4 address
_PRIVATE_NAMES = frozenset(
    {"home.arpa", "internal", "local", "localhost"}
)  # RFC 8375, ICANN's board in 2024, RFC 6762, RFC 6761
MOST_DIALLED = 4  # addresses of one host
_DETOUR = r"(?P<host>\[[^\[\]]*\]|[^:\[\]]*):(?P<port>[0-9]*):(?P<address>\[[^\[\]]+\]|[^:\[\]]+):(?P<to>[0-9]*)"


class BlockedError(Exception):
    """An address that must not be asked; the message says why, without what is secret in it."""


class InsideError(Exception):
    """A name that leads into a network that is not public.

    To say so would tell strangers which names there are: it is no host's name.
    """


def is_public(text: str) -> bool:
    """Whether an IP address, without a name, is one of the open internet's.

    Those that lead to an IPv4 address are as that is.
    """
    if "%" in text:  # a network card of this machine
        return False
    ip = ipaddress.ip_address(text)
    if isinstance(ip, ipaddress.IPv4Address):
        return not any(ip in each for each in _NETWORKS_4)
    inner = _inner(ip)
    if inner and not is_public(str(inner)):
        return False
    if ip.ipv4_mapped or ip in _NAT64:
        return True
    return ip in _ASSIGNED and not any(ip in each for each in _NETWORKS_6)


def _inner(ip: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address that an IPv6 address leads to: mapped, by NAT64, by 6to4 or by
    ISATAP.
    """
    last = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    if ip in _NAT64 or (int(ip) >> 32) & 0xFFFFFFFF in _ISATAP:
        return last
    return ip.ipv4_mapped or ip.sixtofour


def block_of(text: str) -> str:
    """Who answers at an IP address, by which requests are counted: an IPv4 address, or
    the /64 of one that leads to none.
    """
    ip = ipaddress.ip_address(text.partition("%")[0])
    if isinstance(ip, ipaddress.IPv4Address):
        return str(ip)
    inner = ip.ipv4_mapped or (_inner(ip) if ip in _NAT64 else None)
    return str(inner or ipaddress.IPv6Network((int(ip) >> 64 << 64, 64)))


def is_number(host: str) -> bool:
    """Whether a host is an IP address, in any way that a resolver reads as one (`127.1`,
    `0x7f000001`), and no name.
    """
    try:
        socket.inet_aton(host)
    except (OSError, UnicodeError):
        try:
            ipaddress.ip_address(host)
        except ValueError:
            return False
    return True


def vetted(host: str, port: int) -> list[str]:
    """The first IP addresses of a host, all of which may be asked.

    Raises BlockedError for what the address itself tells, InsideError for a name that leads
    inside, and what `getaddrinfo` raises.
    """
    if port not in PORTS:
        raise BlockedError(f"port {port} is not asked")
    if not is_number(host):
        _look_at_name(host.lower().rstrip("."))
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except UnicodeError:
        raise BlockedError("the name of its host cannot be one") from None
    addresses = list(dict.fromkeys(str(each[4][0]) for each in found))
    if all(map(is_public, addresses)):  # who mixes them means harm
        return addresses[:MOST_DIALLED]
    if is_number(host):
        raise BlockedError("the address is not public")
    raise InsideError


def _look_at_name(name: str) -> None:
    """Raise BlockedError for a name that only private networks have.

    It is not looked up, so this tells nobody whether it exists.
    """
    if "." not in name or any(name.endswith(f".{each}") for each in _PRIVATE_NAMES):
        raise BlockedError("names of this kind are for private networks")


class Detours(NamedTuple):
    """Hosts whose traffic goes elsewhere, `(host, port)` to `(address, port)`; no host
    stands for any, port 0 for any.
    """

    places: dict[tuple[str, int], tuple[str, int]]

    def of(self, host: str, port: int) -> tuple[str, int] | None:
        """Where to connect in the place of a host, if that was asked for."""
        for key in ((host.lower(), port), (host.lower(), 0), ("", port), ("", 0)):
            if key in self.places:
                address, to = self.places[key]
                return address, to or port
        return None


def detours(texts: Iterable[str]) -> Detours:
    """The detours of `HOST:PORT:ADDRESS:PORT`, as curl's --connect-to has them: HOST and
    the ports may be left empty; the first one wins.

    Raises NotelintError for anything else.
    """
    places: dict[tuple[str, int], tuple[str, int]] = {}
    for text in texts:
        match = re.fullmatch(_DETOUR, text.strip())
        if not match or max(int(match["port"] or 0), int(match["to"] or 0)) > 65535:
            raise NotelintError(
                f"--connect-to: expects HOST:PORT:ADDRESS:PORT, not {text}"
            )
        key = (match["host"].strip("[]").lower(), int(match["port"] or 0))
        places.setdefault(key, (match["address"].strip("[]"), int(match["to"] or 0)))
    return Detours(places)
