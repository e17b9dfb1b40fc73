"""Nobody's link leads where it may not, and none costs more than its deadline and a
mebibyte.
"""

from __future__ import annotations

import time
import tracemalloc
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given, settings

from notelint.links.addresses import detours
from notelint.links.cache import VerdictCache
from notelint.links.client import Client, Reply, Request
from notelint.links.spacing import Spacing
from notelint.links.survey import Survey
from notelint.notebook.model import Preferences
from notelint.notebook.reading import read
from notelint.text.source import Source
from tests.net.strange import addresses, notebooks
from tests.paper_world import DOMAIN, FakeClock, World
from tests.paper_world.misbehaviour import bomb

MEBIBYTE = 1_048_576
HANGING = "hangs drips-headers drips-status endless-continue flood-continue".split()
LONG = "long-pdf bomb endless-body endless-chunk endless-chunk-size drips-body lies-length".split()
WIDE = "endless-headers endless-line fat-headers hop-with-flood".split()
SHOWN = (
    16 * MEBIBYTE
)  # what the sockets' own buffers may take of a body that nobody reads

Ask = Callable[..., Reply]


def client_of(world: World, seconds: float = 5.0) -> Client:
    return Client(
        detours(world.connections),
        {"REQUESTS_CA_BUNDLE": str(world.ca_bundle)},
        seconds=seconds,
    )


@pytest.fixture(scope="module")
def world() -> Iterator[World]:
    """One for all of this file, watched."""
    with World() as world, world.watch():
        yield world
    assert not world.watch.wrong


@pytest.fixture
def ask(world: World) -> Ask:

    def asked(name: str, seconds: float = 5.0, **how: object) -> Reply:
        return client_of(world, seconds).ask(
            Request(f"https://{name}.{DOMAIN}/", **how)
        )  # type: ignore[arg-type]

    return asked


@given(addresses)
@settings(max_examples=300, deadline=None)
def test_no_address_opens_a_socket_where_it_may_not(world: World, address: str) -> None:
    reply = client_of(world, 2.0).ask(Request(address))
    assert not world.watch.wrong, address
    assert reply.status or reply.fault, address
    assert not any(sign < " " for sign in reply.reason), address


@given(notebooks)
@settings(max_examples=60, deadline=None)
def test_no_notebook_opens_a_socket_where_it_may_not(world: World, text: str) -> None:
    """All the way: from Markdown, through the checkers, along redirects."""
    clock = FakeClock()
    survey = Survey(link.url for link in read(Source(text), Preferences()).addresses)
    survey.ask(
        client_of(world, 2.0),
        VerdictCache(None, clock.now),
        Spacing(None, clock),
        clock,
        100_000.0,
    )
    assert not world.watch.wrong, text
    assert len(survey.known) == survey.total
    for verdict in survey.known.values():
        assert verdict.state in {
            "ok",
            "moved",
            "missing",
            "dead",
            "unverified",
            "refused",
        }
        assert verdict.reason.isprintable()
        assert verdict.target.isprintable()


@pytest.mark.parametrize("name", HANGING)
@pytest.mark.parametrize("method", ["HEAD", "GET"])
def test_a_deadline_is_one(ask: Ask, name: str, method: str) -> None:
    begun = time.monotonic()
    reply = ask(name, method=method, seconds=0.3)
    assert (reply.status, reply.fault) == (None, "slow")
    assert time.monotonic() - begun < 1.5


@pytest.mark.parametrize("name", ["silent", "resets-at-once", "no-tls", "refused"])
def test_a_deadline_holds_for_the_handshake(ask: Ask, name: str) -> None:
    begun = time.monotonic()
    reply = ask(name, seconds=0.3)
    assert (reply.status, reply.fault) == (
        None,
        "slow" if name == "silent" else reply.fault,
    )
    assert time.monotonic() - begun < 1.5


@pytest.mark.parametrize("name", LONG + WIDE)
@pytest.mark.parametrize("most", [0, 65_536])
def test_a_long_answer_costs_little(
    world: World, ask: Ask, name: str, most: int
) -> None:
    bomb()
    ask(
        "fine", method="GET"
    )  # what the first request of a process makes is not this answer's
    before = world.zoo.poured[name]
    tracemalloc.start()
    try:
        begun = time.monotonic()
        reply = ask(name, method="GET", most=most, seconds=0.5)
        took, (_, peak) = time.monotonic() - begun, tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert took < 2
    assert peak < (
        8 * MEBIBYTE if name == "fat-headers" else MEBIBYTE
    )  # http.client reads a hundred headers of 64 KiB
    assert len(reply.body) <= most
    assert world.zoo.poured[name] - before < SHOWN


@pytest.mark.parametrize("name", ["expired", "self-signed", "wrong-host"])
def test_certificates_are_looked_at(ask: Ask, name: str) -> None:
    assert ask(name).fault == "certificate"


def test_names_are_looked_up_and_their_addresses_judged(ask: Ask) -> None:
    assert [
        ask(name).fault
        for name in ("inside", "mixed", "nobody-has-this-name", "unsure")
    ] == [
        "nobody",
        "nobody",
        "nobody",
        "connection",
    ]
