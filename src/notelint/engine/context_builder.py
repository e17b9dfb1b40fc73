"""What is to be known of the world around a notebook, gathered before the rules run:
files, figures, other notebooks.
"""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Callable, Container, Iterator, Sequence
from functools import cache
from pathlib import Path

from notelint.config import Config
from notelint.engine.discovery import is_notebook
from notelint.errors import UnreadableError
from notelint.notebook.anchors import names_in
from notelint.notebook.model import Notebook
from notelint.notebook.reading import read
from notelint.papers import PaperId
from notelint.papers.addresses import decoded
from notelint.repo.work_tree import Repository, WorkTree, resolve_folder
from notelint.rules.context import (
    Mention,
    Picture,
    RepoContext,
    anchored,
    blob_of,
    folded,
    paths_in,
    spelled,
    tails,
)
from notelint.text.limits import seconds_for, within
from notelint.text.pictures import PICTURE_ENDINGS


class ContextBuilder:
    """Gathers surroundings, and remembers what it has read of other notebooks for the
    rest of a run.
    """

    def __init__(
        self, work_tree: WorkTree, config_of: Callable[[Path], Config]
    ) -> None:
        self._work_tree = work_tree
        self._config_of = config_of
        self.read = cache(self._read)
        self._mentions = cache(self._collect_mentions)

    def around(self, notebook: Notebook, path: str) -> RepoContext:
        """The world around the notebook at a path."""
        place = resolve_folder(path)
        home = self._work_tree.repository_or_folder_of(place)
        own = place.relative_to(home.root).as_posix()
        folders: dict[str, frozenset[str]] = {}
        name = home.name if _names_pages(notebook) else ""
        around = RepoContext(own, folders, repository=name, is_repository=home.in_git)
        figures = [path for figure in notebook.figures for path in _ways(figure.target)]
        targets = figures + [
            path for link in notebook.addresses for path in _ways(link.url)
        ]
        outside = {
            path
            for path in map(around.resolve, targets)
            if _leads_out(path, home, folders)
        }
        submodules = {path for path in outside if home.is_in_submodule(path)}
        around = around._replace(
            outside=frozenset(outside), submodules=frozenset(submodules)
        )
        around = around._replace(
            pictures=_pictures(around, home, figures),
            anchors=self._anchors(notebook, around, home),
        )
        if folders and home.files:
            around = around._replace(
                tracked=home.files.tracked, others=home.files.others
            )
        if notebook.preferences.duplicates == "repository":
            around = around._replace(
                mentions=_elsewhere(
                    notebook, {own, home.resolve(own)}, self._mentions(home)
                )
            )
        return around

    def unused_figures(self, paths: Sequence[str]) -> Iterator[tuple[str, RepoContext]]:
        """Each picture of the repositories that the paths lie in, by its path as people
        would write it, with what their notebooks show.

        None of a repository some of whose notebooks are not at hand.
        """
        for home in {
            self._work_tree.repository_or_folder_of(resolve_folder(path)): None
            for path in paths
        }:
            if home.files and any(map(is_notebook, home.files.sparse)):
                continue
            shown = frozenset(folded(path) for path in self._shown(home))
            for name in home.all_files():
                path = os.path.relpath(home.root / name)
                if _is_picture(name) and home.has(name) and not self._is_excluded(path):
                    yield path, RepoContext(name, shown=shown)

    def _notebooks(self, home: Repository) -> Iterator[tuple[str, Notebook]]:
        """The notebooks of a repository, by their paths in it, each under one name, but
        for those that cannot be read.
        """
        names = list(filter(is_notebook, home.all_files()))
        known = set(names)
        for name in names:
            real = home.resolve(name)
            if real is None or (real != name and real in known):
                continue
            if notebook := self.read(os.path.relpath(home.root / name)):
                yield name, notebook

    def _read(self, path: str) -> Notebook | None:
        if not self._work_tree.holds(path):
            return None
        try:
            source, preferences = (
                self._work_tree.load(path),
                self._config_of(Path(path)).notebook,
            )
            return within(
                seconds_for(source.text), lambda: read(source, preferences), "read"
            )
        except UnreadableError:
            return None  # told where that file is judged itself

    def _is_excluded(self, path: str) -> bool:
        return self._config_of(Path(path)).is_excluded(Path(path))

    def _anchors(
        self, notebook: Notebook, around: RepoContext, home: Repository
    ) -> dict[str, frozenset[str]]:
        found: dict[str, frozenset[str]] = {}
        for link in notebook.addresses:
            place = anchored(link.url, around) if "#" in link.url else None
            if (
                place
                and place[0] not in {around.path, *found}
                and is_notebook(place[0])
                and home.resolve(place[0]) is not None
            ):
                other = self.read(os.path.relpath(home.root / place[0]))
                if other:
                    found[place[0]] = names_in(other.tree, other.source)
        return found

    def _collect_mentions(self, home: Repository) -> dict[PaperId, list[Mention]]:
        found: dict[PaperId, list[Mention]] = {}
        for name, notebook in self._notebooks(home):
            if self._is_excluded(notebook.source.path):
                continue
            for entry in notebook.entries:
                if entry.paper:
                    line = notebook.source.line_of(entry.span.start)
                    mention = Mention(
                        name, line, notebook.sections[entry.section].title, entry.name
                    )
                    found.setdefault(entry.paper.paper, []).append(mention)
        return found

    def _shown(self, home: Repository) -> Iterator[str]:
        for name, notebook in self._notebooks(home):
            around = RepoContext(name)
            for target in [figure.target for figure in notebook.figures] + [
                link.url for link in notebook.links
            ]:
                yield from (around.resolve(path) for path in _ways(target))
                if "://" in target and _is_picture(
                    address := decoded(re.split(r"[?#]", target, maxsplit=1)[0])
                ):
                    yield from tails(
                        address
                    )  # the own repository's, whatever site shows it


