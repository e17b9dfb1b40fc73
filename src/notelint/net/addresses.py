"""Which addresses may be asked: what leads into somebody's network is not, whoever writes it into a notebook."""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Iterable
from typing import NamedTuple

from notelint.errors import NotelintError

PORTS = frozenset({80, 443})

# What no stranger's link may lead to, and `ipaddress` takes for global, in this Python or an older one: shared by carriers, reserved by
# IETF, Azure's own, the relays of 6to4, SRv6, documentation, NAT64 of one's own, site-local (IANA's registries of special addresses).
_CLOSED = (
    "100.64.0.0/10 168.63.129.16/32 192.0.0.0/24 192.88.99.0/24 ::/96 64:ff9b:1::/48 100::/64 2001::/23 2001:db8::/32 3fff::/20 5f00::/16 "
    "fec0::/10"
)
_NETWORKS = tuple(ipaddress.ip_network(each) for each in _CLOSED.split())
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_DETOUR = r"(?P<host>\[[^\[\]]*\]|[^:\[\]]*):(?P<port>[0-9]*):(?P<address>\[[^\[\]]+\]|[^:\[\]]+):(?P<to>[0-9]*)"


class BlockedError(Exception):
    """An address that must not be asked; the message says why, without what is secret in it."""


def is_public(text: str) -> bool:
    """Whether an IP address, without a name, is one of the open internet's. Those that lead to an IPv4 address are as that is."""
    ip = ipaddress.ip_address(text.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour
        if ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner:
            return is_public(str(inner))
    return ip.is_global and not ip.is_multicast and not any(ip in each for each in _NETWORKS if each.version == ip.version)


def vetted(host: str, port: int) -> list[str]:
    """The IP addresses of a host, each of which may be asked. Raises BlockedError where one may not, and what `getaddrinfo` raises."""
    if port not in PORTS:
        raise BlockedError(f"port {port} is not asked")
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except UnicodeError:
        raise BlockedError("the name of its host cannot be one") from None
    addresses = list(dict.fromkeys(str(each[4][0]) for each in found))
    for address in addresses:
        if not is_public(address):  # one of several is enough: who mixes them means harm
            raise BlockedError("the address is not public" if address == host else f"{host} is in a network that is not public")
    return addresses


class Detours(NamedTuple):
    """Hosts whose traffic goes elsewhere, `(host, port)` to `(address, port)`; no host stands for any, port 0 for any."""

    places: dict[tuple[str, int], tuple[str, int]]

    def of(self, host: str, port: int) -> tuple[str, int] | None:
        """Where to connect in the place of a host, if that was asked for."""
        for key in ((host.lower(), port), (host.lower(), 0), ("", port), ("", 0)):
            if key in self.places:
                address, to = self.places[key]
                return address, to or port
        return None


def detours(texts: Iterable[str]) -> Detours:
    """The detours of `HOST:PORT:ADDRESS:PORT`, as curl's --connect-to has them: HOST and the ports may be left empty; the first one wins.

    Raises NotelintError for anything else.
    """
    places: dict[tuple[str, int], tuple[str, int]] = {}
    for text in texts:
        match = re.fullmatch(_DETOUR, text.strip())
        if not match or max(int(match["port"] or 0), int(match["to"] or 0)) > 65535:
            raise NotelintError(f"--connect-to: expects HOST:PORT:ADDRESS:PORT, not {text}")
        key = (match["host"].strip("[]").lower(), int(match["port"] or 0))
        places.setdefault(key, (match["address"].strip("[]"), int(match["to"] or 0)))
    return Detours(places)
