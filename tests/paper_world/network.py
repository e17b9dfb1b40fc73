"""Who is dialled, and what names lead to: seen from outside the code under test.

Every connection of this process is seen by an audit hook, below all libraries, and goes
nowhere but to loopback ports that a test allows. What an address is, is judged here by the
registries of special addresses themselves (IANA, RFC 6890 and what came after), not by the
code that is judged.
"""

from __future__ import annotations

import errno
import ipaddress
import socket
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

Address = tuple[str, int]
FORBIDDEN = [
    ipaddress.ip_network(each)
    for each in """
    0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 192.88.99.0/24 192.168.0.0/16
    192.31.196.0/24 192.52.193.0/24 192.175.48.0/24 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4 168.63.129.16/32
    ::/96 ::ffff:0:0:0/96 64:ff9b:1::/48 100::/64 100:0:0:1::/64 2001::/23 2001:db8::/32 2620:4f:8000::/48
    3fff::/20 5f00::/16 fc00::/7 fe80::/10 fec0::/10 ff00::/8
    """.split()
]


def is_forbidden(text: str) -> bool:
    """Whether nobody's link may lead to an address, whatever way it is written in."""
    ip = ipaddress.ip_address(text.partition("%")[0])
    return any(ip in each for each in FORBIDDEN if each.version == ip.version) or any(
        is_forbidden(str(inner)) for inner in _inside(ip)
    )


def _inside(
    ip: ipaddress.IPv4Address | ipaddress.IPv6Address,
) -> Iterator[ipaddress.IPv4Address]:
    """The IPv4 address that an IPv6 address leads to: mapped, by NAT64, by 6to4, by ISATAP."""
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped:
            yield ip.ipv4_mapped
        if ip in ipaddress.ip_network("64:ff9b::/96"):
            yield ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if ip.sixtofour:
            yield ip.sixtofour
        if (int(ip) >> 32) & 0xFFFFFFFF in (0x5EFE, 0x02005EFE):
            yield ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)


class Watch:
    """What this process dials while it watches.

    `allowed` may be; `wrong` are those that must never be dialled; `outside` those on the
    open net, which are not reached either.
    """

    def __init__(self, names: Mapping[str, list[str]]) -> None:
        self.names = names
        self.allowed: set[Address] = set()
        self.dialled: list[Address] = []
        self.wrong: list[Address] = []
        self.outside: list[Address] = []
        self.looked_up: list[str] = []

    def dial(self, where: Address) -> None:
        """Judge an address that is about to be dialled; raises OSError where it is none
        of the world's.
        """
        self.dialled.append(where)
        if where in self.allowed:
            return
        (self.wrong if is_forbidden(where[0]) else self.outside).append(where)
        raise OSError(errno.ENETUNREACH, "the world ends here")

    @contextmanager
    def __call__(self) -> Iterator[Watch]:
        """Watch for a while.

        Names lead to what `names` says (an empty list: nobody can tell now), or nowhere;
        numbers are read as the system reads them.
        """
        global _watching
        _install()
        before, real = _watching, socket.getaddrinfo

        def getaddrinfo(
            host: bytes | str | None, port: object, *args: object, **more: object
        ) -> object:
            name = host.decode() if isinstance(host, bytes) else host or ""
            self.looked_up.append(name)
            if name.rstrip(".").lower() not in self.names:
                more["flags"] = int(more.get("flags", 0)) | (
                    0 if name == "localhost" else socket.AI_NUMERICHOST
                )  # type: ignore[call-overload]
                if len(args) >= 4:
                    args, more["flags"] = args[:3], int(args[3]) | more["flags"]  # type: ignore[call-overload, operator]
                return real(host, port, *args, **more)  # type: ignore[arg-type]
            if not (known := self.names[name.rstrip(".").lower()]):
                raise socket.gaierror(
                    socket.EAI_AGAIN, "Temporary failure in name resolution"
                )
            return [_told(each, port) for each in known]

        _watching = self
        socket.getaddrinfo = getaddrinfo  # type: ignore[assignment]
        try:
            yield self
        finally:
            _watching, socket.getaddrinfo = before, real


def _told(address: str, port: object) -> tuple[int, int, int, str, tuple[object, ...]]:
    number = int(port or 0)  # type: ignore[call-overload]
    if ":" in address:
        return (
            socket.AF_INET6,
            socket.SOCK_STREAM,
            socket.IPPROTO_TCP,
            "",
            (address, number, 0, 0),
        )
    return (
        socket.AF_INET,
        socket.SOCK_STREAM,
        socket.IPPROTO_TCP,
        "",
        (address, number),
    )


_watching: Watch | None = None
_installed = False


def _install() -> None:
    """Once in a process: an audit hook cannot be taken back."""
    global _installed
    if not _installed:
        sys.addaudithook(_hook)
        _installed = True


def _hook(event: str, args: tuple[object, ...]) -> None:
    if event in ("socket.connect", "socket.sendto") and _watching is not None:
        where = args[1]
        if isinstance(where, tuple):
            _watching.dial((str(where[0]), int(where[1])))
