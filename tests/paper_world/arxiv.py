"""arXiv: the API with its limits and moods, and the site (facts/papers.md, §1)."""

from __future__ import annotations

import re
import threading
from collections import deque
from collections.abc import Callable, Iterable
from typing import NamedTuple

from tests.paper_world import atom
from tests.paper_world.messages import Answer, Reply, Request, page, to
from tests.paper_world.misbehaviour import pour, reset

SPACING = 3.0  # seconds between the starts of two requests
LONGEST_URL = 8190  # characters, before 414
MOST_RESULTS = 2000
_FEED = (("Content-Type", "application/atom+xml; charset=utf-8"),)
_LIKE_AN_ID = re.compile(r"\d{4}\.\d{4,5}|[a-z-]+(?:\.[a-zA-Z-]+)?/\d{7}")
_ID = re.compile(r"(?P<id>\d{4}\.\d{4,5}|[a-z-]+/\d{7})(?:v(?P<version>[1-9]\d*))?\Z")
_SPACE = 1e-6  # seconds by which floats may err


class Paper(NamedTuple):
    """A paper, with what can be the matter with it; `id` is canonical and has no version."""

    id: str
    title: str
    authors: tuple[str, ...] = ("Ada Lovelace", "Charles Babbage")
    versions: int = 1
    comment: str = ""
    journal: str = ""
    doi: str = ""
    summary: str = "We do things."
    withdrawn: bool = False  # the latest version has no text
    deleted: bool = False
    html: bool = False
    indexed: bool = True  # the API knows it already
    paged: bool = True  # the site knows it
    published: str = "2017-07-27T08:18:33Z"


