"""OpenReview: two APIs that hold different notes, the gate, and a site that says 200 to
everything (facts/papers.md, §2).
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime
from typing import NamedTuple

from tests.paper_world.messages import Answer, Request, data, page, to
from tests.paper_world.messages import Reply as Said

EPOCH_MS = 1_695_000_000_000


class Note(NamedTuple):
    """A submission; `version` is the API that has it."""

    id: str
    title: str
    authors: tuple[str, ...] = ("Ada Lovelace",)
    version: int = 2
    venue: str = "ICLR 2024 poster"
    venueid: str = "ICLR.cc/2024/Conference"
    public: bool = True
    deleted: bool = False


class OpenReview:
    """api.openreview.net, api2.openreview.net and openreview.net.

    `gated`: guests must show that they are no machine. `limit`: so many requests are
    answered, then none. `tokens`: who has one of these is no guest. `mood`: "well",
    "broken", or "empty" (200 and no note where there is none, in the place of 404).
    """

    def __init__(self, time: Callable[[], float]) -> None:
        self._time, self._lock = time, threading.Lock()
        self._notes: dict[str, Note] = {}
        self.gated = False
        self.limit: int | None = None
        self.tokens: set[str] = set()
        self.mood = "well"
        self.used = 0

    def add(self, *notes: Note) -> None:
        self._notes.update({note.id: note for note in notes})

    def api(self, request: Request) -> Answer:
        """Both APIs: which one is in the host's name."""
        if request.scheme == "http":
            return to(f"https://{request.host}{request.target}")
        if self.mood == "broken":
            return _wrong(500, "Error", "Something went wrong")
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        if token and token not in self.tokens:
            return _wrong(
                401, "TokenExpiredError", "Token has expired, please log in again"
            )
        if request.path != "/notes":
            return _wrong(404, "NotFoundError", "Not found")
        if self.gated and not token:
            return _wrong(
                403,
                "ChallengeRequiredError",
                "Please complete the challenge to continue",
            )
        if (late := self._too_many()) is not None:
            return late
        return self._note(request, 2 if request.host.startswith("api2") else 1)

    def _too_many(self) -> Said | None:
        with self._lock:
            self.used += 1
            if self.limit is None or self.used <= self.limit:
                return None
            when = (
                datetime.fromtimestamp(self._time() + 3613, UTC)
                .isoformat(timespec="milliseconds")
                .replace("+00:00", "Z")
            )
            words = f"Too many requests: You have made {self.used} requests, surpassing the limit of {self.limit} requests."
            details = {
                "limit": self.limit,
                "remaining": 0,
                "resetTime": when,
                "used": self.used,
                "current": self.used,
                "reqId": "x",
            }
            return _wrong(429, "RateLimitError", words, details)

    def _note(self, request: Request, version: int) -> Said:
        wanted = request.query.get("id") or request.query.get("forum") or ""
        note = self._notes.get(wanted)
        if not note or note.version != version:
            if self.mood == "empty":
                return data({"notes": [], "count": 0})
            return _wrong(404, "NotFoundError", f"The Note {wanted} was not found")
        if not note.public:
            return _wrong(
                403,
                "ForbiddenError",
                f"User Guest does not have permission to see Note {wanted}",
            )
        return data({"notes": [_written(note)], "count": 1})

    def site(self, request: Request) -> Answer:
        """openreview.net, where a machine learns nothing."""
        if request.scheme == "http":
            return to(f"https://openreview.net{request.target}")
        if request.path == "/challenge":
            return page("Verifying your browser").having(
                ("X-Robots-Tag", "noindex, nofollow")
            )
        if request.path == "/login":
            return page("Log in")
        if self.gated:
            return to(f"/challenge?redirect={request.target}", 307)
        note = self._notes.get(request.query.get("id", ""))
        if note and not note.public:
            return to(f"/login?redirect={request.target}", 307)
        if request.path == "/pdf":
            body = (("Content-Type", "application/pdf"),)
            return Said(200, body, b"%PDF-1.7\n") if note else page("Not found", 404)
        return page(
            note.title
            if note
            else f"Error: The Note {request.query.get('id', '')} was not found"
        )


def _wrong(status: int, name: str, message: str, details: object = None) -> Said:
    return data(
        {"name": name, "message": message, "status": status, "details": details or {}},
        status,
    )


def _written(note: Note) -> dict[str, object]:
    plain = {
        "title": note.title,
        "authors": list(note.authors),
        "pdf": "/pdf/0123.pdf",
        "venue": note.venue,
        "venueid": note.venueid,
    }
    said: dict[str, object] = {
        "id": note.id, "forum": note.id, "number": 12, "cdate": EPOCH_MS, "tcdate": EPOCH_MS, "mdate": EPOCH_MS,
        "readers": ["everyone"], "signatures": [f"{note.venueid}/Submission12/Authors"],
    }  # fmt: skip
    if note.deleted:
        said["ddate"] = EPOCH_MS
    if note.version == 1:
        return {
            **said,
            "invitation": f"{note.venueid}/-/Blind_Submission",
            "content": plain,
        }
    content = {name: {"value": value} for name, value in plain.items()}
    return {
        **said,
        "invitations": [f"{note.venueid}/-/Submission"],
        "domain": note.venueid,
        "content": content,
    }
