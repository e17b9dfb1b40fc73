"""Hosts that misbehave, each by its name: `head-405.example` and so on."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from email.utils import format_datetime
from functools import partial

from tests.paper_world.messages import Answer, Reply, Request, Script, Site, page, to
from tests.paper_world.misbehaviour import (
    drip,
    explode,
    flood,
    pour,
    reset,
    reset_within,
    say,
    silence,
)

DOMAIN = "example"
FINE = f"https://fine.{DOMAIN}/paper"
PDF = 50_000_000  # bytes of the long PDF
STATUSES = (
    *(
        202,
        203,
        204,
        206,
        226,
        300,
        304,
        305,
        400,
        401,
        402,
        403,
        405,
        406,
        407,
        408,
        409,
        411,
        415,
        416,
        417,
        418,
        421,
        423,
        425,
        429,
    ),
    *(431, 451, 500, 501, 502, 503, 504, 507, 511, 520, 522, 525, 530, 599, 600, 999),
)
PLACES = {  # of a redirect that leads where nobody should go
    "metadata": "http://169.254.169.254/latest/meta-data/",
    "azure": "http://168.63.129.16/",
    "decimal": "http://2130706433/",
    "octal": "http://0177.0.0.1/",
    "hex": "http://0x7f000001/",
    "short": "http://127.1/",
    "zero": "http://0.0.0.0/",
    "localhost": "http://localhost/",
    "private": "http://10.0.0.1/",
    "home": "http://192.168.1.1/",
    "shared": "http://100.64.0.1/",
    "six": "http://[::1]/",
    "mapped": "http://[::ffff:127.0.0.1]/",
    "nat64": "http://[64:ff9b::7f00:1]/",
    "6to4": "http://[2002:7f00:1::]/",
    "teredo": "http://[2001:0:4136:e378:8000:63bf:3fff:fdd2]/",
    "local-six": "http://[fd00:ec2::254]/",
    "multicast": "http://224.0.0.1/",
    "file": "file:///etc/passwd",
    "ftp": "ftp://fine.example/",
    "gopher": "gopher://fine.example:70/_x",
    "javascript": "javascript:alert(1)",
    "data": "data:text/plain,hello",
    "userinfo": "https://ada:secret@fine.example/",
    "port": "http://fine.example:22/",
    "private-name": "http://inside.example/",
    "mixed-name": "http://mixed.example/",
}
WAITS = {  # Retry-After in all forms
    "seconds": "2",
    "zero": "0",
    "soon": "soon",
    "go": "1m30s",
    "fraction": "1.5",
    "negative": "-5",
    "empty": "",
    "six-hours": "21600",
    "years": "99999999",
    "digits": "9" * 5000,
    "not-a-number": "nan",
    "infinite": "inf",
    "arabic": "٣",
    "past": "Wed, 21 Oct 2015 07:28:00 GMT",
    "bad-date": "Wed, 99 Foo 20266 77:99:00 GMT",
    "overflow-date": "Fri, 31 Dec 9999 23:59:59 +9999",
}


class Zoo:
    """All of them.

    `poured` counts the bytes of long bodies that left, by name; `visits` the requests.
    """

    def __init__(self, over: threading.Event, now: Callable[[], float]) -> None:
        self._over, self._now, self._lock = over, now, threading.Lock()
        self.poured: Counter[str] = Counter()
        self.visits: Counter[str] = Counter()
        self.animals: Mapping[str, Site] = {
            **(self._heads() | _statuses() | self._gates() | self._waits()),
            **(self._redirects() | self._bodies() | self._answers()),
        }

    def site(self, name: str) -> Site:
        """One of them, with its visits counted."""
        return partial(self._visited, name)

    def _visited(self, name: str, request: Request) -> Answer:
        with self._lock:
            self.visits[name] += 1
        return self.animals[name](request)

    def _count(self, name: str) -> Callable[[int], None]:
        def count(size: int) -> None:
            with self._lock:
                self.poured[name] += size

        return count

    def _at_first(self, answers: Sequence[Answer], after: Answer) -> Site:
        """One answer after the other, then the same for ever."""
        left = [*answers]

        def site(_: Request) -> Answer:
            with self._lock:
                return left.pop(0) if left else after

        return site

    def _heads(self) -> dict[str, Site]:
        """Who does not like HEAD, or a part of a file."""
        refused = {
            f"head-{status}": _unless_get(page("no HEAD", status))
            for status in (400, 403, 404, 405, 418, 429, 500, 501, 503, 999)
        }
        return {
            **refused,
            "head-resets": _unless_get(reset),
            "head-hangs": _unless_get(silence(self._over)),
            "head-empty": _unless_get(say(b"")),
            "head-with-body": _unless_get(
                say(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nsurprise!")
            ),
            "head-200-get-404": lambda request: page(
                "x", 200 if request.method == "HEAD" else 404
            ),
            "part": _unless_get(
                page("no HEAD", 405),
                Reply(206, (("Content-Range", "bytes 0-0/1000"),), b"x"),
            ),
            "part-416": lambda request: page(
                "x",
                416
                if "Range" in request.headers
                else 405
                if request.method == "HEAD"
                else 200,
            ),
            "part-ignored": _unless_get(
                page("no HEAD", 405), self._pdf("part-ignored")
            ),
        }

    def _gates(self) -> dict[str, Site]:
        """Who wants to see a person first."""
        stop = ("cf-mitigated", "challenge")
        return {
            "fine": lambda _: page("A paper"),
            "missing": lambda _: page("Not Found", 404),
            "gone": lambda _: page("Gone", 410),
            "missing-once": self._at_first([page("x", 404)], page("A paper")),
            "cloudflare": lambda _: page("Just a moment...", 403).having(stop),
            "cloudflare-404": lambda _: page("Just a moment...", 404).having(stop),
            "cloudflare-410": lambda _: page("Just a moment...", 410).having(stop),
            "cloudflare-200": lambda _: page("Just a moment...").having(stop),
            "cloudflare-202": lambda _: page("", 202).having(stop),
            "to-challenge": _gate("/challenge", "Verifying your browser"),
            "to-login": _gate("/login", "Log in"),
            "wants-password": lambda _: page("Unauthorized", 401).having(
                ("WWW-Authenticate", 'Basic realm="x"')
            ),
            "cookies": _cookies,
            "wants-cookie": lambda request: (
                page("ok")
                if "Cookie" in request.headers
                else to(request.target, 302).having(("Set-Cookie", "a=b"))
            ),
        }

    def _waits(self) -> dict[str, Site]:
        """Who says later: `later-` once, `never-` always."""
        date = format_datetime(
            datetime.fromtimestamp(self._now() + 2, UTC), usegmt=True
        )
        waits = {**WAITS, "date": date}
        first = {
            f"later-{name}": self._at_first([_wait(value)], page("A paper"))
            for name, value in waits.items()
        }
        always = {
            f"never-{name}": _always(_wait(value)) for name, value in waits.items()
        }
        shut = {
            "shut-a-moment": self._at_first([_wait("2", 503)], page("A paper")),
            "later-silent": self._at_first([page("x", 429)], page("y")),
        }
        return {**first, **always, **shut}

    def _redirects(self) -> dict[str, Site]:
        """Who sends you elsewhere."""
        leads = {
            f"to-{name}": _always(to(place, 302)) for name, place in PLACES.items()
        }
        hops = {
            f"moved-{status}": _always(to(FINE, status))
            for status in (301, 302, 303, 307, 308)
        }
        return {
            **leads, **hops,
            "moved-twice": _always(to(f"https://moved-301.{DOMAIN}/")),
            "moved-mixed": _always(to(f"https://moved-302.{DOMAIN}/")),
            "moved-then-missing": _always(to(f"https://missing.{DOMAIN}/")),
            "moved-then-refused": _always(to(f"https://status-403.{DOMAIN}/")),
            "moved-to-metadata": _always(to(PLACES["metadata"])),
            "loop": lambda request: to("/b" if request.path == "/a" else "/a", 302),
            "itself": lambda request: to(request.target, 301),
            "ten-hops": partial(_chain, 10),
            "eleven-hops": partial(_chain, 11),
            "endless-hops": lambda request: to(f"{request.target}x", 301),
            "to-plain": lambda request: to(f"http://to-plain.{DOMAIN}/") if request.scheme == "https" else page("plain"),
            "nowhere": lambda _: Reply(301),
            "empty-place": lambda _: to(""),
            "relative": lambda request: page("x") if request.path == "/b/c" else to("../b/c"),
            "no-scheme": lambda _: to(f"//fine.{DOMAIN}/paper"),
            "only-query": lambda request: page("x") if request.query.get("new") else to("?new=1"),
            "with-fragment": lambda _: to(f"{FINE}#part"),
            "with-spaces": lambda request: page("x") if request.path == "/a%20b" else to("/a b"),
            "with-utf8": lambda request: page("x") if request.path == "/%E8%AE%BA%E6%96%87" else to("/论文"),
            "with-latin1": lambda _: say(b"HTTP/1.1 301 Moved\r\nLocation: /caf\xe9\r\nContent-Length: 0\r\n\r\n"),
            "with-control": lambda _: say(_hop(b"Content-Length: 0\r\n", "https://fine.example/\x1b[31m\x07::error::")),
            "bad-place": lambda _: to("https://[::1"),
            "bad-port": lambda _: to("https://fine.example:99999/"),
            "long-place": lambda _: to("https://fine.example/" + "a" * 30_000),
            "two-places": lambda _: to(FINE).having(("Location", "http://127.0.0.1/")),
            "hop-with-bomb": lambda _: say(_hop(b"Content-Encoding: gzip\r\n", FINE)),
            "hop-with-flood": _always(flood(self._over, _hop(b"", FINE), b"x" * 16_384, count=self._count("hop-with-flood"))),
        }  # fmt: skip

    def _pdf(self, name: str) -> Script:
        return pour(200, "application/pdf", b"%PDF-1.7\n", PDF, self._count(name))

    def _bodies(self) -> dict[str, Site]:
        """Whose bodies are no good: HEAD is refused, so that a GET comes for certain."""
        over, refused = self._over, page("no HEAD", 405)
        fine = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
        bodies: dict[str, Answer] = {
            "long-pdf": self._pdf("long-pdf"),
            "bomb": explode,
            "drips-body": drip(over, fine + b"Content-Length: 100000\r\n\r\n", b"x"),
            "lies-length": say(fine + b"Content-Length: 1000000000000\r\n\r\nx"),
            "short-length": say(fine + b"Content-Length: 2\r\n\r\n" + b"x" * 1000),
            "negative-length": say(fine + b"Content-Length: -5\r\n\r\nx"),
            "word-length": say(fine + b"Content-Length: many\r\n\r\nx"),
            "two-lengths": say(
                fine + b"Content-Length: 1\r\nContent-Length: 2\r\n\r\nxx"
            ),
            "no-length": say(fine + b"\r\nhello"),
            "endless-body": flood(
                over, fine + b"\r\n", b"x" * 16_384, count=self._count("endless-body")
            ),
            "resets-within": reset_within,
            "bad-chunk": say(fine + b"Transfer-Encoding: chunked\r\n\r\nZZZ\r\nx\r\n"),
            "endless-chunk": flood(
                over,
                fine + b"Transfer-Encoding: chunked\r\n\r\n",
                b"4000\r\n" + b"x" * 16_384 + b"\r\n",
            ),
            "endless-chunk-size": flood(
                over, fine + b"Transfer-Encoding: chunked\r\n\r\n", b"0" * 16_384
            ),
            "bad-gzip": say(
                fine + b"Content-Encoding: gzip\r\nContent-Length: 4\r\n\r\nnope"
            ),
            "bad-charset": say(
                b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=klingon\r\nContent-Length: 2\r\n\r\n\xff\xfe"
            ),
        }
        return {name: _unless_get(refused, body) for name, body in bodies.items()}

    def _answers(self) -> dict[str, Site]:
        """Whose answers are no HTTP, whatever they are asked."""
        over = self._over
        scripts: dict[str, Script] = {
            "resets": reset,
            "hangs": silence(over),
            "closes": say(b""),
            "garbage": say(b"\x00\x01\x02 not HTTP at all\r\n\r\n"),
            "old-http": say(b"just a text"),
            "bad-status": say(b"HTTP/1.1 abc OK\r\n\r\n"),
            "low-status": say(b"HTTP/1.1 099 Low\r\nContent-Length: 0\r\n\r\n"),
            "drips-headers": drip(over, b"HTTP/1.1 200 OK\r\n", b"X-A: b\r\n"),
            "drips-status": drip(over, b"HTTP", b"/"),
            "endless-headers": flood(
                over,
                b"HTTP/1.1 200 OK\r\n",
                b"X-A: b\r\n" * 500,
                count=self._count("endless-headers"),
            ),
            "fat-headers": flood(
                over,
                b"HTTP/1.1 200 OK\r\n",
                b"X-A: " + b"a" * 60_000 + b"\r\n",
                count=self._count("fat-headers"),
            ),
            "endless-line": flood(
                over,
                b"HTTP/1.1 200 OK\r\nX-A: ",
                b"a" * 16_384,
                count=self._count("endless-line"),
            ),
            "endless-continue": drip(over, b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 10),
            "flood-continue": flood(over, b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 500),
            "half-header": say(b"HTTP/1.1 200 OK\r\nContent-Le"),
            "bad-header": say(
                b"HTTP/1.1 200 OK\r\nno colon here\r\nContent-Length: 0\r\n\r\n"
            ),
            "red": say(
                b"HTTP/1.1 404 \x1b[31mred\x07 ::error::x\r\nContent-Length: 0\r\n\r\n"
            ),
            "upgrade": say(
                b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n"
            ),
        }
        return {name: _always(script) for name, script in scripts.items()}


def _always(answer: Answer) -> Site:
    return lambda _: answer


def _unless_get(otherwise: Answer, answer: Answer | None = None) -> Site:
    """Another answer to whatever is no GET."""
    return lambda request: (
        (answer or page("A paper")) if request.method == "GET" else otherwise
    )


def _statuses() -> dict[str, Site]:
    return {f"status-{status}": _always(page("x", status)) for status in STATUSES}


def _wait(value: str, status: int = 429) -> Reply:
    return page("Too many requests", status).having(("Retry-After", value))


def _chain(hops: int, request: Request) -> Reply:
    number = (
        int(request.path.strip("/") or 0) if request.path.strip("/").isdecimal() else 0
    )
    return page("the end") if number >= hops else to(f"/{number + 1}", 302)


def _hop(header: bytes, place: str) -> bytes:
    return b"HTTP/1.1 301 Moved\r\n" + header + f"Location: {place}\r\n\r\n".encode()


def _gate(path: str, words: str) -> Site:
    """Sends everybody to one page, which is fine."""
    return lambda request: (
        page(words) if request.path == path else to(f"{path}?redirect=/", 307)
    )


def _cookies(request: Request) -> Reply:
    """Hands out cookies on the way to itself, and tells by 500 when one comes back."""
    if "Cookie" in request.headers or "Authorization" in request.headers:
        return page("you sent something", 500)
    given = (
        ("Set-Cookie", "session=1; Path=/"),
        ("Set-Cookie", "all=1; Domain=example"),
    )
    return (
        page("A paper") if request.path == "/second" else to("/second", 302)
    ).having(*given)