class Arxiv:
    """export.arxiv.org and arxiv.org.

    `mood` is how the API answers: "well", "legacy", "throttled", "denied", "truncated",
    "fewer", "error-200", "broken", "reset", "bomb", "outside", "empty", "html", "huge";
    `next_moods` come first, one a request. `site_mood` is "well", "denied", "throttled" or
    "broken". `retry_after` goes with every 429. `early` holds the seconds that were missing
    where a request came too soon, by the world's own clock; `batches` the ids that were
    asked for, request by request; `dislikes` ids that it takes for none, though they are.
    """

    def __init__(self, time: Callable[[], float]) -> None:
        self._time, self._lock = time, threading.Lock()
        self._papers: dict[str, Paper] = {}
        self._last = -1e9
        self._running = 0
        self.spacing = SPACING
        self.mood = "well"
        self.site_mood = "well"
        self.next_moods: deque[str] = deque()
        self.retry_after = ""
        self.dislikes: set[str] = set()
        self.early: list[float] = []
        self.batches: list[list[str]] = []

    def add(self, *papers: Paper) -> None:
        self._papers.update({paper.id: paper for paper in papers})

    def add_all(self, ids: Iterable[str]) -> None:
        """Papers of which only the ids matter."""
        self.add(*(Paper(each, f"On {each}") for each in ids))

    def api(self, request: Request) -> Answer:
        """export.arxiv.org: the API, and the same pages as arxiv.org."""
        if request.path != "/api/query":
            return self.site(request)
        if request.scheme == "http":
            return to(f"https://export.arxiv.org{request.target}")
        with self._lock:
            missing = self._last + self.spacing - request.time
            soon = missing > _SPACE or self._running > 0
            self._last = request.time
            self._running += 1
            if soon:
                self.early.append(max(0.0, missing))
            mood = (
                "throttled"
                if soon
                else self.next_moods.popleft()
                if self.next_moods
                else self.mood
            )
        try:
            return self._answer(request, mood)
        finally:
            with self._lock:
                self._running -= 1

    def _answer(self, request: Request, mood: str) -> Answer:
        if len(request.target) > LONGEST_URL:
            return page("414 Request-URI Too Large", 414)
        match mood:
            case "throttled":
                wait = (("Retry-After", self.retry_after),) if self.retry_after else ()
                return Reply(
                    429, (("Content-Type", "text/plain"), *wait), b"Rate exceeded."
                )
            case "denied":
                words = "Access Denied. Accesses from your site have triggered our automatic robot detection system"
                return page(words, 403)
            case "broken":
                return page("500 Internal Server Error", 500)
            case "reset":
                return reset
            case "bomb":
                return Reply(200, _FEED, atom.bomb().encode())
            case "outside":
                return Reply(200, _FEED, atom.outside("file:///etc/passwd").encode())
            case "empty":
                return Reply(200, _FEED)
            case "html":
                return page("Down for maintenance")
            case "huge":
                return pour(
                    200,
                    "application/atom+xml",
                    b"<feed xmlns='http://www.w3.org/2005/PageToken'>",
                    60_000_000,
                )
        return self._found(request, mood)

    def _found(self, request: Request, mood: str) -> Reply:
        asked = [
            each.strip()
            for each in request.query.get("id_list", "").split(",")
            if each.strip()
        ]
        with self._lock:
            self.batches.append(asked)
        most = request.query.get("max_results", "10")
        if not most.isdecimal() or int(most) > MOST_RESULTS:
            return Reply(400, _FEED, atom.mistake("max_results").encode())
        if int(most) == 0:
            return page("500 Internal Server Error", 500)
        if bad := [
            each
            for each in asked
            if not _LIKE_AN_ID.search(each) or each in self.dislikes
        ]:
            return Reply(
                200 if mood == "error-200" else 400,
                _FEED,
                atom.mistake(bad[0]).encode(),
            )
        items = [item for item in map(self._item, dict.fromkeys(asked)) if item]
        items = list({item.address: item for item in items}.values())
        items.sort(key=lambda item: (item.published, item.address[::-1]), reverse=True)
        total = len(items)
        items = items[: int(most)]
        if mood == "fewer":
            items = items[: len(items) // 2]
        write = atom.legacy if mood == "legacy" else atom.today
        body = write(
            f"search_query=&id_list={','.join(asked)}&start=0&max_results={most}",
            items,
            total,
            int(most),
        ).encode()
        return Reply(
            200, _FEED, body[: len(body) * 2 // 3] if mood == "truncated" else body
        )

    def _item(self, asked: str) -> atom.Item | None:
        """As the API looks it up: the very spelling, or nothing."""
        found = _ID.fullmatch(asked)
        paper = self._papers.get(found["id"]) if found else None
        if (
            not found
            or not paper
            or not paper.indexed
            or paper.deleted
            or int(found["version"] or 1) > paper.versions
        ):
            return None
        version = int(found["version"] or paper.versions)
        is_gone = paper.withdrawn and version == paper.versions and not paper.comment
        comment = (
            "This paper has been withdrawn by the authors" if is_gone else paper.comment
        )
        address = f"{paper.id}v{version}"
        return atom.Item(
            address,
            paper.title,
            paper.authors,
            paper.published,
            paper.summary,
            comment,
            paper.journal,
            paper.doi,
        )

    def site(self, request: Request) -> Answer:
        """arxiv.org, www.arxiv.org."""
        if request.scheme == "http":
            return to(f"https://{request.host}{request.target}")
        if self.site_mood != "well":
            status = {"denied": 403, "throttled": 429, "broken": 500}[self.site_mood]
            return page("Access Denied" if status == 403 else "Rate exceeded.", status)
        kind, _, rest = request.path.removeprefix("/").partition("/")
        if kind not in ("abs", "pdf", "html", "format") or not rest:
            return page(
                "arXiv.org e-Print archive", 200 if request.path == "/" else 404
            )
        if kind == "pdf" and (rest.endswith(".pdf") or "?" in request.target):
            return to(f"https://arxiv.org/pdf/{rest.removesuffix('.pdf')}")
        return self._page(kind, rest)

    def _page(self, kind: str, rest: str) -> Answer:
        canonical = spelt_right(rest)
        found = _ID.fullmatch(canonical)
        if not found:
            return page("Not a paper", 400 if kind == "format" else 404)
        if canonical != rest and kind in ("abs", "format"):
            return to(f"https://arxiv.org/{kind}/{canonical}")
        paper = self._papers.get(found["id"])
        version = int(found["version"] or (paper.versions if paper else 1))
        if not paper or not paper.paged or version > paper.versions:
            return page(f"No such paper: {rest}", 404)
        if paper.deleted:
            return page("deleted", 410 if kind == "abs" else 404)
        return self._text(kind, paper, version)

    def _text(self, kind: str, paper: Paper, version: int) -> Answer:
        gone = paper.withdrawn and version == paper.versions
        if kind == "html":
            return (
                page(paper.title) if paper.html and not gone else page("no_html", 404)
            )
        if kind == "pdf":
            if gone:
                return page("withdrawn", 404)
            return Reply(
                200,
                (("Content-Type", "application/pdf"), ("Accept-Ranges", "bytes")),
                b"%PDF-1.7\n" + b"%" * 100_000,
            )
        return page(f"[{paper.id}] {paper.title}" + (" (withdrawn)" if gone else ""))


def spelt_right(given: str) -> str:
    """An id as arXiv spells it: without `arXiv:` and subject class, the number filled up
    with zeros.
    """
    text = re.sub(r"\A/*(arxiv:)?", "", given, flags=re.IGNORECASE)
    text = re.sub(r"\A([a-z-]+)\.[A-Za-z-]+/", r"\1/", text)
    if not (number := re.fullmatch(r"(\d{4})\.(\d{1,6})(v\d+)?", text)):
        return text
    width = 5 if number[1] >= "1501" else 4
    return f"{number[1]}.{int(number[2]):0{width}}{number[3] or ''}"
