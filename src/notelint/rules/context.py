"""What rules may know of the repository, as plain data.

It is collected before they run: rules never look at the disk, git or the network.
"""

import posixpath
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from notelint.papers import PaperId
from notelint.papers.addresses import decoded
from notelint.text.source import Span

OWN_DISK = re.compile(
    r"file:/+|[A-Za-z]:[\\/]|/(?:Users|home|mnt|root|Volumes|private|tmp|var)/|~/",
    re.IGNORECASE,
)

_DEEPEST = 40  # folders that a path in a repository goes through at most
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")
_BLOB = r"(?i)https?://(?:www\.)?github\.com/([^/?#]+/[^/?#]+)/blob/([^?#]+)(?:\?(?!raw=)[^#]*)?(?:#(.*))?"
_FRONT_PAGE = r"(?i)https?://(?:www\.)?github\.com/([^/?#]+/[^/?#]+?)(?:\.git)?(?:/tree/(?:main|master|HEAD))?/?"
_MAIN = frozenset({"main", "master", "HEAD"})


class Suppressed(NamedTuple):
    """A code or name in a `notelint-disable` comment: where it stands, and whether it
    stands there alone.
    """

    span: Span
    selector: str
    comment: Span
    only: bool


class Place(NamedTuple):
    """What a path leads to: `path` is how the file is really spelled, None where there is
    none; `exact`, whether the path spells it so.

    With `outside` it leads out of the repository, and nobody looks what is there.
    """

    path: str | None
    exact: bool
    outside: bool = False


class Picture(NamedTuple):
    """What a figure's file holds, by its content.

    `kind`: png, jpeg, gif, webp, svg, avif or another kind of picture, else empty, lfs (a
    Git LFS pointer), html, text, pdf, video or unknown. `size` in bytes.
    """

    kind: str
    size: int


class Mention(NamedTuple):
    """An entry of another notebook: its file (relative to the root), the line it starts
    in (from 1), its section's title and its name.
    """

    path: str
    line: int
    section: str
    name: str


class Verdict(NamedTuple):
    """What was found out about a link by asking the network, or what was stored of an
    earlier answer.

    `state` is one of: `ok`; `moved` (every hop permanent: `target` is the new address;
    never a paper's); `missing` (the service that knows says that there is no such paper);
    `dead` (404 asked twice, 410, no such host); `withdrawn` (or retracted); `unverified`
    (it is not known) and `refused` (a checker must not ask), both with the `reason` in
    a few words, which others may have too. `code` is the last HTTP status, None where none
    was had. `title`, `authors` and `venue` (`doi:…` where no more is known) are as the
    service spells them. `host` is who was asked; `asked` when, in unix seconds, 0.0 where
    nobody was; `stored`, whether it comes from the cache.
    """

    state: str
    code: int | None = None
    target: str = ""
    title: str = ""
    authors: tuple[str, ...] = ()
    venue: str = ""
    reason: str = ""
    host: str = ""
    asked: float = 0.0
    stored: bool = False


