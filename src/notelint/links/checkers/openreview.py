"""OpenReview: its two APIs, of which one has the papers since 2023 and the other those
before.

Its pages tell a program nothing.

Since June 2026 it wants to see a person first, or an account: a guest's first question is
also the last, where it is answered so.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from notelint.links.check_requests import Answer, CheckRequest
from notelint.links.checkers.web import CheckStep, send, unverified
from notelint.links.client import Reply, Request
from notelint.links.clock import Clock
from notelint.links.questions import Question
from notelint.links.scheduler import LONGEST_PAUSE
from notelint.rules.context import Verdict

_APIS = ("https://api2.openreview.net", "https://api.openreview.net")
_HOST = "openreview.net"
_MOST = 1 << 20
_GATE = "openreview.net wants to see a person first (since 2026): set OPENREVIEW_TOKEN"
_LIMIT = "openreview.net answers no more requests for now"
_MUTE = "openreview.net tells programs nothing of this page"


def check_openreview(questions: Sequence[Question], clock: Clock) -> CheckRequest:
    """Answer questions about notes, one by one, until OpenReview answers no more; pages
    that are no notes are not asked at all.
    """
    shut = ""
    for question in questions:
        if not question.paper:
            yield _answer(question, Verdict("unverified", reason=_MUTE, host=_HOST))
        elif shut:
            yield _answer(question, Verdict("unverified", reason=shut, host=_HOST))
        else:
            verdict, shut = yield from _note(question.paper.key, clock)
            yield _answer(question, verdict)


def _answer(question: Question, verdict: Verdict) -> Answer:
    return Answer(question.key, "openreview", verdict)


def _note(name: str, clock: Clock) -> CheckStep[tuple[Verdict, str]]:
    """The verdict on a note, and why nothing more is to be asked, if so.

    It is missing where neither API has it.
    """
    verdict = Verdict("missing", 404, host=_HOST)
    for api in _APIS:
        request = Request(
            f"{api}/notes?id={name}", "GET", most=_MOST, token="openreview"
        )
        reply = yield from send(request)
        if reply.status == 429 and (pause := _pause(reply, clock.now())):
            reply = yield from send(request._replace(after=pause))
        said = _said(reply)
        notes = said.get("notes")
        if (
            reply.status == 200
            and isinstance(notes, list)
            and notes
            and isinstance(notes[0], dict)
        ):
            return _verdict(notes[0]), ""
        if reply.status == 404 or (reply.status == 200 and notes == []):
            continue
        return _unknown(reply, str(said.get("name")))
    return verdict, ""


def _unknown(reply: Reply, name: str) -> tuple[Verdict, str]:
    if reply.status == 403 and name == "ForbiddenError":
        return Verdict(
            "unverified", 403, reason="it is there, but not public", host=_HOST
        ), ""
    shut = (
        _GATE
        if reply.status == 403
        else _LIMIT
        if reply.status == 429 or reply.fault == "closed"
        else ""
    )
    if reply.status == 401:
        shut = "openreview.net does not take OPENREVIEW_TOKEN"
    verdict = unverified(reply, _HOST)
    return verdict._replace(reason=shut or verdict.reason), shut or verdict.reason


def _verdict(note: dict[str, Any]) -> Verdict:
    content = note.get("content") if isinstance(note.get("content"), dict) else {}
    fields = {
        name: _plain(content, name) for name in ("title", "authors", "venue", "venueid")
    }
    authors: tuple[str, ...] = ()
    if isinstance(fields["authors"], list):
        authors = tuple(name for name in fields["authors"] if isinstance(name, str))
    title, place = (_words(fields[name]) for name in ("title", "venueid"))
    if note.get("ddate"):
        return Verdict(
            "missing",
            200,
            title=title,
            authors=authors,
            reason="it was deleted",
            host=_HOST,
        )
    state = "withdrawn" if "withdrawn" in place.lower() else "ok"
    return Verdict(state, 200, title=title, authors=authors, host=_HOST)


def _plain(content: dict[str, Any] | None, name: str) -> object:
    """A field as it is written by either API."""
    value = (content or {}).get(name)
    return value.get("value") if isinstance(value, dict) else value


def _words(value: object) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""


def _said(reply: Reply) -> dict[str, Any]:
    try:
        said = json.loads(reply.body)
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}


def _pause(reply: Reply, now: float) -> float:
    """The seconds until OpenReview answers again, where that is soon; else 0.0."""
    details = _said(reply).get("details")
    try:
        moment = (
            datetime.fromisoformat(str(details["resetTime"])).timestamp()
            if isinstance(details, dict)
            else 0.0
        )
    except (ValueError, KeyError, OverflowError):
        return 0.0
    return max(1.0, moment - now) if 0.0 < moment - now <= LONGEST_PAUSE else 0.0
