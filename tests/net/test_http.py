"""One request: whom it may reach, how long it takes, how much it reads, and what it
tells of us.
"""

from __future__ import annotations

import ipaddress
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
from notelint.links.addresses import BlockedError, block_of, detours, is_public, vetted
from notelint.links.client import Client, Reply, Request
from notelint.links.tokens import tokens_of
from tests.paper_world import DOMAIN, World
from tests.paper_world.network import FORBIDDEN, is_forbidden


@pytest.fixture
def world() -> Iterator[World]:
    with World() as world, world.watch():
        yield world
        assert not world.watch.wrong


def client(world: World, seconds: float = 5.0, **tokens: str) -> Client:
    return Client(
        detours(world.connections),
        {"REQUESTS_CA_BUNDLE": str(world.ca_bundle)},
        tokens,
        seconds,
    )


PUBLIC = "8.8.8.8 1.1.1.1 93.184.215.14 2606:4700::1111 ::ffff:8.8.8.8 64:ff9b::808:808 2002:808:808:: 172.15.0.1 192.169.0.1"
CLOSED = """
    0.0.0.0 10.0.0.1 100.64.0.1 100.100.100.200 127.0.0.1 127.8.9.1 168.63.129.16 169.254.169.254 172.16.0.1 172.31.255.255
    192.0.0.8 192.0.0.9 192.0.2.1 192.88.99.1 192.168.1.1 198.18.0.1 198.51.100.1 203.0.113.1 224.0.0.1 240.0.0.1 255.255.255.255
    :: ::1 ::ffff:127.0.0.1 ::127.0.0.1 ::ffff:0:7f00:1 ::ffff:0:808:808 100:0:0:1::1 4000::1 2001:4:112::1 2620:4f:8000::1
    2606:4700::5efe:a00:1 2606:4700::1%eth0 192.31.196.1 192.52.193.1 192.175.48.1
    64:ff9b::7f00:1 64:ff9b::a9fe:a9fe 64:ff9b:1::1 100::1 2001:0:4136:e378:8000:63bf:3fff:fdd2
    2001:10::1 2001:db8::1 2002:7f00:1:: 2002:a9fe:a9fe:: 3fff::1 5f00::1 fc00::1 fd00:ec2::254 fe80::1 fe80::1%eth0 fec0::1 ff02::1
"""


def test_addresses_of_the_open_internet() -> None:
    assert [each for each in PUBLIC.split() if not is_public(each)] == []


def test_addresses_that_lead_inside() -> None:
    assert [each for each in CLOSED.split() if is_public(each)] == []


@given(
    st.one_of(
        st.ip_addresses(v=4),
        st.ip_addresses(v=6),
        st.ip_addresses(v=4).map(lambda ip: f"::ffff:{ip}"),
    ).map(str)
)
def test_nothing_is_public_that_the_registries_close(address: str) -> None:
    assert not (is_public(address) and is_forbidden(address))


private = st.sampled_from(
    [each for each in map(ipaddress.ip_network, FORBIDDEN) if each.version == 4]
).flatmap(lambda block: st.ip_addresses(network=block).map(int))
EMBEDDED = {
    "mapped": lambda ip: 0xFFFF << 32 | ip,
    "translated": lambda ip: 0xFFFF << 48 | ip,
    "compatible": lambda ip: ip,
    "nat64": lambda ip: 0x64FF9B << 96 | ip,
    "nat64 of one's own": lambda ip: 0x64FF9B0001 << 80 | ip,
    "6to4": lambda ip: 0x2002 << 112 | ip << 80 | 1,
    "isatap": lambda ip: 0x26064700 << 96 | 0x5EFE << 32 | ip,
    "isatap of a global one": lambda ip: 0x26064700 << 96 | 0x02005EFE << 32 | ip,
    "teredo server": lambda ip: 0x20010000 << 96 | ip << 64,
    "teredo client": lambda ip: 0x20010000 << 96 | 0x08080808 << 64 | ip ^ 0xFFFFFFFF,
}


