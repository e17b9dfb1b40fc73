"""DOIs: whether doi.org has them.

Publishers shut programs out, and are not asked; what they show at a DOI is theirs.
"""

from __future__ import annotations

import json
from urllib.parse import quote

from notelint.links.check_requests import Answer, CheckRequest
from notelint.links.checkers.web import CheckStep, check_page, send, unverified
from notelint.links.client import Reply, Request
from notelint.links.questions import Question
from notelint.rules.context import Verdict

_MOST = 64 << 10
_EXISTS = {
    1,
    200,
}  # of the handle system's codes: found, and found without an address among its values
_UNKNOWN = 100
_HOST = "doi.org"


def check_doi(question: Question) -> CheckRequest:
    """Answer a question about a DOI, or about a publisher's page that has one in its address.

    Where that is no DOI that there is, it may have been more of the address than the DOI:
    then the page itself is asked.
    """
    assert question.paper
    is_page = not question.key.startswith("doi:")
    verdict = yield from _by_handle(question.paper.key)
    if is_page and verdict.state == "missing":
        verdict = yield from check_page(question.url, question.host)
    yield Answer(
        question.key, "web" if is_page and verdict.state != "ok" else "doi", verdict
    )


def _by_handle(name: str) -> CheckStep[Verdict]:
    """Ask the handle system, whose codes are in the DOI handbook (REST API, response
    format); once more where it is in disorder.
    """
    is_path = not {".", ".."} & set(name.split("/"))  # else another page would be asked
    request = Request(
        f"https://doi.org/api/handles/{quote(name, safe='/' if is_path else '')}?type=URL",
        "GET",
        most=_MOST,
    )
    reply = yield from send(request)
    if (
        reply.fault in {"slow", "connection"}
        or (reply.status or 0) >= 500
        or reply.status == 429
    ):
        reply = yield from send(request)
    code = _code(reply)
    if reply.status in {200, 404} and code in _EXISTS:
        return Verdict("ok", reply.status, host=_HOST)
    if reply.status == 404 and code == _UNKNOWN:
        return Verdict("missing", 404, host=_HOST)
    return unverified(reply, _HOST)


def _code(reply: Reply) -> object:
    try:
        said = json.loads(reply.body)
    except (ValueError, RecursionError):
        return None
    return said.get("responseCode") if isinstance(said, dict) else None
