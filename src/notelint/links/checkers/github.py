"""GitHub's repositories, through its API, for who has a token: its pages are for people,
and limited harder.
"""

from __future__ import annotations

import json

from notelint.links.check_requests import Answer, CheckRequest
from notelint.links.checkers.web import check_page, send
from notelint.links.client import Reply, Request
from notelint.links.questions import Question
from notelint.rules.context import Verdict

_MOST = 256 << 10
_API = "https://api.github.com"
_RENAMED = "it has another name now, and is not public"


def check_github(question: Question) -> CheckRequest:
    """Answer a question about the front page of a repository; by the page itself where the
    API does not tell.

    The API redirects to what has another name now. It is not followed there, for a token
    goes with no redirect.
    """
    reply = yield from send(
        Request(f"{_API}/repos/{question.name}", "GET", most=_MOST, token="github")
    )
    name = _name(reply)
    if name:
        is_renamed = name.lower() != question.name.lower()
        target = f"https://github.com/{name}" if is_renamed else ""
        verdict = Verdict(
            "moved" if is_renamed else "ok", 200, target=target, host="github.com"
        )
    else:
        verdict = yield from check_page(question.url, "github.com")
        if (
            reply.is_redirect and verdict.state == "dead"
        ):  # it is private, and shown to who has a token
            verdict = Verdict(
                "unverified", reply.status, reason=_RENAMED, host="github.com"
            )
    yield Answer(question.key, "github", verdict)


def _name(reply: Reply) -> str:
    """The name of the repository that the API tells of: `owner/name`."""
    try:
        said = json.loads(reply.body) if reply.status == 200 else None
    except (ValueError, RecursionError):
        return ""
    name = said.get("full_name") if isinstance(said, dict) else None
    return (
        name
        if isinstance(name, str) and name.count("/") == 1 and name.isprintable()
        else ""
    )
