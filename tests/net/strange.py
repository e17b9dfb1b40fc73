"""Addresses that strangers write to get where they may not, for Hypothesis."""

from __future__ import annotations

from hypothesis import strategies as st

from tests.paper_world import DOMAIN, PLACES

NUMBERS = """
    127.0.0.1 127.1 0
    127.0.0.1. 0.0.0.0 2130706433 0x7f000001 0x7f.1 0177.0.0.1 017700000001
    10.0.0.1 192.168.0.1 172.16.0.1 169.254.169.254
    2852039166 100.64.0.1 100.100.100.200 168.63.129.16 192.0.0.8 198.18.0.1 224.0.0.1 240.0.0.1 255.255.255.255 8.8.8.8 1.1.1.1
    [::1] [::]
    [::ffff:127.0.0.1] [::127.0.0.1] [64:ff9b::7f00:1] [64:ff9b:1::1] [2002:7f00:1::] [2001:0:4136:e378:8000:63bf:3fff:fdd2]
    [fe80::1%25eth0]
    [fd00:ec2::254] [ff02::1] [fec0::1] [2001:db8::1] [2606:4700::1111] １２７.０.０.１ ①②⑦.⓪.⓪.① 127。0。0。1 %31%32%37.0.0.1
""".split()
NAMES = [
    "localhost",
    "LOCALHOST",
    "localhost.",
    "a.localhost",
    f"inside.{DOMAIN}",
    f"mixed.{DOMAIN}",
    f"unsure.{DOMAIN}",
    f"INSIDE.{DOMAIN}.",
    "nobody.example",
]
ANIMALS = [f"to-{name}.{DOMAIN}" for name in PLACES] + [
    f"moved-to-metadata.{DOMAIN}",
    f"fine.{DOMAIN}",
    "arxiv.org",
    "doi.org",
    "github.com",
    "openreview.net",
]

hosts = st.one_of(
    st.sampled_from(NUMBERS),
    st.sampled_from(NAMES),
    st.sampled_from(ANIMALS),
    st.ip_addresses(v=4).map(str),
    st.ip_addresses(v=6).map(lambda ip: f"[{ip}]"),
    st.ip_addresses(v=4, network="127.0.0.0/8").map(lambda ip: str(int(ip))),
    st.ip_addresses(v=4, network="10.0.0.0/8").map(lambda ip: hex(int(ip))),
    st.ip_addresses(v=4).map(lambda ip: f"[::ffff:{ip}]"),
    st.text(max_size=12),
)
schemes = st.sampled_from(
    [
        "http://",
        "https://",
        "HTTP://",
        "//",
        "http:/",
        "http:",
        "https:\\\\",
        "ftp://",
        "file://",
        "gopher://",
        "javascript:",
        "",
    ]
)
users = st.sampled_from(
    [
        "",
        "",
        "",
        "ada@",
        "ada:secret@",
        f"fine.{DOMAIN}@",
        f"fine.{DOMAIN}\\@",
        f"fine.{DOMAIN}%40",
        f"fine.{DOMAIN}#@",
        f"fine.{DOMAIN}?@",
    ]
)
ports = st.sampled_from(
    [
        "",
        "",
        "",
        ":80",
        ":443",
        ":22",
        ":0",
        ":65535",
        ":99999",
        ":",
        ":-1",
        ":８０",
        ":6379",
    ]
)
paths = st.one_of(
    st.sampled_from(
        [
            "",
            "/",
            "/latest/meta-data/",
            "/abs/1706.03762",
            "/pdf/1706.03762v1",
            "/forum?id=YicbFdNTTy",
            "/10.1000/abc",
            "/ada/engine",
            "/a b",
            "/\x1b[31m",
        ]
    ),
    st.text(max_size=8).map(lambda text: f"/{text}"),
)
addresses = st.builds("{}{}{}{}{}".format, schemes, users, hosts, ports, paths)
"""Addresses, most of which lead nowhere good."""

links = st.one_of(
    st.builds("[a]({})".format, addresses),
    st.builds("[a](<{}>)".format, addresses),
    st.builds("<{}>".format, addresses),
    st.builds("{}".format, addresses),
    st.builds("<a href='{}'>a</a>".format, addresses),
    st.builds("![]({})".format, addresses),
)
notebooks = st.lists(links, min_size=1, max_size=4).map(
    lambda all_: "".join(
        f"1. [A paper](https://fine.{DOMAIN}/)\n   {each}\n" for each in all_
    )
)
"""Whole notebooks with such links in all forms."""
