"""Certificates of a throw-away authority, made as names are asked for."""

from __future__ import annotations

import atexit
import ssl
import threading
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import trustme

GOOD = "good"
EXPIRED = "expired"
SELF_SIGNED = "self-signed"
WRONG_HOST = "wrong-host"


class Authority:
    """Who vouches for the hosts of all worlds of this process; `bundle` is the file that
    clients are told to trust.
    """

    def __init__(self) -> None:
        self._folder = TemporaryDirectory(prefix="paper-world-")
        atexit.register(self._folder.cleanup)
        self._ours, self._strangers = trustme.CA(), trustme.CA()
        self._lock = threading.Lock()
        self._contexts: dict[tuple[str, str], ssl.SSLContext] = {}
        self.bundle = Path(self._folder.name) / "authority.pem"
        self._ours.cert_pem.write_to_path(self.bundle)

    def context(self, host: str, kind: str = GOOD) -> ssl.SSLContext:
        """What a server needs to be a host, well or badly."""
        with self._lock:
            if (host, kind) not in self._contexts:
                made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
                self._certificate(host, kind).configure_cert(made)
                self._contexts[host, kind] = made
            return self._contexts[host, kind]

    def _certificate(self, host: str, kind: str) -> trustme.LeafCert:
        if kind == EXPIRED:
            now = datetime.now(UTC)
            return self._ours.issue_cert(
                host,
                not_before=now - timedelta(days=90),
                not_after=now - timedelta(days=1),
            )
        if kind == WRONG_HOST:
            return self._ours.issue_cert("other.example")
        return (self._strangers if kind == SELF_SIGNED else self._ours).issue_cert(host)


@cache
def authority() -> Authority:
    """The one of this process: to make it takes longer than all the rest of a world."""
    return Authority()
