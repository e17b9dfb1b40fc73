"""OpenReview, doi.org and GitHub, each by its own API; and what follows from an address
alone.
"""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notelint.links.addresses import detours
from notelint.links.cache import VerdictCache
from notelint.links.checkers.web import follow_redirects
from notelint.links.client import Client, Reply, Request
from notelint.links.questions import question_of
from notelint.links.rate_limits import rate_limit_of
from notelint.links.spacing import Spacing
from notelint.links.survey import Survey
from notelint.links.waiting import wait_of
from notelint.rules.context import Verdict
from tests.net.strange import addresses
from tests.paper_world import DOMAIN, FakeClock, Note, World, page, to
from tests.paper_world import Reply as Page
from tests.paper_world import Request as Asked

CLOCK = FakeClock()
TITLE = "Language-driven Semantic Segmentation"


@pytest.fixture
def world() -> Iterator[World]:
    with World(CLOCK.monotonic) as world, world.watch():
        yield world
        assert not world.watch.wrong


def ask(world: World, *urls: str, **tokens: str) -> Mapping[str, Verdict]:
    survey = Survey(urls, asks_github="github" in tokens)
    client = Client(
        detours(world.connections),
        {"REQUESTS_CA_BUNDLE": str(world.ca_bundle)},
        tokens,
        5.0,
    )
    survey.ask(
        client, VerdictCache(None, CLOCK.now), Spacing(None, CLOCK), CLOCK, 100_000
    )
    return {
        url: verdict._replace(asked=0.0) for url, verdict in survey.verdicts().items()
    }


def forum(name: str) -> str:
    return f"https://openreview.net/forum?id={name}"


def asked(world: World) -> list[str]:
    return [f"{each.method} {each.host}{each.target}" for each in world.requests]


@pytest.mark.parametrize("version", [1, 2])
def test_note_of_either_api(world: World, version: int) -> None:
    world.openreview.add(Note("RriDjddCLN", TITLE, ("Boyi Li",), version=version))
    expected = Verdict(
        "ok", 200, title=TITLE, authors=("Boyi Li",), host="openreview.net"
    )
    assert ask(
        world, forum("RriDjddCLN"), "https://openreview.net/pdf?id=RriDjddCLN"
    ) == {
        forum("RriDjddCLN"): expected,
        "https://openreview.net/pdf?id=RriDjddCLN": expected,
    }
    assert len(world.requests) == 3 - version
    assert all(
        gap >= 3 for gap in world.gaps("api.openreview.net", "api2.openreview.net")
    )


@pytest.mark.parametrize("mood", ["well", "empty"])
def test_note_that_neither_api_has_is_missing(world: World, mood: str) -> None:
    world.openreview.mood = mood
    assert ask(world, forum("NONSENSE00"))[forum("NONSENSE00")].state == "missing"
    assert [each.host for each in world.requests] == [
        "api2.openreview.net",
        "api.openreview.net",
    ]


def test_note_that_was_deleted_withdrawn_or_is_not_public(world: World) -> None:
    world.openreview.add(
        Note("deleted000", "A", deleted=True),
        Note("withdrawn0", "B", venueid="ICLR.cc/2024/Conference/Withdrawn_Submission"),
    )
    world.openreview.add(Note("private000", "C", public=False))
    found = ask(world, *map(forum, ("deleted000", "withdrawn0", "private000")))
    assert [(each.state, each.reason) for each in found.values()] == [
        ("missing", "it was deleted"),
        ("withdrawn", ""),
        ("unverified", "it is there, but not public"),
    ]


def test_gate_is_knocked_at_once(world: World) -> None:
    world.openreview.gated = True
    found = ask(world, *(forum(f"note{number:06}") for number in range(20)))
    assert {each.state for each in found.values()} == {"unverified"}
    assert {each.reason for each in found.values()} == {
        "openreview.net wants to see a person first (since 2026): set OPENREVIEW_TOKEN"
    }
    assert len(world.requests) == 1


