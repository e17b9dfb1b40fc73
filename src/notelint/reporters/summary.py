"""What stands below the findings, and what stands in their place: how many, how bad, and what can be mended."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from notelint.diagnostics import Applicability, Diagnostic, Severity
from notelint.reporters import Look
from notelint.reporters.text import paint, plural, style_of
from notelint.runner import Result


def summary(results: Sequence[Result], look: Look) -> str:
    """One line: `Found 24 findings in 1 notebook (6 errors); 15 have a layout fix, 4 a safe one.`"""
    found = [each for result in results for each in result.diagnostics]
    if not found:
        return paint(_in_order(len(results)), "green", color=look.color) + "\n"
    kinds = Counter("notebook" if result.is_notebook else "figure" for result in results if result.diagnostics)
    files = " and ".join(plural(kinds[kind], kind) for kind in ("notebook", "figure") if kinds[kind])
    errors = sum(each.severity is Severity.ERROR for each in found)
    bad = f" ({plural(errors, 'error')})" if errors else ""
    return f"Found {plural(len(found), 'finding')} in {files}{bad}{_mendable(found)}.\n"


def _in_order(count: int) -> str:
    return "The notebook is in order." if count == 1 else f"All {count} notebooks are in order."


def _mendable(found: Iterable[Diagnostic]) -> str:
    kinds = Counter(each.fix.applicability for each in found if each.fix)
    names = ((Applicability.LAYOUT, "a layout fix"), (Applicability.SAFE, "a safe one"), (Applicability.UNSAFE, "an unsafe one"))
    parts = [(kinds[kind], name) for kind, name in names if kinds[kind]]
    if not parts:
        return ""
    first, *rest = parts
    words = [
        f"{first[0]} {'has' if first[0] == 1 else 'have'} {first[1].replace('one', 'fix')}",
        *(f"{count} {name}" for count, name in rest),
    ]
    return "; " + ", ".join(words)


def statistics(results: Iterable[Result], look: Look) -> str:
    """A line a rule, the most frequent first: how often, code, name, and `[*]` where there are fixes."""
    rows: Counter[tuple[str, str, Severity]] = Counter()
    fixed: set[str] = set()
    for result in results:
        for each in result.diagnostics:
            rows[each.code, each.name, each.severity] += 1
            if each.fix and each.fix.applicability is not Applicability.UNSAFE:
                fixed.add(each.code)
    width = max((len(str(count)) for count in rows.values()), default=1)
    order = sorted(rows.items(), key=lambda row: (-row[1], row[0]))
    return "".join(
        f"{count:>{width}}  {paint(code, style_of(severity), color=look.color)}  {'[*]' if code in fixed else '[ ]'}  {name}\n"
        for (code, name, severity), count in order
    )