@given(private, st.sampled_from(sorted(EMBEDDED)))
def test_a_private_address_is_private_in_whatever_it_is_wrapped(
    ip: int, form: str
) -> None:
    assert not is_public(str(ipaddress.IPv6Address(EMBEDDED[form](ip)))), form


@given(st.ip_addresses(v=6))
def test_of_the_new_addresses_only_those_that_are_handed_out_are_public(
    ip: ipaddress.IPv6Address,
) -> None:
    is_open = any(
        ip in ipaddress.ip_network(each)
        for each in ("2000::/3", "64:ff9b::/96", "::ffff:0:0/96")
    )
    assert is_open or not is_public(str(ip))
    assert not is_public(f"{ip}%eth0")


def test_who_answers_at_an_address() -> None:
    assert block_of("192.0.2.1") != block_of("192.0.2.2")
    assert (
        block_of("2606:4700::1")
        == block_of("2606:4700::ffff:1:2:3")
        != block_of("2606:4700:0:1::1")
    )
    assert block_of("64:ff9b::808:808") == block_of("::ffff:8.8.8.8") == "8.8.8.8"


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "127.1", "2130706433", "0x7f000001", "0177.0.0.1", "::1"]
)
def test_numbers_are_read_as_the_system_reads_them(world: World, host: str) -> None:
    with pytest.raises(BlockedError, match="not public"):
        vetted(host, 80)


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "LOCALHOST.",
        "a.localhost",
        "router",
        "nas.local",
        "vault.internal",
        "nas.home.arpa",
    ],
)
def test_names_of_private_networks_are_not_looked_up(world: World, host: str) -> None:
    with pytest.raises(
        BlockedError, match="names of this kind are for private networks"
    ):
        vetted(host, 80)
    assert not world.watch.looked_up


@pytest.mark.parametrize("scheme", ["http", "https"])
@pytest.mark.parametrize("name", ["inside", "mixed"])
def test_name_that_leads_inside_is_no_more_than_one_that_nobody_has(
    world: World, name: str, scheme: str
) -> None:
    """Who reads the log of a pull request does not learn which names there are."""
    nobody, inside = (
        client(world).ask(Request(f"{scheme}://{each}.{DOMAIN}/"))
        for each in ("nobody-has-this-name", name)
    )
    assert (
        inside._replace(url="")
        == nobody._replace(url="")
        == Reply("", fault="nobody", reason="no public host has this name")
    )
    lost, blind = (
        Client(detours([]), {}).ask(Request(f"{scheme}://{each}.{DOMAIN}/"))
        for each in ("nobody-has-this-name", name)
    )
    assert blind._replace(url="") == lost._replace(url=""), "and without a network"
    assert not world.watch.dialled


def test_of_many_addresses_a_few_are_dialled(world: World) -> None:
    world.names["many.example"] = [f"93.184.215.{number}" for number in range(1, 60)]
    assert client(world).ask(Request("http://many.example/")).fault == "connection"
    assert len(world.watch.dialled) == 4


REFUSED = {
    "ftp://fine.example/": "only http and https are asked",
    "file:///etc/passwd": "only http and https are asked",
    "https://ada:secret@fine.example/": "there is a user's name in it",
    "https://ada@fine.example/": "there is a user's name in it",
    "https://@fine.example/": "there is a user's name in it",
    "http://fine.example:22/": "port 22 is not asked",
    "http://fine.example:99999/": "no address that could be asked",
    "http://10.0.0.1/": "the address is not public",
    "http://[::1]/": "the address is not public",
    "http://localhost/": "names of this kind are for private networks",
    "https://router/admin": "names of this kind are for private networks",
    "https://[::1": "no address that could be asked",
    "https:///x": "no address that could be asked",
    f"https://fine.example/{'a' * 9000}": "the address is too long",
}