def test_token_opens_the_gate(world: World) -> None:
    world.openreview.gated = True
    world.openreview.tokens.add("key")
    world.openreview.add(Note("RriDjddCLN", TITLE))
    assert (
        ask(world, forum("RriDjddCLN"), openreview="key")[forum("RriDjddCLN")].state
        == "ok"
    )
    assert (
        "OPENREVIEW_TOKEN"
        in ask(world, forum("RriDjddCLN"), openreview="stale")[
            forum("RriDjddCLN")
        ].reason
    )


def test_limit_ends_it(world: World) -> None:
    world.openreview.limit = 2
    world.openreview.add(*(Note(f"note{number:06}", "x") for number in range(9)))
    found = ask(world, *(forum(f"note{number:06}") for number in range(9)))
    assert [each.state for each in found.values()] == ["ok"] * 2 + ["unverified"] * 7
    assert len(world.requests) == 3


def test_broken_openreview_is_asked_once(world: World) -> None:
    world.openreview.mood = "broken"
    found = ask(world, *(forum(f"note{number:06}") for number in range(9)))
    assert {(each.state, each.reason) for each in found.values()} == {
        ("unverified", "it is in disorder (500)")
    }
    assert len(world.requests) == 1


@pytest.mark.parametrize(
    "path",
    [
        "group?id=ICLR.cc/2024",
        "profile?id=~A_B1",
        "",
        "references/pdf?id=abcdefghij",
        f"pdf/{'0' * 40}.pdf",
    ],
)
def test_pages_of_openreview_that_tell_nothing_are_not_asked(
    world: World, path: str
) -> None:
    url = f"https://openreview.net/{path}"
    assert ask(world, url)[url].state == "unverified"
    assert not world.requests


DOI = "https://doi.org/10.1000/abc"


def test_doi_is_asked_of_doi_org_and_never_of_the_publisher(world: World) -> None:
    world.doi.add("10.1000/abc", "10.1000/(sici)1097<1::aid>3.0;2-x")
    urls = [
        DOI,
        "http://dx.doi.org/10.1000/ABC",
        "https://dl.acm.org/doi/10.1000/abc",
        "https://doi.org/10.1000/(SICI)1097%3C1::AID%3E3.0;2-X",
    ]
    found = ask(world, *urls)
    assert [found[url].state for url in urls] == ["ok"] * 4
    assert {each.host for each in world.requests} == {"doi.org"}
    assert asked(world)[0] == "GET doi.org/api/handles/10.1000/abc?type=URL"


def test_doi_that_is_not_there(world: World) -> None:
    assert ask(world, DOI) == {DOI: Verdict("missing", 404, host="doi.org")}


@pytest.mark.parametrize(
    ("mood", "state"),
    [
        ("denied", "unverified"),
        ("broken", "unverified"),
        ("html", "unverified"),
        ("no-values", "ok"),
    ],
)
def test_doi_org_in_its_moods(world: World, mood: str, state: str) -> None:
    world.doi.mood = mood
    assert ask(world, DOI)[DOI].state == state


def test_publishers_page_whose_address_holds_no_doi_after_all_is_asked_itself(
    world: World,
) -> None:
    world.host("dl.acm.org")
    url = "https://dl.acm.org/doi/10.1000/abc-and-more"
    assert ask(world, url)[url].state == "ok"
    assert asked(world) == [
        "GET doi.org/api/handles/10.1000/abc-and-more?type=URL",
        "HEAD dl.acm.org/doi/10.1000/abc-and-more",
    ]


REPOSITORY = "https://github.com/ada/engine"


def test_repository_by_the_api_for_who_has_a_token(world: World) -> None:
    world.github.tokens.add("key")
    world.github.add("ada/engine")
    urls = [
        REPOSITORY,
        f"{REPOSITORY}/",
        f"{REPOSITORY}.git",
        f"{REPOSITORY}#readme",
        "https://GitHub.com/Ada/Engine",
    ]
    found = ask(world, *urls, github="key")
    assert [found[url] for url in urls] == [Verdict("ok", 200, host="github.com")] * 5
    assert asked(world) == ["GET api.github.com/repos/ada/engine"]


