"""What a run looks at: notebooks on the disk or in the index, whole or only what is new
in them.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from notelint.cli.inputs import Stdin, files_of, warn_of_outside
from notelint.cli.messages import say
from notelint.cli.settings import Configs
from notelint.engine.context_builder import ContextBuilder
from notelint.engine.discovery import STDIN
from notelint.engine.runner import Result, Verdicts, run
from notelint.errors import NotelintError
from notelint.repo import git
from notelint.repo.work_tree import WorkTree

if TYPE_CHECKING:
    from notelint.engine.comparison import CommitComparison
    from notelint.engine.discovery import Placed
    from notelint.text.diagnostics import Applicability


class Scope(NamedTuple):
    """The files that a run looks at, in the world that it finds them in.

    `whole` are judged, and mended where that is asked; of `others` only what is `new` is
    told. `mistakes` counts the arguments that are wrong, which has been said.
    """

    work_tree: WorkTree
    whole: tuple[str, ...]
    others: tuple[str, ...] = ()
    mistakes: int = 0
    new: Callable[[Result], Result] | None = None
    is_staged: bool = False

    @property
    def files(self) -> tuple[str, ...]:
        """All of them."""
        return (*self.whole, *self.others)


def scope_of(
    paths: Sequence[str],
    configs: Configs,
    stdin_filename: str | None,
    *,
    staged: bool = False,
    since: str | None = None,
) -> Scope:
    """What the paths and the options mean; what is wrong with the others is said.

    Raises NotelintError where there is no repository to ask, or no such revision.
    """
    if not staged and since is None:
        work_tree = WorkTree(_warn)
        found = files_of(paths, configs, stdin_filename, work_tree)
        return Scope(work_tree, found.files, mistakes=len(found.mistakes))
    option = "--staged" if staged else "--since"
    if STDIN in paths:
        raise NotelintError(
            f"{option}: looks at files that git knows: name files, not -"
        )
    try:
        return (
            _staged(paths, configs, since)
            if staged
            else _since(paths, configs, str(since))
        )
    except NotelintError as error:
        raise NotelintError(f"{option}: {error}") from None


def _warn(message: str) -> None:
    say("warning", message)


def _staged(paths: Sequence[str], configs: Configs, since: str | None) -> Scope:
    """The notebooks that are staged, as the commit would have them, and those that
    something else that is staged may concern.
    """
    from notelint.engine.comparison import CommitComparison
    from notelint.engine.discovery import find_in_index
    from notelint.repo.snapshot import staged

    work_tree = staged()
    handed = (
        {os.path.normpath(path) for path in paths if not os.path.isdir(path)}
        if os.environ.get("PRE_COMMIT")
        else set()
    )
    found, mistakes, outside = find_in_index(
        [path for path in paths if os.path.normpath(path) not in handed], work_tree
    )
    for mistake in mistakes:
        say("error", mistake)
    warn_of_outside(outside)
    past = CommitComparison(since or _pushed(), work_tree, configs.of, cached=True)
    if since is None and (whole := _asked_for(past, found, handed)):
        return Scope(
            work_tree, _included(whole, configs), mistakes=len(mistakes), is_staged=True
        )
    touched, concerned = _split(past, found)
    is_commit = bool(
        os.environ.get("GIT_INDEX_FILE")
    )  # which may change no more than its message
    if not (
        touched
        or concerned
        or mistakes
        or is_commit
        or _is_anything_staged(past, found)
    ):
        say(
            "warning",
            "nothing is staged"
            if since is None
            else f"nothing has changed since {since}",
        )
    if since is not None:
        return Scope(
            work_tree,
            (),
            _included([*touched, *concerned], configs),
            len(mistakes),
            past.new_findings,
            is_staged=True,
        )
    return Scope(
        work_tree,
        _included(touched, configs),
        _included(concerned, configs),
        len(mistakes),
        past.new_findings,
        is_staged=True,
    )


def _pushed() -> str | None:
    """The revision that pre-commit compares with where it is about more than what is staged."""
    return os.environ.get("PRE_COMMIT_FROM_REF") or None


def _asked_for(
    past: CommitComparison, found: Sequence[Placed], handed: Collection[str]
) -> Sequence[Placed]:
    """The notebooks that somebody who runs pre-commit by hand asks for, whatever is staged;
    none where it is about a commit or a push.

    pre-commit does not say whether it runs over all files, or over some that are named. But
    it hands over the names of files: some are not staged then. Where it does not, and
    nothing is staged, it is about all of them.
    """
    if (
        not os.environ.get("PRE_COMMIT")
        or os.environ.get("GIT_INDEX_FILE")
        or _pushed()
    ):
        return ()
    named = [each for each in found if each.path in handed]
    if any(each.name not in past.of(each.root).changed for each in named):
        return named
    return () if _is_anything_staged(past, found) else found


def _is_anything_staged(past: CommitComparison, found: Sequence[Placed]) -> bool:
    return any(
        past.of(root).changed or past.of(root).gone
        for root in {each.root for each in found}
    )


def _split(
    past: CommitComparison, found: Sequence[Placed]
) -> tuple[list[Placed], list[Placed]]:
    """The notebooks that are others than they were, or are named by hand; and those that
    a change elsewhere may concern.
    """
    touched, concerned = [], []
    by_root: dict[Path, list[Placed]] = {}
    for each in found:
        by_root.setdefault(each.root, []).append(each)
    for root, here in by_root.items():
        changed = past.touched(root, (each.name for each in here))
        rest = [
            each.name for each in here if each.name not in changed and not each.is_named
        ]
        others = past.affected(root, rest)
        touched += [each for each in here if each.is_named or each.name in changed]
        concerned += [each for each in here if each.name in others]
    return touched, concerned


def _included(found: Sequence[Placed], configs: Configs) -> tuple[str, ...]:
    return tuple(
        each.path
        for each in found
        if not configs.of(Path(each.path)).is_excluded(Path(each.path))
    )


def _since(paths: Sequence[str], configs: Configs, since: str) -> Scope:
    """The notebooks on the disk that are others than they were, and those that something
    else that is may concern.
    """
    from notelint.engine.comparison import CommitComparison
    from notelint.engine.discovery import Placed

    work_tree = WorkTree(_warn)
    found = files_of(paths, configs, None, work_tree)
    past = CommitComparison(since, work_tree, configs.of, cached=False)
    if not found.files:
        past.of(git.root_of(Path()) or Path())  # which tells of a revision that is none
        return Scope(work_tree, (), mistakes=len(found.mistakes))
    named = {os.path.normpath(path) for path in paths if not os.path.isdir(path)}
    placed = [Placed(*past.place(path), path, path in named) for path in found.files]
    touched, concerned = _split(past, placed)
    return Scope(
        work_tree,
        (),
        tuple(each.path for each in (*touched, *concerned)),
        len(found.mistakes),
        past.new_findings,
    )


class Run:
    """A run over a scope, by these settings: its results, and what is needed to write what
    was mended.

    `verdicts` are what the network says of the links, where it was asked.
    """

    def __init__(
        self,
        scope: Scope,
        configs: Configs,
        stdin: Stdin,
        stdin_name: str | None,
        verdicts: Verdicts | None = None,
    ) -> None:
        self.scope = scope
        self.stdin = stdin
        self._verdicts = verdicts
        self._configs = configs
        self._stdin_name = stdin_name

    def results(self, kinds: Collection[Applicability] = ()) -> Iterator[Result]:
        """The results of all files, one by one; of those that are not looked at whole, what
        is new.

        Fixes of these kinds are made in the others.
        """
        figures, builder = set(), ContextBuilder(self.scope.work_tree, self._configs.of)
        for each in self._run(self.scope.whole, kinds, builder):
            figures.add(each.path)
            yield (
                self.scope.new(each)
                if self.scope.new and not each.is_notebook
                else each
            )
        for each in self._run(self.scope.others, builder=builder):
            if each.path not in figures:
                yield self.scope.new(each) if self.scope.new else each

    def judged(self, result: Result) -> Result:
        """A notebook as it is now, judged."""
        return next(self._run((STDIN if result.is_stdin else result.path,)))

    def _run(
        self,
        files: Sequence[str],
        kinds: Collection[Applicability] = (),
        builder: ContextBuilder | None = None,
    ) -> Iterator[Result]:
        return run(
            files,
            self._configs.of,
            self.stdin.read,
            self._stdin_name,
            self.scope.work_tree,
            kinds,
            self._verdicts,
            builder,
        )

    def save(self, result: Result) -> None:
        """Write a mended notebook to where it came from: its file, or the index.

        Raises NotelintError where that cannot be done.
        """
        assert result.before
        assert result.source
        if self.scope.is_staged:
            from notelint.repo.snapshot import GitSnapshot
            from notelint.repo.staging import stage

            assert isinstance(self.scope.work_tree, GitSnapshot)
            stage(
                self.scope.work_tree, result.path, result.before, result.source, _warn
            )
        else:
            from notelint.repo.writer import encoded, write

            write(result.path, encoded(result.before), encoded(result.source))
