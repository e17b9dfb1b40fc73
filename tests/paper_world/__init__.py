"""Papers on the web, on loopback: arXiv, OpenReview, doi.org, GitHub and a zoo, over real
TCP and TLS under their real names.

    def test_it(paper_world: World) -> None:
        paper_world.arxiv.add(Paper("1706.03762", "Attention Is All You Need", versions=7))
        done = notelint("links", "README.md")          # the fixture sets NOTELINT_CONNECT_TO and REQUESTS_CA_BUNDLE
        assert [each.path for each in paper_world.asked("export.arxiv.org")] == ["/api/query"]

A process gets there with `variables={**paper_world.variables}`; whoever adds hosts sets
NOTELINT_CONNECT_TO again, to `paper_world.connect_to`. With the fixture, no connection of
this process leaves: `watch.wrong` holds what should never have been dialled, and must be
empty in the end.
"""

from tests.paper_world.arxiv import Paper
from tests.paper_world.clock import FakeClock
from tests.paper_world.messages import (
    Answer,
    Reply,
    Request,
    Script,
    Site,
    data,
    page,
    to,
)
from tests.paper_world.openreview import Note
from tests.paper_world.world import World
from tests.paper_world.zoo import DOMAIN, FINE, PLACES, STATUSES, WAITS

__all__ = [
    "DOMAIN",
    "FINE",
    "PLACES",
    "STATUSES",
    "WAITS",
    "Answer",
    "FakeClock",
    "Note",
    "Paper",
    "Reply",
    "Request",
    "Script",
    "Site",
    "World",
    "data",
    "page",
    "to",
]
