"""A thousand papers in ten requests, and none of them called dead that is alive,
whatever mood arXiv is in.
"""

from __future__ import annotations

import gc
import os
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from notelint.links.addresses import detours
from notelint.links.cache import VerdictCache
from notelint.links.client import Client, Reply, Request
from notelint.links.spacing import Spacing
from notelint.links.survey import Survey
from notelint.rules.context import Verdict
from tests.paper_world import DOMAIN, FakeClock, Paper, World

IDS = [
    f"{year:02}{month:02}.{number:05}"
    for year in (19, 20, 21, 22)
    for month in range(1, 6)
    for number in range(1, 51)
]
FORMS = ("abs/{}", "pdf/{}", "pdf/{}.pdf", "abs/{}v1", "pdf/{}v1.pdf", "pdf/{}?ref=x")
STATM = Path("/proc/self/statm")
ARXIV = ("export.arxiv.org", "arxiv.org", "www.arxiv.org")
MOODS = "legacy throttled denied truncated fewer error-200 broken reset bomb outside empty html huge".split()


class Run:
    """A world in which a thousand papers are, and a clock that both sides go by."""

    def __init__(self) -> None:
        self.clock = FakeClock()
        self.world = World(self.clock.monotonic)
        self.world.arxiv.add_all(IDS)

    def ask(
        self, urls: list[str], store: VerdictCache | None = None
    ) -> dict[str, Verdict]:
        client = Client(
            detours(self.world.connections),
            {"REQUESTS_CA_BUNDLE": str(self.world.ca_bundle)},
            seconds=5.0,
        )
        survey = Survey(urls)
        store = store or VerdictCache(None, self.clock.now)
        survey.recall(store)
        survey.ask(client, store, Spacing(None, self.clock), self.clock, 100_000.0)
        return survey.verdicts()

    def states(self, urls: list[str]) -> Counter[str]:
        return Counter(verdict.state for verdict in self.ask(urls).values())

    @property
    def is_polite(self) -> bool:
        """Whether all of arXiv was left three seconds each time, the site with the API."""
        return not self.world.arxiv.early and all(
            gap >= 3.0 for gap in self.world.gaps(*ARXIV)
        )


@pytest.fixture
def run() -> Iterator[Run]:
    made = Run()
    with made.world, made.world.watch():
        yield made
    assert not made.world.watch.wrong


def test_a_thousand_links_are_ten_requests(run: Run) -> None:
    urls = [
        f"https://arxiv.org/{FORMS[number % len(FORMS)].format(each)}"
        for number, each in enumerate(IDS)
    ]
    begun = time.monotonic()
    assert run.states(urls) == {"ok": 1000}
    assert [len(batch) for batch in run.world.arxiv.batches] == [100] * 10
    assert [(each.host, each.path) for each in run.world.requests] == [
        ("export.arxiv.org", "/api/query")
    ] * 10
    assert run.is_polite
    assert sum(run.clock.slept) < 31
    assert time.monotonic() - begun < 5


def test_ids_are_asked_for_as_arxiv_spells_them(run: Run) -> None:
    run.world.arxiv.add(
        Paper("math/0309136", "Old"),
        Paper("0808.5394", "Four digits"),
        Paper("1501.01234", "Five"),
    )
    urls = [
        "https://arxiv.org/abs/math.GT/0309136",
        "https://arxiv.org/abs/0808.05394",
        "https://arxiv.org/abs/1501.1234",
    ]
    urls += [
        "https://arxiv.org/abs/arXiv:2001.00001",
        "https://doi.org/10.48550/arXiv.2001.00001",
        "http://www.arxiv.org/pdf/2001.00001.pdf#page=3",
    ]
    assert run.states(urls) == {"ok": 6}
    assert [sorted(batch) for batch in run.world.arxiv.batches] == [
        ["0808.5394", "1501.01234", "2001.00001", "math/0309136"]
    ]


