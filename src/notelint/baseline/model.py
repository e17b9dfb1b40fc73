"""What a baseline holds: which findings were accepted, and in which files."""

from collections.abc import Mapping
from typing import NamedTuple

VERSION = 1
Place = tuple[str, str]  # the path of a file, as the baseline has it, and a fingerprint


class Accepted(NamedTuple):
    """A finding that was accepted.

    `name`, `place` and `text` help people to recognise it; `reason` is why it stays, in a
    person's own words.
    """

    code: str
    fingerprint: str
    name: str = ""
    place: str = ""
    text: str = ""
    reason: str = ""


class Baseline(NamedTuple):
    """The accepted findings of each file, by its path from the baseline's folder, with `/`."""

    findings: Mapping[str, tuple[Accepted, ...]] = {}

    @property
    def places(self) -> frozenset[Place]:
        """The files and fingerprints of all accepted findings."""
        places = set()
        for path, entries in self.findings.items():
            for entry in entries:
                places.add((path, entry.fingerprint))
        return frozenset(places)
