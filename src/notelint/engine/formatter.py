"""Fixes applied to a fixed point, behind the guard: what is written says the same, but for
what the fixes that fired are for.

A pass makes all the edits that can go together, layout before all else; passes follow until
no fix is left. Each is held against the page as GitHub renders it. What the guard refuses
is tried in halves, down to the single fix; what does harm is left out, and named.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from functools import partial
from math import inf
from typing import NamedTuple, TypeVar

from notelint.config import Config
from notelint.engine.linter import UNREADABLE, lint
from notelint.errors import UnreadableError
from notelint.guard.kinds import Kind
from notelint.notebook.model import Notebook
from notelint.notebook.reading import read
from notelint.rules.catalogue import PRECEDENCE, RULES
from notelint.rules.context import RepoContext
from notelint.text import edits
from notelint.text.diagnostics import Applicability, Diagnostic, Fix
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

# What the rules declare of their fixes, by code.
_RANKS = {rule.code: rule.fix_rank for rule in RULES if rule.fix_rank is not None}
_ALONE = frozenset(rule.code for rule in RULES if rule.fix_runs_alone)
_DECLARED = {rule.code: rule.fix_changes for rule in RULES}
# Safe and unsafe fixes change what the page says, each in its own way; but only some rules
# may remove letters, and then only those that their own edits remove: nothing else is
# lost, no figure and no link.
_CHANGES = frozenset(Kind) - {Kind.LOST}
_TAKES = frozenset(rule.code for rule in RULES if rule.fix_removes_text)
# Raw text becomes Markdown: its marks and numbers are no longer shown
_READS = frozenset(rule.code for rule in RULES if Kind.READ in rule.fix_changes)

Collect = Callable[[Notebook], RepoContext | None]
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
    """The source with the fixes of the rules in force applied until none of these kinds is
    left, in its time: `limits.FIXING`.

    A rule that takes too long is `skipped` from then on, and with it the fixes of rules
    that give way to it: where it has no word they would format what is its own to format.
    What the guard refuses is tried once more where the text has changed since.

    Raises UnreadableError for a text that cannot be read in its time.
    """
    with Limit(seconds_for(source.text) * FIXING) as limit:
        return _FixRun(source, config, collect, kinds, limit).mended()


def format_text(text: str, path: str = "-", config: Config | None = None) -> str:
    """A text in canonical form: its layout fixes made, as `notelint fmt` makes them.

    Nothing is known of the files around it.

    Takes at most about 4 seconds of processor time for a text of up to 100,000 characters,
    and 40 microseconds a character beyond, in any thread. Raises UnreadableError for a text
    that cannot be read or formatted in this time, for one with the markers of an unresolved
    merge, with their line, and where a rule takes too long, which it names: the text would
    not be in canonical form.
    """
    mended = fix_source(
        Source.from_text(text, path), config or Config(), lambda _: None
    )
    if mended.failure:
        raise UnreadableError(mended.failure, mended.failed_at)
    if said := [each.message for each in mended.left if each.code == UNREADABLE]:
        raise UnreadableError("; ".join(said))
    if mended.untried:
        raise UnreadableError(unproved(mended.untried))
    return mended.source.whole


def unproved(untried: Sequence[Diagnostic]) -> str:
    """What is said of fixes that were not made because the guard had no time for them."""
    codes = ", ".join(sorted({each.code for each in untried}))
    return f"too little time to prove that these fixes keep the page: {codes}: split the file"


class _FixRun:
    """One text on its way: passes until no fix is left, or no time."""

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
        self._said = list[Diagnostic]()  # of rules that were skipped
        self._skipped = frozenset[str]()
        self._cost = 0.0  # the seconds that checking took

    def mended(self) -> FixResult:
        """The text mended, or as it was and why."""
        first = found = self._judged()
        if first and first[0].code == CONFLICT:
            return FixResult(
                self._source,
                left=tuple(first),
                failure=first[0].message,
                failed_at=first[0].start.line,
            )
        try:
            return self._until_done(found)
        except UnreadableError as error:
            return FixResult(self._source, left=tuple(first), failure=str(error))

    def _until_done(self, found: list[Diagnostic]) -> FixResult:
        fixed, refused, untried = (
            list[Diagnostic](),
            dict[str, Diagnostic](),
            dict[str, Diagnostic](),
        )
        seen, has_changed = {self._source.text}, False
        while True:
            chosen = self._whole(partial(self._chosen, found, {*refused, *untried}))
            if not chosen:
                if not refused or not has_changed:
                    said = (*self._said, *found)
                    return FixResult(
                        self._now,
                        (*fixed,),
                        (*refused.values(),),
                        said,
                        (*untried.values(),),
                        self._skipped,
                    )
                refused, has_changed = {}, False
                continue
            guard = self._guarded(chosen)
            applied, tried = (
                guard.proved,
                {id(each) for each in (*guard.proved, *guard.refused)},
            )
            refused.update((each.identity, each) for each in guard.refused)
            untried.update(
                (each.identity, each) for each in chosen if id(each) not in tried
            )
            if not applied:
                continue
            text = self._whole(partial(_with, self._now.text, applied))
            fixed += applied
            if text in seen or len(seen) > PASSES:
                raise UnreadableError(
                    f"fixes that undo each other: {', '.join(sorted({each.code for each in applied}))}"
                )
            seen.add(text)
            self._now, has_changed = (
                Source(text, self._source.path, bom=self._source.bom),
                True,
            )
            found = self._judged()

    def _guarded(self, chosen: Sequence[Diagnostic]) -> _Guard:
        """The guard, when it has tried these fixes, or as many as its time allows."""
        import notelint.guard.reading  # noqa: F401 - and what it needs, which is nobody's time

        guard = _Guard(self._now.text)
        with suppress(OverTimeError):
            self._limit.run(
                partial(guard.prove, chosen),
                max(0.0, self._limit.left - self._cost * _KEPT),
            )
        return guard

    def _whole(self, work: Callable[[], _Made]) -> _Made:
        return self._limit.whole(work, "fix")

    def _judged(self) -> list[Diagnostic]:
        """The findings in the text as it is now, without those of rules that have been
        skipped; in the time that checking may take.
        """
        source, limit = self._now, self._limit
        before = limit.left
        notebook = self._whole(lambda: read(source, self._config.notebook))
        around = self._collect(notebook)
        seconds, layout = seconds_for(source.text), set(self._kinds) == LAYOUT
        found, skipped = lint(
            notebook,
            self._config,
            around,
            limit=limit,
            seconds=seconds,
            layout=layout,
            without=self._skipped,
        )
        self._cost = before - limit.left
        if skipped:
            self._said += [each for each in found if each.code == UNREADABLE]
            self._skipped |= skipped
        return [each for each in found if each.code != UNREADABLE]

    def _chosen(
        self, found: Sequence[Diagnostic], without: Collection[str]
    ) -> list[Diagnostic]:
        """The findings to fix in this pass, all of whose fixes go together."""
        yielding = {second for first, second in PRECEDENCE if first in self._skipped}
        wanted = [
            each
            for each in found
            if each.identity not in without and each.code not in yielding
        ]
        return edits.choose(_wanted(wanted, self._kinds), key=_fix_of)


def _fix_of(each: Diagnostic) -> Fix:
    assert each.fix
    return each.fix


def _wanted(
    found: Sequence[Diagnostic], kinds: Collection[Applicability]
) -> list[Diagnostic]:
    """The findings to mend in one pass, the ones that go first in front: layout alone
    while there is any, a cut list before all else.
    """
    fixable = [each for each in found if each.fix and each.fix.applicability in kinds]
    layout = [
        each
        for each in fixable
        if each.fix and each.fix.applicability is Applicability.LAYOUT
    ]
    mine = layout or fixable
    mine = [each for each in mine if each.code in _ALONE] or mine
    return sorted(mine, key=lambda each: (_RANKS.get(each.code, inf), each.span))


def _with(text: str, applied: Sequence[Diagnostic]) -> str:
    return edits.apply(text, (edit for each in applied for edit in _fix_of(each).edits))


class _Guard:
    """What may be done to one text: the page says the same afterwards, but for what the
    fixes declare.

    `proved` are the fixes that do no harm together, `refused` those that do. It may be
    stopped at any time: what is in neither is untried.
    """

    def __init__(self, text: str) -> None:
        self.proved: list[Diagnostic] = []
        self.refused: list[Diagnostic] = []
        self._text = text

    def prove(self, more: Sequence[Diagnostic]) -> None:
        """Find those of `more` whose fixes, made together with those that are proved, do
        the page no harm: all, or by halves.
        """
        if self._is_harmless([*self.proved, *more]):
            self.proved.extend(more)
        elif len(more) == 1:
            self.refused.extend(more)
        else:
            middle = len(more) // 2
            self.prove(more[:middle])
            self.prove(more[middle:])

    def _is_harmless(self, applied: Sequence[Diagnostic]) -> bool:
        from notelint.guard.changes import (
            changes,
            missing,
        )  # with what it needs, nothing to a text that is in order

        fired = {each.code for each in applied}
        if all(_fix_of(each).applicability is Applicability.LAYOUT for each in applied):
            allowed = frozenset[Kind]().union(
                *(_DECLARED.get(code, frozenset()) for code in fired)
            )
        else:
            allowed = frozenset(Kind) if _TAKES & fired else _CHANGES
        after = _with(self._text, applied)
        kinds = {change.kind for change in changes(self._text, after)}
        if Kind.LOST in kinds & allowed and not _READS & fired:
            return kinds <= allowed and not missing(self._text, after) - self._removed(
                applied
            )
        return kinds <= allowed

    def _removed(self, applied: Sequence[Diagnostic]) -> Counter[str]:
        """The letters that the edits remove, of the rules that may."""
        letters = Counter[str]()
        for each in applied:
            for (start, end), text in (
                _fix_of(each).edits if each.code in _TAKES else ()
            ):
                letters += Counter(
                    filter(str.isalnum, self._text[start:end])
                ) - Counter(filter(str.isalnum, text))
        return letters