def test_the_missing_are_asked_for_twice(run: Run) -> None:
    run.world.arxiv.add(
        Paper("2001.09001", "New today", indexed=False),
        Paper("2001.09002", "Deleted", deleted=True),
    )
    urls = [
        f"https://arxiv.org/abs/{each}"
        for each in (*IDS[:5], "2001.09001", "2001.09002", "2001.09003", "2001.00001v7")
    ]
    verdicts = run.ask(urls)
    assert {
        url[22:]: (verdict.state, verdict.code)
        for url, verdict in verdicts.items()
        if verdict.state != "ok"
    } == {
        "2001.09002": ("missing", 410),
        "2001.09003": ("missing", 404),
        "2001.00001v7": ("missing", 404),
    }
    assert (
        verdicts["https://arxiv.org/abs/2001.00001v7"].reason == "its last version is 1"
    )
    assert Counter(each.path for each in run.world.asked("arxiv.org")) == {
        f"/abs/{each}": 1
        for each in ("2001.09001", "2001.09002", "2001.09003", "2001.00001v7")
    }
    assert {each.method for each in run.world.asked("arxiv.org")} == {"HEAD"}
    assert run.is_polite


def test_html_pages_have_their_own_request(run: Run) -> None:
    run.world.arxiv.add(
        Paper("2001.09001", "With", html=True), Paper("2001.09002", "Without")
    )
    urls = [
        f"https://arxiv.org/html/{each}"
        for each in ("2001.09001", "2001.09002", "2001.09003")
    ] + ["https://arxiv.org/abs/2001.09002"]
    states = {url[18:]: verdict.state for url, verdict in run.ask(urls).items()}
    assert states == {
        "html/2001.09001": "ok",
        "html/2001.09002": "dead",
        "html/2001.09003": "missing",
        "abs/2001.09002": "ok",
    }
    assert run.is_polite


def test_what_is_told_of_papers(run: Run) -> None:
    run.world.arxiv.add(
        Paper(
            "2001.09001",
            "Attention & <All>",
            ("Ada Lovelace", "张三"),
            journal="Nature 1 (2020)",
            doi="10.1/x",
        ),
        Paper("2001.09002", "Error", withdrawn=True, versions=2),
        Paper("2001.09003", "0", summary="Troops were withdrawn from the area."),
    )
    for mood in ("well", "legacy"):
        run.world.arxiv.mood = mood
        verdicts = [
            *run.ask(
                [f"https://arxiv.org/abs/2001.0900{number}" for number in (1, 2, 3)]
            ).values()
        ]
        assert [verdict.state for verdict in verdicts] == ["ok", "withdrawn", "ok"]
        assert [verdict.title for verdict in verdicts] == [
            "Attention & <All>",
            "Error",
            "0",
        ]
        assert (verdicts[0].authors, verdicts[0].venue) == (
            ("Ada Lovelace", "张三"),
            "Nature 1 (2020)",
        )
    assert [
        verdict.state
        for verdict in run.ask(["https://arxiv.org/pdf/2001.09002v1"]).values()
    ] == ["ok"], "the version that has its text"


@pytest.mark.parametrize("mood", MOODS)
def test_a_bad_moment_is_outlived(run: Run, mood: str) -> None:
    """Whatever happens once: nothing is wrong; where arXiv does not shut us out, nothing
    is lost.
    """
    run.world.arxiv.next_moods.append(mood)
    urls = [f"https://arxiv.org/abs/{each}" for each in IDS[:300]]
    states = run.states(urls)
    assert states == ({"unverified": 300} if mood == "denied" else {"ok": 300})
    assert len(run.world.requests) == (
        1 if mood == "denied" else 3 if mood in ("legacy", "error-200") else 4
    )
    assert run.is_polite


@pytest.mark.parametrize("mood", MOODS)
def test_bad_days_are_nobodys_death(run: Run, mood: str) -> None:
    run.world.arxiv.mood = mood
    states = run.states([f"https://arxiv.org/abs/{each}" for each in IDS])
    assert not set(states) - {"ok", "unverified"}
    assert sum(states.values()) == 1000
    assert (
        len(run.world.requests) <= 20
        if mood in ("legacy", "error-200", "fewer")
        else len(run.world.requests) <= 4
    )
    assert run.is_polite


def test_after_a_403_nothing_more_is_asked(run: Run) -> None:
    """arXiv takes it for an attack."""
    run.world.arxiv.mood = "denied"
    urls = [f"https://arxiv.org/abs/{each}" for each in IDS] + [
        "https://arxiv.org/html/2001.00001",
        "https://arxiv.org/list/cs.CV/new",
    ]
    verdicts = run.ask(urls)
    assert {verdict.state for verdict in verdicts.values()} == {"unverified"}
    assert len(run.world.requests) == 1


