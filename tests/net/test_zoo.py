"""Every host of the zoo gets the verdict that facts/papers.md gives it, and none costs
more than its deadline.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import NamedTuple

import pytest

from notelint.links.addresses import detours
from notelint.links.cache import VerdictCache
from notelint.links.client import Client
from notelint.links.spacing import Spacing
from notelint.links.survey import Survey
from notelint.rules.context import Verdict
from tests.paper_world import DOMAIN, FINE, PLACES, STATUSES, WAITS, FakeClock, World

GOOD, UNSURE, DEAD, MOVED = ("ok",), ("unverified",), ("dead",), ("moved",)
ALIVE = (
    "ok",
    "unverified",
)  # where it does not matter which, as long as nobody calls it dead
LED_ASTRAY = ("refused", "unverified")

EXPECTED: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(
        "fine part missing-once cookies head-200-get-404 head-resets head-empty head-with-body".split(),
        GOOD,
    ),
    **{
        f"head-{status}": GOOD
        for status in (400, 403, 404, 405, 418, 500, 501, 503, 999)
    },
    **dict.fromkeys(
        "head-429 head-hangs part-416 part-ignored to-login".split(), ALIVE
    ),
    "missing": DEAD,
    "gone": DEAD,
    **dict.fromkeys(
        "cloudflare cloudflare-404 cloudflare-410 cloudflare-200 cloudflare-202 to-challenge wants-password".split(),
        UNSURE,
    ),
    "wants-cookie": UNSURE,
    **{
        f"status-{status}": GOOD if status in (203, 204, 206, 226) else UNSURE
        for status in STATUSES
    },
    "status-202": ALIVE,
    "status-300": ALIVE,
    **{f"later-{name}": ALIVE for name in WAITS},
    **dict.fromkeys(
        "later-seconds later-zero later-date later-soon later-go later-past later-empty later-silent shut-a-moment".split(),
        GOOD,
    ),
    **{f"never-{name}": UNSURE for name in (*WAITS, "date")},
    **{f"to-{name}": LED_ASTRAY for name in PLACES},
    **{
        f"moved-{status}": MOVED if status in (301, 308) else GOOD
        for status in (301, 302, 303, 307, 308)
    },
    "moved-twice": MOVED,
    "moved-mixed": GOOD,
    "moved-then-missing": DEAD,
    "moved-then-refused": UNSURE,
    "moved-to-metadata": LED_ASTRAY,
    **dict.fromkeys(
        "loop itself eleven-hops endless-hops nowhere empty-place with-latin1".split(),
        UNSURE,
    ),
    "ten-hops": GOOD,
    "to-plain": ALIVE,
    **dict.fromkeys(
        "relative no-scheme only-query with-fragment with-spaces with-utf8 hop-with-bomb hop-with-flood".split(),
        MOVED,
    ),
    "with-control": ("moved", *LED_ASTRAY),
    "long-place": ("moved", *ALIVE),
    "two-places": ("moved", *LED_ASTRAY),
    **dict.fromkeys("bad-place bad-port".split(), LED_ASTRAY),
    **dict.fromkeys(
        "long-pdf bomb drips-body lies-length short-length no-length endless-body bad-gzip bad-charset".split(),
        GOOD,
    ),
    **dict.fromkeys(
        "negative-length word-length two-lengths resets-within bad-chunk endless-chunk endless-chunk-size".split(),
        ALIVE,
    ),
    **dict.fromkeys(
        "resets hangs closes garbage old-http bad-status low-status drips-headers drips-status endless-headers".split(),
        UNSURE,
    ),
    **dict.fromkeys(
        "endless-line fat-headers endless-continue flood-continue upgrade".split(),
        UNSURE,
    ),
    **dict.fromkeys("half-header bad-header".split(), ALIVE),
    "red": DEAD,
    **dict.fromkeys(
        "expired self-signed wrong-host refused resets-at-once silent no-tls unsure".split(),
        UNSURE,
    ),
    **dict.fromkeys(
        "inside mixed".split(), DEAD
    ),  # as what nobody has: a log tells no stranger which names there are
    "nobody-has-this-name": DEAD,
}
TARGETS = {
    **dict.fromkeys(
        (
            "moved-301",
            "moved-308",
            "moved-twice",
            "no-scheme",
            "hop-with-bomb",
            "hop-with-flood",
        ),
        FINE,
    ),
    "relative": f"https://relative.{DOMAIN}/b/c",
    "only-query": f"https://only-query.{DOMAIN}/?new=1",
    "with-spaces": f"https://with-spaces.{DOMAIN}/a%20b",
    "with-utf8": f"https://with-utf8.{DOMAIN}/%E8%AE%BA%E6%96%87",
}


class Visit(NamedTuple):
    """A round through the zoo: what became of each link, and how long it took."""

    world: World
    clock: FakeClock
    verdicts: dict[str, Verdict]
    seconds: float


def survey(
    world: World, clock: FakeClock, urls: list[str], deadline: float = 1.0
) -> dict[str, Verdict]:
    """Ask about links, with a clock that waits for nobody; requests still end in real time."""
    client = Client(
        detours(world.connections),
        {"REQUESTS_CA_BUNDLE": str(world.ca_bundle)},
        seconds=deadline,
    )
    asked = Survey(urls)
    asked.ask(
        client, VerdictCache(None, clock.now), Spacing(None, clock), clock, 100_000.0
    )
    return asked.verdicts()


@pytest.fixture(scope="module")
def visit() -> Iterator[Visit]:
    """All links of the zoo in one run, as a notebook would have them."""
    clock, begun = FakeClock(), time.monotonic()
    with World(clock.monotonic) as world, world.watch():
        urls = {name: f"https://{name}.{DOMAIN}/" for name in EXPECTED}
        verdicts = survey(world, clock, [*urls.values()])
        yield Visit(
            world,
            clock,
            {name: verdicts[url] for name, url in urls.items()},
            time.monotonic() - begun,
        )
    assert not world.watch.wrong


@pytest.mark.parametrize("name", EXPECTED)
def test_each_animal(visit: Visit, name: str) -> None:
    verdict = visit.verdicts[name]
    assert verdict.state in EXPECTED[name], verdict
    assert verdict.target == TARGETS.get(name, verdict.target)
    assert (verdict.state == "moved") == bool(verdict.target)
    assert verdict.state in ("ok", "moved", "dead") or verdict.reason
    assert (verdict.target + verdict.reason).isprintable()
    assert len(verdict.reason) < 120


def test_no_animal_was_left_out(visit: Visit) -> None:
    assert not set(visit.world.zoo.animals) - set(EXPECTED)


def test_dead_ones_say_how(visit: Visit) -> None:
    dead = {
        name: verdict.code
        for name, verdict in visit.verdicts.items()
        if verdict.state == "dead"
    }
    nobody = dict.fromkeys(("inside", "mixed", "nobody-has-this-name"))
    assert dead == {
        "missing": 404,
        "gone": 410,
        "moved-then-missing": 404,
        "red": 404,
        **nobody,
    }


def test_a_404_is_asked_for_twice_and_a_410_once(visit: Visit) -> None:
    methods = {
        name: [each.method for each in visit.world.asked(f"{name}.{DOMAIN}")]
        for name in ("missing", "gone", "head-405")
    }
    asked = ["HEAD", "GET"]
    assert methods["missing"] == asked * 2, "its own link, and one that redirects there"
    assert (methods["gone"], methods["head-405"]) == (["HEAD"], asked)


def test_no_request_gives_anything_away(visit: Visit) -> None:
    for request in visit.world.requests:
        names = {name.lower() for name in request.headers}
        assert not names & {"cookie", "authorization", "referer", "proxy-authorization"}
        assert request.headers["User-Agent"].startswith("notelint/")
        assert request.headers["Accept-Encoding"] == "identity"
        assert (
            request.method == "HEAD"
            or request.headers.get("Range") == "bytes=0-0"
            or request.host.partition(".")[0] in {"part-416", "status-416"}
        )


def test_hosts_are_waited_for_as_they_ask(visit: Visit) -> None:
    """In the queue's time; a day or a lie is not waited for."""
    gaps = {
        name: visit.world.gaps(f"later-{name}.{DOMAIN}")
        for name in (*WAITS, "date", "silent")
    }
    assert min(gaps["seconds"]) >= 2
    assert min(gaps["date"]) >= 1
    assert not [name for name in ("six-hours", "years", "digits") if gaps[name]]
    assert all(min(each) >= 1 for each in gaps.values() if each)


