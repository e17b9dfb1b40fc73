"""A proxy as a company has one: a client tells it where to go, and it goes there, or here."""

from __future__ import annotations

import socket
import threading
from collections.abc import Mapping
from contextlib import suppress

from tests.paper_world.messages import Script, Wire

_LONGEST = 65_536  # bytes of a head


def between(ports: Mapping[int, int], heads: list[str]) -> Script:
    """For a listener: tunnels (CONNECT) and plain requests go to our port in the place
    of theirs; every head that comes is kept.
    """

    def script(wire: Wire) -> None:
        head = b""
        while b"\r\n\r\n" not in head and len(head) < _LONGEST:
            if not (piece := wire.recv(4096)):
                return
            head += piece
        heads.append(head.decode("latin-1"))
        method, target = head.decode("latin-1").split(" ")[:2]
        port = int(target.rpartition(":")[2]) if method == "CONNECT" else 80
        if port not in ports:
            wire.sendall(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")
            return
        with socket.create_connection(("127.0.0.1", ports[port]), timeout=30) as there:
            if method == "CONNECT":
                wire.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
            else:
                there.sendall(head)
            back = threading.Thread(target=_pump, args=(there, wire), daemon=True)
            back.start()
            _pump(wire, there)
            back.join(5)

    return script


def _pump(one: Wire, other: Wire) -> None:
    """Hand on what one side sends until it ends."""
    with suppress(OSError):
        while piece := one.recv(65_536):
            other.sendall(piece)
    with suppress(OSError):
        other.shutdown(socket.SHUT_WR)
