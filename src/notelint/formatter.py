"""Fixes applied to a fixed point, behind the guard: what is written says the same, but for what the fixes that fired are for.

A pass makes all the edits that can go together, layout before all else; passes follow until no fix is left. Each is held against the page
as GitHub renders it. What the guard refuses is tried in halves, down to the single fix; what does harm is left out, and named.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import NamedTuple

from notelint import edits
from notelint.config import Config
from notelint.diagnostics import Applicability, Diagnostic, Fix
from notelint.errors import UnreadableError
from notelint.linter import judge
from notelint.notebook import Notebook
from notelint.page.kinds import Kind
from notelint.reader import read
from notelint.source import Source
from notelint.surroundings import Surroundings

LAYOUT = frozenset({Applicability.LAYOUT})
SAFE = frozenset({Applicability.LAYOUT, Applicability.SAFE})
UNSAFE = frozenset(Applicability)
PASSES = 25
CONFLICT = "X903"
FEWEST, MOST_LENGTH = 40, 8_000_000  # renderings that the guard may ask for, and the code points in all of them

# Of two fixes of one place the first goes first: a list must be whole before its entries are mended; what goes needs no other spelling.
_FIRST = {code: place for place, code in enumerate(("F307", "B204", "B203", "E102", "E101"))}
_ALONE = frozenset({"F307"})

# What a rule's fixes may do to the page. A layout fix of a rule that is not named changes nothing that a reader sees.
_DECLARED: dict[str, frozenset[Kind]] = {
    "B202": frozenset({Kind.BREAK}),
    "E101": frozenset({Kind.NUMBER}),
    "E110": frozenset({Kind.BLANK}),
    "F307": frozenset({Kind.WHOLE, Kind.READ, Kind.NUMBER, Kind.BREAK, Kind.BLANK}),
}
# Safe and unsafe fixes change what the page says, each in its own way; but none takes words away, unless it is named here.
_CHANGES = frozenset(Kind) - {Kind.LOST}
_TAKES = frozenset({"B203", "E102", "F307", "L401", "X901"})

Collect = Callable[[Notebook], Surroundings | None]


class Mended(NamedTuple):
    """A text with its fixes applied. `fixed` are the findings that they were for, `refused` those whose fix would harm the page.

    `left` is what remains to be said of the text; of layout alone, if no more was asked.
    """

    source: Source
    fixed: tuple[Diagnostic, ...] = ()
    refused: tuple[Diagnostic, ...] = ()
    left: tuple[Diagnostic, ...] = ()


def mend(source: Source, config: Config, collect: Collect, kinds: Collection[Applicability] = LAYOUT) -> Mended:
    """The source with the fixes of the rules in force applied until none of these kinds is left.

    What the guard refuses is tried once more where the text has changed since.

    Raises UnreadableError for a text that cannot be read or has unresolved conflicts, and for fixes that do not come to an end.
    """
    now, fixed, refused = source, list[Diagnostic](), dict[str, Diagnostic]()
    seen, has_changed, layout = {source.text}, False, set(kinds) == LAYOUT
    found = _judged(now, config, collect, layout=layout)
    while True:
        wanted = _wanted([each for each in found if each.identity not in refused], kinds)
        chosen = edits.choose(wanted, key=_fix_of)
        if not chosen:
            if not refused or not has_changed:
                return Mended(now, tuple(fixed), tuple(refused.values()), tuple(found))
            refused, has_changed = {}, False
            continue
        applied = _Guard(now.text).harmless([], chosen)
        refused.update((each.identity, each) for each in chosen if each not in applied)
        if not applied:
            continue
        text = _with(now.text, applied)
        fixed += applied
        if text in seen or len(seen) > PASSES:
            raise UnreadableError(f"fixes that undo each other: {', '.join(sorted({each.code for each in applied}))}")
        seen.add(text)
        now, has_changed = Source(text, source.path, bom=source.bom), True
        found = _judged(now, config, collect, layout=layout)


def format_text(text: str, path: str = "-", config: Config | None = None) -> str:
    """A text in canonical form: its layout fixes made, as `notelint fmt` makes them. Nothing is known of the files around it.

    Raises UnreadableError for a text that cannot be read, and for one with the markers of an unresolved merge, with their line.
    """
    return mend(Source.from_text(text, path), config or Config(), lambda _: None).source.whole


def _judged(source: Source, config: Config, collect: Collect, *, layout: bool) -> list[Diagnostic]:
    notebook = read(source, config.notebook)
    found = judge(notebook, config, collect(notebook), layout=layout)
    if found and found[0].code == CONFLICT:
        raise UnreadableError(found[0].message, found[0].start.line)
    return found


def _fix_of(each: Diagnostic) -> Fix:
    assert each.fix
    return each.fix


def _wanted(found: Sequence[Diagnostic], kinds: Collection[Applicability]) -> list[Diagnostic]:
    """The findings to mend in one pass, the ones that go first in front: layout alone while there is any, a cut list before all else."""
    fixable = [each for each in found if each.fix and each.fix.applicability in kinds]
    layout = [each for each in fixable if each.fix and each.fix.applicability is Applicability.LAYOUT]
    mine = layout or fixable
    mine = [each for each in mine if each.code in _ALONE] or mine
    return sorted(mine, key=lambda each: (_FIRST.get(each.code, len(_FIRST)), each.span))


def _with(text: str, applied: Sequence[Diagnostic]) -> str:
    return edits.apply(text, (edit for each in applied for edit in _fix_of(each).edits))


class _Guard:
    """What may be done to one text: the page says the same afterwards, but for what the fixes declare.

    It asks for so many renderings at most that a text of 100 KB is over in seconds; what is not tried by then is refused.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._left = max(MOST_LENGTH // max(len(text), 1), FEWEST)

    def harmless(self, base: Sequence[Diagnostic], more: Sequence[Diagnostic]) -> list[Diagnostic]:
        """Those of `more` whose fixes, made together with those of `base`, do the page no harm: all, or found by halves."""
        if self._left <= 0:
            return []
        self._left -= 1
        if self._is_harmless([*base, *more]):
            return list(more)
        if len(more) == 1:
            return []
        middle = len(more) // 2
        first = self.harmless(base, more[:middle])
        return first + self.harmless([*base, *first], more[middle:])

    def _is_harmless(self, applied: Sequence[Diagnostic]) -> bool:
        from notelint.page.changes import changes  # with what it needs, nothing to a text that is in order

        fired = {each.code for each in applied}
        if all(_fix_of(each).applicability is Applicability.LAYOUT for each in applied):
            allowed = frozenset[Kind]().union(*(_DECLARED.get(code, frozenset()) for code in fired))
        else:
            allowed = frozenset(Kind) if _TAKES & fired else _CHANGES
        return all(change.kind in allowed for change in changes(self._text, _with(self._text, applied)))
