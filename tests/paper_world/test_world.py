"""The world is as facts/papers.md says, asked with the standard library alone."""

from __future__ import annotations

import http.client
import json
import socket
import ssl
import time

import pytest

from tests.paper_world import FakeClock, Note, Paper, World
from tests.paper_world.network import is_forbidden


class Asker:
    """A client that trusts the world's authority and knows where it is."""

    def __init__(self, world: World) -> None:
        self.world, self.trust = (
            world,
            ssl.create_default_context(cafile=str(world.ca_bundle)),
        )

    def __call__(
        self,
        method: str,
        host: str,
        target: str,
        body: str | None = None,
        plain: bool = False,
        **headers: str,
    ) -> tuple[int, dict[str, str], bytes]:
        wire = socket.create_connection(
            ("127.0.0.1", self.world.plain_port if plain else self.world.port),
            timeout=5,
        )
        connection = http.client.HTTPConnection(host, timeout=5)
        connection.sock = (
            wire if plain else self.trust.wrap_socket(wire, server_hostname=host)
        )
        try:
            connection.request(
                method,
                target,
                body,
                {name.replace("_", "-"): value for name, value in headers.items()},
            )
            reply = connection.getresponse()
            return (
                reply.status,
                {name.lower(): value for name, value in reply.getheaders()},
                reply.read(),
            )
        finally:
            connection.close()


@pytest.fixture
def ask(paper_world: World) -> Asker:
    return Asker(paper_world)


def batch(
    ask: Asker, *ids: str, most: int | None = None, method: str = "GET"
) -> tuple[int, str]:
    form = f"id_list={','.join(ids)}" + (
        f"&max_results={most}" if most is not None else ""
    )
    status, _, body = (
        ask("GET", "export.arxiv.org", f"/api/query?{form}")
        if method == "GET"
        else ask("POST", "export.arxiv.org", "/api/query", form)
    )
    return status, body.decode()


def test_a_world_begins_and_ends_quickly() -> None:
    begun = time.monotonic()
    with World() as world:
        port = world.port
    assert time.monotonic() - begun < 0.5
    with pytest.raises(OSError):
        socket.create_connection(("127.0.0.1", port), timeout=1)


def test_the_api_tells_what_it_has(ask: Asker) -> None:
    ask.world.arxiv.spacing = 0
    ask.world.arxiv.add(
        Paper("1706.03762", "Attention & All", versions=7), Paper("math/0309136", "Old")
    )
    for method in ("GET", "POST"):
        status, body = batch(
            ask,
            "1706.03762",
            "math/0309136v1",
            "1706.99999",
            "math.GT/0309136",
            "1706.03762v8",
            method=method,
        )
        assert status == 200
        assert body.count("<entry>") == 2
        assert "<id>http://arxiv.org/abs/1706.03762v7</id>" in body
        assert "<title>Attention &amp; All</title>" in body
    ask.world.arxiv.mood = "legacy"
    assert (
        '<opensearch:totalResults xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/">1<'
        in batch(ask, "1706.03762v2")[1]
    )


def test_the_api_gives_ten_where_no_number_is_asked(ask: Asker) -> None:
    ask.world.arxiv.spacing = 0
    ids = [f"2001.{number:05}" for number in range(1, 13)]
    ask.world.arxiv.add_all(ids)
    assert batch(ask, *ids)[1].count("<entry>") == 10
    assert batch(ask, *ids, most=12)[1].count("<entry>") == 12
    assert [
        status
        for status, _ in (
            batch(ask, *ids, most=0),
            batch(ask, *ids, most=2001),
            batch(ask, *ids * 100),
        )
    ] == [500, 400, 414]


def test_one_bad_id_spoils_the_batch(ask: Asker) -> None:
    ask.world.arxiv.spacing = 0
    status, body = batch(ask, "1706.03762", "abc", "xyz")
    assert (status, "incorrect id format for abc" in body, "xyz" in body) == (
        400,
        True,
        False,
    )


def test_the_api_wants_three_seconds_by_the_worlds_clock(ask: Asker) -> None:
    clock = FakeClock()
    ask.world.clock = clock.monotonic
    statuses = []
    for wait in (0, 2.9, 3.0, 3.1):
        clock.sleep(wait)
        statuses.append(batch(ask, "1706.03762")[0])
    assert statuses == [200, 429, 200, 200]
    assert ask.world.arxiv.early == pytest.approx([0.1])


