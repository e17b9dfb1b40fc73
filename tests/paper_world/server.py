"""Servers on loopback: HTTP and TLS for all hosts of a world, and listeners that do what
they like with a connection.
"""

from __future__ import annotations

import socket
import ssl
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Protocol

from tests.paper_world.messages import Answer, Reply, Request, Script

LOOPBACK = "127.0.0.1"
PIECE = 16_384  # bytes that a body is sent in


class Behind(Protocol):
    """What a server stands before."""

    over: threading.Event

    def answer(self, request: Request) -> Answer: ...
    def certificate(self, host: str) -> ssl.SSLContext: ...
    def time(self) -> float: ...
    def sent(self, request: Request, count: int) -> None: ...


class Front(ThreadingHTTPServer):
    """Takes connections for every host of a world on one port, with TLS or without."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 128
    allow_reuse_address = False

    def __init__(self, world: Behind, scheme: str) -> None:
        super().__init__((LOOPBACK, 0), _Handler)
        self.world, self.scheme = world, scheme
        self.port: int = self.server_address[1]
        self._open: set[socket.socket] = set()
        self._workers: set[threading.Thread] = set()
        self._lock = threading.Lock()
        self._loop = threading.Thread(
            target=self.serve_forever, args=(0.01,), daemon=True
        )
        self._loop.start()

    def server_bind(self) -> None:
        """Without the look-up of our own name that the standard library does here."""
        self.socket.bind(self.server_address)
        self.server_address = self.socket.getsockname()
        self.server_name, self.server_port = LOOPBACK, self.server_address[1]

    def process_request_thread(
        self, request: socket.socket, client_address: object
    ) -> None:  # type: ignore[override]
        with self._lock:
            self._open.add(request)
            self._workers.add(threading.current_thread())
        try:
            super().process_request_thread(request, client_address)  # type: ignore[arg-type]
        finally:
            with self._lock:
                self._open.discard(request)
                self._workers.discard(threading.current_thread())

    def finish_request(self, request: socket.socket, client_address: object) -> None:  # type: ignore[override]
        """Shake hands here, in the connection's own thread: a client who hangs holds up
        nobody.
        """
        if self.scheme == "http":
            super().finish_request(request, client_address)  # type: ignore[arg-type]
            return
        request.settimeout(30)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.sni_callback = self._named
        try:
            wire = context.wrap_socket(request.dup(), server_side=True)
        except (OSError, ssl.SSLError):
            return  # they did not like the certificate, or went away
        with wire:
            super().finish_request(wire, client_address)  # type: ignore[arg-type]

    def shutdown_request(self, request: socket.socket) -> None:  # type: ignore[override]
        """Close, without a word of farewell: a script may have set the connection to be
        reset.
        """
        self.close_request(request)

    def _named(
        self, wire: ssl.SSLObject, host: str | None, _context: ssl.SSLContext
    ) -> None:
        wire.context = self.world.certificate(host or "unnamed.example")

    def handle_error(self, request: object, client_address: object) -> None:
        """Clients may go away at any moment; a mistake of a world's own must be seen."""
        if not isinstance(sys.exc_info()[1], OSError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]

    def close(self) -> None:
        """Close everything; returns when no thread is left."""
        self.shutdown()
        self.server_close()
        self._loop.join()
        with self._lock:
            left, threads = [*self._open], [*self._workers]
        for each in left:
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
        for thread in threads:
            thread.join(5)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version, sys_version = "paper-world", ""
    timeout = 30
    disable_nagle_algorithm = True  # else a reply takes 40 ms
    server: Front

    def _any(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        request = Request(
            self.server.world.time(), self.server.scheme, (self.headers.get("Host") or "").lower(), self.command, self.path,
            dict(self.headers), self.rfile.read(length) if length else b"",
        )  # fmt: skip
        answer = self.server.world.answer(request)
        if isinstance(answer, Reply):
            self._reply(request, answer)
        else:
            self.close_connection = True
            self.wfile.flush()
            answer(self.connection)

    do_GET = do_HEAD = do_POST = do_PUT = do_DELETE = do_OPTIONS = _any  # noqa: N815

    def _reply(self, request: Request, reply: Reply) -> None:
        known = reply.status in HTTPStatus._value2member_map_
        self.send_response(
            reply.status, reply.reason if reply.reason is not None or known else "Odd"
        )
        names = {name.lower() for name, _ in reply.headers}
        for name, value in reply.headers:
            self.send_header(
                name, value.encode().decode("latin-1")
            )  # as servers do that send UTF-8 in a header
        if "content-length" not in names and reply.status not in (204, 304):
            self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()
        if request.method == "HEAD" or self.server.world.over.is_set():
            return
        for start in range(0, len(reply.body), PIECE):
            piece = reply.body[start : start + PIECE]
            self.wfile.write(piece)
            self.server.world.sent(request, len(piece))

    def log_message(self, *_: object) -> None:
        """Nothing: the world keeps its own log."""


class Listener:
    """A port where every connection is handed to a script, unread."""

    def __init__(self, script: Script) -> None:
        self._script = script
        self._socket = socket.create_server((LOOPBACK, 0), backlog=16)
        self._socket.settimeout(0.02)
        self.port: int = self._socket.getsockname()[1]
        self.connections = 0
        self._over = threading.Event()
        self._workers: list[threading.Thread] = [
            threading.Thread(target=self._serve, daemon=True)
        ]
        self._workers[0].start()

    def _serve(self) -> None:
        while not self._over.is_set():
            try:
                wire, _ = self._socket.accept()
            except TimeoutError:
                continue
            wire.settimeout(30)
            self.connections += 1
            self._workers.append(
                threading.Thread(target=_run, args=(self._script, wire), daemon=True)
            )
            self._workers[-1].start()
        self._socket.close()

    def close(self) -> None:
        self._over.set()
        for thread in self._workers:
            thread.join(5)


def _run(script: Callable[[socket.socket], None], wire: socket.socket) -> None:
    with wire, suppress(OSError):
        script(wire)


class Closed:
    """A port that nobody listens on, and that nobody else gets while this lives."""

    def __init__(self) -> None:
        self._socket = socket.socket()
        self._socket.bind((LOOPBACK, 0))
        self.port: int = self._socket.getsockname()[1]

    def close(self) -> None:
        self._socket.close()
