"""What is private in an address: silence first."""

import pytest

from notelint.papers.secrets import Secret, secret_in

KEY = "0123456789abcdef0123456789abcdef"


@pytest.mark.parametrize(
    "url",
    [
        "",
        "https://arxiv.org/abs/1706.03762",
        "https://openreview.net/forum?id=YicbFdNTTy",
        "https://mp.weixin.qq.com/s?__biz=MzA3MzI4MjgzMw==&mid=2650719971&idx=2&sn=c7e0d1f6dd4e9ddce291e9bc2c85c65f&chksm=871b&scene=21",
        "https://mp.weixin.qq.com/s?mid=1&token=&lang=zh_CN",
        "https://mp.weixin.qq.com/s?mid=1&key=short",
        "https://mp.weixin.qq.com/s/abcdefghijklmnopqrstuv",
        "https://example.org/?token=12345678",
        "https://codecov.io/gh/me/notes/branch/main/graph/badge.svg?token=ABCDEFGH12",
        "https://pics4.baidu.com/feed/a.jpeg?token=b23e1dbbaeaf12ffe3d168bd997a8d66&s=01307D32",
        "https://raw.githubusercontent.com/me/notes/main/a.png",
        "https://raw.githubusercontent.com/me/notes/main/a.png?token=",
        "https://github.com/me/notes/blob/main/a.png?raw=true",
        "https://github.com/me/notes/blob/main/token=a/raw?x=token",
        "https://github.com/me/raw/issues?token=a1",
        "https://github.com/me/notes/raw/main/a.pdf?download=1",
        "https://git.example.org/me/notes/raw/main/a.pdf?token=AB12",
        "https://example.org/?expires=1&se=2&ex=3",
        "https://dl.acm.org/citation.cfm?id=3186116",
        "https://dl.acm.org/doi/10.1145/3186116?acc=open",
        "https://example.org/doc?acc=OPEN&key=4D4702B0C3E38B35",
        "https://example.org/api?api_key=YOUR_API_KEY",
        "https://example.org/api?api_key=DEMO_KEY_FOR_EVERYBODY",
        "https://example.org/api?access_token=xxxxxxxxxxxxxxxxxxxxxxxx",
        "https://example.org/api?access_token=<token>",
        "https://api.mapbox.com/a.png?access_token=pk.eyJ1IjoiYSIsImEiOiJjaWlkZGQ0ODQwMDN",
        "https://example.org/api_key=0123456789abcdef0123",
        "https://example.org/#access_token=0123456789abcdef0123",
        "https://example.org/?signature=painting-by-the-old-master",
        "https://example.org/?expires=2020&signature=me",
        "https://example.org/?sig=chi-group-of-the-university&page=2",
        "https://drive.google.com/file/d/a/view?usp=sharing&resourcekey=0-abcdefg",
        "https://pan.baidu.com/s/abc?pwd=1234",
        "https://example.org/jsessionid/a",
        "https://example.org/a;b=c",
        "https://example.org/a?x=;jsessionid",
        "https://example.org/(S(short))/a.aspx",
        "https://en.wikipedia.org/wiki/Proxy_server",
        "https://example.org/ezproxy.html",
        "https://myezproxyblog.example.org/a",
        "https://www.google.com/url?q=https%3A%2F%2Fmp.weixin.qq.com%2Fs%3Ftoken%3D12345678",
        "javascript:x=';jsessionid=1'",
        "figs/a.png?X-Amz-Signature=1",
        "https://me:pw@example.org/?phpsessid=1",
    ],
)
def test_nothing_private(url: str) -> None:
    assert secret_in(url) is None


