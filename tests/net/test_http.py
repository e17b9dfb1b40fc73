"""One request: whom it may reach, how long it takes, how much it reads, and what it tells of us."""

from __future__ import annotations

import os
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notelint.errors import NotelintError
from notelint.net.addresses import BlockedError, detours, is_public, vetted
from notelint.net.http import Client, Reply, Request
from tests.paper_world import DOMAIN, World
from tests.paper_world.network import is_forbidden


@pytest.fixture
def world() -> Iterator[World]:
    with World() as world, world.watch():
        yield world
        assert not world.watch.wrong


def client(world: World, seconds: float = 5.0, **tokens: str) -> Client:
    return Client(detours(world.connections), {"REQUESTS_CA_BUNDLE": str(world.ca_bundle)}, tokens, seconds)


PUBLIC = "8.8.8.8 1.1.1.1 93.184.215.14 2606:4700::1111 ::ffff:8.8.8.8 64:ff9b::808:808 2002:808:808:: 172.15.0.1 192.169.0.1"
CLOSED = """
    0.0.0.0 10.0.0.1 100.64.0.1 100.100.100.200 127.0.0.1 127.8.9.1 168.63.129.16 169.254.169.254 172.16.0.1 172.31.255.255
    192.0.0.8 192.0.0.9 192.0.2.1 192.88.99.1 192.168.1.1 198.18.0.1 198.51.100.1 203.0.113.1 224.0.0.1 240.0.0.1 255.255.255.255
    :: ::1 ::ffff:127.0.0.1 ::127.0.0.1 64:ff9b::7f00:1 64:ff9b::a9fe:a9fe 64:ff9b:1::1 100::1 2001:0:4136:e378:8000:63bf:3fff:fdd2
    2001:10::1 2001:db8::1 2002:7f00:1:: 2002:a9fe:a9fe:: 3fff::1 5f00::1 fc00::1 fd00:ec2::254 fe80::1 fe80::1%eth0 fec0::1 ff02::1
"""


def test_addresses_of_the_open_internet() -> None:
    assert [each for each in PUBLIC.split() if not is_public(each)] == []


def test_addresses_that_lead_inside() -> None:
    assert [each for each in CLOSED.split() if is_public(each)] == []


@given(st.one_of(st.ip_addresses(v=4), st.ip_addresses(v=6), st.ip_addresses(v=4).map(lambda ip: f"::ffff:{ip}")).map(str))
def test_nothing_is_public_that_the_registries_close(address: str) -> None:
    assert not (is_public(address) and is_forbidden(address))


@pytest.mark.parametrize("host", ["127.0.0.1", "127.1", "2130706433", "0x7f000001", "0177.0.0.1", "localhost", "::1", f"inside.{DOMAIN}"])
def test_what_a_name_leads_to_is_judged_and_not_the_name(world: World, host: str) -> None:
    with pytest.raises(BlockedError, match="not public"):
        vetted(host, 80)


def test_one_address_of_several_is_enough(world: World) -> None:
    assert client(world).ask(Request(f"http://mixed.{DOMAIN}/")).fault == "refused"
    assert not world.watch.dialled


REFUSED = {
    "ftp://fine.zoo.example/": "only http and https are asked",
    "file:///etc/passwd": "only http and https are asked",
    "https://ada:secret@fine.zoo.example/": "there is a user's name in it",
    "https://ada@fine.zoo.example/": "there is a user's name in it",
    "https://@fine.zoo.example/": "there is a user's name in it",
    "http://fine.zoo.example:22/": "port 22 is not asked",
    "http://fine.zoo.example:99999/": "no address that could be asked",
    "http://10.0.0.1/": "the address is not public",
    "http://[::1]/": "the address is not public",
    "http://inside.zoo.example/": "inside.zoo.example is in a network that is not public",
    "https://[::1": "no address that could be asked",
    "https:///x": "no address that could be asked",
    f"https://fine.zoo.example/{'a' * 9000}": "the address is too long",
}


@pytest.mark.parametrize("url", REFUSED)
def test_refused_without_a_word_of_what_is_secret(world: World, url: str) -> None:
    assert client(world).ask(Request(url)) == Reply(url, fault="refused", reason=REFUSED[url])
    assert not world.watch.dialled
    assert not world.requests


def test_fine(world: World) -> None:
    reply = client(world).ask(Request(f"https://fine.{DOMAIN}/paper?x=1#y"))
    assert (reply.status, reply.body, reply.fault) == (200, b"", "")
    (asked,) = world.requests
    assert (asked.method, asked.target, asked.host) == ("HEAD", "/paper?x=1", f"fine.{DOMAIN}")
    assert {name.lower() for name in asked.headers} == {"host", "user-agent", "accept", "accept-encoding", "connection"}


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("expired", "its certificate: certificate has expired"),
        ("self-signed", "its certificate: unable to get local issuer certificate"),
        ("wrong-host", "its certificate is another host's"),
        ("no-tls", "no secure connection"),
    ],
)
def test_certificates_are_verified(world: World, name: str, reason: str) -> None:
    reply = client(world).ask(Request(f"https://{name}.{DOMAIN}/"))
    assert (reply.fault, reply.reason) == ("certificate", reason)


