"""What rules may know of the world, as plain data. Collected before they run; rules ask, and never look themselves."""

import posixpath
import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from notelint.papers.address import decoded
from notelint.source import Span

OWN_DISK = re.compile(r"file:/+|[A-Za-z]:[\\/]|/(?:Users|home|mnt|root|Volumes|private|tmp|var)/|~/", re.IGNORECASE)

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")


class Suppressed(NamedTuple):
    """A code or name in a `notelint-disable` comment: where it stands, and whether it silenced anything."""

    span: Span
    selector: str
    comment: Span
    only: bool


class Place(NamedTuple):
    """What a path leads to: `path` is how the file is really spelled, None where there is none; `exact`, whether it was asked so."""

    path: str | None
    exact: bool


class Surroundings(NamedTuple):
    """The world around one notebook.

    `path` is the notebook's own, relative to the root (of the repository, or of the folder outside of one), with `/`. `folders` maps a
    folder, relative to the root and normalised, to the names in it; a folder that is not in the map does not exist. `unused` are the
    parts of the notebook's comments that silenced nothing.
    """

    path: str = ""
    folders: Mapping[str, frozenset[str]] = {}
    unused: Sequence[Suppressed] = ()

    def resolve(self, target: str) -> str:
        """A local path as it is relative to the root; one that starts with `/` begins there."""
        base = "" if target.startswith("/") else posixpath.dirname(self.path)
        return posixpath.normpath(posixpath.join(base, target.lstrip("/")))

    def find(self, target: str) -> Place:
        """The file that a local path leads to, in the right letter case or in another."""
        path = self.resolve(target)
        folder, found, exact = "", [], True
        for name in path.split("/"):
            if name == "..":
                found.append(name)
                folder = posixpath.normpath(posixpath.join(folder, name))
                continue
            names = self.folders.get(folder, frozenset())
            real = name if name in names else next((each for each in sorted(names) if each.casefold() == name.casefold()), None)
            if real is None:
                return Place(None, False)
            exact = exact and real == name
            found.append(real)
            folder = posixpath.normpath(posixpath.join(folder, real)) if folder else real
        return Place("/".join(found), exact)

    def names_beside(self, target: str) -> frozenset[str]:
        """The names in the folder that a local path leads to."""
        return self.folders.get(posixpath.dirname(self.resolve(target)), frozenset())


def local_path(target: str) -> str | None:
    """The path in a target that leads to a file beside the notebook, decoded; None for addresses, anchors and data."""
    if not target or target.startswith(("#", "//", "?")) or _SCHEME.match(target):
        return None
    path = decoded(re.split(r"[?#]", target, maxsplit=1)[0])
    return path.strip() or None


def tails(path: str) -> list[str]:
    """What is left of a path on somebody's own disk when folders are taken off its front, the longest first."""
    parts = [part for part in re.split(r"[\\/]+", path) if part]
    return ["/".join(parts[first:]) for first in range(1, len(parts))]


def paths_in(target: str) -> list[str]:
    """The local paths that a target may mean: as written (slashes for backslashes), and its tails where it is on one's own disk."""
    plain = target.strip().replace("\\", "/")
    path = local_path(plain)
    return [*([path] if path else []), *(tails(plain) if OWN_DISK.match(plain) else [])]