@pytest.mark.parametrize("url", REFUSED)
def test_refused_without_a_word_of_what_is_secret(world: World, url: str) -> None:
    assert client(world).ask(Request(url)) == Reply(
        url, fault="refused", reason=REFUSED[url]
    )
    assert not world.watch.dialled
    assert not world.requests


def test_fine(world: World) -> None:
    reply = client(world).ask(Request(f"https://fine.{DOMAIN}/paper?x=1#y"))
    assert (reply.status, reply.body, reply.fault) == (200, b"", "")
    (asked,) = world.requests
    assert (asked.method, asked.target, asked.host) == (
        "HEAD",
        "/paper?x=1",
        f"fine.{DOMAIN}",
    )
    assert {name.lower() for name in asked.headers} == {
        "host",
        "user-agent",
        "accept",
        "accept-encoding",
        "connection",
    }


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
    assert (
        Client(detours(world.connections), {})
        .ask(Request(f"https://fine.{DOMAIN}/"))
        .fault
        == "certificate"
    )


def test_bundle_that_is_none(tmp_path: Path) -> None:
    (tmp_path / "x.pem").write_text("nothing")
    for name in ("REQUESTS_CA_BUNDLE", "SSL_CERT_FILE"):
        with pytest.raises(
            NotelintError, match=f"{name}: .*nowhere.pem: no such file or directory"
        ):
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
    assert (
        client(world, 0.5)
        .ask(Request(f"http://drips-body.{DOMAIN}/", "GET", most=1000))
        .fault
        == "slow"
    )


def test_bomb_is_not_opened(world: World) -> None:
    reply = client(world).ask(Request(f"https://bomb.{DOMAIN}/", "GET", most=100_000))
    assert reply.body.startswith(b"\x1f\x8b")
    assert len(reply.body) == 100_000


def test_redirects_are_not_followed_here(world: World) -> None:
    reply = client(world).ask(Request(f"https://moved-301.{DOMAIN}/"))
    assert (reply.status, reply.is_permanent, reply.location) == (
        301,
        True,
        f"https://fine.{DOMAIN}/paper",
    )
    assert [each.host for each in world.requests] == [f"moved-301.{DOMAIN}"]


def test_redirect_body_is_not_read(world: World) -> None:
    assert client(world).ask(Request(f"https://hop-with-flood.{DOMAIN}/")).is_redirect
    time.sleep(0.05)
    assert world.zoo.poured["hop-with-flood"] < 5_000_000


API = "https://api.github.com"
NOTES = "https://api2.openreview.net/notes?id="


@pytest.mark.parametrize(
    "url",
    [
        f"{API}/repos/a/b",
        f"{API}/repos/a-1/b_c.d",
        f"{NOTES}abcdef",
        f"{NOTES}a-B_1".replace("2", ""),
    ],
)
def test_token_goes_with_what_a_lane_asks(world: World, url: str) -> None:
    service = "github" if "github" in url else "openreview"
    client(world, **{service: "secret"}).ask(Request(url, "GET", token=service))
    client(world, **{service: "secret"}).ask(Request(url, "GET"))
    assert [each.headers.get("Authorization") for each in world.requests] == [
        "Bearer secret",
        None,
    ], "and not with a notebook's link"


