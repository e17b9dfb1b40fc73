"""One server is asked at one pace, however many names it has: by registered domain, and
by IP address.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

import pytest

from notelint.links.addresses import detours
from notelint.links.cache import VerdictCache
from notelint.links.client import Client, Reply, Request
from notelint.links.rate_limits import domain_of, rate_limit_of
from notelint.links.servers import AT_ONCE, GAP, BusyServers
from notelint.links.spacing import Spacing
from notelint.links.survey import Survey
from notelint.rules.context import Verdict
from tests.paper_world import FakeClock, World, page
from tests.paper_world import Request as Asked
from tests.paper_world.network import Address

SERVER = "93.184.215.14"


class Run:
    """A world, and when each request was dialled, by the clock of both."""

    def __init__(self) -> None:
        self.clock = FakeClock()
        self.world = World(self.clock.monotonic)
        self.dialled: list[tuple[float, str]] = []
        self.threads = 0
        dial = self.world.watch.dial

        def noted(where: Address) -> None:
            self.dialled.append((self.clock.monotonic(), where[0]))
            self.threads = max(self.threads, threading.active_count())
            dial(where)

        self.world.watch.dial = noted  # type: ignore[method-assign]

    def ask(
        self, urls: Sequence[str], seconds: float = 100_000.0
    ) -> dict[str, Verdict]:
        client = Client(
            detours(self.world.connections),
            {"REQUESTS_CA_BUNDLE": str(self.world.ca_bundle)},
            seconds=5.0,
        )
        survey = Survey(urls)
        survey.ask(
            client,
            VerdictCache(None, self.clock.now),
            Spacing(None, self.clock),
            self.clock,
            seconds,
        )
        return survey.verdicts()

    def times(self, address: str) -> list[float]:
        return [time for time, where in self.dialled if where == address]


@pytest.fixture
def run() -> Iterator[Run]:
    made = Run()
    with made.world, made.world.watch():
        yield made
    assert not made.world.watch.wrong


def gaps(times: Sequence[float]) -> list[float]:
    return [round(later - sooner, 6) for sooner, later in pairwise(sorted(times))]


def test_subdomains_are_one_server(run: Run) -> None:
    """Four hundred of them were asked eight hundred times in two seconds."""
    urls = [run.world.host(f"h{number}.server.example") for number in range(400)]
    states = Counter(verdict.state for verdict in run.ask(urls, 60.0).values())
    assert 55 <= states["ok"] <= 61
    assert len(run.world.requests) <= 61
    assert min(gaps([each.time for each in run.world.requests])) >= 1.0


@pytest.mark.parametrize(
    "form",
    [
        "{}.server.example",
        "a.{}.b.server.example",
        "{}.SERVER.example.",
        "x{}.server.example:443",
    ],
)
def test_subdomains_in_any_spelling_are_one_server(run: Run, form: str) -> None:
    hosts = [form.format(number) for number in range(5)]
    for host in hosts:
        run.world.host(host.lower().removesuffix(":443"))
    run.ask([f"https://{host}/" for host in hosts])
    assert len(run.world.requests) >= 5
    assert min(gaps([each.time for each in run.world.requests])) >= 1.0


def test_whoever_gives_names_away_is_not_one_server(run: Run) -> None:
    urls = [run.world.host(f"{name}.github.io") for name in ("ada", "bob", "eve")]
    assert {each.state for each in run.ask(urls).values()} == {"ok"}
    assert gaps([each.time for each in run.world.requests]) == [0.0, 0.0]


def test_one_that_wants_to_be_left_alone_speaks_for_its_domain(run: Run) -> None:
    later = [page("later", 429).having(("Retry-After", "30"))]
    first = run.world.host(
        "a.server.example", lambda _: later.pop() if later else page("x")
    )
    urls = [
        first,
        *(run.world.host(f"{name}.server.example") for name in "bcd"),
        run.world.host("a.neighbour.example"),
    ]
    assert {each.state for each in run.ask(urls).values()} == {"ok"}
    sent = [
        each for each in run.world.requests if each.host.endswith(".server.example")
    ]
    assert sent[0].host == "a.server.example"
    assert sum(each.time - sent[0].time < 29 for each in sent) <= 2, (
        "one may have been under way"
    )
    assert run.world.asked("a.neighbour.example")[0].time - sent[0].time < 2


def test_one_that_is_shut_for_long_shuts_its_domain_and_no_siblings_of_a_public_suffix(
    run: Run,
) -> None:
    for names in ("{}.server.example", "{}.github.io"):
        run.world.host(
            names.format("a"),
            lambda _: page("later", 429).having(("Retry-After", "86400")),
        )
    urls = [
        run.world.host(f"{name}.{domain}")
        for domain in ("server.example", "github.io")
        for name in "bcde"
    ]
    found = run.ask(["https://a.server.example/", "https://a.github.io/", *urls])
    assert Counter(found[url].state for url in urls[:4])["unverified"] >= 3
    assert {found[url].state for url in urls[4:]} == {"ok"}
    assert (
        len(run.world.asked("a.server.example")) + len(run.world.asked("a.github.io"))
        == 2
    )


def test_gate_of_one_host_leaves_the_others_of_its_domain_open(run: Run) -> None:
    wall = page("Just a moment...", 403).having(("cf-mitigated", "challenge"))
    walled = run.world.host("wall.server.example", lambda _: wall)
    urls = [run.world.host(f"{name}.server.example") for name in "abc"]
    found = run.ask([f"{walled}{number}" for number in range(20)] + urls)
    assert {found[url].state for url in urls} == {"ok"}
    assert len(run.world.asked("wall.server.example")) == 2


def test_gates_at_many_hosts_are_the_domains(run: Run) -> None:
    urls = [
        run.world.host(f"h{number}.server.example", lambda _: page("no", 429))
        for number in range(50)
    ]
    assert {each.state for each in run.ask(urls).values()} == {"unverified"}
    assert len(run.world.requests) <= 6


def test_domains_at_one_address_are_one_server(run: Run) -> None:
    names = [f"domain{number}.example" for number in range(100)]
    run.world.names |= {name: [SERVER] for name in names}
    found = run.ask([f"https://{name}/" for name in names])
    assert {each.reason for each in found.values()} == {
        "no connection, or no proper answer"
    }
    assert len(run.times(SERVER)) == 200, "by HEAD and by GET"
    assert min(gaps(run.times(SERVER))) >= GAP
    assert run.times(SERVER)[-1] - run.times(SERVER)[0] < 200 * GAP * 2, (
        "and nobody waits much longer than must be"
    )


@pytest.mark.parametrize(
    "addresses",
    [
        [f"2606:4700:1:2::{number:x}" for number in range(1, 40)],
        [f"::ffff:{SERVER}", SERVER, f"64:ff9b::{0x5DB8:x}:{0xD70E:x}"],
    ],
)
def test_addresses_of_one_server_are_one(run: Run, addresses: list[str]) -> None:
    names = {
        f"domain{number}.example": [addresses[number % len(addresses)]]
        for number in range(40)
    }
    run.world.names |= names
    run.ask([f"http://{name}/" for name in names])
    assert len(run.dialled) == 80
    assert min(gaps([time for time, _ in run.dialled])) >= GAP


def test_second_address_of_a_name_counts_too(run: Run) -> None:
    """Else whoever puts an address that never answers before another's has him asked at
    once by all names.
    """
    names = {
        f"domain{number}.example": [f"93.184.216.{number + 1}", SERVER]
        for number in range(40)
    }
    run.world.names |= names
    run.ask([f"http://{name}/" for name in names])
    assert len(run.times(SERVER)) == 80
    assert min(gaps(run.times(SERVER))) >= GAP


def test_who_waits_for_an_address_holds_up_nobody_else(run: Run) -> None:
    names = [f"domain{number}.example" for number in range(200)]
    run.world.names |= {name: [SERVER] for name in names}
    others = [run.world.host(f"other{number}.example") for number in range(20)]
    before = threading.active_count()
    begun = run.clock.monotonic()
    run.ask([f"http://{name}/" for name in names] + others)
    asked = [each.time for each in run.world.requests if each.host.startswith("other")]
    assert len(asked) == 20
    assert max(asked) - begun < 10, "while those of one address take a hundred seconds"
    assert run.threads - before < 60, (
        "no thread waits; those of the world itself are counted"
    )


def test_busy_address_is_no_request(run: Run) -> None:
    run.world.names["page.example"] = [SERVER]
    client = Client(detours(run.world.connections), {})
    reply = client.ask(
        Request("http://page.example/"), lambda addresses: addresses != [SERVER]
    )
    assert (reply.status, reply.fault) == (None, "later")
    assert not run.dialled


def test_place_takes_so_many_and_so_often() -> None:
    clock = FakeClock()
    places = BusyServers(clock)
    for number in range(AT_ONCE):
        assert places.admit(number, [SERVER])
        assert not places.admit(99, [SERVER]), "too soon"
        clock.advance(GAP)
    assert not places.admit(99, ["1.1.1.1", SERVER]), "too many"
    assert places.refused(99) == SERVER
    assert places.refused(99) == ""
    assert places.busy_until(SERVER) > clock.monotonic()
    assert places.busy_until("1.1.1.1") == 0.0, "what was not admitted takes no turn"
    places.leave(0)
    assert places.busy_until(SERVER) == 0.0
    assert places.admit(99, ["1.1.1.1", SERVER])


def test_busy_address_wears_nobody_out(run: Run) -> None:
    """A name is looked up about twice for each request that waits, and not all the time."""
    names = [f"domain{number}.example" for number in range(100)]
    run.world.names |= {name: [SERVER] for name in names}
    run.ask([f"http://{name}/" for name in names])
    assert len(run.world.watch.looked_up) < 4 * 200


def test_known_services_keep_their_own_pace(run: Run) -> None:
    """Whoever shares an address with arXiv does not hold it up, and is not let in sooner
    by that.
    """
    assert [
        rate_limit_of(f"https://{host}/").is_known
        for host in ("arxiv.org", "doi.org", "api2.openreview.net", "api.github.com")
    ] == [True] * 4
    assert not rate_limit_of("https://arxiv.org.example/").is_known
    assert not rate_limit_of("https://github.com/").is_known


def test_suffixes_are_known_without_a_network(run: Run) -> None:
    for host in (
        "a.github.io",
        "b.blogspot.com",
        "x.co.uk",
        "y.s3.amazonaws.com",
        "z.pages.dev",
        "localhost",
        "公司.cn",
        "a..b",
        "co.uk",
    ):
        assert domain_of(host) in {host, ""}
    assert not run.world.watch.looked_up


class OneServer(Client):
    """Asks nobody: every page is at the same address, and there at once."""

    def ask(self, request: Request, admit: object = None) -> Reply:
        assert callable(admit)
        return (
            Reply(request.url, 200)
            if admit([SERVER])
            else Reply(request.url, fault="later")
        )


def test_every_request_that_waits_is_answered_and_counted_once() -> None:
    clock, survey = (
        FakeClock(),
        Survey(f"http://h{number}.example/" for number in range(60)),
    )
    survey.ask(
        OneServer(detours([])),
        VerdictCache(None, clock.now),
        Spacing(None, clock),
        clock,
        100_000.0,
    )
    assert Counter(verdict.state for verdict in survey.known.values()) == {"ok": 60}
    assert survey.sent == 60


def test_time_that_is_over_ends_those_who_wait() -> None:
    clock, survey = (
        FakeClock(),
        Survey(f"http://h{number}.example/" for number in range(60)),
    )
    survey.ask(
        OneServer(detours([])),
        VerdictCache(None, clock.now),
        Spacing(None, clock),
        clock,
        5.0,
    )
    assert {verdict.state for verdict in survey.known.values()} == {"ok", "unverified"}
    assert len(survey.known) == 60


def test_two_at_once_for_a_domain(run: Run) -> None:
    lock, running, most = threading.Lock(), Counter[str](), Counter[str]()

    def slow(request: Asked) -> object:
        with lock:
            running["now"] += 1
            most["now"] = max(most["now"], running["now"])
        run.world.over.wait(0.03)
        with lock:
            running["now"] -= 1
        return page("x")

    urls = [run.world.host(f"h{number}.server.example", slow) for number in range(12)]  # type: ignore[arg-type]
    assert {each.state for each in run.ask(urls).values()} == {"ok"}
    assert most["now"] <= 2