def _is_picture(path: str) -> bool:
    return path.lower().endswith(PICTURE_ENDINGS)


def _ways(target: str) -> list[str]:
    """The local paths that a target may mean: its own, or the one on a page of GitHub's."""
    blob = blob_of(target) if "/blob/" in target else None
    return [blob.path] if blob else paths_in(target)


def _names_pages(notebook: Notebook) -> bool:
    """Whether it shows or links to pages of GitHub's that could be its own repository's."""
    in_figures = any("/blob/" in figure.target for figure in notebook.figures)
    return in_figures or any(
        "github.com/" in link.url and ("#" in link.url or "/blob/" in link.url)
        for link in notebook.links
    )


def _pictures(
    around: RepoContext, home: Repository, figures: Sequence[str]
) -> dict[str, Picture]:
    found = {}
    for target in figures:
        place = around.find(target)
        if place.path and (picture := home.picture(place.path)):
            found[place.path] = picture
    return found


def _elsewhere(
    notebook: Notebook,
    own: Container[str | None],
    mentions: dict[PaperId, list[Mention]],
) -> dict[PaperId, Sequence[Mention]]:
    """What other notebooks say of this one's papers."""
    papers = {entry.paper.paper for entry in notebook.entries if entry.paper}
    found = {
        paper: [each for each in mentions.get(paper, ()) if each.path not in own]
        for paper in papers
    }
    return {paper: others for paper, others in found.items() if others}


def _leads_out(path: str, home: Repository, folders: dict[str, frozenset[str]]) -> bool:
    """Whether a path leads out of the repository.

    Each folder on the way to it is listed, in whatever letter case it is there.
    """
    folder = ""
    for name in path.split("/"):
        if name == "..":
            folder = posixpath.normpath(posixpath.join(folder, name))
            if home.resolve(folder) is None:
                return True
            folders[folder] = home.names(folder)
            continue
        if name.casefold() == ".git":
            return True
        names = home.names(folder)
        if names:
            folders[folder] = names
        real = spelled(name, names)
        if not real:
            # The index, and a clone without submodules, does not have their names
            return home.is_in_submodule(posixpath.join(folder, name))
        folder = posixpath.normpath(posixpath.join(folder, real)) if folder else real
        if home.resolve(folder) is None:
            return True
    return False
