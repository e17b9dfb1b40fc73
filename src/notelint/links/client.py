"""Asking the web one thing: who may be asked, for how long, and what is read of the answer.

Nothing here follows a redirect.
"""

from __future__ import annotations

import os
import ssl
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from http.client import HTTPException
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

import requests
from requests.utils import DEFAULT_CA_BUNDLE_PATH, get_environ_proxies, select_proxy
from urllib3.exceptions import HTTPError
from urllib3.exceptions import SSLError as TlsError
from urllib3.util import Url, parse_url
from urllib3.util.ssl_ import create_urllib3_context

from notelint import REPOSITORY_URL, __version__
from notelint.errors import NotelintError
from notelint.links.addresses import PORTS, BlockedError, Detours, InsideError, vetted
from notelint.links.connections import Adapter, Admit, Call, LaterError
from notelint.links.tokens import takes_token

AGENT = f"notelint/{__version__} (+{REPOSITORY_URL})"
SECONDS = 25.0  # for a request as a whole
_PAUSES = (5.0, 10.0)  # seconds to connect, and between two bytes
LONGEST = 8192  # characters of an address that is asked
_BUNDLES = ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE", "SSL_CERT_DIR")
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PERMANENT = frozenset({301, 308})
_WRONG_HOST = 62  # X509_V_ERR_HOSTNAME_MISMATCH
_NO_WAY = "there is no way through the proxy"


class Request(NamedTuple):
    """What to ask.

    Of the body at most so many bytes are read, none by itself; `part` asks for its first
    byte alone.

    `patience`: how many times as long as usual the answer may take. `after`: seconds to let
    pass before it is asked. `token`: the service whose token goes with it; for addresses
    that a checker makes from an id alone.
    """

    url: str
    method: str = "HEAD"
    part: bool = False
    most: int = 0
    patience: float = 1.0
    after: float = 0.0
    token: str = ""


class Reply(NamedTuple):
    """What came back.

    `url` is the address as it was asked; the headers' names are in lower case.

    `status` is None where there was no answer: `fault` says why, in one of these words, and
    `reason` in a few for readers. refused: the address must not be asked. nobody: no public
    host has this name. slow: its time was over. certificate, connection: what went wrong.
    closed: its host is not asked any more in this run. later: its server is busy with other
    requests of ours, and was not dialled.
    """

    url: str
    status: int | None = None
    headers: Mapping[str, str] = {}
    body: bytes = b""
    fault: str = ""
    reason: str = ""

    @property
    def is_redirect(self) -> bool:
        """Whether the answer is elsewhere."""
        return self.status in _REDIRECTS

    @property
    def is_permanent(self) -> bool:
        """Whether it is elsewhere for good."""
        return self.status in _PERMANENT

    @property
    def location(self) -> str:
        """Where the answer is, as a whole address; empty where that is not known, or
        cannot be read.
        """
        try:
            place = (
                self.headers.get("location", "")
                .encode("latin-1")
                .decode("utf-8")
                .strip()
            )
            return urljoin(self.url, place) if place else ""
        except ValueError:  # bytes that are no text, brackets that are no host
            return ""

    @property
    def is_gate(self) -> bool:
        """Whether the host wants to see a person, or fewer requests: an answer that says
        nothing of the page.
        """
        is_spent = (
            self.status == 403
            and self.headers.get("x-ratelimit-remaining", "").strip() == "0"
        )  # GitHub's API
        return (
            is_spent
            or self.status in {429, 999}
            or self.headers.get("cf-mitigated", "").strip().lower() == "challenge"
        )


