"""The world: all hosts behind two ports, a log of what they were asked, and the way in."""

from __future__ import annotations

import ssl
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping
from itertools import pairwise
from pathlib import Path
from types import TracebackType

from tests.paper_world.arxiv import Arxiv
from tests.paper_world.certificates import (
    EXPIRED,
    GOOD,
    SELF_SIGNED,
    WRONG_HOST,
    authority,
)
from tests.paper_world.doi import Doi
from tests.paper_world.github import GitHub
from tests.paper_world.messages import Answer, Request, Script, Site, page
from tests.paper_world.misbehaviour import reset_at_once, say, silence
from tests.paper_world.network import Watch
from tests.paper_world.openreview import OpenReview
from tests.paper_world.proxy import between
from tests.paper_world.server import LOOPBACK, Closed, Front, Listener
from tests.paper_world.zoo import DOMAIN, FINE, Zoo

BAD_CERTIFICATES = (EXPIRED, SELF_SIGNED, WRONG_HOST)


class World:
    """Servers over real TCP and TLS on loopback, reached by their real names with
    `connect_to` and `ca_bundle`.

    Close it, or use it with `with`. `clock` is the world's notion of time, in seconds, by
    which arXiv judges what is too early: hand in a fake one's `monotonic`. `names` are what
    names lead to for the resolver, for what is not in `connect_to`; a name in neither does
    not exist.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.clock = clock
        self.over = threading.Event()
        self._lock = threading.Lock()
        self._log: list[Request] = []
        self._sent: Counter[str] = Counter()
        self._certificates: dict[str, str] = {}
        self._listeners: list[Listener | Closed] = []
        self._ports: dict[str, int] = {}
        self.names: dict[str, list[str]] = {
            f"inside.{DOMAIN}": ["10.1.2.3"],
            f"mixed.{DOMAIN}": ["93.184.215.14", "127.0.0.1"],
            f"unsure.{DOMAIN}": [],
        }
        self.hosts: dict[str, Site] = {}
        self.proxied: list[str] = []
        self.arxiv, self.openreview = Arxiv(self.time), OpenReview(time.time)
        self.doi, self.github = Doi(), GitHub(time.time)
        self.zoo = Zoo(self.over, time.time)
        self.watch = Watch(self.names)
        self._fronts = {scheme: Front(self, scheme) for scheme in ("http", "https")}
        self.watch.allowed |= {
            (LOOPBACK, front.port) for front in self._fronts.values()
        }
        self._settle()

    def _settle(self) -> None:
        """Give everybody a house."""
        self.hosts |= {"export.arxiv.org": self.arxiv.api} | dict.fromkeys(
            ("arxiv.org", "www.arxiv.org"), self.arxiv.site
        )
        self.hosts |= dict.fromkeys(
            ("api.openreview.net", "api2.openreview.net"), self.openreview.api
        )
        self.hosts |= {"openreview.net": self.openreview.site}
        self.hosts |= dict.fromkeys(
            ("doi.org", "dx.doi.org", "www.doi.org"), self.doi.site
        )
        self.hosts |= {"api.github.com": self.github.api} | dict.fromkeys(
            ("github.com", "raw.githubusercontent.com"), self.github.site
        )
        self.hosts |= {
            f"{name}.{DOMAIN}": self.zoo.site(name) for name in self.zoo.animals
        }
        self.hosts |= {
            f"publisher.{DOMAIN}": lambda _: page("Just a moment...", 403).having(
                ("cf-mitigated", "challenge")
            )
        }
        for kind in BAD_CERTIFICATES:
            self.host(f"{kind}.{DOMAIN}", certificate=kind)
        self.listener(f"refused.{DOMAIN}", None)
        self.listener(f"resets-at-once.{DOMAIN}", reset_at_once)
        self.listener(f"silent.{DOMAIN}", silence(self.over))
        self.listener(
            f"no-tls.{DOMAIN}", say(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
        )

    def host(self, name: str, site: Site | None = None, certificate: str = GOOD) -> str:
        """Add a host, which shows a page for everything where no site is given; its address."""
        self.hosts[name] = site or (lambda _: page("A paper"))
        self._certificates[name] = certificate
        return f"https://{name}/"

    def listener(self, name: str, script: Script | None) -> int:
        """Add a host whose connections are all handed to a script, unread, on either port;
        None: nobody listens.

        Its port.
        """
        listener = Closed() if script is None else Listener(script)
        self._listeners.append(listener)
        self._ports[name] = listener.port
        self.watch.allowed.add((LOOPBACK, listener.port))
        return listener.port

    def proxy(self) -> str:
        """Add a proxy, which leads to this world; the value for HTTPS_PROXY.

        `proxied` are the heads that it was sent.
        """
        listener = Listener(
            between({80: self.plain_port, 443: self.port}, self.proxied)
        )
        self._listeners.append(listener)
        self.watch.allowed.add((LOOPBACK, listener.port))
        return f"http://{LOOPBACK}:{listener.port}"

    @property
    def connect_to(self) -> str:
        """The value of NOTELINT_CONNECT_TO that leads every host here, with those that
        were added so far.
        """
        return ",".join(self.connections)

    @property
    def connections(self) -> list[str]:
        """The same, one value of `--connect-to` after the other."""
        ports = {"http": 80, "https": 443}
        shared = [
            f"{host}:{ports[scheme]}:{LOOPBACK}:{front.port}"
            for host in self.hosts
            for scheme, front in self._fronts.items()
        ]
        own = [
            f"{host}:{port}:{LOOPBACK}:{ours}"
            for host, ours in self._ports.items()
            for port in ports.values()
        ]
        return shared + own

    @property
    def ca_bundle(self) -> Path:
        """The file that a client must trust to get in."""
        return authority().bundle

    @property
    def variables(self) -> Mapping[str, str]:
        """The environment in which a program finds this world in the place of the other."""
        return {
            "NOTELINT_CONNECT_TO": self.connect_to,
            "REQUESTS_CA_BUNDLE": str(self.ca_bundle),
        }

    @property
    def port(self) -> int:
        """Where TLS is spoken."""
        return self._fronts["https"].port

    @property
    def plain_port(self) -> int:
        """Where HTTP is spoken without."""
        return self._fronts["http"].port

    @property
    def requests(self) -> list[Request]:
        """What was asked so far, in the order in which it came."""
        with self._lock:
            return [*self._log]

    def asked(self, host: str, path: str | None = None) -> list[Request]:
        """What a host was asked, of one path where it is given."""
        return [
            each
            for each in self.requests
            if each.host == host and path in (None, each.path)
        ]

    def gaps(self, *hosts: str) -> list[float]:
        """The seconds between requests to any of these hosts, one after the other."""
        times = sorted(each.time for each in self.requests if each.host in hosts)
        return [later - sooner for sooner, later in pairwise(times)]

    def bytes_sent(self, host: str) -> int:
        """How much of bodies a host sent; for the long ones of the zoo see `zoo.poured`."""
        with self._lock:
            return self._sent[host]

    def forget(self) -> None:
        """Begin a new log."""
        with self._lock:
            self._log.clear()
            self._sent.clear()

    def answer(self, request: Request) -> Answer:
        """For the servers."""
        request = request._replace(host=request.host.partition(":")[0])
        with self._lock:
            self._log.append(request)
        site = self.hosts.get(request.host)
        return (
            site(request)
            if site
            else page(f"nobody called {request.host} lives here", 421)
        )

    def certificate(self, host: str) -> ssl.SSLContext:
        """For the servers."""
        return authority().context(host, self._certificates.get(host, GOOD))

    def time(self) -> float:
        """By the world's clock."""
        return self.clock()

    def sent(self, request: Request, count: int) -> None:
        """For the servers."""
        with self._lock:
            self._sent[request.host.partition(":")[0]] += count

    def close(self) -> None:
        """End everything; no thread and no port is left."""
        self.over.set()
        for each in (*self._fronts.values(), *self._listeners):
            each.close()

    def __enter__(self) -> World:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


__all__ = ["FINE", "World"]
