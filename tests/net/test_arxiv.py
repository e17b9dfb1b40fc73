"""The arXiv checker, against an arXiv that keeps its limits: a hundred papers a request,
and no living paper called missing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from notelint.links.addresses import detours
from notelint.links.cache import VerdictCache
from notelint.links.checkers.arxiv_feed import read_feed
from notelint.links.client import Client
from notelint.links.spacing import Spacing
from notelint.links.survey import Survey
from notelint.rules.context import Verdict
from tests.paper_world import FakeClock, Paper, World, atom

CLOCK = FakeClock()
ATTENTION = Paper(
    "1706.03762",
    "Attention Is All You Need",
    ("Ashish Vaswani", "Noam Shazeer"),
    versions=7,
)


@pytest.fixture
def world() -> Iterator[World]:
    """A world whose time is the asker's."""
    with World(CLOCK.monotonic) as world, world.watch():
        yield world
        assert not world.arxiv.early, "asked too soon, or two at once"
        assert not world.watch.wrong


def ask(
    world: World,
    *urls: str,
    seconds: float = 100_000,
    store: VerdictCache | None = None,
) -> Mapping[str, Verdict]:
    CLOCK.advance(60)  # another run, which knows nothing of the last one
    survey = Survey(urls)
    client = Client(
        detours(world.connections),
        {"REQUESTS_CA_BUNDLE": str(world.ca_bundle)},
        seconds=5.0,
    )
    own = store or VerdictCache(None, CLOCK.now)
    survey.recall(own)
    survey.ask(client, own, Spacing(None, CLOCK), CLOCK, seconds)
    return {
        url: verdict._replace(asked=0.0) for url, verdict in survey.verdicts().items()
    }


def states(world: World, *urls: str) -> list[str]:
    found = ask(world, *urls)
    return [found[url].state for url in urls]


def paths(world: World, host: str = "arxiv.org") -> list[str]:
    return [f"{each.method} {each.path}" for each in world.asked(host)]


def abs_(name: str) -> str:
    return f"https://arxiv.org/abs/{name}"


def test_paper_that_is_there(world: World) -> None:
    world.arxiv.add(ATTENTION)
    url = abs_("1706.03762")
    expected = Verdict(
        "ok", 200, title=ATTENTION.title, authors=ATTENTION.authors, host="arxiv.org"
    )
    assert ask(world, url) == {url: expected}
    assert [each.method for each in world.requests] == ["GET"], (
        "and nothing else was asked"
    )


@pytest.mark.parametrize("mood", ["well", "legacy"])
def test_what_the_feed_tells(world: World, mood: str) -> None:
    world.arxiv.mood = mood
    world.arxiv.add(
        Paper(
            "astro-ph/0601001",
            "Frequency of Hot\nJupiters & <more>",
            journal="ActaAstron.56:1-50,2006",
            doi="10.1/x",
        )
    )
    world.arxiv.add(
        Paper("2104.12255", "0"), Paper("1501.01234", "Error", doi="10.1529/bio")
    )
    found = ask(world, abs_("astro-ph/0601001"), abs_("2104.12255"), abs_("1501.01234"))
    told = [(verdict.state, verdict.title, verdict.venue) for verdict in found.values()]
    assert told == [
        ("ok", "Frequency of Hot Jupiters & <more>", "ActaAstron.56:1-50,2006"),
        ("ok", "0", ""),
        ("ok", "Error", "doi:10.1529/bio"),
    ]


def test_every_spelling_is_asked_once_and_as_arxiv_wants_it(world: World) -> None:
    world.arxiv.add_all(
        ["math/0309136", "1501.01234", "0808.5394", "hep-th/9901001", "1706.03762"]
    )
    urls = """
        https://arxiv.org/abs/math.GT/0309136 https://arxiv.org/abs/1501.1234 http://arxiv.org/pdf/0808.05394.pdf
        https://www.arxiv.org/abs/arXiv:1706.03762 https://export.arxiv.org/pdf/1706.03762.pdf?ref=x#page=3 https://doi.org/10.48550/arXiv.1706.03762
        https://huggingface.co/papers/1706.03762 https://cn.arxiv.org/abs/hep-th/9901001 https://arxiv.org/abs?id=hep-th/9901001
    """.split()
    assert states(world, *urls) == ["ok"] * len(urls)
    assert world.arxiv.batches == [
        ["math/0309136", "1501.01234", "0808.5394", "1706.03762", "hep-th/9901001"]
    ]
    assert len(world.requests) == 1


def test_hundred_a_request_and_each_at_its_time(world: World) -> None:
    ids = [f"2301.{number:05}" for number in range(1, 251)]
    world.arxiv.add_all(ids)
    assert states(world, *map(abs_, ids)) == ["ok"] * 250
    assert [len(batch) for batch in world.arxiv.batches] == [100, 100, 50]
    assert min(world.gaps("export.arxiv.org")) >= 3


