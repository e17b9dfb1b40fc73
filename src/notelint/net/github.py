"""GitHub's repositories, through its API, for who has a token: its pages are for people, and limited harder."""

from __future__ import annotations

import json
from urllib.parse import urlsplit

from notelint.net.http import Reply, Request
from notelint.net.questions import Question
from notelint.net.queue import Answer, Inquiry
from notelint.net.web import judged, sent
from notelint.surroundings import Verdict

_MOST = 256 << 10
_API = "https://api.github.com"


def ask_github(question: Question) -> Inquiry:
    """Answer a question about the front page of a repository; by the page itself where the API does not tell."""
    reply = yield from sent(Request(f"{_API}/repos/{question.name}", "GET", most=_MOST))
    if reply.is_permanent and _is_ours(reply.location):
        reply = yield from sent(Request(reply.location, "GET", most=_MOST))
    name = _name(reply)
    if name:
        is_renamed = name.lower() != question.name.lower()
        target = f"https://github.com/{name}" if is_renamed else ""
        yield Answer(question.key, "github", Verdict("moved" if is_renamed else "ok", 200, target=target, host="github.com"))
    else:
        yield Answer(question.key, "github", (yield from judged(question.url, "github.com")))


def _is_ours(url: str) -> bool:
    place = urlsplit(url)
    return place.scheme == "https" and place.netloc == "api.github.com"


def _name(reply: Reply) -> str:
    """The name of the repository that the API tells of: `owner/name`."""
    try:
        said = json.loads(reply.body) if reply.status == 200 else None
    except (ValueError, RecursionError):
        return ""
    name = said.get("full_name") if isinstance(said, dict) else None
    return name if isinstance(name, str) and name.count("/") == 1 and name.isprintable() else ""