class Client:
    """Asks.

    Any number of threads may; each request has a connection of its own, which ends with it,
    and nothing is kept in between.

    Proxies and the bundle of certificates are the environment's (`HTTPS_PROXY`, `NO_PROXY`,
    `REQUESTS_CA_BUNDLE`, `SSL_CERT_FILE` and so on), passwords from netrc are not; `tokens`
    (by service) go with the requests that say so, to the addresses of their service alone.

    Raises NotelintError for a bundle that cannot be used.
    """

    def __init__(
        self,
        detours: Detours,
        environ: Mapping[str, str] = os.environ,
        tokens: Mapping[str, str] | None = None,
        seconds: float | None = None,
    ) -> None:
        self._detours = detours
        self._seconds = SECONDS if seconds is None else seconds
        self._tokens = tokens or {}
        self._context = _context(environ)
        self._lock = threading.Lock()
        self._calls: set[Call] = set()
        self._is_stopped = False

    def stop(self) -> None:
        """End whatever is being asked, and ask nothing more."""
        with self._lock:
            self._is_stopped = True
            for call in self._calls:
                call.stop()

    def limit(self, request: Request) -> float:
        """The seconds after which a request is over, whatever has come."""
        return self._seconds * request.patience

    def ask(self, request: Request, admit: Admit = lambda _: True) -> Reply:
        """Ask, and wait for the reply, which is a reply whatever happens; `later` where
        `admit` does not let us dial now.
        """
        if len(request.url) > LONGEST:
            return Reply(request.url, fault="refused", reason="the address is too long")
        try:
            prepared = requests.Request(
                request.method, request.url, headers=_headers(request)
            ).prepare()
            place = parse_url(prepared.url or "")
            self._judge(place, request.url)
            self._sign(prepared, request)
        except BlockedError as error:
            return Reply(request.url, fault="refused", reason=str(error))
        except (requests.RequestException, HTTPError, ValueError):
            return Reply(
                request.url, fault="refused", reason="no address that could be asked"
            )
        with (
            Call(self._detours, self.limit(request), admit) as call,
            self._counted(call),
        ):
            return self._sent(prepared, place, request, call)

    def _judge(self, place: Url, written: str) -> None:
        """Raise BlockedError for what must not be asked, as far as the address itself tells."""
        if place.scheme not in {"http", "https"} or not place.host:
            raise BlockedError("only http and https are asked")
        if (
            place.auth is not None
            or "@" in written.partition("://")[2].partition("/")[0]
        ):
            raise BlockedError("there is a user's name in it")
        port = place.port or (443 if place.scheme == "https" else 80)
        if port not in PORTS and not self._detours.of(place.host.strip("[]"), port):
            raise BlockedError(f"port {port} is not asked")

    def _sign(self, prepared: requests.PreparedRequest, request: Request) -> None:
        prepared.headers.pop("Authorization", None)
        token = self._tokens.get(request.token)
        if token and takes_token(request.token, prepared.url or ""):
            prepared.headers["Authorization"] = f"Bearer {token}"

    @contextmanager
    def _counted(self, call: Call) -> Iterator[None]:
        with self._lock:
            self._calls.add(call)
            if self._is_stopped:
                call.stop()
        try:
            yield
        finally:
            with self._lock:
                self._calls.discard(call)

    def _sent(
        self,
        prepared: requests.PreparedRequest,
        place: Url,
        request: Request,
        call: Call,
    ) -> Reply:
        url = prepared.url or request.url
        adapter = Adapter(self._context)
        connecting, between = _PAUSES
        timeout = (connecting, between * request.patience)
        try:
            proxies = self._proxies(url, place, call)
            with adapter.send(
                prepared, stream=True, timeout=timeout, verify=True, proxies=proxies
            ) as response:
                # http.client takes the end of the line for the end of the headers
                if call.is_over:
                    raise TimeoutError("the request's time is over")
                headers = _headers_of(response)
                body = b""
                if request.most:
                    body = response.raw.read(request.most, decode_content=False)
            # What was cut off looks like all there is
            if request.most and call.is_over:
                raise TimeoutError
            return Reply(url, response.status_code, headers, body)
        except BlockedError as error:
            return Reply(url, fault="refused", reason=str(error))
        except LaterError:
            return Reply(url, fault="later", reason="its server is busy")
        except InsideError:
            return Reply(url, fault="connection", reason=_NO_WAY)
        except (
            requests.RequestException,
            HTTPError,
            HTTPException,
            OSError,
            ValueError,
        ) as error:
            return self._failed(url, error, call)
        finally:
            adapter.close()

    def _failed(self, url: str, error: Exception, call: Call) -> Reply:
        """Why there is no answer.

        That nobody has a name is believed where another name leads somewhere, else there
        may be no network; where the user has set up where hosts are; and of names that
        nobody can have (RFC 6761).
        """
        if call.is_over or isinstance(error, requests.Timeout | TimeoutError):
            return Reply(url, fault="slow", reason="it takes too long to answer")
        is_nobodys = (urlsplit(url).hostname or "").endswith(".invalid")
        if call.is_lost and (
            is_nobodys or self._detours.places or self._is_known("doi.org")
        ):
            return Reply(url, fault="nobody", reason="no public host has this name")
        if isinstance(error, requests.exceptions.SSLError | TlsError):
            return Reply(url, fault="certificate", reason=_of_certificate(error))
        if isinstance(error, requests.exceptions.ProxyError):
            return Reply(url, fault="connection", reason=_NO_WAY)
        return Reply(
            url, fault="connection", reason="no connection, or no proper answer"
        )

    def _is_known(self, host: str) -> bool:
        """Whether the name of a host leads anywhere."""
        try:
            return bool(self._detours.of(host, 443) or vetted(host, 443))
        except (BlockedError, InsideError, OSError):
            return False

    def _proxies(self, url: str, place: Url, call: Call) -> dict[str, str]:
        """The environment's proxies.

        Through one, addresses are looked at as far as we can tell: it may know names that
        we do not.
        """
        host, port = (
            (place.host or "").strip("[]"),
            place.port or (443 if place.scheme == "https" else 80),
        )
        if self._detours.of(host, port):
            return {}
        proxies = dict(get_environ_proxies(url))
        if select_proxy(url, proxies):
            with suppress(OSError):
                call.admitted(vetted(host, port))
        return proxies