def test_who_is_not_in_the_bundle_is_not_trusted(world: World) -> None:
    assert Client(detours(world.connections), {}).ask(Request(f"https://fine.{DOMAIN}/")).fault == "certificate"


def test_bundle_that_is_none(tmp_path: Path) -> None:
    (tmp_path / "x.pem").write_text("nothing")
    for name in ("REQUESTS_CA_BUNDLE", "SSL_CERT_FILE"):
        with pytest.raises(NotelintError, match=f"{name}: .*nowhere.pem: no such file or directory"):
            Client(detours([]), {name: str(tmp_path / "nowhere.pem")})
        with pytest.raises(NotelintError, match=f"{name}: .*x.pem: "):
            Client(detours([]), {name: str(tmp_path / "x.pem")})


SLOW = ["drips-headers", "drips-status", "hangs", "endless-continue", "silent"]


@pytest.mark.parametrize("name", SLOW)
def test_the_time_is_for_the_request_as_a_whole(world: World, name: str) -> None:
    began = time.monotonic()
    reply = client(world, 0.5).ask(Request(f"http://{name}.{DOMAIN}/"))
    assert (reply.status, reply.fault) == (None, "slow")
    assert 0.4 < time.monotonic() - began < 2


def test_tls_that_never_shakes_hands_costs_the_time_too(world: World) -> None:
    began = time.monotonic()
    assert client(world, 0.5).ask(Request(f"https://silent.{DOMAIN}/")).fault == "slow"
    assert time.monotonic() - began < 2


def test_body_is_read_as_far_as_is_wanted(world: World) -> None:
    asked = Request(f"https://long-pdf.{DOMAIN}/", "GET", most=1000)
    assert len(client(world).ask(asked).body) == 1000
    assert client(world).ask(asked._replace(most=0)).body == b""
    assert client(world, 0.5).ask(Request(f"http://drips-body.{DOMAIN}/", "GET", most=1000)).fault == "slow"


def test_bomb_is_not_opened(world: World) -> None:
    reply = client(world).ask(Request(f"https://bomb.{DOMAIN}/", "GET", most=100_000))
    assert reply.body.startswith(b"\x1f\x8b")
    assert len(reply.body) == 100_000


def test_redirects_are_not_followed_here(world: World) -> None:
    reply = client(world).ask(Request(f"https://moved-301.{DOMAIN}/"))
    assert (reply.status, reply.is_permanent, reply.location) == (301, True, f"https://fine.{DOMAIN}/paper")
    assert [each.host for each in world.requests] == [f"moved-301.{DOMAIN}"]


def test_redirect_body_is_not_read(world: World) -> None:
    assert client(world).ask(Request(f"https://hop-with-flood.{DOMAIN}/")).is_redirect
    time.sleep(0.05)
    assert world.zoo.poured["hop-with-flood"] < 5_000_000


@pytest.mark.parametrize(
    ("url", "is_sent"),
    [
        ("https://api.github.com/repos/a/b", True),
        ("http://api.github.com/repos/a/b", False),
        ("https://github.com/a/b", False),
        (f"https://fine.{DOMAIN}/api.github.com", False),
        ("https://api2.openreview.net/notes?id=abcdef", False),
    ],
)
def test_token_goes_to_its_own_host_alone(world: World, url: str, is_sent: bool) -> None:
    client(world, github="secret").ask(Request(url, "GET"))
    assert [each.headers.get("Authorization") for each in world.requests] == ["Bearer secret" if is_sent else None]


