"""What the repository tells of a notebook, gathered before the rules run: files, figures,
other notebooks.
"""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
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
    """Builds the contexts of notebooks, and remembers what it has read of other notebooks
    for the rest of a run.
    """

    def __init__(
        self, work_tree: WorkTree, config_of: Callable[[Path], Config]
    ) -> None:
        self._work_tree = work_tree
        self._config_of = config_of
        self.read = cache(self._read)
        self._mentions = cache(self._collect_mentions)

    def around(self, notebook: Notebook, path: str) -> RepoContext:
        """The context of the notebook at a path."""
        real = resolve_folder(path)
        home = self._work_tree.repository_or_folder_of(real)
        own = real.relative_to(home.root).as_posix()
        folders: dict[str, frozenset[str]] = {}
        name = home.name if _names_pages(notebook) else ""
        context = RepoContext(own, folders, repository=name, is_repository=home.in_git)
        figures = _paths_in(figure.target for figure in notebook.figures)
        targets = figures + _paths_in(link.url for link in notebook.addresses)
        # Looking whether a path leads out also fills `folders`, which the context shares
        outside = {
            path
            for path in map(context.resolve, targets)
            if _leads_out(path, home, folders)
        }
        submodules = {path for path in outside if home.is_in_submodule(path)}
        context = context._replace(
            outside=frozenset(outside), submodules=frozenset(submodules)
        )
        context = context._replace(
            pictures=_pictures(context, home, figures),
            anchors=self._anchors(notebook, context, home),
        )
        if folders and home.files:
            files = home.files
            context = context._replace(tracked=files.tracked, others=files.others)
        if notebook.preferences.duplicates == "repository":
            mentions = self._mentions(home)
            own_paths = {own, home.resolve(own)}
            context = context._replace(
                mentions=_elsewhere(notebook, own_paths, mentions)
            )
        return context

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
            source = self._work_tree.load(path)
            preferences = self._config_of(Path(path)).notebook
            seconds = seconds_for(source.text)
            return within(seconds, lambda: read(source, preferences), "read")
        except UnreadableError:
            return None  # reported where that file is linted itself

    def _is_excluded(self, path: str) -> bool:
        return self._config_of(Path(path)).is_excluded(Path(path))

    def _anchors(
        self, notebook: Notebook, context: RepoContext, home: Repository
    ) -> dict[str, frozenset[str]]:
        """The anchors of the other notebooks that this one links into, by their paths."""
        anchors: dict[str, frozenset[str]] = {}
        for link in notebook.addresses:
            target = anchored(link.url, context) if "#" in link.url else None
            if target is None:
                continue
            path = target[0]
            if path == context.path or path in anchors or not is_notebook(path):
                continue
            if home.resolve(path) is None:
                continue
            if other := self.read(os.path.relpath(home.root / path)):
                anchors[path] = names_in(other.tree, other.source)
        return anchors

    def _collect_mentions(self, home: Repository) -> dict[PaperId, list[Mention]]:
        mentions: dict[PaperId, list[Mention]] = {}
        for name, notebook in self._notebooks(home):
            if self._is_excluded(notebook.source.path):
                continue
            for entry in notebook.entries:
                if not entry.paper:
                    continue
                line = notebook.source.line_of(entry.span.start)
                section = notebook.sections[entry.section].title
                mention = Mention(name, line, section, entry.name)
                mentions.setdefault(entry.paper.paper, []).append(mention)
        return mentions

    def _shown(self, home: Repository) -> Iterator[str]:
        """The paths that notebooks of a repository show or link to."""
        for name, notebook in self._notebooks(home):
            context = RepoContext(name)
            targets = [figure.target for figure in notebook.figures]
            targets += [link.url for link in notebook.links]
            for target in targets:
                for path in _local_paths(target):
                    yield context.resolve(path)
                if "://" not in target:
                    continue
                address = decoded(re.split(r"[?#]", target, maxsplit=1)[0])
                # The own repository's file, whatever site shows it
                if _is_picture(address):
                    yield from tails(address)


def _is_picture(path: str) -> bool:
    return path.lower().endswith(PICTURE_ENDINGS)


def _local_paths(target: str) -> list[str]:
    """The local paths that a target may mean: its own, or the one on a page of GitHub's."""
    blob = blob_of(target) if "/blob/" in target else None
    return [blob.path] if blob else paths_in(target)


def _paths_in(targets: Iterable[str]) -> list[str]:
    """The local paths that targets may mean, in their order."""
    paths = []
    for target in targets:
        paths += _local_paths(target)
    return paths


def _names_pages(notebook: Notebook) -> bool:
    """Whether it shows or links to pages of GitHub's that could be its own repository's."""
    in_figures = any("/blob/" in figure.target for figure in notebook.figures)
    return in_figures or any(
        "github.com/" in link.url and ("#" in link.url or "/blob/" in link.url)
        for link in notebook.links
    )


def _pictures(
    context: RepoContext, home: Repository, figures: Sequence[str]
) -> dict[str, Picture]:
    pictures = {}
    for target in figures:
        path = context.find(target).path
        picture = home.picture(path) if path else None
        if path and picture:
            pictures[path] = picture
    return pictures


def _elsewhere(
    notebook: Notebook,
    own_paths: Container[str | None],
    mentions: dict[PaperId, list[Mention]],
) -> dict[PaperId, Sequence[Mention]]:
    """The mentions of this notebook's papers in other notebooks."""
    papers = {entry.paper.paper for entry in notebook.entries if entry.paper}
    elsewhere: dict[PaperId, Sequence[Mention]] = {}
    for paper in papers:
        others = [
            mention
            for mention in mentions.get(paper, ())
            if mention.path not in own_paths
        ]
        if others:
            elsewhere[paper] = others
    return elsewhere


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