def _headers(request: Request) -> dict[str, str]:
    part = {"Range": "bytes=0-0"} if request.part else {}
    return {
        "User-Agent": AGENT,
        "Accept": "*/*",
        "Accept-Encoding": "identity",
        "Connection": "close",
        **part,
    }


def _context(environ: Mapping[str, str]) -> ssl.SSLContext:
    """Whom to trust: the bundle that the environment names, else that of certifi."""
    name = next((name for name in _BUNDLES if environ.get(name)), "")
    path = environ.get(name) or DEFAULT_CA_BUNDLE_PATH
    context = create_urllib3_context()
    try:
        context.load_verify_locations(
            **{"capath" if os.path.isdir(path) else "cafile": path}
        )
    except OSError as error:  # and what is wrong with certificates, which is one
        raise NotelintError(
            f"{name or 'certificates'}: {path}: {(error.strerror or 'cannot be used').lower()}"
        ) from None
    return context


def _headers_of(response: requests.Response) -> dict[str, str]:
    """The headers of a response; an address to go on to is none where there are two."""
    headers = {name.lower(): value for name, value in response.headers.items()}
    if len(set(response.raw.headers.getlist("location"))) > 1:
        headers["location"] = ""
    return headers


def _of_certificate(error: BaseException | None) -> str:
    """What is wrong with a certificate, in OpenSSL's words."""
    seen: list[BaseException] = []
    while error is not None and error not in seen:
        if isinstance(error, ssl.SSLCertVerificationError):
            words = error.verify_message.rstrip(".").lower()
            return (
                "its certificate is another host's"
                if error.verify_code == _WRONG_HOST
                else f"its certificate: {words}"
            )
        seen.append(error)
        inner = getattr(error, "reason", None) or next(
            (each for each in error.args if isinstance(each, BaseException)), None
        )
        error = (
            inner
            if isinstance(inner, BaseException)
            else error.__cause__ or error.__context__
        )
    return "no secure connection"