def test_netrc_is_not_read(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "netrc").write_text(f"machine fine.{DOMAIN} login ada password secret\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    client(world).ask(Request(f"https://fine.{DOMAIN}/"))
    assert "Authorization" not in world.requests[0].headers


def test_proxy_of_the_environment_is_used_and_told_no_more_than_it_must(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", world.proxy())
    monkeypatch.delenv("NO_PROXY", raising=False)
    through = Client(detours([]), {"REQUESTS_CA_BUNDLE": str(world.ca_bundle)}, {"github": "secret"})
    world.github.tokens.add("secret")
    assert through.ask(Request("https://api.github.com/repos/a/b", "GET")).status == 404
    assert world.requests[0].headers["Authorization"] == "Bearer secret"
    assert len(world.proxied) == 1
    assert "secret" not in world.proxied[0]


@pytest.mark.parametrize("host", ["10.0.0.1", "localhost", f"inside.{DOMAIN}", f"mixed.{DOMAIN}", "127.1"])
def test_proxy_is_not_asked_for_what_lies_inside(world: World, monkeypatch: pytest.MonkeyPatch, host: str) -> None:
    monkeypatch.setenv("HTTP_PROXY", world.proxy())
    monkeypatch.setenv("NO_PROXY", "")
    assert Client(detours([]), {}).ask(Request(f"http://{host}/")).fault == "refused"
    assert not world.proxied


def test_name_that_nobody_has(world: World) -> None:
    assert client(world).ask(Request("https://nobody.example/")).fault == "nobody"
    assert client(world).ask(Request(f"https://unsure.{DOMAIN}/")).fault == "connection"


def test_proxy_whose_name_nobody_has_says_nothing_of_a_page(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://nobody.example:3128")
    monkeypatch.delenv("NO_PROXY", raising=False)
    world.names["page.example"] = world.names["doi.org"] = ["93.184.215.14"]
    assert Client(detours([]), {}).ask(Request("https://page.example/")).fault == "connection"


def test_without_a_network_no_name_is_called_lost(world: World) -> None:
    assert Client(detours([]), {}).ask(Request("https://nobody.example/")).fault == "connection"
    assert Client(detours([]), {}).ask(Request("https://nobody.invalid/")).fault == "nobody"


def test_stop_ends_what_is_under_way(world: World) -> None:
    asking, replies = client(world, 30.0), list[Reply]()
    thread = threading.Thread(target=lambda: replies.append(asking.ask(Request(f"https://hangs.{DOMAIN}/"))))
    thread.start()
    while not world.requests:
        time.sleep(0.01)
    asking.stop()
    thread.join(5)
    assert [each.fault for each in replies] == ["slow"]
    assert asking.ask(Request(f"https://fine.{DOMAIN}/")).fault == "slow", "and nothing more is asked"


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="counts open files as Linux shows them")
def test_no_socket_is_left_open(world: World) -> None:
    asking = client(world, 0.3)
    for name in ("fine", "hangs", "resets", "long-pdf", "refused"):
        asking.ask(Request(f"https://{name}.{DOMAIN}/", "GET"))
    mine = {os.readlink(f"/proc/self/fd/{each}") for each in os.listdir("/proc/self/fd") if os.path.islink(f"/proc/self/fd/{each}")}
    time.sleep(0.2)
    for _ in range(5):
        asking.ask(Request(f"https://fine.{DOMAIN}/", "GET"))
    time.sleep(0.2)
    now = {os.readlink(f"/proc/self/fd/{each}") for each in os.listdir("/proc/self/fd") if os.path.islink(f"/proc/self/fd/{each}")}
    assert len([each for each in now - mine if each.startswith("socket:")]) <= 2, "the world's own, at most"


@pytest.mark.parametrize(
    ("text", "asked", "place"),
    [
        ("arxiv.org:443:127.0.0.1:8443", ("arxiv.org", 443), ("127.0.0.1", 8443)),
        ("arxiv.org:443:127.0.0.1:8443", ("ARXIV.ORG", 443), ("127.0.0.1", 8443)),
        ("arxiv.org:443:127.0.0.1:8443", ("arxiv.org", 80), None),
        ("arxiv.org::[::1]:", ("arxiv.org", 443), ("::1", 443)),
        (":443:mirror.example:444", ("x.example", 443), ("mirror.example", 444)),
        ("::10.0.0.1:", ("x.example", 80), ("10.0.0.1", 80)),
        ("[::1]:80:127.0.0.1:81", ("::1", 80), ("127.0.0.1", 81)),
    ],
)
def test_detours(text: str, asked: tuple[str, int], place: tuple[str, int] | None) -> None:
    assert detours([text]).of(*asked) == place


@pytest.mark.parametrize("text", ["", "x", "a:b:c:d", "a:1:b", "a:1::2", "a:99999:b:1", "a:1:b:2:c", "a:-1:b:2"])
def test_detours_that_are_none(text: str) -> None:
    with pytest.raises(NotelintError, match="--connect-to: expects HOST:PORT:ADDRESS:PORT"):
        detours([text])


def test_detour_allows_its_own_address_alone(world: World) -> None:
    asking = Client(detours([f"a.example:80:127.0.0.1:{world.plain_port}"]), {})
    assert asking.ask(Request("http://a.example/")).status == 421, "it is there, and knows no such host"
    assert asking.ask(Request(f"http://127.0.0.1:{world.plain_port}/")).fault == "refused"
    assert asking.ask(Request("http://127.0.0.1/")).fault == "refused"


def test_names_are_resolved_once_for_a_connection(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that leads elsewhere a moment later leads there in vain: what was judged is what is dialled."""
    calls = []

    def rebinding(host: str, *_: object, **__: object) -> list[tuple[object, ...]]:
        calls.append(host)
        address = "93.184.215.14" if calls.count("rebinds.example") == 1 and host == "rebinds.example" else host
        if address == "rebinds.example":
            address = "127.0.0.1"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 80))]

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    Client(detours([]), {}).ask(Request("http://rebinds.example/"))
    assert world.watch.dialled == [("93.184.215.14", 80)]
