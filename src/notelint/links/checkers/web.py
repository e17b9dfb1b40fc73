"""Any page of the web: whether it is there, and where it is now.

No body is read, for most of them are long PDFs.
"""

from __future__ import annotations

from collections.abc import Generator
from typing import NamedTuple, TypeVar
from urllib.parse import urlsplit

from notelint.links.check_requests import Answer, CheckRequest
from notelint.links.client import LONGEST, Reply, Request
from notelint.links.questions import Question
from notelint.papers.secrets import secret_in
from notelint.rules.context import Verdict

MOST_HOPS = 10
_DOORS = frozenset({"captcha", "challenge", "login", "signin", "sign_in", "sorry"})
_WHY = {
    401: "it wants a password (401)",
    403: "it shuts programs out (403)",
    429: "it wants fewer requests (429)",
}
_NEITHER = frozenset({202})  # publishers send it with a page that is none

_Result = TypeVar("_Result")
CheckStep = Generator[Request | Answer, Reply | None, _Result]
"""A part of a check request that returns a result."""


class Trail(NamedTuple):
    """Where a chain of redirects ended: the last reply, the address that was asked
    first, and whether every hop was for good.
    """

    reply: Reply
    first: str
    hops: int = 0
    is_permanent: bool = True


def check_web(question: Question) -> CheckRequest:
    """Answer a question about a page."""
    yield Answer(
        question.key, "web", (yield from check_page(question.url, question.host))
    )


def send(request: Request) -> CheckStep[Reply]:
    """Ask, and get the reply."""
    reply = yield request
    assert reply is not None
    return reply


def check_page(url: str, host: str) -> CheckStep[Verdict]:
    """The verdict on a page: by HEAD, and where that says no, by a GET of one byte, for
    many servers know no HEAD.
    """
    head = yield from follow_redirects(Request(url))
    if _is_settled(head.reply):
        return verdict_of(head, host)
    part = yield from follow_redirects(Request(url, "GET", part=True))
    if part.reply.status == 404 and head.reply.status != 404:  # which was said once
        part = yield from follow_redirects(Request(url, "GET", part=True))
    if part.reply.status == 416:  # there is no first byte, or no part to be had
        part = yield from follow_redirects(Request(url, "GET"))
    return verdict_of(part, host)


def follow_redirects(request: Request) -> CheckStep[Trail]:
    """Follow redirects, by hand, so that the address of each hop is checked and waits its turn."""
    reply = yield from send(request)
    first, seen, is_permanent, hops = reply.url, {reply.url.partition("#")[0]}, True, 0
    while reply.is_redirect:
        place = reply.location
        if not place or len(place) > LONGEST:
            return Trail(
                Reply(reply.url, fault="lost", reason="it redirects nowhere"), first
            )
        if not place.lower().startswith(("http://", "https://")):
            return Trail(
                Reply(
                    reply.url,
                    fault="refused",
                    reason="it redirects to what is no web page",
                ),
                first,
            )
        hops, is_permanent = hops + 1, is_permanent and reply.is_permanent
        reply = yield from send(request._replace(url=place, token=""))
        name = reply.url.partition("#")[0]
        if name in seen or hops > MOST_HOPS:
            return Trail(
                Reply(reply.url, fault="lost", reason="it redirects in circles"), first
            )
        seen.add(name)
        if reply.fault == "refused":
            return Trail(
                reply._replace(reason=f"it redirects there, but {reply.reason}"), first
            )
    return Trail(reply, first, hops, is_permanent)


def is_there(reply: Reply) -> bool:
    """Whether an answer means that the page is there."""
    return (
        reply.status is not None
        and 200 <= reply.status < 300
        and reply.status not in _NEITHER
        and not reply.is_gate
    )


def is_gone(reply: Reply) -> bool:
    """Whether an answer means that it is not."""
    return reply.status in {404, 410} and not reply.is_gate


def _is_settled(reply: Reply) -> bool:
    return (
        is_there(reply)
        or (reply.status == 410 and not reply.is_gate)
        or reply.fault in {"refused", "closed", "certificate", "lost"}
    )


def verdict_of(trail: Trail, host: str) -> Verdict:
    """The verdict on a page at the end of a trail, of which `host` was asked."""
    reply = trail.reply
    if is_there(reply):
        if trail.hops and _is_door(reply.url):
            return Verdict(
                "unverified",
                reply.status,
                reason="it wants a person to log in",
                host=host,
            )
        is_elsewhere = (
            trail.hops > 0 and trail.is_permanent and _is_better(reply.url, trail.first)
        )
        return Verdict(
            "moved" if is_elsewhere else "ok",
            reply.status,
            target=reply.url if is_elsewhere else "",
            host=host,
        )
    if is_gone(reply):
        return Verdict("dead", reply.status, host=host)
    if reply.fault == "nobody" and not trail.hops:
        return Verdict("dead", reason=reply.reason, host=host)
    if reply.fault == "refused":
        return Verdict("refused", reason=reply.reason, host=host)
    return unverified(reply, host)


def unverified(reply: Reply, host: str) -> Verdict:
    """That it is not known, and why."""
    return Verdict("unverified", reply.status, reason=why(reply), host=host)


def why(reply: Reply) -> str:
    """Why an answer says nothing of a page, in a few words."""
    if reply.status is None:
        return reply.reason
    if reply.headers.get("cf-mitigated"):
        return "it wants to see a person first"
    default = (
        f"it is in disorder ({reply.status})"
        if 500 <= reply.status < 600
        else f"it answers {reply.status}"
    )
    return _WHY.get(reply.status, default)


def _is_door(url: str) -> bool:
    return urlsplit(url).path.rstrip("/").rpartition("/")[2].lower() in _DOORS


def _is_better(url: str, than: str) -> bool:
    """Whether an address is another, to be written down: no step back from https to
    http, and nothing secret in it.
    """
    is_back = url.startswith("http:") and than.startswith("https:")
    return (
        url.partition("#")[0] != than.partition("#")[0]
        and not is_back
        and not secret_in(url)
    )
