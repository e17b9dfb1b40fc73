"""Which notebooks a change elsewhere may give findings: those that name what changed."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from notelint.engine.discovery import is_notebook
from notelint.errors import UnreadableError
from notelint.repo.git import GitError
from notelint.repo.git.blobs import Objects
from notelint.repo.git.changes import Change
from notelint.repo.snapshot import GitSnapshot
from notelint.repo.work_tree import WorkTree, decode
from notelint.text.source import Source

# Lines that may be a target of links to a page: headings of both kinds, and HTML anchors
_ANCHORED = r"(?mi)^.*(?:#|\b(?:id|name)\s*=).*$|^.*\n[ >]*(?:=+|-+)[ \t]*$"


class Differing(NamedTuple):
    """A repository and the commit that it is compared with (None: an empty one): what
    differs, by the path now, what is gone, and the files that git does not track.
    """

    root: Path
    commit: str | None
    changed: dict[str, Change]
    gone: tuple[Change, ...]
    others: frozenset[str]


class AffectedNotebooks:
    """What notebooks that depend on a change have in their text."""

    def __init__(self, work_tree: WorkTree) -> None:
        self._now = work_tree
        self._objects = cache(self._objects_of)

    def words(self, differing: Differing) -> Iterator[str]:
        """What a notebook that depends on a change would contain: the names of the files,
        plain and as in addresses.
        """
        for change in (*differing.changed.values(), *differing.gone):
            if not self._matters_to_others(differing, change):
                continue
            paths = filter(None, (change.path, change.before))
            names = {os.path.basename(path) for path in paths}
            for name in names | self._folders_gone(differing.root, change):
                data = os.fsencode(name)
                yield name
                yield quote(data)
                yield quote(data, safe="!*'();:@&=+$,[]")
                yield name.replace("&", "&amp;")
        for path in differing.others:
            yield os.path.basename(path)

    def _matters_to_others(self, differing: Differing, change: Change) -> bool:
        """Whether a change may give another notebook findings: where a notebook was only
        edited, the loss of a heading may.
        """
        if change.status not in "MT" or not is_notebook(change.path or ""):
            return True
        return self._loses_an_anchor(differing, change)

    def _folders_gone(self, root: Path, change: Change) -> set[str]:
        """The names of the folders that went with a file."""
        now = self._now.repository_of(root)
        if not change.before or change.before == change.path or not now:
            return set()
        names = set()
        folder = os.path.dirname(change.before)
        while folder and not now.names(folder):
            names.add(os.path.basename(folder))
            folder = os.path.dirname(folder)
        return names

    def _objects_of(self, root: Path) -> Objects:
        """The objects of a repository, through the process that reads the index where
        that is the work tree.
        """
        if isinstance(self._now, GitSnapshot):
            return self._now.tree_of(root).objects
        return Objects(root)

    def _loses_an_anchor(self, differing: Differing, change: Change) -> bool:
        """Whether a notebook may have lost a heading, or another target of links.

        The text before is read by its id alone: to list a whole commit for one file takes
        longer than all else here.
        """
        assert change.path
        path = os.path.relpath(differing.root / change.path)
        try:
            data = self._objects(differing.root).read(change.blob).data
            before = decode(data, path)
            now = self._now.load(path)
        except (GitError, UnreadableError):
            return True
        # Maybe a symbolic link: the text that it led to is not known
        if change.status == "T" or "\n" not in before.text:
            return True
        return bool(_anchored_lines(before) - _anchored_lines(now))


def _anchored_lines(source: Source) -> Counter[str]:
    return Counter(re.findall(_ANCHORED, source.text))
