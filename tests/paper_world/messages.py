"""What goes over the wire: what was asked, and what is answered."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple
from urllib.parse import parse_qsl, urlsplit

Wire = socket.socket
Script = Callable[[Wire], None]
"""What a server does that does not keep to HTTP: it gets the connection after the request was read, which is closed when it returns."""


class Request(NamedTuple):
    """A request as it came in; `time` is the world's own, in seconds, `scheme` and
    `host` are what the client meant to reach.
    """

    time: float
    scheme: str
    host: str
    method: str
    target: str
    headers: Mapping[str, str]
    body: bytes = b""

    @property
    def path(self) -> str:
        """The target without its query, as it was sent."""
        return urlsplit(f"{self.scheme}://{self.host}{self.target}").path

    @property
    def query(self) -> dict[str, str]:
        """The query's parameters, and those of a form in the body."""
        asked = urlsplit(f"{self.scheme}://{self.host}{self.target}").query
        return dict(
            parse_qsl(asked, keep_blank_values=True)
            + parse_qsl(self.body.decode("utf-8", "replace"), keep_blank_values=True)
        )

    @property
    def url(self) -> str:
        return f"{self.scheme}://{self.host}{self.target}"


class Reply(NamedTuple):
    """An answer that keeps to HTTP, but for what its headers may say; a Content-Length
    is added where they have none.
    """

    status: int
    headers: Sequence[tuple[str, str]] = ()
    body: bytes = b""
    reason: str | None = None

    def having(self, *headers: tuple[str, str]) -> Reply:
        return self._replace(headers=(*self.headers, *headers))


Answer = Reply | Script
Site = Callable[[Request], Answer]
"""What a host does with a request."""


def page(text: str, status: int = 200) -> Reply:
    """A page of HTML with some words in it."""
    body = f"<!doctype html><html><head><title>{text}</title></head><body><p>{text}</p></body></html>".encode()
    return Reply(status, (("Content-Type", "text/html; charset=utf-8"),), body)


def data(value: object, status: int = 200) -> Reply:
    return Reply(
        status, (("Content-Type", "application/json"),), json.dumps(value).encode()
    )


def to(location: str, status: int = 301) -> Reply:
    """A redirect."""
    return Reply(status, (("Location", location),))