def test_the_site(ask: Asker) -> None:
    ask.world.arxiv.add(
        Paper("1706.03762", "A", versions=2, withdrawn=True),
        Paper("0808.5394", "B", html=True),
        Paper("2001.00001", "C", deleted=True),
    )
    asked = {
        target: (status, headers.get("location"))
        for target in (
            *(
                "/abs/1706.03762",
                "/abs/1706.03762v2",
                "/abs/1706.03762v3",
                "/abs/arXiv:1706.3762",
                "/abs/2001.00001",
                "/abs/x",
                "/abs/0808.05394",
            ),
            *(
                "/pdf/0808.5394",
                "/pdf/0808.5394.pdf",
                "/pdf/0808.5394?a=b",
                "/pdf/1706.03762",
                "/pdf/1706.03762v1",
                "/html/0808.5394",
                "/html/1706.03762",
            ),
        )
        for status, headers, _ in [ask("HEAD", "arxiv.org", target)]
    }
    right = {
        "/abs/1706.03762",
        "/abs/1706.03762v2",
        "/pdf/0808.5394",
        "/pdf/1706.03762v1",
        "/html/0808.5394",
    }
    assert {target for target, (status, _) in asked.items() if status == 200} == right
    assert asked["/abs/0808.05394"] == (301, "https://arxiv.org/abs/0808.5394")
    assert (
        asked["/pdf/0808.5394.pdf"]
        == asked["/pdf/0808.5394?a=b"]
        == (301, "https://arxiv.org/pdf/0808.5394")
    )
    assert asked["/abs/2001.00001"][0] == 410
    assert {
        asked[target][0]
        for target in (
            "/abs/x",
            "/abs/1706.03762v3",
            "/pdf/1706.03762",
            "/html/1706.03762",
        )
    } == {404}
    assert (
        ask("GET", "arxiv.org", "/abs/1", plain=True)[1]["location"]
        == "https://arxiv.org/abs/1"
    )


def test_openreview(ask: Asker) -> None:
    review = ask.world.openreview
    review.add(
        Note("YicbFdNTTy", "New"),
        Note("Qg2vi4ZbHM9", "Old", version=1),
        Note("hidden1234", "H", public=False),
    )

    def note(host: str, name: str, **headers: str) -> tuple[int, str]:
        status, _, body = ask("GET", host, f"/notes?id={name}", **headers)
        said = json.loads(body)
        return status, said["name"] if "name" in said else str(
            said["notes"][0]["content"]["title"]
        )

    assert note("api2.openreview.net", "YicbFdNTTy") == (200, "{'value': 'New'}")
    assert note("api.openreview.net", "YicbFdNTTy") == (404, "NotFoundError")
    assert note("api.openreview.net", "Qg2vi4ZbHM9") == (200, "Old")
    assert note("api2.openreview.net", "hidden1234") == (403, "ForbiddenError")
    assert b"was not found" in ask("GET", "openreview.net", "/forum?id=NONSENSE")[2]
    review.gated, review.tokens = True, {"t"}
    assert note("api2.openreview.net", "YicbFdNTTy") == (403, "ChallengeRequiredError")
    assert note("api2.openreview.net", "YicbFdNTTy", Authorization="Bearer t") == (
        200,
        "{'value': 'New'}",
    )
    assert ask("HEAD", "openreview.net", "/forum?id=YicbFdNTTy")[0] == 307
    review.limit = 0
    assert note("api2.openreview.net", "YicbFdNTTy", Authorization="Bearer t") == (
        429,
        "RateLimitError",
    )


def test_doi_and_github(ask: Asker) -> None:
    ask.world.doi.add("10.1000/ABC")
    codes = [
        json.loads(ask("GET", "doi.org", f"/api/handles/10.1000/{name}")[2])[
            "responseCode"
        ]
        for name in ("abc", "AbC", "%61bc", "x")
    ]
    assert codes == [1, 1, 1, 100]
    github = ask.world.github
    github.add("Ada/Engine", "ada/old", files=("README.md",))
    github.rename("ada/old", "ada/new")
    answers = [
        ask("GET", "api.github.com", f"/repos/{name}", User_Agent="x")
        for name in ("ada/engine", "ada/old", "ada/lost")
    ]
    assert [status for status, _, _ in answers] == [200, 301, 404]
    assert (
        json.loads(ask("GET", "api.github.com", "/repositories/2", User_Agent="x")[2])[
            "full_name"
        ]
        == "ada/new"
    )
    assert ask("HEAD", "github.com", "/ada/engine/blob/main/README.md")[0] == 200
    assert (
        ask("HEAD", "github.com", "/ada/old/issues")[1]["location"]
        == "https://github.com/ada/new/issues"
    )
    github.limit = 0
    status, headers, _ = ask(
        "GET", "api.github.com", "/repos/ada/engine", User_Agent="x"
    )
    assert (status, headers["x-ratelimit-remaining"]) == (403, "0")


