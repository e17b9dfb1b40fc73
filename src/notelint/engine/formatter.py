"""Fixes applied to a fixed point, under the guard: what is written says the same, but for
what the fixes that fired are for.

A pass makes all the edits that can go together, layout before all else; passes follow until
no fix is left. Each is held against the page as GitHub renders it. What the guard refuses
is tried in halves, down to the single fix; what does harm is left out, and named.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from functools import partial
from math import inf
from typing import NamedTuple, TypeVar

from notelint.config import Config
from notelint.engine.findings import UNREADABLE
from notelint.engine.fix_guard import FixGuard, fix_of, with_fixes
from notelint.engine.linter import Collect, lint
from notelint.errors import UnreadableError
from notelint.notebook.reading import read
from notelint.rules.catalogue import PRECEDENCE, RULES
from notelint.text import edits
from notelint.text.diagnostics import Applicability, Diagnostic
from notelint.text.limits import FIXING, Limit, OverTimeError, seconds_for
from notelint.text.source import Source

LAYOUT = frozenset({Applicability.LAYOUT})
SAFE = frozenset({Applicability.LAYOUT, Applicability.SAFE})
UNSAFE = frozenset(Applicability)
PASSES = 25
# So many times what checking took is kept from the guard, to check the text that it lets
# pass
_KEPT = 2.2
CONFLICT = "X903"

# Of two fixes of one place the first goes first: a list must be whole before its entries
# are fixed; what goes needs no other spelling.
_RANKS = {rule.code: rule.fix_rank for rule in RULES if rule.fix_rank is not None}
_ALONE = frozenset(rule.code for rule in RULES if rule.fix_runs_alone)

_Made = TypeVar("_Made")


class FixResult(NamedTuple):
    """A text with its fixes applied.

    `fixed` are the findings that they were for, `refused` those whose fix would harm the
    page.

    `left` is what remains to be said of the text; of layout alone, if no more was asked.
    `untried` are the findings for whose fixes the guard had no time. `failure` says why the
    source is as it was, and `failed_at` in which line; `left` is then what was to be said
    of it.
    """

    source: Source
    fixed: tuple[Diagnostic, ...] = ()
    refused: tuple[Diagnostic, ...] = ()
    left: tuple[Diagnostic, ...] = ()
    untried: tuple[Diagnostic, ...] = ()
    skipped: frozenset[str] = frozenset()
    failure: str = ""
    failed_at: int = 1


def fix_source(
    source: Source,
    config: Config,
    collect: Collect,
    kinds: Collection[Applicability] = LAYOUT,
) -> FixResult:
    """The source with the fixes of the enabled rules applied until none of these kinds is
    left, in its time: `limits.FIXING`.

    A rule that takes too long is `skipped` from then on, and with it the fixes of rules
    that give way to it: where it has no word they would format what is its own to format.
    What the guard refuses is tried once more where the text has changed since.

    Raises UnreadableError for a text that cannot be read in its time.
    """
    with Limit(seconds_for(source.text) * FIXING) as limit:
        return _FixRun(source, config, collect, kinds, limit).result()


def format_text(text: str, path: str = "-", config: Config | None = None) -> str:
    """A text in canonical form: its layout fixes made, as `notelint fmt` makes them.

    Nothing is known of the files around it.

    Takes at most about 4 seconds of processor time for a text of up to 100,000 characters,
    and 40 microseconds a character beyond, in any thread. Raises UnreadableError for a text
    that cannot be read or formatted in this time, for one with the markers of an unresolved
    merge, with their line, and where a rule takes too long, which it names: the text would
    not be in canonical form.
    """
    result = fix_source(
        Source.from_text(text, path), config or Config(), lambda _: None
    )
    if result.failure:
        raise UnreadableError(result.failure, result.failed_at)
    messages = [
        diagnostic.message
        for diagnostic in result.left
        if diagnostic.code == UNREADABLE
    ]
    if messages:
        raise UnreadableError("; ".join(messages))
    if result.untried:
        raise UnreadableError(unproved(result.untried))
    return result.source.whole


def unproved(untried: Sequence[Diagnostic]) -> str:
    """The message about fixes that were not made because the guard had no time for them."""
    codes = _codes(untried)
    return f"too little time to prove that these fixes keep the page: {codes}: split the file"


def _codes(diagnostics: Sequence[Diagnostic]) -> str:
    return ", ".join(sorted({diagnostic.code for diagnostic in diagnostics}))


class _FixRun:
    """The passes over one text, until no fix is left or its time is over."""

    def __init__(
        self,
        source: Source,
        config: Config,
        collect: Collect,
        kinds: Collection[Applicability],
        limit: Limit,
    ) -> None:
        self._source = self._now = source
        self._config = config
        self._collect = collect
        self._kinds = kinds
        self._limit = limit
        self._notices = list[Diagnostic]()  # of rules that were skipped
        self._skipped = frozenset[str]()
        self._cost = 0.0  # the seconds that the last check took
        self._fixed = list[Diagnostic]()
        # By identity, which a finding keeps when the text around it changes
        self._refused = dict[str, Diagnostic]()
        self._untried = dict[str, Diagnostic]()

    def result(self) -> FixResult:
        """The text with its fixes, or as it was and why."""
        first = self._lint()
        if first and first[0].code == CONFLICT:
            return FixResult(
                self._source,
                left=tuple(first),
                failure=first[0].message,
                failed_at=first[0].start.line,
            )
        try:
            return self._until_done(first)
        except UnreadableError as error:
            return FixResult(self._source, left=tuple(first), failure=str(error))

    def _until_done(self, diagnostics: list[Diagnostic]) -> FixResult:
        """Pass after pass from these diagnostics on.

        Raises UnreadableError where fixes undo each other or the time is over.
        """
        seen = {self._source.text}
        has_changed = False  # since the refused fixes were tried
        while True:
            skip = {*self._refused, *self._untried}
            chosen = self._whole(partial(self._chosen, diagnostics, skip))
            if not chosen and self._refused and has_changed:
                self._refused, has_changed = {}, False
                continue
            if not chosen:
                return self._done(diagnostics)
            applied = self._proved(chosen)
            if not applied:
                continue
            text = self._whole(partial(with_fixes, self._now.text, applied))
            self._fixed += applied
            if text in seen or len(seen) > PASSES:
                raise UnreadableError(f"fixes that undo each other: {_codes(applied)}")
            seen.add(text)
            self._now = Source(text, self._source.path, bom=self._source.bom)
            has_changed = True
            diagnostics = self._lint()

    def _done(self, left: Sequence[Diagnostic]) -> FixResult:
        return FixResult(
            self._now,
            fixed=tuple(self._fixed),
            refused=tuple(self._refused.values()),
            left=(*self._notices, *left),
            untried=tuple(self._untried.values()),
            skipped=self._skipped,
        )

    def _proved(self, chosen: Sequence[Diagnostic]) -> list[Diagnostic]:
        """Those whose fixes the guard lets pass; the others are refused or untried."""
        guard = self._guarded(chosen)
        tried = {id(diagnostic) for diagnostic in (*guard.proved, *guard.refused)}
        for diagnostic in guard.refused:
            self._refused[diagnostic.identity] = diagnostic
        for diagnostic in chosen:
            if id(diagnostic) not in tried:
                self._untried[diagnostic.identity] = diagnostic
        return guard.proved

    def _guarded(self, chosen: Sequence[Diagnostic]) -> FixGuard:
        """The guard, when it has tried these fixes, or as many as its time allows."""
        # What it imports must not count in the text's time
        import notelint.guard.reading  # noqa: F401

        guard = FixGuard(self._now.text)
        seconds = max(0.0, self._limit.left - self._cost * _KEPT)
        with suppress(OverTimeError):
            self._limit.run(partial(guard.prove, chosen), seconds)
        return guard

    def _whole(self, work: Callable[[], _Made]) -> _Made:
        return self._limit.whole(work, "fix")

    def _lint(self) -> list[Diagnostic]:
        """The findings in the text as it is now, without those of rules that have been
        skipped; in the time that checking may take.
        """
        source, limit = self._now, self._limit
        before = limit.left
        notebook = self._whole(lambda: read(source, self._config.notebook))
        diagnostics, skipped = lint(
            notebook,
            self._config,
            self._collect(notebook),
            limit=limit,
            seconds=seconds_for(source.text),
            layout=set(self._kinds) == LAYOUT,
            without=self._skipped,
        )
        self._cost = before - limit.left
        others = [
            diagnostic for diagnostic in diagnostics if diagnostic.code != UNREADABLE
        ]
        if skipped:
            self._notices += [
                diagnostic
                for diagnostic in diagnostics
                if diagnostic.code == UNREADABLE
            ]
            self._skipped |= skipped
        return others

    def _chosen(
        self, diagnostics: Sequence[Diagnostic], without: Collection[str]
    ) -> list[Diagnostic]:
        """The findings to fix in this pass, all of whose fixes go together."""
        yielding = {second for first, second in PRECEDENCE if first in self._skipped}
        wanted = [
            diagnostic
            for diagnostic in diagnostics
            if diagnostic.identity not in without and diagnostic.code not in yielding
        ]
        return edits.choose(_wanted(wanted, self._kinds), key=fix_of)


def _wanted(
    diagnostics: Sequence[Diagnostic], kinds: Collection[Applicability]
) -> list[Diagnostic]:
    """The findings to fix in one pass, in the order in which their fixes are chosen: layout
    alone while there is any, a cut list before all else.
    """
    wanted = [
        diagnostic
        for diagnostic in diagnostics
        if diagnostic.fix and diagnostic.fix.applicability in kinds
    ]
    layout = [
        diagnostic
        for diagnostic in wanted
        if fix_of(diagnostic).applicability is Applicability.LAYOUT
    ]
    wanted = layout or wanted
    wanted = [
        diagnostic for diagnostic in wanted if diagnostic.code in _ALONE
    ] or wanted
    return sorted(
        wanted,
        key=lambda diagnostic: (_RANKS.get(diagnostic.code, inf), diagnostic.span),
    )