def test_the_site_shuts_us_out_as_well(run: Run) -> None:
    run.world.arxiv.site_mood = "denied"
    verdicts = run.ask(
        [f"https://arxiv.org/abs/2001.0900{number}" for number in range(5)]
    )
    assert {verdict.state for verdict in verdicts.values()} == {"unverified"}
    assert [each.host for each in run.world.requests] == [
        "export.arxiv.org",
        "arxiv.org",
    ]


@pytest.mark.parametrize("wait", ["", "60", "7", "soon", "99999999"])
def test_a_429_is_waited_out_once(run: Run, wait: str) -> None:
    run.world.arxiv.retry_after = wait
    run.world.arxiv.next_moods.append("throttled")
    states = run.states([f"https://arxiv.org/abs/{each}" for each in IDS[:200]])
    assert states == ({"unverified": 200} if wait == "99999999" else {"ok": 200})
    assert run.is_polite
    if wait != "99999999":
        assert run.world.gaps("export.arxiv.org")[0] >= {"60": 60, "7": 7}.get(wait, 30)


def test_one_disliked_id_costs_one_request(run: Run) -> None:
    run.world.arxiv.dislikes = {IDS[7]}
    verdicts = run.ask([f"https://arxiv.org/abs/{each}" for each in IDS[:100]])
    assert {url[22:] for url, verdict in verdicts.items() if verdict.state != "ok"} == {
        IDS[7]
    }
    assert verdicts[f"https://arxiv.org/abs/{IDS[7]}"].state == "unverified"
    assert [len(batch) for batch in run.world.arxiv.batches] == [100, 99]


def test_the_second_run_asks_nothing(run: Run) -> None:
    urls = [f"https://arxiv.org/abs/{each}" for each in IDS]
    with VerdictCache(None, run.clock.now) as store:
        run.ask(urls, store)
        run.clock.advance(23 * 86_400)
        run.world.forget()
        assert {verdict.stored for verdict in run.ask(urls, store).values()} == {True}
        assert not run.world.requests
        run.clock.advance(40 * 86_400)
        run.ask(urls, store)
        assert len(run.world.requests) == 10


def test_time_is_up(run: Run) -> None:
    """After ten seconds of the clock: what was asked by then is known, the rest is not."""
    client = Client(
        detours(run.world.connections), {"REQUESTS_CA_BUNDLE": str(run.world.ca_bundle)}
    )
    survey = Survey([f"https://arxiv.org/abs/{each}" for each in IDS])
    survey.ask(
        client,
        VerdictCache(None, run.clock.now),
        Spacing(None, run.clock),
        run.clock,
        10.0,
    )
    assert Counter(verdict.state for verdict in survey.verdicts().values()) == {
        "ok": 400,
        "unverified": 600,
    }


@pytest.mark.skipif(
    not STATM.exists(), reason="the size of a process is looked up in /proc"
)
def test_memory_is_flat_over_ten_thousand_links(run: Run) -> None:
    """Less than 4 KiB a link, what the world itself writes down included: verdicts, and
    no feeds.
    """
    ids = [
        f"23{number // 9000 + 1:02}.{number % 9000 + 1:05}" for number in range(10_000)
    ]
    run.world.arxiv.add_all(ids)
    urls = [f"https://arxiv.org/abs/{each}" for each in ids]
    run.states(urls[:100])
    before = resident()
    assert run.states(urls) == {"ok": 10_000}
    assert resident() - before < 40 << 20


def resident() -> int:
    """The bytes of memory that this process has now."""
    gc.collect()
    return int(STATM.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


class Instant(Client):
    """Asks nobody: every page is there at once."""

    def ask(self, request: Request, admit: object = None) -> Reply:  # noqa: ARG002
        return Reply(request.url, 200)


def test_many_hosts_take_no_longer_each() -> None:
    """The queue does not look at all of them for each reply."""
    seconds = []
    for count in (400, 2400):
        clock, survey = (
            FakeClock(),
            Survey(f"http://h{number}.{DOMAIN}/" for number in range(count)),
        )
        begun = time.process_time()
        survey.ask(
            Instant(detours([])),
            VerdictCache(None, clock.now),
            Spacing(None, clock),
            clock,
            100_000.0,
        )
        seconds.append((time.process_time() - begun) / count)
        assert Counter(verdict.state for verdict in survey.known.values()) == {
            "ok": count
        }
    assert seconds[1] < 3 * seconds[0]