@pytest.mark.parametrize(
    "url",
    [
        *(
            f"{API}{path}"
            for path in (
                "/",
                "/user",
                "/repos/a/..",
                "/repos/a/b/..",
                "/repos/a/%2E%2E",
                "/repos/a/b/contents",
                "/repos/a/b?x",
            )
        ),
        *(
            f"{API}{path}"
            for path in (
                "/repos/a/b#x",
                "/repos/a%2fb/c",
                "/repos/a/b%3fx",
                "/repositories/1",
                "/repos//b",
                "/repos/a/b/",
            )
        ),
        *(
            f"{each}/repos/a/b"
            for each in (
                "http://api.github.com",
                "https://github.com",
                f"https://fine.{DOMAIN}/api.github.com",
            )
        ),
        f"https://api.github.com.{DOMAIN}/repos/a/b",
        "https://api.github.com./repos/a/b",
        "https://api.github.com%2eevil.example/repos/a/b",
        *(f"{NOTES}{name}" for name in ("a&x=1", "a/../b", "", "a%26x")),
        "https://openreview.net/notes?id=abcdef",
    ],
)
def test_token_goes_nowhere_else(world: World, url: str) -> None:
    for service in ("github", "openreview"):
        client(world, github="secret", openreview="secret").ask(
            Request(url, "GET", token=service)
        )
    assert {each.headers.get("Authorization") for each in world.requests} <= {None}


@pytest.mark.parametrize(
    "url",
    [f"https://API.GitHub.com/repos/a/b{end}" for end in ("", "#x")]
    + ["https://api.github.com:443/repos/a/b"],
)
def test_token_of_one_service_is_not_anothers(world: World, url: str) -> None:
    client(world, openreview="secret").ask(Request(url, "GET", token="github"))
    client(world, github="secret").ask(Request(url, "GET", token="openreview"))
    assert {each.headers.get("Authorization") for each in world.requests} <= {None}


@pytest.mark.parametrize(
    "token", ["a b", "a\r\nHost: x", "schlüssel", "a\x00b", "令牌"]
)
def test_token_that_is_none_is_not_repeated(token: str) -> None:
    with pytest.raises(
        NotelintError, match="GITHUB_TOKEN: has spaces or other letters in it"
    ) as caught:
        tokens_of({"GITHUB_TOKEN": token})
    assert token not in str(caught.value)
    assert tokens_of(
        {"GITHUB_TOKEN": " ghp_a1 \n", "OPENREVIEW_TOKEN": "", "OTHER": "x"}
    ) == {"github": "ghp_a1"}


def test_netrc_is_not_read(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "netrc").write_text(
        f"machine fine.{DOMAIN} login ada password secret\n"
    )
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    client(world).ask(Request(f"https://fine.{DOMAIN}/"))
    assert "Authorization" not in world.requests[0].headers