def test_repository_by_its_page_for_who_has_none(world: World) -> None:
    world.github.add("ada/engine", files=("a.md",))
    urls = [REPOSITORY, f"{REPOSITORY}/blob/main/a.md", f"{REPOSITORY}/blob/main/b.md"]
    assert [each.state for each in ask(world, *urls).values()] == ["ok", "ok", "dead"]
    assert {each.host for each in world.requests} == {"github.com"}


@pytest.mark.parametrize("token", ["", "key"])
def test_repository_that_was_renamed(world: World, token: str) -> None:
    world.github.tokens.add("key")
    world.github.add("ada/engine")
    world.github.rename("ada/engine", "ada/analytical-engine")
    found = ask(world, REPOSITORY, **({"github": token} if token else {}))[REPOSITORY]
    assert (found.state, found.target) == (
        "moved",
        "https://github.com/ada/analytical-engine",
    )


@pytest.mark.parametrize("token", ["", "key", "wrong"])
def test_repository_that_is_not_there(world: World, token: str) -> None:
    world.github.tokens.add("key")
    found = ask(world, REPOSITORY, **({"github": token} if token else {}))[REPOSITORY]
    assert (found.state, found.code) == ("dead", 404)


def test_api_that_wants_no_more_is_done_without(world: World) -> None:
    world.github.tokens.add("key")
    world.github.add("ada/engine")
    world.hosts["api.github.com"] = lambda _: world.zoo.animals["status-403"](_)
    assert ask(world, REPOSITORY, github="key")[REPOSITORY].state == "ok"


def test_api_whose_limit_is_reached_is_left_alone(world: World) -> None:
    names = [f"ada/engine{number}" for number in range(6)]
    world.github.add(*names)
    world.github.limit = 0
    world.hosts["api.github.com"] = lambda request: world.github.api(
        request._replace(headers={"User-Agent": "x"})
    )
    found = ask(world, *(f"https://github.com/{name}" for name in names), github="key")
    assert {each.state for each in found.values()} == {"ok"}
    assert len(world.asked("api.github.com")) == 2


def test_redirect_of_the_api_leads_nowhere_else(world: World) -> None:
    world.github.add("ada/engine")
    world.hosts["api.github.com"] = lambda _: to(
        f"https://fine.{DOMAIN}/api.github.com"
    )
    assert ask(world, REPOSITORY, github="key")[REPOSITORY].state == "ok", "by its page"
    assert not world.asked(f"fine.{DOMAIN}")


def test_notebook_that_names_the_api_is_asked_without_a_token(world: World) -> None:
    """Its own links, and what they redirect to, on any of the hosts that have a token."""
    urls = [
        "https://api.github.com/user",
        "https://api.github.com/repos/ada/secret",
        "https://api2.openreview.net/notes?id=abcdef",
    ]
    for number, place in enumerate(
        (
            "https://api.github.com/leak",
            "https://api.github.com/repos/a/b",
            "https://api.openreview.net/notes?id=x",
        )
    ):
        urls.append(
            world.host(f"leads{number}.example", lambda _, place=place: to(place))
        )
    ask(world, *urls, github="key", openreview="key")
    assert {"api.github.com", "api.openreview.net", "api2.openreview.net"} <= {
        each.host for each in world.requests
    }
    assert not [each.url for each in world.requests if "Authorization" in each.headers]


def test_token_goes_with_no_redirect_of_the_api(world: World) -> None:
    world.github.tokens.add("key")
    world.github.add("ada/engine")
    world.github.rename("ada/engine", "ada/analytical-engine")
    ask(world, REPOSITORY, github="key")
    assert [each.url for each in world.requests if "Authorization" in each.headers] == [
        "https://api.github.com/repos/ada/engine"
    ]
    assert len(world.asked("api.github.com")) == 1


def test_private_repository_that_was_renamed_is_not_called_dead(world: World) -> None:
    world.github.tokens.add("key")
    world.github.add("ada/engine")
    world.github.rename("ada/engine", "ada/analytical-engine")
    world.hosts["github.com"] = lambda _: page("Not Found", 404)
    found = ask(world, REPOSITORY, github="key")[REPOSITORY]
    assert (found.state, found.reason) == (
        "unverified",
        "it has another name now, and is not public",
    )


