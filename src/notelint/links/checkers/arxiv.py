"""arXiv: a hundred papers a request, at arXiv's own pace, and two sources before a paper is
called missing.

What the API does is in arXiv's user manual, and to be seen in its source (arxiv-search):
one id that it cannot read fails the whole request, one that it does not know is left out of
the answer, and ids are looked up letter by letter. So they are put right first.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from urllib.parse import urlencode

from notelint.links.check_requests import Answer, CheckRequest
from notelint.links.checkers.arxiv_feed import Feed, Item, read_feed
from notelint.links.checkers.web import (
    CheckStep,
    follow_redirects,
    is_gone,
    is_there,
    send,
    unverified,
    why,
)
from notelint.links.client import Reply, Request
from notelint.links.questions import Question
from notelint.papers import PaperId
from notelint.papers.hosts.arxiv import versioned
from notelint.rules.context import Verdict

BATCH = 100
_API = "https://export.arxiv.org/api/query"
_HOST = "arxiv.org"
_MOST = 4 << 20  # bytes of a feed: a hundred abstracts take a tenth of it
_TRIES = 2
_NOTHING = Feed((), 0)
_SPLITS = 16  # batches that are asked for in pieces, at most
# Papers are withdrawn from conferences, too
_WITHDRAWN = r"(?i)\bwithdrawn\b(?! from (?!arxiv))"
_IN_SUMMARY = r"(?i)^.{0,40}\b(?:paper|article|submission|manuscript|work|preprint|note|version)\b[^.]{0,60}\b(?:has|is|was|been) withdrawn\b"


def check_arxiv(questions: Sequence[Question]) -> CheckRequest:
    """Answer questions about papers and pages of arXiv."""
    checker = _ArxivRun(questions)
    yield from checker.papers()
    yield from checker.absentees()
    yield from checker.pages()


class _ArxivRun:
    """One run's way through arXiv: what is known of each id, as it is written in an
    address, and why nothing more is asked, if so.

    After the first 403 nothing is: arXiv takes what comes then for an attack.
    """

    def __init__(self, questions: Sequence[Question]) -> None:
        self._ids = {
            versioned(question.paper): question.paper
            for question in questions
            if question.paper
        }
        self._pages = [
            question for question in questions if not question.key.startswith("arxiv:")
        ]
        self._keys = {question.key for question in questions}
        self._verdicts: dict[str, Verdict] = {}
        self._absent: list[str] = []
        self._latest: dict[str, int] = {}
        self._shut = ""
        self._failures = 0
        self._splits = 0

    def papers(self) -> CheckRequest:
        """Ask for all papers, and answer for those that there are."""
        yield from self._feeds(self._ids, self._answered)

    def _answered(self, ids: Iterable[str], feed: Feed, fault: str) -> Iterator[Answer]:
        for name in ids:
            if item := _item_of(self._ids[name], feed.items):
                yield from self._answer(name, _verdict(item))
            elif fault:
                verdict = Verdict("unverified", reason=fault, host=_HOST)
                yield from self._answer(name, verdict)
            else:
                self._absent.append(name)

    def absentees(self) -> CheckRequest:
        """Answer for the papers that the API does not have: the site is asked, too, for
        new ones are in the index a day late.
        """
        papers = [
            self._ids[name].paper for name in self._absent if self._ids[name].version
        ]
        yield from self._feeds(
            [paper.key for paper in papers if paper.key not in self._verdicts],
            self._noted,
        )
        for name in self._absent:
            reply = yield from self._head(f"https://arxiv.org/abs/{name}")
            yield from self._answer(name, self._absentee(self._ids[name], reply))

    def _noted(self, ids: Iterable[str], feed: Feed, _fault: str) -> Iterator[Answer]:
        """Papers of which one version was asked for: the last that there is."""
        for name in ids:
            if item := _item_of(PaperId("arxiv", name), feed.items):
                self._latest[name] = item.version
        return iter(())

    def pages(self) -> CheckRequest:
        """Answer for the pages that need not be there though the paper is: its HTML, and
        arXiv's other pages.
        """
        for question in self._pages:
            known = (
                self._verdicts.get(versioned(question.paper))
                if question.paper
                else None
            )
            if known and known.state != "ok":
                yield Answer(question.key, "arxiv", known)
                continue
            reply = yield from self._head(question.url)
            if is_gone(reply):
                reply = yield from self._head(question.url, again=True)
            yield Answer(
                question.key,
                "arxiv",
                _of_page(reply, known or Verdict("ok", host=_HOST)),
            )

    def _answer(self, name: str, verdict: Verdict) -> Iterator[Answer]:
        self._verdicts[name] = verdict
        if f"arxiv:{name}" in self._keys:
            yield Answer(f"arxiv:{name}", "arxiv", verdict)

    def _feeds(
        self,
        ids: Iterable[str],
        take: Callable[[Iterable[str], Feed, str], Iterator[Answer]],
    ) -> CheckRequest:
        """Ask for ids; `take` gets those of a request, what came, and why nothing is
        known of what is not in it.
        """
        names = [*dict.fromkeys(ids)]
        work = deque(
            tuple(names[start : start + BATCH]) for start in range(0, len(names), BATCH)
        )
        while work:
            asked = work.popleft()
            feed, fault = yield from self._feed(asked)
            if feed.complaint:
                asked, rest = self._apart(asked, feed.complaint)
                work.extendleft(reversed(rest))
                feed, fault = _NOTHING, "arXiv cannot read this id"
            yield from take(asked, feed, fault)

    def _feed(self, ids: tuple[str, ...]) -> CheckStep[tuple[Feed, str]]:
        """One request, and a second where the first came to nothing: the feed, and why
        it is not all of it.
        """
        query = urlencode(
            {"id_list": ",".join(ids), "start": 0, "max_results": len(ids)}, safe=",/"
        )
        feed, fault = _NOTHING, ""
        for _ in range(_TRIES):
            if self._shut:
                return feed, self._shut
            reply = yield from send(
                Request(f"{_API}?{query}", "GET", most=_MOST, patience=3.0)
            )
            self._look(reply)
            if reply.status == 414:
                return Feed((), 0, "too long"), ""
            came = read_feed(reply.body) if reply.status in {200, 400} else None
            feed = came or feed
            if came and (came.complaint or len(came.items) >= came.total):
                self._failures = 0
                return came, ""
            fault = "arXiv's answer is not whole" if reply.status == 200 else why(reply)
        self._failures += 1
        if self._failures >= _TRIES:
            self._shut = self._shut or fault
        return feed, self._shut or fault

    def _apart(
        self, ids: tuple[str, ...], complaint: str
    ) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
        """The ids that a complaint is about, and the batches in which the others are
        asked for again.
        """
        named = complaint.split()
        bad = tuple(name for name in ids if name in named)
        self._splits += 1
        if bad or len(ids) == 1 or self._splits > _SPLITS:
            rest = tuple(name for name in ids if name not in bad) if bad else ()
            return bad or ids, [rest] if rest else []
        middle = len(ids) // 2
        return (), [ids[:middle], ids[middle:]]

    def _head(self, url: str, *, again: bool = False) -> CheckStep[Reply]:
        """Ask for a page of the site; again, by a GET of a byte."""
        if self._shut:
            return Reply(url, fault="closed", reason=self._shut)
        trail = yield from follow_redirects(
            Request(url, "GET", part=True) if again else Request(url)
        )
        self._look(trail.reply)
        return trail.reply

    def _look(self, reply: Reply) -> None:
        """See whether arXiv wants to be left alone."""
        if reply.status == 403 or reply.fault == "closed":
            self._shut = "arXiv answers no more requests for now"

    def _absentee(self, paper: PaperId, reply: Reply) -> Verdict:
        if is_gone(reply):
            last = self._latest.get(paper.key, 0)
            reason = (
                f"its last version is {last}"
                if paper.version and 0 < last < paper.version
                else ""
            )
            return Verdict("missing", reply.status, reason=reason, host=_HOST)
        return (
            Verdict("ok", reply.status, host=_HOST)
            if is_there(reply)
            else unverified(reply, _HOST)
        )


def _item_of(paper: PaperId, items: Iterable[Item]) -> Item | None:
    """The item of a paper, in its version or else in the last."""
    same = [
        item
        for item in items
        if item.id == paper.key and paper.version in {None, item.version}
    ]
    return max(same, key=lambda item: item.version, default=None)


def _verdict(item: Item) -> Verdict:
    is_withdrawn = re.search(_WITHDRAWN, item.comment) or re.search(
        _IN_SUMMARY, item.summary
    )
    venue = item.journal or (f"doi:{item.doi}" if item.doi else "")
    return Verdict(
        "withdrawn" if is_withdrawn else "ok",
        200,
        title=item.title,
        authors=item.authors,
        venue=venue,
        host=_HOST,
    )


def _of_page(reply: Reply, paper: Verdict) -> Verdict:
    if is_there(reply):
        return paper._replace(code=reply.status)
    return (
        paper._replace(state="dead", code=reply.status)
        if is_gone(reply)
        else unverified(reply, _HOST)
    )