@pytest.mark.parametrize(
    ("url", "name", "kind"),
    [
        (
            "https://mp.weixin.qq.com/s?mid=1&token=1865767437&lang=zh_CN",
            "token=",
            "session",
        ),
        (f"http://mp.weixin.qq.com/s?mid=1&uin=1&key={KEY}", "key=", "session"),
        (
            "https://mp.weixin.qq.com/s?mid=1&pass_ticket=a%2Bb",
            "pass_ticket=",
            "session",
        ),
        ("https://mp.weixin.qq.com/s?mid=1&tempkey=abc", "tempkey=", "expiring"),
        (
            "https://dl.acm.org/ft_gateway.cfm?id=1&acc=OPEN&key=4D47%2E4D47",
            "key=",
            "expiring",
        ),
        (
            "http://delivery.acm.org/10.1145/1/a.pdf?ip=1.2.3.4&id=1&acc=ACTIVE%20SERVICE&key=4D47",
            "key=",
            "expiring",
        ),
        (
            "http://portal.acm.org/citation.cfm?id=1&CFID=12&CFTOKEN=34",
            "CFTOKEN=",
            "session",
        ),
        (
            "https://dl.acm.org/doi/pdf/10.1145/1?casa_token=abc:def",
            "casa_token=",
            "session",
        ),
        (
            "https://raw.githubusercontent.com/me/notes/main/a.png?token=AB12",
            "token=",
            "expiring",
        ),
        ("https://github.com/me/notes/raw/main/a.pdf?token=AB12", "token=", "expiring"),
        (
            "https://private-user-images.githubusercontent.com/1/2.png?jwt=a.b.c",
            "jwt=",
            "expiring",
        ),
        (
            "https://b.s3.amazonaws.com/a.pdf?X-Amz-Date=1&X-Amz-Signature=ab",
            "X-Amz-Signature=",
            "expiring",
        ),
        (
            "https://pdf.example.org/a.pdf?X-Amz-Security-Token=ab",
            "X-Amz-Security-Token=",
            "expiring",
        ),
        (
            "https://storage.googleapis.com/b/a.pdf?X-Goog-Signature=ab",
            "X-Goog-Signature=",
            "expiring",
        ),
        (
            f"https://b.s3.amazonaws.com/a.pdf?AWSAccessKeyId=A&Expires=1&Signature={KEY}",
            "Signature=",
            "expiring",
        ),
        (
            f"https://file.example.org/a.pdf?expirationTimestamp=1&signature={KEY}",
            "signature=",
            "expiring",
        ),
        (
            f"https://a.blob.core.windows.net/b/c?sv=2020&se=2021&sr=b&sig={KEY}",
            "sig=",
            "expiring",
        ),
        (
            f"https://cdn.discordapp.com/attachments/1/2/a.png?ex=65&is=64&hm={KEY}",
            "hm=",
            "expiring",
        ),
        ("https://raw.github.com/me/notes/main/a.png?token=AB12", "token=", "expiring"),
        ("https://watermark.silverchair.com/a.pdf?token=AQEC", "token=", "expiring"),
        (
            "https://a.oss-cn.aliyuncs.com/a.png?x-oss-signature=ab",
            "x-oss-signature=",
            "expiring",
        ),
        (
            "https://a.cos.myqcloud.com/a.png?q-ak=A&q-signature=ab",
            "q-signature=",
            "expiring",
        ),
        ("https://reader.elsevier.com/reader/sd/pii/S0?token=8A", "token=", "expiring"),
        ("https://example.org/a.jsp;jsessionid=0A1B", ";jsessionid=", "session"),
        (
            "http://example.org:8080/a/b;JSESSIONID=0A1B?x=1#y",
            ";JSESSIONID=",
            "session",
        ),
        ("https://example.org/a?PHPSESSID=0a1b", "PHPSESSID=", "session"),
        (
            "http://www.example.org/(S(czeh2tfqyw2orz553k1w0r45))/a.aspx",
            "(S(…))",
            "session",
        ),
        (f"https://example.org/api?access_token={KEY}", "access_token=", "secret"),
        (f"https://example.org/api?a=b&api_key={KEY}&c=d", "api_key=", "secret"),
        (
            "https://www-example-com.ezproxy.uni.example/a",
            "www-example-com.ezproxy.uni.example",
            "login",
        ),
        (
            "https://ezproxy.uni.example/login?url=https://example.org",
            "ezproxy.uni.example",
            "login",
        ),
        (
            "https://example-org.libproxy.uni.example/a",
            "example-org.libproxy.uni.example",
            "login",
        ),
    ],
)
def test_private(url: str, name: str, kind: str) -> None:
    assert secret_in(url) == Secret(name, kind)


def test_long_addresses_take_linear_time() -> None:
    assert (
        secret_in(
            "https://example.org/"
            + ";jsessionid" * 50_000
            + "/(S(" * 50_000
            + "?"
            + "a=b&" * 50_000
        )
        is None
    )
