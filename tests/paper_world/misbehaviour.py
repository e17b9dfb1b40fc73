"""What servers do to a connection that no server should (facts/papers.md, §4 and §6)."""

from __future__ import annotations

import gzip
import socket
import struct
import threading
from collections.abc import Callable, Iterator
from functools import cache

from tests.paper_world.messages import Script, Wire

PIECE = 16_384  # bytes
STEP = 0.1  # seconds between drips
Count = Callable[[int], None]


def _nobody(_: int) -> None:
    """Who does not count what was sent."""


def reset(wire: Wire) -> None:
    """Break the connection off, so that the other side sees a reset and not an end."""
    wire.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def reset_at_once(wire: Wire) -> None:
    """Break off at the first byte: any sooner, and Python's own `ssl` forgets to close
    the other side's socket.
    """
    wire.recv(1)
    reset(wire)


def reset_within(wire: Wire) -> None:
    """Promise a body, send some, break off."""
    wire.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n" + b"x" * 1000)
    reset(wire)


def say(*pieces: bytes) -> Script:
    """Send bytes as they are, and close."""
    return lambda wire: [wire.sendall(piece) for piece in pieces] and None


def silence(over: threading.Event, seconds: float = 60) -> Script:
    """Take the request and never answer."""
    return lambda _: over.wait(seconds) and None


def drip(
    over: threading.Event,
    head: bytes,
    drop: bytes,
    most: int = 600,
    count: Count = _nobody,
) -> Script:
    """Send a little again and again, for a minute."""

    def script(wire: Wire) -> None:
        wire.sendall(head)
        for _ in range(most):
            if over.wait(STEP):
                return
            wire.sendall(drop)
            count(len(drop))

    return script


def flood(
    over: threading.Event,
    head: bytes,
    piece: bytes,
    most: int = 400_000_000,
    count: Count = _nobody,
) -> Script:
    """Send as fast as the other side reads, up to so many bytes."""

    def script(wire: Wire) -> None:
        wire.sendall(head)
        sent = 0
        while sent < most and not over.is_set():
            wire.sendall(piece)
            sent += len(piece)
            count(len(piece))

    return script


def pour(
    status: int, kind: str, start: bytes, length: int, count: Count = _nobody
) -> Script:
    """An honest answer that is very long; it takes no room here."""
    head = f"HTTP/1.1 {status} OK\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\n\r\n".encode()

    def script(wire: Wire) -> None:
        wire.sendall(head)
        for piece in _pieces(start, length):
            wire.sendall(piece)
            count(len(piece))

    return script


def _pieces(start: bytes, length: int) -> Iterator[bytes]:
    yield start
    left = length - len(start)
    blank = b" " * PIECE
    while left > 0:
        yield blank[:left]
        left -= PIECE


@cache
def bomb() -> bytes:
    """A gibibyte of zeros in about a mebibyte: one member of gzip again and again."""
    return gzip.compress(bytes(16_777_216), 9) * 64


def explode(wire: Wire) -> None:
    """Answer with the bomb."""
    body = bomb()
    head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\nContent-Length: {len(body)}\r\n\r\n"
    wire.sendall(head.encode())
    wire.sendall(body)