class RepoContext(NamedTuple):
    """What is known of the repository around one notebook.

    All paths are relative to the root (of the repository, or of the folder outside of one),
    with `/`.

    `path` is the notebook's own. `folders` maps a folder, normalised, to the names in it; a
    folder that is not in the map does not exist. `unused` are the parts of the notebook's
    comments that suppressed nothing. `tracked` are the files in Git's index, `others` those
    that are neither tracked nor ignored; None outside of a repository. `pictures` tells
    what the figures' files hold, by path. `anchors` has the names that links can lead to in
    the other notebooks that this one's links name, by path and in lower case. `repository`
    is `owner/name` at GitHub, empty where that is not known. `mentions` are the entries on
    each paper in the other notebooks, filled where the config asks for it. `shown` are the
    files that the repository's notebooks show or link to, `folded`, filled for F306 alone.
    `verdicts` are what the network says of the notebook's links, by `Link.url`: an address
    that is not among them was not asked. It is None where no link was asked at all.
    `outside` are the local paths that lead out of the root by a symbolic link on the way;
    with `is_repository` those that `..` leads out do, too. `submodules` are those among
    `outside` that lead into a submodule, which is another repository.
    """

    path: str = ""
    folders: Mapping[str, frozenset[str]] = {}
    unused: Sequence[Suppressed] = ()
    tracked: frozenset[str] | None = None
    others: frozenset[str] = frozenset()
    pictures: Mapping[str, Picture] = {}
    anchors: Mapping[str, frozenset[str]] = {}
    repository: str = ""
    mentions: Mapping[PaperId, Sequence[Mention]] = {}
    shown: frozenset[str] = frozenset()
    verdicts: Mapping[str, Verdict] | None = None
    outside: frozenset[str] = frozenset()
    submodules: frozenset[str] = frozenset()
    is_repository: bool = True

    def resolve(self, target: str) -> str:
        """A local path as it is relative to the root; one that starts with `/` begins there."""
        base = "" if target.startswith("/") else posixpath.dirname(self.path)
        return posixpath.normpath(posixpath.join(base, target.lstrip("/")))

    def find(self, target: str) -> Place:
        """The file that a local path leads to, in the right letter case or in another."""
        path = self.resolve(target)
        if path == ".":
            return Place(path, True)
        leads_out = self.is_repository and f"{path}/".startswith("../")
        if path in self.outside or leads_out:
            return Place(None, False, outside=True)
        folder, exact = "", True
        names: list[str] = []  # as they are really spelled
        for name in path.split("/"):
            if name == "..":  # at its head alone, and outside of git
                names.append(name)
                folder = posixpath.normpath(posixpath.join(folder, name))
                continue
            if folder not in self.folders:
                return Place(None, False)
            real = spelled(name, self.folders[folder])
            if real is None:
                return Place(None, False)
            exact = exact and real == name
            names.append(real)
            folder = (
                posixpath.normpath(posixpath.join(folder, real)) if folder else real
            )
        return Place("/".join(names), exact)

    def is_in_submodule(self, target: str) -> bool:
        """Whether a local path leads into a submodule."""
        return self.resolve(target) in self.submodules

    def place_of(self, target: str) -> Place | None:
        """The file next to the notebook that a target leads to; None for addresses,
        anchors and data.
        """
        path = local_path(target)
        return self.find(path) if path else None

    def picture_of(self, target: str) -> Picture | None:
        """What the file holds that a figure's target leads to, as far as is known."""
        place = self.place_of(target)
        return self.pictures.get(place.path) if place and place.path else None

    def is_at_hand(self, blob: "Blob") -> bool:
        """Whether GitHub's page of a file is of this very repository's main branch: the
        files of other branches are not known.
        """
        if not self.repository or not self.is_own(blob.repository):
            return False
        return blob.rest.partition("/")[0] in _MAIN

    def is_own(self, repository: str) -> bool:
        """Whether a repository at GitHub is this one, as far as is known."""
        if not self.repository:
            return True
        return repository.casefold() == self.repository.casefold()

    def earlier_mention(self, paper: PaperId) -> Mention | None:
        """The first entry on a paper in the other notebooks that are sorted before this."""
        earlier = [
            mention
            for mention in self.mentions.get(paper, ())
            if mention.path < self.path
        ]
        return min(earlier, default=None)

    def hint(self, target: str) -> str:
        """What may help where a path leads nowhere."""
        near = self._nearest(target)
        return f"did you mean {near}?" if near else "add the file, or correct the path"

    def _nearest(self, target: str) -> str | None:
        """What a path that leads nowhere may mean: the one file of that name elsewhere
        in Git, or one next to it that is spelled alike.
        """
        name = posixpath.basename(target.rstrip("/"))
        same = [
            path
            for path in self.tracked or ()
            if path.endswith(f"/{name}") or path == name
        ]
        if len(same) == 1:
            return posixpath.relpath(same[0], posixpath.dirname(self.path) or ".")
        from difflib import get_close_matches  # slow to import, and seldom needed

        names = sorted(self.names_beside(target))
        for near in get_close_matches(name, names, n=1, cutoff=0.75):
            # Not another figure of a series
            if re.sub(r"\d", "", near) != re.sub(r"\d", "", name):
                return near
        return None

    def verdict_on(self, url: str) -> Verdict | None:
        """What the network says of a link; None where it was not asked."""
        return self.verdicts.get(url) if self.verdicts else None

    def names_beside(self, target: str) -> frozenset[str]:
        """The names in the folder that a local path leads to."""
        return self.folders.get(posixpath.dirname(self.resolve(target)), frozenset())