def test_who_wants_to_be_left_alone_is(visit: Visit) -> None:
    asked = {
        name: visit.world.zoo.visits[name]
        for name in visit.world.zoo.animals
        if name.startswith(("never-", "status-429", "cloudflare"))
    }
    assert max(asked.values()) <= 2, asked


def test_the_whole_zoo_takes_no_time(visit: Visit) -> None:
    assert visit.seconds < 20
    assert max(visit.clock.slept) <= 61


def test_hosts_get_two_requests_at_once_and_one_a_second() -> None:
    clock = FakeClock()
    with World(clock.monotonic) as world, world.watch():
        verdicts = survey(
            world, clock, [f"{FINE}/{number}" for number in range(12)], 10.0
        )
        assert {verdict.state for verdict in verdicts.values()} == {"ok"}
        assert len(world.requests) == 12
        assert min(world.gaps(f"fine.{DOMAIN}")) >= 1


def test_two_strikes_and_the_host_is_left_alone() -> None:
    clock = FakeClock()
    with World(clock.monotonic) as world, world.watch():
        verdicts = survey(
            world,
            clock,
            [f"https://never-soon.{DOMAIN}/{number}" for number in range(50)],
        )
        assert {verdict.state for verdict in verdicts.values()} == {"unverified"}
        assert len(world.requests) == 2
