"""doi.org: the handle API, and the redirect to a publisher (facts/papers.md, §3.2)."""

from __future__ import annotations

from urllib.parse import unquote

from tests.paper_world.messages import Answer, Request, data, page, to


class Doi:
    """doi.org, in a `mood`: "well", "denied" (403, as to runners in 2024), "broken"
    (code 2), "html" (no JSON), "no-values" (code 200).
    """

    def __init__(self) -> None:
        self._known: dict[str, str] = {}
        self.mood = "well"

    def add(
        self, *dois: str, publisher: str = "https://publisher.zoo.example/article"
    ) -> None:
        self._known.update({doi.lower(): publisher for doi in dois})

    def site(self, request: Request) -> Answer:
        if request.scheme == "http":
            return to(f"https://doi.org{request.target}")
        if self.mood == "denied":
            return page("Forbidden", 403)
        if self.mood == "html":
            return page("DOI.ORG is down for maintenance")
        handle = unquote(request.path).removeprefix("/api/handles").removeprefix("/")
        publisher = self._known.get(handle.lower())
        if not request.path.startswith("/api/handles/"):
            return to(publisher, 302) if publisher else page("DOI Not Found", 404)
        if self.mood == "broken":
            return data(
                {"responseCode": 2, "handle": handle, "message": "Server error"}, 500
            )
        if self.mood == "no-values":
            return data({"responseCode": 200, "handle": handle})
        if not publisher:
            return data({"responseCode": 100, "handle": handle}, 404)
        value = {
            "index": 1,
            "type": "URL",
            "data": {"format": "string", "value": publisher},
            "ttl": 86400,
            "timestamp": "2017-01-01T00:00:00Z",
        }
        return data({"responseCode": 1, "handle": handle, "values": [value]})