def spelled(name: str, names: frozenset[str]) -> str | None:
    """A name as it is spelled among names, in its own letter case and Unicode form or in
    others; None where it is not there.
    """
    return name if name in names else _folded(names).get(folded(name))


@lru_cache(maxsize=64)
def _folded(names: frozenset[str]) -> dict[str, str]:
    return {folded(name): name for name in sorted(names, reverse=True)}


def folded(name: str) -> str:
    """A name without what some disks do not tell apart: letter case, and whether an
    accent is a character of its own (NFD) or not (NFC).
    """
    return _composed(name).casefold()


def told_apart(asked: str, real: str) -> str:
    """In what two names differ that some disks do not tell apart, in words."""
    return (
        "the Unicode forms NFC and NFD"
        if _composed(asked) == _composed(real)
        else "letter case"
    )


def _composed(name: str) -> str:
    if name.isascii():
        return name
    from unicodedata import normalize

    return normalize("NFC", name)


class Blob(NamedTuple):
    """GitHub's page of a file: the repository (`owner/name`), the branch and the file's
    path as one, decoded, and the anchor in it.
    """

    repository: str
    rest: str
    fragment: str

    @property
    def path(self) -> str:
        """The file's path, for a branch without a slash in its name."""
        return "/" + self.rest.partition("/")[2]


def blob_of(url: str) -> Blob | None:
    """What a `https://github.com/owner/name/blob/branch/path` names; None for every
    other address, and for `?raw=true`, the file itself.
    """
    match = re.fullmatch(_BLOB, url.strip())
    return Blob(match[1], decoded(match[2]), match[3] or "") if match else None


def anchored(url: str, context: RepoContext) -> tuple[str, str] | None:
    """The notebook of this repository (its path from the root) that a link leads into, and
    what it leads to there, as written.

    None for links without a `#`, to other files, and to other repositories, branches and
    tags than the one whose files are known.
    """
    target, _, fragment = url.strip().partition("#")
    if not fragment:
        return None
    if not target:
        return context.path, fragment
    if page := re.fullmatch(_FRONT_PAGE, target):
        is_own = bool(context.repository) and context.is_own(page[1])
        return ("README.md", fragment) if is_own else None
    path: str | None
    if blob := blob_of(url):
        path = blob.path if context.is_at_hand(blob) else None
    else:
        path = None if "?" in target else local_path(url)
    if not path or not path.lower().endswith((".md", ".markdown")):
        return None
    notebook = context.resolve(path)
    return None if notebook.startswith("..") else (notebook, fragment)


def local_path(target: str) -> str | None:
    """The path in a target that leads to a file next to the notebook, decoded; None for
    addresses, anchors and data.
    """
    if not target or target.startswith(("#", "//", "?")) or _SCHEME.match(target):
        return None
    path = decoded(re.split(r"[?#]", target, maxsplit=1)[0])
    return path.strip() or None


def tails(path: str) -> list[str]:
    """What is left of a path on somebody's own disk when folders are taken off its
    front, the longest first.
    """
    parts = [part for part in re.split(r"[\\/]+", path) if part]
    return [
        "/".join(parts[first:])
        for first in range(max(1, len(parts) - _DEEPEST), len(parts))
    ]


def paths_in(target: str) -> list[str]:
    """The local paths that a target may mean: as written (slashes for backslashes), and
    its tails where it is on one's own disk.
    """
    plain = target.strip().replace("\\", "/")
    path = local_path(plain)
    paths = [path] if path else []
    if OWN_DISK.match(plain):
        paths += tails(plain)
    return paths
