"""Addresses that only lead on to another one, which is written inside: search engines,
mail scanners, sites that count who leaves.
"""

from __future__ import annotations

import re

from notelint.papers.addresses import decoded, read_address

# Where each site, without `www.`, has the real address: the path of the wrapper or the
# folder it is in, and the parameter.
_WRAPPERS = {
    "duckduckgo.com": ("/l", "uddg"),
    "getpocket.com": ("/redirect", "url"),
    "gitee.com": ("/link", "target"),
    "l.facebook.com": ("/l.php", "u"),
    "l.instagram.com": ("/", "u"),
    "l.messenger.com": ("/l.php", "u"),
    "lm.facebook.com": ("/l.php", "u"),
    "link.csdn.net": ("/", "target"),
    "link.jianshu.com": ("/", "t"),
    "link.juejin.cn": ("/", "target"),
    "link.juejin.im": ("/", "target"),
    "link.zhihu.com": ("/", "target"),
    "linkedin.com": ("/redir", "url"),
    "medium.com": ("/r", "url"),
    "links.jianshu.com": ("/go", "to"),
    "oschina.net": ("/action/GoToLink", "url"),
    "out.reddit.com": ("/", "url"),
    "slack-redir.net": ("/link", "url"),
    "t.umblr.com": ("/redirect", "z"),
    "twitter.com": ("/i/redirect", "url"),
    "vk.com": ("/away.php", "to"),
    "x.com": ("/i/redirect", "url"),
    "youtube.com": ("/redirect", "q"),
}
_ANYWHERE = frozenset({"out.reddit.com"})  # the path says which post it was
_GOOGLE = r"(?:scholar\.)?google\.(?:com|cat|[a-z]{2}|com?\.[a-z]{2})"
_SAFELINKS = "safelinks.protection.outlook.com"
_REAL = r"https?://[^\s/?#@]+\.[^\s/?#@.]{2,}(?::\d+)?(?:[/?#].*)?"
_DEEPEST = 5

# What an address in Markdown cannot hold as it is, wherever it stands.
_ENCODED = {char: f"%{ord(char):02X}" for char in " \"'()<>[\\]`{|}"}


def unwrapped(url: str) -> str | None:
    """The real address inside a wrapper, decoded once; None where the address is no
    wrapper, or none with a web address inside.

    The wrapper's fragment goes along, as it does in browsers. A wrapper inside a wrapper is
    opened too.
    """
    found = None
    for _ in range(_DEEPEST):
        inner = _inside(url)
        if inner is None:
            break
        found = url = inner
    return found


def _inside(url: str) -> str | None:
    address = read_address(url) if "http" in url[len("http") :] else None
    if address is None:
        return None
    given = {
        name: value
        for name, _, value in (
            piece.partition("=") for piece in reversed(address.query.split("&"))
        )
    }
    for name in _names(address.site, address.path.rstrip("/") or "/"):
        inner = decoded(given.get(name, ""))
        if re.fullmatch(_REAL, inner) and inner.isprintable() and "\ufffd" not in inner:
            whole = inner if "#" in inner else inner + address.anchor
            return "".join(_ENCODED.get(char, char) for char in whole)
    return None


def _names(site: str, path: str) -> tuple[str, ...]:
    """The parameters that may hold the real address."""
    if site == _SAFELINKS or site.endswith(f".{_SAFELINKS}"):
        return ("url",)
    if "google." in site and re.fullmatch(_GOOGLE, site):
        return {"/url": ("url", "q"), "/scholar_url": ("url",)}.get(path, ())
    start, name = _WRAPPERS.get(site, ("", ""))
    is_one = name and (
        site in _ANYWHERE or path == start or path.startswith(f"{start}/")
    )
    return (name,) if is_one else ()
