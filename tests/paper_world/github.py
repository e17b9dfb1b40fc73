"""GitHub: its API with a limit, and its pages (facts/papers.md, §3.1)."""

from __future__ import annotations

import threading
from collections.abc import Callable

from tests.paper_world.messages import Answer, Reply, Request, data, page, to


class GitHub:
    """api.github.com, github.com and raw.githubusercontent.com.

    Names are told apart without regard to case, as GitHub does.

    `limit` counts the requests that the API still answers; None: as many as you like. With
    one of `tokens` there is none. `throttled`: the pages answer 429, with this as
    Retry-After.
    """

    def __init__(self, time: Callable[[], float]) -> None:
        self._time, self._lock = time, threading.Lock()
        self._known: dict[str, int] = {}
        self._names: dict[int, str] = {}
        self._moved: dict[str, int] = {}
        self._files: set[str] = set()
        self.limit: int | None = None
        self.tokens: set[str] = set()
        self.throttled: str | None = None

    def add(self, *names: str, files: tuple[str, ...] = ()) -> None:
        """Repositories `owner/name`, each with files, by path and the branch `main`."""
        for name in names:
            number = len(self._names) + 1
            self._known[name.lower()], self._names[number] = number, name
            self._files |= {f"{name.lower()}/main/{path}" for path in files}

    def rename(self, before: str, name: str) -> None:
        number = self._known.pop(before.lower())
        self._moved[before.lower()] = number
        self._known[name.lower()], self._names[number] = number, name

    def api(self, request: Request) -> Answer:
        if request.scheme == "http":
            return to(f"https://api.github.com{request.target}")
        token = request.headers.get("Authorization", "").rpartition(" ")[2]
        if token and token not in self.tokens:
            return data({"message": "Bad credentials"}, 401)
        if not request.headers.get("User-Agent"):
            return page("Request forbidden by administrative rules.", 403)
        left = self._left(token)
        if left < 0:
            stop = (
                ("x-ratelimit-limit", "60"),
                ("x-ratelimit-remaining", "0"),
                ("x-ratelimit-reset", str(int(self._time()) + 1800)),
            )
            return data(
                {"message": "API rate limit exceeded for 192.0.2.1."}, 403
            ).having(*stop)
        return self._repository(request).having(
            ("x-ratelimit-limit", "60"), ("x-ratelimit-remaining", str(left))
        )

    def _left(self, token: str) -> int:
        with self._lock:
            if token or self.limit is None:
                return 59
            self.limit -= 1
            return self.limit

    def _repository(self, request: Request) -> Reply:
        parts = request.path.removeprefix("/").split("/")
        if (
            parts[0] == "repositories"
            and len(parts) == 2
            and parts[1].isdecimal()
            and int(parts[1]) in self._names
        ):
            return self._told(int(parts[1]))
        name = "/".join(parts[1:3]).lower()
        if parts[0] == "repos" and len(parts) == 3:
            if name in self._moved:
                number = self._moved[name]
                address = f"https://api.github.com/repositories/{number}"
                return data(
                    {"message": "Moved Permanently", "url": address}, 301
                ).having(("Location", address))
            if name in self._known:
                return self._told(self._known[name])
        return data({"message": "Not Found", "status": "404"}, 404)

    def _told(self, number: int) -> Reply:
        name = self._names[number]
        return data(
            {
                "id": number,
                "full_name": name,
                "html_url": f"https://github.com/{name}",
                "archived": False,
                "private": False,
            }
        )

    def site(self, request: Request) -> Answer:
        if request.scheme == "http":
            return to(f"https://{request.host}{request.target}")
        if self.throttled is not None:
            return page("Too many requests", 429).having(
                ("Retry-After", self.throttled)
            )
        parts = request.path.strip("/").split("/")
        name = "/".join(parts[:2]).lower()
        if request.host.startswith("raw."):
            return (
                page("raw")
                if "/".join([name, *parts[2:]]) in self._files
                else page("404: Not Found", 404)
            )
        if name in self._moved:
            rest = "".join(f"/{part}" for part in parts[2:])
            return to(f"https://github.com/{self._names[self._moved[name]]}{rest}")
        if name not in self._known:
            return page("Not Found", 404)
        if parts[2:3] == ["blob"]:
            return (
                page(parts[-1])
                if "/".join([name, *parts[3:]]) in self._files
                else page("Not Found", 404)
            )
        return page(self._names[self._known[name]])