def test_the_log_tells_all(ask: Asker) -> None:
    ask("POST", "fine.example", "/a?b=c", "d=e", X_A="1")
    (request,) = ask.world.asked("fine.example")
    assert (request.method, request.path, request.query, request.url) == (
        "POST",
        "/a",
        {"b": "c", "d": "e"},
        "https://fine.example/a?b=c",
    )
    assert request.headers["X-A"] == "1"


@pytest.mark.parametrize("kind", ["expired", "self-signed", "wrong-host"])
def test_bad_certificates_are_bad(ask: Asker, kind: str) -> None:
    with pytest.raises(ssl.SSLCertVerificationError):
        ask("GET", f"{kind}.example", "/")


def test_all_animals_answer_or_fail_and_let_go(ask: Asker) -> None:
    """None of them is broken by a mistake of ours: a reply, or what http.client makes of
    their manners.
    """
    failed: dict[str, str] = {}
    slow = (
        "drips-",
        "hangs",
        "silent",
        "head-hangs",
        "endless-",
        "flood-",
        "hop-with-flood",
        "long-pdf",
        "bomb",
        "part-ignored",
        "lies-",
    )
    for name in ask.world.zoo.animals:
        if not name.startswith(slow):
            try:
                ask("GET", f"{name}.example", "/")
            except (OSError, http.client.HTTPException) as error:
                failed[name] = str(error)
    assert not [
        name
        for name in failed
        if name.split("-")[0] in {"status", "moved", "head", "to"}
    ]
    assert not [each for each in ask.world.requests if each.host not in ask.world.hosts]


def test_nobody_gets_out(paper_world: World) -> None:
    for address in ("127.0.0.1", "169.254.169.254"):
        with pytest.raises(OSError, match="the world ends here"):
            socket.create_connection((address, 9), timeout=1)
    assert paper_world.watch.wrong == [("127.0.0.1", 9), ("169.254.169.254", 9)]
    paper_world.watch.wrong.clear()
    with pytest.raises(socket.gaierror):
        socket.create_connection(("nowhere.example", 80), timeout=1)
    with pytest.raises(OSError, match="the world ends here"):
        socket.create_connection(("8.8.8.8", 80), timeout=1)
    assert paper_world.watch.outside == [("8.8.8.8", 80)]


def test_what_is_forbidden() -> None:
    bad = "127.0.0.1 10.0.0.1 ::1 ::ffff:10.0.0.1 64:ff9b::7f00:1 2002:7f00:1:: fe80::1%eth0 168.63.129.16 0.0.0.0 255.255.255.255"
    assert all(
        map(
            is_forbidden,
            [
                *bad.split(),
                "fd00:ec2::254",
                "100.64.0.1",
                "::127.0.0.1",
                "2001:0:4136:e378:8000:63bf:3fff:fdd2",
            ],
        )
    )
    assert not any(
        map(
            is_forbidden, "8.8.8.8 2606:4700::1 64:ff9b::808:808 ::ffff:8.8.8.8".split()
        )
    )


def test_a_proxy_leads_here(paper_world: World) -> None:
    address = paper_world.proxy().removeprefix("http://")
    connection = http.client.HTTPSConnection(
        address,
        timeout=5,
        context=ssl.create_default_context(cafile=str(paper_world.ca_bundle)),
    )
    connection.set_tunnel("fine.example", 443)
    connection.request("GET", "/x")
    reply = connection.getresponse()
    assert (reply.status, b"A paper" in reply.read()) == (200, True)
    connection.close()
    assert paper_world.proxied[0].startswith("CONNECT fine.example:443 ")
    assert [each.path for each in paper_world.asked("fine.example")] == ["/x"]
