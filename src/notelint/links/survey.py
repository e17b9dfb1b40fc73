"""All links of a run: each thing is asked once, whatever leads to it, and every answer
is kept as it comes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from notelint.links.cache import VerdictCache
from notelint.links.cache_lifetimes import seconds_for
from notelint.links.check_requests import Answer, CheckRequest
from notelint.links.checkers.arxiv import check_arxiv
from notelint.links.checkers.doi import check_doi
from notelint.links.checkers.github import check_github
from notelint.links.checkers.openreview import check_openreview
from notelint.links.checkers.web import check_web
from notelint.links.client import Client
from notelint.links.clock import Clock
from notelint.links.questions import Question, question_of
from notelint.links.scheduler import Scheduler, SchedulerState
from notelint.links.spacing import Spacing
from notelint.rules.context import Verdict

MOST = 20_000  # questions of one run
OUT_OF_TIME = "there was no time left"
TOO_MANY = f"there are more than {MOST} links"


class Progress(NamedTuple):
    """How a survey goes: how many things there are to ask, how many are answered, and by
    whom (`stored`: from earlier runs).

    `pause`: the seconds for which nothing happens now.
    """

    total: int
    answered: int
    sent: int
    stored: int
    pause: float


class Survey:
    """The links of a run and the verdicts on them, as far as they are known at any moment."""

    def __init__(self, urls: Iterable[str], *, asks_github: bool = False) -> None:
        self._questions = {
            url: question
            for url in dict.fromkeys(urls)
            if (question := question_of(url, asks_github=asks_github))
        }
        self.by_key: dict[str, Question] = {}
        for question in self._questions.values():
            self.by_key.setdefault(question.key, question)
        self.known: dict[str, Verdict] = {}
        self.stored = self.sent = 0

    @property
    def total(self) -> int:
        """How many different things there are to ask."""
        return len(self.by_key)

    def verdicts(self) -> dict[str, Verdict]:
        """What is known of each link, by its address as it was given."""
        return {
            url: self.known[question.key]
            for url, question in self._questions.items()
            if question.key in self.known
        }

    def recall(self, store: VerdictCache, *, stale: bool = False) -> None:
        """Take what earlier runs were told; with `stale`, however long ago."""
        for key in self.by_key:
            if verdict := store.get(key, stale=stale):
                self.known[key] = verdict
                self.stored += 1

    def ask(
        self,
        client: Client,
        store: VerdictCache,
        spacing: Spacing,
        clock: Clock,
        seconds: float,
        watch: Callable[[Progress], None] | None = None,
    ) -> None:
        """Ask what is not known, for so many seconds; what is then left could not be verified.

        May be interrupted at any moment: what was answered by then is known, and stored.
        """

        def take(answer: Answer) -> None:
            verdict = answer.verdict._replace(asked=clock.now())
            self.known[answer.key] = verdict
            store.put(
                answer.key, verdict, seconds_for(answer.checker, verdict, answer.key)
            )

        def tell(state: SchedulerState) -> None:
            self.sent = state.sent
            if watch:
                watch(
                    Progress(
                        self.total,
                        len(self.known),
                        state.sent,
                        self.stored,
                        state.pause,
                    )
                )

        left = [
            question for key, question in self.by_key.items() if key not in self.known
        ]
        scheduler = Scheduler(client, clock, spacing, take, tell)
        until = clock.monotonic() + seconds
        for check_request in _check_requests(left[:MOST], clock):
            scheduler.add(check_request)
        try:
            scheduler.run(until)
        finally:
            self.sent = scheduler.sent
        self._leave(left[:MOST], OUT_OF_TIME)
        self._leave(left[MOST:], TOO_MANY)

    def _leave(self, questions: Iterable[Question], reason: str) -> None:
        for question in questions:
            self.known.setdefault(
                question.key, Verdict("unverified", reason=reason, host=question.host)
            )

    def by_host(self) -> Mapping[str, Counter[str]]:
        """How often there is each verdict, by who was asked; `unasked` where none is known."""
        counts: dict[str, Counter[str]] = {}
        for key, question in self.by_key.items():
            verdict = self.known.get(key)
            host = (verdict.host if verdict else "") or question.host
            counts.setdefault(host, Counter())[
                verdict.state if verdict else "unasked"
            ] += 1
        return counts


def _check_requests(
    questions: Sequence[Question], clock: Clock
) -> Iterator[CheckRequest]:
    """One check request for all papers at arXiv and at OpenReview, which are asked in
    order; one for each question elsewhere.
    """
    by_checker: dict[str, list[Question]] = {}
    for question in questions:
        by_checker.setdefault(question.checker, []).append(question)
    if papers := by_checker.get("arxiv"):
        yield check_arxiv(papers)
    if notes := by_checker.get("openreview"):
        yield check_openreview(notes, clock)
    one_by_one: tuple[tuple[str, Callable[[Question], CheckRequest]], ...] = (
        ("doi", check_doi),
        ("github", check_github),
        ("web", check_web),
    )
    for checker, check in one_by_one:
        for question in by_checker.get(checker, ()):
            yield check(question)