@pytest.mark.parametrize(
    "path",
    [
        "a/..",
        "a/.",
        "a/..git",
        "a/...git",
        "../user",
        "a/b%2f..",
        "a/%2e%2e",
        "a/b;x",
        "a//b",
        "a%2fb/c",
    ],
)
def test_repository_whose_name_is_a_way_elsewhere_is_a_page(
    world: World, path: str
) -> None:
    world.github.tokens.add("key")
    ask(world, f"https://github.com/{path}", github="key")
    assert not [each.url for each in world.requests if "Authorization" in each.headers]
    assert not world.asked("api.github.com")


@pytest.mark.parametrize("name", ["10.1000/../../x", "10.1000/./a"])
def test_doi_is_no_way_to_another_page(world: World, name: str) -> None:
    ask(world, f"https://doi.org/{name}")
    assert all(
        each.path.startswith("/api/handles/10.1000%2F")
        for each in world.asked("doi.org")
        if each.method == "GET" and "api" in each.path
    )


QUESTIONS = {
    "https://arxiv.org/pdf/1706.03762v2.pdf#page=3": ("arxiv", "arxiv:1706.03762v2"),
    "https://arxiv.org/html/1706.3762v1#S1": ("arxiv", "arxiv-page:/html/1706.03762v1"),
    "https://arxiv.org/html/2402.17764v1#S1": (
        "arxiv",
        "arxiv-page:/html/2402.17764v1",
    ),
    "https://arxiv.org/list/cs.AI/recent": (
        "arxiv",
        "web:https://arxiv.org/list/cs.AI/recent",
    ),
    "https://doi.org/10.48550/ARXIV.1706.03762": ("arxiv", "arxiv:1706.03762"),
    "https://arxiv-vanity.com/papers/1706.03762/": ("arxiv", "arxiv:1706.03762"),
    "https://arxiv.org/abs/1713.00001": None,
    "https://paperswithcode.com/paper/x": None,
    "https://www.pnas.org/content/117/48/30071": None,
    "https://www.pnas.org/doi/full/10.1073/pnas.1": (
        "doi",
        "web:https://www.pnas.org/doi/full/10.1073/pnas.1",
    ),
    "https://openreview.net/forum?id=YicbFdNTTy&noteId=x": (
        "openreview",
        "openreview:YicbFdNTTy",
    ),
    "https://github.com/a/b/tree/main": ("web", "web:https://github.com/a/b/tree/main"),
    "https://github.com/a/b": ("github", "github:a/b"),
    "https://github.com/topics/ml": ("web", "web:https://github.com/topics/ml"),
    "https://aclanthology.org/P19-1001/#x": (
        "web",
        "web:https://aclanthology.org/P19-1001/",
    ),
    "HTTPS://Example.org/x": ("web", "web:HTTPS://Example.org/x"),
    "figs/a.png": None,
    "#top": None,
    "mailto:a@example.org": None,
    "ftp://example.org/x": None,
    "javascript:alert(1)": None,
    "//example.org/x": None,
    "": None,
}


@pytest.mark.parametrize("url", QUESTIONS)
def test_question(url: str) -> None:
    question = question_of(url, asks_github=True)
    assert (question and (question.checker, question.key)) == QUESTIONS[url]


@given(addresses)
def test_any_text_is_a_question_or_none(url: str) -> None:
    question = question_of(url, asks_github=True)
    assert question is None or (
        question.checker in {"arxiv", "openreview", "doi", "github", "web"}
        and "#" not in question.url
    )
    rate_limit_of(url)


