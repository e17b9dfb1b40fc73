"""The real address inside a wrapper: silence first."""

import pytest

from notelint.papers.redirects import unwrapped

INNER = "https%3A%2F%2Fexample.org%2Fa"
REAL = "https://example.org/a"


@pytest.mark.parametrize(
    "url",
    [
        "",
        "https://example.org/a",
        f"https://example.org/url?q={INNER}",
        "https://t.co/abc",
        "https://bit.ly/abc?url=x",
        "https://www.google.com/search?q=https://example.org",
        "https://www.google.com/url?sa=t&url=&q=",
        "https://www.google.com/url?q=attention",
        "https://www.google.com/url?q=ftp%3A%2F%2Fexample.org",
        "https://www.google.com/url?q=javascript%3Ahttp",
        "https://www.google.com/url?q=http%3A%2F%2F",
        "https://www.google.com/url?q=https%3A%2F%2Flocalhost%2Fa",
        "https://www.google.com/url?q=https%3A%2F%2Fme%40example.org",
        "https://www.google.com/url?q=https%3A%2F%2Fexample.org%2F%FF",
        "https://www.google.com/url?q=https%3A%2F%2Fexample.org%2F%0Aa",
        "https://www.google.com/url?q=https%3A%2F%2Fexample.org%2F%01a",
        f"https://google.example.org/url?q={INNER}",
        f"https://www.google.evil.example/url?q={INNER}",
        f"https://translate.google.com/translate?u={INNER}",
        f"https://www.youtube.com/watch?v=abc&q={INNER}",
        f"https://twitter.com/intent/tweet?url={INNER}",
        f"https://www.facebook.com/sharer/sharer.php?u={INNER}",
        f"https://www.linkedin.com/shareArticle?url={INNER}",
        f"https://web.archive.org/web/2020/{INNER}",
        f"https://zhuanlan.zhihu.com/p/1?target={INNER}",
        f"https://link.zhihu.com/other?target={INNER}",
        f"https://safelinks.protection.outlook.com.example.org/?url={INNER}",
        "https://www.baidu.com/link?url=abcdef-http",
        f"//www.google.com/url?q={INNER}",
    ],
)
def test_no_wrapper(url: str) -> None:
    assert unwrapped(url) is None


@pytest.mark.parametrize(
    "url",
    [
        f"https://www.google.com/url?q={INNER}",
        f"https://www.google.com/url?sa=t&rct=j&q=&esrc=s&url={INNER}&usg=x",
        f"https://www.google.com.hk/url?sa=t&url={INNER}",
        f"http://www.google.co.uk/url?q={INNER}",
        f"https://google.de/url?q={INNER}&sa=D",
        f"https://scholar.google.com/scholar_url?url={INNER}&hl=en",
        f"https://scholar.google.ch/scholar_url?url={INNER}",
        f"https://link.zhihu.com/?target={INNER}",
        f"http://link.zhihu.com?target={INNER}",
        f"https://twitter.com/i/redirect?url={INNER}&t=1",
        f"https://x.com/i/redirect?url={INNER}",
        f"https://l.facebook.com/l.php?u={INNER}&h=x",
        f"https://lm.facebook.com/l.php?u={INNER}",
        f"https://www.youtube.com/redirect?event=video_description&q={INNER}&v=x",
        f"https://link.jianshu.com/?t={INNER}",
        f"https://links.jianshu.com/go?to={INNER}",
        f"https://link.csdn.net/?target={INNER}",
        f"https://link.juejin.cn/?target={INNER}",
        f"https://out.reddit.com/t3_abc?url={INNER}&token=x",
        f"https://www.linkedin.com/redir/redirect?url={INNER}",
        f"https://duckduckgo.com/l/?uddg={INNER}&rut=x",
        f"https://eur01.safelinks.protection.outlook.com/?url={INNER}&data=x",
        f"https://slack-redir.net/link?url={INNER}",
        f"https://safelinks.protection.outlook.com/?url={INNER}",
        f"https://gitee.com/link?target={INNER}",
        f"https://getpocket.com/redirect?url={INNER}",
        f"https://l.instagram.com/?u={INNER}",
        f"https://l.messenger.com/l.php?u={INNER}",
        f"https://link.juejin.im/?target={INNER}",
        f"https://www.linkedin.com/redir/general-malware-page?url={INNER}",
        f"https://medium.com/r/?url={INNER}",
        f"https://www.oschina.net/action/GoToLink?url={INNER}",
        f"https://t.umblr.com/redirect?z={INNER}&t=x",
        f"https://vk.com/away.php?to={INNER}",
        f"https://link.zhihu.com/?target=https%3A//link.zhihu.com/%3Ftarget%3D{INNER.replace('%', '%25')}",
    ],
)
def test_wrappers(url: str) -> None:
    assert unwrapped(url) == REAL


@pytest.mark.parametrize(
    ("inner", "real"),
    [
        ("https://example.org/a", "https://example.org/a"),
        (
            "https%3A//example.org/a%3Fb%3Dc%26d%3De%23f",
            "https://example.org/a?b=c&d=e#f",
        ),
        ("https%3A//example.org/a%2520b", "https://example.org/a%20b"),
        ("https%3A//example.org/a%20b", "https://example.org/a%20b"),
        ("https%3A//example.org/a_(b)", "https://example.org/a_%28b%29"),
        (
            "https%3A//example.org/%5Ba%5D%3Cb%3E%22%7C%5C",
            "https://example.org/%5Ba%5D%3Cb%3E%22%7C%5C",
        ),
        ("https%3A//example.org/a+b", "https://example.org/a+b"),
        ("https%3A//example.org/%E8%AE%BA", "https://example.org/论"),
        ("https%3A//example.org/%25E8%25AE%25BA", "https://example.org/%E8%AE%BA"),
        ("https%3A//example.org%3A8080/a", "https://example.org:8080/a"),
        ("https%3A//example.org", "https://example.org"),
        ("https://example.org/a#b", "https://example.org/a#b"),
        ("https%3A//example.org/a%23b#c", "https://example.org/a#b"),
    ],
)
def test_the_real_address_is_decoded_once(inner: str, real: str) -> None:
    assert unwrapped(f"https://link.zhihu.com/?target={inner}") == real


def test_the_first_of_two_is_taken() -> None:
    assert (
        unwrapped(
            f"https://link.zhihu.com/?target={INNER}&target=https%3A//other.example"
        )
        == REAL
    )
    assert (
        unwrapped(f"https://www.google.com/url?q=https%3A//other.example&url={INNER}")
        == REAL
    )


def test_wrappers_without_end() -> None:
    url = "https://example.org/a"
    for _ in range(8):
        url = "https://link.zhihu.com/?target=" + url.replace("%", "%25").replace(
            "?", "%3F"
        ).replace("=", "%3D")
    assert (unwrapped(url) or "").startswith("https://link.zhihu.com/?target=")