def test_proxy_of_the_environment_is_used_and_told_no_more_than_it_must(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", world.proxy())
    monkeypatch.delenv("NO_PROXY", raising=False)
    through = Client(
        detours([]), {"REQUESTS_CA_BUNDLE": str(world.ca_bundle)}, {"github": "secret"}
    )
    world.github.tokens.add("secret")
    assert (
        through.ask(
            Request("https://api.github.com/repos/a/b", "GET", token="github")
        ).status
        == 404
    )
    assert world.requests[0].headers["Authorization"] == "Bearer secret"
    assert len(world.proxied) == 1
    assert "secret" not in world.proxied[0]


@pytest.mark.parametrize(
    "host", ["10.0.0.1", "localhost", f"inside.{DOMAIN}", f"mixed.{DOMAIN}", "127.1"]
)
def test_proxy_is_not_asked_for_what_lies_inside(
    world: World, monkeypatch: pytest.MonkeyPatch, host: str
) -> None:
    monkeypatch.setenv("HTTP_PROXY", world.proxy())
    monkeypatch.setenv("NO_PROXY", "")
    reply = Client(detours([]), {}).ask(Request(f"http://{host}/"))
    if host.endswith(DOMAIN):
        assert (reply.fault, reply.reason) == (
            "connection",
            "there is no way through the proxy",
        )
    else:
        assert reply.fault == "refused"
    assert not world.proxied


def test_name_that_nobody_has(world: World) -> None:
    assert client(world).ask(Request("https://nobody.example/")).fault == "nobody"
    assert client(world).ask(Request(f"https://unsure.{DOMAIN}/")).fault == "connection"


def test_proxy_whose_name_nobody_has_says_nothing_of_a_page(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://nobody.example:3128")
    monkeypatch.delenv("NO_PROXY", raising=False)
    world.names["page.example"] = world.names["doi.org"] = ["93.184.215.14"]
    assert (
        Client(detours([]), {}).ask(Request("https://page.example/")).fault
        == "connection"
    )


def test_without_a_network_no_name_is_called_lost(world: World) -> None:
    assert (
        Client(detours([]), {}).ask(Request("https://nobody.example/")).fault
        == "connection"
    )
    assert (
        Client(detours([]), {}).ask(Request("https://nobody.invalid/")).fault
        == "nobody"
    )


def test_stop_ends_what_is_under_way(world: World) -> None:
    asking, replies = client(world, 30.0), list[Reply]()
    thread = threading.Thread(
        target=lambda: replies.append(asking.ask(Request(f"https://hangs.{DOMAIN}/")))
    )
    thread.start()
    while not world.requests:
        time.sleep(0.01)
    asking.stop()
    thread.join(5)
    assert [each.fault for each in replies] == ["slow"]
    assert asking.ask(Request(f"https://fine.{DOMAIN}/")).fault == "slow", (
        "and nothing more is asked"
    )


@pytest.mark.skipif(
    not Path("/proc/self/fd").exists(), reason="counts open files as Linux shows them"
)
def test_no_socket_is_left_open(world: World) -> None:
    asking = client(world, 0.3)
    for name in ("fine", "hangs", "resets", "long-pdf", "refused"):
        asking.ask(Request(f"https://{name}.{DOMAIN}/", "GET"))
    mine = {
        os.readlink(f"/proc/self/fd/{each}")
        for each in os.listdir("/proc/self/fd")
        if os.path.islink(f"/proc/self/fd/{each}")
    }
    time.sleep(0.2)
    for _ in range(5):
        asking.ask(Request(f"https://fine.{DOMAIN}/", "GET"))
    time.sleep(0.2)
    now = {
        os.readlink(f"/proc/self/fd/{each}")
        for each in os.listdir("/proc/self/fd")
        if os.path.islink(f"/proc/self/fd/{each}")
    }
    assert len([each for each in now - mine if each.startswith("socket:")]) <= 2, (
        "the world's own, at most"
    )


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
def test_detours(
    text: str, asked: tuple[str, int], place: tuple[str, int] | None
) -> None:
    assert detours([text]).of(*asked) == place


@pytest.mark.parametrize(
    "text",
    ["", "x", "a:b:c:d", "a:1:b", "a:1::2", "a:99999:b:1", "a:1:b:2:c", "a:-1:b:2"],
)
def test_detours_that_are_none(text: str) -> None:
    with pytest.raises(
        NotelintError, match="--connect-to: expects HOST:PORT:ADDRESS:PORT"
    ):
        detours([text])


def test_detour_allows_its_own_address_alone(world: World) -> None:
    asking = Client(detours([f"a.example:80:127.0.0.1:{world.plain_port}"]), {})
    assert asking.ask(Request("http://a.example/")).status == 421, (
        "it is there, and knows no such host"
    )
    assert (
        asking.ask(Request(f"http://127.0.0.1:{world.plain_port}/")).fault == "refused"
    )
    assert asking.ask(Request("http://127.0.0.1/")).fault == "refused"


def test_names_are_resolved_once_for_a_connection(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that leads elsewhere a moment later leads there in vain: what was judged is
    what is dialled.
    """
    calls = []

    def rebinding(host: str, *_: object, **__: object) -> list[tuple[object, ...]]:
        calls.append(host)
        address = (
            "93.184.215.14"
            if calls.count("rebinds.example") == 1 and host == "rebinds.example"
            else host
        )
        if address == "rebinds.example":
            address = "127.0.0.1"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 80))]

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    Client(detours([]), {}).ask(Request("http://rebinds.example/"))
    assert world.watch.dialled == [("93.184.215.14", 80)]
