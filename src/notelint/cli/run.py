"""One run of a command: its scope, its settings, and what its files share."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from notelint.cli.inputs import Stdin
from notelint.cli.messages import warn
from notelint.cli.scope import Scope
from notelint.cli.settings import Configs
from notelint.engine.results import FigureResult, NotebookResult, Result
from notelint.engine.runner import Run, Verdicts
from notelint.text.diagnostics import Applicability


class CommandRun:
    """The results of a scope, by these configs, and what is needed to write fixed texts.

    `names` are the paths that the files are reported under.
    """

    def __init__(
        self, scope: Scope, configs: Configs, stdin_name: str | None = None
    ) -> None:
        self.scope = scope
        self.configs = configs
        self.stdin = Stdin()
        self._run = Run(
            configs.of,
            self.stdin.read,
            stdin_name=stdin_name,
            work_tree=scope.work_tree,
        )
        self.names = [self._run.name_of(path) for path in scope.files]
        self.notebooks = self._run.notebooks
        self.check_again = self._run.check_again

    def use_verdicts(self, verdicts: Verdicts) -> None:
        """Let the rules about links know what the network says of them."""
        self._run.verdicts = verdicts

    def results(self, kinds: Collection[Applicability] = ()) -> Iterator[Result]:
        """The results of all files, one by one; of those that are not looked at whole, what
        is new.

        Fixes of these kinds are made in the others.
        """
        new = self.scope.new
        reported = set()
        for result in self._run.results(self.scope.whole, kinds):
            reported.add(result.path)
            if new and isinstance(result, FigureResult):
                yield new(result)
            else:
                yield result
        for result in self._run.results(self.scope.others):
            if result.path not in reported:
                yield new(result) if new else result

    def save(self, result: NotebookResult) -> None:
        """Write a fixed notebook to where it came from: its file, or the index.

        Raises NotelintError where that cannot be done.
        """
        assert result.before
        assert result.source
        if self.scope.is_staged:
            from notelint.repo.snapshot import GitSnapshot
            from notelint.repo.staging import stage

            snapshot = self.scope.work_tree
            assert isinstance(snapshot, GitSnapshot)
            stage(snapshot, result.path, result.before, result.source, warn)
        else:
            from notelint.repo.writer import encoded, write

            write(result.path, encoded(result.before), encoded(result.source))