def test_paper_that_is_not_there_is_asked_for_twice(world: World) -> None:
    world.arxiv.add(ATTENTION)
    gone = abs_("2301.99999")
    found = ask(world, abs_("1706.03762"), gone)
    assert found[gone] == Verdict("missing", 404, host="arxiv.org")
    assert paths(world) == ["HEAD /abs/2301.99999"]


def test_paper_that_is_not_in_the_index_yet_is_there(world: World) -> None:
    world.arxiv.add(Paper("2611.00001", "New", indexed=False))
    assert states(world, abs_("2611.00001")) == ["ok"]


def test_deleted_paper_is_missing(world: World) -> None:
    world.arxiv.add(Paper("1706.03762", "x", deleted=True))
    assert ask(world, abs_("1706.03762"))[abs_("1706.03762")].code == 410


def test_version_that_is_not_there(world: World) -> None:
    world.arxiv.add(ATTENTION)
    found = ask(world, abs_("1706.03762v9"), abs_("1706.03762v2"))
    assert found[abs_("1706.03762v9")] == Verdict(
        "missing", 404, reason="its last version is 7", host="arxiv.org"
    )
    assert found[abs_("1706.03762v2")].state == "ok"


@pytest.mark.parametrize(
    ("mood", "state"),
    [("denied", "unverified"), ("throttled", "unverified"), ("broken", "unverified")],
)
def test_site_that_does_not_tell_calls_nothing_missing(
    world: World, mood: str, state: str
) -> None:
    world.arxiv.site_mood = mood
    urls = [abs_(f"2301.0000{number}") for number in range(1, 6)]
    assert states(world, *urls) == [state] * 5
    assert (
        len(world.asked("arxiv.org"))
        <= {"denied": 1, "throttled": 2, "broken": 5}[mood]
    )


def test_html_is_a_page_of_its_own(world: World) -> None:
    world.arxiv.add(ATTENTION, Paper("2402.17764", "The Era of 1-bit LLMs", html=True))
    there, not_there = (
        "https://arxiv.org/html/2402.17764v1#S3.T2",
        "https://arxiv.org/html/1706.03762",
    )
    found = ask(
        world, there, not_there, abs_("1706.03762"), "https://arxiv.org/html/2301.99999"
    )
    assert (found[there].state, found[there].title) == ("ok", "The Era of 1-bit LLMs")
    assert (found[not_there].state, found[not_there].code) == ("dead", 404)
    assert found[abs_("1706.03762")].state == "ok"
    assert found["https://arxiv.org/html/2301.99999"].state == "missing"
    assert "HEAD /html/2301.99999" not in paths(world)


def test_other_pages_of_arxiv_are_asked_at_arxivs_pace(world: World) -> None:
    found = states(world, "https://arxiv.org/", "https://arxiv.org/list/cs.AI/recent")
    assert found == ["ok", "dead"]
    assert min(world.gaps("arxiv.org")) >= 3


WITHDRAWN = [
    ("This paper has been withdrawn by the authors", ""),
    ("Withdrawn due to an error in Lemma 3", ""),
    ("withdrawn from arXiv", ""),
    ("", "This paper has been withdrawn due to a crucial error."),
]
NOT_WITHDRAWN = [
    ("Accepted at ICML; withdrawn from NeurIPS", ""),
    (
        "",
        "We study how troops were withdrawn from cities. Money is withdrawn from banks in our model.",
    ),
    ("12 pages", "We withdraw."),
]


@pytest.mark.parametrize(("comment", "summary"), WITHDRAWN)
def test_withdrawn(world: World, comment: str, summary: str) -> None:
    world.arxiv.add(Paper("1706.03762", "x", comment=comment, summary=summary or "We."))
    assert states(world, "https://arxiv.org/pdf/1706.03762") == ["withdrawn"]


@pytest.mark.parametrize(("comment", "summary"), NOT_WITHDRAWN)
def test_not_withdrawn(world: World, comment: str, summary: str) -> None:
    world.arxiv.add(Paper("1706.03762", "x", comment=comment, summary=summary or "We."))
    assert states(world, "https://arxiv.org/pdf/1706.03762") == ["ok"]


def test_403_is_the_last_request(world: World) -> None:
    world.arxiv.mood = "denied"
    ids = [f"2301.{number:05}" for number in range(1, 251)]
    found = ask(
        world,
        *map(abs_, ids),
        "https://arxiv.org/html/2301.00001",
        "https://arxiv.org/list/x",
    )
    assert {verdict.state for verdict in found.values()} == {"unverified"}
    assert len(world.requests) == 1
    assert {verdict.host for verdict in found.values()} == {"arxiv.org"}


def test_429_is_waited_for_once(world: World) -> None:
    world.arxiv.add(ATTENTION)
    world.arxiv.next_moods.append("throttled")
    assert states(world, abs_("1706.03762")) == ["ok"]
    assert world.gaps("export.arxiv.org")[0] >= 30


