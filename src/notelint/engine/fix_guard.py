"""What fixes may do to a page: it says the same afterwards, but for what they declare."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from notelint.rules.catalogue import RULES
from notelint.text import edits
from notelint.text.diagnostics import Applicability, Diagnostic, Fix
from notelint.text.page_changes import Kind

_DECLARED = {rule.code: rule.fix_changes for rule in RULES}
# Safe and unsafe fixes change what the page says, each in its own way; but none takes
# letters away, unless its rule says so, and then only those that its own edits remove:
# nothing else is lost, no figure and no link.
_CHANGES = frozenset(Kind) - {Kind.LOST}
_TAKES = frozenset(rule.code for rule in RULES if rule.fix_removes_text)
# Raw text becomes Markdown: its marks and numbers are no longer shown
_READS = frozenset(rule.code for rule in RULES if Kind.READ in rule.fix_changes)


def fix_of(diagnostic: Diagnostic) -> Fix:
    """The fix of a diagnostic that has one."""
    assert diagnostic.fix
    return diagnostic.fix


def with_fixes(text: str, diagnostics: Sequence[Diagnostic]) -> str:
    """The text with the fixes of these diagnostics, which go together."""
    return edits.apply(
        text,
        (edit for diagnostic in diagnostics for edit in fix_of(diagnostic).edits),
    )


class FixGuard:
    """Compares the page of one text before and after fixes.

    `proved` are the diagnostics whose fixes do no harm together, `refused` those whose
    fixes do. `prove` may be stopped at any time: what is in neither is untried.
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

    def _is_harmless(self, diagnostics: Sequence[Diagnostic]) -> bool:
        # Imported with a renderer, which a text without findings has no use for
        from notelint.guard.changes import changes, missing

        codes = {diagnostic.code for diagnostic in diagnostics}
        allowed = _allowed_kinds(diagnostics, codes)
        after = with_fixes(self._text, diagnostics)
        kinds = {change.kind for change in changes(self._text, after)}
        if not kinds <= allowed:
            return False
        if Kind.LOST not in kinds or _READS & codes:
            return True
        return not missing(self._text, after) - self._removed_letters(diagnostics)

    def _removed_letters(self, diagnostics: Sequence[Diagnostic]) -> Counter[str]:
        """The letters that the edits remove, of the rules that may."""
        letters = Counter[str]()
        for diagnostic in diagnostics:
            if diagnostic.code not in _TAKES:
                continue
            for (start, end), text in fix_of(diagnostic).edits:
                before = Counter(filter(str.isalnum, self._text[start:end]))
                letters += before - Counter(filter(str.isalnum, text))
        return letters


def _allowed_kinds(
    diagnostics: Sequence[Diagnostic], codes: set[str]
) -> frozenset[Kind]:
    """The kinds of changes that the fixes of these rules may make together."""
    layout = Applicability.LAYOUT
    if all(fix_of(diagnostic).applicability is layout for diagnostic in diagnostics):
        allowed = frozenset[Kind]()
        for code in codes:
            allowed |= _DECLARED.get(code, frozenset())
        return allowed
    return frozenset(Kind) if _TAKES & codes else _CHANGES