NOW = 1_795_000_000.0


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("2", 2.0),
        ("0", 0.0),
        ("9" * 5000, 999999999999.0),
        ("Wed, 18 Nov 2026 11:06:50 GMT", 10.0),
        ("Wed, 21 Oct 2015 07:28:00 GMT", 0.0),
        *(
            (text, None)
            for text in (
                "",
                "soon",
                "1m30s",
                "1.5",
                "-5",
                "nan",
                "inf",
                "٣",
                "Wed, 99 Foo 20266 77:99:00 GMT",
            )
        ),
    ],
)
def test_how_long_a_host_wants_to_be_waited_for(
    text: str, seconds: float | None
) -> None:
    assert wait_of(Reply("", 429, {"retry-after": text}), NOW) == seconds


def test_date_is_by_the_clock_of_who_says_it() -> None:
    headers = {
        "retry-after": "Wed, 21 Oct 2015 07:28:00 GMT",
        "date": "Wed, 21 Oct 2015 07:27:50 GMT",
    }
    assert wait_of(Reply("", 429, headers), NOW) == 10.0


@given(st.text(), st.text())
def test_no_header_is_too_odd(wait: str, date: str) -> None:
    found = wait_of(Reply("", 429, {"retry-after": wait, "date": date}), NOW)
    assert found is None or found >= 0


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://export.arxiv.org/api", "arxiv-api"),
        ("https://info.arxiv.org", "arxiv-api"),
        ("https://ARXIV.org:443/", "arxiv-api"),
        ("https://notarxiv.org/", "notarxiv.org"),
        ("https://api2.openreview.net/", "openreview-api"),
        ("https://dev.openreview.net/", "openreview-api"),
        ("https://api.github.com/user", "api.github.com"),
        ("https://API.GitHub.com.:443/", "api.github.com"),
        ("https://gist.github.com/", "github.com"),
        ("https://dx.doi.org/10.1/x", "doi.org"),
        ("https://a.b.c.example.org/", "example.org"),
        ("https://www.ox.ac.uk/", "ox.ac.uk"),
        ("https://a.github.io/", "a.github.io"),
        ("https://x.y.a.github.io/", "a.github.io"),
        ("https://github.io/", "github.io"),
        ("http://ａ.Example。org/", ""),
        ("https://bücher.论文.example/", "xn--7dv436f.example"),
        ("http://user@a.example:80/", "a.example"),
        ("http://a.example\\@b.example/", "a.example"),
        ("http://1.2.3.4/", "1.2.3.4"),
        ("http://[2606:4700::1]/", "2606:4700::/64"),
        ("http://[2606:4700::2]/", "2606:4700::/64"),
        ("https://[::1", ""),
    ],
)
def test_hosts_that_share_a_pace(url: str, name: str) -> None:
    assert rate_limit_of(url).name == name


def test_eight_hosts_at_once_and_two_requests_to_each(world: World) -> None:
    lock, running, most = threading.Lock(), Counter[str](), Counter[str]()

    def slow(request: Asked) -> Page:
        with lock:
            running[request.host] += 1
            most["hosts"] = max(most["hosts"], sum(map(bool, running.values())))
            most["requests"] = max(most["requests"], running[request.host])
        time.sleep(0.3)  # long enough for all to start on a busy machine
        with lock:
            running[request.host] -= 1
        return page("x")

    urls = [
        f"{world.host(f'host{number}.example', slow)}{path}"
        for number in range(12)
        for path in ("a", "b")
    ]
    assert {each.state for each in ask(world, *urls).values()} == {"ok"}
    assert most["hosts"] == 8
    assert most["requests"] <= 2


def test_address_with_something_secret_in_it_is_not_offered(world: World) -> None:
    signed = (
        f"https://fine.{DOMAIN}/paper?X-Amz-Expires=300&X-Amz-Signature={'a1' * 32}"
    )
    url = world.host("signs.example", lambda _: to(signed))
    assert ask(world, url)[url] == Verdict("ok", 200, host="signs.example")


def test_token_is_left_behind_by_whoever_follows_a_redirect() -> None:
    api = "https://api.github.com/repos/a/b"
    trail = follow_redirects(Request(api, "GET", token="github"))
    assert next(trail).token == "github"  # type: ignore[union-attr]
    assert trail.send(Reply(api, 301, {"location": f"{api}-c"})) == Request(
        f"{api}-c", "GET"
    )