def test_429_again_is_the_last_request(world: World) -> None:
    world.arxiv.mood = "throttled"
    ids = [f"2301.{number:05}" for number in range(1, 251)]
    assert set(states(world, *map(abs_, ids))) == {"unverified"}
    assert len(world.requests) == 2


def test_day_long_wait_is_not_waited_for(world: World) -> None:
    world.arxiv.mood, world.arxiv.retry_after = "throttled", "86400"
    assert states(world, abs_("1706.03762")) == ["unverified"]
    assert len(world.requests) == 1


ONCE = [
    "truncated",
    "fewer",
    "broken",
    "reset",
    "empty",
    "html",
    "bomb",
    "outside",
    "huge",
]


@pytest.mark.parametrize("mood", ONCE)
def test_answer_that_is_no_good_is_asked_for_again(world: World, mood: str) -> None:
    world.arxiv.add_all(["1706.03762", "1706.03763", "1706.03764"])
    world.arxiv.next_moods.append(mood)
    assert (
        states(world, *(abs_(f"1706.0376{number}") for number in (2, 3, 4)))
        == ["ok"] * 3
    )


@pytest.mark.parametrize("mood", ONCE)
def test_answers_that_are_no_good_call_nothing_missing(world: World, mood: str) -> None:
    world.arxiv.add_all(["1706.03762", "1706.03763", "1706.03764"])
    world.arxiv.mood = mood
    found = states(world, *(abs_(f"1706.0376{number}") for number in (2, 3, 4, 5)))
    assert set(found) <= {"ok", "unverified"}
    assert found[-1] == "unverified", "though there is none"
    assert len(world.requests) <= 4


@pytest.mark.parametrize("is_named", [True, False])
def test_id_that_the_api_cannot_read_spoils_no_other(
    world: World, is_named: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Which is not to be: ids are judged before they are asked. But grammars change."""
    ids = [f"2301.{number:05}" for number in range(1, 9)]
    world.arxiv.add_all(ids)
    real, bad = world.arxiv.api, ids[5]

    def api(request):  # type: ignore[no-untyped-def]
        from tests.paper_world import Reply

        if bad in request.query.get("id_list", "").split(","):
            said = atom.mistake(bad if is_named else "something")
            return Reply(
                400, (("Content-Type", "application/atom+xml"),), said.encode()
            )
        return real(request)

    world.hosts["export.arxiv.org"] = api
    found = states(world, *map(abs_, ids))
    assert found == ["unverified" if each == bad else "ok" for each in ids]
    assert len(world.requests) == (2 if is_named else 7)


def test_error_with_200_is_an_error(world: World) -> None:
    world.arxiv.add(ATTENTION)
    world.arxiv.mood = "error-200"
    assert states(world, abs_("1706.03762")) == ["ok"]


def test_time_that_is_over_is_said(world: World) -> None:
    ids = [f"2301.{number:05}" for number in range(1, 251)]
    world.arxiv.add_all(ids)
    found = ask(world, *map(abs_, ids), seconds=4)
    counts = [
        sum(verdict.state == state for verdict in found.values())
        for state in ("ok", "unverified")
    ]
    assert counts == [200, 50]
    assert found[abs_(ids[-1])].reason == "there was no time left"


def test_what_is_stored_is_not_asked(world: World, tmp_path: Path) -> None:
    world.arxiv.add(ATTENTION)
    with VerdictCache(tmp_path, CLOCK.now) as store:
        first = ask(world, abs_("1706.03762"), abs_("2301.99999"), store=store)
    with VerdictCache(tmp_path, CLOCK.now) as store:
        world.forget()
        second = ask(world, abs_("1706.03762"), abs_("2301.99999"), store=store)
    assert {
        url: verdict._replace(stored=False) for url, verdict in second.items()
    } == first
    assert all(verdict.stored for verdict in second.values())
    assert not world.requests


@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    known=st.sets(st.integers(1, 130)),
    asked=st.sets(st.integers(1, 130)),
    versions=st.booleans(),
)
def test_missing_are_those_that_are_not_there(
    world: World, known: set[int], asked: set[int], versions: bool
) -> None:
    world.arxiv._papers.clear()
    world.arxiv.add_all(f"2301.{number:05}" for number in known)
    urls = {
        number: abs_(f"2301.{number:05}{'v1' if versions else ''}") for number in asked
    }
    found = ask(world, *urls.values())
    assert {
        number for number, url in urls.items() if found[url].state == "missing"
    } == asked - known
    assert {
        number for number, url in urls.items() if found[url].state == "ok"
    } == asked & known


@given(st.binary(max_size=200))
def test_any_bytes_are_a_feed_or_none(body: bytes) -> None:
    read_feed(body)
    read_feed(b"<feed xmlns='http://www.w3.org/2005/PageToken'>" + body + b"</feed>")


@pytest.mark.parametrize(
    "body", [atom.bomb(), atom.outside("file:///etc/passwd"), "<html/>", ""]
)
def test_what_is_no_feed(body: str) -> None:
    assert read_feed(body.encode()) is None
