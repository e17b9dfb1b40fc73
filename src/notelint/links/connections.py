"""Connections that lead where they may, and end when their time is over: what stands
between `requests` and the sockets.

The addresses are looked at in the connection itself, after the name was resolved: what is
not dialled cannot be reached, by no redirect and by no name that leads elsewhere a moment
later. And time is kept for the request as a whole: the timeouts of `requests` begin again
with each byte that drips in.
"""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import (
    ConnectTimeoutError,
    NameResolutionError,
    NewConnectionError,
)
from urllib3.util.connection import create_connection

from notelint.links.addresses import Detours, InsideError, vetted

if TYPE_CHECKING:
    from requests import PreparedRequest

_NOBODY = {
    getattr(socket, name)
    for name in ("EAI_NONAME", "EAI_NODATA", "EAI_ADDRFAMILY")
    if hasattr(socket, name)
}


Admit = Callable[[Sequence[str]], bool]
"""Whether a request may go to any of these IP addresses now."""


class LaterError(Exception):
    """The servers that a name leads to are busy with other requests of ours.

    Nothing was dialled.
    """


class Call:
    """One request under way: the socket that it holds, and whether its time is over.

    `is_lost` tells that nobody has the host's name.
    """

    def __init__(
        self, detours: Detours, seconds: float, admit: Admit = lambda _: True
    ) -> None:
        self.detours = detours
        self._admit = admit
        self.is_over = False
        self.is_lost = False
        self._lock = threading.Lock()
        self._line: socket.socket | None = None
        self._timer = threading.Timer(seconds, self.stop)
        self._timer.daemon = True

    def __enter__(self) -> Call:
        self._token = _CALL.set(self)
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()
        _CALL.reset(self._token)
        with self._lock:
            if self._line:
                self._line.close()
            self._line = None

    def admitted(self, addresses: list[str]) -> list[str]:
        """IP addresses that may be dialled now. Raises LaterError where they may not."""
        if not self._admit(addresses):
            raise LaterError
        return addresses

    def hold(self, wire: socket.socket) -> None:
        """Remember the socket, by a second handle: TLS takes the first for itself,
        before anyone could get at it again.
        """
        with self._lock:
            if self.is_over:
                raise TimeoutError("the request's time is over")
            if self._line:
                self._line.close()
            self._line = wire.dup()

    def stop(self) -> None:
        """The time is over: whoever waits for the socket is told that nothing comes any
        more.
        """
        with self._lock:
            self.is_over = True
            if self._line:
                with suppress(OSError):
                    self._line.shutdown(socket.SHUT_RDWR)


_CALL: ContextVar[Call] = ContextVar("_CALL")


def _dialled(connection: HTTPConnection) -> socket.socket:
    """A socket that is connected to where the connection may go.

    Raises BlockedError, or what urllib3 raises in this place.
    """
    call = _CALL.get()
    host, port = (
        connection._dns_host.strip("[]"),
        connection.port or connection.default_port,
    )
    try:
        wire = _first(connection, call, _places(connection, call, host, port))
    except socket.gaierror as error:
        call.is_lost = error.errno in _NOBODY and not connection.proxy
        raise NameResolutionError(connection.host, connection, error) from error
    except (
        InsideError
    ):  # as of a name that is nobody's: who reads this may be a stranger
        call.is_lost = True
        raise NameResolutionError(
            connection.host, connection, socket.gaierror(socket.EAI_NONAME, "")
        ) from None
    except TimeoutError as error:
        raise ConnectTimeoutError(connection, "no connection in time") from error
    except OSError as error:
        raise NewConnectionError(
            connection, f"no connection: {error.strerror or error}"
        ) from error
    try:
        call.hold(wire)
    except TimeoutError as error:
        wire.close()
        raise ConnectTimeoutError(connection, "no connection in time") from error
    return wire


def _places(
    connection: HTTPConnection, call: Call, host: str, port: int
) -> list[tuple[str, int]]:
    """Where to connect, one place after the other: to the proxy that the user has, to
    where the user leads the host, or to the host.
    """
    if connection.proxy:
        return [(host, port)]
    if detour := call.detours.of(host, port):
        return [detour]
    return [(address, port) for address in call.admitted(vetted(host, port))]


def _first(
    connection: HTTPConnection, call: Call, places: list[tuple[str, int]]
) -> socket.socket:
    failed = OSError("no address")
    for place in places:
        if call.is_over:
            raise TimeoutError("the request's time is over")
        try:
            return create_connection(
                place, connection.timeout, socket_options=connection.socket_options
            )
        except OSError as error:
            failed = error
    raise failed


class _Plain(HTTPConnection):
    def _new_conn(self) -> socket.socket:
        return _dialled(self)


class _Tls(HTTPSConnection):
    def _new_conn(self) -> socket.socket:
        return _dialled(self)


class _PlainPool(HTTPConnectionPool):
    ConnectionCls = _Plain


class _TlsPool(HTTPSConnectionPool):
    ConnectionCls = _Tls


_POOLS = {"http": _PlainPool, "https": _TlsPool}


class Adapter(HTTPAdapter):
    """What `requests` sends with: our connections, one try each, certificates checked by
    one context that is made once.
    """

    def __init__(self, context: ssl.SSLContext) -> None:
        self._context = context
        super().__init__(pool_connections=2, pool_maxsize=1, max_retries=0)

    def init_poolmanager(self, *arguments: Any, **more: Any) -> None:
        """As its own, with our connections."""
        super().init_poolmanager(*arguments, **{**more, "ssl_context": self._context})
        self.poolmanager.pool_classes_by_scheme = _POOLS

    def proxy_manager_for(self, *arguments: Any, **more: Any) -> Any:
        """The same, where a proxy stands between."""
        manager = super().proxy_manager_for(
            *arguments, **{**more, "ssl_context": self._context}
        )
        manager.pool_classes_by_scheme = _POOLS
        return manager

    def cert_verify(self, conn: Any, url: str, verify: Any, cert: Any) -> None:
        """Nothing: the context knows whom to trust, and who is to be verified is said below."""

    def build_connection_pool_key_attributes(
        self,
        request: PreparedRequest,
        verify: Any,  # noqa: ARG002
        cert: Any = None,  # noqa: ARG002
    ) -> Any:
        """As its own, and always verified."""
        return super().build_connection_pool_key_attributes(
            request, verify=True, cert=None
        )
